//! `unmarked_bodies`: bodies that aren't marked as required although a property of theirs is.

use serde::Deserialize;

use crate::lower::UnmarkedBodies;

/// How such bodies are passed.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum UnmarkedBodiesConfig {
    /// They are arguments.
    #[default]
    Argument,
    /// They are setters, as the document says.
    Option,
}

impl From<UnmarkedBodiesConfig> for UnmarkedBodies {
    fn from(config: UnmarkedBodiesConfig) -> Self {
        match config {
            UnmarkedBodiesConfig::Argument => Self::Arguments,
            UnmarkedBodiesConfig::Option => Self::Options,
        }
    }
}
