//! What an audited reader notes of a text that departs from its type.

use std::collections::BTreeSet;

use super::error::{Segment, pointer};

/// How many differences are noted of one text.
const MAX_NOTES: usize = 1000;

/// A difference between a text and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) kind: NoteKind,
    /// Where it is: a JSON Pointer (RFC 6901).
    pub(crate) pointer: String,
    pub(crate) expected: String,
    pub(crate) found: String,
}

/// The kinds of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoteKind {
    /// Null, where it isn't allowed.
    Null,
    /// A required property is absent.
    Missing,
    /// A property isn't declared.
    Undeclared,
    /// A value isn't listed.
    Unlisted,
    /// The value is of another shape.
    Shape,
}

/// Where a reader was before a value.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    pub(super) offset: usize,
    pub(super) depth: u32,
}

/// What an audited reader knows.
#[derive(Default)]
pub(super) struct Audit {
    /// The way to the value that is being read.
    pub(super) path: Vec<Segment>,
    /// The objects on the way.
    pub(super) open: Vec<Open>,
    /// The tags of unions that the next object is of, which its type need not declare.
    pub(super) tags: Vec<&'static str>,
    pub(super) notes: Vec<Note>,
    /// The same places for all elements of an array, so that each is noted once.
    pub(super) known: BTreeSet<(NoteKind, String, String)>,
    /// Whether the text isn't JSON from here on.
    pub(super) is_over: bool,
}

/// An object that is being read.
#[derive(Clone, Default)]
pub(super) struct Open {
    /// The declared members that it has.
    pub(super) seen: Vec<usize>,
    pub(super) tags: Vec<&'static str>,
}

impl Audit {
    /// The value that comes is here in what is open at this depth.
    pub(super) fn set(&mut self, depth: u32, segment: Segment) {
        self.path.truncate((depth as usize).saturating_sub(1));
        self.path.push(segment);
    }

    /// The next element of an array.
    pub(super) fn step(&mut self, depth: u32) {
        self.path.truncate(depth as usize);
        if let Some(Segment::Index(index)) = self.path.last_mut() {
            *index += 1;
        }
    }

    /// An object begins at this depth.
    pub(super) fn begin(&mut self, depth: u32) {
        self.open.resize((depth as usize).saturating_sub(1), Open::default());
        self.open.push(Open {
            seen: Vec::new(),
            tags: std::mem::take(&mut self.tags),
        });
    }

    pub(super) fn note(&mut self, depth: u32, kind: NoteKind, member: Option<&str>, expected: &str, found: &str) {
        self.path.truncate(depth as usize);
        let mut path = self.path.clone();
        path.extend(member.map(|name| Segment::Member(name.to_owned().into())));
        let general = path.iter().map(|segment| match segment {
            Segment::Index(_) => Segment::Member("*".into()),
            segment => segment.clone(),
        });
        let place = pointer(general.collect::<Vec<_>>().iter());
        if self.notes.len() < MAX_NOTES && self.known.insert((kind, place, found.to_owned())) {
            self.notes.push(Note {
                kind,
                pointer: pointer(path.iter()),
                expected: expected.to_owned(),
                found: found.to_owned(),
            });
        }
    }
}
