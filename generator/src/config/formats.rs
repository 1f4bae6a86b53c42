//! What string formats stand for: `dates = "time"`, and rows of `[formats]`.

use serde::Deserialize;

use crate::ir::{Dependency, Scalar, ScalarCodec};
use crate::lower::{Dates, Formats, PlaceFormat};
use crate::prose::Shown;

/// The words for the crate that dates and times come from.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DatesConfig {
    /// The types of `chrono`.
    #[default]
    Chrono,
    /// The types of `time`.
    Time,
    /// The types of `jiff`.
    Jiff,
    /// Strings: no format has a type of its own.
    String,
}

impl From<DatesConfig> for Dates {
    fn from(config: DatesConfig) -> Self {
        match config {
            DatesConfig::Chrono => Self::Chrono,
            DatesConfig::Time => Self::Time,
            DatesConfig::Jiff => Self::Jiff,
            DatesConfig::String => Self::Strings,
        }
    }
}

/// What one format stands for: `"String"`, `"base64"`, `"lenient"` for dates in other forms than those of RFC 3339, or a type that is read by `FromStr` and written by `Display`, and
/// that is `Clone`, `Debug` and `PartialEq`.
///
/// ```toml
/// [formats]
/// ipv4 = "String"
/// decimal = { type = "rust_decimal::Decimal", crate = "rust_decimal", version = "1" }
/// date-time = "lenient"
/// "Event.*" = "lenient"         # a place: the names of a schema and of its property
/// ```
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Row")]
pub struct FormatConfig(#[cfg_attr(feature = "schema", schemars(with = "Row"))] PlaceFormat);

impl FormatConfig {
    /// The table's row for `format` is replaced.
    pub(super) fn apply(&self, format: &str, formats: &mut Formats) -> bool {
        // No format of the registry has a dot in its name, and every place has one.
        if format.contains('.') {
            formats.set_places(format, self.0.clone());
            return true;
        }
        match &self.0 {
            PlaceFormat::Type(scalar) => formats.set(format, scalar.clone()),
            PlaceFormat::Lenient => return formats.set_lenient(format),
        }
        true
    }
}

/// The type that stands in place of a component schema: one that has `Serialize` and `Deserialize`, and that is `Clone`,
/// `Debug` and `PartialEq`.
///
/// ```toml
/// [types]
/// Money = { type = "money::Money", crate = "money", path = "../money" }
/// GeoJson = { type = "geojson::GeoJson", version = "1" }
/// ```
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "TypeRow")]
pub struct TypeConfig(#[cfg_attr(feature = "schema", schemars(with = "TypeRow"))] pub(crate) Scalar);

impl TryFrom<TypeRow> for TypeConfig {
    type Error = String;

    fn try_from(row: TypeRow) -> Result<Self, String> {
        row.scalar(ScalarCodec::Serde).map(Self)
    }
}

/// A row as it stands in the configuration.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(untagged)]
enum Row {
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["String", "base64", "lenient"])))]
    BuiltIn(String),
    Type(TypeRow),
}

/// A type of another crate.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct TypeRow {
    /// The path of the type.
    #[serde(rename = "type")]
    path: String,
    /// The crate that it is from. By default, the first segment of the path.
    #[serde(rename = "crate")]
    package: Option<String>,
    /// The version of the crate.
    version: Option<String>,
    /// The folder of a crate that isn't published, from that of the emitted crate.
    #[serde(rename = "path")]
    folder: Option<String>,
    /// Features of the crate.
    #[serde(default)]
    features: Vec<String>,
}

impl TryFrom<Row> for FormatConfig {
    type Error = String;

