//! Which schemas of a document stand alone: a type that is emitted for them is what they say, no more and no less.

use clientwright::pointer::Pointer;
use serde_json::Value;

use crate::declared::properties;
use crate::document::{Document, Node};

/// The schema at a place, if it alone describes the value there: not one of several in an `allOf`, not a member of a union
/// beside properties, and not a property that another member of the composition declares as well.
pub(crate) fn alone<'d>(document: &Document<'d>, file: &str, pointer: &str) -> Option<Node<'d>> {
    let tokens: Vec<String> = Pointer::parse(pointer).tokens().collect();
    let mut here = document.at(file, "")?;
    // The schemas that describe the same value and that this one stands in.
    let mut around: Vec<Node<'d>> = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        let next = here.step(token)?;
        rest = after;
        let (Some(name), true) = (rest.first(), is_keyword(here, token)) else {
            around.clear();
            here = next;
            continue;
        };
        match token.as_str() {
            "allOf" | "oneOf" | "anyOf" => around.push(here),
            _ => {
                if is_declared_again(document, &around, here, name) {
                    return None;
                }
                around.clear();
            }
        }
        here = next.step(name)?;
        rest = rest.get(1..)?;
    }
    let is_schema = here.value.is_object() && (!file.is_empty() || tokens.len() > 2);
    (is_schema && around.iter().all(|parent| only_composes(*parent))).then_some(here)
}

fn is_keyword(schema: Node<'_>, token: &str) -> bool {
    match token {
        "allOf" | "oneOf" | "anyOf" => schema.value.get(token).is_some_and(Value::is_array),
        "properties" => schema.value.get(token).is_some_and(Value::is_object),
        _ => false,
    }
}

fn is_declared_again<'d>(document: &Document<'d>, around: &[Node<'d>], here: Node<'d>, name: &str) -> bool {
    let all = around
        .iter()
        .chain([&here])
        .flat_map(|schema| properties(document, *schema, 0));
    let mut declared: Vec<*const Value> = all
        .filter(|(known, _)| *known == name)
        .map(|(_, property)| std::ptr::from_ref(property.value))
        .collect();
    declared.sort_unstable();
    declared.dedup();
    declared.len() > 1
}

/// Whether a schema says nothing beside one union, or beside an `allOf` of one member.
fn only_composes(schema: Node<'_>) -> bool {
    const OTHERS: [&str; 6] = [
        "properties",
        "required",
        "items",
        "enum",
        "additionalProperties",
        "$ref",
    ];
    let keys = ["allOf", "oneOf", "anyOf"].into_iter();
    let mut composed = keys.filter(|key| schema.value.get(*key).is_some());
    let (Some(key), None) = (composed.next(), composed.next()) else {
        return false;
    };
    (key != "allOf" || schema.list(key).len() == 1) && OTHERS.iter().all(|key| schema.value.get(*key).is_none())
}
