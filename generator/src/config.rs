//! `clientwright.toml`, and the same by code for a `build.rs`.

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
mod renamed;
mod select;
mod unmarked;
mod version;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::Code;
use crate::diagnostic::suggest::closest;
use crate::ir::Signatures;
use crate::lower::{Formats, PageRule, UnknownEnumValues};
use crate::prose::{Shown, shown};
pub use findings::Findings;
pub use formats::{DatesConfig, FormatConfig};
pub use learned::LearnedConfig;
pub use leniency::KeepUndeclaredConfig;
pub use lock::read_lock;
pub use module::{ModuleConfig, shown_path};
pub use package::PackageConfig;
pub use pagination::PaginationConfig;
pub use place::SpecPlace;
pub use renamed::RenamedConfig;
pub use select::SelectConfig;
pub use unmarked::UnmarkedBodiesConfig;
pub use version::package_version;

/// The name of the configuration file.
pub const FILE_NAME: &str = "clientwright.toml";

/// The configuration of one client.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The document, relative to the configuration's folder; by default, the one that the first overlay extends.
    #[serde(default)]
    pub spec: PathBuf,
    /// The overlays that are applied to the document, in this order, relative to the configuration's folder.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// The operations and webhooks of the client.
    #[serde(default)]
    pub select: SelectConfig,
    /// The folder of the emitted crate, relative to the configuration's folder.
    #[serde(default)]
    pub output: PathBuf,
    /// The module that a `build.rs` generates instead of a crate.
    pub module: Option<ModuleConfig>,
    /// The emitted crate.
    #[serde(default, rename = "crate")]
    pub package: PackageConfig,
    /// How enum values that the document doesn't list are treated.
    #[serde(default)]
    pub unknown_enum_values: UnknownEnumValuesConfig,
    /// The crate whose types represent dates and times.
    #[serde(default)]
    pub dates: DatesConfig,
    /// The types of individual string formats.
    #[serde(default)]
    pub formats: BTreeMap<String, FormatConfig>,
    /// Properties that servers leave out or set to null although the document requires a value: `User.avatar`.
    #[serde(default)]
    pub optional: Vec<String>,
    /// Properties of which servers send other values than the document says.
    #[serde(default)]
    pub lenient: Vec<String>,
    /// Types of responses that keep the properties that the document doesn't declare.
    #[serde(default)]
    pub keep_undeclared: KeepUndeclaredConfig,
    /// What was learned from departures.
    #[serde(default)]
    pub learned: Vec<LearnedConfig>,
    /// A prefix of `operationId`s that is removed from method names; by default, the crate's own name.
    pub strip_operation_prefix: Option<String>,
    /// How request bodies are passed that the document doesn't mark as required although a property of theirs is.
    #[serde(default)]
    pub unmarked_bodies: UnmarkedBodiesConfig,
    /// Paginated operations.
    #[serde(default)]
    pub pagination: Vec<PaginationConfig>,
    /// The signature scheme to assume when the document declares none.
    #[serde(default)]
    pub webhook_signatures: WebhookSignaturesConfig,
    /// Old names that stay as deprecated aliases.
    #[serde(default)]
    pub renamed: RenamedConfig,
    /// Whether request types have `validate()`, which checks the document's constraints.
    #[serde(default)]
    pub validate: bool,
    /// Whether a document with a broken corner is refused.
    #[serde(default)]
    pub strict: bool,
    /// The folder that `$ref`s to files stay below, relative to the configuration's folder; by default the nearest one at or
    /// above the document that holds `clientwright.toml`, `.git` or a Cargo workspace, else the document's own.
    pub root: Option<PathBuf>,
    /// Whether warnings that aren't allowed result in exit code 1.
    #[serde(default)]
    pub deny_warnings: bool,
    /// The codes of expected warnings.
    #[serde(default)]
    pub allow: Vec<String>,
    /// The file that this was read from by [`from_file`](Self::from_file).
    #[serde(skip)]
    pub config_file: Option<PathBuf>,
    /// The lock file, which records the names of the client; by default, it is in the output folder, and that of a module
    /// is next to the document.
    #[serde(skip)]
    pub lock: Option<PathBuf>,
    /// Whether the lock file is written even if it is outside the output folder.
    #[serde(skip)]
    pub updates_lock: bool,
}

