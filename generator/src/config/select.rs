//! What of a document is in the client.

use serde::Deserialize;

use super::{Config, ConfigError};
use crate::input::{Pattern, Selection};
use crate::prose::{Shown, shown};

/// The operations and webhooks of the client, by patterns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SelectConfig {
    /// Patterns of the operations and webhooks that the client has; all, if there are none.
    pub include: Vec<String>,
    /// Patterns of those that it doesn't have, although they are included.
    pub exclude: Vec<String>,
    /// Leaves out the schemas and other components that no operation leads to. By default, whether there are patterns.
    pub prune: Option<bool>,
}

impl Config {
    /// Selects operations and webhooks by patterns: `pets/list*` (an `operationId`), `tag:pets`, `/pets/*`, `GET /pets/*`,
    /// `webhook:pet*`, `x-internal` (an extension).
    #[must_use]
    pub fn include(mut self, patterns: impl IntoIterator<Item: Into<String>>) -> Self {
        self.select.include.extend(patterns.into_iter().map(Into::into));
        self
    }

    /// Leaves out what fits one of these patterns, although it is included.
    #[must_use]
    pub fn exclude(mut self, patterns: impl IntoIterator<Item: Into<String>>) -> Self {
        self.select.exclude.extend(patterns.into_iter().map(Into::into));
        self
    }

    /// Whether all patterns of operations are patterns.
    ///
    /// # Errors
    ///
    /// When one isn't.
    pub fn check_selection(&self) -> Result<(), ConfigError> {
        for text in self.select.include.iter().chain(&self.select.exclude) {
            Pattern::parse(text).map_err(|reason| {
                let text = Shown::line(text);
                ConfigError::new(shown!["`", text, "` in `[select]` isn't a pattern: ", reason])
            })?;
        }
        Ok(())
    }

    /// What is selected, as the stages take it.
    pub(crate) fn selection(&self) -> Selection {
        let SelectConfig {
            include,
            exclude,
            prune,
        } = &self.select;
        let patterns = |texts: &[String]| texts.iter().filter_map(|text| Pattern::parse(text).ok()).collect();
        let has_patterns = !(include.is_empty() && exclude.is_empty());
        Selection {
            include: patterns(include),
            exclude: patterns(exclude),
            prunes: prune.unwrap_or(has_patterns),
        }
    }
}
