//! One small pair of documents for each thing that names used to follow.

use clientwright::names::Lock;
use serde_json::{Value, json};

use super::surface::Client;
use super::{Folder, missing, moved};

fn document(operation: Value, schemas: Value) -> Value {
    at("/a/{id}", "get", operation, schemas)
}

fn at(path: &str, method: &str, operation: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.1.0", "info": { "title": "Case", "version": "1" },
        "paths": { path: { method: operation } }, "components": { "schemas": schemas },
    })
}

/// The client of the first document, and that of the second by the lock of the first.
fn regenerated(old: &Value, new: &Value) -> (Client, Client) {
    let folder = Folder::new();
    let before = folder.client(old, &Lock::default());
    let after = folder.client(new, &before.lock);
    let again = folder.client(new, &after.lock);
    assert_eq!(missing(&after, &again), Vec::<String>::new());
    (before, after)
}

fn assert_stays(old: &Value, new: &Value) -> Client {
    let (before, after) = regenerated(old, new);
    assert_eq!(missing(&before, &after), Vec::<String>::new(), "{}", before.lock.text());
    assert_eq!(moved(&before, &after), Vec::<String>::new());
    after
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn of(reference: &str) -> Value {
    json!({ "schema": { "$ref": format!("#/components/schemas/{reference}") } })
}

fn schemas() -> Value {
    let object = |name: &str| json!({ "type": "object", "properties": { name: text() } });
    json!({ "A": object("a"), "B": object("b"), "C": object("c") })
}

#[test]
fn a_parameter_that_is_added_renames_no_other() {
    let parameter = |name: &str, place: &str| json!({ "name": name, "in": place, "schema": text() });
    let operation = |parameters: Vec<Value>| json!({ "operationId": "get", "parameters": parameters, "responses": { "204": { "description": "" } } });
    let old = vec![
        parameter("limit", "query"),
        parameter("X-Region", "header"),
        parameter("pageSize", "query"),
    ];
    let new = [
        vec![
            parameter("limit[]", "query"),
            parameter("Limit", "header"),
            parameter("page_size", "query"),
        ],
        old.clone(),
        vec![
            parameter("limit", "cookie"),
            parameter("x_region", "query"),
            parameter("page-size", "header"),
        ],
    ];
    assert_stays(
        &at("/a", "get", operation(old), json!({})),
        &at("/a", "get", operation(new.concat()), json!({})),
    );
}

#[test]
fn forms_of_errors_keep_their_variants() {
    let operation = |content: Value| json!({ "operationId": "get", "responses": { "204": { "description": "" }, "404": { "description": "", "content": content } } });
    let problem = "application/problem+json";
    let vendor = "application/vnd.case+json";
    for (old, new) in [
        (
            json!({ "application/json": of("A") }),
            json!({ problem: of("B"), "application/json": of("A") }),
        ),
        (
            json!({ problem: of("B") }),
            json!({ "application/json": of("A"), problem: of("B") }),
        ),
        (
            json!({ problem: of("B"), vendor: of("C") }),
            json!({ vendor: of("C"), problem: of("B") }),
        ),
        (
            json!({ "text/plain": { "schema": text() } }),
            json!({ problem: of("B"), "text/plain": { "schema": text() } }),
        ),
        (
            json!({ problem: of("B") }),
            json!({ vendor: of("B"), problem: of("B"), "application/json": of("C") }),
        ),
    ] {
        assert_stays(
            &document(operation(old), schemas()),
            &document(operation(new), schemas()),
        );
    }
}

#[test]
fn inline_types_of_errors_keep_their_names_beside_another_form() {
    let inline = |name: &str| json!({ "schema": { "type": "object", "properties": { name: text() } } });
    let operation = |content: Value| json!({ "operationId": "get", "responses": { "204": { "description": "" }, "404": { "description": "", "content": content } } });
    let problem = "application/problem+json";
    let after = assert_stays(
        &document(operation(json!({ problem: inline("a") })), json!({})),
        &document(
            operation(json!({ "application/json": inline("b"), problem: inline("a") })),
            json!({}),
        ),
    );
    assert!(
        after.facts.contains("GetNotFoundJson is a struct"),
        "{:#?}",
        after.facts
    );
}

#[test]
fn the_method_of_a_body_keeps_its_media_type() {
    let operation = |content: Value| json!({ "operationId": "put", "requestBody": { "required": true, "content": content }, "responses": { "204": { "description": "" } } });
    let form = "application/x-www-form-urlencoded";
    let (merge, patch) = ("application/merge-patch+json", "application/json-patch+json");
    for (old, new) in [
        (
            json!({ form: of("A") }),
            json!({ "application/json": of("B"), form: of("A") }),
        ),
        (
            json!({ form: of("A") }),
            json!({ "application/json": of("A"), form: of("A") }),
        ),
        (
            json!({ merge: of("A"), patch: of("B") }),
            json!({ patch: of("B"), merge: of("A") }),
        ),
        (
            json!({ "application/json": of("A"), merge: of("B") }),
            json!({ merge: of("B"), "application/json": of("A") }),
        ),
        (
            json!({ "text/plain": { "schema": text() } }),
            json!({ form: of("A"), "text/plain": { "schema": text() } }),
        ),
        (
            json!({ "application/json": of("A"), "text/json": of("B") }),
            json!({ "text/json": of("B"), "application/json": of("A") }),
        ),
    ] {
        assert_stays(
            &at("/a", "put", operation(old), schemas()),
            &at("/a", "put", operation(new), schemas()),
        );
    }
}

#[test]
fn a_method_that_gives_a_stream_goes_on_doing_so() {
    let operation = |content: Value| json!({ "operationId": "get", "responses": { "200": { "description": "", "content": content } } });
    let stream = json!({ "text/event-stream": of("A") });
    let both = json!({ "application/json": of("A"), "text/event-stream": of("A") });
    let (_, after) = regenerated(
        &document(operation(stream), schemas()),
        &document(operation(both), schemas()),
    );
    let text = after.lock.text();
    assert!(text.contains("\n\"get /a/{id}\" = \"get\"\n"), "{text}");
    assert!(text.contains("\n\"get /a/{id} whole\" = \"get_whole\"\n"), "{text}");
}

fn in_a_property(schema: Value) -> Value {
    let operation = json!({ "operationId": "get", "responses": { "200": { "description": "", "content": { "application/json": of("A") } } } });
    document(
        operation,
        json!({ "A": { "type": "object", "properties": { "level": schema } } }),
    )
}

#[test]
fn names_that_a_document_gives_later_rename_no_value() {
    for values in [json!(["a", "b"]), json!([1, 2])] {
        let plain = json!({ "enum": values });
        let named = json!({ "enum": values, "x-enum-varnames": ["High", "Low"] });
        assert_stays(&in_a_property(plain.clone()), &in_a_property(named.clone()));
        assert_stays(&in_a_property(named), &in_a_property(plain));
    }
    let more = json!({ "enum": ["c", "a"], "x-enum-varnames": ["Middle", "High"] });
    let after = assert_stays(
        &in_a_property(json!({ "enum": ["a"], "x-enum-varnames": ["High"] })),
        &in_a_property(more),
    );
    assert!(after.facts.contains("ALevel::Middle is \"c\""), "{:#?}", after.facts);
}

#[test]
fn variables_of_a_path_may_be_called_otherwise() {
    let operation = |names: [&str; 2]| {
        let parameter =
            |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "enum": ["a", "b"] } });
        json!({
            "parameters": names.map(parameter),
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object", "properties": { "a": text() } } } } } },
        })
    };
    let old = at("/pets/{pet}/toys/{toy}", "get", operation(["toy", "pet"]), json!({}));
    let new = at(
        "/pets/{petId}/toys/{toyId}",
        "get",
        operation(["petId", "toyId"]),
        json!({}),
    );
    let after = assert_stays(&old, &new);
    let arguments = after.lock.text();
    assert!(
        arguments.contains("\n\"get /pets/{petId}/toys/{toyId}\" = [\"toyId\", \"petId\"]\n"),
        "{arguments}"
    );
}

