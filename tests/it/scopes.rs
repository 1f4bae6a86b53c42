//! Whatever things are called, no two names of one scope are equal, and what is new yields.

mod items;

use std::collections::BTreeSet;
use std::path::Path;

use clientwright::names::Lock;
use clientwright_tests::{generate, root};
use serde_json::{Value, json};

use items::Reader;

use crate::lock::surface::{Client, client};

/// A kind of thing that a document names, and how it comes into one by a name.
type Kind = (&'static str, fn(&str) -> Vec<(String, Value)>);

/// What documents name. Each gives members of the document by their pointers.
const KINDS: &[Kind] = &[
    ("a tag", |name| {
        of_path("tagged", operation("tagged_one", json!({"tags": [name]})))
    }),
    ("an untagged operation", |name| {
        of_path("untagged", operation(name, json!({})))
    }),
    ("an operation in a group", |name| {
        of_path("grouped", operation(name, json!({"tags": ["group"]})))
    }),
    ("an operation with a body of two types", |name| {
        let content =
            json!({"application/json": {"schema": {"type": "object"}}, "text/plain": {"schema": {"type": "string"}}});
        of_path(
            "sent",
            operation(name, json!({"requestBody": {"required": true, "content": content}})),
        )
    }),
    ("a schema", |name| {
        vec![(
            format!("/components/schemas/{name}"),
            json!({"type": "object", "properties": {"a": {"enum": ["x", "y"]}}}),
        )]
    }),
    ("a security scheme", |name| {
        vec![
            (format!("/components/securitySchemes/{name}"), oauth()),
            ("/security".to_owned(), json!([{ name: [] }])),
        ]
    }),
    ("a server", |name| {
        vec![(
            "/servers".to_owned(),
            json!([
                {"url": "https://a.test", "description": name},
                {"url": "https://{v}.b.test", "description": "other", "variables": {name: {"default": "x", "enum": ["x", "y"]}, "v": {"default": "w"}}},
            ]),
        )]
    }),
    ("an optional parameter", |name| {
        of_path("optional", operation("optional_one", parameter(name, false)))
    }),
    ("a required parameter", |name| {
        of_path("required", operation("required_one", parameter(name, true)))
    }),
    ("a webhook", |name| vec![(format!("/webhooks/{name}"), incoming())]),
    ("a callback", |name| {
        of_path(
            "calls",
            operation("calling", json!({"callbacks": {name: {"{$url}": incoming()}}})),
        )
    }),
    ("a header", |name| {
        let ok = json!({"description": "", "headers": {name: {"schema": {"type": "string"}}}});
        of_path("headed", operation("headed_one", json!({"responses": {"200": ok}})))
    }),
    ("a property", |name| {
        vec![(
            "/components/schemas/Holder".to_owned(),
            json!({"type": "object", "properties": {name: {"type": "object", "properties": {"a": {"type": "string"}}}}}),
        )]
    }),
    ("a value", |name| {
        vec![(
            "/components/schemas/Values".to_owned(),
            json!({"type": "string", "enum": [name, "other"]}),
        )]
    }),
];

fn of_path(path: &str, operation: Value) -> Vec<(String, Value)> {
    vec![(format!("/paths/~1{path}/post"), operation)]
}

fn operation(id: &str, more: Value) -> Value {
    let mut operation = json!({"operationId": id, "responses": {"204": {"description": ""}}});
    let members = operation.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    operation
}

fn parameter(name: &str, required: bool) -> Value {
    json!({"parameters": [{"name": name, "in": "query", "required": required, "schema": {"type": "string"}}]})
}

fn oauth() -> Value {
    json!({"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.test/token", "scopes": {}}}})
}

fn incoming() -> Value {
    let content = json!({"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}});
    let headers = json!([{"name": "x-sent", "in": "header", "schema": {"type": "string"}}]);
    json!({"post": {"parameters": headers, "requestBody": {"content": content}, "responses": {"204": {"description": ""}}}})
}

/// A document with these things, each by its name.
fn document<'k>(things: impl IntoIterator<Item = (&'k Kind, &'k str)>) -> Value {
    let mut document = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}});
    for ((_, members), name) in things {
        for (pointer, value) in members(name) {
            insert(&mut document, &pointer, value);
        }
    }
    document
}

