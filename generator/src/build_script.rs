//! What a build script says to Cargo, a line each.

use std::path::Path;

/// Runs the script again when the file changes. A path with a line break can't be said: it would be a line of its own.
pub(crate) fn rerun_if_changed(path: &Path) {
    let shown = path.display().to_string();
    match shown.contains(['\n', '\r']) {
        true => println!("cargo::warning=a file with a line break in its path is not watched"),
        false => println!("cargo::rerun-if-changed={shown}"),
    }
}
