//! clientwright: reads an OpenAPI document and writes a Rust client crate.
//!
//! The command line is the usual way in; [`Config`] is the one for a `build.rs`:
//!
//! ```no_run
//! # fn main() -> Result<(), clientwright::Error> {
//! clientwright::Config::new("spec/api.yaml").out_dir("client").crate_name("my_api").generate()?;
//! # Ok(())
//! # }
//! ```

mod build_script;
mod component;
pub mod config;
pub mod diagnostic;
mod dialect;
pub mod document;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod names;
pub mod output;
pub mod pointer;
pub mod prose;
pub mod render;
pub mod source;
mod template;
mod threads;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

pub use config::Config;
use config::ConfigError;
use diagnostic::Diagnostics;
use diagnostic::render::Style;
use names::Lock;
use output::{HandEdits, LockFile, OutputError, Summary};
use render::Files;
use source::Source;

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
}

/// Generates the client crate for the document at `path`. Nothing is written.
pub fn generate(path: &Path, options: &lower::Options) -> Generated {
    let mut diagnostics = match options.strict {
        true => Diagnostics::strict(),
        false => Diagnostics::new(),
    };
    let root = options.root.as_deref();
    let source = Source::read_below(root, path, &options.source, &mut diagnostics);
    let (api, lock) = document::read(&source, &mut diagnostics)
        .and_then(|document| lower::lower(&document, options, &mut diagnostics))
        .filter(|_| !diagnostics.has_errors())
        .unzip();
    let facts = api.as_ref().map(|api: &ir::Api| Facts {
        title: format!("{} {}", api.package.title, api.package.document_version),
        operations: distinct_operations(api),
        types: api.types.len(),
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

/// The operations of the document: one may have several methods.
fn distinct_operations(api: &ir::Api) -> usize {
    let ids = api.operations().map(|operation| operation.id);
    ids.collect::<BTreeSet<_>>().len()
}

/// Why [`Config::generate`] wrote nothing.
#[derive(Debug)]
pub enum Error {
    /// The document was refused; the text says why, with the lines that are wrong.
    Document(String),
    /// The lock can't be read.
    Config(ConfigError),
    /// The files could not be written.
    Output(OutputError),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(text) => formatter.write_str(text),
            Self::Config(error) => error.fmt(formatter),
            Self::Output(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {
    /// What is below the error that is displayed already.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Document(_) => None,
            Self::Config(error) => error.source(),
            Self::Output(error) => error.source(),
        }
    }
}

impl Config {
    /// Generates the crate and writes it, with the names of before. In a `build.rs` it says which files it depends on.
    ///
    /// # Errors
    ///
    /// When the document is refused, when the lock can't be read, and when the files can't be written.
    pub fn generate(&self) -> Result<Summary, Error> {
        let shown = self.spec.to_string_lossy().replace('\\', "/");
        let lock_path = self.lock_path();
        let before = config::read_lock(&lock_path).map_err(Error::Config)?;
        let options = self.options(shown).after(before);
        let spec = self.spec.clone();
        let generated = with_deep_stack(move || generate(&spec, &options));
        if std::env::var_os("OUT_DIR").is_some() {
            let folder = self.spec.parent().unwrap_or(Path::new(""));
            for name in generated.source.files.keys() {
                let path = if name.is_empty() {
                    self.spec.clone()
                } else {
                    folder.join(name)
                };
                build_script::rerun_if_changed(&path);
            }
            if !self.writes_lock() && lock_path.exists() {
                build_script::rerun_if_changed(&lock_path);
            }
        }
        let text = || diagnostic::render::text(&generated.diagnostics, &generated.source, Style::Plain);
        let files = generated
            .files
            .as_ref()
            .ok_or_else(|| Error::Document(text().to_string()))?;
        let lock = generated.lock.filter(|_| self.writes_lock());
        let lock = lock.map(|lock| LockFile::new(lock_path, &lock));
        output::write_with_lock(&self.output, files, lock.as_ref(), HandEdits::Keep).map_err(Error::Output)
    }

    /// A build may change its own output; anything else only where that is asked for.
    fn writes_lock(&self) -> bool {
        self.updates_lock || self.lock_path().starts_with(&self.output)
    }

    /// The choices as the stages take them; `shown` is the document's path in the headers.
    pub fn options(&self, shown: String) -> lower::Options {
        lower::Options {
            package: self.package_name(),
            version: self.package.version.clone().unwrap_or_else(|| "0.1.0".to_owned()),
            source: shown,
            unknown_enum_values: self.unknown_enum_values.into(),
            formats: self.formats(),
            strip_operation_prefix: self.strip_operation_prefix.clone(),
            lock: Arc::default(),
            pagination: self.page_rules(),
            webhook_signatures: self.webhook_signatures.into(),
            renamed: self.renamed.old_names(),
            strict: self.strict,
            root: self.root.clone(),
            validate: self.validate,
        }
    }
}

/// Runs `work` on a stack that the deepest document that is read can't exhaust: documents nest up to
/// [`source`]'s bound, and every level of a schema takes several calls.
pub fn with_deep_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    const STACK: usize = 512 * 1024 * 1024;
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn an_error_does_not_display_its_cause() {
        let cause = || std::io::Error::other("the disk is full");
        let error = Error::Output(OutputError::Io("a.rs".into(), cause()));
        assert_eq!(error.to_string(), "`a.rs` can't be read or written");
        let source = error.source().map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("the disk is full"));
        assert!(error.source().is_some_and(|source| source.source().is_none()));
        for error in [
            Error::Document("refused".to_owned()),
            Error::Output(OutputError::InTheWay(vec!["a.rs".to_owned()])),
            Error::Output(OutputError::Busy("out".into())),
        ] {
            assert!(error.source().is_none());
        }
    }
}
