//! One large thing that is used many times: what it costs must not be the product of the two.

use serde_json::{Value, json};

use crate::{Family, document, elements, json_content, members, of_schemas, operation, schema_ref};

pub(crate) const ALL: &[Family] = &[
    Family::new("copies-of-a-path-item", 4_000, path_item),
    Family::new("copies-of-a-parameter", 4_000, parameter),
    Family::new("copies-of-a-body", 4_000, body),
    Family::new("copies-of-a-response", 4_000, response),
    Family::new("copies-of-a-header", 4_000, header),
    Family::new("copies-of-a-parent", 4_000, parent),
    Family::new("copies-of-an-ancestor", 4_000, ancestors),
    Family::new("copies-of-an-enum", 4_000, enumeration),
    Family::new("copies-of-a-description", 4_000, description),
    Family::new("copies-of-a-union", 4_000, union),
    Family::new("copies-of-a-webhook", 4_000, webhook),
    Family::new("copies-of-path-parameters", 4_000, path_parameters),
    Family::new("copies-of-security", 4_000, security),
    Family::new("copies-of-responses", 2_000, responses),
    Family::new("copies-of-a-typed-body", 5_000, typed_body),
    Family::new("copies-of-a-demanding-body", 5_000, demanding_body),
    Family::new("copies-of-a-body-of-alternatives", 5_000, body_of_alternatives),
];

fn reference(kind: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/Large")})
}

fn query(size: usize) -> Value {
    elements(
        size,
        |index| json!({"name": format!("p{index}"), "in": "query", "schema": {"type": "string"}}),
    )
}

fn properties(size: usize) -> Value {
    let properties = members(size, |index| (format!("p{index}"), json!({"type": "string"})));
    json!({"type": "object", "properties": properties})
}

/// As many operations, each with this as one of its members.
fn uses(size: usize, key: &str, value: &Value) -> Value {
    members(size, |index| {
        let mut operation = operation();
        operation[key] = value.clone();
        (format!("/p{index}"), json!({"post": operation}))
    })
}

fn path_item(size: usize) -> String {
    let mut get = operation();
    get["parameters"] = query(size);
    document(
        members(size, |index| (format!("/p{index}"), reference("pathItems"))),
        json!({"pathItems": {"Large": {"get": get}}}),
    )
}

fn parameter(size: usize) -> String {
    let parameter =
        json!({"name": "p", "in": "query", "schema": {"type": "string"}, "description": "Words. ".repeat(10 * size)});
    document(
        uses(size, "parameters", &json!([reference("parameters")])),
        json!({"parameters": {"Large": parameter}}),
    )
}

fn body(size: usize) -> String {
    let content = json!({"application/x-www-form-urlencoded": {"schema": properties(size)}});
    document(
        uses(size, "requestBody", &reference("requestBodies")),
        json!({"requestBodies": {"Large": {"content": content}}}),
    )
}

/// A body of JSON with a schema of its own, and a response of it.
fn exchanged(size: usize, schema: Value) -> String {
    let content = json_content(schema_ref("Large"));
    let mut put = operation();
    put["requestBody"] = reference("requestBodies");
    put["responses"] = json!({"200": reference("responses")});
    document(
        members(size, |index| (format!("/p{index}"), json!({"put": put}))),
        json!({
            "requestBodies": {"Large": {"content": content, "required": true}},
            "responses": {"Large": {"description": "Fine.", "content": content}},
            "schemas": {"Large": schema},
        }),
    )
}

fn typed_body(size: usize) -> String {
    exchanged(size, properties(size))
}

fn demanding_body(size: usize) -> String {
    let mut schema = properties(size);
    schema["required"] = elements(size, |index| json!(format!("p{index}")));
    exchanged(size, schema)
}

fn body_of_alternatives(size: usize) -> String {
    let member = |index: usize| {
        let name = format!("p{index}");
        json!({"type": "object", "properties": {&name: {"type": "string"}}, "required": [name]})
    };
    exchanged(size, json!({"oneOf": elements(size, member)}))
}

fn response(size: usize) -> String {
    let content = members(size, |index| {
        let schema = json!({"type": "object", "properties": {format!("p{index}"): {"type": "string"}}});
        (format!("application/vnd.t{index}+json"), json!({"schema": schema}))
    });
    document(
        uses(size, "responses", &json!({"200": reference("responses")})),
        json!({"responses": {"Large": {"description": "Fine.", "content": content}}}),
    )
}