#[test]
fn a_path_beside_the_old_one_is_another() {
    let operation = json!({ "responses": { "204": { "description": "" } } });
    let old = at("/pets/{pet}", "get", operation.clone(), json!({}));
    let mut new = old.clone();
    new["paths"]["/pets/{name}"] = json!({ "get": operation });
    assert_stays(&old, &new);
}

#[test]
fn members_of_a_union_keep_their_variants() {
    let member = |title: Option<&str>, required: &[&str]| {
        let properties = required.iter().map(|name| ((*name).to_owned(), text()));
        let properties: serde_json::Map<String, Value> = properties.collect();
        let mut schema = json!({ "type": "object", "required": required, "properties": properties });
        if let Some(title) = title {
            schema["title"] = title.into();
        }
        schema
    };
    let old =
        json!({ "oneOf": [member(None, &["number"]), member(None, &["iban"]), member(Some("Cash"), &["amount"])] });
    let new = json!({ "oneOf": [
        member(Some("Money"), &["amount", "currency"]),
        member(Some("With number"), &["bic", "iban"]),
        member(Some("Cheque"), &["bank"]),
        member(None, &["brand", "number"]),
    ] });
    let after = assert_stays(&in_a_property(old), &in_a_property(new));
    assert!(
        after
            .facts
            .iter()
            .any(|fact| fact.starts_with("ALevel::Cash holds ALevelCash")),
        "{:#?}",
        after.facts
    );
}

#[test]
fn headers_of_responses_keep_their_methods() {
    let operation = |names: &[&str]| {
        let headers = names
            .iter()
            .map(|name| ((*name).to_owned(), json!({ "schema": text() })));
        let headers: serde_json::Map<String, Value> = headers.collect();
        json!({ "operationId": "get", "responses": { "204": { "description": "", "headers": headers } } })
    };
    for (old, new) in [
        (
            ["X-Rate-Limit", "ETag"].as_slice(),
            ["X_Rate_Limit", "XRateLimit", "X-Rate-Limit", "ETag"].as_slice(),
        ),
        (&["X_Rate"], &["X-Rate", "X_Rate"]),
    ] {
        assert_stays(
            &document(operation(old), json!({})),
            &document(operation(new), json!({})),
        );
    }
}

#[test]
fn servers_keep_their_names() {
    let of = |servers: Value| {
        let mut document = document(
            json!({ "operationId": "get", "responses": { "204": { "description": "" } } }),
            json!({}),
        );
        document["servers"] = servers;
        document
    };
    let server = |url: &str, description: &str| json!({ "url": url, "description": description });
    let with_variables =
        |variables: Value| json!({ "url": "https://{a-b}.example", "description": "Own", "variables": variables });
    let variable = json!({ "default": "x" });
    assert_stays(
        &of(json!([
            server("https://a.example", "Production"),
            with_variables(json!({ "a-b": variable }))
        ])),
        &of(json!([
            server("https://b.example", "Production"),
            server("https://c.example", "Own"),
            with_variables(json!({ "a_b": variable, "a-b": variable })),
            server("https://a.example", "Production"),
        ])),
    );
}
