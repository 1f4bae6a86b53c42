//! Operations: OpenAPI 3.1.1, "Paths Object", "Path Item Object", "Operation Object".

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{PathItem, ReferenceOr};

use super::lookup::{self, Located};
use super::schemas::Schemas;
use super::{bodies, docs, parameters, responses};
use crate::ir::{self, Name, ResponseEnum};
use crate::names::{self, snake};
use crate::pointer::Pointer;

/// A lowered operation on its way into a group.
pub(crate) struct Lowered {
    /// The text that its method, its marker and its inline types are named from.
    pub(crate) text: String,
    /// The first tag.
    pub(crate) tag: Option<String>,
    pub(crate) operation: ir::Operation,
    /// The enum of its success responses, if they are of several types.
    pub(crate) output: Option<ResponseEnum>,
    /// The enum of its documented errors, if it has some.
    pub(crate) error: Option<ResponseEnum>,
}

/// One operation of the document, as read.
pub(crate) struct Raw<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) item: &'a PathItem,
    pub(crate) operation: &'a openapiv3::Operation,
    pub(crate) place: Pointer,
}

/// All operations of the document, in its order.
pub(crate) fn all(schemas: &mut Schemas<'_>, prefix: &str) -> Vec<Lowered> {
    let raw = read(schemas);
    let texts = texts(&raw, prefix);
    raw.iter()
        .zip(texts)
        .map(|(raw, text)| lowered(schemas, raw, text))
        .collect()
}

impl Raw<'_> {
    /// How people call it: `POST /connect_sessions`.
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

fn read<'a>(schemas: &Schemas<'a>) -> Vec<Raw<'a>> {
    let mut found = Vec::new();
    for (path, item) in &schemas.document.openapi.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, operation) in item.iter() {
            let place = Pointer::root().child("paths").child(path).child(method);
            found.push(Raw {
                method,
                path,
                item,
                operation,
                place,
            });
        }
    }
    found
}

/// The texts that the operations are named from: `operationId` without the prefix, or method and path.
///
/// An `operationId` that stands twice names neither, and a prefix stays where two ids would be one without it.
fn texts(raw: &[Raw<'_>], prefix: &str) -> Vec<String> {
    let full: Vec<String> = raw.iter().map(full_text).collect();
    let counts = counts(&full);
    let distinct: Vec<String> = raw
        .iter()
        .zip(full)
        .map(|(raw, text)| {
            if counts.get(&snake(&text)).is_some_and(|count| *count > 1) {
                by_route(raw)
            } else {
                text
            }
        })
        .collect();
    let taken: BTreeSet<String> = distinct.iter().map(|text| snake(text)).collect();
    distinct
        .into_iter()
        .map(|text| without_prefix(&text, prefix, &taken).unwrap_or(text))
        .collect()
}

fn full_text(raw: &Raw<'_>) -> String {
    match raw.operation.operation_id.as_deref().map(str::trim) {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ => by_route(raw),
    }
}

/// `get /pets/{petId}` → `get pets by petId`
fn by_route(raw: &Raw<'_>) -> String {
    let words = raw
        .path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(
            |segment| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(variable) => format!("by {variable}"),
                None => segment.to_owned(),
            },
        );
    std::iter::once(raw.method.to_owned())
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

fn counts(texts: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(snake(text)).or_insert(0) += 1;
    }
    counts
}

fn without_prefix(text: &str, prefix: &str, taken: &BTreeSet<String>) -> Option<String> {
    let rest = text
        .get(..prefix.len())
        .filter(|start| start.eq_ignore_ascii_case(prefix) && !prefix.is_empty());
    let rest = text.get(rest?.len()..)?;
    let starts_a_word = rest.starts_with(|letter: char| letter.is_alphabetic());
    (starts_a_word && !taken.contains(&snake(rest))).then(|| rest.to_owned())
}

fn lowered<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: String) -> Lowered {
    let operation = raw.operation;
    let parameters = parameters::of_operation(schemas, raw, &text);
    let body = body(schemas, raw, &text, &parameters);
    let responses = responses::of_operation(schemas, raw, &text);
    let id = operation.operation_id.clone().unwrap_or_else(|| raw.route());
    Lowered {
        operation: ir::Operation {
            name: Name {
                rust: snake(&text),
                wire: id,
            },
            marker: names::pascal(&text),
            docs: docs::of_operation(
                operation.summary.as_deref(),
                operation.description.as_deref(),
                &raw.route(),
                &schemas.document.place(&raw.place),
            ),
            deprecated: docs::deprecation(operation.deprecated, operation.description.as_deref()),
            method: raw.method.to_uppercase(),
            path: raw.path.to_owned(),
            security: security(schemas, operation),
            parameters,
            body,
            output: responses.plain_output,
            error: None,
            paging: None,
        },
        tag: operation.tags.first().filter(|tag| !tag.trim().is_empty()).cloned(),
        output: responses.output,
        error: responses.error,
        text,
    }
}

fn body<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: &str, parameters: &[ir::Parameter]) -> Option<ir::Body> {
    let place = raw.place.child("requestBody");
    let body = raw.operation.request_body.as_ref()?;
    let Located { item, place, component } = lookup::follow(schemas.document, &lookup::REQUEST_BODIES, body, place)?;
    let taken = |name: &str| parameters.iter().any(|parameter| parameter.name.rust == name);
    let name = ["body", "request_body", "json_body"]
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("body_");
    bodies::lowered(schemas, item, place, component.unwrap_or(text), name)
}

/// The operation's own requirements, or the document's.
fn security(schemas: &Schemas<'_>, operation: &openapiv3::Operation) -> Vec<Vec<String>> {
    let requirements = operation
        .security
        .as_ref()
        .or(schemas.document.openapi.security.as_ref());
    requirements
        .into_iter()
        .flatten()
        .map(|alternative| alternative.keys().cloned().collect())
        .collect()
}
