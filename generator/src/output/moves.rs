//! The moves of one run: staging the files, renaming them into place, and taking that back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{self, Disk, remove_empty_above};
use super::journal::{Entry, Journal};
use super::manifest::fingerprint;
use super::{LockFile, Obstacle, OutputError, STAGING, paths};
use crate::threads;

/// The moves that a journal lists.
#[derive(Clone, Copy)]
pub(super) struct Moves<'m, 'g> {
    out: &'m Path,
    journal: &'m Journal,
    disk: &'m Disk<'g>,
}

/// What is where a file of the journal is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Old,
    New,
    Nothing,
    /// A folder: it goes with the files in it, or is kept.
    Folder,
    /// An empty file, which a loss of power leaves.
    Blank,
    /// What neither run has written: it is left alone, and the plan of the next run finds it.
    Other,
}

impl<'m, 'g> Moves<'m, 'g> {
    pub(super) fn new(out: &'m Path, journal: &'m Journal, disk: &'m Disk<'g>) -> Self {
        Self { out, journal, disk }
    }

    /// Writes the new files into the staging folder, and the lock beside its place; nothing of them is left on an error.
    pub(super) fn stage(self, texts: &[Option<&str>], lock: Option<&LockFile>) -> Result<(), OutputError> {
        self.disk.create_folder(&self.out.join(STAGING))?;
        self.stage_files(texts)
            .and_then(|()| match self.lock(lock) {
                Some(lock) => self.stage_lock(lock),
                None => Ok(()),
            })
            .map_err(|error| self.discarded(lock, error))
    }

    fn stage_files(self, texts: &[Option<&str>]) -> Result<(), OutputError> {
        let texts: Vec<(usize, &str)> = texts
            .iter()
            .enumerate()
            .filter_map(|(at, text)| Some((at, (*text)?)))
            .collect();
        let written = threads::each(&texts, |(at, text)| self.disk.create_with(&self.staged(*at), text));
        written.into_iter().collect::<Result<(), _>>()?;
        // The manifest is the last one: when it is in place, it must not be empty after a loss of power.
        texts
            .last()
            .map_or(Ok(()), |(at, _)| self.disk.sync_file(&self.staged(*at)))
    }

    fn stage_lock(self, lock: &LockFile) -> Result<(), OutputError> {
        discard_lock(lock, self.disk)?;
        let staged = lock.staged();
        self.disk.create_folders(lock.path.parent().unwrap_or(Path::new("")))?;
        match self.disk.create_with(&staged, &lock.text) {
            Err(OutputError::Io(_, error)) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let shown = staged.display().to_string();
                Err(OutputError::Blocked(vec![Obstacle::Reserved(shown)]))
            }
            created => created.and_then(|()| self.disk.sync_file(&staged)),
        }
    }

    /// Moves all files, the lock last: it decides whether an interrupted run is finished or undone. An error takes all
    /// moves back.
    pub(super) fn carry_out(self, lock: Option<&LockFile>) -> Result<(), OutputError> {
        let moved = self.move_files().and_then(|()| match self.lock(lock) {
            Some(lock) => self.disk.rename(&lock.staged(), &lock.path),
            None => Ok(()),
        });
        if let Err(error) = moved {
            // If this fails as well, the journal stays, and the next run goes on here.
            return Err(match self.undo() {
                Ok(()) => self.discarded(lock, error),
                Err(_) => error,
            });
        }
        // All is in place; what is left of staging is removed by the next run.
        let _ = self.clean(lock);
        Ok(())
    }

    fn move_files(self) -> Result<(), OutputError> {
        for (at, entry) in self.removals() {
            self.disk.rename(&self.place(entry), &self.replaced(at))?;
        }
        self.remove_empty_folders();
        for (at, entry) in self.changes() {
            if entry.old.is_some() {
                self.disk.rename(&self.place(entry), &self.replaced(at))?;
            }
            self.move_in(at, entry)?;
        }
        self.disk.sync_folder(self.out);
        Ok(())
    }

    fn removals(self) -> impl Iterator<Item = (usize, &'m Entry)> {
        let all = self.journal.entries.iter().enumerate();
        all.filter(|(_, entry)| entry.new.is_none())
    }

    fn changes(self) -> impl Iterator<Item = (usize, &'m Entry)> {
        let all = self.journal.entries.iter().enumerate();
        all.filter(|(_, entry)| entry.new.is_some())
    }

    fn move_in(self, at: usize, entry: &Entry) -> Result<(), OutputError> {
        let place = self.place(entry);
        self.disk.create_folders(place.parent().unwrap_or(self.out))?;
        self.disk.rename(&self.staged(at), &place)
    }

    /// Whether the moves can be made to the end: what is still to be moved is there, and whole.
    pub(super) fn can_finish(self) -> bool {
        self.journal
            .entries
            .iter()
            .enumerate()
            .all(|(at, entry)| match self.there(entry) {
                There::New | There::Other => true,
                There::Old | There::Nothing | There::Folder | There::Blank => {
                    entry.new.is_none() || fingerprint_at(&self.staged(at)) == entry.new
                }
            })
    }

    /// Makes the moves that an earlier run did not get to.
    pub(super) fn finish(self) -> Result<(), OutputError> {
        let is_to_go = |there| matches!(there, There::Old | There::Blank);
        for (at, entry) in self.removals() {
            if is_to_go(self.there(entry)) {
                self.disk.rename(&self.place(entry), &self.replaced(at))?;
            }
        }
        self.remove_empty_folders();
        for (at, entry) in self.changes() {
            let there = self.there(entry);
            if is_to_go(there) && !is_file(&self.replaced(at)) {
                self.disk.rename(&self.place(entry), &self.replaced(at))?;
            }
            if is_to_go(there) || there == There::Nothing {
                self.move_in(at, entry)?;
            }
        }
        Ok(())
    }

    /// Takes back the moves that were made.
    pub(super) fn undo(self) -> Result<(), OutputError> {
        for (at, entry) in self.journal.entries.iter().enumerate().rev() {
            let (place, replaced) = (self.place(entry), self.replaced(at));
            let is_to_go = matches!(self.there(entry), There::New | There::Nothing | There::Blank);
            if is_to_go && is_file(&replaced) {
                self.disk.create_folders(place.parent().unwrap_or(self.out))?;
                self.disk.rename(&replaced, &place)?;
            } else if is_to_go && entry.old.is_none() && !is_file(&self.staged(at)) && is_file(&place) {
                self.disk.remove(&place)?;
            }
            if entry.old.is_none() && paths::is_reachable(self.out, &entry.path) {
                remove_empty_above(self.disk, self.out, &place);
            }
        }
        Ok(())
    }

    /// Removes what is staged, with the folder, and gives the error on.
    pub(super) fn discarded(self, lock: Option<&LockFile>, error: OutputError) -> OutputError {
        // What can't be removed is removed by the next run.
        let _ = self.clean(lock);
        error
    }

    /// Removes what is staged, with the folder.
    pub(super) fn clean(self, lock: Option<&LockFile>) -> Result<(), OutputError> {
        clean(self.out, lock, self.disk)
    }

    fn remove_empty_folders(self) {
        let gone = self.removals().map(|(_, entry)| entry);
        for entry in gone.filter(|entry| paths::is_reachable(self.out, &entry.path)) {
            remove_empty_above(self.disk, self.out, &self.place(entry));
        }
    }

    /// The lock, if it is to change.
    fn lock(self, lock: Option<&'m LockFile>) -> Option<&'m LockFile> {
        lock.filter(|_| self.journal.lock.is_some())
    }

    fn there(self, entry: &Entry) -> There {
        let place = self.place(entry);
        if !paths::is_reachable(self.out, &entry.path) {
            return There::Other;
        }
        match std::fs::symlink_metadata(&place) {
            Ok(there) if there.is_dir() => return There::Folder,
            Ok(there) if !there.is_file() => return There::Other,
            Ok(_) | Err(_) => {}
        }
        match fingerprint_at(&place) {
            there if there == entry.new => There::New,
            there if there == entry.old => There::Old,
            None => There::Nothing,
            Some(there) if there == fingerprint(b"") => There::Blank,
            Some(_) => There::Other,
        }
    }

    fn place(self, entry: &Entry) -> PathBuf {
        self.out.join(&entry.path)
    }

    fn staged(self, at: usize) -> PathBuf {
        self.out.join(STAGING).join(format!("{at}.new"))
    }

    fn replaced(self, at: usize) -> PathBuf {
        self.out.join(STAGING).join(format!("{at}.old"))
    }
}

