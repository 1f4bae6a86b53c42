//! All changes of the file system, one function each, so that a test can interrupt a run between any two of them.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::OutputError;

/// Called before each change; an error is treated as one of the file system.
type Gate<'d> = &'d (dyn Fn() -> io::Result<()> + Sync);

/// Changes the file system.
#[derive(Clone, Copy)]
pub(super) struct Disk<'d> {
    gate: Gate<'d>,
    sync: fn(&File) -> io::Result<()>,
}

impl Default for Disk<'_> {
    fn default() -> Self {
        Self {
            gate: &|| Ok(()),
            sync: File::sync_all,
        }
    }
}

impl Disk<'_> {
    fn attempt<T>(&self, path: &Path, change: impl FnOnce() -> io::Result<T>) -> Result<T, OutputError> {
        (self.gate)().and_then(|()| change()).map_err(OutputError::io(path))
    }

    /// Moves a file, over another one if there is one.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), OutputError> {
        self.attempt(to, || std::fs::rename(from, to))
    }

    /// Removes a file or a symbolic link.
    pub(super) fn remove(&self, path: &Path) -> Result<(), OutputError> {
        self.attempt(path, || std::fs::remove_file(path))
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, path: &Path) -> Result<(), OutputError> {
        self.attempt(path, || std::fs::remove_dir(path))
    }

    /// Creates one folder, which must not be there yet.
    pub(super) fn create_folder(&self, path: &Path) -> Result<(), OutputError> {
        self.attempt(path, || std::fs::create_dir(path))
    }

    /// Creates a folder and those above it, and returns the new ones, the innermost first.
    pub(super) fn create_folders(&self, path: &Path) -> Result<Vec<PathBuf>, OutputError> {
        let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.is_dir();
        let new: Vec<PathBuf> = path.ancestors().take_while(missing).map(Path::to_owned).collect();
        if !new.is_empty() {
            self.attempt(path, || std::fs::create_dir_all(path))?;
        }
        Ok(new)
    }

    /// Creates a file that must not be there yet, not even as a symbolic link.
    pub(super) fn create(&self, path: &Path) -> Result<File, OutputError> {
        self.attempt(path, || {
            OpenOptions::new().read(true).write(true).create_new(true).open(path)
        })
    }

    /// Creates a file that must not be there yet, with this text.
    pub(super) fn create_with(&self, path: &Path, text: &str) -> Result<(), OutputError> {
        let file = self.create(path)?;
        self.append(&file, path, text)
    }

    /// Appends to an open file.
    pub(super) fn append(&self, mut file: &File, path: &Path, text: &str) -> Result<(), OutputError> {
        self.attempt(path, || file.write_all(text.as_bytes()))
    }

    /// Empties an open file.
    pub(super) fn truncate(&self, mut file: &File, path: &Path) -> Result<(), OutputError> {
        self.attempt(path, || {
            file.set_len(0)?;
            io::Seek::rewind(&mut file)
        })
    }

    /// Waits until an open file is on the medium.
    pub(super) fn sync(&self, file: &File, path: &Path) -> Result<(), OutputError> {
        self.attempt(path, || (self.sync)(file))
    }

    /// Waits until a file is on the medium.
    pub(super) fn sync_file(&self, path: &Path) -> Result<(), OutputError> {
        // Windows flushes only what was opened for writing.
        self.attempt(path, || (self.sync)(&OpenOptions::new().write(true).open(path)?))
    }

    /// Waits until the names in a folder are on the medium, where the system knows of such a thing.
    pub(super) fn sync_folder(&self, path: &Path) {
        if let Ok(folder) = File::open(path) {
            let _ = (self.sync)(&folder);
        }
    }
}

/// Removes these folders as far as they are empty, the innermost first.
pub(super) fn remove_empty(disk: &Disk<'_>, folders: &[PathBuf]) {
    for folder in folders {
        match disk.remove_folder(folder) {
            Ok(()) => {}
            Err(OutputError::Io(_, error)) if error.kind() == ErrorKind::NotFound => {}
            // A folder that is not empty stays, which is what the error says.
            Err(_) => break,
        }
    }
}

/// Removes the folders between `out` and a file that is gone, as far as they are empty.
pub(super) fn remove_empty_above(disk: &Disk<'_>, out: &Path, path: &Path) {
    let above: Vec<PathBuf> = path
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != out)
        .map(Path::to_owned)
        .collect();
    remove_empty(disk, &above);
}

/// The bytes of a file; `None` where there is none, be it that a file is where its folder would be.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(OutputError::Io(path.to_owned(), error)),
    }
}

#[cfg(test)]
impl<'d> Disk<'d> {
    /// A disk that asks `gate` before each change, and waits for no medium.
    pub(super) fn gated(gate: Gate<'d>) -> Self {
        Self { gate, sync: |_| Ok(()) }
    }
}
