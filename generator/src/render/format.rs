//! Items as text.
//!
//! prettyplease prints tokens in rustfmt's manner, but without blank lines between items and with macros as one run of
//! tokens. The difference is made up here, item by item.

use proc_macro2::TokenStream;

use super::listings;
use crate::emit::{Items, Piece};

/// The text of all items, one piece after the other.
pub(super) fn items(pieces: Items<'_>) -> String {
    let (mut items, mut uses) = (String::new(), String::new());
    let mut before: Option<Group> = None;
    for piece in pieces {
        match piece {
            Piece::Items(tokens) => append(&mut items, tokens, &mut before),
            Piece::Uses(tokens) => append(&mut uses, tokens, &mut None),
        }
    }
    if uses.is_empty() { items } else { join(uses, &items) }
}

fn join(mut uses: String, items: &str) -> String {
    if !items.starts_with("use ") && !items.starts_with("pub use ") && !items.is_empty() {
        uses.push('\n');
    }
    uses + items
}

/// Appends the text of whole items. A blank line parts them from `before`, the last of what is there.
fn append(text: &mut String, tokens: TokenStream, before: &mut Option<Group>) {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => {
            attributes(text, file.attrs);
            for item in file.items {
                one(text, item, before);
            }
        }
        // Never seen; should it happen, the compiler says so.
        Err(error) => text.push_str(&format!("compile_error!({:?});\n", error.to_string())),
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

fn one(text: &mut String, item: syn::Item, before: &mut Option<Group>) {
    let group = Group::of(&item);
    if before.is_some_and(|before| before != group || group == Group::Item) {
        text.push('\n');
    }
    *before = Some(group);
    match &item {
        syn::Item::Macro(listing) => text.push_str(&listings::text(listing)),
        _ => text.push_str(&blank_lines(&unparse(file_of(item)))),
    }
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
