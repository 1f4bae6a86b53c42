//! One claim a file in `cases/`, one snapshot of what comes of it.

use clientwright_tests::{configuration, documents, generate_by, root};

/// What is the same for every API is not shown.
fn is_shown(path: &str) -> bool {
    let is_listed = path.ends_with("mod.rs") || path == "src/lib.rs" || path == "src/client.rs";
    path.ends_with(".rs") && !path.starts_with("src/runtime/") && !is_listed
}

#[test]
fn each_case_gives_what_was_reviewed() {
    let cases = documents(&root().join("tests/cases"));
    assert!(!cases.is_empty());
    for case in cases {
        let name = case.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&case).unwrap();
        assert!(text.lines().count() <= 60, "{name}: a case is one small claim");
        let config = configuration(&case, "case").unwrap();
        let generated = generate_by(config, &case, &format!("cases/{name}.yaml"));
        let messages = clientwright::diagnostic::render::text(
            &generated.diagnostics,
            &generated.source,
            clientwright::diagnostic::render::Style::Plain,
        );
        let files = generated.files.unwrap_or_else(|| panic!("{name}: {messages}"));
        let mut shown = messages.to_string();
        for (path, text) in files.0.iter().filter(|(path, _)| is_shown(path)) {
            let (_, body) = text.split_once("\n\n").unwrap();
            shown.push_str(&format!("==> {path}\n{body}\n"));
        }
        insta::with_settings!({ snapshot_path => "../snapshots/cases", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }
}
