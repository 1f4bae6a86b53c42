//! One claim a file in `cases/`, one snapshot of what comes of it.

use std::path::Path;

use clientwright::names::Lock;
use clientwright::{Generated, with_deep_stack};
use clientwright_tests::{configuration, documents, generate_by, root};

/// What is the same for every API is not shown.
fn is_shown(path: &str) -> bool {
    let is_listed = path.ends_with("mod.rs") || path == "src/lib.rs" || path == "src/client.rs";
    path.ends_with(".rs") && !path.starts_with("src/runtime/") && !is_listed
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// A case gives what was reviewed.
fn check(file: &str) {
    let case = root().join("tests/cases").join(file);
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

/// What begins with a link and a colon defines that link, if a single word follows: as long as its line, and no longer.
#[test]
fn no_documentation_defines_a_link_by_accident() {
    let mut documents = documents(&root().join("tests/cases"));
    documents.push(root().join("tests/everything/spec/openapi.yaml"));
    let mut seen = 0;
    for document in documents {
        let generated = generate_by(configuration(&document, "case").unwrap(), &document, "openapi.yaml");
        let files = generated.files.unwrap();
        for (path, text) in files.0.iter().filter(|(path, _)| path.ends_with(".rs")) {
            let lines = text.lines().map(str::trim_start);
            let lines = lines.filter_map(|line| line.strip_prefix("/// ").or_else(|| line.strip_prefix("//! ")));
            for line in lines {
                let block = line.trim_start().trim_start_matches("* ");
                let is_definition = block.starts_with('[') && block.contains("]: ") && !block.contains("]: crate::");
                assert!(!is_definition, "{}: {path}: {line}", document.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 1_000, "{seen} lines of documentation");
}

fn generated_after(path: &Path, before: Lock) -> Generated {
    let options = configuration(path, "case").unwrap().options("case.yaml".to_owned());
    let (path, options) = (path.to_owned(), options.after(before));
    with_deep_stack(move || clientwright::generate(&path, &options))
}

/// A client that is generated after its own lock is the same client.
#[test]
fn a_second_run_changes_nothing() {
    let mut documents = documents(&root().join("tests/cases"));
    documents.push(root().join("tests/everything/spec/openapi.yaml"));
    for document in documents {
        let first = generated_after(&document, Lock::default());
        let lock = first.lock.unwrap();
        let second = generated_after(&document, lock.clone());
        let (before, after) = (first.files.unwrap().0, second.files.unwrap().0);
        let changed: Vec<&String> = after
            .keys()
            .filter(|path| before.get(*path) != after.get(*path))
            .collect();
        assert_eq!(changed, Vec::<&String>::new(), "{}", document.display());
        assert_eq!(before.len(), after.len(), "{}", document.display());
        assert_eq!(second.lock.unwrap().text(), lock.text(), "{}", document.display());
    }
}
