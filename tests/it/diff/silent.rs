//! Changes that compile and mean something else.

use clientwright::diff::Verdict;
use serde_json::{Value, json};

use super::{assert_found, document, found, giving, object, report, report_anew, sending, text};

#[test]
fn arguments_of_equal_types_that_are_reordered() {
    let schemas = |order: [&str; 2]| {
        let properties: serde_json::Map<String, Value> =
            order.iter().map(|name| ((*name).to_owned(), text())).collect();
        json!({ "A": { "type": "object", "required": order, "properties": properties } })
    };
    let (old, new) = (
        sending(&schemas(["email", "password"])),
        sending(&schemas(["password", "email"])),
    );
    assert_found(&report(&old, &new), &[]);
    let anew = report_anew(&old, &new);
    assert_found(&anew, &["arguments-reordered types::A::new"]);
    assert_eq!(anew.verdict(), Verdict::Major);
}

#[test]
fn parameters_of_equal_types_that_are_reordered() {
    let operation = |names: [&str; 2]| {
        let parameters = names.map(|name| json!({ "name": name, "in": "query", "required": true, "schema": text() }));
        document(&json!({ "parameters": parameters }), &json!({}))
    };
    let (old, new) = (operation(["from", "to"]), operation(["to", "from"]));
    assert_found(&report(&old, &new), &[]);
    assert_found(&report_anew(&old, &new), &["arguments-reordered Client::get_a"]);
}

#[test]
fn a_parameter_that_takes_the_place_of_another() {
    let operation = |name: &str| {
        let parameter = json!({ "name": name, "in": "query", "required": true, "schema": text() });
        document(&json!({ "parameters": [parameter] }), &json!({}))
    };
    assert_found(
        &report(&operation("owner"), &operation("buyer")),
        &["argument-replaced Client::get_a"],
    );
}

#[test]
fn a_property_that_takes_the_place_of_another() {
    let schemas = |name: &str| json!({ "A": object(&[name], &json!({ name: text() })) });
    let report = report(&sending(&schemas("owner")), &sending(&schemas("buyer")));
    assert!(
        found(&report).contains(&"argument-replaced types::A::new".to_owned()),
        "{:?}",
        found(&report)
    );
}

#[test]
fn the_names_of_path_variables_mean_nothing() {
    let operation = |name: &str| {
        let parameter = json!({ "name": name, "in": "path", "required": true, "schema": text() });
        let mut document = document(&json!({ "parameters": [parameter] }), &json!({}));
        let item = document["paths"]["/a"].take();
        document["paths"] = json!({ format!("/a/{{{name}}}"): item });
        document
    };
    assert_found(&report(&operation("id"), &operation("petId")), &[]);
}

#[test]
fn another_default() {
    let schemas =
        |default: &str| json!({ "A": object(&[], &json!({ "a": { "type": "string", "default": default } })) });
    assert_found(
        &report(&sending(&schemas("x")), &sending(&schemas("y"))),
        &["default-changed types::A::DEFAULT_A"],
    );
    let operation = |default: i64| {
        let schema = json!({ "type": "integer", "default": default });
        document(
            &json!({ "parameters": [{ "name": "limit", "in": "query", "schema": schema }] }),
            &json!({}),
        )
    };
    let report = report(&operation(10), &operation(100));
    assert_eq!(report.findings.len(), 1, "{:#?}", report.findings);
    assert_eq!(report.findings[0].change.as_str(), "default-changed");
}

#[test]
fn the_same_default_of_an_enum_with_another_name() {
    let level = json!({ "type": "string", "enum": ["a", "b"], "default": "b" });
    let old = json!({ "A": object(&[], &json!({ "level": level })) });
    let new = json!({
        "A": object(&[], &json!({ "level": { "$ref": "#/components/schemas/Level" } })),
        "Level": level,
    });
    let report = report(&sending(&old), &sending(&new));
    assert_eq!(report.verdict(), Verdict::Minor, "{:?}", found(&report));
}

#[test]
fn another_constant() {
    let schemas = |value: &str| json!({ "A": object(&["kind"], &json!({ "kind": { "const": value }, "a": text() })) });
    let report = report(&sending(&schemas("x")), &sending(&schemas("y")));
    let silent = report
        .findings
        .iter()
        .filter(|finding| finding.change.group().word() == "silent");
    assert!(silent.count() > 0, "{:#?}", report.findings);
}

#[test]
fn another_unit_of_a_format() {
    let schemas = |format: &str| json!({ "A": object(&[], &json!({ "at": { "type": "integer", "format": format } })) });
    let report = report(
        &giving(&schemas("unix-seconds")),
        &giving(&schemas("unix-milliseconds")),
    );
    assert_found(&report, &["format-changed types::A::at"]);
}

#[test]
fn another_route_of_the_same_method() {
    let at = |path: &str| {
        let mut document = document(&json!({}), &json!({}));
        let item = document["paths"]["/a"].take();
        document["paths"] = json!({ path: item });
        document
    };
    assert_found(&report(&at("/v1/a"), &at("/v2/b")), &["route-changed Client::get_a"]);
}

#[test]
fn another_base_url() {
    let at = |url: &str| {
        let mut document = document(&json!({}), &json!({}));
        document["servers"] = json!([{ "url": url }]);
        document
    };
    assert_found(
        &report(&at("https://a.example"), &at("https://b.example")),
        &["constant-changed BASE_URL"],
    );
}
