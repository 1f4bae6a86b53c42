//! Values that must be refused, with the place where.

use clientwright::pointer::escape;
use serde_json::{Value, json};

use crate::document::{Document, Node};
use crate::synthesis;

/// Values of an object schema with one member of another kind, or without one that must be there; each with the JSON
/// Pointer that the error must name.
pub(crate) fn values<'d>(document: &Document<'d>, schema: Node<'d>) -> Vec<(String, Value)> {
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
    for (name, property) in document.properties(schema).into_iter().filter(is_on_both_sides) {
        if let Some(wrong) = of_another_kind(document, property).filter(|_| good.contains_key(name)) {
            let mut members = good.clone();
            members.insert(name.to_owned(), wrong);
            made.push((format!("/{}", escape(name)), Value::Object(members)));
        }
    }
    let declared: Vec<&str> = document
        .properties(schema)
        .into_iter()
        .filter(is_on_both_sides)
        .map(|(name, _)| name)
        .collect();
    for name in document
        .required(schema)
        .into_iter()
        .filter(|name| declared.contains(name))
    {
        let mut members = good.clone();
        members.remove(name);
        made.push((String::new(), Value::Object(members)));
    }
    if let Some((pattern, described)) = the_only_pattern(schema) {
        let name = synthesis::a_name(document, schema, pattern);
        if let Some((name, wrong)) = name.zip(of_another_kind(document, described)) {
            let mut members = good.clone();
            members.insert(name.to_owned(), wrong);
            made.push((format!("/{}", escape(name)), Value::Object(members)));
        }
    }
    made.truncate(30);
    made
}

/// The pattern that describes all undeclared members, if one alone does: of several schemas, another one may have room for a
/// value of another kind.
fn the_only_pattern<'d>(schema: Node<'d>) -> Option<(&'d str, Node<'d>)> {
    let patterns = schema.members("patternProperties");
    let others = ["additionalProperties", "unevaluatedProperties"].iter();
    let mut others = others.filter_map(|key| schema.value.get(*key));
    let is_closed = others.all(|others| *others == Value::Bool(false));
    let [only] = patterns.as_slice() else { return None };
    is_closed.then_some(*only)
}

/// A value of a kind that the schema surely has no room for.
fn of_another_kind<'d>(document: &Document<'d>, schema: Node<'d>) -> Option<Value> {
    let schema = document.target(schema).unwrap_or(schema);
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
