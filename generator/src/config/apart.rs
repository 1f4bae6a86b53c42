//! Several clients of one file don't get into each other's way.

use std::path::{Component, Path, PathBuf};

use super::{Config, ConfigError};
use crate::prose::{Shown, shown};

/// Whether each client has its own name, folder and lock.
pub(super) fn check(clients: &[Config]) -> Result<(), ConfigError> {
    for (index, one) in clients.iter().enumerate() {
        for other in clients.iter().skip(index + 1) {
            pair(one, other)?;
        }
    }
    Ok(())
}

fn pair(one: &Config, other: &Config) -> Result<(), ConfigError> {
    let names = (one.package_name(), other.package_name());
    let both = || {
        shown![
            "the clients `",
            Shown::line(&names.0),
            "` and `",
            Shown::line(&names.1),
            "` "
        ]
    };
    if same_name(&names.0, &names.1) {
        let name = Shown::line(&names.0);
        return Err(ConfigError::new(shown![
            "two clients are named `",
            name,
            "`; give one of them another name under `[client.crate]`"
        ]));
    }
    if overlap(&one.output, &other.output) {
        let output = Shown::line(one.output.display());
        return Err(ConfigError::new(shown![
            both(),
            "share the output folder `",
            output,
            "`; give each its own, neither inside the other"
        ]));
    }
    match (&one.lock, &other.lock) {
        (Some(lock), Some(same)) if plain(lock) == plain(same) => {
            let lock = Shown::line(lock.display());
            Err(ConfigError::new(shown![
                both(),
                "share the lock `",
                lock,
                "`; give each its own"
            ]))
        }
        _ => Ok(()),
    }
}

/// Whether code would refer to both in the same way.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    one.replace('-', "_") == other.replace('-', "_")
}

/// Whether two folders are the same, or one is inside the other; a module has none.
fn overlap(one: &Path, other: &Path) -> bool {
    let is_folder = |path: &Path| !path.as_os_str().is_empty();
    let (first, second) = (plain(one), plain(other));
    is_folder(one) && is_folder(other) && (first.starts_with(&second) || second.starts_with(&first))
}

/// A path without detours, in lower case: many file systems don't tell cases apart.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => _ = plain.pop(),
            other => plain.push(other.as_os_str().to_string_lossy().to_lowercase()),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_overlap_however_they_are_written() {
        for (one, other, expected) in [
            ("a", "./a", true),
            ("a", "b/../A", true),
            ("a", "a/b", true),
            ("a", "ab", false),
            ("../a", "a", false),
            ("", "", false),
        ] {
            assert_eq!(overlap(Path::new(one), Path::new(other)), expected, "{one} {other}");
        }
    }
}
