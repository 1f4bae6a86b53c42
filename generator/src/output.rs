//! Writing, the only place that does: whole, or not at all; and comparing, for continuous integration.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::names::Lock;
use crate::render::{Files, MARK};
use crate::threads;

/// The file that lists what was written, so that a file that was changed by hand since then is known.
const MANIFEST: &str = ".clientwright";

/// What writing changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or different.
    pub written: Vec<String>,
    /// Files that were there already as they are.
    pub unchanged: usize,
    /// Files that are no longer generated.
    pub removed: Vec<String>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum OutputError {
    /// Files that the generator didn't write, or that were changed since it did, stand in the way.
    InTheWay(Vec<String>),
    /// The file system refused.
    Io(PathBuf, std::io::Error),
}

impl fmt::Display for OutputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InTheWay(files) => write!(
                formatter,
                "these files were written or changed by hand, so nothing was written: {}\n  = help: move them away, or overwrite them with `--force`",
                files.join(", ")
            ),
            Self::Io(path, error) => write!(formatter, "`{}` can't be written: {error}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {}

/// Whether files that were changed by hand are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandEdits {
    /// They are kept, and nothing is written.
    Keep,
    /// They are overwritten.
    Overwrite,
}

/// The names for the next run, and the file that they go to.
#[derive(Clone, Debug)]
pub struct LockFile {
    path: PathBuf,
    text: String,
}

impl LockFile {
    /// A lock in this file.
    pub fn new(path: impl Into<PathBuf>, lock: &Lock) -> Self {
        Self {
            path: path.into(),
            text: lock.text(),
        }
    }

    fn there(&self) -> String {
        std::fs::read_to_string(&self.path).unwrap_or_default()
    }
}

/// Writes the files into the folder `out`, and no lock.
///
/// # Errors
///
/// See [`write_with_lock`].
pub fn write(out: &Path, files: &Files, hand_edits: HandEdits) -> Result<Summary, OutputError> {
    write_with_lock(out, files, None, hand_edits)
}

/// Writes the files into the folder `out`, and the lock with them.
///
/// Every file is written beside its place first; only when all are there do they move into place, one rename each. Files
/// that are as they should be are not touched. Files that are no longer generated are removed if they carry the mark.
///
/// # Errors
///
/// See [`OutputError`]. Unless it happens between the renames, the folder is as it was before.
pub fn write_with_lock(
    out: &Path,
    files: &Files,
    lock: Option<&LockFile>,
    hand_edits: HandEdits,
) -> Result<Summary, OutputError> {
    let list = list(files);
    let wanted = with_list(files, &list);
    let known = manifest(out);
    let stale = stale(out, &wanted, &known);
    let mut summary = Summary::default();
    let mut in_the_way = Vec::new();
    let mut changes: Vec<(&str, &str)> = Vec::new();
    let found = threads::each(&wanted, |(path, text)| found(&out.join(path), text));
    for ((path, text), found) in wanted.iter().zip(found) {
        match found {
            Found::Same => summary.unchanged += usize::from(*path != MANIFEST),
            Found::Other(there) => {
                if *path != MANIFEST && !is_ours(path, &there, &known) {
                    in_the_way.push((*path).to_owned());
                }
                changes.push((path, text));
            }
            Found::Nothing => changes.push((path, text)),
        }
    }
    for path in &stale {
        let text = std::fs::read_to_string(out.join(path)).unwrap_or_default();
        if !is_ours(path, &text, &known) {
            in_the_way.push(path.clone());
        }
    }
    if !in_the_way.is_empty() && hand_edits == HandEdits::Keep {
        in_the_way.sort();
        return Err(OutputError::InTheWay(in_the_way));
    }
    let lock = lock.filter(|lock| lock.there() != lock.text);
    let locks = lock.map(|lock| (lock.path.clone(), lock.text.as_str()));
    let all = changes.iter().map(|(path, text)| (out.join(path), *text));
    let all: Vec<(PathBuf, &str)> = all.chain(locks).collect();
    stage(&all)?;
    let moved = threads::each(&all, |(path, _)| {
        std::fs::rename(beside(path), path).map_err(|error| OutputError::Io(path.clone(), error))
    });
    moved.into_iter().collect::<Result<(), _>>()?;
    for path in &stale {
        let path = out.join(path);
        std::fs::remove_file(&path).map_err(|error| OutputError::Io(path.clone(), error))?;
        remove_empty_folders(out, &path);
    }
    summary.written = changes
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .filter(|path| path != MANIFEST)
        .collect();
    summary.removed = stale.into_iter().collect();
    Ok(summary)
}