fn header(size: usize) -> String {
    let headers = members(size, |index| {
        (format!("X-H{index}"), json!({"schema": {"type": "string"}}))
    });
    document(
        uses(size, "responses", &json!({"200": reference("responses")})),
        json!({"responses": {"Large": {"description": "Fine.", "headers": headers}}}),
    )
}

fn parent(size: usize) -> String {
    let mut schemas = members(size, |index| {
        let own = json!({"type": "object", "properties": {format!("q{index}"): {"type": "string"}}});
        (format!("S{index}"), json!({"allOf": [schema_ref("Large"), own]}))
    });
    schemas["Large"] = properties(size);
    of_schemas(schemas)
}

fn ancestors(size: usize) -> String {
    of_schemas(members(size, |index| {
        let own = json!({"type": "object", "properties": {format!("q{index}"): {"type": "string"}}});
        let all = match index.checked_sub(1) {
            None => json!([own]),
            Some(before) => json!([schema_ref(format!("S{before}")), own]),
        };
        (format!("S{index}"), json!({"allOf": all}))
    }))
}

fn enumeration(size: usize) -> String {
    let mut schemas = members(size, |index| {
        (
            format!("S{index}"),
            json!({"type": "object", "properties": {"p": schema_ref("Large")}}),
        )
    });
    schemas["Large"] =
        json!({"type": "string", "enum": elements(size, |index| json!(format!("v{index}"))), "default": "v0"});
    of_schemas(schemas)
}

fn description(size: usize) -> String {
    let mut schemas = members(size, |index| {
        (
            format!("S{index}"),
            json!({"type": "object", "properties": {"p": schema_ref("Large")}}),
        )
    });
    schemas["Large"] = json!({"type": "string", "description": "Words. ".repeat(10 * size)});
    of_schemas(schemas)
}

fn union(size: usize) -> String {
    let mut schemas = members(size, |index| {
        (
            format!("S{index}"),
            json!({"oneOf": [schema_ref("Large"), {"type": "integer", "maximum": index}]}),
        )
    });
    let members = elements(
        size,
        |index| json!({"type": "object", "required": [format!("p{index}")], "properties": {format!("p{index}"): {"type": "string"}}}),
    );
    schemas["Large"] = json!({"oneOf": members});
    of_schemas(schemas)
}

fn webhook(size: usize) -> String {
    let info = json!({"title": "Growing", "version": "1"});
    let webhooks = members(size, |index| (format!("hook{index}"), reference("pathItems")));
    let mut post = operation();
    post["requestBody"] = json!({"content": json_content(properties(size))});
    let components = json!({"pathItems": {"Large": {"post": post}}});
    json!({"openapi": "3.1.0", "info": info, "webhooks": webhooks, "components": components}).to_string()
}

fn path_parameters(size: usize) -> String {
    let methods = ["get", "put", "post", "delete", "patch"];
    let mut item = members(methods.len(), |index| {
        (methods.get(index).copied().unwrap_or("get").to_owned(), operation())
    });
    item["parameters"] = query(size);
    document(json!({"/one": item}), json!({}))
}

fn security(size: usize) -> String {
    let schemes = members(size, |index| {
        (
            format!("key{index}"),
            json!({"type": "apiKey", "in": "header", "name": format!("X-Key-{index}")}),
        )
    });
    let security = elements(size, |index| json!({format!("key{index}"): []}));
    let paths = members(size, |index| (format!("/p{index}"), json!({"get": operation()})));
    let info = json!({"title": "Growing", "version": "1"});
    let components = json!({"securitySchemes": schemes});
    json!({"openapi": "3.1.0", "info": info, "security": security, "paths": paths, "components": components})
        .to_string()
}

/// Operations with the same hundred responses by reference.
fn responses(size: usize) -> String {
    let all = members(100, |index| {
        (
            (400 + index).to_string(),
            json!({"$ref": format!("#/components/responses/R{index}")}),
        )
    });
    let components = members(100, |index| {
        let schema = json!({"type": "object", "properties": {format!("p{index}"): {"type": "string"}}});
        (
            format!("R{index}"),
            json!({"description": "No.", "content": json_content(schema)}),
        )
    });
    document(uses(size / 10, "responses", &all), json!({"responses": components}))
}
