//! From [`ir::Api`](crate::ir::Api) to source files. Nothing is decided here, so nothing can fail.

mod answers;
mod api;
mod arguments;
mod bodies;
mod client;
mod defaults;
mod enums;
mod example;
mod headers;
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
mod tokens;
mod types;
mod unions;
mod uses;
mod webhooks;

use proc_macro2::TokenStream;

use crate::ir::{Api, Docs};
use crate::prose::{FilePath, Page, Toml};

/// A file of the emitted crate, not yet formatted.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below the crate's folder.
    pub path: FilePath,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust items.
    Rust {
        /// The documentation of the module.
        docs: Docs,
        /// `use` declarations and items, in pieces of which each has whole items: one after the other becomes text, so that
        /// the tokens of a large file are never all parsed at once.
        items: Vec<TokenStream>,
    },
    /// Hand-written Rust, byte for byte.
    Verbatim(&'static str),
    /// TOML.
    Toml(Toml),
    /// Markdown.
    Markdown(Page),
}

/// How one file is made. Files don't depend on each other, so each may be made on any thread.
pub type Maker<'a> = Box<dyn Fn() -> SourceFile + Send + Sync + 'a>;

/// All files of the crate.
pub fn emit(api: &Api) -> Vec<Maker<'_>> {
    let mut files: Vec<Maker<'_>> = vec![
        Box::new(|| package::manifest(api)),
        Box::new(|| package::readme(api)),
        Box::new(package::formatting),
        Box::new(|| library::root(api)),
        Box::new(|| client::file(api)),
    ];
    if !api.client.servers.is_empty() {
        files.push(Box::new(|| servers::file(api)));
    }
    files.extend(api::files(api));
    files.extend(types::files(api));
    files.extend(webhooks::files(api));
    files.extend(runtime::files(api));
    files
}
