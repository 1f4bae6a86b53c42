//! Writes the crate atomically, and compares it for continuous integration.
//!
//! A run stages every new file in a folder of its own, records in a journal what it is going to move, and only then
//! renames the files into place. A run that was killed is finished or undone by the next one.

mod compare;
mod disk;
mod error;
mod exclusive;
mod journal;
mod manifest;
mod moves;
mod paths;
mod plan;
mod recovery;
mod single;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use error::{Obstacle, OutputError};
pub use single::{is_current, write_file, write_lock};

use crate::changelog;
use crate::names::Lock;
use crate::render::Files;
use disk::Disk;
use exclusive::Exclusive;
use journal::Journal;
use manifest::Manifest;
use moves::Moves;

/// Lists what was written, so that a file that was changed by hand since then is recognized.
const MANIFEST: &str = ".clientwright";

/// The lock of the run that is writing, and its journal.
const JOURNAL: &str = ".clientwright-journal";

/// The folder of the files that are not in place yet, and of those that are being replaced.
const STAGING: &str = ".clientwright-staging";

/// How long a run waits for another one that is writing the same folder.
const PATIENCE: Duration = Duration::from_secs(30);

/// What writing changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or different.
    pub written: Vec<String>,
    /// How many files were up to date.
    pub unchanged: usize,
    /// Files that are no longer generated.
    pub removed: Vec<String>,
    /// What was done first about an earlier run that had been interrupted.
    pub recovered: Option<Recovered>,
}

/// What became of a run that had been interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// The rest of its changes was made.
    Finished,
    /// Its changes were undone.
    Undone,
}

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
}

/// A file in the output folder that belongs to the user, of which a run changes a part: it is never removed, and written
/// only if it is still as it was when the change was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// What is there; `None` where there is no such file.
    pub before: Option<String>,
    /// What is to be there.
    pub after: String,
}

/// The path of the only such file.
const OWN: &str = changelog::FILE_NAME;

/// All that one run writes.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'b> {
    /// The generated files.
    pub files: &'b Files,
    /// The changelog of the crate, if it changes.
    pub changelog: Option<&'b OwnFile>,
    /// The names for the next run.
    pub lock: Option<&'b LockFile>,
}

impl<'b> Batch<'b> {
    /// Generated files, and a lock.
    pub fn new(files: &'b Files, lock: Option<&'b LockFile>) -> Self {
        Self {
            files,
            changelog: None,
            lock,
        }
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

/// Writes the files into the folder `out`, and the lock with them: all of them, or nothing.
///
/// Up-to-date files are not touched. Files that are no longer generated are removed unless they were changed by hand. If
/// an earlier run was interrupted, its changes are finished or undone first. Two runs at once take turns.
///
/// # Errors
///
/// See [`OutputError`]. The folder and the lock are as they were before; where even that fails, the next run restores
/// them.
pub fn write_with_lock(
    out: &Path,
    files: &Files,
    lock: Option<&LockFile>,
    hand_edits: HandEdits,
) -> Result<Summary, OutputError> {
    write_batch(out, Batch::new(files, lock), hand_edits)
}

/// Writes all that a batch has, or nothing, as [`write_with_lock`] does.
///
/// # Errors
///
/// See [`write_with_lock`].
pub fn write_batch(out: &Path, batch: Batch<'_>, hand_edits: HandEdits) -> Result<Summary, OutputError> {
    let writer = Writer {
        disk: Disk::default(),
        patience: PATIENCE,
    };
    writer.write(out, batch, hand_edits)
}

/// Finishes or undoes what an interrupted run has left, for those who read the folder before they write it.
///
/// # Errors
///
/// See [`write_with_lock`].
pub fn recover(out: &Path, lock: &LockFile) -> Result<Option<Recovered>, OutputError> {
    let writer = Writer {
        disk: Disk::default(),
        patience: PATIENCE,
    };
    match compare::is_interrupted(out) {
        true => writer.recover(out, lock),
        false => Ok(None),
    }
}

/// How the folder `out` and the lock differ from what would be written, as a unified diff; empty if they don't. Nothing
/// is written; a run that was interrupted is reported.
pub fn check_with_lock(out: &Path, files: &Files, lock: &LockFile) -> String {
    check_batch(out, Batch::new(files, Some(lock)))
}

/// How the folder `out` differs from all that a batch has, as [`check_with_lock`] says it.
pub fn check_batch(out: &Path, batch: Batch<'_>) -> String {
    compare::check(out, batch)
}

/// The files that were added or changed by hand, where a run would write; it refuses to, unless it is told to overwrite them.
pub fn edited(out: &Path, batch: Batch<'_>) -> Vec<String> {
    let manifest = Manifest::of(batch.files);
    let known = manifest::read(out).unwrap_or_default();
    let plan = plan::plan(out, batch, &manifest, &known);
    match plan.and_then(|plan| plan.permit(HandEdits::Keep)) {
        Err(OutputError::InTheWay(files)) => files,
        _ => Vec::new(),
    }
}

/// Whether a file in the folder isn't as it was generated.
pub fn differs(out: &Path, files: &Files) -> bool {
    compare::differs(out, files)
}

/// How the folder `out` differs from the files, as a unified diff; empty if it doesn't. Nothing is written; a run that
/// was interrupted is reported.
pub fn check(out: &Path, files: &Files) -> String {
    compare::check(out, Batch::new(files, None))
}

/// Writes by way of a [`Disk`], which tests interrupt.
struct Writer<'d> {
    disk: Disk<'d>,
    patience: Duration,
}

impl Writer<'_> {
    fn write(&self, out: &Path, batch: Batch<'_>, hand_edits: HandEdits) -> Result<Summary, OutputError> {
        let manifest = Manifest::of(batch.files);
        if !compare::is_interrupted(out) {
            let plan = plan::plan(out, batch, &manifest, &manifest::read(out)?)?;
            plan.permit(hand_edits)?;
            if plan.is_empty() {
                return Ok(plan.summary());
            }
        }
        let created = self.disk.create_folders(out)?;
        self.write_in_turn(out, (batch, &manifest), hand_edits)
            .inspect_err(|_| disk::remove_empty(&self.disk, &created))
    }

