//! The documents that a command reads, and what they are read with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clientwright::Config;
use clientwright::config::FILE_NAME;
use clientwright::prose::Shown;

use super::failure::Failure;
use super::messages::Messages;

/// The document: SPEC, or as configured in `clientwright.toml`.
#[derive(clap::Args)]
pub(super) struct Input {
    /// The OpenAPI document: YAML, JSON, or a Markdown page that contains one; a file, a URL, or `-` for the standard input. By
    /// default, it is that of the configuration or, if there is no configuration, the one that the first overlay extends.
    pub(super) spec: Option<PathBuf>,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    pub(super) reading: Reading,
}

/// How a document is read, beside what the configuration says.
#[derive(clap::Args)]
pub(super) struct Reading {
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

/// The clients of a configuration file.
#[derive(clap::Args)]
pub(super) struct Configured {
    /// The configuration file; by default, `clientwright.toml` in this folder.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Only the client of this name, where the configuration has several; for more than one, repeat the option.
    #[arg(long, value_name = "NAME")]
    client: Vec<String>,
}

impl Input {
    /// The configurations of the clients, with the options of the command line.
    pub(super) fn configs(&self) -> Result<Vec<Config>, Failure> {
        if self.is_named() && self.is_chosen() {
            return Err(Failure::usage(
                "`--client` names a client of the configuration, not of a document",
            ));
        }
        let configs = match &self.spec {
            Some(spec) => vec![Config::new(spec)],
            None if self.is_named() => vec![Config::default()],
            None => self.configured.clients()?,
        };
        configs.into_iter().map(|config| self.with_document(config)).collect()
    }

    fn with_document(&self, config: Config) -> Result<Config, Failure> {
        let client = config.client.clone();
        let config = self.reading.applied(config)?.with_document().map_err(Failure::from);
        config.map_err(|failure| failure.of(client.as_deref()))
    }

    /// Whether the command line names the document, by itself or by an overlay that extends it.
    pub(super) fn is_named(&self) -> bool {
        self.spec.is_some() || !(self.reading.overlay.is_empty() || self.configured.path().exists())
    }

    /// Whether the command line names the clients of the configuration.
    pub(super) fn is_chosen(&self) -> bool {
        !self.configured.client.is_empty()
    }
}

impl Reading {
    /// The configuration with these options.
    pub(super) fn applied(&self, config: Config) -> Result<Config, Failure> {
        let mut config = config.include(&self.include).exclude(&self.exclude);
        let checked = config.check_selection().map_err(Failure::from);
        checked.map_err(|failure| failure.of(config.client.as_deref()))?;
        config.overlays.extend_from_slice(&self.overlay);
        config.strict |= self.strict;
        config.root = self.root.clone().or(config.root);
        Ok(config)
    }
}

impl Configured {
    /// The configuration file.
    pub(super) fn path(&self) -> &Path {
        self.config.as_deref().unwrap_or(Path::new(FILE_NAME))
    }

    /// Whether the command line names the file or clients of it.
    pub(super) fn is_given(&self) -> bool {
        self.config.is_some() || !self.client.is_empty()
    }

    /// The clients of the configuration, or those that are named.
    pub(super) fn clients(&self) -> Result<Vec<Config>, Failure> {
        let file = self.path();
        if self.config.is_none() && !file.exists() {
            return Err(Failure::usage(
                "there is no `clientwright.toml` here; name the document, or write one with `clientwright init`",
            ));
        }
        if self.client.is_empty() {
            return Ok(Config::all_from_file(file)?);
        }
        let named = self.client.iter().map(|name| Config::client_from_file(file, name));
        Ok(named.collect::<Result<_, _>>()?)
    }

    /// The only client.
    pub(super) fn client(&self) -> Result<Config, Failure> {
        let clients = self.clients()?;
        match <[Config; 1]>::try_from(clients) {
            Ok([config]) => Ok(config),
            Err(clients) => {
                let names: Vec<String> = clients.iter().map(Config::package_name).collect();
                let names = Shown::line(names.join("`, `"));
                Err(Failure::usage(shown![
                    "the configuration has several clients; name one with `--client`: `",
                    names,
                    "`"
                ]))
            }
        }
    }
}

/// Does something for each client, whatever becomes of the others; the exit code is the highest of theirs.
pub(super) fn each(
    clients: Result<Vec<Config>, Failure>,
    messages: &Messages,
    mut work: impl FnMut(&Config) -> Result<u8, Failure>,
) -> ExitCode {
    let clients = match clients {
        Ok(clients) => clients,
        Err(failure) => return messages.fail(&failure),
    };
    let mut worst = 0;
    for one in &clients {
        let code = work(one).unwrap_or_else(|failure| {
            let failure = failure.of(one.client.as_deref());
            _ = messages.fail(&failure);
            failure.code
        });
        worst = worst.max(code);
    }
    ExitCode::from(worst)
}