fn insert(document: &mut Value, pointer: &str, value: Value) {
    let mut place = document;
    for token in pointer.split('/').skip(1) {
        let members = place.as_object_mut().unwrap();
        place = members.entry(token.replace("~1", "/")).or_insert_with(|| json!({}));
    }
    *place = value;
}

fn written(folder: &Path, document: &Value) -> std::path::PathBuf {
    let path = folder.join("case.json");
    std::fs::write(&path, serde_json::to_string(document).unwrap()).unwrap();
    path
}

/// The names that stand twice in one scope of the client of a document.
fn duplicates(reader: &mut Reader, folder: &Path, document: &Value, what: &str) -> Vec<String> {
    let generated = generate(&written(folder, document), "case.json");
    let files = generated
        .files
        .unwrap_or_else(|| panic!("{what}: {:#?}", generated.diagnostics));
    let found = reader.duplicates(&files).into_iter();
    found.map(|line| format!("{what}: {line}")).collect()
}

/// The names of the runtime's own methods on types that documents add methods to.
fn names_of_the_runtime() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in ["builder.rs", "client.rs", "request.rs", "blocking.rs"] {
        let text = std::fs::read_to_string(root().join("generator/runtime/http").join(file)).unwrap();
        for line in text.lines().map(str::trim) {
            let rest = line.split_once("fn ").map(|(_, rest)| rest);
            let name = rest.and_then(|rest| rest.split(['(', '<']).next());
            names.extend(
                name.filter(|name| line.starts_with("pub") || *name == "clone")
                    .map(str::to_owned),
            );
        }
    }
    assert!(
        names.contains("base_url") && names.contains("with_timeout"),
        "{names:?}"
    );
    names
}

#[test]
fn two_things_of_one_name_have_names_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let (mut reader, mut found) = (Reader::default(), Vec::new());
    for (index, first) in KINDS.iter().enumerate() {
        for second in KINDS.iter().skip(index) {
            let document = document([(first, "pets"), (second, "pets")]);
            let what = format!("{} and {}", first.0, second.0);
            found.extend(duplicates(&mut reader, folder.path(), &document, &what));
        }
    }
    assert!(
        found.is_empty(),
        "{}",
        found.join(
            "
"
        )
    );
}

#[test]
fn things_called_as_the_client_calls_its_own_have_names_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut names = names_of_the_runtime();
    let others = [
        "api",
        "builder",
        "callbacks",
        "clone",
        "from",
        "into",
        "client",
        "Client",
        "request",
        "runtime",
        "self",
        "send",
        "servers",
        "transport",
        "types",
        "unknown",
        "untagged",
        "webhooks",
        "parse",
        "known",
        "of",
        "pets stream",
        "pets_text",
    ];
    names.extend(others.map(str::to_owned));
    let (mut reader, mut found) = (Reader::default(), Vec::new());
    for name in &names {
        let document = document(KINDS.iter().map(|kind| (kind, name.as_str())));
        found.extend(duplicates(&mut reader, folder.path(), &document, name));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The names of what was there first stay.
#[test]
fn a_newcomer_of_the_same_name_yields() {
    let folder = tempfile::tempdir().unwrap();
    let run = |document: &Value, before: &Lock| -> Client { client(&written(folder.path(), document), before) };
    for first in KINDS {
        let old = run(&document([(first, "pets")]), &Lock::default());
        for second in KINDS.iter().filter(|second| second.0 != first.0) {
            let both = document([(first, "pets"), (second, "pets")]);
            let new = run(&both, &old.lock);
            let gone: Vec<&String> = old.facts.difference(&new.facts).collect();
            assert!(gone.is_empty(), "{} and then {}: {gone:?}", first.0, second.0);
            let again = run(&both, &new.lock);
            assert_eq!(new.facts, again.facts, "{} and then {}, again", first.0, second.0);
        }
    }
}
