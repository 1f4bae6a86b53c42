//! What a run is about to move, written down before the first move.

use super::MANIFEST;
use super::manifest::fingerprint;
use super::paths::is_plain;

/// The first line, by which the file is recognized.
const HEADER: &str = "# A run of clientwright is writing this folder, or was interrupted; the next run finishes or reverts its changes.\n";

/// Stands for a file that isn't there.
const NONE: &str = "-";

/// What a run is about to move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// The files of the folder in the order of their moves: removals first, the manifest last.
    pub(super) entries: Vec<Entry>,
    /// The lock, which moves last of all; `None` if it stays as it is.
    pub(super) lock: Option<LockEntry>,
}

/// A file of the folder: its fingerprints before and after the run, `None` where there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) old: Option<u64>,
    pub(super) new: Option<u64>,
}

/// The fingerprints of the lock. Its path isn't written down: it may be outside the folder, where a forged journal must
/// not reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LockEntry {
    pub(super) old: Option<u64>,
    pub(super) new: u64,
}

impl Journal {
    /// The text, and its last line, without which a journal doesn't count.
    pub(super) fn text(&self) -> (String, String) {
        let mut body = HEADER.to_owned();
        for Entry { path, old, new } in &self.entries {
            body.push_str(&format!("{} {} {path}\n", hex(*old), hex(*new)));
        }
        if let Some(LockEntry { old, new }) = self.lock {
            body.push_str(&format!("lock {} {}\n", hex(old), hex(Some(new))));
        }
        let end = format!("end {:016x}\n", fingerprint(body.as_bytes()));
        (body, end)
    }

    /// Reads a journal; `None` if it isn't complete, so that nothing was moved, and if any of its paths isn't one that the
    /// generator writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (body, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let body = format!("{body}\n");
        let is_complete = end.strip_prefix("end ").and_then(number)? == fingerprint(body.as_bytes());
        let lines = body.strip_prefix(HEADER).filter(|_| is_complete)?;
        let mut journal = Self::default();
        for line in lines.lines() {
            let mut parts = line.splitn(3, ' ');
            match (parts.next()?, parts.next()?, parts.next()?) {
                ("lock", old, new) => {
                    journal.lock = Some(LockEntry {
                        old: optional(old)?,
                        new: number(new)?,
                    });
                }
                (old, new, path) => journal.entries.push(Entry {
                    path: Some(path)
                        .filter(|path| is_plain(path) || *path == MANIFEST)?
                        .to_owned(),
                    old: optional(old)?,
                    new: optional(new)?,
                }),
            }
        }
        Some(journal)
    }

    /// The fingerprints of the files that a manifest lists, before and after: both are the generator's own.
    pub(super) fn fingerprints(&self) -> impl Iterator<Item = (&str, u64)> {
        let listed = self.entries.iter().filter(|entry| entry.path != MANIFEST);
        listed.flat_map(|entry| {
            let both = [entry.old, entry.new].into_iter().flatten();
            both.map(|fingerprint| (entry.path.as_str(), fingerprint))
        })
    }
}

/// Whether this is a journal or the beginning of one.
pub(super) fn may_be_ours(text: &str) -> bool {
    text.starts_with(HEADER) || HEADER.starts_with(text)
}

fn hex(fingerprint: Option<u64>) -> String {
    fingerprint.map_or_else(|| NONE.to_owned(), |fingerprint| format!("{fingerprint:016x}"))
}

fn number(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

#[expect(clippy::option_option, reason = "what can't be read, and what isn't there")]
fn optional(text: &str) -> Option<Option<u64>> {
    match text {
        NONE => Some(None),
        text => number(text).map(Some),
    }
}
