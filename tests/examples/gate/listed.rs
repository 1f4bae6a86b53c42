//! The values that members of unions list for a property.

use serde_json::Value;

use crate::declared::properties;
use crate::document::{Document, Node};

/// How deep unions within unions are followed.
const DEPTH: usize = 20;

/// The values that a member's own property lists; of a union within those of all its members, unless one takes any.
pub(crate) fn listed<'d>(document: &Document<'d>, branch: Node<'d>, property: &str, depth: usize) -> Vec<Value> {
    if depth > DEPTH {
        return Vec::new();
    }
    let followed = document.target(branch).unwrap_or(branch);
    let within: Vec<Node<'d>> = ["oneOf", "anyOf"]
        .iter()
        .flat_map(|key| followed.alternatives(key).0)
        .collect();
    let own = properties(document, branch, 0);
    let mut own = own.into_iter().filter(|(name, _)| *name == property).peekable();
    if own.peek().is_none() && !within.is_empty() && !std::ptr::eq(followed.value, branch.value) {
        let nested: Vec<Vec<Value>> = within
            .iter()
            .map(|member| listed(document, *member, property, depth + 1))
            .collect();
        return match nested.iter().any(Vec::is_empty) {
            true => Vec::new(),
            false => nested.into_iter().flatten().collect(),
        };
    }
    // What a schema says itself comes after what it has from others.
    let is_its_own = |(_, schema): &(&str, Node<'d>)| {
        let mut itself = document.properties(followed).into_iter();
        itself.any(|(_, known)| std::ptr::eq(known.value, schema.value))
    };
    let (last, first): (Vec<_>, Vec<_>) = own.partition(is_its_own);
    let each = first
        .into_iter()
        .chain(last)
        .map(|(_, schema)| listed_by(document, schema, 0));
    let each = each.filter(|values| !values.is_empty());
    // All of them hold, unless they contradict each other.
    let both = |before: Vec<Value>, after: Vec<Value>| {
        let common: Vec<Value> = before.into_iter().filter(|value| after.contains(value)).collect();
        if common.is_empty() { after } else { common }
    };
    each.reduce(both).unwrap_or_default()
}

/// The values that a property lists, but null.
fn listed_by<'d>(document: &Document<'d>, property: Node<'d>, depth: usize) -> Vec<Value> {
    let schema = document.target(property).unwrap_or(property);
    let constant = schema.value.get("const");
    let several = schema.value.get("enum").and_then(Value::as_array);
    let values = constant.into_iter().chain(several.into_iter().flatten());
    let mut values: Vec<Value> = values.filter(|value| !value.is_null()).cloned().collect();
    let others = ["oneOf", "anyOf"].iter().flat_map(|key| schema.alternatives(key).0);
    let others: Vec<Node<'d>> = others.filter(|other| other.text("type") != Some("null")).collect();
    if let ([only], true) = (others.as_slice(), depth < DEPTH) {
        values.extend(listed_by(document, *only, depth + 1));
    }
    values
}

/// The only value of a member's property, if it has one and is never null.
pub(crate) fn listed_alone<'d>(document: &Document<'d>, branch: Node<'d>, property: &str) -> Vec<Value> {
    let values = listed(document, branch, property, 0);
    let own = properties(document, branch, 0);
    let mut own = own.into_iter().filter(|(name, _)| *name == property);
    let may_be_null = own.any(|(_, schema)| allows_null(document.target(schema).unwrap_or(schema)));
    match values.len() == 1 && !may_be_null {
        true => values,
        false => Vec::new(),
    }
}

fn allows_null(schema: Node<'_>) -> bool {
    let others = ["oneOf", "anyOf"].iter().flat_map(|key| schema.list(key));
    let is_null = |other: Node<'_>| other.text("type") == Some("null") || other.flag("nullable");
    schema.types().1 || others.into_iter().any(is_null)
}

/// Whether a schema is one of several.
pub(crate) fn is_union<'d>(document: &Document<'d>, schema: Node<'d>) -> bool {
    let schema = document.target(schema).unwrap_or(schema);
    ["oneOf", "anyOf"]
        .iter()
        .any(|key| schema.alternatives(key).0.len() > 1)
}

/// Whether a schema surely allows no object.
pub(crate) fn is_no_object<'d>(document: &Document<'d>, schema: Node<'d>) -> bool {
    let schema = document.target(schema).unwrap_or(schema);
    let (types, _) = schema.types();
    let lists_scalars = |key: &str| {
        schema
            .value
            .get(key)
            .is_some_and(|listed| !listed.to_string().contains('{'))
    };
    (!types.is_empty() && !types.contains(&"object")) || lists_scalars("enum") || lists_scalars("const")
}