/// How unknown enum values are treated.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownEnumValuesConfig {
    /// `keep`
    #[default]
    Keep,
    /// `reject`
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
#[serde(rename_all = "kebab-case")]
pub enum WebhookSignaturesConfig {
    /// `unknown`: the scheme isn't known, and no verifier is emitted.
    #[default]
    Unknown,
    /// `standard`: [Standard Webhooks](https://www.standardwebhooks.com).
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
pub struct ConfigError(Shown);

impl ConfigError {
    /// A file, and what is wrong with it.
    fn of(path: &Path, problem: Shown) -> Self {
        Self(shown!["`", Shown::line(path.display()), "`", problem])
    }

    /// The message as a terminal shows it.
    pub fn shown(&self) -> &Shown {
        &self.0
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
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

    /// Reads a `clientwright.toml`; its lock stands beside it, with the ending `lock`. Paths are as they are in the file.
    ///
    /// # Errors
    ///
    /// When there is no such file, when it is not TOML, and when it holds a key or a value that means nothing.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::of(path, shown![" can't be read: ", Shown::line(error)]))?;
        let mut config: Self =
            toml::from_str(&text).map_err(|error| ConfigError::of(path, shown![": ", Shown::lines(error)]))?;
        let checked = config
            .check_codes()
            .and_then(|()| config.check_version())
            .and_then(|()| config.check_formats())
            .and_then(|()| config.check_selection());
        checked.map_err(|ConfigError(message)| ConfigError::of(path, shown![": ", message]))?;
        config.lock = Some(path.with_extension("lock"));
        Ok(config)
    }

    /// Reads a `clientwright.toml` for a `build.rs`; paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let config = Self::read(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |path: &PathBuf| place::beside(folder, path);
        let config = Self {
            spec: beside(&config.spec),
            overlays: config.overlays.iter().map(beside).collect(),
            output: beside(&config.output),
            root: config.root.as_ref().map(|root| folder.join(root)),
            config_file: Some(path.to_owned()),
            ..config
        };
        config
            .with_document()
            .map_err(|ConfigError(message)| ConfigError::of(path, shown![": ", message]))
    }

    /// Whether all codes that are allowed are codes.
    pub(crate) fn check_codes(&self) -> Result<(), ConfigError> {
        let Some(code) = self.allow.iter().find(|code| code_of(code).is_none()) else {
            return Ok(());
        };
        let codes = Code::ALL.iter().map(|code| code.as_str());
        let meant = closest(code, codes)
            .map(|meant| shown!["; did you mean `", meant, "`?"])
            .unwrap_or_default();
        let code = Shown::line(code);
        Err(ConfigError(shown![
            "`",
            code,
            "` in `allow` isn't a diagnostic code",
            meant
        ]))
    }

    /// Whether the crate's version is one.
    fn check_version(&self) -> Result<(), ConfigError> {
        let Some(version) = &self.package.version else {
            return Ok(());
        };
        semver::Version::parse(version).map(drop).map_err(|error| {
            ConfigError(shown![
                "the crate's version can't be `",
                Shown::line(version),
                "`: ",
                Shown::line(error)
            ])
        })
    }

    /// What string formats stand for.
    pub(crate) fn formats(&self) -> Formats {
        let mut formats = Formats::of(self.dates.into());
        for (format, row) in &self.formats {
            row.apply(format, &mut formats);
        }
        formats
    }

    /// Whether only formats of dates are to be read leniently.
    fn check_formats(&self) -> Result<(), ConfigError> {
        let mut formats = Formats::of(self.dates.into());
        match self
            .formats
            .iter()
            .find(|(format, row)| !row.apply(format, &mut formats))
        {
            None => Ok(()),
            Some((format, _)) => Err(ConfigError(shown![
                "`",
                Shown::line(format),
                "` can't be `lenient`; `date-time` and `date` can, and places such as `Event.at`"
            ])),
        }
    }

    /// What it says of pages.
    pub(crate) fn page_rules(&self) -> Vec<PageRule> {
        self.pagination.iter().map(PaginationConfig::rule).collect()
    }

    /// The name of the emitted package.
    pub fn package_name(&self) -> String {
        let folder = || self.output.file_name().map(|name| name.to_string_lossy().into_owned());
        let module = || self.module.as_ref().map(|module| module.name.clone());
        let name = self.package.name.clone().or_else(module).or_else(folder);
        crate::names::package_name(&name.unwrap_or_default())
    }
}

/// The diagnostic code of this text.
pub(crate) fn code_of(text: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.as_str() == text)
}
