//! The documents' own examples: of component schemas, of request bodies and of responses.

use clientwright::pointer::escape;
use clientwright_tests::METHODS;
use serde_json::Value;

use crate::document::{Document, Node};
use crate::types::Direction;

/// An example of a body, with the schema that it is of and where that stands.
pub(crate) struct Example<'d> {
    pub(crate) schema: Node<'d>,
    pub(crate) pointer: String,
    pub(crate) direction: Direction,
    pub(crate) value: &'d Value,
}

/// The examples that a schema itself gives.
pub(crate) fn of_schema(schema: Node<'_>) -> Vec<&Value> {
    let single = schema.value.get("example");
    let several = match schema.value.get("examples") {
        Some(Value::Array(examples)) => examples.iter().collect(),
        Some(Value::Object(examples)) => examples
            .values()
            .map(|example| example.get("value").unwrap_or(example))
            .collect(),
        _ => Vec::new(),
    };
    single.into_iter().chain(several).collect()
}

/// The examples of all JSON bodies of the document's operations.
pub(crate) fn of_bodies<'d>(document: &Document<'d>) -> Vec<Example<'d>> {
    let mut found = Vec::new();
    for (path, item) in document.paths() {
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let place = format!("/paths/{}/{method}", escape(path));
            if let Some(body) = operation.get("requestBody") {
                contents(
                    document,
                    body,
                    format!("{place}/requestBody"),
                    Direction::Sent,
                    &mut found,
                );
            }
            for (status, response) in operation.members("responses") {
                let place = format!("{place}/responses/{}", escape(status));
                contents(document, response, place, Direction::Received, &mut found);
            }
        }
    }
    found
}

fn contents<'d>(
    document: &Document<'d>,
    body: Node<'d>,
    place: String,
    direction: Direction,
    found: &mut Vec<Example<'d>>,
) {
    let (body, place) = match body.text("$ref") {
        None => (body, place),
        Some(reference) => match (document.follow(body, reference), reference.strip_prefix('#')) {
            (Some(body), Some(pointer)) => (body, pointer.to_owned()),
            _ => return,
        },
    };
    for (name, media) in body.members("content") {
        let is_json = name.split(';').next().is_some_and(|name| name.trim().ends_with("json"));
        let Some(schema) = media.get("schema").filter(|_| is_json) else {
            continue;
        };
        let pointer = format!("{place}/content/{}/schema", escape(name));
        let own = media.value.get("example");
        let named = media.members("examples");
        let named = named.into_iter().filter_map(|(_, example)| {
            let example = match example.text("$ref") {
                Some(reference) => document.follow(example, reference)?,
                None => example,
            };
            example.value.get("value")
        });
        let inline = of_schema(schema);
        for value in own.into_iter().chain(named).chain(inline) {
            found.push(Example {
                schema,
                pointer: pointer.clone(),
                direction,
                value,
            });
        }
    }
}
