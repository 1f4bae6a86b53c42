//! Much of one thing around operations.

use serde_json::{Value, json};

use crate::{Family, document, elements, json_content, members, of_paths, one_path, operation, schema_ref};

pub(crate) const ALL: &[Family] = &[
    Family::new("paths", 12_500, paths),
    Family::new("short-paths", 25_000, short_paths),
    Family::new("tags", 7_500, tags),
    Family::new("one-tag", 7_500, one_tag),
    Family::new("parameters", 5_000, parameters),
    Family::new("shared-parameters", 5_000, shared_parameters),
    Family::new("path-variables", 5_000, path_variables),
    Family::new("statuses", 3_000, statuses),
    Family::new("media-types", 7_500, media_types),
    Family::new("body-media-types", 7_500, body_media_types),
    Family::new("response-headers", 5_000, response_headers),
    Family::new("servers", 10_000, servers),
    Family::new("server-variables", 5_000, server_variables),
    Family::new("schemes", 7_500, schemes),
    Family::new("scheme-alternatives", 7_500, scheme_alternatives),
    Family::new("schemes-at-once", 7_500, schemes_at_once),
    Family::new("scopes", 20_000, scopes),
    Family::new("webhooks", 4_000, webhooks),
    Family::new("callbacks", 4_000, callbacks),
    Family::new("form-properties", 5_000, form_properties),
    Family::new("multipart-properties", 5_000, multipart_properties),
    Family::new("declared-tags", 20_000, declared_tags),
];

fn paths(size: usize) -> String {
    of_paths(members(size, |index| {
        (format!("/p{index}"), json!({"get": operation()}))
    }))
}

fn short_paths(size: usize) -> String {
    of_paths(members(size, |index| {
        (format!("/p{index}"), json!({"get": {"responses": {}}}))
    }))
}

fn tags(size: usize) -> String {
    of_paths(members(size, |index| {
        let responses = operation()["responses"].clone();
        let get =
            json!({"tags": [format!("Tag {index}")], "operationId": format!("get{index}"), "responses": responses});
        (format!("/p{index}"), json!({"get": get}))
    }))
}

fn one_tag(size: usize) -> String {
    of_paths(members(size, |index| {
        let responses = operation()["responses"].clone();
        let get = json!({"tags": ["All"], "operationId": format!("get{index}"), "responses": responses});
        (format!("/p{index}"), json!({"get": get}))
    }))
}

fn with(key: &str, value: Value) -> Value {
    let mut operation = operation();
    operation[key] = value;
    operation
}

fn parameters(size: usize) -> String {
    let parameters = elements(
        size,
        |index| json!({"name": format!("p{index}"), "in": "query", "schema": {"type": "string"}}),
    );
    of_paths(json!({"/one": {"get": with("parameters", parameters)}}))
}

fn shared_parameters(size: usize) -> String {
    let references = elements(
        size,
        |index| json!({"$ref": format!("#/components/parameters/P{index}")}),
    );
    let parameters = members(size, |index| {
        let parameter = json!({"name": format!("p{index}"), "in": "query", "schema": {"type": "string"}});
        (format!("P{index}"), parameter)
    });
    document(
        json!({"/one": {"get": with("parameters", references)}}),
        json!({"parameters": parameters}),
    )
}

fn path_variables(size: usize) -> String {
    let path: String = (0..size / 4).map(|index| format!("/{{v{index}}}")).collect();
    let parameters = elements(
        size / 4,
        |index| json!({"name": format!("v{index}"), "in": "path", "required": true, "schema": {"type": "string"}}),
    );
    of_paths(json!({path: {"get": with("parameters", parameters)}}))
}

/// Operations with a hundred statuses each.
fn statuses(size: usize) -> String {
    of_paths(members(size / 100, |path| {
        let responses = members(100, |index| {
            let schema = json!({"type": "object", "properties": {"p": {"type": "string"}}});
            let response = json!({"description": "No.", "content": json_content(schema)});
            ((400 + index).to_string(), response)
        });
        (format!("/p{path}"), json!({"get": {"responses": responses}}))
    }))
}

fn content(size: usize) -> Value {
    members(size, |index| {
        let schema = json!({"type": "object", "properties": {format!("p{index}"): {"type": "string"}}});
        (format!("application/vnd.t{index}+json"), json!({"schema": schema}))
    })
}

fn media_types(size: usize) -> String {
    let responses = json!({"200": {"description": "Fine.", "content": content(size)}});
    of_paths(json!({"/one": {"get": {"responses": responses}}}))
}

