//! One file a diagnostic in `broken/`, one snapshot of the message as people see it.

use std::collections::BTreeSet;

use clientwright::diagnostic::Code;
use clientwright::diagnostic::render::{Style, json, text};
use clientwright_tests::{configuration, documents, generate, generate_by, root};

/// The names of the files in a folder, without their endings.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let files = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file());
    let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names.map(|name| name.rsplit_once('.').unwrap().0.to_owned()).collect()
}

#[test]
fn every_code_has_a_document_and_every_snapshot_has_one() {
    let documents = names("tests/broken");
    let code = |name: &str| name.split("--").next().unwrap_or_default().to_owned();
    let covered: BTreeSet<String> = documents.iter().map(|name| code(name)).collect();
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let missing: Vec<&str> = codes.filter(|code| !covered.contains(*code)).collect();
    assert_eq!(missing, [""; 0], "tests/broken has no document for these codes");
    assert_eq!(names("tests/snapshots/broken"), documents);
}

include!(concat!(env!("OUT_DIR"), "/broken.rs"));

/// A message is as it was reviewed.
fn check(file: &str) {
    let case = root().join("tests/broken").join(file);
    let name = case.file_stem().unwrap().to_string_lossy().into_owned();
    let config = configuration(&case, "case").unwrap();
    let generated = generate_by(config, &case, &format!("broken/{file}"));
    let message = text(&generated.diagnostics, &generated.source, Style::Plain);
    let message = message.replace(&*root().to_string_lossy(), "ROOT");
    let code = name.split("--").next().unwrap();
    assert!(message.contains(&format!("[{code}]")), "{name} gives {message}");
    assert_eq!(generated.files.is_none(), generated.diagnostics.has_errors(), "{name}");
    insta::with_settings!({ snapshot_path => "../snapshots/broken", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, message);
    });
}

#[test]
fn messages_are_json_for_editors() {
    let generated = generate(
        &root().join("tests/broken/unresolved-ref.yaml"),
        "broken/unresolved-ref.yaml",
    );
    let lines = json(&generated.diagnostics, &generated.source);
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["code"], "unresolved-ref");
    assert!(first["line"].as_u64().is_some_and(|line| line > 1));
}

#[test]
fn overlays_that_messages_print_correct_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut corrected = BTreeSet::new();
    for case in documents(&root().join("tests/broken")) {
        let config = configuration(&case, "case").unwrap();
        let before = generate_by(config.clone(), &case, "document");
        for line in json(&before.diagnostics, &before.source).lines() {
            let message: serde_json::Value = serde_json::from_str(line).unwrap();
            let Some(action) = message["overlay"].as_str() else {
                continue;
            };
            let overlay = folder.path().join("overlay.yaml");
            let head = "overlay: 1.1.0\ninfo: {title: Correction, version: '1'}\nactions:\n";
            std::fs::write(&overlay, head.to_owned() + action).unwrap();
            let after = generate_by(config.clone().overlay(&overlay), &case, "document");
            let messages = json(&after.diagnostics, &after.source);
            let text = message["message"].to_string();
            assert!(!messages.contains(&text), "{action} leaves {messages}");
            corrected.insert(message["code"].to_string());
        }
    }
    assert!(corrected.len() > 2, "{corrected:?}");
}
