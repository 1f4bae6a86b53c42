//! One file a diagnostic in `broken/`, one snapshot of the message as people see it.

use clientwright::diagnostic::render::{Style, json, text};
use clientwright_tests::{configuration, documents, generate, generate_by, root};

#[test]
fn each_message_is_as_reviewed() {
    let broken = documents(&root().join("tests/broken"));
    assert!(!broken.is_empty());
    for case in broken {
        let name = case.file_stem().unwrap().to_string_lossy().into_owned();
        let shown = format!("broken/{}", case.file_name().unwrap().to_string_lossy());
        let config = configuration(&case, "case").unwrap();
        let generated = generate_by(config, &case, &shown);
        let message = text(&generated.diagnostics, &generated.source, Style::Plain);
        let code = name.split("--").next().unwrap();
        assert!(message.contains(&format!("[{code}]")), "{name} gives {message}");
        assert_eq!(generated.files.is_none(), generated.diagnostics.has_errors(), "{name}");
        insta::with_settings!({ snapshot_path => "../snapshots/broken", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, message.to_string());
        });
    }
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
