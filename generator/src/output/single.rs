//! Writes one file alone: whole or not at all, and only if it changes.

use std::path::Path;

use super::{Disk, LockFile, OutputError, Summary, disk};

/// Writes a file, unless it has this text already: its time of change stays then, by which builds know.
///
/// # Errors
///
/// When the file system refuses; the file is as it was before.
pub fn write_file(path: &Path, text: &str) -> Result<Summary, OutputError> {
    if disk::read(path)?.as_deref() == Some(text.as_bytes()) {
        return Ok(Summary {
            unchanged: 1,
            ..Summary::default()
        });
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Two runs at once each have their own.
    let staged = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let disk = Disk::default();
    if staged.exists() {
        disk.remove(&staged)?;
    }
    disk.create_with(&staged, text)
        .and_then(|()| disk.sync_file(&staged))
        .and_then(|()| disk.rename(&staged, path))
        .inspect_err(|_| _ = disk.remove(&staged))?;
    Ok(Summary {
        written: vec![name.into_owned()],
        ..Summary::default()
    })
}

/// Writes a lock alone.
///
/// # Errors
///
/// When the file system refuses; the lock is as it was before.
pub fn write_lock(lock: &LockFile) -> Result<Summary, OutputError> {
    write_file(&lock.path, &lock.text)
}

/// Whether the file of a lock has its names already.
pub fn is_current(lock: &LockFile) -> bool {
    matches!(disk::read(&lock.path), Ok(Some(there)) if there == lock.text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_only_if_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        assert_eq!(write_file(&path, "one").unwrap().written, ["a.rs"]);
        let old = std::fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(write_file(&path, "one").unwrap().unchanged, 1);
        assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), old);
        assert_eq!(write_file(&path, "two").unwrap().written, ["a.rs"]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn a_file_that_cant_be_written_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("a.rs")).unwrap();
        assert!(write_file(&folder.path().join("a.rs"), "one").is_err());
        assert!(write_file(&folder.path().join("none/a.rs"), "one").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
