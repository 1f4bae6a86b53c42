//! The documents in a folder. Also compiled by `build.rs`, so it names the standard library alone.

use std::path::{Path, PathBuf};

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
