//! What a change of a document is said to do to the code of users: one small pair of documents for each kind of change.

mod commands;
mod silent;

use clientwright::diff::{Acceptance, Accepted, Direction, Group, Report, Threshold, Verdict, Version, diff};
use clientwright::names::Lock;
use clientwright::surface::Surface;
use clientwright::{Config, with_deep_stack};
use clientwright_tests::changes::{ADDITIVE, BREAKING, ORDERS, Places, apply, lost};
use clientwright_tests::mutations::random::Random;
use serde_json::{Value, json};

/// A document of one operation, `get_a`, and of these schemas.
fn document(operation: &Value, schemas: &Value) -> Value {
    let mut operation = operation.clone();
    let object = operation.as_object_mut().unwrap();
    object.entry("operationId").or_insert_with(|| json!("get_a"));
    object
        .entry("responses")
        .or_insert_with(|| json!({ "204": { "description": "" } }));
    json!({
        "openapi": "3.1.0", "info": { "title": "Case", "version": "1" },
        "paths": { "/a": { "post": operation } },
        "components": { "schemas": schemas },
    })
}

/// A document whose operation sends the schema `A`.
fn sending(schemas: &Value) -> Value {
    document(
        &json!({ "requestBody": { "required": true, "content": { "application/json": of("A") } } }),
        schemas,
    )
}

/// A document whose operation gives the schema `A`.
fn giving(schemas: &Value) -> Value {
    let response = json!({ "description": "", "content": { "application/json": of("A") } });
    document(&json!({ "responses": { "200": response } }), schemas)
}

fn of(schema: &str) -> Value {
    json!({ "schema": { "$ref": format!("#/components/schemas/{schema}") } })
}

/// An object with these properties, of which some are required.
fn object(required: &[&str], properties: &Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties })
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// The client of a document, with the names of an earlier one.
fn client(document: &Value, before: &Lock) -> (Version, Lock) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.json");
    std::fs::write(&path, serde_json::to_string_pretty(document).unwrap()).unwrap();
    let options = Config::new(&path).crate_name("case").options("api.json".to_owned());
    let options = options.after(before.clone());
    let surfaced = with_deep_stack(move || clientwright::surfaced(&path, &options));
    assert!(!surfaced.diagnostics.has_errors(), "{:#?}", surfaced.diagnostics);
    (surfaced.version.unwrap(), surfaced.lock.unwrap())
}

/// What a change does to a client that keeps its names.
fn report(old: &Value, new: &Value) -> Report {
    let (old, lock) = client(old, &Lock::default());
    let (new, _) = client(new, &lock);
    diff(&old, &new, &Accepted::default())
}

/// What a change does where nothing is kept.
fn report_anew(old: &Value, new: &Value) -> Report {
    let (old, _) = client(old, &Lock::default());
    let (new, _) = client(new, &Lock::default());
    diff(&old, &new, &Accepted::default())
}

/// The codes and items of what was found.
fn found(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    findings
        .map(|finding| format!("{} {}", finding.change, finding.item))
        .collect()
}

#[track_caller]
fn assert_found(report: &Report, expected: &[&str]) {
    assert_eq!(found(report), expected, "{:#?}", report.findings);
}

#[test]
fn nothing_is_found_where_nothing_changed() {
    let schemas = json!({ "A": object(&["a"], &json!({ "a": text(), "b": { "enum": ["x", "y"] } })) });
    let report = report(&sending(&schemas), &sending(&schemas));
    assert_found(&report, &[]);
    assert_eq!(report.verdict(), Verdict::Patch);
}

#[test]
fn documentation_changes_nothing() {
    let schemas =
        |words: &str| json!({ "A": { "type": "object", "description": words, "properties": { "a": text() } } });
    assert_found(&report(&sending(&schemas("one")), &sending(&schemas("two"))), &[]);
}

#[test]
fn what_is_new_is_minor_and_is_said_once() {
    let old = json!({ "A": object(&[], &json!({ "a": text() })) });
    let new = json!({
        "A": object(&[], &json!({ "a": text(), "b": { "$ref": "#/components/schemas/B" } })),
        "B": object(&["c"], &json!({ "c": text(), "d": text() })),
    });
    let report = report(&sending(&old), &sending(&new));
    assert_found(&report, &["item-added types::A::b", "item-added types::B"]);
    assert_eq!(report.verdict(), Verdict::Minor);
}

