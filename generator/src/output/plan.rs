//! What a run has to change, and whether it may.

use std::collections::BTreeSet;
use std::path::Path;

use super::compare::{Found, found, stale, with_manifest};
use super::journal::{Entry, Journal, LockEntry};
use super::manifest::{Known, Manifest, fingerprint};
use super::{Batch, HandEdits, LockFile, MANIFEST, OWN, Obstacle, OutputError, OwnFile, Summary, disk, paths};
use crate::threads;

/// What a run has to change.
#[derive(Default)]
pub(super) struct Plan<'f> {
    /// The moves.
    pub(super) journal: Journal,
    /// The text of each entry of the journal; `None` for a file that is removed.
    pub(super) texts: Vec<Option<&'f str>>,
    /// Files that were written or changed by hand.
    in_the_way: Vec<String>,
    unchanged: usize,
}

/// Compares the folder and the lock with what is to be there.
pub(super) fn plan<'f>(
    out: &Path,
    batch: Batch<'f>,
    manifest: &'f Manifest,
    known: &Known,
) -> Result<Plan<'f>, OutputError> {
    let files = batch.files;
    let stale = stale(out, files, known);
    let mut obstacles = paths::obstacles(out, files, &stale);
    let mut plan = Plan::default();
    for path in &stale {
        plan.remove(out, path, known)?;
    }
    if let Some(own) = batch.changelog {
        obstacles.extend(plan.change_own(out, own)?);
    }
    let wanted = with_manifest(files, &manifest.text);
    let changes = threads::each(wanted.iter().zip(&manifest.fingerprints), |((path, text), own)| {
        change(out, (path, text, *own), known, &stale)
    });
    for ((path, text), change) in wanted.into_iter().zip(changes) {
        match change? {
            Change::None => plan.unchanged += usize::from(path != MANIFEST),
            Change::Blocked => _ = obstacles.insert(Obstacle::Folder(path.to_owned())),
            Change::Write { entry, is_ours } => {
                plan.in_the_way.extend((!is_ours).then(|| path.to_owned()));
                plan.journal.entries.push(entry);
                plan.texts.push(Some(text));
            }
        }
    }
    if !obstacles.is_empty() {
        return Err(OutputError::Blocked(obstacles.into_iter().collect()));
    }
    plan.journal.lock = batch.lock.map(lock_entry).transpose()?.flatten();
    Ok(plan)
}

impl<'a> Plan<'a> {
    fn remove(&mut self, out: &Path, path: &str, known: &Known) -> Result<(), OutputError> {
        let there = disk::read(&out.join(path))?.unwrap_or_default();
        if !known.is_ours(path, &there) || out.join(path).is_symlink() {
            self.in_the_way.push(path.to_owned());
        }
        self.journal.entries.push(Entry {
            path: path.to_owned(),
            old: Some(fingerprint(&there)),
            new: None,
        });
        self.texts.push(None);
        Ok(())
    }

    /// Changes the user's own file; what is in the way if it isn't as it was.
    fn change_own(&mut self, out: &Path, own: &'a OwnFile) -> Result<Option<Obstacle>, OutputError> {
        let there = match found(&out.join(OWN), &own.after)? {
            Found::Same => return Ok(None),
            Found::Nothing => None,
            Found::Other(there) => Some(there),
            Found::Folder => return Ok(Some(Obstacle::Folder(OWN.to_owned()))),
            Found::Link(_) => return Ok(Some(Obstacle::Changed(OWN.to_owned()))),
        };
        if there.as_deref() != own.before.as_deref().map(str::as_bytes) {
            return Ok(Some(Obstacle::Changed(OWN.to_owned())));
        }
        self.journal.entries.push(Entry {
            path: OWN.to_owned(),
            old: there.as_deref().map(fingerprint),
            new: Some(fingerprint(own.after.as_bytes())),
        });
        self.texts.push(Some(&own.after));
        Ok(None)
    }

    /// Whether all is as it has to be.
    pub(super) fn is_empty(&self) -> bool {
        self.journal.entries.is_empty() && self.journal.lock.is_none()
    }

    /// Refuses to lose what was written by hand.
    pub(super) fn permit(&self, hand_edits: HandEdits) -> Result<(), OutputError> {
        if self.in_the_way.is_empty() || hand_edits == HandEdits::Overwrite {
            return Ok(());
        }
        let mut files = self.in_the_way.clone();
        files.sort();
        Err(OutputError::InTheWay(files))
    }

    /// What the run changes.
    pub(super) fn summary(&self) -> Summary {
        let entries = || self.journal.entries.iter().filter(|entry| entry.path != MANIFEST);
        let (written, removed): (Vec<_>, Vec<_>) = entries().partition(|entry| entry.new.is_some());
        let names = |entries: Vec<&Entry>| entries.into_iter().map(|entry| entry.path.clone()).collect();
        Summary {
            written: names(written),
            unchanged: self.unchanged,
            removed: names(removed),
            recovered: None,
        }
    }
}

/// What becomes of one file.
enum Change {
    None,
    Blocked,
    Write { entry: Entry, is_ours: bool },
}

/// `own` is the fingerprint of the text.
fn change(
    out: &Path,
    (path, text, own): (&str, &str, u64),
    known: &Known,
    stale: &BTreeSet<&str>,
) -> Result<Change, OutputError> {
    let (old, is_ours) = match found(&out.join(path), text)? {
        Found::Same => return Ok(Change::None),
        Found::Folder if paths::holds_only(out, path, stale) => (None, true),
        Found::Folder => return Ok(Change::Blocked),
        Found::Nothing => (None, true),
        Found::Other(there) => (Some(fingerprint(&there)), known.is_ours(path, &there)),
        // The generator writes no links.
        Found::Link(there) => (Some(fingerprint(&there)), false),
    };
    let entry = Entry {
        path: path.to_owned(),
        old,
        new: Some(own),
    };
    Ok(Change::Write { entry, is_ours })
}

fn lock_entry(lock: &LockFile) -> Result<Option<LockEntry>, OutputError> {
    let there = disk::read(&lock.path)?;
    Ok((there.as_deref() != Some(lock.text.as_bytes())).then(|| LockEntry {
        old: there.as_deref().map(fingerprint),
        new: fingerprint(lock.text.as_bytes()),
    }))
}
