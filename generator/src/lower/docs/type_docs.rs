//! The documentation of a named type, in parts: types that differ in their places alone have the same.

use super::undescribed;
use crate::pointer::Place;
use crate::prose::{self, Docs, Line};

/// What there is to say of a type, apart from where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeDocs {
    /// What the document says; nothing where it doesn't describe the type.
    described: Docs,
    /// What we add.
    notes: Docs,
}

impl TypeDocs {
    /// A description.
    pub(crate) fn of(lines: impl IntoIterator<Item: Into<Line>>) -> Self {
        Self {
            described: Docs::of(lines),
            notes: Docs::default(),
        }
    }

    /// Adds a paragraph behind the description.
    pub(crate) fn note(&mut self, lines: impl IntoIterator<Item: Into<Line>>) {
        self.notes.paragraph(lines);
    }

    /// All of it, with where the schema stands. That is also what a type without a description is described by.
    pub(crate) fn placed(&self, origin: &Place) -> Docs {
        let mut docs = self.described.clone();
        let place = match docs.is_empty() {
            false => Some(prose::place(origin)),
            true => {
                let (text, place) = undescribed::schema(origin);
                docs.paragraph([text]);
                place
            }
        };
        docs.paragraph(self.notes.lines());
        docs.paragraph(place);
        docs
    }
}
