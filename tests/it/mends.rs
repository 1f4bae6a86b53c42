//! Words that are wrong but clear are read as what they mean, wherever they stand: the client is the one of the document
//! in the standard's words, and each place is reported.

use std::collections::BTreeMap;

use clientwright::Generated;
use clientwright::diagnostic::render::{Style, text};
use clientwright_tests::generate;

/// A schema as it is written, and as it is meant.
type Row = (&'static str, &'static str);

/// Schemas of scalars, which may stand anywhere.
const SCALARS: &[Row] = &[
    ("{type: int}", "{type: integer}"),
    ("{type: Integer}", "{type: integer}"),
    ("{type: ' integer '}", "{type: integer}"),
    ("{type: long}", "{type: integer, format: int64}"),
    ("{type: int32}", "{type: integer, format: int32}"),
    ("{type: uint64}", "{type: integer, format: uint64}"),
    ("{type: float}", "{type: number, format: float}"),
    ("{type: decimal}", "{type: number}"),
    ("{type: numeric}", "{type: number}"),
    ("{type: bool}", "{type: boolean}"),
    ("{type: String}", "{type: string}"),
    ("{type: str}", "{type: string}"),
    ("{type: text}", "{type: string}"),
    ("{type: date}", "{type: string, format: date}"),
    ("{type: datetime}", "{type: string, format: date-time}"),
    ("{type: DateTime}", "{type: string, format: date-time}"),
    ("{type: uuid}", "{type: string, format: uuid}"),
    ("{type: date, format: date-time}", "{type: string, format: date-time}"),
    ("{type: enum, enum: [a, b]}", "{enum: [a, b]}"),
    ("{type: string, format: dateTime}", "{type: string, format: date-time}"),
    ("{type: string, format: UUID}", "{type: string, format: uuid}"),
    ("{type: string, enum: only}", "{type: string, enum: [only]}"),
    (
        "{type: string, minLength: '3', maxLength: '10'}",
        "{type: string, minLength: 3, maxLength: 10}",
    ),
    (
        "{type: integer, minimum: '1', maximum: ' 9 '}",
        "{type: integer, minimum: 1, maximum: 9}",
    ),
    ("{type: number, multipleOf: '0.5'}", "{type: number, multipleOf: 0.5}"),
    (
        "{type: integer, minimum: 1, exclusiveMinimum: 'true'}",
        "{type: integer, minimum: 1, exclusiveMinimum: true}",
    ),
    ("{type: string, nullable: 'true'}", "{type: string, nullable: true}"),
    ("{type: string, nullable: 'False'}", "{type: string, nullable: false}"),
    ("{type: string, nullable: yes}", "{type: string, nullable: true}"),
    ("{type: string, nullable: 1}", "{type: string, nullable: true}"),
    ("{type: string, nullable: 'off'}", "{type: string}"),
    ("{type: string, x-nullable: true}", "{type: string, nullable: true}"),
    ("{type: string, x-nullable: 'true'}", "{type: string, nullable: true}"),
    ("{type: string, deprecated: 'no'}", "{type: string}"),
    ("{type: string, pattern: null}", "{type: string}"),
    ("{type: null, format: date}", "{format: date}"),
    ("string", "{type: string}"),
    ("int", "{type: integer}"),
];

/// Schemas that only bodies have.
const WHOLE: &[Row] = &[
    ("{type: file}", "{type: string, format: binary}"),
    ("{type: any}", "{}"),
    ("{type: mixed}", "{}"),
    ("null", "{}"),
    (
        "{type: Object, properties: {x: {type: string}}}",
        "{type: object, properties: {x: {type: string}}}",
    ),
    (
        "{type: map, additionalProperties: {type: string}}",
        "{type: object, additionalProperties: {type: string}}",
    ),
    (
        "{type: object, additionalProperties: 'true'}",
        "{type: object, additionalProperties: true}",
    ),
    (
        "{type: list, items: {type: string}}",
        "{type: array, items: {type: string}}",
    ),
    ("{type: 'string[]'}", "{type: array, items: {type: string}}"),
    ("{type: 'int[]'}", "{type: array, items: {type: integer}}"),
    ("{type: array, items: string}", "{type: array, items: {type: string}}"),
    (
        "{type: array, enum: [a, b], items: {type: string}}",
        "{type: array, items: {type: string, enum: [a, b]}}",
    ),
    ("{type: Pet}", "{$ref: '#/components/schemas/Pet'}"),
    ("Pet", "{$ref: '#/components/schemas/Pet'}"),
    ("'#/components/schemas/Pet'", "{$ref: '#/components/schemas/Pet'}"),
    (
        "{type: array, items: {type: '#/components/schemas/Pet'}}",
        "{type: array, items: {$ref: '#/components/schemas/Pet'}}",
    ),
    ("{$ref: Pet}", "{$ref: '#/components/schemas/Pet'}"),
    (
        "{$ref: '/components/schemas/Pet'}",
        "{$ref: '#/components/schemas/Pet'}",
    ),
    (
        "{$ref: '#components/schemas/Pet'}",
        "{$ref: '#/components/schemas/Pet'}",
    ),
    ("{$ref: '#/definitions/Pet'}", "{$ref: '#/components/schemas/Pet'}"),
    (
        "{type: object, required: x, properties: {x: {type: string}}}",
        "{type: object, required: [x], properties: {x: {type: string}}}",
    ),
    (
        "{type: object, properties: {x: {type: string, required: 'true'}}}",
        "{type: object, required: [x], properties: {x: {type: string}}}",
    ),
    (
        "{type: object, properties: {x: {type: string, required: yes}}}",
        "{type: object, required: [x], properties: {x: {type: string}}}",
    ),
];