#[test]
fn what_is_gone_breaks_and_is_said_once() {
    let old = json!({ "A": object(&[], &json!({ "a": text(), "b": { "type": "string", "default": "x" } })) });
    let new = json!({ "A": object(&[], &json!({ "a": text() })) });
    let report = report(&sending(&old), &sending(&new));
    assert_found(&report, &["item-removed types::A::b"]);
    assert_eq!(report.verdict(), Verdict::Major);
}

#[test]
fn a_required_property_changes_new_where_it_is_sent() {
    let old = json!({ "A": object(&["a"], &json!({ "a": text() })) });
    let new = json!({ "A": object(&["a", "b"], &json!({ "a": text(), "b": { "type": "integer" } })) });
    let report = report(&sending(&old), &sending(&new));
    assert_found(&report, &["arguments-changed types::A::new", "item-added types::A::b"]);
    assert_eq!(report.findings[0].message, "it takes `b: i64` as well");
    assert_eq!(report.findings[0].direction, Some(Direction::Sent));
}

#[test]
fn a_property_that_becomes_required_changes_its_presence() {
    let schemas = |required: &[&str]| json!({ "A": object(required, &json!({ "a": text() })) });
    let sent = report(&sending(&schemas(&[])), &sending(&schemas(&["a"])));
    let codes = [
        "trait-removed types::A",
        "presence-changed types::A::a",
        "arguments-changed types::A::new",
    ];
    assert_found(&sent, &codes);
    let received = report(&giving(&schemas(&["a"])), &giving(&schemas(&[])));
    assert!(
        found(&received).contains(&"presence-changed types::A::a".to_owned()),
        "{:?}",
        found(&received)
    );
    assert_eq!(received.findings[0].direction, Some(Direction::Received));
    assert_eq!(
        received.findings[0].message,
        "it may be missing or null; before, it was always there"
    );
}

#[test]
fn another_type_breaks() {
    let schemas = |of: Value| json!({ "A": object(&["a"], &json!({ "a": of })) });
    let report = report(
        &giving(&schemas(text())),
        &giving(&schemas(json!({ "type": "integer" }))),
    );
    assert_found(&report, &["type-changed types::A::a"]);
}

#[test]
fn a_value_of_an_enum_makes_the_known_view_grow() {
    let schemas = |values: &[&str]| json!({ "A": { "type": "string", "enum": values } });
    let grown = report(&giving(&schemas(&["x"])), &giving(&schemas(&["x", "y"])));
    assert_found(&grown, &["known-view-grew types::A::Y"]);
    assert_eq!(grown.verdict(), Verdict::Minor);
    let shrunk = report(&giving(&schemas(&["x", "y"])), &giving(&schemas(&["x"])));
    assert_found(&shrunk, &["item-removed types::A::Y"]);
}

#[test]
fn a_schema_that_moves_behind_a_reference_is_the_same() {
    let level = json!({ "type": "string", "enum": ["x", "y"] });
    let old = json!({ "A": object(&[], &json!({ "level": level })) });
    let new =
        json!({ "A": object(&[], &json!({ "level": { "$ref": "#/components/schemas/ALevel" } })), "ALevel": level });
    let report = report(&sending(&old), &sending(&new));
    assert_ne!(report.verdict(), Verdict::Major, "{:#?}", report.findings);
}

#[test]
fn a_type_with_another_name_and_the_same_members_is_renamed() {
    let schemas = |name: &str| {
        json!({
            "A": object(&[], &json!({ "part": { "$ref": format!("#/components/schemas/{name}") } })),
            name: object(&["id"], &json!({ "id": text(), "label": text() })),
        })
    };
    let report = report_anew(&sending(&schemas("Part")), &sending(&schemas("Piece")));
    assert_found(&report, &["item-renamed types::Part"]);
    assert_eq!(
        report.renamed.into_iter().collect::<Vec<_>>(),
        [("Part".to_owned(), "Piece".to_owned())]
    );
}

