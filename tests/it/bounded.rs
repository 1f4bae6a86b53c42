//! What a short document stands for is bounded: what is copied is counted, and what leads back to itself ends.

use clientwright::Generated;
use clientwright::diagnostic::Code;
use clientwright_tests::generate;
use serde_json::{Map, Value, json};

fn of(document: &Value) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.json");
    std::fs::write(&path, document.to_string()).unwrap();
    generate(&path, "document.json")
}

fn codes(generated: &Generated) -> Vec<Code> {
    generated.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn document(paths: Value, components: Value) -> Value {
    json!({"openapi": "3.1.0", "info": {"title": "Case", "version": "1"}, "paths": paths, "components": components})
}

fn members(size: usize, member: impl Fn(usize) -> (String, Value)) -> Value {
    Value::Object((0..size).map(member).collect::<Map<_, _>>())
}

fn is_refused(document: &Value) {
    let generated = of(document);
    assert!(generated.files.is_none());
    let refusals = generated
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::TooLarge);
    let helps: Vec<bool> = refusals.map(|diagnostic| diagnostic.help.is_some()).collect();
    assert_eq!(helps, [true]);
}

#[test]
fn large_path_items_are_not_copied_without_end() {
    let parameters: Vec<Value> = (0..2_000)
        .map(|index| json!({"name": format!("p{index}"), "in": "query", "schema": {"type": "string"}}))
        .collect();
    let large = json!({"get": {"parameters": parameters, "responses": {"204": {"description": "Done."}}}});
    let paths = members(200, |index| {
        (format!("/p{index}"), json!({"$ref": "#/components/pathItems/Large"}))
    });
    is_refused(&document(paths, json!({"pathItems": {"Large": large}})));
}

/// As many operations, each with the members.
fn operations(size: usize, members_of_each: &Value) -> Value {
    members(size, |index| {
        let mut operation = json!({"responses": {"204": {"description": "Done."}}});
        for (key, value) in members_of_each.as_object().into_iter().flatten() {
            operation[key] = value.clone();
        }
        (format!("/p{index}"), json!({"post": operation}))
    })
}

fn large_object() -> Value {
    let properties = members(1_000, |index| (format!("p{index}"), json!({"type": "string"})));
    json!({"type": "object", "properties": properties})
}

#[test]
fn types_of_large_webhooks_are_not_copied_without_end() {
    let post = json!({"requestBody": {"content": {"application/json": {"schema": large_object()}}}});
    let components = json!({"pathItems": {"Large": {"post": post}}});
    let mut document = document(json!({}), components);
    document["webhooks"] = members(1_000, |index| {
        (format!("hook{index}"), json!({"$ref": "#/components/pathItems/Large"}))
    });
    is_refused(&document);
}

#[test]
fn large_forms_are_not_copied_without_end() {
    for media_type in ["application/x-www-form-urlencoded", "multipart/form-data"] {
        let body = json!({"content": {media_type: {"schema": large_object()}}});
        let uses = json!({"requestBody": {"$ref": "#/components/requestBodies/Large"}});
        is_refused(&document(
            operations(1_000, &uses),
            json!({"requestBodies": {"Large": body}}),
        ));
    }
}

#[test]
fn large_security_is_not_copied_without_end() {
    let scheme = |index| json!({"type": "apiKey", "in": "header", "name": format!("X-Key-{index}")});
    let schemes = members(1_000, |index| (format!("key{index}"), scheme(index)));
    let security: Vec<Value> = (0..1_000).map(|index| json!({format!("key{index}"): []})).collect();
    let mut document = document(operations(1_000, &json!({})), json!({"securitySchemes": schemes}));
    document["security"] = json!(security);
    is_refused(&document);
}

#[test]
fn long_words_are_not_copied_without_end() {
    for key in ["description", "pattern", "title", "example", "default"] {
        let mut schemas = members(1_000, |index| {
            let properties = json!({"p": {"$ref": "#/components/schemas/Large"}});
            (format!("S{index}"), json!({"type": "object", "properties": properties}))
        });
        schemas["Large"] = json!({"type": "string", key: "word ".repeat(4_000)});
        is_refused(&document(json!({}), json!({"schemas": schemas})));
    }
}

