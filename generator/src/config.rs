//! `clientwright.toml`, and the same by code for a `build.rs`.

mod apart;
mod check;
mod clients;
mod findings;
mod formats;
mod learned;
mod leniency;
mod lock;
mod module;
mod overlays;
mod package;
mod pagination;
mod place;
mod read;
mod renamed;
#[cfg(feature = "schema")]
mod schema;
mod select;
mod unmarked;
mod version;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::Code;
use crate::ir::Signatures;
use crate::lower::{Formats, PageRule, UnknownEnumValues};
use crate::names;
use crate::prose::{Shown, shown};
pub use findings::Findings;
pub use formats::{DatesConfig, FormatConfig, TypeConfig};
pub use learned::LearnedConfig;
pub use leniency::KeepUndeclaredConfig;
pub use lock::read_lock;
pub use module::{ModuleConfig, shown_path};
pub use package::PackageConfig;
pub use pagination::PaginationConfig;
pub use place::SpecPlace;
pub use renamed::RenamedConfig;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use select::SelectConfig;
pub use unmarked::UnmarkedBodiesConfig;
pub use version::{newest, package_version, with_package_version};

/// The name of the configuration file.
pub const FILE_NAME: &str = "clientwright.toml";

/// The configuration of one client.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The document: YAML, JSON, or a Markdown page that contains one; a file or a URL. By default, what the first overlay extends.
    #[serde(default)]
    pub spec: PathBuf,
    /// Overlays that are applied to the document, in this order; `--overlay FILE` adds one.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// Which operations and webhooks the client has.
    #[serde(default)]
    pub select: SelectConfig,
    /// The folder of the crate.
    #[serde(default)]
    pub output: PathBuf,
    /// The emitted crate.
    #[serde(default, rename = "crate")]
    pub package: PackageConfig,
    /// The module that a `build.rs` generates instead of a crate.
    pub module: Option<ModuleConfig>,
    /// Raises the version of the crate when its API changes, and writes its `CHANGELOG.md`; `--bump` does the same.
    #[serde(default)]
    pub bump: bool,
    /// The lock, which records the names of the client. By default, it is next to this file.
    pub lock: Option<PathBuf>,
    /// `"reject"` makes enums closed and `Copy`: a value that the document doesn't list is an error.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "keep")))]
    pub unknown_enum_values: UnknownEnumValuesConfig,
    /// The crate of dates and times: `"chrono"`, `"time"`, `"jiff"`, or `"string"` for none.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "chrono")))]
    pub dates: DatesConfig,
    /// The types of single formats.
    #[serde(default)]
    pub formats: BTreeMap<String, FormatConfig>,
    /// Types of your own that stand in place of component schemas.
    #[serde(default)]
    pub types: BTreeMap<String, TypeConfig>,
    /// Properties that servers leave out or set to null.
    #[serde(default)]
    pub optional: Vec<String>,
    /// Properties of which servers send other values than the document says.
    #[serde(default)]
    pub lenient: Vec<String>,
    /// Types of responses that keep undeclared properties: `true` for all, or a list.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub keep_undeclared: KeepUndeclaredConfig,
    /// What `clientwright learn` learned from a server.
    #[serde(default)]
    pub learned: Vec<LearnedConfig>,
    /// A prefix of `operationId`s that is left out of method names. By default, the crate's name.
    pub strip_operation_prefix: Option<String>,
    /// A request body that isn't marked as required although a property of it is: `"option"` makes it a setter, as the document says.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "argument")))]
    pub unmarked_bodies: UnmarkedBodiesConfig,
    /// Paginated operations.
    #[serde(default)]
    pub pagination: Vec<PaginationConfig>,
    /// `"standard"` if webhooks are signed as Standard Webhooks and the document doesn't say so.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "unknown")))]
    pub webhook_signatures: WebhookSignaturesConfig,
    /// Former names that are kept as deprecated aliases.
    #[serde(default)]
    pub renamed: RenamedConfig,
    /// Emits `validate()` for requests and their types, which checks the constraints of the document.
    #[serde(default)]
    pub validate: bool,
    /// Rejects a document for each broken part; `--strict` does the same.
    #[serde(default)]
    pub strict: bool,
    /// The folder that `$ref`s to files stay below; `--root DIR` does the same. By default, the project's folder.
    pub root: Option<PathBuf>,
    /// Exits with 1 on warnings that aren't allowed, and writes nothing.
    #[serde(default)]
    pub deny_warnings: bool,
    /// The codes of expected warnings; one that doesn't occur is reported.
    #[serde(default)]
    pub allow: Vec<String>,
    /// The file that this was read from by [`from_file`](Self::from_file).
    #[serde(skip)]
    pub config_file: Option<PathBuf>,
    /// The name of the client, where its file has several.
    #[serde(skip)]
    pub client: Option<String>,
    /// Whether the lock file is written even if it is outside the output folder.
    #[serde(skip)]
    pub updates_lock: bool,
}

