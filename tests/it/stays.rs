//! What stays although the document says it otherwise: types that become a reference, or get a second member, the event of
//! webhooks that are no longer all told apart, and the methods of operations that get another tag.

mod alike;

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

/// How many operations have errors in common with others.
fn shared_errors(generated: &Generated) -> usize {
    let files = &generated.files.as_ref().unwrap().0;
    files["src/api/t.rs"].matches("errors::Of<").count()
}

#[test]
fn errors_of_an_operation_that_had_an_enum_of_its_own_stay_so_and_those_that_differ_get_one() {
    let operation = |statuses: &[&str]| {
        let mut responses = json!({"204": {"description": ""}});
        for status in statuses {
            responses[*status] = json!({"description": ""});
        }
        json!({"tags": ["t"], "responses": responses})
    };
    let document = |operations: &[(&str, &[&str])]| {
        let mut paths = json!({});
        for (path, statuses) in operations {
            paths[*path] = json!({"get": operation(statuses)});
        }
        json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths})
    };
    let first = generated(&document(&[("/a", &["404"]), ("/b", &["409"])]), Lock::default());
    assert_eq!(shared_errors(&first), 0);
    let alike = document(&[("/a", &["404"]), ("/b", &["404"]), ("/c", &["404"]), ("/d", &["404"])]);
    let second = generated(&alike, first.lock.clone().unwrap());
    assert_eq!(shared_errors(&second), 2, "the new ones alone");
    let third = generated(&alike, second.lock.clone().unwrap());
    assert_eq!(second.files.as_ref().unwrap().0, third.files.as_ref().unwrap().0);
    let relocked = generated(&alike, Lock::default());
    assert_eq!(shared_errors(&relocked), 4);
    let more = document(&[
        ("/a", &["404"]),
        ("/b", &["404"]),
        ("/c", &["404", "410"]),
        ("/d", &["404"]),
    ]);
    let fourth = generated(&more, relocked.lock.clone().unwrap());
    assert_eq!(shared_errors(&fourth), 3);
    let kept = gone(&lines(&relocked), &lines(&fourth));
    assert_eq!(
        kept,
        Vec::<String>::new(),
        "an alias becomes an enum, which has all that it had"
    );
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
fn what_is_in_a_type_that_becomes_a_reference_keeps_its_names() {
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    let level = json!({"type": "string", "enum": ["low", "high"]});
    let address = object(json!({"country": {"type": "string", "enum": ["at", "ch"]}}));
    let owner = |address: Value| object(json!({"levels": {"type": "array", "items": level}, "address": address}));
    let a = |owner: Value| object(json!({"owner": owner, "level": level}));
    let old = of_schemas(&json!({"A": a(owner(address.clone()))}));
    let new = of_schemas(&json!({
        "A": a(json!({"$ref": "#/components/schemas/Owner"})),
        "Owner": owner(json!({"$ref": "#/components/schemas/Address"})),
        "Address": address,
    }));
    let (_, new) = regenerated(&old, &new);
    for (former, now) in [
        ("AOwner", "Owner"),
        ("AOwnerLevel", "OwnerLevel"),
        ("AOwnerAddress", "Address"),
        ("AOwnerAddressCountry", "AddressCountry"),
    ] {
        let line = format!("types::{former} type: types::{now} // deprecated");
        assert!(new.contains(&line), "{line} is missing in {new:#?}");
    }
    assert!(new.contains(&"types::ALevel open string enum".to_owned()), "{new:#?}");
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
        let all = [
            json!({"title": "PLAIN", "const": 1}),
            json!({"title": "WIDE", "const": 2}),
        ];
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
        let hooks = hooks
            .iter()
            .map(|(name, schema)| ((*name).to_owned(), hook(schema.clone())));
        let hooks = Value::Object(hooks.collect());
        json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "webhooks": hooks})
    };
    let told = [("born", payload("born")), ("gone", payload("gone"))];
    let ping = (
        "ping",
        json!({"type": "object", "properties": {"at": {"type": "string"}}}),
    );
    let all = [told[0].clone(), told[1].clone(), ping.clone()];
    let (old, new) = regenerated(&document(&told), &document(&all));
    assert!(
        old.iter()
            .any(|line| line.starts_with("types::WebhookEvent tagged union"))
    );
    assert_eq!(gone(&old, &new), Vec::<String>::new());
    let fresh = lines(&generated(&document(&all), Lock::default()));
    assert!(fresh.iter().all(|line| !line.contains("WebhookEvent")), "{fresh:#?}");
}

