//! One run at a time: the lock on the journal's file, which the system drops when a run is killed.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fs4::{FileExt, TryLockError};
use same_file::Handle;

use super::disk::Disk;
use super::journal::{self, Journal};
use super::{JOURNAL, Obstacle, OutputError};

/// How often a run looks whether another one has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// The right to write a folder, held until it is dropped.
pub(super) struct Exclusive<'d, 'g> {
    file: File,
    path: PathBuf,
    disk: &'d Disk<'g>,
}

impl<'d, 'g> Exclusive<'d, 'g> {
    /// Waits for other runs, at most for `patience`.
    pub(super) fn acquire(out: &Path, disk: &'d Disk<'g>, patience: Duration) -> Result<Self, OutputError> {
        let path = out.join(JOURNAL);
        let start = Instant::now();
        loop {
            if let Some(file) = attempt(&path, disk)? {
                return Ok(Self { file, path, disk });
            }
            if start.elapsed() >= patience {
                return Err(OutputError::Busy(out.to_owned()));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// What an earlier run has left.
    ///
    /// # Errors
    ///
    /// When the file can't be read, and when it is another one than a journal.
    pub(super) fn text(&self) -> Result<String, OutputError> {
        let mut bytes = Vec::new();
        (&self.file)
            .read_to_end(&mut bytes)
            .map_err(OutputError::io(&self.path))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if journal::may_be_ours(&text) {
            Ok(text)
        } else {
            Err(OutputError::Blocked(vec![Obstacle::Reserved(JOURNAL.to_owned())]))
        }
    }

    /// Forgets the journal: nothing is left to recover.
    pub(super) fn clear(&self) -> Result<(), OutputError> {
        self.disk.truncate(&self.file, &self.path)
    }

    /// Writes the journal, and waits until it is on the medium.
    pub(super) fn record(&self, journal: &Journal) -> Result<(), OutputError> {
        let (body, end) = journal.text();
        self.disk.append(&self.file, &self.path, &body)?;
        self.disk.append(&self.file, &self.path, &end)?;
        self.disk.sync(&self.file, &self.path)?;
        self.disk.sync_folder(self.path.parent().unwrap_or(Path::new("")));
        Ok(())
    }

    /// Removes the file, so that nothing of the run is left in the folder. Other runs wait until this is dropped.
    pub(super) fn release(&self) {
        // A file that stays is harmless: the next run finds nothing to recover and removes it.
        let _ = self.disk.remove(&self.path);
    }
}

/// The locked file, unless another run has it.
fn attempt(path: &Path, disk: &Disk<'_>) -> Result<Option<File>, OutputError> {
    let Some(file) = open(path, disk)? else {
        return Ok(None);
    };
    match FileExt::try_lock(&file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        // Some network file systems know no locks. Recovery works there; two runs at once are not noticed.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(OutputError::Io(path.to_owned(), error)),
    }
    // The other run removes the file when it ends: then this is a lock on a file that nobody else will find.
    let is_there = file
        .try_clone()
        .and_then(Handle::from_file)
        .and_then(|ours| Ok(ours == Handle::from_path(path)?))
        .unwrap_or(false);
    Ok(is_there.then_some(file))
}

/// Opens the file, and never what a symbolic link leads to; `None` if it went away meanwhile.
fn open(path: &Path, disk: &Disk<'_>) -> Result<Option<File>, OutputError> {
    match disk.create(path) {
        Ok(file) => return Ok(Some(file)),
        Err(OutputError::Io(_, error)) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let opened = std::fs::symlink_metadata(path).and_then(|there| match there.is_file() {
        true => OpenOptions::new().read(true).write(true).open(path).map(Some),
        false => Ok(None),
    });
    match opened {
        Ok(Some(file)) => Ok(Some(file)),
        Ok(None) => Err(OutputError::Blocked(vec![Obstacle::Reserved(JOURNAL.to_owned())])),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OutputError::Io(path.to_owned(), error)),
    }
}
