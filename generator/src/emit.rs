//! From [`ir::Api`](crate::ir::Api) to source files. Nothing is decided here, so nothing can fail.

mod answers;
mod api;
mod arguments;
mod beside;
mod bodies;
mod client;
mod defaults;
mod enums;
mod errors;
mod headers;
mod idents;
mod library;
mod operations;
mod package;
mod pages;
mod renamed;
mod responses;
mod rules;
mod runtime;
mod servers;
mod structs;
mod styles;
mod tokens;
mod types;
mod unions;
mod uses;
mod webhooks;
mod xml;

use proc_macro2::TokenStream;

use crate::ir::{Api, Docs};
use crate::prose::{FilePath, Listing, Page, Toml};
pub use tokens::DOC_LINES;
use tokens::Scope;
pub use uses::Uses;

/// A file of the emitted crate, or a further part of one, not yet formatted.
pub struct SourceFile<'a> {
    /// The path below the crate's folder.
    pub path: FilePath,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a file.
pub enum Content<'a> {
    /// Rust items.
    Rust {
        /// The documentation of the module.
        docs: Docs,
        /// `use` declarations and items.
        items: Items<'a>,
    },
    /// A part of a large file of Rust; the parts follow each other in order.
    Part {
        /// The documentation of the module: of the first part alone.
        docs: Option<Docs>,
        /// `use` declarations and items.
        items: Items<'a>,
    },
    /// Hand-written Rust, byte for byte.
    Verbatim(&'static str),
    /// TOML.
    Toml(Toml),
    /// Markdown.
    Markdown(Page),
    /// One line an item.
    Listing(Listing),
}

/// The items of a file in pieces, each made when it is asked for: the tokens of a large file are never all held at once.
pub type Items<'a> = Box<dyn Iterator<Item = Piece> + 'a>;

/// A piece of a file.
pub enum Piece {
    /// Whole items.
    Items(TokenStream),
    /// The `use` declarations of the other pieces. They stand above those, and are known after them.
    Uses(Uses),
}

/// A file's items where they are few.
fn whole<'a>(items: TokenStream) -> Items<'a> {
    Box::new(std::iter::once(Piece::Items(items)))
}

/// One piece for each step, and the `use` declarations that they ask of the scope.
fn pieces<'a, T: 'a>(
    mut scope: Scope<'a>,
    steps: impl Iterator<Item = T> + 'a,
    mut make: impl FnMut(&mut Scope<'a>, T) -> TokenStream + 'a,
) -> Items<'a> {
    let steps = steps.map(Some).chain([None]);
    Box::new(steps.map(move |step| match step {
        Some(step) => Piece::Items(make(&mut scope, step)),
        None => Piece::Uses(std::mem::take(&mut scope.uses)),
    }))
}

/// How one file is made, or a part of a large one. They don't depend on each other, so each may be made on any thread.
pub type Maker<'a> = Box<dyn Fn() -> SourceFile<'a> + Send + Sync + 'a>;

/// All files of the crate.
pub fn emit(api: &Api) -> Vec<Maker<'_>> {
    let mut files: Vec<Maker<'_>> = vec![
        Box::new(|| package::manifest(api)),
        Box::new(|| package::readme(api)),
        Box::new(package::formatting),
        Box::new(|| package::surface(api)),
        Box::new(|| library::root(api)),
        Box::new(|| client::file(api)),
    ];
    if !api.client.servers.is_empty() {
        files.push(Box::new(|| servers::file(api)));
    }
    files.extend(api::files(api));
    files.extend(errors::file(api));
    files.extend(types::files(api));
    files.extend(webhooks::files(api));
    files.extend(xml::file(api));
    files.extend(runtime::files(api));
    files
}
