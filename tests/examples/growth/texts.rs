//! Long texts, and many messages.

use serde_json::{Value, json};

use crate::{Family, elements, members, of_paths, of_schemas, operation, schema_ref};

pub(crate) const ALL: &[Family] = &[
    Family::new("warnings-on-one-line", 5_000, warnings),
    Family::new("warnings-on-many-lines", 7_500, warnings_on_lines),
    Family::new("unknown-keys", 20_000, unknown_keys),
    Family::new("unresolved", 5_000, unresolved),
    Family::new("unresolved-on-many-lines", 7_500, unresolved_on_lines),
    Family::new("undeclared-schemes", 10_000, undeclared_schemes),
    Family::new("invalid-defaults", 5_000, invalid_defaults),
    Family::new("long-description", 500_000, long_description),
    Family::new("long-paragraphs", 400_000, long_paragraphs),
    Family::new("long-markup", 200_000, long_markup),
    Family::new("long-emphasis", 300_000, long_emphasis),
    Family::new("long-quotes", 300_000, long_quotes),
    Family::new("long-table", 20_000, long_table),
    Family::new("long-links", 50_000, long_links),
    Family::new("long-example", 20_000, long_example),
    Family::new("long-title", 500_000, long_title),
    Family::new("long-pattern", 500_000, long_pattern),
    Family::new("long-value", 500_000, long_value),
    Family::new("long-names", 15_000, long_names),
    Family::new("long-operation-id", 200_000, long_operation_id),
    Family::new("long-schema-name", 200_000, long_schema_name),
    Family::new("long-path", 8_000, long_path),
    Family::new("descriptions", 5_000, descriptions),
];

/// The same document with line breaks.
fn on_lines(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    format!("{value:#}")
}

fn warnings(size: usize) -> String {
    of_schemas(members(size, |index| (format!("S{index}"), json!({"type": "int"}))))
}

fn warnings_on_lines(size: usize) -> String {
    on_lines(&warnings(size))
}

fn unknown_keys(size: usize) -> String {
    let mut operation = operation();
    for index in 0..size {
        operation[format!("unknown{index}")] = json!(1);
    }
    of_paths(json!({"/one": {"get": operation}}))
}

fn unresolved(size: usize) -> String {
    of_schemas(members(size, |index| {
        (format!("S{index}"), schema_ref(format!("Q{index}")))
    }))
}

fn unresolved_on_lines(size: usize) -> String {
    on_lines(&unresolved(size))
}

fn undeclared_schemes(size: usize) -> String {
    let mut operation = operation();
    operation["security"] = elements(size, |index| json!({format!("key{index}"): []}));
    of_paths(json!({"/one": {"get": operation}}))
}

fn invalid_defaults(size: usize) -> String {
    let properties = members(size, |index| {
        (format!("p{index}"), json!({"type": "integer", "default": "x"}))
    });
    of_schemas(json!({"S": {"type": "object", "properties": properties}}))
}

fn described(description: String) -> String {
    of_schemas(json!({"S": {"type": "object", "description": description, "properties": {"p": {"type": "string"}}}}))
}

fn long_description(size: usize) -> String {
    described("x".repeat(size))
}

fn long_paragraphs(size: usize) -> String {
    described("Some words.\n\n".repeat(size / 13))
}

fn long_markup(size: usize) -> String {
    described("[".repeat(size))
}

fn long_emphasis(size: usize) -> String {
    described("*a _b ".repeat(size / 6))
}

fn long_quotes(size: usize) -> String {
    described(">".repeat(size / 2) + &"`".repeat(size / 2))
}

fn long_table(size: usize) -> String {
    described(format!("| a | b |\n|---|---|\n{}", "| c | d |\n".repeat(size)))
}

fn long_links(size: usize) -> String {
    described("[a](https://example.com) ".repeat(size / 2))
}

fn long_example(size: usize) -> String {
    let example = elements(size, |index| json!({"p": index}));
    of_schemas(json!({"S": {"type": "object", "example": example, "properties": {"p": {"type": "string"}}}}))
}

fn long_title(size: usize) -> String {
    of_schemas(
        json!({"S": {"type": "object", "title": "word ".repeat(size / 5), "properties": {"p": {"type": "string"}}}}),
    )
}

fn long_pattern(size: usize) -> String {
    let property = json!({"type": "string", "pattern": "a".repeat(size), "default": "b".repeat(size)});
    of_schemas(json!({"S": {"type": "object", "properties": {"p": property}}}))
}

fn long_value(size: usize) -> String {
    of_schemas(json!({"S": {"type": "string", "enum": ["word ".repeat(size / 5), "other"]}}))
}

fn long_operation_id(size: usize) -> String {
    let object =
        json!({"type": "object", "properties": {"p": {"type": "object", "properties": {"q": {"type": "string"}}}}});
    let mut operation = operation();
    operation["operationId"] = json!("word ".repeat(size / 5));
    operation["responses"] = json!({"200": {"description": "", "content": {"application/json": {"schema": object}}}});
    of_paths(json!({"/one": {"get": operation}}))
}

fn long_schema_name(size: usize) -> String {
    let object =
        json!({"type": "object", "properties": {"p": {"type": "object", "properties": {"q": {"type": "string"}}}}});
    of_schemas(json!({("word ".repeat(size / 5)): object}))
}

/// Objects in objects, with long names: the name of each holds those around it.
fn long_names(size: usize) -> String {
    // As far down as many values may be.
    let name = "word".repeat(14);
    let inner = members(size, |index| {
        (
            format!("p{index}"),
            json!({"type": "object", "properties": {"q": {"type": "string"}}}),
        )
    });
    let nested = (0..8).fold(
        json!({"type": "object", "properties": inner}),
        |inner, _| json!({"type": "object", "properties": {&name: inner}}),
    );
    of_schemas(json!({"S": nested}))
}

fn long_path(size: usize) -> String {
    let path = "/word".repeat(size / 5);
    of_paths(json!({path: {"get": operation(), "post": operation(), "put": operation(), "delete": operation()}}))
}

fn descriptions(size: usize) -> String {
    let properties = members(size, |index| {
        (
            format!("p{index}"),
            json!({"type": "string", "description": "Some **words** about it, with a [link](https://example.com)."}),
        )
    });
    of_schemas(json!({"S": {"type": "object", "properties": properties}}))
}
