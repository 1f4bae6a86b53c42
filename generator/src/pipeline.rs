//! A document through all stages, as far as a command needs them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::Diagnostics;
use crate::inspect::Report;
use crate::learn::{self, Lessons, Observed};
use crate::names::Lock;
use crate::render::Files;
use crate::source::{Reading, Source};
use crate::{diff, document, emit, input, ir, lower, render, surface};

/// A client crate that is generated but not yet written, and all that was found on the way.
#[derive(Debug)]
pub struct Generated {
    /// The files; `None` when the document was refused.
    pub files: Option<Files>,
    /// What was read, for the lines of messages.
    pub source: Source,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
    /// What the document has in it.
    pub facts: Option<Facts>,
    /// The names and forms that the next run is to keep.
    pub lock: Option<Lock>,
}

/// What a document has in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its title and version.
    pub title: String,
    /// How many operations the client has.
    pub operations: usize,
    /// How many types the client has.
    pub types: usize,
    /// How much of the document the client has, where that isn't all.
    pub coverage: Option<input::Coverage>,
}

/// Generates the client crate for the document at `path`. Nothing is written.
pub fn generate(path: &Path, options: &lower::Options) -> Generated {
    let Lowered {
        source,
        diagnostics,
        api,
        lock,
    } = lowered(path, options);
    let facts = api.as_ref().map(|api: &ir::Api| Facts {
        title: format!("{} {}", api.package.title, api.package.document_version),
        operations: distinct_operations(api),
        types: api.types.len(),
        coverage: api.coverage,
    });
    let files = api.map(|api: ir::Api| render::render(&emit::emit(&api), &api.package.source));
    Generated {
        files,
        source,
        diagnostics,
        facts,
        lock,
    }
}

/// A client as data, and all that was found on the way to it.
struct Lowered {
    source: Source,
    diagnostics: Diagnostics,
    api: Option<ir::Api>,
    lock: Option<Lock>,
}

fn lowered(path: &Path, options: &lower::Options) -> Lowered {
    let mut diagnostics = match options.strict {
        true => Diagnostics::strict(),
        false => Diagnostics::new(),
    };
    let reading = Reading {
        path,
        shown: &options.source,
        root: options.root.as_deref(),
        overlays: &options.overlays,
        bytes: options.bytes.as_deref(),
        configuration: options.configuration.as_deref(),
    };
    let source = Source::of(&reading, &mut diagnostics);
    let (api, lock) = document::read_selected(&source, &options.selection, &mut diagnostics)
        .and_then(|document| lower::lower(&document, options, &mut diagnostics))
        .filter(|_| !diagnostics.has_errors())
        .map(|(api, lock)| (api, lock.with_version_of(&options.lock)))
        .unzip();
    Lowered {
        source,
        diagnostics,
        api,
        lock,
    }
}

/// What the configuration of the client for the document at `path` learns from what was observed of its server; `None` if
/// the document can't be generated.
pub fn learn(path: &Path, options: &lower::Options, observed: &Observed) -> Option<Lessons> {
    let api = lowered(path, options).api;
    api.map(|api| learn::observed(&api, observed))
}

/// The public surface of the client that a document gives, to be compared with another one.
#[derive(Debug)]
pub struct Surfaced {
    /// The client; `None` when the document was refused.
    pub version: Option<diff::Version>,
    /// What was read, for the lines of messages.
    pub source: Source,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
    /// The names and forms that the client has.
    pub lock: Option<Lock>,
}

/// The surface of the client for the document at `path`. No code is made of it.
pub fn surfaced(path: &Path, options: &lower::Options) -> Surfaced {
    let Lowered {
        source,
        diagnostics,
        api,
        lock,
    } = lowered(path, options);
    let version = api.map(|api| diff::Version {
        surface: surface::Surface::of(&api),
        origins: diff::Origins::of(&api),
        source: Some(source.clone()),
    });
    Surfaced {
        version,
        source,
        diagnostics,
        lock,
    }
}

/// What is understood of a document, and all that was found on the way.
#[derive(Debug)]
pub struct Inspected {
    /// What is understood; `None` when the document was refused.
    pub report: Option<Report>,
    /// What was read, for the lines of messages.
    pub source: Source,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

/// What is understood of the document at `path`. No code is made of it.
pub fn inspect(path: &Path, options: &lower::Options) -> Inspected {
    let Lowered {
        source,
        diagnostics,
        api,
        ..
    } = lowered(path, options);
    Inspected {
        report: api.map(|api| Report::of(&api, &source)),
        source,
        diagnostics,
    }
}

/// The operations of the document: one may have several methods.
fn distinct_operations(api: &ir::Api) -> usize {
    let ids = api.operations().map(|operation| operation.id);
    ids.collect::<BTreeSet<_>>().len()
}

/// The version of a crate for which the configuration says none.
const FIRST_VERSION: &str = "0.1.0";

impl Config {
    /// The choices as the stages take them, after a run that gave these names and this version; `shown` is the document's
    /// path in the headers.
    pub fn options_after(&self, shown: String, before: Lock) -> lower::Options {
        let options = self.options(shown);
        let version = config::newest(&options.version, before.version());
        lower::Options { version, ..options }.after(before)
    }

    /// The choices as the stages take them; `shown` is the document's path in the headers.
    pub fn options(&self, shown: String) -> lower::Options {
        lower::Options {
            package: self.package_name(),
            version: self.package.version.clone().unwrap_or_else(|| FIRST_VERSION.to_owned()),
            description: self.package.description.clone(),
            publication: self.package.publication(),
            source: shown,
            unknown_enum_values: self.unknown_enum_values.into(),
            formats: self.formats(),
            replaced: self
                .types
                .iter()
                .map(|(name, row)| (name.clone(), row.0.clone()))
                .collect(),
            strip_operation_prefix: self.strip_operation_prefix.clone(),
            lock: Arc::default(),
            pagination: self.page_rules(),
            webhook_signatures: self.webhook_signatures.into(),
            renamed: self.renamed.old_names(),
            strict: self.strict,
            root: self.root.clone(),
            bytes: None,
            configuration: self.config_file.clone(),
            overlays: self.overlay_files(),
            selection: self.selection(),
            validate: self.validate,
            leniency: self.leniency(),
            unmarked_bodies: self.unmarked_bodies.into(),
        }
    }
}

/// Runs `work` on a stack that the deepest document that is read can't exhaust: documents nest up to
/// [`Source`]'s bound, and every level of a schema takes several calls.
pub fn with_deep_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    const STACK: usize = 512 * 1024 * 1024;
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
    }
}
