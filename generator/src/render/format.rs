//! Items as text.
//!
//! prettyplease prints tokens in rustfmt's manner, but without blank lines between items and with macros as one run of
//! tokens. The difference is made up here, item by item.

use proc_macro2::TokenStream;

use super::listings;
use crate::emit::{Items, Piece};

/// The text of all items, one piece after the other.
pub(super) fn items(pieces: Items<'_>) -> String {
    let (mut items, mut uses) = (Text::default(), Text::default());
    for piece in pieces {
        match piece {
            Piece::Items(tokens) => items.append(tokens),
            Piece::Uses(tokens) => uses.append(tokens),
        }
    }
    uses.followed_by(items)
}

/// The text of some items.
#[derive(Default)]
struct Text {
    text: String,
    first: Option<Group>,
    last: Option<Group>,
}

impl Text {
    /// Appends whole items.
    fn append(&mut self, tokens: TokenStream) {
        match syn::parse2::<syn::File>(tokens) {
            Ok(file) => {
                attributes(&mut self.text, file.attrs);
                file.items.into_iter().for_each(|item| self.push(item));
            }
            // Never seen; should it happen, the compiler says so.
            Err(error) => self
                .text
                .push_str(&format!("compile_error!({:?});\n", error.to_string())),
        }
    }

    fn push(&mut self, item: syn::Item) {
        self.part(Group::of(&item));
        match &item {
            syn::Item::Macro(listing) => self.text.push_str(&listings::text(listing)),
            _ => self.text.push_str(&blank_lines(&unparse(file_of(item)))),
        }
    }

    /// A blank line between what is there and an item, unless they stand together.
    fn part(&mut self, next: Group) {
        if self.last.is_some_and(|last| last != next || next == Group::Item) {
            self.text.push('\n');
        }
        self.first.get_or_insert(next);
        self.last = Some(next);
    }

    fn followed_by(mut self, other: Self) -> String {
        other.first.into_iter().for_each(|first| self.part(first));
        self.text + &other.text
    }
}

/// The attributes of the file itself.
fn attributes(text: &mut String, attributes: Vec<syn::Attribute>) {
    if attributes.is_empty() {
        return;
    }
    for attribute in attributes {
        let file = syn::File {
            shebang: None,
            frontmatter: None,
            attrs: vec![attribute],
            items: Vec::new(),
        };
        text.push_str(unparse(file).trim_end());
        text.push('\n');
    }
    text.push('\n');
}

/// Items that stand together without a blank line between them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Use,
    Mod,
    Item,
}

impl Group {
    fn of(item: &syn::Item) -> Self {
        match item {
            syn::Item::Use(_) => Self::Use,
            syn::Item::Mod(_) => Self::Mod,
            _ => Self::Item,
        }
    }
}

fn file_of(item: syn::Item) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    }
}

fn unparse(file: syn::File) -> String {
    prettyplease::unparse(&file)
}

/// A blank line between the functions of an `impl`.
fn blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ends_function = false;
    for line in text.lines() {
        if ends_function && line != "}" {
            out.push('\n');
        }
        ends_function = line == "    }";
        out.push_str(line);
        out.push('\n');
    }
    out
}
