//! What an emitted crate has for each of its operations, without documentation: the method, the items of its module that
//! it leads to, and the types.

use std::collections::{BTreeMap, BTreeSet};

use clientwright::emit::{self, Content, Piece};
use clientwright::ir::Api;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The items of a crate, and those that each operation leads to.
#[derive(Debug, Default)]
pub(super) struct Surface {
    /// The text of each item, and the items that it names: `types::Name`, or `module::Name` in a module of operations.
    items: BTreeMap<String, Item>,
    operations: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug, Default, PartialEq)]
struct Item {
    text: String,
    words: BTreeSet<String>,
}

impl Surface {
    /// Emits a crate, without its runtime.
    ///
    /// # Errors
    ///
    /// When emitted tokens aren't Rust.
    pub(super) fn of(api: &Api) -> Result<Self, String> {
        let mut surface = Self::default();
        for make in emit::emit(api) {
            let file = make();
            let path = file.path.as_str().to_owned();
            let (Content::Rust { items, .. } | Content::Part { items, .. }) = file.content else {
                continue;
            };
            let module = path.trim_start_matches("src/").trim_end_matches(".rs");
            for piece in items {
                let piece = match piece {
                    Piece::Items(items) => items,
                    Piece::Uses(uses) => uses.declarations(),
                };
                let parsed: syn::File =
                    syn::parse2(without_docs(piece)).map_err(|error| format!("`{path}` is not Rust: {error}"))?;
                for item in parsed.items {
                    if module.starts_with("types/") {
                        surface.add_type(&item);
                    } else if let Some(module) = module.strip_prefix("api/") {
                        surface.add(module, &item);
                    } else if !module.starts_with("runtime") {
                        surface.put(module, &item.to_token_stream(), BTreeSet::new());
                    }
                }
            }
        }
        for group in &api.groups {
            for operation in &group.operations {
                let marker = format!("{}::{}", group.module, operation.marker);
                let reached = surface.closure(vec![marker]);
                let key = format!("{} {}", operation.method, operation.path);
                surface.operations.entry(key).or_default().extend(reached);
            }
        }
        Ok(surface)
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = &String> {
        self.operations.keys()
    }

    /// The first item that differs in another crate.
    pub(super) fn first_difference(&self, other: &Self) -> Option<String> {
        let mut keys = self.items.keys().chain(other.items.keys());
        let key = keys.find(|key| self.items.get(*key) != other.items.get(*key))?;
        Some(self.shown(other, key))
    }

    /// How an operation differs in another crate; `None` where it doesn't.
    pub(super) fn difference(&self, other: &Self, operation: &str) -> Option<String> {
        let own = self.operations.get(operation)?;
        let Some(others) = other.operations.get(operation) else {
            return Some("it is gone".to_owned());
        };
        let mut different = own
            .union(others)
            .filter(|key| self.items.get(*key) != other.items.get(*key));
        Some(self.shown(other, different.next()?))
    }

    fn shown(&self, other: &Self, key: &str) -> String {
        let text = |surface: &Self| match surface.items.get(key) {
            Some(item) => item.text.clone(),
            None => "nothing".to_owned(),
        };
        format!("`{key}` was\n    {}\n  and is\n    {}", text(self), text(other))
    }

    /// Adds an item of a file of types. What their methods are follows from what they hold.
    fn add_type(&mut self, item: &syn::Item) {
        let name = match item {
            syn::Item::Struct(item) => Some(item.ident.to_string()),
            syn::Item::Enum(item) => Some(item.ident.to_string()),
            syn::Item::Type(item) => Some(item.ident.to_string()),
            // A listing begins with the name of the type that it is about.
            syn::Item::Macro(item) => idents(item.mac.tokens.clone()).into_iter().next().map(|(_, word)| word),
            _ => None,
        };
        let words = held(item).into_iter().flat_map(idents);
        let words = words.map(|(_, word)| format!("types::{word}")).collect();
        if let Some(name) = name {
            self.put(&format!("types::{name}"), &item.to_token_stream(), words);
        }
    }

    /// Adds an item of a module of operations; the method of an operation belongs to its marker.
    fn add(&mut self, module: &str, item: &syn::Item) {
        match item {
            syn::Item::Use(_) => {}
            syn::Item::Impl(block) => {
                let header = block.self_ty.to_token_stream();
                let is_of_marker = header.to_string().starts_with("Request");
                let words = idents(header);
                let name = if is_of_marker { words.last() } else { words.first() };
                let name = name.map(|(_, word)| word.clone()).unwrap_or_default();
                for member in &block.items {
                    match member {
                        syn::ImplItem::Fn(method) if block.trait_.is_none() && !is_of_marker => {
                            let output = method.sig.output.to_token_stream();
                            let owner = idents(output).into_iter().next_back().map(|(_, word)| word);
                            let owner = owner.filter(|owner| owner != "Self").unwrap_or_else(|| name.clone());
                            self.put_in(module, &owner, &member.to_token_stream());
                        }
                        _ => self.put_in(module, &name, &member.to_token_stream()),
                    }
                }
            }
            syn::Item::Struct(item) => self.put_in(module, &item.ident.to_string(), &item.to_token_stream()),
            syn::Item::Enum(item) => self.put_in(module, &item.ident.to_string(), &item.to_token_stream()),
            syn::Item::Type(item) => self.put_in(module, &item.ident.to_string(), &item.to_token_stream()),
            other => self.put_in(module, "", &other.to_token_stream()),
        }
    }

    fn put_in(&mut self, module: &str, name: &str, tokens: &TokenStream) {
        let words = idents(tokens.clone()).into_iter().map(|(is_type, word)| match is_type {
            true => format!("types::{word}"),
            false => format!("{module}::{word}"),
        });
        self.put(&format!("{module}::{name}"), tokens, words.collect());
    }

    fn put(&mut self, key: &str, tokens: &TokenStream, words: BTreeSet<String>) {
        let item = self.items.entry(key.to_owned()).or_default();
        item.text.push_str(&tokens.to_string());
        item.text.push('\n');
        item.words.extend(words);
    }

    fn closure(&self, mut open: Vec<String>) -> BTreeSet<String> {
        let mut passed = BTreeSet::new();
        while let Some(key) = open.pop() {
            if let Some(item) = self.items.get(&key)
                && passed.insert(key)
            {
                open.extend(item.words.iter().cloned());
            }
        }
        passed
    }
}

/// The types of what an item holds.
fn held(item: &syn::Item) -> Vec<TokenStream> {
    let of =
        |fields: &syn::Fields| -> Vec<TokenStream> { fields.iter().map(|field| field.ty.to_token_stream()).collect() };
    match item {
        syn::Item::Struct(item) => of(&item.fields),
        syn::Item::Enum(item) => item.variants.iter().flat_map(|variant| of(&variant.fields)).collect(),
        syn::Item::Type(item) => vec![item.ty.to_token_stream()],
        _ => Vec::new(),
    }
}

/// The words of some tokens, and whether each stands behind `types::`.
fn idents(tokens: TokenStream) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    gather(tokens, &mut |is_type, word| found.push((is_type, word)));
    found
}

fn gather(tokens: TokenStream, note: &mut dyn FnMut(bool, String)) {
    let mut before = ["", "", ""].map(str::to_owned);
    for tree in tokens {
        if let TokenTree::Group(group) = &tree {
            gather(group.stream(), note);
        }
        if let TokenTree::Ident(word) = &tree {
            note(before == ["types", ":", ":"], word.to_string());
        }
        before.rotate_left(1);
        before[2] = match &tree {
            TokenTree::Group(_) => String::new(),
            other => other.to_string(),
        };
    }
}

/// Tokens without the attributes that are documentation.
fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        if let TokenTree::Group(group) = &tree {
            let is_docs = group.delimiter() == Delimiter::Bracket
                && group
                    .stream()
                    .into_iter()
                    .next()
                    .is_some_and(|first| first.to_string() == "doc");
            let is_attribute = kept.last().is_some_and(|last| last.to_string() == "#");
            if is_docs && is_attribute {
                kept.pop();
                continue;
            }
            let inner = proc_macro2::Group::new(group.delimiter(), without_docs(group.stream()));
            kept.push(inner.into());
            continue;
        }
        kept.push(tree);
    }
    kept.into_iter().collect()
}
