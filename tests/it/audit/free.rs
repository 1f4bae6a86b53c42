//! A field is any JSON value only where the document leaves it so.

use clientwright::ir::{Api, Shape, Type, TypeDef};
use clientwright::pointer::Pointer;
use serde_json::Value;

use super::raw::Node;

/// How deep schemas are followed that lead to others.
const DEPTH: u8 = 8;

/// The fields of JSON whose schema says more, a line each, and where the schema is.
pub(super) fn unfounded<'s>(document: &Node<'s>, api: &Api) -> Vec<(String, Node<'s>)> {
    let structs = api.types.iter().filter_map(|definition| match &definition.shape {
        Shape::Struct(object) => Some((&definition.name.rust, object, place(definition, document)?)),
        _ => None,
    });
    structs
        .flat_map(|(name, object, schema)| {
            let free = object.fields.iter().filter(|field| holds_json(&field.ty));
            let properties = free.flat_map(|field| {
                let declared = telling(&schema, &|schema| schema.get("properties")?.get(&field.name.wire));
                declared
                    .into_iter()
                    .map(|property| (field.name.rust.as_str(), property))
            });
            let others = object.additional.iter().filter(|others| holds_json(&others.ty));
            let undeclared = others.flat_map(|others| {
                let declared = telling(&schema, &|schema| schema.get("additionalProperties"));
                declared
                    .into_iter()
                    .map(|others_schema| (others.field.as_str(), others_schema))
            });
            let of_struct = properties
                .chain(undeclared)
                .map(|(field, found)| (format!("{name}.{field}"), found));
            of_struct.collect::<Vec<_>>()
        })
        .collect()
}

/// The schema that a type says it is from.
fn place<'s>(definition: &TypeDef, document: &Node<'s>) -> Option<Node<'s>> {
    let line = definition
        .docs
        .lines()
        .iter()
        .rev()
        .map(|line| line.as_str())
        .find(|line| line.contains('#'))?;
    let (file, pointer) = line.trim_matches('`').split_once('#')?;
    document.at(file, &Pointer::parse(pointer))
}

fn holds_json(ty: &Type) -> bool {
    match ty {
        Type::Json | Type::JsonObject => true,
        Type::Nullable(inner) | Type::Boxed(inner) => holds_json(inner),
        other => other.elements().iter().any(holds_json),
    }
}

/// Where a schema is declared in an object.
type Declared<'f, 's> = &'f dyn Fn(&Node<'s>) -> Option<Node<'s>>;

/// What says more of a part of an object than that it is something.
fn telling<'s>(object: &Node<'s>, part: Declared<'_, 's>) -> Vec<Node<'s>> {
    let mut declared = Vec::new();
    declarations(object, part, DEPTH, &mut declared);
    declared.retain(|schema| !schema.value.is_boolean() && !is_free(schema, DEPTH));
    declared
}

/// A part wherever the object or a member of its compositions declares it.
fn declarations<'s>(object: &Node<'s>, part: Declared<'_, 's>, depth: u8, found: &mut Vec<Node<'s>>) {
    found.extend(part(object));
    if depth > 0 {
        for member in ["allOf", "oneOf", "anyOf"].iter().flat_map(|key| object.list(key)) {
            declarations(&member, part, depth - 1, found);
        }
    }
}

/// Whether a value of the schema may be of any kind, or an object or a list of such values: JSON Schema 2020-12.
fn is_free(schema: &Node<'_>, depth: u8) -> bool {
    let Value::Object(keywords) = schema.value else {
        return schema.value == &Value::Bool(true);
    };
    let has = |key: &str| keywords.get(key).is_some_and(|value| value != &Value::Null);
    if depth == 0 || has("enum") || has("const") {
        return false;
    }
    let kinds = kinds(keywords.get("type"));
    let members = |key: &str| schema.list(key);
    if !members("allOf").is_empty() {
        return !has("properties") && members("allOf").iter().all(|member| is_free(member, depth - 1));
    }
    let alternatives: Vec<Node<'_>> = members("oneOf").into_iter().chain(members("anyOf")).collect();
    if !alternatives.is_empty() && kinds.is_empty() {
        // One that is free takes in all others.
        return alternatives.iter().any(|member| is_free(member, depth - 1));
    }
    match kinds.as_slice() {
        ["object"] => is_free_object(schema, depth),
        ["array"] => schema.get("items").is_none_or(|items| is_free(&items, depth - 1)),
        [] if has("properties") || has("additionalProperties") => is_free_object(schema, depth),
        [] if has("items") => schema.get("items").is_none_or(|items| is_free(&items, depth - 1)),
        [] => true,
        all => all.len() >= 5,
    }
}

fn is_free_object(schema: &Node<'_>, depth: u8) -> bool {
    let others = schema.get("additionalProperties");
    let are_free = others.is_none_or(|others| others.value.is_boolean() || is_free(&others, depth - 1));
    schema
        .get("properties")
        .is_none_or(|properties| properties.value == &Value::Object(Default::default()))
        && are_free
}

/// The kinds of value that `type` lists, null apart.
fn kinds(listed: Option<&Value>) -> Vec<&str> {
    let listed = match listed {
        Some(Value::Array(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    listed
        .iter()
        .filter_map(Value::as_str)
        .filter(|kind| *kind != "null")
        .collect()
}
