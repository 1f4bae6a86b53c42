//! `lint` and `inspect`: what there is to say about a document, and what is understood of it. Many warnings are folded.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod shared;

use std::path::Path;

use serde_json::Value;
use shared::{PETS, clientwright, folder_with};

const ZOO: &str = "openapi: 3.1.0
info: {title: Zoo, version: '2'}
paths:
  /pets/{id}:
    get:
      operationId: get_pet
      tags: [pets]
      deprecated: true
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  /health:
    get: {operationId: health, responses: {'204': {description: Up.}}}
webhooks:
  petBought: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
components:
  schemas:
    Pet:
      type: object
      properties: {name: {type: string}, kind: {type: string, enum: [cat, dog]}}
";

/// A document with this many unknown types.
fn wrong(size: usize) -> String {
    let wrong = (0..size).map(|index| format!("        p{index}: {{type: strng}}\n"));
    let types = wrong.collect::<String>();
    format!("{PETS}components:\n  schemas:\n    Pet:\n      type: object\n      properties:\n{types}")
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = clientwright(folder, arguments);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn what_is_understood_is_printed_with_its_lines() {
    let folder = folder_with("zoo.yaml", ZOO);
    let (code, out, err) = run(folder.path(), &["inspect", "zoo.yaml"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let expected = "Zoo 2: 2 methods, 1 webhook, 2 types

operations
  GET /health     client.health()             zoo.yaml:13
  GET /pets/{id}  client.pets().get(id: i64)  zoo.yaml:5

webhooks
  petBought  webhooks::PetBought  zoo.yaml:15

types
  types::Pet      struct            zoo.yaml:18
  types::PetKind  open string enum  zoo.yaml:20
";
    assert_eq!(out, expected, "{out}");
    assert!(!folder.path().join("zoo").exists());
}

/// Two lists by a cursor, one by the last item, one of pages, and what isn't a list.
const LISTS: &str = "openapi: 3.1.0
info: {title: Lists, version: '1'}
paths:
  /cats: {get: {operationId: listCats, parameters: [{$ref: '#/components/parameters/Cursor'}], responses: {'200': {$ref: '#/components/responses/Page'}}}}
  /dogs: {get: {operationId: listDogs, parameters: [{$ref: '#/components/parameters/Cursor'}], responses: {'200': {$ref: '#/components/responses/Page'}}}}
  /cows:
    get:
      operationId: listCows
      parameters: [{name: starting_after, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: A page., content: {application/json: {schema: {type: object, properties: {
        has_more: {type: boolean}, data: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}}
  /hens:
    get:
      operationId: listHens
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'200': {description: A page., content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /sky:
    get:
      operationId: sky
      parameters: [{name: offset, in: query, schema: {type: integer}}]
      responses: {'200': {description: One., content: {application/json: {schema: {type: object, properties: {hue: {type: string}}}}}}}
components:
  parameters:
    Cursor: {name: cursor, in: query, schema: {type: string}}
  responses:
    Page: {description: A page., content: {application/json: {schema: {type: object, properties: {
      items: {type: array, items: {type: string}}, meta: {type: object, properties: {next_cursor: {type: [string, 'null']}}}}}}}}
";

#[test]
fn what_looks_paginated_has_rows_to_paste() {
    let folder = folder_with("lists.yaml", LISTS);
    let (code, out, err) = run(folder.path(), &["inspect", "lists.yaml"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let (_, hints) = out.split_once("looks paginated").unwrap();
    let expected = "; with these rows in `clientwright.toml`, requests have `items()`

  # listCats, listDogs
  [[pagination]]
  operations = \"*\"
  kind = \"cursor\"
  parameter = \"cursor\"
  next = \"/meta/next_cursor\"
  items = \"/items\"

  # listCows
  [[pagination]]
  operations = \"listCows\"
  kind = \"cursor\"
  parameter = \"starting_after\"
  next = \"/data/-1/id\"
  has_more = \"/has_more\"
  items = \"/data\"

  # listHens
  [[pagination]]
  operations = \"listHens\"
  kind = \"page\"
  parameter = \"page\"
  items = \"\"
";
    assert_eq!(hints, expected, "{hints}");
    let rows: String = hints.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let configuration = format!("spec = 'lists.yaml'\noutput = 'lists'\n\n{rows}");
    std::fs::write(folder.path().join("clientwright.toml"), configuration).unwrap();
    let (code, _, err) = run(folder.path(), &["generate"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "what is to be pasted fits");
    let (_, out, _) = run(folder.path(), &["inspect"]);
    assert!(!out.contains("looks paginated"), "{out}");
}

#[test]
fn what_is_understood_is_json_on_demand() {
    let folder = folder_with("zoo.yaml", ZOO);
    let select = [
        "inspect",
        "zoo.yaml",
        "--message-format",
        "json",
        "--include",
        "tag:pets",
    ];
    let (code, out, err) = run(folder.path(), &select);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["operations"].as_array().unwrap().len(), 1);
    let operation = &report["operations"][0];
    assert_eq!(operation["method"], "GET");
    assert_eq!(operation["path"], "/pets/{id}");
    assert_eq!(operation["output"], "types::Pet");
    assert_eq!(operation["deprecated"], true);
    assert_eq!(operation["origin"]["pointer"], "/paths/~1pets~1{id}/get");
    assert_eq!(
        report["coverage"]["operations"],
        serde_json::json!({"selected": 1, "all": 2})
    );
    assert_eq!(report["types"][0]["schema"], "Pet");
}

#[test]
fn a_document_is_checked_without_writing() {
    let folder = folder_with("pets.yaml", &wrong(1));
    let path = folder.path();
    let (code, out, err) = run(path, &["lint", "pets.yaml"]);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    assert!(
        err.contains("pets.yaml:14:") && err.contains("0 errors, 1 warning"),
        "{err}"
    );
    assert_eq!(run(path, &["lint", "pets.yaml", "--deny-warnings"]).0, Some(1));
    assert_eq!(run(path, &["lint", "none.yaml"]).0, Some(4));
    std::fs::write(
        path.join("dangling.yaml"),
        PETS.replace("{description: All pets.}", "{$ref: '#/components/responses/Pets'}"),
    )
    .unwrap();
    assert_eq!(run(path, &["lint", "dangling.yaml"]).0, Some(0));
    assert_eq!(run(path, &["lint", "dangling.yaml", "--strict"]).0, Some(2));
    assert_eq!(std::fs::read_dir(path).unwrap().count(), 2);
}

#[test]
fn many_warnings_are_folded_on_a_terminal_only() {
    let folder = folder_with("pets.yaml", &wrong(40));
    let linted = |more: &[&str]| {
        let (code, _, err) = run(folder.path(), &[&["lint", "pets.yaml"], more].concat());
        assert_eq!(code, Some(0), "{err}");
        err
    };
    let folded = linted(&[]);
    assert_eq!(folded.matches("warning[").count(), 3, "{folded}");
    assert!(
        folded.contains("warning: 37 more of `") && folded.contains("40 warnings"),
        "{folded}"
    );
    assert_eq!(linted(&["--all-warnings"]).matches("warning[").count(), 40);
    assert_eq!(linted(&["--message-format", "github"]).matches("::warning").count(), 40);
    let json = linted(&["--message-format", "json"]);
    assert_eq!(json.lines().filter(|line| line.starts_with('{')).count(), 40);
}
