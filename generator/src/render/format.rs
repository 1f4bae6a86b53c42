//! Items as text.
//!
//! prettyplease prints tokens in rustfmt's manner, but without blank lines between items and with macros as one run of
//! tokens. The difference is made up here, item by item.

use proc_macro2::TokenStream;

use super::listings;

/// The text of all items.
pub(super) fn items(items: TokenStream) -> String {
    let mut file = match syn::parse2::<syn::File>(items) {
        Ok(file) => file,
        // Never seen; should it happen, the compiler says so.
        Err(error) => return format!("compile_error!({:?});\n", error.to_string()),
    };
    let attributes = std::mem::take(&mut file.attrs);
    let mut text = String::new();
    if !attributes.is_empty() {
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
    let mut before: Option<Group> = None;
    for item in file.items {
        let group = Group::of(&item);
        if before.is_some_and(|before| before != group || group == Group::Item) {
            text.push('\n');
        }
        before = Some(group);
        match &item {
            syn::Item::Macro(listing) => text.push_str(&listings::text(listing)),
            _ => text.push_str(&blank_lines(&unparse(file_of(item)))),
        }
    }
    text
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
