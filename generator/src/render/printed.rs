//! Tokens as text.
//!
//! prettyplease prints tokens in rustfmt's manner, but without blank lines between items and with macros as one run of
//! tokens. The difference is made up here, item by item.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use super::listings;
use super::units::braced;
use crate::emit::DOC_LINES;

/// What tokens stand in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Within {
    /// They are items.
    File,
    /// They are members of an `impl`.
    Impl,
}

/// Items that stand together without a blank line between them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Use,
    Mod,
    Item,
}

/// The text of some items, or of a member of an `impl`.
#[derive(Default)]
pub(super) struct Printed {
    pub(super) text: String,
    /// What it begins with.
    pub(super) first: Option<Group>,
    /// What it ends with.
    pub(super) last: Option<Group>,
}

/// The text of tokens.
pub(super) fn print(within: Within, tokens: TokenStream) -> Printed {
    match within {
        Within::File => items(tokens),
        Within::Impl => member(tokens),
    }
}

fn items(tokens: TokenStream) -> Printed {
    let mut printed = Printed::default();
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => {
            attributes(&mut printed.text, file.attrs);
            file.items.into_iter().for_each(|item| printed.push(item));
        }
        // Never seen; should it happen, the compiler says so.
        Err(error) => printed.text = format!("compile_error!({:?});\n", error.to_string()),
    }
    printed
}

/// A member, indented as it stands in its `impl`.
fn member(tokens: TokenStream) -> Printed {
    let head = ["impl", "A"].map(|word| TokenTree::Ident(Ident::new(word, Span::call_site())));
    let printed = items(braced(head.into_iter().collect(), tokens));
    match printed
        .text
        .strip_prefix("impl A {\n")
        .and_then(|text| text.strip_suffix("}\n"))
    {
        Some(member) => Printed {
            text: member.to_owned(),
            ..printed
        },
        None => printed,
    }
}

impl Printed {
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
    pub(super) fn followed_by(&mut self, other: &Self) {
        other.first.into_iter().for_each(|first| self.part(first));
        self.last = other.last.or(self.last);
        self.text.push_str(&other.text);
    }

    /// Begins an `impl`, whose members follow.
    pub(super) fn open(&mut self, head: &Self) {
        self.followed_by(head);
        self.text.truncate(self.text.trim_end_matches(['}', '\n']).len());
        self.text.push('\n');
    }

    /// Appends a member of the `impl` that was begun.
    pub(super) fn member(&mut self, member: &Self) {
        if self.text.ends_with(END_OF_FUNCTION) {
            self.text.push('\n');
        }
        self.text.push_str(&member.text);
    }

    /// Ends the `impl` that was begun.
    pub(super) fn close(&mut self) {
        self.text.push_str("}\n");
    }
}

/// How a function of an `impl` ends.
const END_OF_FUNCTION: &str = "\n    }\n";

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
    match line.split_once("///") {
        Some((indentation, docs)) if indentation.trim_start().is_empty() => {
            out.push_str(indentation);
            out.push_str("///");
            push_docs(out, docs);
        }
        _ => out.push_str(line),
    }
    out.push('\n');
}

/// Appends documentation behind its first `///`: each of its lines below the other.
pub(super) fn push_docs(out: &mut String, docs: &str) {
    let start = out.rfind('\n').map_or(0, |end| end + 1);
    let head = out.get(start..).unwrap_or_default().to_owned();
    for (index, line) in docs.split(DOC_LINES).enumerate() {
        if index > 0 {
            out.push('\n');
            out.push_str(&head);
        }
        out.push_str(line);
    }
}