#[test]
fn an_operation_with_another_name_and_the_same_route_is_renamed() {
    let operation = |id: &str| document(&json!({ "operationId": id, "tags": ["things"] }), &json!({}));
    let renamed = report_anew(&operation("make"), &operation("build"));
    assert_found(&renamed, &["item-renamed api::things::Things::make"]);
    let lines: Vec<_> = renamed.renamed.into_iter().collect();
    assert_eq!(lines, [("things.make".to_owned(), "things.build".to_owned())]);
}

#[test]
fn an_operation_of_another_tag_is_moved() {
    let operation = |tag: &str| document(&json!({ "tags": [tag] }), &json!({}));
    let report = report_anew(&operation("old"), &operation("new"));
    let found = found(&report);
    assert!(
        found.contains(&"operation-moved api::old::Old::get_a".to_owned()),
        "{found:?}"
    );
    assert!(report.renamed.is_empty());
}

#[test]
fn statuses_and_credentials_are_changes_on_the_wire() {
    let responding = |status: &str| document(&json!({ "responses": { status: { "description": "" } } }), &json!({}));
    let report_of_status = report(&responding("200"), &responding("201"));
    assert_found(&report_of_status, &["statuses-changed Client::get_a"]);
    let secured = |schemes: Value| {
        let mut document = document(&json!({ "security": schemes }), &json!({}));
        document["components"]["securitySchemes"] = json!({ "key": { "type": "http", "scheme": "bearer" } });
        document
    };
    let report = report(&secured(json!([{}, { "key": [] }])), &secured(json!([{ "key": [] }])));
    assert_found(&report, &["security-changed Client::get_a"]);
    assert_eq!(report.verdict(), Verdict::Minor);
}

#[test]
fn another_form_in_xml() {
    let sending = |root: &str, node: &str| {
        let property = json!({ "type": "string", "xml": { "nodeType": node } });
        let schema = json!({ "type": "object", "xml": { "name": root }, "properties": { "a": property } });
        let body = json!({ "required": true, "content": { "application/xml": of("A") } });
        document(&json!({ "requestBody": body }), &json!({ "A": schema }))
    };
    let changed = report(&sending("a", "element"), &sending("b", "attribute"));
    let expected = ["media-type-changed Client::get_a", "media-type-changed types::A::a"];
    assert_found(&changed, &expected);
    assert_eq!(changed.verdict(), Verdict::Minor);
}

#[test]
fn each_finding_says_where_both_documents_have_it() {
    let old = json!({ "A": object(&["a"], &json!({ "a": text() })) });
    let new = json!({ "A": object(&["a"], &json!({ "a": { "type": "integer" } })) });
    let (old, new) = (giving(&old), giving(&new));
    let line = |document: &Value| {
        let text = serde_json::to_string_pretty(document).unwrap();
        let properties = text.lines().position(|line| line.contains("\"properties\"")).unwrap();
        properties + 2
    };
    let report = report(&old, &new);
    let finding = &report.findings[0];
    let spots = [&finding.old_place, &finding.new_place].map(|spot| spot.as_ref().map(|spot| spot.line));
    assert_eq!(spots, [Some(line(&old)), Some(line(&new))]);
}

#[test]
fn what_is_accepted_fails_no_run() {
    let schemas = |of: Value| json!({ "A": object(&["a"], &json!({ "a": of })) });
    let (old, lock) = client(&giving(&schemas(text())), &Lock::default());
    let (new, _) = client(&giving(&schemas(json!({ "type": "integer" }))), &lock);
    let mut accepted = Accepted::default();
    accepted.add(Acceptance::parse("type-changed@types::A::a", "agreed with its users").unwrap());
    accepted.add(Acceptance::parse("item-removed@types::B", "from last year").unwrap());
    let report = diff(&old, &new, &accepted);
    assert_eq!(report.findings[0].accepted.as_deref(), Some("agreed with its users"));
    assert_eq!(report.failures(Threshold::Breaking).count(), 0);
    assert_eq!(report.verdict(), Verdict::Major);
    assert_eq!(report.idle[0].item, "types::B");
    let open = diff(&old, &new, &Accepted::default());
    assert_eq!(open.failures(Threshold::Breaking).count(), 1);
    assert_eq!(open.failures(Threshold::Silent).count(), 0);
}

