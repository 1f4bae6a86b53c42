//! The document that a command reads, and what it is read with.

use std::path::PathBuf;
use std::process::ExitCode;

use clientwright::Config;
use clientwright::config::{ConfigError, FILE_NAME};

use super::document::Document;

/// The document: SPEC, or as configured in `clientwright.toml`.
#[derive(clap::Args)]
pub(super) struct Input {
    /// The OpenAPI document: YAML, JSON, or a Markdown page that contains one; a file, a URL, or `-` for the standard input. By
    /// default, it is that of the configuration or, if there is no configuration, the one that the first overlay extends.
    pub(super) spec: Option<PathBuf>,
    /// An overlay that is applied to the document, after those of the configuration; for several, repeat the option.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Selects operations and webhooks, beside those that the configuration includes: `pets/list*` (an `operationId`),
    /// `tag:pets`, `/pets/*`, `GET /pets/*`, `webhook:pet*`, `x-beta` (an extension); for several, repeat the option.
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// Leaves out what fits a pattern, although it is included; for several, repeat the option.
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// The configuration file.
    #[arg(long, value_name = "FILE", default_value = FILE_NAME)]
    config: PathBuf,
    /// Refuses a document with a broken corner, which otherwise costs that corner and a warning.
    #[arg(long)]
    strict: bool,
    /// The folder that `$ref`s to files stay below.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Refuses a document in the network.
    #[arg(long)]
    pub(super) offline: bool,
}

impl Input {
    /// The configuration of the document, with the options of the command line.
    pub(super) fn config(&self) -> Result<Config, ConfigError> {
        let config = match &self.spec {
            Some(spec) => Config::new(spec),
            None if self.is_named() => Config::default(),
            None => Config::from_file(&self.config)?,
        };
        let mut config = config.include(&self.include).exclude(&self.exclude);
        config.check_selection()?;
        config.overlays.extend_from_slice(&self.overlay);
        config.strict |= self.strict;
        config.root = self.root.clone().or(config.root);
        config.with_document()
    }

    /// The document, read if it isn't a file; `Err` when that was reported.
    pub(super) fn document(&self) -> Result<Document, ExitCode> {
        Document::of(self.config(), self.offline)
    }

    /// Whether the command line names the document, by itself or by an overlay that extends it.
    pub(super) fn is_named(&self) -> bool {
        self.spec.is_some() || !(self.overlay.is_empty() || self.config.exists())
    }
}