/// Lists of types, which are of 3.1.
const TYPES: &[Row] = &[
    ("{type: [String, 'null']}", "{type: [string, 'null']}"),
    ("{type: [int, null]}", "{type: [integer, 'null']}"),
    ("{type: 'string|null'}", "{type: [string, 'null']}"),
    ("{type: [int, str]}", "{type: [integer, string]}"),
    ("{type: [any, 'null']}", "{}"),
];

/// Operations, as members of a path item, as they are written and as they are meant.
const OPERATIONS: &[Row] = &[
    (
        "parameters: [{name: q, in: Query, schema: {type: string}}]",
        "parameters: [{name: q, in: query, schema: {type: string}}]",
    ),
    (
        "parameters: [{name: q, in: headers, schema: {type: string}}]",
        "parameters: [{name: q, in: header, schema: {type: string}}]",
    ),
    (
        "parameters: [{name: q, in: query, required: 'true', schema: {type: string}}]",
        "parameters: [{name: q, in: query, required: true, schema: {type: string}}]",
    ),
    (
        "parameters: [{name: q, in: query, required: yes, schema: {type: string}}]",
        "parameters: [{name: q, in: query, required: true, schema: {type: string}}]",
    ),
    (
        "parameters: [{name: q, in: query, required: 1, explode: 'false', schema: {type: array, items: {type: string}}}]",
        "parameters: [{name: q, in: query, required: true, explode: false, schema: {type: array, items: {type: string}}}]",
    ),
    (
        "parameters: [{name: q, in: query, style: SpaceDelimited, explode: false, schema: {type: array, items: {type: string}}}]",
        "parameters: [{name: q, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}]",
    ),
    (
        "parameters: [{name: q, in: query, type: integer, maximum: 9}]",
        "parameters: [{name: q, in: query, schema: {type: integer, maximum: 9}}]",
    ),
    (
        "parameters: {name: q, in: query, schema: {type: string}}",
        "parameters: [{name: q, in: query, schema: {type: string}}]",
    ),
    ("tags: pets", "tags: [pets]"),
    ("deprecated: 'true'", "deprecated: true"),
    ("security: {key: []}", "security: [{key: []}]"),
    ("security: [key]", "security: [{key: []}]"),
    (
        "servers: {url: 'https://other.example'}",
        "servers: [{url: 'https://other.example'}]",
    ),
    (
        "servers: ['https://other.example']",
        "servers: [{url: 'https://other.example'}]",
    ),
    (
        "requestBody: {required: 'True', content: {application/json: {schema: {type: string}}}}",
        "requestBody: {required: true, content: {application/json: {schema: {type: string}}}}",
    ),
    (
        "requestBody: {schema: {$ref: '#/components/schemas/Pet'}}",
        "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}",
    ),
    (
        "requestBody: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}",
        "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}",
    ),
    (
        "requestBody: {content: {application/json: {$ref: '#/components/schemas/Pet'}}}",
        "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}",
    ),
    (
        "requestBody: {content: {application/json: {type: array, items: {type: string}}}}",
        "requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}",
    ),
    (
        "responses: {201: {description: A., schema: {$ref: '#/components/schemas/Pet'}}}",
        "responses: {'201': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
    ),
    (
        "responses: {201 Created: {description: A.}, Default: {description: B.}}",
        "responses: {'201': {description: A.}, default: {description: B.}}",
    ),
    (
        "responses: {'204': {description: A., headers: {X-Left: {type: integer}}}}",
        "responses: {'204': {description: A., headers: {X-Left: {schema: {type: integer}}}}}",
    ),
];

/// Security schemes, as they are written and as they are meant.
const SCHEMES: &[Row] = &[
    (
        "{type: apikey, in: Query, name: k}",
        "{type: apiKey, in: query, name: k}",
    ),
    (
        "{type: API_KEY, in: header, name: k}",
        "{type: apiKey, in: header, name: k}",
    ),
    ("{type: HTTP, scheme: bearer}", "{type: http, scheme: bearer}"),
    ("{type: bearer}", "{type: http, scheme: bearer}"),
    ("{type: basic}", "{type: http, scheme: basic}"),
    ("{type: OAuth2, flows: {}}", "{type: oauth2, flows: {}}"),
];

const HEAD: &str = "info: {title: Case, version: '1'}\nservers: [{url: 'https://case.example'}]\n";