    /// Waits for other runs, recovers what an interrupted one has left, and writes.
    fn write_in_turn(
        &self,
        out: &Path,
        (batch, manifest): (Batch<'_>, &Manifest),
        hand_edits: HandEdits,
    ) -> Result<Summary, OutputError> {
        let exclusive = Exclusive::acquire(out, &self.disk, self.patience)?;
        let (recovered, earlier) = self.recover_alone(out, batch.lock, &exclusive)?;
        let written = self.write_alone(out, (batch, manifest), hand_edits, (&exclusive, earlier));
        // Where what is staged is still there, the next run needs the journal to go on.
        if !compare::has_staging(out) {
            exclusive.release();
        }
        written.map(|summary| Summary { recovered, ..summary })
    }

    /// Waits for other runs, and recovers what an interrupted one has left.
    fn recover(&self, out: &Path, lock: &LockFile) -> Result<Option<Recovered>, OutputError> {
        let exclusive = Exclusive::acquire(out, &self.disk, self.patience)?;
        let (recovered, _) = self.recover_alone(out, Some(lock), &exclusive)?;
        exclusive.release();
        Ok(recovered)
    }

    /// Recovers what an interrupted run has left, while no other run does; its journal.
    fn recover_alone(
        &self,
        out: &Path,
        lock: Option<&LockFile>,
        exclusive: &Exclusive<'_, '_>,
    ) -> Result<(Option<Recovered>, Option<Journal>), OutputError> {
        let left = exclusive.text()?;
        let earlier = Journal::parse(&left);
        let recovered = recovery::recover(out, earlier.as_ref(), lock, &self.disk)
            .and_then(|recovered| exclusive.clear().map(|()| recovered))
            .inspect_err(|_| {
                if left.is_empty() {
                    exclusive.release();
                }
            })?;
        Ok((recovered, earlier))
    }

    /// Plans and moves, while no other run does.
    fn write_alone(
        &self,
        out: &Path,
        (batch, manifest): (Batch<'_>, &Manifest),
        hand_edits: HandEdits,
        (exclusive, earlier): (&Exclusive<'_, '_>, Option<Journal>),
    ) -> Result<Summary, OutputError> {
        let lock = batch.lock;
        let mut known = manifest::read(out)?;
        known.extend(earlier.iter().flat_map(Journal::fingerprints));
        let plan = plan::plan(out, batch, manifest, &known)?;
        plan.permit(hand_edits)?;
        if !plan.is_empty() {
            let moves = Moves::new(out, &plan.journal, &self.disk);
            moves.stage(&plan.texts, lock)?;
            exclusive
                .record(&plan.journal)
                .map_err(|error| moves.discarded(lock, error))?;
            moves.carry_out(lock)?;
        }
        Ok(plan.summary())
    }
}

#[cfg(test)]
mod tests;
