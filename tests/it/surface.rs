//! `api.txt` says what the emitted crates really have: both are compared with what rustdoc finds in them.

mod rustdoc;
mod stated;

use std::collections::BTreeMap;
use std::path::Path;

use clientwright::surface::Surface;
use clientwright_tests::root;

/// The items of a crate: a path and what it is, with the signature. Paths inside of signatures are their last names.
type Items = BTreeMap<String, String>;

fn compare(package: &str, folder: &Path) {
    let Some(found) = rustdoc::items(package) else {
        println!("SKIPPED: rustdoc writes no JSON here");
        return;
    };
    let text = std::fs::read_to_string(folder.join("api.txt")).unwrap();
    let stated = stated::items(&Surface::parse(&text).unwrap());
    let differs = |left: &Items, right: &Items| -> Vec<String> {
        let lines = left
            .iter()
            .filter(|(path, signature)| right.get(*path) != Some(signature));
        lines.map(|(path, signature)| format!("{path}: {signature}")).collect()
    };
    let (unstated, wrong) = (differs(&found, &stated), differs(&stated, &found));
    assert!(
        unstated.is_empty() && wrong.is_empty(),
        "in the crate:\n{}\n\nin api.txt:\n{}",
        unstated.join("\n"),
        wrong.join("\n")
    );
    assert!(found.len() > 100, "{package} has {} items", found.len());
}

#[test]
fn the_listed_surface_is_that_of_the_client() {
    compare("stackone", &root().join("generated"));
}

#[test]
fn the_listed_surface_is_that_of_everything() {
    compare("everything", &root().join("tests/everything/client"));
}
