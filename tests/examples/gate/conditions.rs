//! Properties that are declared under a condition alone: JSON Schema 2020-12 (core), section 10.2.2. They may be there.

use serde_json::Value;

use crate::document::{Document, Node};

/// The keywords whose schema may hold.
const BRANCHES: [&str; 3] = ["if", "then", "else"];
/// The keywords that hold a schema for each of some properties.
const BY_PROPERTY: [&str; 2] = ["dependentSchemas", "dependencies"];

/// The properties of all conditions of a schema, but for those that it declares anyway.
pub(crate) fn properties<'d>(document: &Document<'d>, schema: Node<'d>) -> Vec<(&'d str, Node<'d>)> {
    let mut open = branches(schema);
    if open.is_empty() || schema.text("type").is_some_and(|name| name != "object") {
        return Vec::new();
    }
    let known = declared(schema);
    let is_new = |(name, property): &(&str, Node<'d>)| !known.contains(name) && *property.value != Value::Bool(false);
    let mut passed: Vec<*const Value> = Vec::new();
    let mut found: Vec<(&'d str, Node<'d>)> = Vec::new();
    while let Some(branch) = open.pop() {
        let branch = document.target(branch).unwrap_or(branch);
        if passed.contains(&std::ptr::from_ref(branch.value)) {
            continue;
        }
        passed.push(std::ptr::from_ref(branch.value));
        found.extend(branch.members("properties").into_iter().filter(is_new));
        open.extend(branches(branch));
    }
    // What several branches describe differently may be any of it.
    let is_told_once = |(name, property): &(&str, Node<'d>)| {
        let mut others = found.iter().filter(|(other, _)| other == name);
        others.all(|(_, other)| other.value == property.value)
    };
    found.iter().filter(|one| is_told_once(one)).copied().collect()
}

/// The schemas that hold under a condition, of a schema and of the parts of its `allOf` that are written in place.
fn branches(schema: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for part in in_place(schema) {
        if part.value.get("if").is_some() {
            found.extend(BRANCHES.iter().filter_map(|key| part.get(key)));
        }
        let by_property = BY_PROPERTY.iter().flat_map(|key| part.members(key));
        found.extend(
            by_property
                .map(|(_, schema)| schema)
                .filter(|schema| schema.value.is_object()),
        );
    }
    found
}

fn declared(schema: Node<'_>) -> Vec<&str> {
    let parts = in_place(schema).into_iter();
    parts
        .flat_map(|part| part.members("properties"))
        .map(|(name, _)| name)
        .collect()
}

/// A schema and the parts of its `allOf` that are written in place, at any depth.
fn in_place(schema: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    let mut open = vec![schema];
    while let Some(part) = open.pop() {
        found.push(part);
        open.extend(
            part.list("allOf")
                .into_iter()
                .filter(|part| part.text("$ref").is_none()),
        );
    }
    found
}
