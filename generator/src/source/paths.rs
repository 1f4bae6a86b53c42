//! Where the files of a document may stand, and what they are known by: RFC 3986, sections 2.1 and 5.

use std::path::{Path, PathBuf};

/// What a folder holds that is the root of a project.
const MARKERS: [&str; 2] = ["clientwright.toml", ".git"];

/// The folder that no reference leads out of.
#[derive(Default)]
pub(super) struct Root {
    /// Its path, without links; empty where there is none.
    path: PathBuf,
    /// The folder of the entry document below it, with `/`.
    pub(super) folder: String,
}

impl Root {
    /// The root of the document at `entry`: the folder that is given, or the nearest one at or above it that looks like a
    /// project's, or the document's own folder. `Err` says why the given one can't be it.
    pub(super) fn of(entry: &Path, given: Option<&Path>) -> Result<Self, String> {
        let parent = entry.parent().filter(|parent| !parent.as_os_str().is_empty());
        let Ok(folder) = parent.unwrap_or(Path::new(".")).canonicalize() else {
            return Ok(Self::default()); // There is no such document, which reading it says.
        };
        let path = match given {
            Some(given) => given
                .canonicalize()
                .map_err(|error| format!("the root `{}` can't be used: {error}", given.display()))?,
            None => folder
                .ancestors()
                .find(|above| is_project(above))
                .unwrap_or(&folder)
                .to_owned(),
        };
        let below = folder.strip_prefix(&path).map_err(|_| {
            let given = given.unwrap_or(&path);
            format!("the document is not below the root `{}`", given.display())
        })?;
        let names = below.iter().map(|name| name.to_string_lossy().into_owned());
        let folder = names.collect::<Vec<_>>().join("/");
        Ok(Self { path, folder })
    }

    /// Whether a file stands below it, whatever links lead there; `false` where there is no such file.
    pub(super) fn holds(&self, file: &Path) -> bool {
        file.canonicalize().is_ok_and(|file| file.starts_with(&self.path))
    }
}

/// Whether two paths lead to one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn is_project(folder: &Path) -> bool {
    let is_workspace = || {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml"));
        manifest.is_ok_and(|text| text.lines().any(|line| line.starts_with("[workspace")))
    };
    MARKERS.iter().any(|marker| folder.join(marker).exists()) || is_workspace()
}

/// The key in [`Source::files`](super::Source::files) of the file that a reference in the file `from` leads to, where the
/// entry document stands in `folder` below the root; `None` for the same file, and for what is not below the root.
pub(crate) fn target_file(folder: &str, from: &str, reference: &str) -> Option<String> {
    let path = reference.split('#').next().filter(|path| !path.is_empty())?;
    let path = percent_decoded(path);
    if path.starts_with('/') {
        return None;
    }
    let own = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in [folder, own, &path].into_iter().flat_map(|path| path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let home: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let shared = home.iter().zip(&parts).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", home.len() - shared);
    let key: Vec<&str> = up.chain(parts.into_iter().skip(shared)).collect();
    // A reference to a folder isn't one to a document, least of all to the entry document.
    Some(if key.is_empty() { ".".to_owned() } else { key.join("/") })
}

/// RFC 3986, section 2.1.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_key_however_it_is_reached() {
        let key = |from, reference| target_file("api/v1", from, reference);
        assert_eq!(key("", "pets.yaml#/Pet").as_deref(), Some("pets.yaml"));
        assert_eq!(key("", "../v1/pets.yaml").as_deref(), Some("pets.yaml"));
        assert_eq!(
            key("", "../../models/a%20pet.yaml").as_deref(),
            Some("../../models/a pet.yaml")
        );
        assert_eq!(
            key("../../models/a pet.yaml", "./b.yaml").as_deref(),
            Some("../../models/b.yaml")
        );
        assert_eq!(
            key("../../models/b.yaml", "../api/v1/pets.yaml").as_deref(),
            Some("pets.yaml")
        );
        assert_eq!(key("", "#/components"), None);
    }

    #[test]
    fn nothing_leads_out_of_the_root() {
        let key = |reference| target_file("api", "", reference);
        assert_eq!(key("../a.yaml").as_deref(), Some("../a.yaml"));
        for reference in [
            "../../a.yaml",
            "%2e%2e/../a.yaml",
            "/etc/passwd",
            "%2Fetc/passwd",
            "x/../../../api/a.yaml",
        ] {
            assert_eq!(key(reference), None, "{reference}");
        }
        assert_eq!(key("./").as_deref(), Some("."));
    }
}
