//! What a change of the API description does to the code of its users: the public surfaces of two clients, compared.

mod accepted;
mod aliases;
mod annotations;
mod code;
mod compare;
mod context;
mod described;
mod facts;
mod folded;
mod index;
mod items;
mod origins;
mod renames;
mod report;
mod signatures;
mod verdict;

use std::collections::BTreeMap;

pub use accepted::{Acceptance, Accepted, AcceptedError};
pub use code::{Change, Group};
pub use origins::{Direction, Origins};
pub use report::{Format, summary};
pub use verdict::{Threshold, Verdict, next_version};

use index::Index;

use crate::source::Source;
use crate::surface::Surface;

/// One of two clients that are compared.
#[derive(Clone, Debug, Default)]
pub struct Version {
    /// Its public surface.
    pub surface: Surface,
    /// Where its items come from, if it was made from a document.
    pub origins: Origins,
    /// The document, if it was made from one.
    pub source: Option<Source>,
}

impl Version {
    /// A client that is known by its surface alone.
    pub fn of_surface(surface: Surface) -> Self {
        Self {
            surface,
            ..Self::default()
        }
    }
}

/// Something that users of a client notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of change it is.
    pub change: Change,
    /// The item, by its path.
    pub item: String,
    /// What happened to it, in a sentence without a full stop.
    pub message: String,
    /// The item's line before, without its path.
    pub old: Option<String>,
    /// The item's line now, without its path.
    pub new: Option<String>,
    /// Where the old document describes it.
    pub old_place: Option<Spot>,
    /// Where the new document describes it.
    pub new_place: Option<Spot>,
    /// Whether values of it are sent or received.
    pub direction: Option<Direction>,
    /// Why it is expected, if a reviewer accepted it.
    pub accepted: Option<String>,
}

/// A place in a document, as people look it up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The path of the file.
    pub file: String,
    /// The line, from one.
    pub line: usize,
}

/// All that changed from one client to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What users notice, in the order of the groups, of the items in each.
    pub findings: Vec<Finding>,
    /// Lines of `[renamed]` that would keep old names: the new names by the old ones.
    pub renamed: BTreeMap<String, String>,
    /// Acceptances that are of no finding.
    pub idle: Vec<Acceptance>,
}

/// Compares two clients.
pub fn diff(old: &Version, new: &Version, accepted: &Accepted) -> Report {
    let (before, now) = (Index::of(&old.surface), Index::of(&new.surface));
    let renames = renames::of(&before, &now);
    let aliases = aliases::Aliases::of(&old.surface, &new.surface, &renames.paths);
    let mut findings = compare::compare(&before, &now, &renames, &aliases);
    findings.extend(described::compare(old, new, &findings));
    origins::locate(&mut findings, (old, &before), (new, &now));
    findings.sort_by(|left, right| left.key().cmp(&right.key()));
    findings.dedup();
    let idle = accepted.apply(&mut findings);
    Report {
        findings,
        renamed: renames.lines,
        idle,
    }
}

impl Finding {
    /// A change of an item.
    fn new(change: Change, item: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            change,
            item: item.into(),
            message: message.into(),
            old: None,
            new: None,
            old_place: None,
            new_place: None,
            direction: None,
            accepted: None,
        }
    }

    fn key(&self) -> (Group, &str, Change, &str) {
        (self.change.group(), &self.item, self.change, &self.message)
    }
}
