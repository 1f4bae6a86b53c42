//! The manifest: what was written, with a fingerprint each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::paths::is_plain;
use super::{MANIFEST, OWN, OutputError, disk};
use crate::render::{Files, MARK};
use crate::threads;

/// The fingerprints that files may have without having been changed by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(BTreeMap<String, BTreeSet<u64>>);

impl Known {
    /// The paths that were written.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether a file is as the generator wrote it: by its fingerprint, or where none is known by its mark. An empty file
    /// has nothing to lose, and is what a loss of power leaves.
    pub(super) fn is_ours(&self, path: &str, bytes: &[u8]) -> bool {
        let is_known = || match self.0.get(path) {
            Some(known) => known.contains(&fingerprint(bytes)),
            None => {
                let text = String::from_utf8_lossy(bytes);
                text.lines().take(2).any(|line| line.contains(MARK))
            }
        };
        bytes.is_empty() || path == MANIFEST || is_known()
    }
}

impl<'p> Extend<(&'p str, u64)> for Known {
    fn extend<I: IntoIterator<Item = (&'p str, u64)>>(&mut self, more: I) {
        // What belongs to the user is never taken for ours, whatever a manifest or a journal lists.
        for (path, fingerprint) in more.into_iter().filter(|(path, _)| *path != OWN) {
            self.0.entry(path.to_owned()).or_default().insert(fingerprint);
        }
    }
}

/// The manifest of what is to be there.
pub(super) struct Manifest {
    /// Its text.
    pub(super) text: String,
    /// The fingerprints of the files in their order, its own last.
    pub(super) fingerprints: Vec<u64>,
}

impl Manifest {
    /// The manifest of these files.
    pub(super) fn of(files: &Files) -> Self {
        let mut fingerprints = threads::each(&files.0, |(_, text)| fingerprint(text.as_bytes()));
        let lines = files.0.keys().zip(&fingerprints);
        let lines: String = lines.map(|(path, own)| format!("{own:016x} {path}\n")).collect();
        let text = format!("# {MARK}: the generated files and their fingerprints.\n{lines}");
        fingerprints.push(fingerprint(text.as_bytes()));
        Self { text, fingerprints }
    }
}

/// The fingerprints of what was written the last time.
pub(super) fn read(out: &Path) -> Result<Known, OutputError> {
    let bytes = disk::read(&out.join(MANIFEST))?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let entries = text.lines().filter_map(|line| {
        let (fingerprint, path) = line.split_once(' ')?;
        Some((path, u64::from_str_radix(fingerprint, 16).ok()?))
    });
    let mut known = Known::default();
    // The manifest is a file like any other and may be forged.
    known.extend(entries.filter(|(path, _)| is_plain(path)));
    Ok(known)
}

/// FNV-1a: the same on every machine and in every version.
pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
