//! Component schemas that are forms of several parts and nothing else: whatever refers to them is the body of a request.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::dialect::{self, Lowered, Slots};
use crate::spec::SchemaSlot;

/// The names of these schemas.
pub(super) fn of(
    Lowered {
        skeleton,
        slots,
        schemas,
        ..
    }: &Lowered,
) -> BTreeSet<String> {
    let mut found = References {
        slots,
        of_forms: BTreeSet::new(),
        of_others: BTreeSet::new(),
        are_bodies_shared: false,
    };
    // Bodies that something else may have as well, which isn't written by the client.
    let has_incoming = skeleton.get(dialect::WEBHOOKS).and_then(Value::as_object);
    found.are_bodies_shared = has_incoming.is_some_and(|webhooks| !webhooks.is_empty());
    found.walk(skeleton);
    schemas.values().for_each(|schema| found.others(schema));
    let forms = found.of_forms.difference(&found.of_others);
    forms.map(|name| (*name).to_owned()).collect()
}

/// The schemas that are referred to.
struct References<'d> {
    slots: &'d Slots,
    of_forms: BTreeSet<&'d str>,
    of_others: BTreeSet<&'d str>,
    are_bodies_shared: bool,
}

impl<'d> References<'d> {
    fn walk(&mut self, value: &'d Value) {
        match value {
            Value::Object(members) => members.iter().for_each(|(key, value)| self.member(key, value)),
            Value::Array(elements) => elements.iter().for_each(|value| self.walk(value)),
            _ => {}
        }
    }

    fn member(&mut self, key: &str, value: &'d Value) {
        match (key, value) {
            ("$ref", Value::String(reference)) => self.other(reference),
            ("callbacks" | dialect::WEBHOOKS, value) => self.incoming(value),
            ("requestBody", Value::Object(body)) => body.iter().for_each(|(key, value)| self.of_body(key, value)),
            ("requestBodies", Value::Object(bodies)) if !self.are_bodies_shared => {
                let bodies = bodies.values().filter_map(Value::as_object).flatten();
                bodies.for_each(|(key, value)| self.of_body(key, value));
            }
            (_, value) => self.walk(value),
        }
    }

    fn of_body(&mut self, key: &str, value: &'d Value) {
        let Some(content) = value.as_object().filter(|_| key == "content") else {
            return self.member(key, value);
        };
        for (media_type, described) in content {
            let id = described.pointer("/schema/$ref").and_then(Value::as_str);
            let component = id.and_then(|id| self.slots.get(id)?.component());
            match component.filter(|_| media_type.to_ascii_lowercase().starts_with("multipart/form-data")) {
                Some(name) => _ = self.of_forms.insert(name),
                None => self.walk(described),
            }
        }
    }

    /// What the server sends: its bodies are read.
    fn incoming(&mut self, value: &'d Value) {
        match value {
            Value::Object(members) => members.iter().for_each(|(key, value)| match (key.as_str(), value) {
                ("$ref", Value::String(reference)) => self.other(reference),
                (_, value) => self.incoming(value),
            }),
            Value::Array(elements) => elements.iter().for_each(|value| self.incoming(value)),
            _ => {}
        }
    }

    /// What a reference of the skeleton leads to; components that aren't schemas are walked where they stand.
    fn other(&mut self, reference: &'d str) {
        let slots = self.slots;
        slots.get(reference).into_iter().for_each(|schema| self.others(schema));
    }

    fn others(&mut self, schema: &'d SchemaSlot) {
        schema.each_component(&mut |name| _ = self.of_others.insert(name));
    }
}
