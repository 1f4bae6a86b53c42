//! What stays although the document says it otherwise: types that become a reference, or get a second member, and the event of
//! webhooks that are no longer all told apart.

use clientwright::names::Lock;
use clientwright::surface::Surface;
use clientwright::{Generated, with_deep_stack};
use clientwright_tests::configuration;
use serde_json::{Value, json};

fn generated(document: &Value, before: Lock) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let config = configuration(&path, "case").unwrap();
    let options = config.options("case.json".to_owned()).after(before);
    with_deep_stack(move || clientwright::generate(&path, &options))
}

fn lines(generated: &Generated) -> Vec<String> {
    let text = &generated.files.as_ref().unwrap().0["api.txt"];
    let surface = Surface::parse(text).unwrap();
    surface.items.iter().map(|(key, item)| item.line(key)).collect()
}

/// The lines of both versions, the second generated over the first.
fn regenerated(old: &Value, new: &Value) -> (Vec<String>, Vec<String>) {
    let first = generated(old, Lock::default());
    let second = generated(new, first.lock.clone().unwrap());
    let third = generated(new, second.lock.clone().unwrap());
    assert_eq!(lines(&second), lines(&third));
    (lines(&first), lines(&second))
}

fn of_schemas(schemas: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {
            "operationId": "getA",
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}},
        }}},
        "components": {"schemas": schemas},
    })
}

fn gone(old: &[String], new: &[String]) -> Vec<String> {
    old.iter().filter(|line| !new.contains(line)).cloned().collect()
}

#[test]
fn a_type_that_becomes_a_reference_keeps_its_name_as_an_alias() {
    let level = json!({"type": "string", "enum": ["low", "high"]});
    let a = |level: Value| json!({"type": "object", "properties": {"level": level, "levels": {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}}}});
    let old = of_schemas(&json!({"A": a(level.clone())}));
    let new = of_schemas(&json!({"A": a(json!({"$ref": "#/components/schemas/Level"})), "Level": level}));
    let (old, new) = regenerated(&old, &new);
    assert!(old.contains(&"types::ALevel open string enum".to_owned()), "{old:#?}");
    for line in [
        "types::ALevel type: types::Level // deprecated",
        "types::ALevelKnown type: types::LevelKnown // deprecated",
        "types::Level open string enum",
    ] {
        assert!(new.contains(&line.to_owned()), "{line} is missing in {new:#?}");
    }
}

#[test]
fn a_component_of_the_same_name_takes_the_place_of_the_type() {
    let level = json!({"type": "string", "enum": ["low", "high"]});
    let a = |level: Value| json!({"type": "object", "properties": {"level": level}});
    let old = of_schemas(&json!({"A": a(level.clone())}));
    let new = of_schemas(&json!({"A": a(json!({"$ref": "#/components/schemas/ALevel"})), "ALevel": level}));
    let (old, new) = regenerated(&old, &new);
    assert_eq!(old, new);
}

#[test]
fn a_composition_of_one_member_is_that_member() {
    let plain = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}});
    for keyword in ["oneOf", "anyOf", "allOf"] {
        let old = of_schemas(&json!({"A": {keyword: [plain]}}));
        let (old, new) = regenerated(&old, &of_schemas(&json!({"A": plain})));
        assert_eq!(old, new, "{keyword}");
        assert!(new.iter().all(|line| !line.contains("A2")), "{new:#?}");
    }
}

#[test]
fn a_list_of_one_constant_gets_a_second_one() {
    let a = json!({"type": "object", "properties": {"layout": {"$ref": "#/components/schemas/Layout"}}});
    let layout = |count: usize| {
        let all = [json!({"title": "PLAIN", "const": 1}), json!({"title": "WIDE", "const": 2})];
        json!({"oneOf": all.get(..count).unwrap()})
    };
    let old = of_schemas(&json!({"A": a, "Layout": layout(1)}));
    let (old, new) = regenerated(&old, &of_schemas(&json!({"A": a, "Layout": layout(2)})));
    assert_eq!(gone(&old, &new), Vec::<String>::new());
    assert_eq!(gone(&new, &old), ["types::Layout::Wide variant // wire \"2\""]);
}

#[test]
fn words_about_a_media_type_change_no_type() {
    let schema = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let document = |xml: &Value| {
        let mut document = of_schemas(&json!({"A": {"type": "object"}}));
        let content = json!({"application/json": {"schema": schema}, "application/xml": {"schema": xml}});
        document["paths"]["/a"]["get"]["responses"]["200"]["content"] = content;
        document
    };
    for (key, text) in [("title", "As XML"), ("description", "As XML"), ("xml", "a")] {
        let mut xml = schema.clone();
        xml[key] = match key {
            "xml" => json!({"name": text}),
            _ => json!(text),
        };
        let (old, new) = regenerated(&document(&schema), &document(&xml));
        assert_eq!(old, new, "{key}");
    }
}

#[test]
fn a_webhook_that_nothing_tells_leaves_the_event_of_the_others() {
    let payload = |kind: &str| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "const": kind}}});
    let hook = |schema: Value| json!({"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}, "responses": {"204": {"description": ""}}}});
    let document = |hooks: &[(&str, Value)]| {
        let hooks = hooks.iter().map(|(name, schema)| ((*name).to_owned(), hook(schema.clone())));
        let hooks = Value::Object(hooks.collect());
        json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "webhooks": hooks})
    };
    let told = [("born", payload("born")), ("gone", payload("gone"))];
    let ping = ("ping", json!({"type": "object", "properties": {"at": {"type": "string"}}}));
    let all = [told[0].clone(), told[1].clone(), ping.clone()];
    let (old, new) = regenerated(&document(&told), &document(&all));
    assert!(old.iter().any(|line| line.starts_with("types::WebhookEvent tagged union")));
    assert_eq!(gone(&old, &new), Vec::<String>::new());
    let fresh = lines(&generated(&document(&all), Lock::default()));
    assert!(fresh.iter().all(|line| !line.contains("WebhookEvent")), "{fresh:#?}");
}