#[test]
fn many_variables_of_an_address_do_not_repeat_it() {
    let url: String = (0..2_000).map(|index| format!("/{{v{index}}}")).collect();
    let variables = members(2_000, |index| {
        (format!("v{index}"), json!({"default": "a", "enum": ["a", "b"]}))
    });
    let mut document = document(operations(1, &json!({})), json!({}));
    document["servers"] = json!([{"url": format!("https://example.com{url}"), "variables": variables}]);
    let generated = of(&document);
    assert!(generated.files.is_some());
    assert!(format!("{:?}", generated.lock).len() < 10_000_000);
}

#[test]
fn large_parents_are_not_copied_without_end() {
    let properties = members(1_000, |index| (format!("p{index}"), json!({"type": "string"})));
    let mut schemas = members(1_000, |index| {
        let own = json!({"type": "object", "properties": {format!("q{index}"): {"type": "string"}}});
        (
            format!("S{index}"),
            json!({"allOf": [{"$ref": "#/components/schemas/Large"}, own]}),
        )
    });
    schemas["Large"] = json!({"type": "object", "properties": properties});
    is_refused(&document(json!({}), json!({"schemas": schemas})));
}

#[test]
fn properties_that_hold_themselves_end() {
    let inner = json!({"type": "object", "properties": {"$ref": "#/components/schemas/S/properties"}});
    let schemas = json!({"S": {"type": "object", "properties": {"p": inner}}});
    assert!(codes(&of(&document(json!({}), json!({"schemas": schemas})))).contains(&Code::CyclicRef));
}

#[test]
fn templates_that_bind_themselves_end() {
    let bound = json!({"$dynamicAnchor": "x", "type": "string"});
    let again = json!({"$ref": "#/components/schemas/T", "$defs": {"x": bound}});
    let template = json!({"type": "object", "properties": {"p": again, "q": {"$dynamicRef": "#x"}}});
    let schemas = json!({"T": template, "S": {"type": "object", "properties": {"p": again}}});
    let generated = of(&document(json!({}), json!({"schemas": schemas})));
    assert_ne!(generated.files.is_some(), generated.diagnostics.has_errors());
}

#[test]
fn long_chains_of_references_are_followed() {
    let mut schemas = members(2_000, |index| {
        (
            format!("S{index}"),
            json!({"$ref": format!("#/components/schemas/S{}", index + 1)}),
        )
    });
    schemas["S2000"] = json!({"type": "string"});
    let generated = of(&document(json!({}), json!({"schemas": schemas})));
    assert!(generated.files.is_some());
    assert!(!codes(&generated).contains(&Code::UnresolvedRef));
}

#[test]
fn what_holds_itself_with_more_demands_is_one_type() {
    let reference = || json!({"$ref": "#/components/schemas/A"});
    let demands = json!({"$ref": "#/components/schemas/A", "required": ["next"]});
    let members = json!({"allOf": [reference(), {"type": "object", "properties": {"more": {"type": "string"}}}]});
    for next in [
        demands.clone(),
        json!({"type": "array", "items": demands}),
        members.clone(),
        json!({"type": "object", "additionalProperties": members}),
        json!({"oneOf": [members, {"type": "string"}]}),
    ] {
        let schemas = json!({"A": {"type": "object", "properties": {"next": next}}});
        let generated = of(&document(json!({}), json!({"schemas": schemas})));
        assert!(
            generated.facts.is_some_and(|facts| (2..=5).contains(&facts.types)),
            "{next}"
        );
    }
}

