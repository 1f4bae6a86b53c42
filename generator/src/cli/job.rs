//! What a command generates.

use std::path::PathBuf;

use super::document::Document;
use clientwright::Config;
use clientwright::names::Lock;
use clientwright::prose::Shown;

/// What is to be generated, with all paths relative to where the command runs.
pub(super) struct Job {
    pub(super) document: Document,
    pub(super) lock: PathBuf,
    pub(super) before: Lock,
}

impl Job {
    pub(super) fn config(&self) -> &Config {
        &self.document.config
    }

    /// The document as messages show it.
    pub(super) fn source(&self) -> Shown {
        Shown::line(self.config().shown_spec())
    }

    /// The output folder as messages show it.
    pub(super) fn folder(&self) -> Shown {
        Shown::line(self.config().output.display())
    }
}