/// How unknown enum values are treated.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum UnknownEnumValuesConfig {
    /// Enums are open: they keep values that the document doesn't list.
    #[default]
    Keep,
    /// Enums are closed: a value that the document doesn't list is an error.
    Reject,
}

impl From<UnknownEnumValuesConfig> for UnknownEnumValues {
    fn from(config: UnknownEnumValuesConfig) -> Self {
        match config {
            UnknownEnumValuesConfig::Keep => Self::Keep,
            UnknownEnumValuesConfig::Reject => Self::Reject,
        }
    }
}

/// How webhooks are signed.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WebhookSignaturesConfig {
    /// The scheme isn't known, and no verifier is emitted.
    #[default]
    Unknown,
    /// [Standard Webhooks](https://www.standardwebhooks.com).
    Standard,
}

impl From<WebhookSignaturesConfig> for Signatures {
    fn from(config: WebhookSignaturesConfig) -> Self {
        match config {
            WebhookSignaturesConfig::Unknown => Self::Unknown,
            WebhookSignaturesConfig::Standard => Self::Standard,
        }
    }
}

/// Why a configuration can't be used.
#[derive(Debug)]
pub struct ConfigError {
    message: Shown,
    is_unreadable: bool,
}

impl ConfigError {
    /// What is wrong.
    fn new(message: Shown) -> Self {
        Self {
            message,
            is_unreadable: false,
        }
    }

    /// A file that the file system doesn't give.
    fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self {
            message: shown![
                "`",
                Shown::line(path.display()),
                "` can't be read: ",
                Shown::line(error)
            ],
            is_unreadable: true,
        }
    }

    /// The same problem, with the file that has it.
    fn of(self, path: &Path) -> Self {
        self.after(shown!["`", Shown::line(path.display()), "`: "])
    }

    /// The same problem after where it is.
    fn after(self, place: Shown) -> Self {
        Self {
            message: shown![place, self.message],
            ..self
        }
    }

    /// The message as a terminal shows it.
    pub fn shown(&self) -> &Shown {
        &self.message
    }

    /// Whether a file can't be read, whatever it holds.
    pub fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(formatter)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Creates the configuration of a client for the document at `spec`.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            ..Self::default()
        }
    }

    /// Sets the folder of the emitted crate.
    #[must_use]
    pub fn out_dir(mut self, output: impl Into<PathBuf>) -> Self {
        self.output = output.into();
        self
    }

    /// Sets the name of the emitted crate.
    #[must_use]
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.package.name = Some(name.into());
        self
    }

    /// Refuses a document for each broken corner, which otherwise costs that corner and a warning.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Sets the folder that `$ref`s to files stay below.
    #[must_use]
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// Sets the codes of expected warnings.
    #[must_use]
    pub fn allow(mut self, codes: impl IntoIterator<Item: Into<String>>) -> Self {
        self.allow.extend(codes.into_iter().map(Into::into));
        self
    }

    /// Fails if there are warnings that aren't allowed, or if allowed ones don't occur.
    #[must_use]
    pub fn deny_warnings(mut self) -> Self {
        self.deny_warnings = true;
        self
    }

    /// Sets the file of the names that were given before.
    ///
    /// [`generate`](Self::generate) reads it if it is there. It writes it only inside the output's folder, where it stands
    /// unless this sets another, since a build must not change the sources: the command keeps a lock beside its
    /// configuration up to date, and `clientwright lock` that of a module.
    #[must_use]
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.lock = Some(path.into());
        self
    }

    /// Has [`generate`](Self::generate) write the lock of a crate wherever it stands.
    #[must_use]
    pub fn update_lock(mut self) -> Self {
        self.updates_lock = true;
        self
    }

    /// What string formats stand for.
    pub(crate) fn formats(&self) -> Formats {
        let mut formats = Formats::of(self.dates.into());
        for (format, row) in &self.formats {
            row.apply(format, &mut formats);
        }
        formats
    }

    /// What it says of pages.
    pub(crate) fn page_rules(&self) -> Vec<PageRule> {
        self.pagination.iter().map(PaginationConfig::rule).collect()
    }

    /// The name of the emitted package.
    pub fn package_name(&self) -> String {
        let folder = || self.output.file_name().map(|name| name.to_string_lossy().into_owned());
        let module = || self.module.as_ref().map(|module| module.name.clone());
        match &self.package.name {
            Some(name) if names::is_package_name(name) => name.clone(),
            Some(name) => names::package_name(name),
            None => names::package_name(&module().or_else(folder).unwrap_or_default()),
        }
    }
}

/// The diagnostic code of this text.
pub(crate) fn code_of(text: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.as_str() == text)
}
