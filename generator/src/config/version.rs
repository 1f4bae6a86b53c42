//! The version of a crate that was generated.

use toml::Table;

/// The version of a package, by the text of its manifest.
pub fn package_version(manifest: &str) -> Option<String> {
    let manifest: Table = manifest.parse().ok()?;
    Some(manifest.get("package")?.get("version")?.as_str()?.to_owned())
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
}
