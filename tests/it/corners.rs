//! A broken corner costs that corner: each node of two small documents is replaced by each of several things that may not
//! stand there, one at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::emit::{self, Content, Piece};
use clientwright::source::Source;
use clientwright::{Config, document, ir, lower, with_deep_stack};
use clientwright_tests::root;
use serde_json::{Value, json};

/// What a run gave.
struct Run {
    /// The methods by their operations; `None` where the document was refused.
    signatures: Option<BTreeMap<String, String>>,
    diagnostics: Diagnostics,
    shown: String,
}

fn run(document: &Value, folder: &Path) -> Run {
    let path = folder.join("document.json");
    std::fs::write(&path, document.to_string()).unwrap();
    with_deep_stack(move || {
        let options = Config::new(&path)
            .crate_name("case")
            .options("document.json".to_owned());
        let mut diagnostics = Diagnostics::new();
        let source = Source::read(&path, "document.json", &mut diagnostics);
        let api = document::read(&source, &mut diagnostics)
            .and_then(|document| lower::lower(&document, &options, &mut diagnostics))
            .filter(|_| !diagnostics.has_errors());
        let lines = diagnostics
            .iter()
            .map(|found| format!("{} {}: {} ({:?})", found.code, found.place, found.message, found.why));
        Run {
            signatures: api.map(|(api, _)| signatures(&api)),
            shown: lines.collect::<Vec<_>>().join("\n"),
            diagnostics,
        }
    })
}

/// The signatures of the methods, by the operations that they call.
fn signatures(api: &ir::Api) -> BTreeMap<String, String> {
    let files: Vec<emit::SourceFile<'_>> = emit::emit(api).iter().map(|make| make()).collect();
    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files {
        let Content::Rust { items, .. } = file.content else {
            continue;
        };
        if file.path.as_str().starts_with("src/types") {
            continue;
        }
        let text: String = items
            .map(|(Piece::Items(tokens) | Piece::Uses(tokens))| tokens.to_string())
            .collect();
        for method in text.split("pub fn ").skip(1) {
            let signature = method.split('{').next().unwrap_or_default();
            let name = signature.split([' ', '(']).next().unwrap_or_default();
            by_name.entry(name.to_owned()).or_default().push(signature.to_owned());
        }
    }
    let operations = api.operations();
    operations
        .map(|operation| {
            let signature = by_name.get(&operation.name.rust).cloned().unwrap_or_default();
            (format!("{} {}", operation.method, operation.path), signature.join("\n"))
        })
        .collect()
}

/// The places of a document, parents first.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{place}/{name}"), found);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                places(element, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Where what an operation is made of stands, by its method and path.
fn covered(document: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut covered = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let item_place = format!("/paths/{}", path.replace('/', "~1"));
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            let mut open = vec![format!("{item_place}/{method}"), format!("{item_place}/parameters")];
            let mut places = BTreeSet::new();
            while let Some(place) = open.pop() {
                if let Some(value) = document.pointer(&place)
                    && places.insert(place)
                {
                    references(value, &mut open);
                }
            }
            covered.insert(format!("{} {path}", method.to_uppercase()), places);
        }
    }
    covered
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            found.extend(reference.map(|reference| reference.trim_start_matches('#').to_owned()));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(elements) => elements.iter().for_each(|element| references(element, found)),
        _ => {}
    }
}

/// Whether one place is the other or above it.
fn is_above(one: &str, other: &str) -> bool {
    other
        .strip_prefix(one)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether requests and types are the same whatever stands there: text for people, and values that are data.
fn is_prose(place: &str) -> bool {
    const PROSE: [&str; 4] = ["/description", "/summary", "/enum/", "/scopes"];
    PROSE.iter().any(|key| place.contains(key))
}

/// Whether the new value may stand where the old one did.
fn may_stand(place: &str, old: &Value, new: &Value) -> bool {
    const TEXTS: [&str; 8] = [
        "contentType",
        "default",
        "name",
        "operationId",
        "propertyName",
        "title",
        "tokenUrl",
        "url",
    ];
    let key = place.rsplit('/').next().unwrap();
    let is_same_kind = match (old, new) {
        (Value::String(_), Value::String(_)) | (Value::Number(_), Value::Number(_)) => true,
        (Value::Array(_), Value::Array(_)) => true,
        (Value::Object(_), Value::Object(new)) => new.is_empty(),
        _ => false,
    };
    let is_text = old.is_string() && new.is_number() && (TEXTS.contains(&key) || place == "/info/version");
    // Draft 4 has a list of schemas for a tuple.
    let is_schema = key == "additionalProperties" && new == &json!({}) || key == "items" && new == &json!([]);
    is_same_kind || is_text || is_schema
}

#[test]
fn a_broken_corner_of_3_0_costs_that_corner() {
    each_corner_costs_itself("club");
}

#[test]
fn a_broken_corner_of_3_1_costs_that_corner() {
    each_corner_costs_itself("shop");
}

fn each_corner_costs_itself(name: &str) {
    let replacements = [
        json!(null),
        json!("oops"),
        json!(7),
        json!([]),
        json!({}),
        json!({"$ref": "#/nowhere"}),
        json!({"$ref": "missing.yaml"}),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut failures = Vec::new();
    let mut runs = 0;
    let path = root().join("tests/corners").join(name).with_extension("yaml");
    let mut diagnostics = Diagnostics::new();
    let source = Source::read(&path, "whole", &mut diagnostics);
    let whole = source.entry().unwrap().clone();
    let before = run(&whole, folder.path());
    assert_eq!(before.shown, "", "{}", path.display());
    let before = before.signatures.unwrap();
    let covered = covered(&whole);
    assert_eq!(before.len(), covered.len());
    assert!(before.values().all(|signature| !signature.is_empty()), "{before:?}");
    let mut all = Vec::new();
    places(&whole, "", &mut all);
    for place in all.iter().filter(|place| !["", "/openapi"].contains(&place.as_str())) {
        for new in &replacements {
            let mut broken = whole.clone();
            let old = std::mem::replace(broken.pointer_mut(place).unwrap(), new.clone());
            runs += 1;
            let after = run(&broken, folder.path());
            let mut fail = |what: &str| failures.push(format!("{place} = {new}: {what}\n{}", after.shown));
            let Some(signatures) = &after.signatures else {
                if place != "/paths" {
                    fail("refused");
                }
                continue;
            };
            for (operation, signature) in &before {
                let is_reached = covered[operation]
                    .iter()
                    .any(|part| is_above(part, place) || is_above(place, part));
                if !is_reached && signatures.get(operation) != Some(signature) {
                    fail(&format!("{operation} has changed to {:?}", signatures.get(operation)));
                }
            }
            let is_named = after.diagnostics.iter().any(|found| {
                let at = found.place.pointer.as_str();
                is_above(place, at) || (!at.is_empty() && is_above(at, place))
            });
            if !is_named && !is_prose(place) && !may_stand(place, &old, new) {
                fail("no warning names it");
            }
        }
    }
    assert!(runs > 700, "{runs}");
    assert!(
        failures.is_empty(),
        "{} of {runs}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
