//! The keywords of schemas: JSON Schema 2020-12 by vocabulary, OpenAPI's own, and what earlier versions had.

use serde_json::Value;

use super::Fate::{Note, PartOf, Read};
use super::{Fate, Keys};

pub(in super::super) const SCHEMA: Keys = &[
    ("$anchor", Read),
    ("$comment", Note),
    ("$defs", Read),
    ("$dynamicAnchor", Read),
    ("$dynamicRef", Read),
    ("$id", Read),
    ("$ref", Read),
    ("$schema", Note),
    ("$vocabulary", Note),
    ("additionalItems", Read),
    ("additionalProperties", Read),
    ("allOf", Read),
    ("anyOf", Read),
    ("const", Read),
    (
        "contains",
        ignored(restricts, "lists without a matching element are accepted"),
    ),
    ("contentEncoding", ignored(is_unread_encoding, "the text isn't decoded")),
    ("contentMediaType", Read),
    ("contentSchema", ignored(restricts, "the text isn't parsed")),
    ("default", Read),
    ("definitions", Read),
    ("dependencies", ignored(has_members, CONDITIONAL)),
    (
        "dependentRequired",
        ignored(has_members, "the properties that it requires may be absent"),
    ),
    ("dependentSchemas", ignored(has_members, CONDITIONAL)),
    ("deprecated", Read),
    ("description", Read),
    ("discriminator", Read),
    ("else", PartOf("if")),
    ("enum", Read),
    ("example", Read),
    ("examples", Read),
    ("exclusiveMaximum", Read),
    ("exclusiveMinimum", Read),
    ("externalDocs", Note),
    ("format", Read),
    ("id", Note),
    ("if", ignored(|_| true, CONDITIONAL)),
    ("items", Read),
    ("maxContains", PartOf("contains")),
    ("maxItems", Read),
    ("maxLength", Read),
    ("maxProperties", Read),
    ("maximum", Read),
    ("minContains", PartOf("contains")),
    ("minItems", Read),
    ("minLength", Read),
    ("minProperties", Read),
    ("minimum", Read),
    ("multipleOf", Read),
    ("not", ignored(restricts, "the values that it excludes are accepted")),
    ("nullable", Read),
    ("oneOf", Read),
    ("pattern", Read),
    ("patternProperties", Read),
    ("prefixItems", Read),
    ("properties", Read),
    (
        "propertyNames",
        ignored(restricts_names, "properties may have any name"),
    ),
    ("readOnly", Read),
    ("required", Read),
    ("then", PartOf("if")),
    ("title", Read),
    ("type", Read),
    ("unevaluatedItems", Read),
    ("unevaluatedProperties", Read),
    ("uniqueItems", Read),
    ("writeOnly", Read),
    ("xml", Read),
];

/// The types of JSON Schema.
pub(in super::super) const TYPES: &[&str] = &["array", "boolean", "integer", "null", "number", "object", "string"];

const CONDITIONAL: &str = "its conditions aren't checked, and properties that only it declares are optional";

pub(super) const fn ignored(says_something: fn(&Value) -> bool, what_follows: &'static str) -> Fate {
    Fate::Ignored {
        says_something,
        what_follows,
    }
}

/// Whether a schema refuses some value, as far as its form tells.
fn restricts(schema: &Value) -> bool {
    match schema {
        Value::Bool(allows_all) => !allows_all,
        Value::Object(keywords) => keywords.keys().any(|key| !is_prose(key)),
        _ => false,
    }
}

/// The names of properties are strings in any case.
fn restricts_names(schema: &Value) -> bool {
    let is_plain = |key: &String, value: &Value| is_prose(key) || (key == "type" && value == "string");
    match schema {
        // The names are an enum, or what the reference leads to is reported where it is none.
        Value::Object(keywords) if listed_strings(keywords).is_some() || keywords.contains_key("$ref") => false,
        Value::Object(keywords) => keywords.iter().any(|(key, value)| !is_plain(key, value)),
        other => restricts(other),
    }
}

/// The strings that a schema lists, if it lists nothing else: an `enum`, or a `const`, which is an enum of one value.
pub(in super::super) fn listed_strings(keywords: &serde_json::Map<String, Value>) -> Option<Vec<String>> {
    let listed = keywords.get("enum").and_then(Value::as_array).map(Vec::as_slice);
    let listed = listed.or_else(|| keywords.get("const").map(std::slice::from_ref))?;
    let strings = listed.iter().map(|value| value.as_str().map(str::to_owned));
    strings
        .collect::<Option<Vec<String>>>()
        .filter(|listed| !listed.is_empty())
}

fn is_prose(key: &str) -> bool {
    matches!(key, "$comment" | "description" | "title") || key.starts_with("x-")
}

pub(super) fn has_elements(value: &Value) -> bool {
    value.as_array().is_some_and(|elements| !elements.is_empty())
}

pub(super) fn has_members(value: &Value) -> bool {
    value.as_object().is_some_and(|members| !members.is_empty())
}

/// Of the encodings, RFC 4648's base64 is read, and those that change nothing: RFC 2045, section 6.
fn is_unread_encoding(encoding: &Value) -> bool {
    let encoding = encoding.as_str().map(str::to_ascii_lowercase);
    encoding.is_some_and(|name| !["7bit", "8bit", "base64", "binary", "identity"].contains(&name.as_str()))
}