/// How the folder `out` and the lock differ from what would be written, as a unified diff; empty when they don't.
pub fn check_with_lock(out: &Path, files: &Files, lock: &LockFile) -> String {
    let mut diff = check(out, files);
    let there = lock.there();
    if there != lock.text {
        let name = lock.path.file_name().unwrap_or_default().to_string_lossy();
        diff.push_str(&unified(&name, &there, &lock.text));
    }
    diff
}

/// How the folder `out` differs from the files, as a unified diff; empty when it doesn't.
pub fn check(out: &Path, files: &Files) -> String {
    let list = list(files);
    let wanted = with_list(files, &list);
    let known = manifest(out);
    let mut diff = String::new();
    let found = threads::each(&wanted, |(path, text)| found(&out.join(path), text));
    for ((path, text), found) in wanted.iter().zip(found) {
        match found {
            Found::Same => {}
            Found::Other(there) => diff.push_str(&unified(path, &there, text)),
            Found::Nothing => diff.push_str(&unified(path, "", text)),
        }
    }
    for path in stale(out, &wanted, &known) {
        let there = std::fs::read_to_string(out.join(&path)).unwrap_or_default();
        diff.push_str(&unified(&path, &there, ""));
    }
    diff
}

fn unified(path: &str, there: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(there, wanted);
    diff.unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}

/// The text of the manifest.
fn list(files: &Files) -> String {
    let lines: String = files
        .0
        .iter()
        .map(|(path, text)| format!("{:016x} {path}\n", fingerprint(text)))
        .collect();
    format!("# {MARK}: the files that were written, with a fingerprint each.\n{lines}")
}

/// The files and the manifest that lists them, by their paths.
fn with_list<'f>(files: &'f Files, list: &'f str) -> Vec<(&'f str, &'f str)> {
    let files = files.0.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let mut all: Vec<_> = files.chain([(MANIFEST, list)]).collect();
    all.sort_unstable();
    all
}

/// What is where a file is to be.
enum Found {
    Same,
    Other(String),
    Nothing,
}

fn found(path: &Path, wanted: &str) -> Found {
    match std::fs::read(path) {
        Ok(there) if there == wanted.as_bytes() => Found::Same,
        Ok(there) => Found::Other(String::from_utf8_lossy(&there).into_owned()),
        Err(_) => Found::Nothing,
    }
}

/// The fingerprints of what was written the last time.
fn manifest(out: &Path) -> BTreeMap<String, u64> {
    let text = std::fs::read_to_string(out.join(MANIFEST)).unwrap_or_default();
    let entries = text.lines().filter_map(|line| {
        let (fingerprint, path) = line.split_once(' ')?;
        Some((path.to_owned(), u64::from_str_radix(fingerprint, 16).ok()?))
    });
    entries.filter(|(path, _)| is_inside(path)).collect()
}

/// Whether a path of the manifest stays in the folder: the manifest is a file like any other and may be forged.
fn is_inside(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|component| matches!(component, std::path::Component::Normal(_)))
}

