//! From the document to [`ir::Api`](crate::ir::Api): references followed, names given, every Rust type chosen.
//!
//! The only stage that decides. What it cannot express stays JSON and is reported.

mod docs;
mod extent;
mod finish;
mod operation;
mod places;
mod renamed;
mod schema;
mod shared;
mod tables;
mod undeclared;
mod webhooks;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::input::{OverlayFile, Selection};
use crate::ir::{Api, ClientFacts, Group, Package, Publication, Scalar, Signatures, Webhooks};
use crate::names::{self, Lock};
use crate::prose;
use operation::called::{self, Prefix};
use operation::raw::Raw;
use operation::{client, duplicates, error_sets, groups, moved, operations, pages, raw, servers, unmarked};
use schema::schemas::{Parts, Schemas};
use schema::{leniency, xml};

use crate::spec::Document;

pub(crate) use operation::media_types;
pub use operation::pages::PageRule;
pub use operation::unmarked::UnmarkedBodies;
pub use renamed::{OldNames, OldOperation};
pub(crate) use schema::formats;
pub use schema::leniency::{KeepUndeclared, Leniency};
pub use schema::scalars::{Dates, Formats, LenientDates, PlaceFormat};

/// The choices that a configuration makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The package's name.
    pub package: String,
    /// The package's version.
    pub version: String,
    /// One sentence for `Cargo.toml`; by default, the title and the version of the document.
    pub description: Option<String>,
    /// What a registry shows of the package.
    pub publication: Publication,
    /// The path of the document as the headers show it.
    pub source: String,
    /// What becomes of enum values that the document does not list.
    pub unknown_enum_values: UnknownEnumValues,
    /// What string formats stand for.
    pub formats: Formats,
    /// The types that stand in place of component schemas.
    pub replaced: BTreeMap<String, Scalar>,
    /// A prefix of `operationId`s that is removed from names; by default, the crate's own name.
    pub strip_operation_prefix: Option<String>,
    /// Paginated operations, besides those that the document declares.
    pub pagination: Vec<PageRule>,
    /// The signature scheme to assume when the document declares none.
    pub webhook_signatures: Signatures,
    /// Old names that stay as deprecated aliases.
    pub renamed: OldNames,
    /// Whether a broken corner refuses the document.
    pub strict: bool,
    /// The folder that references stay below, if it is not the one that the document's own place says.
    pub root: Option<PathBuf>,
    /// What the document holds, where it isn't a file.
    pub bytes: Option<Arc<[u8]>>,
    /// The file that the choices are from, if there is one: messages show its lines.
    pub configuration: Option<PathBuf>,
    /// The overlays that are applied to the document, in this order.
    pub overlays: Vec<OverlayFile>,
    /// What of the document is in the client.
    pub selection: Selection,
    /// Whether types that are sent check their values by `validate()`.
    pub validate: bool,
    /// Where servers depart from the document.
    pub leniency: Leniency,
    /// How bodies are passed that aren't marked as required although a property of theirs is.
    pub unmarked_bodies: UnmarkedBodies,
    /// The names and forms of the last run, which stay.
    pub lock: Arc<Lock>,
}

impl Options {
    /// The same choices, where the last run gave these names.
    #[must_use]
    pub fn after(self, lock: Lock) -> Self {
        Self {
            lock: Arc::new(lock),
            ..self
        }
    }
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

/// Decides what the client for a document looks like, and what of it is to be kept for the next time.
///
/// `None` is never returned for a document without errors; the problems are in `diagnostics`.
pub fn lower(document: &Document, options: &Options, diagnostics: &mut Diagnostics) -> Option<(Api, Lock)> {
    let raw = raw::read(document);
    let Client {
        mut groups,
        webhooks,
        facts,
        parts,
    } = client(document, options, &raw);
    let Parts {
        mut drafts,
        mut names,
        diagnostics: found,
        former,
        layouts,
    } = parts;
    let expected = leniency::expected(&options.leniency, &groups, diagnostics);
    found.iter().for_each(|diagnostic| diagnostics.push(diagnostic.clone()));
    if let Some(refusal) = extent::of_items(&groups, &webhooks, drafts.len()) {
        diagnostics.push(refusal);
        return None;
    }
    shared::settle(&mut drafts, &groups, &mut names);
    let finish::Finished {
        mut types,
        files,
        scalars,
    } = finish::finish(document, drafts, &mut groups, &webhooks, &mut names, diagnostics);
    if options.unmarked_bodies == UnmarkedBodies::Arguments {
        unmarked::settle(&mut groups, &types, &mut names, diagnostics);
    }
    if options.validate {
        finish::give_checks(&mut types, &mut groups);
    }
    duplicates::report(document, &raw, &groups, diagnostics);
    pages::settle(options, &mut groups, &types, diagnostics);
    renamed::settle(&options.renamed, &mut groups, &mut types, diagnostics);
    renamed::settle_former(&former, &mut types);
    let xml = xml::settle(document, layouts, &groups, &webhooks, &mut types);
    let error_sets = error_sets::settle(&mut groups, &types, &mut names);
    let api = Api {
        package: package(document, options),
        docs: docs::of_api(&document.info),
        client: ClientFacts { expected, ..facts },
        groups,
        error_sets,
        types,
        files,
        scalars,
        webhooks,
        xml,
        coverage: document.coverage,
        reads_digits: document.reads_digits,
        validates: options.validate,
        lenient_date_times: options.formats.lenient.date_times,
        lenient_dates: options.formats.lenient.dates,
    };
    extent::check(&api, diagnostics);
    Some((api, names.into_lock()))
}

/// What a client has, before its types are finished.
struct Client {
    groups: Vec<Group>,
    webhooks: Webhooks,
    facts: ClientFacts,
    parts: Parts,
}

fn client(document: &Document, options: &Options, raw: &[Raw<'_>]) -> Client {
    let mut schemas = Schemas::of(document, options);
    renamed::retire(&options.renamed, &mut schemas.names);
    let crate_name = names::crate_name(&options.package);
    moved::follow(raw, &mut schemas.names);
    let prefix = match &options.strip_operation_prefix {
        Some(prefix) => Prefix::Text(prefix),
        None => Prefix::Crate(&crate_name),
    };
    let called = called::all(raw, &prefix, &servers::base_paths(document), &mut schemas.names);
    let operations = operations::all(&mut schemas, raw, &called);
    let mut groups = groups::by_home(document, operations, &mut schemas.names);
    let webhooks = webhooks::all(&mut schemas, raw, &called);
    let facts = client::facts(document, &mut groups, &mut schemas.names, &mut schemas.diagnostics);
    undeclared::keep(&mut schemas, &groups, &webhooks);
    leniency::report_unused(&mut schemas);
    Client {
        groups,
        webhooks,
        facts,
        parts: schemas.into_parts(),
    }
}

fn package(document: &Document, options: &Options) -> Package {
    let info = &document.info;
    let described = || {
        let (title, version) = (prose::sentence(&info.title), prose::sentence(&info.version));
        format!("A client for {title} {version}.")
    };
    Package {
        name: options.package.clone(),
        crate_name: names::crate_name(&options.package),
        version: options.version.clone(),
        description: options.description.clone().unwrap_or_else(described),
        source: options.source.clone(),
        title: info.title.trim().to_owned(),
        document_version: info.version.trim().to_owned(),
        publication: options.publication.clone(),
    }
}
