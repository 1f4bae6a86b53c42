//! A file from its pieces.

use proc_macro2::TokenStream;

use super::layouts::Layouts;
use super::printed::{Printed, Within};
use super::units::{self, Unit};
use crate::emit::{Items, Piece, Uses};

/// A file whose `use` declarations may still become more.
#[derive(Default)]
pub(super) struct Draft {
    /// What stands above the items.
    head: String,
    uses: Uses,
    parts: Vec<Printed>,
}

impl From<String> for Draft {
    fn from(head: String) -> Self {
        Self {
            head,
            ..Self::default()
        }
    }
}

impl Draft {
    /// Items below a head.
    pub(super) fn of(head: String, pieces: Items<'_>, layouts: &Layouts) -> Self {
        let (mut uses, mut items) = (Uses::default(), Printed::default());
        for piece in pieces {
            match piece {
                Piece::Items(tokens) => append(&mut items, tokens, layouts),
                Piece::Uses(more) => uses.extend(more),
            }
        }
        items.text.shrink_to_fit();
        let parts = vec![items];
        Self { head, uses, parts }
    }

    /// Appends a further part of the file.
    pub(super) fn append(&mut self, part: Self) {
        self.head.push_str(&part.head);
        self.uses.extend(part.uses);
        self.parts.extend(part.parts);
    }

    /// The text: the `use` declarations come first.
    pub(super) fn text(self, layouts: &Layouts) -> String {
        if self.parts.is_empty() {
            return self.head;
        }
        let mut file = Printed::default();
        append(&mut file, self.uses.declarations(), layouts);
        file.text.insert_str(0, &self.head);
        let length: usize = self.parts.iter().map(|part| part.text.len() + 1).sum();
        file.text.reserve_exact(length);
        self.parts.into_iter().for_each(|part| file.followed_by(&part));
        file.text
    }
}

/// Appends items, each printed on its own, as are the members of an `impl`.
fn append(file: &mut Printed, tokens: TokenStream, layouts: &Layouts) {
    for unit in units::units(tokens) {
        match unit {
            Unit::Item(item) => file.followed_by(&layouts.print(Within::File, item)),
            Unit::Impl { head, members } => {
                file.open(&layouts.print(Within::File, head));
                for member in members {
                    file.member(&layouts.print(Within::Impl, member));
                }
                file.close();
            }
        }
    }
}
