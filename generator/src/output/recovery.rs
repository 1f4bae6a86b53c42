//! What an interrupted run has left, finished or undone.

use std::path::Path;

use super::compare::has_staging;
use super::disk::{self, Disk};
use super::journal::Journal;
use super::manifest::fingerprint;
use super::moves::{self, Moves};
use super::{LockFile, OutputError, Recovered};

/// Finishes or undoes what an earlier run has begun. It was going to move the lock last: where that happened, the rest is
/// done as well, and where it didn't, the rest is undone. So nothing outside the folder is written here.
///
/// # Errors
///
/// When the file system refuses. The journal is to be kept then.
pub(super) fn recover(
    out: &Path,
    journal: Option<&Journal>,
    lock: Option<&LockFile>,
    disk: &Disk<'_>,
) -> Result<Option<Recovered>, OutputError> {
    let Some(journal) = journal else {
        let has_staging = has_staging(out);
        moves::clean(out, lock, disk)?;
        return Ok(has_staging.then_some(Recovered::Undone));
    };
    let moves = Moves::new(out, journal, disk);
    let is_to_finish = !is_lock_behind(journal, lock)? && moves.can_finish();
    let recovered = match is_to_finish {
        true => moves.finish().map(|()| Recovered::Finished)?,
        false => moves.undo().map(|()| Recovered::Undone)?,
    };
    moves.clean(lock)?;
    Ok(Some(recovered))
}

/// Whether the lock is still the one from before the interrupted run.
fn is_lock_behind(journal: &Journal, lock: Option<&LockFile>) -> Result<bool, OutputError> {
    let (Some(entry), Some(lock)) = (journal.lock, lock) else {
        return Ok(false);
    };
    let there = disk::read(&lock.path)?;
    Ok(there.as_deref().map(fingerprint) == entry.old)
}