fn components(more: &str) -> String {
    format!("components:\n  schemas:\n    Pet: {{type: object, properties: {{name: {{type: string}}}}}}\n{more}")
}

/// A document with a schema at each of its places, and how many there are.
fn of_schema(version: &str, schema: &str, is_scalar: bool) -> (String, usize) {
    let outside = match is_scalar {
        true => format!(
            "      parameters: [{{name: q, in: query, schema: {schema}}}, {{name: h, in: header, schema: {schema}}}]\n      \
             responses: {{'204': {{description: A., headers: {{X-A: {{schema: {schema}}}}}}}}}\n"
        ),
        false => "      responses: {'204': {description: A.}}\n".to_owned(),
    };
    // Null isn't a schema of other properties but the absence of one.
    let (rest, places) = match schema {
        "null" => ("{}", 4),
        schema if is_scalar => (schema, 8),
        schema => (schema, 5),
    };
    let body = format!(
        "{{type: object, properties: {{a: {schema}, b: {{type: array, items: {schema}}}}}, additionalProperties: {rest}}}"
    );
    let components = components(&format!(
        "    Named: {schema}\n    Of:\n      allOf: [{{type: object, properties: {{c: {schema}}}}}]\n"
    ));
    let document = format!(
        "openapi: {version}\n{HEAD}paths:\n  /a:\n    post:\n      requestBody: {{content: {{application/json: {{schema: {body}}}}}}}\n{outside}{components}"
    );
    (document, places)
}

fn of_operation(members: &str) -> String {
    let responses = match members.starts_with("responses") {
        true => "",
        false => "      responses: {'204': {description: A.}}\n",
    };
    let schemes = "  securitySchemes: {key: {type: apiKey, in: header, name: k}}\n";
    format!(
        "openapi: 3.0.3\n{HEAD}paths:\n  /a:\n    post:\n      {members}\n{responses}{}",
        components(schemes)
    )
}

fn of_scheme(scheme: &str) -> String {
    let schemes = format!("  securitySchemes: {{key: {scheme}}}\n");
    format!(
        "openapi: 3.0.3\n{HEAD}security: [{{key: []}}]\npaths:\n  /a:\n    post: {{responses: {{'204': {{description: A.}}}}}}\n{}",
        components(&schemes)
    )
}

fn made(document: &str) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.yaml");
    std::fs::write(&path, document).unwrap();
    generate(&path, "case.yaml")
}

/// What is wrong with how a document is read that another one says rightly; `places` is how many places there are.
fn problem(written: &str, meant: &str, places: usize) -> Option<String> {
    let (one, other) = (made(written), made(meant));
    let messages = text(&one.diagnostics, &one.source, Style::Plain).to_string();
    let should_be = text(&other.diagnostics, &other.source, Style::Plain).to_string();
    if !should_be.is_empty() {
        return Some(format!("what is meant gives messages:\n{should_be}"));
    }
    let mended = one
        .diagnostics
        .iter()
        .filter(|found| found.code.as_str() == "mended")
        .count();
    if mended < places || mended != one.diagnostics.iter().count() {
        return Some(format!(
            "{mended} of {places} places are reported as mended:\n{messages}"
        ));
    }
    let files = |made: Generated| made.files.map_or_else(BTreeMap::new, |files| files.0);
    let (one, other) = (files(one), files(other));
    let different = one.iter().find(|(path, text)| other.get(*path) != Some(*text));
    different.map(|(path, text)| {
        let other = other.get(path).map_or("nothing", String::as_str);
        format!("`{path}` is\n{text}\nand should be\n{other}")
    })
}

fn check(problems: impl Iterator<Item = (&'static str, Option<String>)>) {
    let problems: Vec<String> = problems
        .filter_map(|(written, problem)| Some(format!("{written}: {}", problem?)))
        .collect();
    assert!(problems.is_empty(), "{} rows:\n{}", problems.len(), problems.join("\n"));
}

fn check_schemas(version: &str, rows: &'static [Row], is_scalar: bool) {
    check(rows.iter().map(|(written, meant)| {
        let (document, places) = of_schema(version, written, is_scalar);
        (
            *written,
            problem(&document, &of_schema(version, meant, is_scalar).0, places),
        )
    }));
}

#[test]
fn scalars_are_read_as_they_are_meant_everywhere() {
    check_schemas("3.0.3", SCALARS, true);
}

#[test]
fn schemas_of_bodies_are_read_as_they_are_meant() {
    check_schemas("3.0.3", WHOLE, false);
}

#[test]
fn lists_of_types_are_read_as_they_are_meant() {
    check_schemas("3.1.0", TYPES, false);
}

#[test]
fn operations_are_read_as_they_are_meant() {
    check(
        OPERATIONS
            .iter()
            .map(|(written, meant)| (*written, problem(&of_operation(written), &of_operation(meant), 1))),
    );
}

#[test]
fn security_schemes_are_read_as_they_are_meant() {
    check(
        SCHEMES
            .iter()
            .map(|(written, meant)| (*written, problem(&of_scheme(written), &of_scheme(meant), 1))),
    );
}
