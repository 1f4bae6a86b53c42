//! Scalars that are more than JSON's own: what a `format` stands for.

use std::sync::Arc;

/// A scalar type of the standard library, of a published crate or of the runtime.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scalar {
    /// The type as Rust writes it: `uuid::Uuid`.
    pub path: String,
    /// How it is read and written.
    pub codec: ScalarCodec,
    /// What the emitted crate depends on for it.
    pub dependency: Option<Dependency>,
}

/// How a scalar is read and written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScalarCodec {
    /// By a file of the runtime.
    Module(ScalarModule),
    /// As a string, by `FromStr` and `Display`, and in other forms where the configuration says so.
    Date(DateForm),
    /// As a string, by `FromStr` and `Display`; with the words for what was expected.
    Text(String),
    /// As whatever JSON its `Serialize` and `Deserialize` have; with the words for what was expected.
    Serde(String),
}

/// A form of RFC 3339, section 5.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateForm {
    /// `date-time`
    DateTime,
    /// `full-date`
    Date,
}

/// A file of the runtime for scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScalarModule {
    /// `Base64`
    Base64,
    /// `BigInteger`
    BigInteger,
    /// chrono's instants
    Chrono,
    /// `Null`
    Null,
    /// time's instants and dates
    Time,
}

/// A crate that a scalar comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// Its name.
    pub name: String,
    /// The versions that will do.
    pub version: Option<String>,
    /// Its folder, from that of the emitted crate.
    pub path: Option<String>,
    /// Whether its default features are wanted.
    pub default_features: bool,
    /// The features that are wanted.
    pub features: Vec<String>,
}

impl Dependency {
    /// Adds what another type of the same crate needs.
    pub fn add(&mut self, other: &Self) {
        self.version = self.version.take().or_else(|| other.version.clone());
        self.path = self.path.take().or_else(|| other.path.clone());
        self.default_features |= other.default_features;
        self.features.extend(other.features.iter().cloned());
        self.features.sort_unstable();
        self.features.dedup();
    }
}

impl Scalar {
    /// Whether it may be any JSON on the wire.
    pub fn is_any_json(&self) -> bool {
        matches!(self.codec, ScalarCodec::Serde(_))
    }

    /// Whether it is a number on the wire; all others are strings, except those that may be anything.
    pub fn is_number(&self) -> bool {
        self.codec == ScalarCodec::Module(ScalarModule::BigInteger)
    }

    /// Whether it has one value alone.
    pub fn is_null(&self) -> bool {
        self.codec == ScalarCodec::Module(ScalarModule::Null)
    }

    /// Whether it is made from what a caller has: `impl Into` spares a conversion.
    pub fn is_made_from_others(&self) -> bool {
        matches!(
            self.codec,
            ScalarCodec::Module(ScalarModule::Base64 | ScalarModule::BigInteger)
        )
    }

    /// The crate that callers name to write the type, unless it is the emitted one or the standard library.
    pub fn public_crate(&self) -> Option<String> {
        let name = self.dependency.as_ref()?.name.replace('-', "_");
        let rest = self.path.trim_start_matches("::").strip_prefix(name.as_str())?;
        rest.starts_with("::").then_some(name)
    }

    /// For [`Type::Scalar`](super::Type::Scalar).
    pub fn shared(self) -> Arc<Self> {
        Arc::new(self)
    }
}
