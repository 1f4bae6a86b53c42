//! Request bodies that aren't marked as required although a property of theirs is: `unmarked_bodies`.

use clientwright::names::Lock;
use clientwright::{Config, Generated, with_deep_stack};
use serde_json::{Value, json};

/// An operation whose body is of this schema, with these keys beside its `content`.
fn document(schema: &Value, beside: &Value) -> Value {
    let mut body = json!({"content": {"application/json": {"schema": schema}}});
    let beside = beside.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(beside);
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/mails": {"post": {"operationId": "send", "requestBody": body, "responses": {"204": {"description": ""}}}}},
        "components": {"schemas": {"Mail": mail()}},
    })
}

fn mail() -> Value {
    json!({"type": "object", "required": ["to"], "properties": {"to": {"type": "string"}}})
}

fn generated(document: &Value, rows: &str, before: Lock) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let configuration = folder.path().join("clientwright.toml");
    std::fs::write(&configuration, format!("spec = 'case.json'\noutput = 'client'\n{rows}")).unwrap();
    let config = Config::read(&configuration).unwrap();
    let options = config.options("case.json".to_owned()).after(before);
    with_deep_stack(move || clientwright::generate(&path, &options))
}

/// Whether the body is an argument of the method; otherwise it is a setter.
fn is_argument(generated: &Generated) -> bool {
    let code = &generated.files.as_ref().unwrap().0["src/api/untagged.rs"];
    let is_setter = code.contains("pub fn body(self");
    assert_eq!(is_setter, code.contains("pub fn send(&self) ->"));
    !is_setter
}

fn is_reported(generated: &Generated) -> bool {
    generated
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code.as_str() == "unmarked-body")
}

#[test]
fn a_body_that_could_not_be_left_out_is_an_argument() {
    let letter = json!({"type": "object", "required": ["street"], "properties": {"street": {"type": "string"}}});
    let constant = json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": "mail"}}});
    let reference = json!({"$ref": "#/components/schemas/Mail"});
    for schema in [
        mail(),
        constant,
        reference.clone(),
        json!({"allOf": [reference, {"properties": {"from": {"type": "string"}}}]}),
        json!({"oneOf": [reference, letter]}),
    ] {
        let generated = generated(&document(&schema, &json!({})), "", Lock::default());
        assert!(is_argument(&generated), "{schema}");
        assert!(is_reported(&generated), "{schema}");
    }
}

#[test]
fn a_body_that_could_be_left_out_is_an_option() {
    let read_only =
        json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "readOnly": true}}});
    for (schema, beside) in [
        (
            json!({"type": "object", "properties": {"to": {"type": "string"}}}),
            json!({}),
        ),
        (read_only, json!({})),
        (
            json!({"oneOf": [mail(), {"type": "object", "properties": {"loud": {"type": "boolean"}}}]}),
            json!({}),
        ),
        (json!({"anyOf": [mail(), {"type": "null"}]}), json!({})),
        (json!({"type": "array", "items": mail()}), json!({})),
        (mail(), json!({"required": false})),
    ] {
        let generated = generated(&document(&schema, &beside), "", Lock::default());
        assert!(!is_argument(&generated), "{schema} {beside}");
        assert!(!is_reported(&generated), "{schema} {beside}");
    }
}

#[test]
fn a_marked_body_is_an_argument_without_a_word() {
    let generated = generated(&document(&mail(), &json!({"required": true})), "", Lock::default());
    assert!(is_argument(&generated) && !is_reported(&generated));
}

#[test]
fn the_configuration_goes_back_to_the_letter() {
    let rows = "unmarked_bodies = 'option'";
    let generated = generated(&document(&mail(), &json!({})), rows, Lock::default());
    assert!(!is_argument(&generated) && !is_reported(&generated));
}

#[test]
fn an_argument_stays_one_when_the_property_is_no_longer_required() {
    let first = generated(&document(&mail(), &json!({})), "", Lock::default());
    let relaxed = json!({"type": "object", "properties": {"to": {"type": "string"}}});
    let second = generated(&document(&relaxed, &json!({})), "", first.lock.clone().unwrap());
    assert!(is_argument(&second) && !is_reported(&second));
    let third = generated(&document(&relaxed, &json!({})), "", second.lock.clone().unwrap());
    assert!(is_argument(&third));
    assert!(!is_argument(&generated(
        &document(&relaxed, &json!({})),
        "",
        Lock::default()
    )));
}
