//! Arguments keep their places.

use clientwright::names::Lock;
use serde_json::{Value, json};

use super::Folder;

/// A document whose one operation takes these parameters and this body, of these media types.
fn document(parameters: &Value, media_types: &[&str], body: &Value) -> Value {
    let content = |media_type: &&str| ((*media_type).to_owned(), json!({ "schema": body }));
    let content: serde_json::Map<String, Value> = media_types.iter().map(content).collect();
    json!({
        "openapi": "3.0.3", "info": { "title": "Case", "version": "1" },
        "paths": { "/a/{x}/{y}": { "post": {
            "operationId": "add", "parameters": parameters,
            "requestBody": { "required": true, "content": content }, "responses": { "204": { "description": "" } },
        } } },
    })
}

fn login(properties: &[&str], required: &[&str]) -> Value {
    let properties = properties
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "type": "string" })));
    let properties: serde_json::Map<String, Value> = properties.collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn path() -> Value {
    let in_path = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    json!([in_path("x"), in_path("y")])
}

/// What the arguments are after each of the bodies, one run after another.
fn runs(bodies: &[Value], media_type: &str, function: &str) -> Vec<Vec<String>> {
    let folder = Folder::new();
    let mut lock = Lock::default();
    let mut found = Vec::new();
    for body in bodies {
        let client = folder.client(&document(&path(), &[media_type], body), &lock);
        found.push(client.arguments.get(function).cloned().unwrap_or_default());
        lock = client.lock;
    }
    found
}

const JSON: &str = "application/json";

#[test]
fn properties_that_change_places_leave_the_arguments_of_new_where_they_are() {
    let bodies = [
        login(&["email", "password"], &["email", "password"]),
        login(&["password", "email"], &["password", "email"]),
    ];
    for media_type in [JSON, "application/x-www-form-urlencoded", "multipart/form-data"] {
        let found = runs(&bodies, media_type, "AddBody::new");
        assert_eq!(found, [["email", "password"], ["email", "password"]], "{media_type}");
    }
}

#[test]
fn the_arguments_of_a_form_with_files_stay_as_well() {
    let with_file = |names: &[&str]| {
        let mut body = login(names, names);
        if let Some(format) = body.pointer_mut("/properties/photo") {
            *format = json!({ "type": "string", "format": "binary" });
        }
        body
    };
    let bodies = [
        with_file(&["label", "photo", "note"]),
        with_file(&["note", "photo", "label"]),
    ];
    let found = runs(&bodies, "multipart/form-data", "AddForm::new");
    assert_eq!(found, [["label", "photo", "note"], ["label", "photo", "note"]]);
}

#[test]
fn what_is_required_anew_comes_last_and_what_comes_back_is_new() {
    let all = ["a", "b", "c"];
    let bodies = [
        login(&all, &["b"]),
        login(&all, &["b", "a"]),
        login(&all, &["a", "b", "c"]),
        login(&all, &["b", "c"]),
        login(&all, &["a", "b", "c"]),
    ];
    let found = runs(&bodies, JSON, "AddBody::new");
    assert_eq!(
        found,
        [
            vec!["b"],
            vec!["b", "a"],
            vec!["b", "a", "c"],
            vec!["b", "c"],
            vec!["b", "c", "a"]
        ]
    );
}

#[test]
fn a_property_of_all_members_keeps_its_place_when_members_change_places() {
    let members =
        |first: &str, second: &str| json!({ "allOf": [login(&[first], &[first]), login(&[second], &[second])] });
    let found = runs(&[members("a", "b"), members("b", "a")], JSON, "AddBody::new");
    assert_eq!(found, [["a", "b"], ["a", "b"]]);
}

#[test]
fn parameters_that_change_places_leave_the_arguments_where_they_are() {
    let folder = Folder::new();
    let parameter = |name: &str, place: &str, required: bool| json!({ "name": name, "in": place, "required": required, "schema": { "type": "string" } });
    let first = json!([
        parameter("from", "query", true),
        parameter("x", "path", true),
        parameter("y", "path", true),
        parameter("from", "header", true),
        parameter("to", "query", false),
    ]);
    let then = json!([
        parameter("to", "query", true),
        parameter("from", "header", true),
        parameter("y", "path", true),
        parameter("x", "path", true),
        parameter("from", "query", true),
    ]);
    let media_types = [JSON, "application/merge-patch+json"];
    let before = folder.client(&document(&first, &media_types, &login(&["a"], &[])), &Lock::default());
    let after = folder.client(&document(&then, &media_types, &login(&["a"], &[])), &before.lock);
    let line = |client: &super::Client| {
        let text = client.lock.text();
        let mut lines = text
            .lines()
            .filter_map(|line| line.strip_prefix("\"post /a/{x}/{y}\" = ["));
        lines.next().unwrap_or_default().to_owned()
    };
    assert_eq!(line(&before), r#""from", "x", "y", "from header"]"#);
    assert_eq!(line(&after), r#""from", "x", "y", "from header", "to"]"#);
    let places = |client: &super::Client| client.arguments.get("untagged::add").cloned().unwrap_or_default();
    assert_eq!(places(&after).get(..4), Some(places(&before).as_slice()));
}

#[test]
fn a_lock_without_orders_takes_them_from_the_document() {
    let folder = Folder::new();
    let first = folder.client(
        &document(&path(), &[JSON], &login(&["a", "b"], &["a", "b"])),
        &Lock::default(),
    );
    let text = first.lock.text();
    let tables = text.split("\n\n");
    let old: Vec<&str> = tables
        .filter(|table| !table.starts_with("[arguments]") && !table.starts_with("[new]"))
        .collect();
    assert!(old.len() < text.split("\n\n").count(), "{text}");
    let path_of_lock = folder.0.path().join("clientwright.lock");
    std::fs::write(&path_of_lock, old.join("\n\n")).unwrap();
    let old = clientwright::config::read_lock(&path_of_lock).unwrap();
    let then = document(&path(), &[JSON], &login(&["b", "a"], &["b", "a"]));
    let client = folder.client(&then, &old);
    assert_eq!(client.arguments.get("AddBody::new").unwrap(), &["b", "a"]);
    assert!(
        client.lock.text().contains("\n\"add() body\" = [\"b\", \"a\"]\n"),
        "{}",
        client.lock.text()
    );
}
