//! The version of a crate that was generated.

use semver::Version;
use toml::Table;
use toml::de::DeTable;

use crate::prose::Toml;

/// The version of a package, by the text of its manifest.
pub fn package_version(manifest: &str) -> Option<String> {
    let manifest: Table = manifest.parse().ok()?;
    Some(manifest.get("package")?.get("version")?.as_str()?.to_owned())
}

/// The text of a manifest with another version of its package; `None` where it has none.
pub fn with_package_version(manifest: &str, version: &str) -> Option<String> {
    let table = DeTable::parse(manifest).ok()?;
    let package = table.get_ref().get("package")?.get_ref();
    let span = package.get("version")?.span();
    let (before, after) = (manifest.get(..span.start)?, manifest.get(span.end..)?);
    Some(format!("{before}{}{after}", Toml::string(version).as_str()))
}

/// The newer one of two versions; a text that is none doesn't count.
pub fn newest(version: &str, other: Option<&str>) -> String {
    let parsed = |text: &str| Version::parse(text).ok();
    match other.and_then(|other| Some((parsed(other)?, other))) {
        Some((newer, other)) if parsed(version).is_none_or(|version| version < newer) => other.to_owned(),
        _ => version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_has_the_version_of_its_package() {
        assert_eq!(
            package_version("[package]\nversion = '1.2.3'").as_deref(),
            Some("1.2.3")
        );
        assert_eq!(package_version("[workspace]"), None);
        assert_eq!(package_version("["), None);
    }

    #[test]
    fn a_version_takes_the_place_of_another() {
        let manifest = "[package]\nname = \"a\"\nversion = \"0.1.0\" # ours\n[dependencies]\nb = \"0.1.0\"\n";
        let next = with_package_version(manifest, "0.2.0");
        assert_eq!(next.unwrap(), manifest.replacen("0.1.0", "0.2.0", 1));
        assert_eq!(with_package_version("[package]", "1.0.0"), None);
    }

    #[test]
    fn the_newest_version_counts() {
        assert_eq!(newest("0.9.0", Some("0.10.0")), "0.10.0");
        assert_eq!(newest("1.0.0", Some("0.10.0")), "1.0.0");
        assert_eq!(newest("1.0.0", Some("latest")), "1.0.0");
        assert_eq!(newest("1.0.0", None), "1.0.0");
    }
}
