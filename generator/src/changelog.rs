//! The `CHANGELOG.md` of an emitted crate, which belongs to its user: an entry is put in, and all else stays as it is.

/// What the file is called.
pub const FILE_NAME: &str = "CHANGELOG.md";

/// What a new file begins with.
const TITLE: &str = "# Changelog\n";

/// The changelog with the entry of a version before those of earlier versions, below the title and what isn't released yet;
/// `None` where the version has an entry already.
pub fn with_entry(before: Option<&str>, version: &str, entry: &str) -> Option<String> {
    let before = before.filter(|text| !text.trim().is_empty()).unwrap_or(TITLE);
    let headings = headings(before);
    if headings.iter().any(|heading| heading.version == Some(version)) {
        return None;
    }
    let first = headings.iter().find(|heading| heading.version.is_some());
    let at = first.map_or(before.len(), |heading| heading.at);
    let (above, below) = before.split_at_checked(at)?;
    let space = if below.is_empty() { "" } else { "\n" };
    let entry = format!("\n\n## {version}\n\n{}\n{space}", entry.trim());
    let entry = match before.contains("\r\n") {
        true => entry.replace('\n', "\r\n"),
        false => entry,
    };
    Some(format!("{}{entry}{below}", above.trim_end()))
}

/// A heading of the second level, and the version that it names.
struct Heading<'t> {
    at: usize,
    version: Option<&'t str>,
}

/// The headings `##`, outside of blocks of code.
fn headings(text: &str) -> Vec<Heading<'_>> {
    let mut headings = Vec::new();
    let (mut at, mut is_code) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        if let Some(title) = line.strip_prefix("## ").filter(|_| !is_code) {
            headings.push(Heading {
                at,
                version: version(title),
            });
        }
        at += line.len();
    }
    headings
}

/// The version that a heading begins with: `1.2.0`, `v1.2.0`, `[1.2.0] - 2024-01-31`.
fn version(title: &str) -> Option<&str> {
    let title = title.trim_start_matches(['[', 'v', 'V', ' ']);
    let end = title
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '+')))
        .unwrap_or(title.len());
    let version = title.get(..end)?;
    let is_version = version.starts_with(|first: char| first.is_ascii_digit()) && version.matches('.').count() >= 2;
    is_version.then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_before_those_of_earlier_versions() {
        for (before, expected) in [
            (None, "# Changelog\n\n## 0.2.0\n\nnew\n"),
            (Some("\n"), "# Changelog\n\n## 0.2.0\n\nnew\n"),
            (
                Some("# Ours\n\nIntroduction.\n"),
                "# Ours\n\nIntroduction.\n\n## 0.2.0\n\nnew\n",
            ),
            (
                Some("# Ours\n\n## [Unreleased]\n\n- mine\n\n## [0.1.0] - 2024-01-31\n\nold\n"),
                "# Ours\n\n## [Unreleased]\n\n- mine\n\n## 0.2.0\n\nnew\n\n## [0.1.0] - 2024-01-31\n\nold\n",
            ),
            (
                Some("# Ours\n\n```md\n## 0.0.1\n```\n\n## v0.1.0\n"),
                "# Ours\n\n```md\n## 0.0.1\n```\n\n## 0.2.0\n\nnew\n\n## v0.1.0\n",
            ),
            (
                Some("# Ours\r\n\r\n## 0.1.0\r\n"),
                "# Ours\r\n\r\n## 0.2.0\r\n\r\nnew\r\n\r\n## 0.1.0\r\n",
            ),
        ] {
            assert_eq!(
                with_entry(before, "0.2.0", "new\n").as_deref(),
                Some(expected),
                "{before:?}"
            );
        }
    }

    #[test]
    fn a_version_has_one_entry() {
        let once = with_entry(None, "0.2.0", "new").unwrap();
        assert_eq!(with_entry(Some(&once), "0.2.0", "new"), None);
        assert_eq!(with_entry(Some("## [0.2.0] - today\n"), "0.2.0", "new"), None);
        assert!(with_entry(Some("## 0.2.0-rc.1\n"), "0.2.0", "new").is_some());
    }
}