/// A document of these operations: a path of its own, and the tags.
fn of_operations(operations: &[(&str, &[&str])]) -> Value {
    let paths = operations.iter().map(|(path, tags)| {
        let parameters = json!([{"name": "limit", "in": "query", "schema": {"type": "integer"}}]);
        let message = json!({"type": "object", "properties": {"message": {"type": "string"}}});
        let content = json!({"application/json": {"schema": message}, "text/event-stream": {"schema": message}});
        let body = json!({"required": true, "content": {"application/json": {"schema": message}, "text/plain": {"schema": {"type": "string"}}}});
        let header = json!({"X-Rate": {"schema": {"type": "integer"}}});
        let responses = json!({
            "200": {"description": "", "headers": header, "content": content},
            "404": {"description": "", "content": {"application/json": {"schema": message}}},
        });
        let operation = json!({"tags": tags, "parameters": parameters, "requestBody": body, "responses": responses});
        ((*path).to_owned(), json!({"post": operation}))
    });
    let paths: serde_json::Map<String, Value> = paths.collect();
    json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths})
}

/// The paths of items, without their fields and setters: an alias has those of its target.
fn named(lines: &[String]) -> Vec<&str> {
    let kept = lines
        .iter()
        .filter(|line| !line.contains(" setter(") && !line.contains(" variant"));
    let kept = kept.filter(|line| !line.contains("Headers::"));
    kept.filter_map(|line| line.split([' ', '(']).next()).collect()
}

fn lacking<'o>(old: &'o [String], new: &[String]) -> Vec<&'o str> {
    let now = named(new);
    named(old).into_iter().filter(|path| !now.contains(path)).collect()
}

#[test]
fn an_operation_that_gets_another_tag_is_called_by_its_old_names_as_well() {
    let other = ("/b", ["kept"].as_slice());
    let states: [&[&str]; 4] = [&[], &["first"], &["second", "first"], &["kept"]];
    for before in states {
        for now in states.into_iter().filter(|now| *now != before) {
            let (old, new) = regenerated(
                &of_operations(&[("/a", before), other]),
                &of_operations(&[("/a", now), other]),
            );
            assert_eq!(lacking(&old, &new), Vec::<&str>::new(), "{before:?} to {now:?}");
            let moved = old.iter().filter(|line| line.contains("post_a"));
            for line in moved.filter(|line| line.contains(" method(")) {
                let path = line.split(" method(").next().unwrap();
                let mut now = new.iter().filter(|line| line.starts_with(&format!("{path} method(")));
                assert!(now.all(|line| line.ends_with(", deprecated")), "{path}");
            }
        }
    }
}

#[test]
fn old_names_of_operations_stay_until_they_are_back() {
    let document = |tag: &str| of_operations(&[("/a", &[tag])]);
    let first = generated(&document("first"), Lock::default());
    let second = generated(&document("second"), first.lock.clone().unwrap());
    let third = generated(&document("third"), second.lock.clone().unwrap());
    for (old, new) in [(&first, &third), (&second, &third)] {
        assert_eq!(lacking(&lines(old), &lines(new)), Vec::<&str>::new());
    }
    let back = lines(&generated(&document("first"), third.lock.clone().unwrap()));
    assert_eq!(gone(&lines(&first), &back), Vec::<String>::new());
    assert_eq!(lacking(&lines(&third), &back), Vec::<&str>::new());
}

#[test]
fn tags_that_are_one_word_in_rust_are_one_handle() {
    let (old, new) = regenerated(
        &of_operations(&[("/a", &["my-things"])]),
        &of_operations(&[("/a", &["My things"])]),
    );
    let plain =
        |lines: &[String]| -> Vec<String> { lines.iter().filter(|line| !line.contains("// tag")).cloned().collect() };
    assert_eq!(plain(&old), plain(&new));
}

#[test]
fn a_newcomer_takes_no_old_name_of_an_operation() {
    let old = of_operations(&[("/runtime", &[])]);
    let mut new = of_operations(&[("/runtime", &["post runtime"]), ("/c", &[])]);
    new["paths"]["/c"]["post"]["operationId"] = json!("postRuntime");
    let (old, new) = regenerated(&old, &new);
    assert_eq!(lacking(&old, &new), Vec::<&str>::new());
    assert!(
        new.iter()
            .any(|line| line.starts_with("Client::post_runtime method(body:") && line.contains("deprecated")),
        "{new:#?}"
    );
}