/// Files that were written the last time and are no longer generated.
fn stale(out: &Path, wanted: &[(&str, &str)], known: &BTreeMap<String, u64>) -> BTreeSet<String> {
    let wanted: BTreeSet<&str> = wanted.iter().map(|(path, _)| *path).collect();
    known
        .keys()
        .filter(|path| !wanted.contains(path.as_str()) && out.join(path).is_file())
        .cloned()
        .collect()
}

/// Whether a file is as the generator wrote it: by its fingerprint, or where none is known by its mark.
fn is_ours(path: &str, text: &str, known: &BTreeMap<String, u64>) -> bool {
    match known.get(path) {
        Some(known) => *known == fingerprint(text),
        None => text.lines().take(2).any(|line| line.contains(MARK)),
    }
}

/// Writes every change beside its place; what was written goes again if one of them fails.
fn stage(changes: &[(PathBuf, &str)]) -> Result<(), OutputError> {
    let folders: BTreeSet<&Path> = changes.iter().filter_map(|(path, _)| path.parent()).collect();
    for folder in folders {
        std::fs::create_dir_all(folder).map_err(|error| OutputError::Io(folder.to_owned(), error))?;
    }
    let written = threads::each(changes, |(path, text)| {
        std::fs::write(beside(path), text).map_err(|error| OutputError::Io(path.clone(), error))
    });
    written.into_iter().collect::<Result<(), _>>().inspect_err(|_| {
        for (path, _) in changes {
            let _ = std::fs::remove_file(beside(path));
        }
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push(".clientwright-new");
    path.with_file_name(name)
}

fn remove_empty_folders(out: &Path, path: &Path) {
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out) {
        // A folder that is not empty stays, which is what the error says.
        if std::fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
}

/// FNV-1a: the same on every machine and in every version.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        Files(
            list.iter()
                .map(|(path, text)| ((*path).to_owned(), format!("// {MARK}\n{text}")))
                .collect(),
        )
    }

    #[test]
    fn a_second_run_changes_nothing_and_stale_files_go() {
        let folder = tempfile::tempdir().unwrap();
        let first = files(&[("a.rs", "a"), ("src/b.rs", "b")]);
        assert_eq!(write(folder.path(), &first, HandEdits::Keep).unwrap().written.len(), 2);
        let again = write(folder.path(), &first, HandEdits::Keep).unwrap();
        assert_eq!((again.written.len(), again.unchanged), (0, 2));
        let second = files(&[("a.rs", "a")]);
        assert!(check(folder.path(), &second).contains("a/src/b.rs"));
        assert_eq!(
            write(folder.path(), &second, HandEdits::Keep).unwrap().removed,
            ["src/b.rs"]
        );
        assert!(!folder.path().join("src").exists());
        assert_eq!(check(folder.path(), &second), "");
    }

    #[test]
    fn what_was_changed_by_hand_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &files(&[("a.rs", "a"), ("b.rs", "b")]), HandEdits::Keep).unwrap();
        std::fs::write(folder.path().join("a.rs"), "mine").unwrap();
        let changed = files(&[("a.rs", "c"), ("b.rs", "d")]);
        let refused = write(folder.path(), &changed, HandEdits::Keep).unwrap_err();
        assert!(refused.to_string().contains("a.rs"));
        assert!(
            std::fs::read_to_string(folder.path().join("b.rs"))
                .unwrap()
                .ends_with('b')
        );
        write(folder.path(), &changed, HandEdits::Overwrite).unwrap();
        assert!(
            std::fs::read_to_string(folder.path().join("a.rs"))
                .unwrap()
                .ends_with('c')
        );
    }

    #[test]
    fn other_files_are_left_alone_and_a_forged_manifest_reaches_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let out = folder.path().join("out");
        std::fs::create_dir(&out).unwrap();
        std::fs::write(out.join(MANIFEST), "0000000000000000 ../notes.txt\n").unwrap();
        write(&out, &files(&[("a.rs", "a")]), HandEdits::Keep).unwrap();
        assert!(folder.path().join("notes.txt").exists());
    }
}
