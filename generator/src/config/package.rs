//! `[crate]`: the manifest of the emitted crate.

use serde::Deserialize;

use crate::ir::{Publication, Registries};

/// The emitted crate: keys of [Cargo's manifest](https://doc.rust-lang.org/cargo/reference/manifest.html).
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackageConfig {
    /// The name of the package. By default, the name of the folder.
    pub name: Option<String>,
    /// Its version.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "0.1.0")))]
    pub version: Option<String>,
    /// One sentence. By default, the title and the version of the document.
    pub description: Option<String>,
    /// An SPDX expression, such as `"MIT OR Apache-2.0"`.
    pub license: Option<String>,
    /// The authors.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The URL of the repository.
    pub repository: Option<String>,
    /// The URL of the home page.
    pub homepage: Option<String>,
    /// The URL of the documentation.
    pub documentation: Option<String>,
    /// Up to five keywords.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// The categories of the registry.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Whether the crate may be published.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub publish: Option<bool>,
    /// The only registry that it may be published to.
    pub registry: Option<String>,
}

impl PackageConfig {
    /// What a registry shows of the crate.
    pub(crate) fn publication(&self) -> Publication {
        let texts = [
            ("license", &self.license),
            ("repository", &self.repository),
            ("homepage", &self.homepage),
            ("documentation", &self.documentation),
        ];
        let lists = [
            ("authors", &self.authors),
            ("keywords", &self.keywords),
            ("categories", &self.categories),
        ];
        Publication {
            registries: match (self.publish, &self.registry) {
                (Some(false), _) | (None, None) => Registries::None,
                (_, Some(registry)) => Registries::Only(registry.clone()),
                (Some(true), None) => Registries::Any,
            },
            texts: texts
                .into_iter()
                .filter_map(|(key, text)| Some((key, text.clone()?)))
                .collect(),
            lists: lists
                .into_iter()
                .filter(|(_, list)| !list.is_empty())
                .map(|(key, list)| (key, list.clone()))
                .collect(),
        }
    }
}
