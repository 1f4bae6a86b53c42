//! Which paths are safe to write, and what makes it impossible.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Component, Path};

use super::{MANIFEST, Obstacle};
use crate::render::Files;

/// Whether a path is one that the generator writes: inside the folder on every system, and not hidden. What a forged
/// manifest or journal lists may be anything, such as `../notes`, `C:notes` or `.git/hooks/pre-commit`.
pub(super) fn is_plain(path: &str) -> bool {
    let is_plain = |part: &str| {
        let is_odd = |letter: char| {
            letter.is_control() || matches!(letter, '\\' | ':' | '~' | '*' | '?' | '"' | '<' | '>' | '|')
        };
        !part.is_empty() && !part.starts_with('.') && !part.ends_with(['.', ' ']) && !part.contains(is_odd)
    };
    let mut components = Path::new(path).components();
    path.split('/').all(is_plain) && components.all(|component| matches!(component, Component::Normal(_)))
}

/// Whether no symbolic link leads from the folder of this path to a place outside the output.
pub(super) fn is_reachable(out: &Path, path: &str) -> bool {
    folders(path).all(|folder| matches!(kind(out, folder), Kind::Folder | Kind::Nothing))
}

/// Whether a file that is no longer generated goes by itself, since one that is generated has its name but for the case,
/// and the file system doesn't tell them apart.
pub(super) fn is_replaced(out: &Path, path: &str, files: &Files) -> bool {
    let folded = path.to_lowercase();
    let mut same = files
        .0
        .keys()
        .filter(|other| other.len() == path.len() && other.to_lowercase() == folded);
    let place = |path: &str| out.join(path).canonicalize().ok();
    same.any(|other| place(other).is_some_and(|there| Some(there) == place(path)))
}

/// What keeps these files from being written, where `stale` ones go first.
pub(super) fn obstacles(out: &Path, files: &Files, stale: &BTreeSet<&str>) -> BTreeSet<Obstacle> {
    let paths = || files.0.keys().map(String::as_str);
    let parents: BTreeSet<&str> = paths().flat_map(folders).collect();
    let outside = paths()
        .filter(|path| !is_plain(path))
        .map(|path| Obstacle::Outside(path.to_owned()));
    let both = paths()
        .filter(|path| parents.contains(path))
        .map(|path| Obstacle::File(path.to_owned()));
    let blocked = parents.iter().filter_map(|folder| match kind(out, folder) {
        Kind::File if !stale.contains(folder) => Some(Obstacle::File((*folder).to_owned())),
        Kind::Link => Some(Obstacle::Link((*folder).to_owned())),
        Kind::File | Kind::Folder | Kind::Nothing => None,
    });
    let all = outside
        .chain(both)
        .chain(blocked)
        .chain(same_but_for_case(paths().chain(parents.iter().copied())));
    all.collect()
}

/// Whether a folder goes by itself, since nothing but `stale` files is in it, not even an empty folder.
pub(super) fn holds_only(out: &Path, folder: &str, stale: &BTreeSet<&str>) -> bool {
    let Ok(entries) = std::fs::read_dir(out.join(folder)).and_then(Iterator::collect::<Result<Vec<_>, _>>) else {
        return false;
    };
    let goes = |entry: &std::fs::DirEntry| {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        stale.contains(path.as_str()) || is_folder && holds_only(out, &path, stale)
    };
    !entries.is_empty() && entries.iter().all(goes)
}

fn same_but_for_case<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<Obstacle> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut same = Vec::new();
    for path in paths.filter(|path| *path != MANIFEST) {
        let first = *seen.entry(path.to_lowercase()).or_insert(path);
        if first != path {
            same.push(Obstacle::Case(first.to_owned(), path.to_owned()));
        }
    }
    same
}

/// The folders that a file is in, up to the output itself.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// What is where a folder has to be.
enum Kind {
    Folder,
    File,
    /// A symbolic link to another place than a folder of the output.
    Link,
    Nothing,
}

fn kind(out: &Path, folder: &str) -> Kind {
    let path = out.join(folder);
    match std::fs::symlink_metadata(&path) {
        Ok(there) if there.is_dir() => Kind::Folder,
        Ok(there) if there.is_symlink() && !leads_inside(out, &path) => Kind::Link,
        Ok(there) if there.is_symlink() => Kind::Folder,
        Ok(_) => Kind::File,
        Err(error) if error.kind() == ErrorKind::NotFound => Kind::Nothing,
        // A file is above it, which is reported there; all else comes up when the path is written.
        Err(_) => Kind::Nothing,
    }
}

fn leads_inside(out: &Path, link: &Path) -> bool {
    let base = if out.as_os_str().is_empty() {
        Path::new(".")
    } else {
        out
    };
    match (base.canonicalize(), link.canonicalize()) {
        (Ok(out), Ok(there)) => there.starts_with(out) && there.is_dir(),
        _ => false,
    }
}