#[test]
fn long_lists_of_values_are_no_enums() {
    let lists: [fn(usize) -> Value; 3] = [
        |index| json!(format!("value{index}")),
        |index| json!(index),
        |index| json!(index as f64 + 0.5),
    ];
    let schemas = members(lists.len(), |position| {
        let values: Vec<Value> = (0..30_001)
            .filter_map(|index| Some(lists.get(position)?(index)))
            .collect();
        let property = json!({"enum": values, "default": values.first()});
        (
            format!("S{position}"),
            json!({"type": "object", "properties": {"p": property}}),
        )
    });
    let generated = of(&document(json!({}), json!({"schemas": schemas})));
    let unsupported = codes(&generated).into_iter().filter(|code| *code == Code::Unsupported);
    assert_eq!(unsupported.count(), lists.len());
    let files = generated.files.unwrap().0;
    for (file, ty) in [("s0", "String"), ("s1", "i64"), ("s2", "f64")] {
        let text = &files[&format!("src/types/{file}.rs")];
        assert!(text.contains(&format!("pub p: Option<{ty}>")), "{text}");
    }
}

#[test]
fn items_of_ten_thousand_parts_are_refused() {
    let text = || json!({"type": "string"});
    let named = |index: usize| (format!("p{index}"), text());
    let done = json!({"204": {"description": "Done."}});
    let parameters: Vec<Value> = (0..10_001)
        .map(|index| json!({"name": format!("p{index}"), "in": "query", "schema": text()}))
        .collect();
    let headers = members(10_001, |index| (format!("h{index}"), json!({"schema": text()})));
    let answers = json!({"204": {"description": "Done.", "headers": headers}});
    let variables = members(10_001, |index| (format!("v{index}"), json!({"default": "a"})));
    let url: String = (0..10_001).map(|index| format!("/{{v{index}}}")).collect();
    let paths = |get: Value| json!({"/one": {"get": get}});
    let of_object = |size| {
        let schema = json!({"type": "object", "properties": members(size, named)});
        document(paths(json!({"responses": done})), json!({"schemas": {"S": schema}}))
    };
    let mut of_servers = document(paths(json!({"responses": done})), json!({}));
    of_servers["servers"] = json!([{"url": url, "variables": variables}]);
    is_refused(&of_object(10_001));
    is_refused(&document(
        paths(json!({"parameters": parameters, "responses": done})),
        json!({}),
    ));
    is_refused(&document(paths(json!({"responses": answers})), json!({})));
    is_refused(&of_servers);
    assert!(of(&of_object(1_000)).files.is_some());
}

#[test]
fn more_operations_or_schemas_than_anybody_has_are_refused() {
    let empty = |prefix: &'static str| move |index: usize| (format!("{prefix}{index}"), json!({}));
    let many = 50_001;
    is_refused(&document(json!({}), json!({"schemas": members(many, empty("S"))})));
    let paths = members(many, |index| (format!("/p{index}"), json!({"get": {}})));
    is_refused(&document(paths, json!({})));
    let object = json!({"properties": members(6_000, |index| (format!("p{index}"), json!({"enum": ["a"]})))});
    let schemas = members(10, |index| (format!("S{index}"), object.clone()));
    is_refused(&document(json!({}), json!({"schemas": schemas})));
    let tagged = |index: usize| (format!("/p{index}"), json!({"get": {"tags": [format!("t{index}")]}}));
    is_refused(&document(members(20_001, tagged), json!({})));
}

#[test]
fn operations_and_types_and_tags_count_together() {
    let object = |index: usize| (format!("S{index}"), json!({"properties": {"p": {"enum": ["a"]}}}));
    let tagged = |index: usize| {
        (
            format!("/p{index}"),
            json!({"get": {"tags": [format!("t{}", index % 10_001)]}}),
        )
    };
    let schemas = json!({"schemas": members(10_000, object)});
    is_refused(&document(members(20_000, tagged), schemas));
    let operation = |index: usize| (format!("/p{index}"), json!({"get": {}}));
    let schemas = json!({"schemas": members(25_001, |index| (format!("S{index}"), json!({})))});
    is_refused(&document(members(25_000, operation), schemas));
}

#[test]
fn webhooks_count_before_they_are_read() {
    let mut many = document(json!({}), json!({}));
    many["webhooks"] = members(50_001, |index| (format!("w{index}"), json!({"post": {}})));
    let diagnostics = of(&many).diagnostics;
    let messages: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert!(
        messages.contains(&"more than 50000 operations and schemas"),
        "{:?}",
        messages.last()
    );
}
