//! Properties that are demanded and nowhere declared: JSON Schema 2020-12 (validation), section 6.5.3.
//!
//! A schema may leave it to others to declare what it demands: to the members of its compositions, and to the schemas that
//! it is itself a member of, and to their members.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Lowering;
use crate::component;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Pointer;

/// The keywords whose members hold for the same value.
const COMPOSITIONS: [&str; 3] = ["allOf", "oneOf", "anyOf"];

impl Lowering<'_> {
    /// Reports the names in `required` that no schema declares. `document` is the lowered one.
    pub(super) fn check_required(&mut self, document: &Value) {
        let schemas = Schemas::of(document);
        for (index, names) in schemas.undeclared() {
            let Some(schema) = schemas.all.get(index) else { continue };
            let (is, them) = match names.len() {
                1 => ("is", "it"),
                _ => ("are", "them"),
            };
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let names = names.join(", ");
            let message = format!("{names} {is} required, but no schema declares {them}; there is no field for {them}");
            let place = self.origin(&schema.pointer.child("required"));
            let help = format!("declare {them} in `properties`, or remove {them} from `required`");
            self.diagnostics
                .push(Diagnostic::new(Code::UndeclaredRequired, place, message).help(help));
        }
    }
}

/// One schema as far as it says which properties there are.
struct Schema<'a> {
    pointer: Pointer,
    required: Vec<&'a str>,
    properties: Option<&'a Map<String, Value>>,
    /// Whether it describes properties by no name.
    describes_others: bool,
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
                        let member = self.add(member, &pointer.child(keyword).index(position));
                        self.join(index, member);
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
