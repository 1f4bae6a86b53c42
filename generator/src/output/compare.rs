//! What is there, compared with what is to be there.

use std::collections::BTreeSet;
use std::path::Path;

use similar::TextDiff;

use super::manifest::{Known, Manifest};
use super::{Batch, JOURNAL, LockFile, MANIFEST, OWN, OutputError, OwnFile, STAGING, disk, manifest, paths};
use crate::render::Files;
use crate::threads;

/// What is where a file is to be.
pub(super) enum Found {
    /// The same text.
    Same,
    /// Another file.
    Other(Vec<u8>),
    /// A symbolic link to another text, to a folder or to nothing.
    Link(Vec<u8>),
    /// A folder.
    Folder,
    /// Nothing.
    Nothing,
}

/// What is at this path.
pub(super) fn found(path: &Path, wanted: &str) -> Result<Found, OutputError> {
    let Ok(metadata) = std::fs::symlink_metadata(path) else {
        // Whatever else is wrong comes up when the path is read.
        return Ok(disk::read(path)?.map_or(Found::Nothing, Found::Other));
    };
    if metadata.is_dir() {
        return Ok(Found::Folder);
    }
    if metadata.is_symlink() {
        let there = std::fs::read(path).unwrap_or_default();
        let is_same = path.is_file() && there == wanted.as_bytes();
        return Ok(if is_same { Found::Same } else { Found::Link(there) });
    }
    Ok(match disk::read(path)? {
        Some(there) if there == wanted.as_bytes() => Found::Same,
        Some(there) => Found::Other(there),
        None => Found::Nothing,
    })
}

/// The files and the manifest that lists them: in the order of their paths, the manifest last.
pub(super) fn with_manifest<'f>(files: &'f Files, list: &'f str) -> Vec<(&'f str, &'f str)> {
    let files = files.0.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    files.chain([(MANIFEST, list)]).collect()
}

/// Files that were written the last time and are no longer generated.
pub(super) fn stale<'k>(out: &Path, files: &Files, known: &'k Known) -> BTreeSet<&'k str> {
    let gone = known.paths().filter(|path| !files.0.contains_key(*path));
    let there = gone.filter(|path| paths::is_reachable(out, path) && out.join(path).is_file());
    there.filter(|path| !paths::is_replaced(out, path, files)).collect()
}

/// Whether a run was interrupted here, or is still writing.
pub(super) fn is_interrupted(out: &Path) -> bool {
    std::fs::symlink_metadata(out.join(JOURNAL)).is_ok() || has_staging(out)
}

/// Whether the folder of staged files is there.
pub(super) fn has_staging(out: &Path) -> bool {
    std::fs::symlink_metadata(out.join(STAGING)).is_ok()
}

/// How the folder and the lock differ from what would be written.
pub(super) fn check(out: &Path, batch: Batch<'_>) -> String {
    let files = batch.files;
    let manifest = Manifest::of(files);
    let wanted = with_manifest(files, &manifest.text);
    let known = manifest::read(out).unwrap_or_default();
    let mut diff = String::new();
    if is_interrupted(out) {
        diff.push_str("An earlier run was interrupted before it wrote all files, or is still writing them.\n");
    }
    let found = threads::each(&wanted, |(path, text)| found(&out.join(path), text));
    for ((path, text), found) in wanted.iter().zip(found) {
        match found {
            Ok(Found::Same) => {}
            Ok(Found::Other(there) | Found::Link(there)) => {
                diff.push_str(&unified(path, &String::from_utf8_lossy(&there), text));
            }
            Ok(Found::Folder | Found::Nothing) | Err(_) => diff.push_str(&unified(path, "", text)),
        }
    }
    for path in stale(out, files, &known) {
        let there = std::fs::read(out.join(path)).unwrap_or_default();
        diff.push_str(&unified(path, &String::from_utf8_lossy(&there), ""));
    }
    if let Some(OwnFile { before, after }) = batch.changelog {
        diff.push_str(&unified(OWN, before.as_deref().unwrap_or_default(), after));
    }
    if let Some(LockFile { path, text }) = batch.lock {
        let there = std::fs::read(path).unwrap_or_default();
        if there != text.as_bytes() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            diff.push_str(&unified(&name, &String::from_utf8_lossy(&there), text));
        }
    }
    diff
}

/// Whether a file in the folder isn't as it was generated, or is no longer generated.
pub(super) fn differs(out: &Path, files: &Files) -> bool {
    let wanted: Vec<(&String, &String)> = files.0.iter().collect();
    let is_same = |(path, text): &(&String, &String)| matches!(found(&out.join(path), text), Ok(Found::Same));
    let known = manifest::read(out).unwrap_or_default();
    threads::each(&wanted, is_same).contains(&false) || !stale(out, files, &known).is_empty()
}

fn unified(path: &str, there: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(there, wanted);
    diff.unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
