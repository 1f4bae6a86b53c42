//! Properties that are demanded and nowhere declared: JSON Schema 2020-12 (validation), section 6.5.3.
//!
//! A schema may leave it to others to declare what it demands: to the members of its compositions, and to the schemas that
//! it is itself a member of, and to their members.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Lowering;
use crate::component;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Pointer;

/// The keywords whose members hold for the same value.
const COMPOSITIONS: [&str; 3] = ["allOf", "oneOf", "anyOf"];

impl Lowering<'_> {
    /// Reports the names in `required` that no schema declares, and gives them fields. `document` is the lowered one.
    pub(super) fn check_required(&mut self, document: &mut Value) {
        let schemas = Schemas::of(document);
        let with_fields = schemas.with_fields();
        let found = schemas.undeclared().into_iter();
        let found: Vec<(Pointer, bool, Vec<String>)> = found
            .filter_map(|(index, names)| {
                let names = names.into_iter().map(str::to_owned).collect();
                let schema = schemas.all.get(index)?;
                Some((schema.pointer.clone(), with_fields.contains(&index), names))
            })
            .collect();
        for (pointer, has_fields, names) in found {
            self.report_undeclared(&pointer, has_fields, &names);
            if has_fields {
                declare(document, &pointer, &names);
            }
        }
    }

    fn report_undeclared(&mut self, pointer: &Pointer, has_fields: bool, names: &[String]) {
        let (is, them) = match names.len() {
            1 => ("is", "it"),
            _ => ("are", "them"),
        };
        let made = match (has_fields, names.len()) {
            (false, _) => format!("there is no field for {them}"),
            (true, 1) => "its field is optional and holds any JSON".to_owned(),
            (true, _) => "their fields are optional and hold any JSON".to_owned(),
        };
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(", ");
        let message = format!("{names} {is} required, but no schema declares {them}; {made}");
        let place = self.origin(&pointer.child("required"));
        let help = format!("declare {them} in `properties`, or remove {them} from `required`");
        self.diagnostics
            .push(Diagnostic::new(Code::UndeclaredRequired, place, message).help(help));
    }
}

/// Declares what a schema requires as any JSON. It isn't demanded: a name that nothing describes is rather a mistake in the
/// document than something that is always there.
fn declare(document: &mut Value, pointer: &Pointer, names: &[String]) {
    let schema = document.pointer_mut(pointer.as_str()).and_then(Value::as_object_mut);
    let Some(schema) = schema else { return };
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        required.retain(|name| !name.as_str().is_some_and(|name| names.contains(name)));
    }
    let properties = schema.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        properties.extend(names.iter().map(|name| (name.clone(), json!({}))));
    }
}

/// Whether a schema only lists which properties of an object are required.
fn only_demands(schema: &Value) -> bool {
    let keywords = schema.as_object().into_iter().flatten();
    keywords.into_iter().all(|(key, value)| match key.as_str() {
        "required" | "description" | "title" => true,
        "type" => value == "object",
        _ => false,
    })
}

/// One schema as far as it says which properties there are.
struct Schema<'a> {
    pointer: Pointer,
    required: Vec<&'a str>,
    properties: Option<&'a Map<String, Value>>,
    /// Whether it describes properties by no name.
    describes_others: bool,
    /// Whether it is one of several schemas.
    has_alternatives: bool,
    /// The schema whose `allOf` it is a member of in place, if it says nothing but what is required there.
    adds_to: Option<usize>,
    /// The members of its compositions, and the schemas that it is a member of.
    members: Vec<usize>,
    owners: Vec<usize>,
}

impl Schema<'_> {
    fn declares(&self, name: &str) -> bool {
        self.properties.is_some_and(|properties| properties.contains_key(name))
    }
}

/// All schemas of a document.
#[derive(Default)]
struct Schemas<'a> {
    all: Vec<Schema<'a>>,
    /// Those that are components, by the references to them.
    components: BTreeMap<String, usize>,
    /// Members that are references, by who has them.
    references: Vec<(usize, &'a str)>,
}

impl<'a> Schemas<'a> {
    fn of(document: &'a Value) -> Self {
        let mut schemas = Self::default();
        schemas.gather(document, &Pointer::root());
        let components = document.pointer("/components/schemas").and_then(Value::as_object);
        for (name, schema) in components.into_iter().flatten() {
            let index = schemas.add(schema, &component::pointer("schemas", name));
            schemas.components.insert(component::reference("schemas", name), index);
        }
        for (owner, reference) in std::mem::take(&mut schemas.references) {
            if let Some(member) = schemas.components.get(reference).copied() {
                schemas.join(owner, member);
            }
        }
        schemas
    }