#[test]
fn a_configured_old_name_stays_when_the_operation_gets_a_tag() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.json");
    let config = folder.path().join("clientwright.toml");
    std::fs::write(
        &config,
        "spec = 'case.json'\n[renamed]\n'Client.send_a' = 'Client.post_a'\n",
    )
    .unwrap();
    let mut lock = Lock::default();
    for tags in [[].as_slice(), &["first"]] {
        std::fs::write(&path, of_operations(&[("/a", tags)]).to_string()).unwrap();
        let options = clientwright::Config::from_file(&config)
            .unwrap()
            .options("case.json".to_owned())
            .after(lock);
        let document = path.clone();
        let generated = with_deep_stack(move || clientwright::generate(&document, &options));
        let lines = lines(&generated);
        assert!(
            lines.iter().any(|line| line.starts_with("Client::send_a method(")),
            "{lines:#?}"
        );
        lock = generated.lock.unwrap();
    }
}

#[test]
fn a_promise_of_the_server_takes_nothing_from_callers() {
    let nested =
        json!({"type": "object", "required": ["at"], "properties": {"at": {"type": "string", "format": "date-time"}}});
    let state = json!({"type": "string", "enum": ["on", "off"]});
    for promised in [
        json!({"type": "string"}),
        nested,
        state,
        json!({"type": "array", "items": {"type": "string"}}),
    ] {
        let old = of_schemas(&json!({"A": {"type": "object", "properties": {"id": {"type": "string"}}}}));
        let mut new = old.clone();
        new["components"]["schemas"]["A"]["properties"]["more"] = promised.clone();
        new["components"]["schemas"]["A"]["required"] = json!(["more"]);
        let (old, new) = regenerated(&old, &new);
        assert_eq!(gone(&old, &new), Vec::<String>::new(), "{promised}");
    }
}

/// An operation that sends a form of this schema, and whatever else the document has.
fn sending(schema: &Value, more: &Value) -> Value {
    let content = json!({"multipart/form-data": {"schema": schema}});
    let responses = json!({"204": {"description": ""}});
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": {"operationId": "sendA", "requestBody": {"required": true, "content": content}, "responses": responses}}},
        "components": {"schemas": {}},
    });
    for (path, value) in more.as_object().unwrap() {
        *document.pointer_mut(path).unwrap() = value.clone();
    }
    document
}

#[test]
fn a_form_that_gets_a_file_stays_the_type_that_it_is() {
    let plain = json!({"type": "object", "properties": {"id": {"type": "string"}, "kind": {"type": "string", "enum": ["x", "y"]}}});
    let mut photo = plain.clone();
    photo["properties"]["photo"] = json!({"type": "string", "format": "binary"});
    let reference = json!({"$ref": "#/components/schemas/A"});
    let component = |schema: &Value| sending(&reference, &json!({"/components/schemas": {"A": schema}}));
    for (old, new) in [
        (component(&plain), component(&photo)),
        (sending(&plain, &json!({})), sending(&photo, &json!({}))),
    ] {
        let (old, new) = regenerated(&old, &new);
        assert_eq!(gone(&old, &new), Vec::<String>::new());
        let added = gone(&new, &old);
        assert!(added.iter().all(|line| line.contains("::photo ")), "{added:#?}");
    }
}

#[test]
fn a_schema_that_is_no_form_alone_stays_json() {
    let schema = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let reference = json!({"$ref": "#/components/schemas/A"});
    let content = json!({"application/json": {"schema": reference}});
    let read = json!({"200": {"description": "", "content": content}});
    let holder = json!({"A": schema, "B": {"allOf": [reference]}});
    for more in [
        json!({"/components/schemas": {"A": schema}, "/paths/~1a/post/responses": read}),
        json!({"/components/schemas": holder}),
    ] {
        let lines = lines(&generated(&sending(&reference, &more), Lock::default()));
        assert!(lines.contains(&"types::A struct + Default".to_owned()), "{lines:#?}");
    }
}

#[test]
fn equal_headers_of_operations_have_a_name_each_in_any_order() {
    let forward = of_operations(&[("/a", &["x"]), ("/b", &["x"]), ("/c", &["x"])]);
    let (before, back) = regenerated(
        &forward,
        &of_operations(&[("/c", &["x"]), ("/b", &["x"]), ("/a", &["x"])]),
    );
    assert_eq!(before, back);
    let mut more = forward.clone();
    more["paths"]["/a"]["post"]["responses"]["200"]["headers"]["X-More"] = json!({"schema": {"type": "integer"}});
    let (before, grown) = regenerated(&forward, &more);
    assert_eq!(gone(&before, &grown), Vec::<String>::new());
    for name in ["PostA", "PostB", "PostC"] {
        let line = format!("api::x::{name}Headers headers");
        assert!(grown.contains(&line), "{line}: {grown:#?}");
    }
}
