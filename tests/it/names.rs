//! The obstacle course of names: what is hard to name, in every scope.

use clientwright_tests::{generate, root};

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