fn body_media_types(size: usize) -> String {
    of_paths(json!({"/one": {"post": with("requestBody", json!({"content": content(size)}))}}))
}

fn response_headers(size: usize) -> String {
    let headers = members(size, |index| {
        (format!("X-H{index}"), json!({"schema": {"type": "string"}}))
    });
    let responses = json!({"204": {"description": "Done.", "headers": headers}});
    of_paths(json!({"/one": {"get": {"responses": responses}}}))
}

fn with_servers(servers: Value) -> String {
    let info = json!({"title": "Growing", "version": "1"});
    json!({"openapi": "3.1.0", "info": info, "servers": servers, "paths": one_path()}).to_string()
}

fn servers(size: usize) -> String {
    with_servers(elements(
        size,
        |index| json!({"url": format!("https://s{index}.example.com"), "description": format!("Server {index}")}),
    ))
}

fn server_variables(size: usize) -> String {
    let url: String = (0..size).map(|index| format!("/{{v{index}}}")).collect();
    let variables = members(size, |index| (format!("v{index}"), json!({"default": "x"})));
    with_servers(json!([{"url": format!("https://example.com{url}"), "variables": variables}]))
}

fn secured(size: usize, security: Value) -> String {
    let schemes = members(size, |index| {
        let scheme = json!({"type": "apiKey", "in": "header", "name": format!("X-Key-{index}")});
        (format!("key{index}"), scheme)
    });
    document(
        json!({"/one": {"get": with("security", security)}}),
        json!({"securitySchemes": schemes}),
    )
}

fn schemes(size: usize) -> String {
    secured(size, json!([{"key0": []}]))
}

fn scheme_alternatives(size: usize) -> String {
    secured(size, elements(size, |index| json!({format!("key{index}"): []})))
}

fn schemes_at_once(size: usize) -> String {
    secured(size, json!([members(size, |index| (format!("key{index}"), json!([])))]))
}

fn scopes(size: usize) -> String {
    let flow = json!({"tokenUrl": "https://example.com/token", "scopes": members(size, |index| (format!("s{index}"), json!("A scope.")))});
    let scheme = json!({"type": "oauth2", "flows": {"clientCredentials": flow}});
    let security = json!([{"oauth": elements(size, |index| json!(format!("s{index}")))}]);
    document(
        json!({"/one": {"get": with("security", security)}}),
        json!({"securitySchemes": {"oauth": scheme}}),
    )
}

fn webhook(index: usize) -> Value {
    let schema =
        json!({"type": "object", "required": ["event"], "properties": {"event": {"const": format!("e{index}")}}});
    json!({"post": {"requestBody": {"content": json_content(schema)}, "responses": {"204": {"description": "Done."}}}})
}

fn webhooks(size: usize) -> String {
    let info = json!({"title": "Growing", "version": "1"});
    let webhooks = members(size, |index| (format!("hook{index}"), webhook(index)));
    json!({"openapi": "3.1.0", "info": info, "paths": one_path(), "webhooks": webhooks}).to_string()
}

fn callbacks(size: usize) -> String {
    let callbacks = members(size, |index| {
        (format!("back{index}"), json!({"{$request.body#/url}": webhook(index)}))
    });
    of_paths(json!({"/one": {"post": with("callbacks", callbacks)}}))
}

fn form(size: usize, media_type: &str) -> String {
    let properties = members(size, |index| {
        (format!("p{index}"), json!({"type": "string", "format": "binary"}))
    });
    let body = json!({"content": {media_type: {"schema": {"type": "object", "properties": properties}}}});
    of_paths(json!({"/one": {"post": with("requestBody", body)}}))
}

fn form_properties(size: usize) -> String {
    form(size, "application/x-www-form-urlencoded")
}

fn multipart_properties(size: usize) -> String {
    form(size, "multipart/form-data")
}

fn declared_tags(size: usize) -> String {
    let info = json!({"title": "Growing", "version": "1"});
    let tags = elements(
        size,
        |index| json!({"name": format!("Tag {index}"), "description": "A tag."}),
    );
    let paths = members(size / 10, |index| {
        let responses = json!({"200": {"description": "Fine.", "content": json_content(schema_ref("S"))}});
        let get = json!({"tags": [format!("Tag {index}")], "responses": responses});
        (format!("/p{index}"), json!({"get": get}))
    });
    let components = json!({"schemas": {"S": {"type": "object"}}});
    json!({"openapi": "3.1.0", "info": info, "tags": tags, "paths": paths, "components": components}).to_string()
}
