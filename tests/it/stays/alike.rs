//! What an operation describes twice, and what stands beside its tag.

use serde_json::{Value, json};

use super::{gone, of_schemas, regenerated};

/// An operation whose body and response are described in place, and two errors.
fn described_twice(body: &Value, response: &Value, errors: [&Value; 2]) -> Value {
    let content = |schema: &Value| json!({"application/json": {"schema": schema}});
    let answer = |schema: &Value| json!({"description": "", "content": content(schema)});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"put": {
            "operationId": "putA",
            "requestBody": {"required": true, "content": content(body)},
            "responses": {"200": answer(response), "400": answer(errors[0]), "404": answer(errors[1])},
        }}},
    })
}

#[test]
fn what_an_operation_describes_twice_is_one_type_until_it_differs() {
    let pet = |more: Value| {
        let mut pet = json!({"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "owner": {"type": "object", "properties": {"id": {"type": "string"}}}}});
        pet["properties"]
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        pet
    };
    let (plain, longer) = (pet(json!({})), pet(json!({"age": {"type": "integer"}})));
    let error = json!({"type": "object", "properties": {"message": {"type": "string"}}});
    let old = described_twice(&plain, &plain, [&error, &error]);
    let (old, new) = regenerated(&old, &described_twice(&plain, &longer, [&error, &error]));
    for line in [
        "types::PutAResponse type: types::PutABody",
        "types::PutAResponseOwner type: types::PutABodyOwner",
        "types::PutANotFound type: types::PutABadRequest",
    ] {
        assert!(old.contains(&line.to_owned()), "{line}\n{old:#?}");
    }
    let (response, owner) = (
        "types::PutAResponse type: types::PutABody",
        "types::PutAResponseOwner type: types::PutABodyOwner",
    );
    assert_eq!(gone(&old, &new), [response, owner], "{new:#?}");
    for line in [
        "types::PutAResponse struct",
        "types::PutAResponse::new fn(name: impl Into<String>) -> Self",
        "types::PutAResponse::age field: Option<i64> // wire \"age\"",
        "types::PutAResponseOwner struct + Default",
        "types::PutAResponseOwner::new fn() -> Self",
        "types::PutANotFound type: types::PutABadRequest",
    ] {
        assert!(new.contains(&line.to_owned()), "{line}\n{new:#?}");
    }
}

#[test]
fn types_that_become_alike_stay_two() {
    let pet = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    let longer = json!({"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}});
    let error = json!({"type": "object", "properties": {"message": {"type": "string"}}});
    let old = described_twice(&longer, &pet, [&error, &pet]);
    let (old, new) = regenerated(&old, &described_twice(&longer, &longer, [&error, &error]));
    assert!(old.contains(&"types::PutAResponse struct".to_owned()), "{old:#?}");
    for name in ["PutABody", "PutAResponse", "PutABadRequest"] {
        assert!(
            new.iter()
                .any(|line| line.starts_with(&format!("types::{name} struct"))),
            "{new:#?}"
        );
    }
}

#[test]
fn a_payload_beside_its_tag_stays_what_it_is() {
    let member = |tag: &str, content: Value| json!({"type": "object", "required": ["t", "c"], "properties": {"t": {"const": tag}, "c": content}});
    let document = |more: Vec<Value>| {
        let mut members = vec![
            member("Named", json!({"type": "string"})),
            member(
                "Moved",
                json!({"type": "object", "properties": {"x": {"type": "integer"}}}),
            ),
            json!({"type": "object", "required": ["t"], "properties": {"t": {"const": "Done"}}}),
        ];
        members.extend(more);
        of_schemas(&json!({"A": {"oneOf": members}}))
    };
    let (old, new) = regenerated(
        &document(vec![]),
        &document(vec![member("Sized", json!({"type": "integer"}))]),
    );
    assert_eq!(gone(&old, &new), Vec::<String>::new());
    for line in [
        "types::A::Named variant: String // tag \"\\\"Named\\\"\", in \"c\"",
        "types::A::Moved variant: types::AMoved // tag \"\\\"Moved\\\"\", in \"c\"",
    ] {
        assert!(new.contains(&line.to_owned()), "{line}\n{new:#?}");
    }
    // A client that had structs keeps them.
    let titled = of_schemas(&json!({"A": {"oneOf": [
        {"type": "object", "required": ["t", "c"], "properties": {"t": {"const": "Named"}, "c": {"type": "string"}, "later": {"type": "string"}}},
        member("Moved", json!({"type": "integer"})),
    ]}}));
    let plain = of_schemas(
        &json!({"A": {"oneOf": [member("Named", json!({"type": "string"})), member("Moved", json!({"type": "integer"}))]}}),
    );
    let (_, new) = regenerated(&titled, &plain);
    assert!(
        new.contains(&"types::A::Named variant: types::ANamed // tag \"\\\"Named\\\"\"".to_owned()),
        "{new:#?}"
    );
}
