//! Overlays: their order, their lines, and that what they cost is bounded.

use std::path::Path;
use std::time::{Duration, Instant};

use clientwright::diagnostic::Code;
use clientwright::diagnostic::render::{Style, text};
use clientwright::{Config, Generated};
use clientwright_tests::generate_by;

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Case, version: '1'}
paths:
  /pets:
    get:
      operationId: list_pets
      tags: [a, b]
      responses: {'200': {description: All.}}
  /dogs:
    get: {operationId: list_dogs, responses: {'200': {description: All.}}}
";

const HEAD: &str = "overlay: 1.1.0\ninfo: {title: Case, version: '1'}\nactions:\n";

/// Generates from a document with overlays.
fn generated(document: &str, overlays: &[&str]) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, document).unwrap();
    let mut config = Config::new(&path).crate_name("case");
    for (index, overlay) in overlays.iter().enumerate() {
        let path = folder.path().join(format!("{index}.yaml"));
        std::fs::write(&path, overlay).unwrap();
        config = config.overlay(path);
    }
    generate_by(config, &path, "api.yaml")
}

fn messages(generated: &Generated) -> String {
    text(&generated.diagnostics, &generated.source, Style::Plain).to_string()
}

fn is_too_large(document: &str, overlay: &str) {
    let start = Instant::now();
    let generated = generated(document, &[overlay]);
    let found = generated.diagnostics.iter().map(|diagnostic| diagnostic.code);
    let found: Vec<Code> = found.filter(|code| *code == Code::TooLarge).collect();
    assert_eq!(found, [Code::TooLarge], "{}", messages(&generated));
    assert!(generated.files.is_none());
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn copies_are_bounded() {
    // Each action doubles a list.
    let long = "x".repeat(2_000);
    let tags = "\"$.paths['/pets'].get.tags\"";
    let doubling = format!("- {{target: {tags}, copy: {tags}}}\n").repeat(64);
    is_too_large(
        DOCUMENT,
        &format!("{HEAD}- {{target: {tags}, update: [{long}]}}\n{doubling}"),
    );
    // Each action inserts one long text everywhere.
    let long = "x".repeat(200_000);
    let everywhere = "- {target: $.paths.*, copy: $.info}\n".repeat(30);
    is_too_large(
        DOCUMENT,
        &format!("{HEAD}- {{target: $.info, update: {{x-long: {long}}}}}\n{everywhere}"),
    );
}

#[test]
fn depth_is_bounded() {
    let nested = (0..200).fold("1".to_owned(), |inner, _| format!("{{a: {inner}}}"));
    let steps = ".a".repeat(199);
    let overlay =
        format!("{HEAD}- {{target: $, update: {{x: {nested}}}}}\n- {{target: $.x{steps}, update: {{b: {nested}}}}}\n");
    is_too_large(DOCUMENT, &overlay);
    // A copy of the whole into its innermost node grows by its own height each time.
    let copies = format!("- {{target: $.x{steps}, copy: $.x}}\n").repeat(20);
    is_too_large(
        DOCUMENT,
        &format!("{HEAD}- {{target: $, update: {{x: {nested}}}}}\n{copies}"),
    );
}

#[test]
fn paths_are_bounded() {
    let nested = (0..200).fold("{b: [1, 2, 3]}".to_owned(), |inner, _| {
        format!("{{a: {inner}, b: [1, 2, 3]}}")
    });
    let document = format!("{DOCUMENT}x: [{nested}, {nested}]\n");
    for path in [
        "$..[?@..[?@..[?@..b]]]",
        "$..[?$..[?$..b]]",
        "$..*..[?search(@.a, 'x')]",
    ] {
        is_too_large(&document, &format!("{HEAD}- {{target: \"{path}\", remove: true}}\n"));
    }
}

#[test]
fn overlays_are_applied_in_their_order_and_each_message_shows_its_own() {
    let first = format!("{HEAD}- {{target: \"$.paths['/pets'].get\", update: {{operationId: first}}}}\n");
    let second = format!(
        "{HEAD}- {{target: \"$.paths.*[?@.operationId == 'first']\", update: {{operationId: second, tags: [c], deprecate: true}}}}\n"
    );
    let made = generated(DOCUMENT, &[&first, &second]);
    let shown = messages(&made);
    assert!(
        shown.contains("warning[unknown-key]: `deprecate`") && shown.contains("1.yaml:4:"),
        "{shown}"
    );
    let api = made.files.as_ref().unwrap().0.iter();
    let api: String = api
        .filter(|(path, _)| path.starts_with("src/api"))
        .map(|(_, text)| text.as_str())
        .collect();
    assert!(api.contains("second") && !api.contains("list_pets"));
    let swapped = generated(DOCUMENT, &[&second, &first]);
    assert!(messages(&swapped).contains("warning[unmatched-action]"));
    assert!(messages(&swapped).contains("0.yaml:4:"), "{}", messages(&swapped));
}

#[test]
fn lines_of_the_document_stay_its_own() {
    let document = DOCUMENT.replace(
        "      tags: [a, b]\n",
        "      parameters:\n      - {name: a, in: query, schema: {type: string}}\n      - {name: b, in: query, schema: {type: strng}}\n",
    );
    let plain = messages(&generated(&document, &[]));
    assert!(plain.contains("api.yaml:9:"), "{plain}");
    let overlay = format!("{HEAD}- {{target: \"$.paths['/pets'].get.parameters[0]\", remove: true}}\n");
    let overlaid = messages(&generated(&document, &[&overlay]));
    assert!(overlaid.contains("api.yaml:9:"), "{overlaid}");
}

#[test]
fn the_document_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, DOCUMENT).unwrap();
    let overlay = folder.path().join("fix.yaml");
    std::fs::write(
        &overlay,
        format!("{HEAD}- {{target: \"$.paths['/dogs']\", remove: true}}\n"),
    )
    .unwrap();
    let config = Config::new(&path).crate_name("case").overlay(&overlay);
    let made = generate_by(config, &path, "api.yaml");
    assert_eq!(made.facts.unwrap().operations, 1);
    assert_eq!(std::fs::read_to_string(Path::new(&path)).unwrap(), DOCUMENT);
}
