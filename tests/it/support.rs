//! What the tests share: generating from a text, and the folders of this repository.

#[path = "corpus_folder.rs"]
pub mod corpus;

use std::path::{Path, PathBuf};

use clientwright::lower::{Options, UnknownEnumValues};
use clientwright::{Generated, with_deep_stack};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_owned)
        .unwrap_or_default()
}

/// Generates from the document at `path`, shown as `shown`.
pub fn generate(path: &Path, shown: &str) -> Generated {
    generate_as(path, shown, "case")
}

/// Generates a crate of this name from the document at `path`, shown as `shown`.
pub fn generate_as(path: &Path, shown: &str, name: &str) -> Generated {
    let options = Options {
        package: name.to_owned(),
        version: "0.1.0".to_owned(),
        source: shown.to_owned(),
        unknown_enum_values: UnknownEnumValues::Keep,
        strip_operation_prefix: None,
    };
    let path = path.to_owned();
    with_deep_stack(move || clientwright::generate(&path, &options))
}

/// The files of a folder with one of these endings, in order.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let is_document = |path: &PathBuf| {
        path.extension()
            .is_some_and(|ending| ["yaml", "yml", "json", "md"].iter().any(|known| ending == *known))
    };
    let mut documents: Vec<PathBuf> = entries.filter(is_document).collect();
    documents.sort();
    documents
}