impl LockFile {
    /// Where the lock is written before it replaces the old one: beside it, since it may be on another file system than
    /// the output.
    fn staged(&self) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".clientwright-new");
        self.path.with_file_name(name)
    }
}

/// Removes what is staged, with the folder, if there is one.
///
/// # Errors
///
/// When something else is in the folder.
pub(super) fn clean(out: &Path, lock: Option<&LockFile>, disk: &Disk<'_>) -> Result<(), OutputError> {
    if let Some(lock) = lock {
        discard_lock(lock, disk)?;
    }
    let staging = out.join(STAGING);
    let Ok(there) = std::fs::symlink_metadata(&staging) else {
        return Ok(());
    };
    let reserved = || OutputError::Blocked(vec![Obstacle::Reserved(STAGING.to_owned())]);
    if !there.is_dir() {
        return Err(reserved());
    }
    let entries = std::fs::read_dir(&staging).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let names: BTreeSet<_> = entries
        .map_err(OutputError::io(&staging))?
        .iter()
        .map(std::fs::DirEntry::file_name)
        .collect();
    if !names.iter().all(|name| name.to_str().is_some_and(is_staged)) {
        return Err(reserved());
    }
    let paths: Vec<PathBuf> = names.iter().map(|name| staging.join(name)).collect();
    threads::each(&paths, |path| disk.remove(path))
        .into_iter()
        .collect::<Result<(), _>>()?;
    disk.remove_folder(&staging)
}

/// Whether a file of the staging folder has a name that a run gives.
fn is_staged(name: &str) -> bool {
    let number = name.strip_suffix(".new").or_else(|| name.strip_suffix(".old"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Removes a staged lock, or the beginning of one, that a run has left. Any other file of this name is kept.
fn discard_lock(lock: &LockFile, disk: &Disk<'_>) -> Result<(), OutputError> {
    let staged = lock.staged();
    let first = lock.text.split_inclusive('\n').next().unwrap_or_default();
    let is_ours = |text: &[u8]| text.starts_with(first.as_bytes()) || first.as_bytes().starts_with(text);
    match is_file(&staged) && disk::read(&staged)?.is_some_and(|text| is_ours(&text)) {
        true => disk.remove(&staged),
        false => Ok(()),
    }
}

/// The fingerprint of a file; `None` where there is none, or none that can be read.
fn fingerprint_at(path: &Path) -> Option<u64> {
    let bytes = disk::read(path).ok()??;
    Some(fingerprint(&bytes))
}

/// Whether this is a file, and no symbolic link.
fn is_file(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|there| there.is_file())
}
