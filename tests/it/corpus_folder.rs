//! A folder of documents: published ones with an index, a line a document, its folder and its file first; or cases.

use std::path::{Path, PathBuf};

use clientwright::render::Files;

use super::documents;

/// One document of the folder.
#[derive(Clone, Debug)]
pub struct Entry {
    /// A name that is unique in the folder, fit for a package.
    pub name: String,
    /// The document.
    pub path: PathBuf,
}

/// All documents, in the order of the index, or of their names where there is none.
///
/// # Errors
///
/// When the index can't be read.
pub fn entries(folder: &Path) -> std::io::Result<Vec<Entry>> {
    let index = folder.join("INDEX.tsv");
    if !index.exists() {
        let entry = |path: PathBuf| Entry {
            name: package_name(&path.file_stem().unwrap_or_default().to_string_lossy()),
            path,
        };
        return Ok(documents(folder).into_iter().map(entry).collect());
    }
    let index = std::fs::read_to_string(index)?;
    let rows: Vec<(&str, &str)> = index
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?))
        })
        .collect();
    let is_alone = |slug: &str| rows.iter().filter(|(other, _)| *other == slug).count() == 1;
    let entries = rows.iter().map(|(slug, file)| Entry {
        name: match is_alone(slug) {
            true => package_name(slug),
            false => package_name(&format!("{slug}-{}", Path::new(file).with_extension("").display())),
        },
        path: folder.join(slug).join(file),
    });
    Ok(entries.collect())
}

fn package_name(text: &str) -> String {
    text.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
        .to_lowercase()
}

/// Writes an emitted crate as it is.
///
/// # Errors
///
/// When the folder can't be written.
pub fn write(files: &Files, folder: &Path) -> std::io::Result<()> {
    for (path, text) in &files.0 {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// Reads the sources of a crate that was written.
///
/// # Errors
///
/// When the folder can't be read.
pub fn read(folder: &Path) -> std::io::Result<Files> {
    let mut files = Files::default();
    let mut open = vec![folder.join("src")];
    while let Some(folder_below) = open.pop() {
        for entry in std::fs::read_dir(folder_below)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(shown) = path.strip_prefix(folder) {
                files
                    .0
                    .insert(shown.to_string_lossy().into_owned(), std::fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}
