//! Component schemas that are forms of several parts and nothing else: whatever refers to them is the body of a request.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::component;
use crate::dialect;

/// The names of these schemas.
pub(super) fn of(document: &Value) -> BTreeSet<String> {
    let mut found = References::default();
    // Bodies that something else may have as well, which isn't written by the client.
    let has_incoming = document.get(dialect::WEBHOOKS).and_then(Value::as_object);
    found.are_bodies_shared = has_incoming.is_some_and(|webhooks| !webhooks.is_empty());
    found.walk(document);
    let forms = found.of_forms.difference(&found.of_others);
    forms.map(|name| (*name).to_owned()).collect()
}

/// The schemas that are referred to.
#[derive(Default)]
struct References<'d> {
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
            ("mapping", Value::Object(names)) => names
                .values()
                .filter_map(Value::as_str)
                .for_each(|name| self.other(name)),
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
            let reference = described.pointer("/schema/$ref").and_then(Value::as_str);
            match reference.filter(|_| media_type.to_ascii_lowercase().starts_with("multipart/form-data")) {
                Some(reference) => self.of_forms.extend(schema(reference)),
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

    fn other(&mut self, reference: &'d str) {
        match component::target(reference) {
            Some(_) => self.of_others.extend(schema(reference)),
            None => _ = self.of_others.insert(reference),
        }
    }
}

fn schema(reference: &str) -> Option<&str> {
    component::target(reference)
        .filter(|(kind, _)| *kind == "schemas")
        .map(|(_, name)| name)
}
