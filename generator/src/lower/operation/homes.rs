//! Which handle an operation is called on: that of its first tag; without tags, that of the first segment of its path.

use std::collections::{BTreeMap, BTreeSet};

use super::methods::is_version;
use super::raw::Raw;
use crate::lower::tables::OPERATIONS;
use crate::names::{Names, snake};

/// How many operations without a tag may be methods of the client itself.
const FEW: usize = 12;

/// The table of how operations without a tag are grouped, in the lock, and its only line.
const GROUPS: &str = "groups";
const UNTAGGED: &str = "untagged";

/// That they are, in the words of the lock.
const BY_PATH: &str = "by_path";

/// The handles of all operations, in their order; `None` for a method of the client.
pub(super) fn of(raw: &[Raw<'_>], names: &mut Names) -> Vec<Option<Home>> {
    let tags: Vec<Option<&String>> = raw.iter().map(tag).collect();
    let untagged: Vec<&Raw<'_>> = raw
        .iter()
        .zip(&tags)
        .filter(|(_, tag)| tag.is_none())
        .map(|(raw, _)| raw)
        .collect();
    let is_grouped = is_grouped(&untagged, names);
    if is_grouped {
        names.note(GROUPS, UNTAGGED, BY_PATH);
    }
    let mut by_name: BTreeMap<String, &String> = BTreeMap::new();
    for tag in tags.iter().flatten() {
        by_name.entry(snake(tag)).or_insert(tag);
    }
    let by_path = |raw: &Raw<'_>| {
        let segment = segment(raw.path).filter(|_| is_grouped)?;
        Some(match by_name.get(&snake(segment)) {
            Some(tag) => Home::Tag((*tag).clone()),
            None => Home::Path(segment.to_owned()),
        })
    };
    let homes = raw.iter().zip(tags).map(|(raw, tag)| match tag {
        Some(tag) => Some(Home::Tag(tag.clone())),
        None => by_path(raw),
    });
    homes.collect()
}

fn tag<'r>(raw: &Raw<'r>) -> Option<&'r String> {
    raw.operation.tags.first().filter(|tag| !tag.trim().is_empty())
}

/// Whether operations without a tag are grouped by their paths: as in the last run; else if there are more than a few, and
/// the segments do group them.
fn is_grouped(untagged: &[&Raw<'_>], names: &Names) -> bool {
    if names.before(GROUPS, UNTAGGED) == Some(BY_PATH) {
        return true;
    }
    let is_known = |raw: &&Raw<'_>| names.before(OPERATIONS, &raw.key()).is_some();
    if untagged.iter().any(is_known) {
        return false;
    }
    let segments: BTreeSet<String> = untagged.iter().filter_map(|raw| segment(raw.path)).map(snake).collect();
    untagged.len() > FEW && segments.len() > 1 && segments.len() * 2 <= untagged.len()
}

/// The first segment of a path that says what it is about: `/v1/pets/{id}` and `/pets.list` → `pets`.
fn segment(path: &str) -> Option<&str> {
    let segments = path.split('/').filter(|segment| !segment.contains('{'));
    let words = segments.filter_map(|segment| segment.split(['.', ':']).next());
    words
        .filter(|segment| segment.contains(char::is_alphabetic))
        .find(|segment| !is_version(segment))
}

/// What gives an operation its handle.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Home {
    /// Its first tag.
    Tag(String),
    /// The first segment of its path, where there are no tags.
    Path(String),
}

impl Home {
    /// The text that the handle is named from.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Tag(text) | Self::Path(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_segment_that_says_something() {
        for (path, expected) in [
            ("/pets/{id}", Some("pets")),
            ("/api/v2/pets.json", Some("pets")),
            ("/{tenant}/users", Some("users")),
            ("/chat.postMessage", Some("chat")),
            ("/", None),
        ] {
            assert_eq!(segment(path), expected, "{path}");
        }
    }
}
