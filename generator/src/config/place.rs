//! Where a document comes from: a file, the standard input, or the network.

use std::path::{Path, PathBuf};

use super::{Config, ConfigError, shown_path};
use crate::names;
use crate::prose::{Shown, shown};

/// What stands for the standard input.
const STANDARD_INPUT: &str = "-";

/// Where a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecPlace<'c> {
    /// A file.
    File(&'c Path),
    /// The standard input, which is named `-`.
    StandardInput,
    /// A URL.
    Url(&'c str),
}

impl<'c> SpecPlace<'c> {
    /// The place that a path names.
    pub fn of(spec: &'c Path) -> Self {
        match spec.to_str() {
            Some(STANDARD_INPUT) => Self::StandardInput,
            Some(text) if text.starts_with("https://") || text.starts_with("http://") => Self::Url(text),
            _ => Self::File(spec),
        }
    }

    /// The name of the document without its ending, which says something of the API.
    pub fn stem(self) -> Option<String> {
        let path = match self {
            Self::File(path) => path,
            Self::StandardInput => return None,
            Self::Url(url) => Path::new(url.split(['?', '#']).next().unwrap_or(url)),
        };
        path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
    }
}

impl Config {
    /// The path of the document as headers and messages show it.
    pub fn shown_spec(&self) -> String {
        match SpecPlace::of(&self.spec) {
            SpecPlace::File(path) => self.shown_file(path),
            SpecPlace::StandardInput => "standard input".to_owned(),
            SpecPlace::Url(url) => url.to_owned(),
        }
    }

    /// Whether the document is a file, as that of a build must be.
    ///
    /// # Errors
    ///
    /// When it is another one.
    pub fn check_is_file(&self) -> Result<(), ConfigError> {
        match SpecPlace::of(&self.spec) {
            SpecPlace::File(_) => Ok(()),
            _ => Err(ConfigError::new(shown![
                "a `build.rs` uses no network and no input: save `",
                Shown::line(self.shown_spec()),
                "` as a file and name that"
            ])),
        }
    }

    /// The path of a file as headers and messages show it.
    pub(super) fn shown_file(&self, file: &Path) -> String {
        let folder = self.config_file.as_deref().and_then(Path::parent);
        let relative = folder.and_then(|folder| file.strip_prefix(folder).ok());
        shown_path(relative.unwrap_or(file))
    }

    /// Where the lock stands.
    pub fn lock_path(&self) -> PathBuf {
        let beside = || match SpecPlace::of(&self.spec) {
            SpecPlace::File(path) => path.with_file_name(names::FILE_NAME),
            _ => PathBuf::from(names::FILE_NAME),
        };
        let inside = || self.output.join(names::FILE_NAME);
        let default = || if self.module.is_some() { beside() } else { inside() };
        self.lock.clone().unwrap_or_else(default)
    }
}

/// A path of the configuration, relative to its folder; what isn't a file stays as it is.
pub(super) fn beside(folder: &Path, path: &Path) -> PathBuf {
    match SpecPlace::of(path) {
        SpecPlace::File(path) if !path.as_os_str().is_empty() => folder.join(path),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_files_the_input_or_urls() {
        let config = |spec: &str| Config::new(spec).module("acme");
        for (spec, shown, stem, lock) in [
            ("spec/a.yaml", "spec/a.yaml", Some("a"), "spec/clientwright.lock"),
            ("-", "standard input", None, "clientwright.lock"),
            (
                "https://example.com/v1/api.json?x=/y",
                "https://example.com/v1/api.json?x=/y",
                Some("api"),
                "clientwright.lock",
            ),
        ] {
            let config = config(spec);
            assert_eq!(config.shown_spec(), shown);
            assert_eq!(SpecPlace::of(&config.spec).stem().as_deref(), stem);
            assert_eq!(config.lock_path(), Path::new(lock));
            assert_eq!(beside(Path::new("x"), &config.spec) == config.spec, stem != Some("a"));
        }
    }
}
