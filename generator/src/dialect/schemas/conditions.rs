//! Schemas that hold under a condition: JSON Schema 2020-12 (core), section 10.2.2. Conditions aren't checked; the properties
//! that only they declare may be there, so they are optional.

use std::collections::BTreeMap;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::super::{Lowering, child, element};
use crate::pointer::Place;
use crate::spec::{Schema, SchemaSlot};

/// A condition, what holds if it is met, and if it isn't: what a condition looks at may be there.
const BRANCHES: &[&str] = &["if", "then", "else"];

/// Schemas that hold where a property is there.
const BY_PROPERTY: &[&str] = &["dependentSchemas", "dependencies"];

/// The schemas of properties of one name, where they stand.
type Declared<'v> = BTreeMap<&'v str, Vec<(&'v Value, Place)>>;

impl<'s> Lowering<'s> {
    /// Adds the properties that stand under a condition, in a schema or in the members of its `allOf` that are written in place.
    pub(super) fn insert_conditional(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let is_object = raw.get("type").is_none_or(|name| name == "object");
        let open = branches(raw, place);
        if open.is_empty() || !is_object {
            return;
        }
        let mut found = Declared::new();
        self.gather(open, &mut found);
        let known = declared(raw);
        for (name, declared) in found {
            if !known.contains(&name) {
                schema.kind.get_or_insert("object");
                schema.properties.insert(name.to_owned(), self.conditional(declared));
            }
        }
    }

    /// The properties of all branches, those behind references and in further branches included.
    fn gather<'v>(&mut self, mut open: Vec<(&'v Value, Place)>, found: &mut Declared<'v>)
    where
        's: 'v,
    {
        let mut passed = Vec::new();
        while let Some((branch, place)) = open.pop() {
            let reference = branch.get("$ref").and_then(Value::as_str);
            let target = reference.and_then(|reference| self.followed(reference, &place));
            let (branch, place) = target.map_or((branch, place), |(value, place)| (value, place));
            let Some(keywords) = branch.as_object().filter(|_| !passed.contains(&place)) else {
                continue;
            };
            let properties = keywords.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                let place = child(&child(&place, "properties"), name);
                if property.is_object() || *property == json!(true) {
                    found.entry(name).or_default().push((property, place));
                }
            }
            open.extend(branches(keywords, &place));
            passed.push(place);
        }
    }

    /// One property, whichever of the branches holds.
    fn conditional(&mut self, declared: Vec<(&Value, Place)>) -> SchemaSlot {
        let mut members: IndexSet<SchemaSlot> = IndexSet::new();
        for (property, place) in declared {
            members.insert(self.schema(&loosened(property), &place));
        }
        let is_one = members.len() == 1;
        let members: Vec<SchemaSlot> = members.into_iter().collect();
        let (all_of, any_of) = if is_one {
            (members, Vec::new())
        } else {
            (Vec::new(), members)
        };
        let schema = match <[SchemaSlot; 1]>::try_from(all_of) {
            Ok([SchemaSlot::Inline(only)]) => *only,
            Ok(reference) => Schema {
                all_of: reference.into(),
                ..Schema::default()
            },
            Err(_) => Schema {
                any_of,
                ..Schema::default()
            },
        };
        SchemaSlot::from(Schema {
            is_conditional: true,
            ..schema
        })
    }
}

/// The schemas that hold under a condition of this one, or of a member in place of its `allOf`.
fn branches<'v>(raw: &'v Map<String, Value>, place: &Place) -> Vec<(&'v Value, Place)> {
    let mut found: Vec<(&Value, Place)> = Vec::new();
    let mut open: Vec<(&Map<String, Value>, Place)> = vec![(raw, place.clone())];
    while let Some((keywords, place)) = open.pop() {
        if keywords.contains_key("if") {
            let branches = BRANCHES
                .iter()
                .filter_map(|key| Some((keywords.get(*key)?, child(&place, key))));
            found.extend(branches);
        }
        for keyword in BY_PROPERTY {
            let schemas = keywords.get(*keyword).and_then(Value::as_object);
            let schemas = schemas.into_iter().flatten().filter(|(_, schema)| schema.is_object());
            found.extend(schemas.map(|(name, schema)| (schema, child(&child(&place, keyword), name))));
        }
        let place = child(&place, "allOf");
        for (index, member) in keywords
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
        {
            open.extend(member.as_object().map(|member| (member, element(&place, index))));
        }
    }
    found
}

/// The names that a schema declares itself, or in the members in place of its `allOf`.
fn declared(raw: &Map<String, Value>) -> Vec<&str> {
    let mut names = Vec::new();
    let mut open = vec![raw];
    while let Some(keywords) = open.pop() {
        let properties = keywords.get("properties").and_then(Value::as_object);
        names.extend(properties.into_iter().flatten().map(|(name, _)| name.as_str()));
        let members = keywords.get("allOf").and_then(Value::as_array).into_iter().flatten();
        open.extend(members.filter_map(Value::as_object));
    }
    names
}

/// A property without the values that only a condition narrows it to.
fn loosened(property: &Value) -> Value {
    let Some(keywords) = property.as_object() else {
        return json!({});
    };
    let mut keywords = keywords.clone();
    let value = keywords.remove("const");
    let kind = match value {
        Some(Value::String(_)) => Some("string"),
        Some(Value::Bool(_)) => Some("boolean"),
        _ => None,
    };
    if let Some(kind) = kind {
        keywords.entry("type").or_insert_with(|| json!(kind));
    }
    Value::Object(keywords)
}
