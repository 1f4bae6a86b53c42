//! The obstacle course of names: what is hard to name, in every scope.

use clientwright_tests::name_measures::{Measures, of, texts};
use clientwright_tests::{configuration, documents, generate, generate_by, root};

/// The lines that show names: items, methods, and the listings of wire names beside Rust's.
fn shows_a_name(line: &&str) -> bool {
    let items = ["pub struct ", "pub enum ", "pub type ", "pub mod ", "pub fn "];
    let text = line.trim_start();
    items.iter().any(|item| text.starts_with(item)) || (text.starts_with('"') && text.contains(" => "))
}

#[test]
fn whatever_a_thing_is_called_it_gets_a_name_of_its_own() {
    let path = root().join("tests/names/obstacle-course.yaml");
    let generated = generate(&path, "names/obstacle-course.yaml");
    let files = generated.files.unwrap();
    let shown = files
        .0
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") && !path.contains("/runtime/") && !path.ends_with("types/mod.rs"));
    let text: String = shown
        .map(|(path, text)| {
            let names: Vec<&str> = text.lines().filter(shows_a_name).map(str::trim).collect();
            format!("==> {path}\n{}\n", names.join("\n"))
        })
        .collect();
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("names", text);
    });
}

/// Methods that would have no name without what their handle says.
const REPEATING: &[&str] = &["Issues::issues_for_repo", "Users::new_user"];

#[test]
fn no_name_holds_a_hash_or_a_separator_or_repeats_its_handle_or_is_too_long() {
    let mut cases = documents(&root().join("tests/cases"));
    cases.extend(documents(&root().join("tests/names")));
    let mut all = Measures::default();
    for case in cases {
        let config = configuration(&case, "case").unwrap();
        let files = generate_by(config, &case, "case.yaml").files.unwrap();
        all.add(of(&files, &texts(&case)));
    }
    all.stutter.retain(|method| !REPEATING.contains(&method.as_str()));
    assert!(
        all.names > 1000 && all.methods > 30,
        "{} names, {} methods",
        all.names,
        all.methods
    );
    let none: Vec<String> = Vec::new();
    assert_eq!((all.hashes, all.spelled), (none.clone(), none.clone()));
    assert_eq!((all.stutter, all.long), (none.clone(), none));
}
