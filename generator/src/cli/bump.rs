//! `generate --bump`: the next version of a crate, and its entry in the changelog.

use std::io::ErrorKind;
use std::path::Path;

use clientwright::changelog;
use clientwright::config::{newest, package_version, with_package_version};
use clientwright::diff::{Verdict, next_version};
use clientwright::output::{self, OwnFile};
use clientwright::prose::Shown;
use clientwright::render::Files;

use super::diff::Changes;
use super::failure::Failure;

/// The manifest of a crate, which has its version.
const MANIFEST: &str = "Cargo.toml";

/// The version of the crate after a run, and what a changelog says of it.
pub(super) struct Bump {
    /// The version of the crate in the folder.
    pub(super) from: String,
    /// The version of the new one.
    pub(super) to: String,
    pub(super) changelog: Option<OwnFile>,
}

/// What is to be said where a version can't be decided.
pub(super) const UNKNOWN: &str =
    "the API of the crate in the folder isn't known, since its `api.txt` can't be read; its version stays";

/// Decides the version of a crate in place of the one in its folder, and sets it in the new files. `None` where the folder
/// has no crate, or where it isn't known what its API is.
pub(super) fn bump(out: &Path, files: &mut Files, changes: Option<&Changes>) -> Result<Option<Bump>, Failure> {
    let (Some(from), Some(changes)) = (version_in(out), changes) else {
        return Ok(None);
    };
    let manifest = files.0.get(MANIFEST).cloned().unwrap_or_default();
    let Some(configured) = package_version(&manifest) else {
        return Ok(None);
    };
    // Another version alone is no change.
    set_version(files, &manifest, &from);
    let verdict = verdict(out, files, changes);
    let next = match verdict {
        Some(verdict) => next_version(&from, verdict),
        None => Some(from.clone()),
    };
    let to = newest(&configured, next.as_deref());
    set_version(files, &manifest, &to);
    let changelog = match verdict {
        Some(_) => changelog(out, &to, &changes.entry())?,
        None => None,
    };
    Ok(Some(Bump { from, to, changelog }))
}

/// Whether the folder has a crate.
pub(super) fn has_crate(out: &Path) -> bool {
    version_in(out).is_some()
}

fn version_in(out: &Path) -> Option<String> {
    package_version(&std::fs::read_to_string(out.join(MANIFEST)).ok()?)
}

/// How large the change is: the API may be the same where the code or the documentation isn't. `None` if nothing changes.
fn verdict(out: &Path, files: &Files, changes: &Changes) -> Option<Verdict> {
    match changes.verdict() {
        None if output::differs(out, files) => Some(Verdict::Patch),
        verdict => verdict,
    }
}

fn set_version(files: &mut Files, manifest: &str, version: &str) {
    if let Some(text) = with_package_version(manifest, version) {
        files.0.insert(MANIFEST.to_owned(), text);
    }
}

/// The changelog in the folder with an entry; `None` if it has one for this version.
fn changelog(out: &Path, version: &str, entry: &Shown) -> Result<Option<OwnFile>, Failure> {
    let path = out.join(changelog::FILE_NAME);
    let before = match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            let path = Shown::line(path.display());
            return Err(Failure::unreadable(shown![
                "`",
                path,
                "` can't be read: ",
                Shown::line(error)
            ]));
        }
    };
    let after = changelog::with_entry(before.as_deref(), version, entry);
    Ok(after.map(|after| OwnFile { before, after }))
}
