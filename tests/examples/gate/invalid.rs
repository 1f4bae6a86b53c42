//! Values that must be refused, with the place where; and what of a value a schema declares.

use serde_json::{Map, Value, json};

use crate::document::{Document, Node};
use crate::synthesis;

/// Values of an object schema with one member of another kind, or without one that must be there; each with the JSON
/// Pointer that the error must name.
pub(crate) fn values(document: &Document<'_>, schema: Node<'_>) -> Vec<(String, Value)> {
    let is_plain = ["allOf", "oneOf", "anyOf", "enum", "const", "$ref", "discriminator"]
        .iter()
        .all(|key| schema.value.get(*key).is_none());
    let (types, _) = schema.types();
    if !is_plain || types != ["object"] {
        return Vec::new();
    }
    let Some(Value::Object(good)) = synthesis::values(document, schema).into_iter().next() else {
        return Vec::new();
    };
    let mut made = Vec::new();
    let is_on_both_sides = |(_, property): &(&str, Node<'_>)| !property.flag("readOnly") && !property.flag("writeOnly");
    for (name, property) in schema.members("properties").into_iter().filter(is_on_both_sides) {
        if let Some(wrong) = of_another_kind(document, property).filter(|_| good.contains_key(name)) {
            let mut members = good.clone();
            members.insert(name.to_owned(), wrong);
            made.push((
                format!("/{}", name.replace('~', "~0").replace('/', "~1")),
                Value::Object(members),
            ));
        }
    }
    let declared: Vec<&str> = schema
        .members("properties")
        .into_iter()
        .filter(is_on_both_sides)
        .map(|(name, _)| name)
        .collect();
    for name in schema.required().into_iter().filter(|name| declared.contains(name)) {
        let mut members = good.clone();
        members.remove(name);
        made.push((String::new(), Value::Object(members)));
    }
    made.truncate(30);
    made
}

/// A value of a kind that the schema surely has no room for.
fn of_another_kind(document: &Document<'_>, schema: Node<'_>) -> Option<Value> {
    let schema = match schema.text("$ref") {
        Some(reference) => document.follow(schema, reference)?,
        None => schema,
    };
    let is_plain = ["allOf", "oneOf", "anyOf", "enum", "const", "$ref"]
        .iter()
        .all(|key| schema.value.get(*key).is_none());
    match (schema.types().0.as_slice(), is_plain) {
        (["string"], true) => Some(json!({"not": "a string"})),
        (["integer" | "number"], true) => Some(json!([1])),
        (["boolean"], true) => Some(json!("true")),
        (["array"], true) => Some(json!({"not": "an array"})),
        (["object"], true) => Some(json!(["not an object"])),
        _ => None,
    }
}

/// The value without the members that its schema doesn't declare.
pub(crate) fn declared(document: &Document<'_>, schema: Node<'_>, value: &Value, depth: usize) -> Value {
    if depth > 40 {
        return value.clone();
    }
    if let Some(reference) = schema.text("$ref") {
        let target = document.follow(schema, reference);
        return target.map_or_else(|| value.clone(), |target| declared(document, target, value, depth + 1));
    }
    match value {
        Value::Object(members) => {
            let known = properties(document, schema, 0);
            let keeps_all = ["oneOf", "anyOf"].iter().any(|key| schema.value.get(*key).is_some())
                || known.is_empty()
                || schema
                    .get("additionalProperties")
                    .is_some_and(|more| more.value != &Value::Bool(false));
            let kept: Map<String, Value> = members
                .iter()
                .filter_map(|(name, value)| match known.iter().find(|(known, _)| known == name) {
                    Some((_, schema)) => Some((name.clone(), declared(document, *schema, value, depth + 1))),
                    None => keeps_all.then(|| (name.clone(), value.clone())),
                })
                .collect();
            Value::Object(kept)
        }
        Value::Array(elements) => match schema.get("items") {
            Some(items) => elements
                .iter()
                .map(|element| declared(document, items, element, depth + 1))
                .collect(),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

/// All properties that a schema declares, also through references and `allOf`.
pub(crate) fn properties<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Vec<(&'d str, Node<'d>)> {
    if depth > 20 {
        return Vec::new();
    }
    if let Some(reference) = schema.text("$ref") {
        let target = document.follow(schema, reference);
        return target.map_or_else(Vec::new, |target| properties(document, target, depth + 1));
    }
    let mut all = schema.members("properties");
    for member in schema.list("allOf") {
        all.extend(properties(document, member, depth + 1));
    }
    all
}
