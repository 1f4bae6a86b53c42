use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::exclusive::Exclusive;
use super::journal::{Entry, Journal, LockEntry};
use super::*;
use crate::render::MARK;

mod hostile;
mod interrupted;
mod own;

/// Files that carry the mark, by their paths.
fn files(list: &[(&str, &str)]) -> Files {
    Files(
        list.iter()
            .map(|(path, text)| ((*path).to_owned(), format!("// {MARK}\n{text}")))
            .collect(),
    )
}

fn lock(path: &Path, text: &str) -> LockFile {
    LockFile {
        path: path.to_owned(),
        text: format!("# {MARK}: names\n{text}\n"),
    }
}

/// All that is in a folder, by path: the texts of files, `->` for links, nothing for folders.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    gather(folder, folder, &mut all);
    all
}

fn gather(base: &Path, folder: &Path, all: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        let name = path.strip_prefix(base).unwrap().to_string_lossy().into_owned();
        if kind.is_dir() {
            all.insert(name, String::new());
            gather(base, &path, all);
        } else if kind.is_symlink() {
            all.insert(name, "->".to_owned());
        } else {
            all.insert(name, std::fs::read_to_string(path).unwrap());
        }
    }
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
    let names: Vec<String> = tree(folder.path()).into_keys().collect();
    assert_eq!(names, [".clientwright", "a.rs"], "nothing else is left");
}

#[test]
fn what_was_changed_by_hand_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(&[("a.rs", "a"), ("b.rs", "b")]), HandEdits::Keep).unwrap();
    std::fs::write(folder.path().join("a.rs"), "mine").unwrap();
    let before = tree(folder.path());
    let changed = files(&[("a.rs", "c"), ("b.rs", "d")]);
    let refused = write(folder.path(), &changed, HandEdits::Keep).unwrap_err();
    assert!(refused.to_string().contains("a.rs"));
    assert_eq!(tree(folder.path()), before);
    write(folder.path(), &changed, HandEdits::Overwrite).unwrap();
    assert_eq!(check(folder.path(), &changed), "");
}

#[test]
fn a_file_may_become_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(&[("a", "a")]), HandEdits::Keep).unwrap();
    let second = files(&[("a/b.rs", "b")]);
    write(folder.path(), &second, HandEdits::Keep).unwrap();
    assert_eq!(check(folder.path(), &second), "");
}

#[test]
fn nothing_is_touched_where_all_is_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let first = files(&[("a.rs", "a")]);
    write(folder.path(), &first, HandEdits::Keep).unwrap();
    let none = || Err(io::Error::other("a change"));
    let writer = Writer {
        disk: Disk::gated(&none),
        patience: Duration::ZERO,
    };
    let summary = writer
        .write(folder.path(), Batch::new(&first, None), HandEdits::Keep)
        .unwrap();
    assert_eq!(summary.unchanged, 1);
}
