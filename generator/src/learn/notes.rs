//! Differences between values and their types.

use std::rc::Rc;

use serde_json::Value;

use crate::ir::{Dates, Type, in_words};
use crate::pointer::escape;

/// A difference between a value and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) kind: Kind,
    /// The way to it, from the value on.
    path: Vec<Step>,
    pub(super) expected: String,
    pub(super) found: &'static str,
}

/// A step of the way to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Member(String),
    /// `None` stands for any.
    Element(Option<usize>),
}

/// The kinds of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Null, where it is read although it isn't allowed.
    ReadNull,
    Undeclared,
    Unlisted,
    /// Null, where it can't be read.
    Null,
    Missing,
    Shape,
}

impl Kind {
    /// The kind in one word, as clients write it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::ReadNull | Self::Null => "null",
            Self::Undeclared => "undeclared-property",
            Self::Unlisted => "unlisted-value",
            Self::Missing => "missing",
            Self::Shape => "shape",
        }
    }

    /// Whether the value can't be read.
    pub(super) fn is_fatal(self) -> bool {
        matches!(self, Self::Null | Self::Missing | Self::Shape)
    }
}

impl Note {
    pub(super) fn new(kind: Kind, expected: &str, found: &'static str) -> Self {
        Self {
            kind,
            path: Vec::new(),
            expected: expected.to_owned(),
            found,
        }
    }

    /// A note of a value that is of another shape than expected.
    pub(super) fn of_shape(expected: &str, value: &Value) -> Self {
        let kind = if value.is_null() { Kind::Null } else { Kind::Shape };
        Self::new(kind, expected, in_words(value))
    }

    /// A note of an object without a required property.
    pub(super) fn missing(name: &str) -> Self {
        Self::new(Kind::Missing, "a value", "no property").in_member(name)
    }

    /// A note of a property whose value isn't listed.
    pub(super) fn unlisted_in(name: &str) -> Self {
        Self::new(Kind::Unlisted, "a listed value", "another value").in_member(name)
    }

    /// Whether it is of a property of this name that the type of the value doesn't declare.
    pub(super) fn is_undeclared(&self, name: &str) -> bool {
        self.kind == Kind::Undeclared && matches!(self.path.as_slice(), [Step::Member(member)] if member == name)
    }

    pub(super) fn in_member(mut self, name: &str) -> Self {
        self.path.insert(0, Step::Member(name.to_owned()));
        self
    }

    pub(super) fn in_element(mut self, index: usize) -> Self {
        self.path.insert(0, Step::Element(Some(index)));
        self
    }

    /// The JSON Pointer of the place (RFC 6901).
    pub(super) fn pointer(&self) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Member(name) => format!("/{}", escape(name)),
            Step::Element(index) => format!("/{}", index.unwrap_or_default()),
        });
        steps.collect()
    }

    /// What is the same for all elements of arrays.
    pub(super) fn general(&self) -> (Kind, Vec<Step>, &'static str) {
        let steps = self.path.iter().map(|step| match step {
            Step::Element(_) => Step::Element(None),
            step => step.clone(),
        });
        (self.kind, steps.collect(), self.found)
    }
}

pub(super) type Notes = Rc<Vec<Note>>;

/// What looks at a value as one of a type.
pub(super) trait Look<'a> {
    /// The differences between them.
    fn notes(&mut self, ty: &'a Type, value: &Value, dates: Dates) -> Notes;
}
