//! Items as text.
//!
//! prettyplease prints tokens in rustfmt's manner, but without blank lines between items and with macros as one run of
//! tokens. The difference is made up here, item by item.

use proc_macro2::TokenStream;

use super::listings;
use crate::emit::{DOC_LINES, Items, Piece, Uses};

/// A file whose `use` declarations may still become more.
#[derive(Default)]
pub(super) struct Draft {
    /// What stands above the items.
    head: String,
    uses: Uses,
    parts: Vec<Text>,
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
    pub(super) fn of(head: String, pieces: Items<'_>) -> Self {
        let (mut uses, mut items) = (Uses::default(), Text::default());
        for piece in pieces {
            match piece {
                Piece::Items(tokens) => items.append(tokens),
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
    pub(super) fn text(self) -> String {
        if self.parts.is_empty() {
            return self.head;
        }
        let mut text = Text::default();
        text.append(self.uses.declarations());
        text.text.insert_str(0, &self.head);
        let length: usize = self.parts.iter().map(|part| part.text.len() + 1).sum();
        text.text.reserve_exact(length);
        self.parts.into_iter().for_each(|part| text.followed_by(part));
        text.text
    }
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
            _ => spread(&mut self.text, &unparse(file_of(item))),
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

    /// Appends further items.
    fn followed_by(&mut self, other: Self) {
        other.first.into_iter().for_each(|first| self.part(first));
        self.last = other.last.or(self.last);
        self.text.push_str(&other.text);
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

/// Appends a text, with a blank line between the functions of an `impl`, and each line of documentation on its own.
fn spread(out: &mut String, text: &str) {
    let mut ends_function = false;
    for line in text.lines() {
        if ends_function && line != "}" {
            out.push('\n');
        }
        ends_function = line == "    }";
        push_line(out, line);
    }
}

/// Appends a line, or the lines of documentation that it holds.
fn push_line(out: &mut String, line: &str) {
    let mut lines = line.split(DOC_LINES);
    out.push_str(lines.next().unwrap_or_default());
    out.push('\n');
    let indentation = line.split('/').next().unwrap_or_default();
    for line in lines {
        out.push_str(indentation);
        out.push_str("///");
        out.push_str(line);
        out.push('\n');
    }
}
