//! The report as it is printed.

use clientwright::diff::{Format, summary};
use serde_json::{Value, json};

use super::{giving, object, report, report_anew, sending, text};

fn retyped() -> super::Report {
    let schemas = |of: Value| json!({ "A": object(&["a"], &json!({ "a": of })) });
    report(
        &giving(&schemas(text())),
        &giving(&schemas(json!({ "type": "integer" }))),
    )
}

#[test]
fn a_report_in_text_has_the_item_the_lines_and_help() {
    let text = retyped().shown(Format::Text, Some("0.1.0")).to_string();
    for part in [
        "1 breaking: major; the next version after 0.1.0 is 0.2.0",
        "Breaks the build",
        "type-changed types::A::a (received): it is `i64`, not `String`",
        "old: field: String (api.json:",
        "new: field: i64 (api.json:",
        "help: ",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
}

#[test]
fn a_report_in_markdown_is_a_list() {
    let text = retyped().shown(Format::Markdown, None).to_string();
    assert!(text.contains("### Breaks the build"), "{text}");
    assert!(
        text.contains("- `types::A::a`: it is `i64`, not `String` (type-changed, received)"),
        "{text}"
    );
}

#[test]
fn a_report_in_json_is_one_object() {
    let text = retyped().shown(Format::Json, Some("1.2.3")).to_string();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&json["verdict"], &json["next_version"]),
        (&json!("major"), &json!("2.0.0"))
    );
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "type-changed");
    assert_eq!(finding["direction"], "received");
    assert!(finding["old_place"]["line"].is_u64(), "{finding}");
}

#[test]
fn lines_that_keep_names_are_proposed() {
    let schemas = |name: &str| {
        json!({
            "A": object(&[], &json!({ "part": { "$ref": format!("#/components/schemas/{name}") } })),
            name: object(&["id"], &json!({ "id": text(), "label": text() })),
        })
    };
    let report = report_anew(&sending(&schemas("Part")), &sending(&schemas("Piece")));
    let text = report.shown(Format::Text, None).to_string();
    assert!(text.contains("[renamed]\n    Part = \"Piece\""), "{text}");
}

#[test]
fn a_summary_says_whether_users_break_and_names_the_version() {
    let text = summary(&retyped(), "0.1.0").unwrap().to_string();
    assert!(
        text.contains("which breaks users; the next version after 0.1.0 is 0.2.0"),
        "{text}"
    );
    assert!(text.contains("type-changed types::A::a"), "{text}");
    assert!(summary(&super::Report::default(), "0.1.0").is_none());
}
