//! The overlays of a document, and the document of an overlay.

use std::path::PathBuf;

use super::{Config, ConfigError};
use crate::input::OverlayFile;
use crate::prose::{Shown, shown};
use crate::source;

impl Config {
    /// Applies an [overlay](https://spec.openapis.org/overlay/v1.1.0.html) to the document, after those that were named before.
    #[must_use]
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.overlays.push(path.into());
        self
    }

    /// The same configuration with the document that an overlay extends, where none is named.
    ///
    /// # Errors
    ///
    /// When neither the configuration names a document nor an overlay does.
    pub fn with_document(mut self) -> Result<Self, ConfigError> {
        if !self.spec.as_os_str().is_empty() {
            return Ok(self);
        }
        let Some(overlay) = self.overlays.first() else {
            return Err(ConfigError::new("`spec` is missing: the document".into()));
        };
        self.spec = source::extended(overlay).map_err(|reason| {
            let overlay = Shown::line(overlay.display());
            ConfigError::new(shown![
                "no document is named, and the overlay `",
                overlay,
                "` names none: ",
                Shown::line(reason)
            ])
        })?;
        Ok(self)
    }

    /// The overlays as the stages take them.
    pub(crate) fn overlay_files(&self) -> Vec<OverlayFile> {
        let overlays = self.overlays.iter();
        let overlays = overlays.map(|path| OverlayFile {
            path: path.clone(),
            shown: self.shown_file(path),
        });
        overlays.collect()
    }
}