    /// The schemas of what is no schema itself.
    fn gather(&mut self, value: &'a Value, pointer: &Pointer) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    match key.as_str() {
                        "schema" => {
                            self.add(member, &pointer.child(key));
                        }
                        "schemas" | "example" => {}
                        _ => self.gather(member, &pointer.child(key)),
                    }
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.gather(element, &pointer.index(index));
                }
            }
            _ => {}
        }
    }

    /// Adds a schema and all in it.
    fn add(&mut self, raw: &'a Value, pointer: &Pointer) -> usize {
        let index = self.all.len();
        let required = raw.get("required").and_then(Value::as_array).into_iter().flatten();
        let properties = raw.get("properties").and_then(Value::as_object);
        let additional = raw.get("additionalProperties").filter(|schema| schema.is_object());
        self.all.push(Schema {
            pointer: pointer.clone(),
            required: required.filter_map(Value::as_str).collect(),
            properties,
            describes_others: additional.is_some(),
            has_alternatives: ["oneOf", "anyOf"].iter().any(|keyword| raw.get(*keyword).is_some()),
            adds_to: None,
            members: Vec::new(),
            owners: Vec::new(),
        });
        for (name, property) in properties.into_iter().flatten() {
            self.add(property, &pointer.child("properties").child(name));
        }
        for keyword in ["additionalProperties", "items"] {
            if let Some(schema) = raw.get(keyword) {
                self.add(schema, &pointer.child(keyword));
            }
        }
        for keyword in COMPOSITIONS {
            let members = raw.get(keyword).and_then(Value::as_array).into_iter().flatten();
            for (position, member) in members.enumerate() {
                match member.get("$ref").and_then(Value::as_str) {
                    Some(reference) => self.references.push((index, reference)),
                    None => {
                        let added = self.add(member, &pointer.child(keyword).index(position));
                        self.join(index, added);
                        if let Some(added) = self.all.get_mut(added) {
                            added.adds_to = (keyword == "allOf" && only_demands(member)).then_some(index);
                        }
                    }
                }
            }
        }
        // A schema that is a reference alone is the one that it leads to.
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            self.references.push((index, reference));
        }
        index
    }

    /// Those that are structs, or add to one, so that they may have more fields.
    fn with_fields(&self) -> BTreeSet<usize> {
        let declares = |schema: &Schema<'a>| schema.properties.is_some_and(|properties| !properties.is_empty());
        let above = |is: &dyn Fn(&Schema<'a>) -> bool| {
            let all = self.all.iter().enumerate().filter(|(_, schema)| is(schema));
            self.reached(all.map(|(index, _)| index).collect(), |schema| &schema.owners)
        };
        let above_properties = above(&declares);
        let above_alternatives = above(&|schema| schema.has_alternatives);
        let is_merged = |index: &usize| above_properties.contains(index) && !above_alternatives.contains(index);
        let all = self.all.iter().enumerate();
        let all = all.filter(|(index, schema)| declares(schema) || is_merged(&schema.adds_to.unwrap_or(*index)));
        all.map(|(index, _)| index).collect()
    }

    fn join(&mut self, owner: usize, member: usize) {
        if let Some(owner) = self.all.get_mut(owner) {
            owner.members.push(member);
        }
        if let Some(member) = self.all.get_mut(member) {
            member.owners.push(owner);
        }
    }

    /// The schemas that may hold for the same value as one of these: all that have it for a member, and their members.
    fn beside(&self, declaring: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        let owners = self.reached(declaring.collect(), |schema| &schema.owners);
        self.reached(owners, |schema| &schema.members)
    }

    fn reached(
        &self,
        mut reached: BTreeSet<usize>,
        next: for<'s> fn(&'s Schema<'a>) -> &'s Vec<usize>,
    ) -> BTreeSet<usize> {
        let mut open: Vec<usize> = reached.iter().copied().collect();
        while let Some(schema) = open.pop().and_then(|index| self.all.get(index)) {
            open.extend(next(schema).iter().filter(|other| reached.insert(**other)));
        }
        reached
    }

    /// The names that are required and that no schema declares, by the schemas that require them.
    fn undeclared(&self) -> BTreeMap<usize, Vec<&'a str>> {
        let all = || self.all.iter().enumerate();
        let free = self.beside(
            all()
                .filter(|(_, schema)| schema.describes_others)
                .map(|(index, _)| index),
        );
        let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, schema) in all().filter(|(index, _)| !free.contains(index)) {
            for name in schema.required.iter().filter(|name| !schema.declares(name)) {
                open.entry(name).or_default().push(index);
            }
        }
        let mut declaring: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, schema) in all() {
            let names = schema.properties.into_iter().flatten().map(|(name, _)| name.as_str());
            for name in names.filter(|name| open.contains_key(name)) {
                declaring.entry(name).or_default().push(index);
            }
        }
        let mut undeclared: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (name, requiring) in open {
            let declared = self.beside(declaring.remove(name).unwrap_or_default().into_iter());
            for index in requiring.into_iter().filter(|index| !declared.contains(index)) {
                undeclared.entry(index).or_default().push(name);
            }
        }
        undeclared
    }
}