#[test]
fn surfaces_that_were_written_are_compared_as_well() {
    let parse = |text: &str| Version::of_surface(Surface::parse(text).unwrap());
    let old = parse("types::A struct\ntypes::A::a field: String // wire \"a\"");
    let new = parse("types::A struct\ntypes::A::a field: String // wire \"b\"");
    let report = diff(&old, &new, &Accepted::default());
    assert_found(&report, &["wire-name-changed types::A::a"]);
    assert_eq!(report.findings[0].change.group(), Group::Silent);
}

#[test]
fn a_type_that_becomes_a_name_of_another_is_of_another_kind() {
    let parse = |text: &str| Version::of_surface(Surface::parse(text).unwrap());
    let old = parse("types::A struct\ntypes::A::a field: String // wire \"a\"");
    let list = parse("types::A type: Vec<String>");
    assert_found(&diff(&old, &list, &Accepted::default()), &["kind-changed types::A"]);
}

#[test]
fn a_first_documented_error_breaks_nobody() {
    let responding = |responses: Value| document(&json!({ "responses": responses }), &json!({}));
    let none = responding(json!({ "204": { "description": "" } }));
    let one = responding(json!({ "204": { "description": "" }, "404": { "description": "" } }));
    let first = report(&none, &one);
    assert_found(&first, &["errors-documented api::untagged::GetAError"]);
    assert_eq!(first.verdict(), Verdict::Minor);
    let last = report(&one, &none);
    assert_found(&last, &["kind-changed api::untagged::GetAError"]);
}

#[test]
fn an_old_name_that_is_kept_breaks_nobody() {
    let parse = |text: &str| Version::of_surface(Surface::parse(text).unwrap());
    let old = parse("types::A struct\ntypes::A::a field: String // wire \"a\"");
    let new = parse("types::A type: types::B // deprecated\ntypes::B struct\ntypes::B::a field: String // wire \"a\"");
    let report = diff(&old, &new, &Accepted::default());
    assert_found(&report, &["deprecated types::A"]);
    let old = parse(
        "Client::a method() -> Request<api::x::A> // route \"GET /a\"\napi::x::A operation(Output: ()) // route \"GET /a\"",
    );
    let new = parse(
        "Client::a method() -> Request<api::x::B> // route \"GET /a\", deprecated\nClient::b method() -> Request<api::x::B> // route \"GET /a\"\n\
         api::x::A type: api::x::B // deprecated\napi::x::B operation(Output: ()) // route \"GET /a\"",
    );
    let report = diff(&old, &new, &Accepted::default());
    assert_eq!(report.verdict(), Verdict::Minor, "{:#?}", report.findings);
}

#[test]
fn random_changes_are_called_what_the_lists_show() {
    let object = |properties: Value| object(&["id"], &properties);
    let schemas = json!({
        "A": object(json!({ "id": text(), "kind": { "type": "string", "enum": ["x", "y", "z"] }, "part": { "$ref": "#/components/schemas/B" } })),
        "B": object(json!({ "id": text(), "count": { "type": "integer" }, "names": { "type": "array", "items": text() } })),
    });
    let response = json!({ "description": "", "content": { "application/json": of("A") } });
    let body = json!({ "required": true, "content": { "application/json": of("B") } });
    let responses = json!({ "200": response, "404": { "description": "" } });
    let original = document(&json!({ "requestBody": body, "responses": responses }), &schemas);
    let (old, lock) = client(&original, &Lock::default());
    let places = Places::of(&original, &old.surface);
    let kinds = [ADDITIVE, ORDERS, BREAKING].concat();
    for seed in 0..130 {
        let mut random = Random::new(seed);
        let kind = kinds[usize::try_from(seed).unwrap() % kinds.len()];
        let mut changed = original.clone();
        let Some(place) = apply(kind, &mut changed, &places, &mut random) else {
            continue;
        };
        let (new, _) = client(&changed, &lock);
        let report = diff(&old, &new, &Accepted::default());
        let lost = lost(&old.surface, &new.surface);
        let breaks = report
            .findings
            .iter()
            .any(|finding| finding.change.group() == Group::Breaking);
        assert_eq!(
            breaks,
            !lost.is_empty(),
            "{kind} {place}: {lost:?} {:#?}",
            report.findings
        );
        assert!(
            !breaks || BREAKING.contains(&kind),
            "{kind} {place}: {:#?}",
            report.findings
        );
    }
}
