//! The keys by which stages of the generator hand facts on mean nothing in a document.

use std::collections::BTreeSet;
use std::path::Path;

use clientwright::diagnostic::Code;
use clientwright::diagnostic::render::ledger;
use clientwright_tests::hostile::Subject;
use clientwright_tests::{generate, root};
use serde_json::{Map, Value, json};

const PREFIX: &str = "x-clientwright-";

/// Members whose own members have names that the document gives.
const NAMED: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "patternProperties",
    "properties",
    "requestBodies",
    "schemas",
    "scopes",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Members that are data, or whose keys are names without more.
const DATA: &[&str] = &["default", "enum", "example", "security"];

#[test]
fn a_document_cannot_steer_the_generator_by_its_own_keys() {
    let mut keys = BTreeSet::new();
    gather(&root().join("generator/src"), &mut keys);
    assert!(keys.len() > 5, "{keys:?}");
    let webhook = json!({"zqx": {"post": {"responses": {"200": {"description": "x"}}}}});
    let bounds = json!({"minimum": 3, "maximum": 3, "exclusiveMinimum": 3, "multipleOf": 7});
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.json");
    for subject in Subject::all().unwrap() {
        std::fs::write(&path, subject.document.to_string()).unwrap();
        let expected = generate(&path, "document.json");
        for value in [json!(true), bounds.clone(), webhook.clone()] {
            let mut document = subject.document.clone();
            let count = put(&mut document, &keys, &value);
            assert!(count > 20, "{count} mappings are too few");
            std::fs::write(&path, document.to_string()).unwrap();
            let found = generate(&path, "document.json");
            assert_eq!(found.files, expected.files, "{value} in {}", subject.name);
            assert_eq!(found.lock, expected.lock, "{value} in {}", subject.name);
            let mut codes = ledger(&found.diagnostics);
            let reported = codes.remove(&Code::UnknownKey).unwrap_or_default();
            assert!(reported >= keys.len() * 20, "only {reported} are reported");
            assert_eq!(codes, ledger(&expected.diagnostics), "{value} in {}", subject.name);
        }
    }
}

/// The keys of the prefix that the generator's sources name.
fn gather(path: &Path, keys: &mut BTreeSet<String>) {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).unwrap();
        entries.for_each(|entry| gather(&entry.unwrap().path(), keys));
        return;
    }
    let text = std::fs::read_to_string(path).unwrap();
    for (at, _) in text.match_indices(PREFIX) {
        let is_part = |letter: &char| letter.is_ascii_lowercase() || *letter == '-';
        let key: String = text[at..].chars().take_while(is_part).collect();
        keys.insert(key);
    }
}

/// Puts the keys into all mappings of the standard, and counts those.
fn put(value: &mut Value, keys: &BTreeSet<String>, with: &Value) -> usize {
    let Value::Object(members) = value else {
        let elements = value.as_array_mut().into_iter().flatten();
        return elements.map(|element| put(element, keys, with)).sum();
    };
    let mut count = 1;
    for (key, member) in members.iter_mut() {
        if DATA.contains(&key.as_str()) || key.starts_with("x-") {
            continue;
        }
        count += match member {
            Value::Object(kinds) if key == "components" => {
                let components = kinds.values_mut().filter_map(Value::as_object_mut);
                components
                    .flat_map(Map::values_mut)
                    .map(|member| put(member, keys, with))
                    .sum()
            }
            Value::Object(named) if NAMED.contains(&key.as_str()) => {
                named.values_mut().map(|member| put(member, keys, with)).sum()
            }
            member => put(member, keys, with),
        };
    }
    members.extend(keys.iter().map(|key| (key.clone(), with.clone())));
    count
}