    fn try_from(row: Row) -> Result<Self, String> {
        match row {
            Row::BuiltIn(name) if name == "String" => Ok(Self(PlaceFormat::Type(None))),
            Row::BuiltIn(name) if name == "lenient" => Ok(Self(PlaceFormat::Lenient)),
            Row::BuiltIn(name) => match Formats::built_in(&name) {
                Some(scalar) => Ok(Self(PlaceFormat::Type(Some(scalar)))),
                None => Err(format!(
                    "`{0}` is neither a built-in type (`String` or `base64`) nor `lenient`; write other types as `{{ type = \"{0}\", crate = …, version = … }}`",
                    Shown::line(name)
                )),
            },
            Row::Type(row) => {
                let scalar = row.scalar(ScalarCodec::Text)?;
                Ok(Self(PlaceFormat::Type(Some(scalar))))
            }
        }
    }
}

impl TypeRow {
    fn scalar(self, codec: fn(String) -> ScalarCodec) -> Result<Scalar, String> {
        if !is_path(&self.path) {
            return Err(format!(
                "`{}` isn't the path of a type, such as `rust_decimal::Decimal`",
                Shown::line(self.path)
            ));
        }
        let package = self.package.or_else(|| crate_of(&self.path));
        let dependency = match package {
            Some(name) if self.version.is_none() && self.folder.is_none() => {
                return Err(format!(
                    "`{}` needs a `version` or a `path` of the crate `{name}`",
                    self.path
                ));
            }
            Some(name) => Some(dependency(name, self.version, self.folder, self.features)?),
            None => None,
        };
        let words = self.path.rsplit("::").next().unwrap_or_default().to_owned();
        Ok(Scalar {
            codec: codec(format!("a value of `{words}`")),
            path: self.path,
            dependency,
        })
    }
}

/// A dependency that Cargo can read: <https://doc.rust-lang.org/cargo/reference/manifest.html>.
fn dependency(
    name: String,
    version: Option<String>,
    path: Option<String>,
    features: Vec<String>,
) -> Result<Dependency, String> {
    let is_word = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    if !is_word(&name, "-_") {
        return Err(format!("`{}` isn't the name of a crate", Shown::line(name)));
    }
    if let Some(version) = &version
        && let Err(error) = semver::VersionReq::parse(version)
    {
        let version = Shown::line(version);
        return Err(format!("`{version}` isn't a version of `{name}`: {error}"));
    }
    match features.iter().find(|feature| !is_word(feature, "-_+./?")) {
        Some(feature) => Err(format!("`{}` isn't a feature of `{name}`", Shown::line(feature))),
        None => Ok(Dependency {
            name,
            version,
            path,
            default_features: true,
            features,
        }),
    }
}

/// The published crate that a path begins with.
fn crate_of(path: &str) -> Option<String> {
    let first = path.split("::").next()?;
    (!["std", "core", "alloc"].contains(&first)).then(|| first.to_owned())
}

/// Two or more identifiers between `::`, the last one a type.
fn is_path(path: &str) -> bool {
    let is_identifier = |segment: &str| {
        segment.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !crate::names::is_keyword(segment)
    };
    let segments: Vec<&str> = path.split("::").collect();
    segments.len() > 1 && segments.into_iter().all(is_identifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_path_is_refused() {
        for path in ["Decimal", "a::", "::a", "a::b<c>", "a b::c", "a::fn", "a::1"] {
            assert!(!is_path(path), "{path}");
        }
        assert!(is_path("rust_decimal::Decimal"));
    }

    #[test]
    fn what_cargo_cannot_read_is_refused() {
        let read = |name: &str, version: &str, feature: &str| {
            let version = Some(version.to_owned());
            dependency(name.to_owned(), version, None, vec![feature.to_owned()])
        };
        assert!(read("rust_decimal", ">=1.2, <2", "serde-with-str").is_ok());
        for (name, version, feature) in [("a\n[b]", "1", "x"), ("a", "one\n", "x"), ("a", "1", "x\", \"y")] {
            let message = read(name, version, feature).err().unwrap();
            assert!(!message.contains('\n'), "{message}");
        }
    }
}
