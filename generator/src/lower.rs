//! From the document to [`ir::Api`](crate::ir::Api): references followed, names given, every Rust type chosen.
//!
//! The only stage that decides. What it cannot express stays JSON and is reported.

mod arrays;
mod bodies;
mod client;
mod compose;
mod defaults;
mod docs;
mod enums;
mod families;
mod finish;
mod groups;
mod lookup;
mod merge;
mod objects;
mod operations;
mod pages;
mod parameters;
mod prose;
mod responses;
mod scalars;
mod schemas;
mod unions;
mod view;
mod webhooks;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::ir::{Api, Package, Signatures};
use crate::names;
use schemas::Schemas;

pub use pages::PageRule;
pub use scalars::{Dates, Formats};

/// The choices that a configuration makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The package's name.
    pub package: String,
    /// The package's version.
    pub version: String,
    /// The path of the document as the headers show it.
    pub source: String,
    /// What becomes of enum values that the document does not list.
    pub unknown_enum_values: UnknownEnumValues,
    /// What string formats stand for.
    pub formats: Formats,
    /// A prefix of `operationId`s that method names go without; by default the crate's own name.
    pub strip_operation_prefix: Option<String>,
    /// Operations that are paged, besides those that the document says it of.
    pub pagination: Vec<PageRule>,
    /// How webhooks are signed, where the document does not say.
    pub webhook_signatures: Signatures,
}

/// What becomes of enum values that the document does not list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownEnumValues {
    /// They are kept, and written back as they were.
    #[default]
    Keep,
    /// They are an error.
    Reject,
}

/// Decides what the client for a document looks like.
///
/// `None` is never returned for a document without errors; the problems are in `diagnostics`.
pub fn lower(document: &Document, options: &Options, diagnostics: &mut Diagnostics) -> Option<Api> {
    let mut schemas = Schemas::of(document, options);
    let crate_name = names::crate_name(&options.package);
    let prefix = options
        .strip_operation_prefix
        .clone()
        .unwrap_or_else(|| format!("{crate_name}_"));
    let operations = operations::all(&mut schemas, &prefix);
    let mut groups = groups::by_tag(document, operations);
    let webhooks = webhooks::all(&mut schemas, &groups);
    let client = client::facts(document, &groups, &mut schemas.diagnostics);
    let (drafts, found) = schemas.into_parts();
    for diagnostic in &found {
        diagnostics.push(diagnostic.clone());
    }
    let finish::Finished { types, files, scalars } = finish::finish(drafts, &mut groups, &webhooks);
    pages::settle(document, options, &mut groups, &types, diagnostics);
    let info = &document.openapi.info;
    let package = Package {
        name: options.package.clone(),
        crate_name,
        version: options.version.clone(),
        description: format!(
            "A client for {} {}.",
            prose::sentence(&info.title),
            prose::sentence(&info.version)
        ),
        source: options.source.clone(),
        title: info.title.trim().to_owned(),
        document_version: info.version.trim().to_owned(),
    };
    let docs = docs::of_api(info);
    Some(Api {
        package,
        docs,
        client,
        groups,
        types,
        files,
        scalars,
        webhooks,
    })
}
