//! What a schema says of values, without what it says to readers: two media types of one body may describe it in other words.

use openapiv3::{ReferenceOr, Schema};
use serde_json::{Map, Value};

/// The keywords for readers: JSON Schema 2020-12 Validation, section 9; OpenAPI 3.1.1, "Schema Object".
const FOR_READERS: &[&str] = &[
    "description",
    "example",
    "examples",
    "externalDocs",
    "title",
    "x-clientwright-xml",
    "xml",
];

/// Whether two schemas say the same of values.
pub(crate) fn is_same(one: Option<&ReferenceOr<Schema>>, other: Option<&ReferenceOr<Schema>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one == other || of(one) == of(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// The schema without what is for readers.
pub(crate) fn of(schema: &ReferenceOr<Schema>) -> Value {
    let mut value = serde_json::to_value(schema).unwrap_or_default();
    strip(&mut value);
    value
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(keywords) => {
            keywords.retain(|key, _| !FOR_READERS.contains(&key.as_str()));
            for (key, value) in keywords.iter_mut() {
                match (key.as_str(), value) {
                    // Names of properties are no keywords.
                    ("properties", Value::Object(properties)) => properties.values_mut().for_each(strip),
                    ("enum" | "default", _) => {}
                    (_, value) => strip(value),
                }
            }
            if let Some(only) = only_member(keywords) {
                *value = only;
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(strip),
        _ => {}
    }
}

/// What an `allOf` of one says that stands alone: it is how a reference has words for readers beside it.
fn only_member(keywords: &mut Map<String, Value>) -> Option<Value> {
    let is_alone = keywords.len() == 1;
    match keywords.get_mut("allOf").filter(|_| is_alone) {
        Some(Value::Array(members)) if members.len() == 1 => members.pop(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn schema(value: Value) -> ReferenceOr<Schema> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn words_for_readers_say_nothing_of_values() {
        let plain = json!({"type": "object", "properties": {"title": {"type": "string"}}});
        let told = json!({"type": "object", "title": "T", "description": "D", "properties": {"title": {"type": "string", "example": "a"}}});
        let other = json!({"type": "object", "properties": {"name": {"type": "string"}}});
        let listed = |word: &str| schema(json!({"type": "string", "enum": [word]}));
        assert!(is_same(Some(&schema(plain.clone())), Some(&schema(told))));
        assert!(!is_same(Some(&schema(plain.clone())), Some(&schema(other))));
        assert!(!is_same(Some(&listed("title")), Some(&listed("xml"))));
        assert!(!is_same(Some(&schema(plain)), None));
        assert!(is_same(None, None));
    }
}
