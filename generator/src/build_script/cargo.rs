//! What a build script says to Cargo, a line each.

use std::path::{Path, PathBuf};

use crate::prose::Shown;

/// Cargo, which is told something only where it runs this as a build script.
pub(super) struct Cargo<'c> {
    out_dir: Option<PathBuf>,
    manifest: Option<PathBuf>,
    print: &'c dyn Fn(&str),
}

impl<'c> Cargo<'c> {
    /// Cargo, if it has set the folder that a build script writes to; and the manifest of the package.
    pub(super) fn new(out_dir: Option<PathBuf>, manifest: Option<PathBuf>, print: &'c dyn Fn(&str)) -> Self {
        Self {
            out_dir,
            manifest,
            print,
        }
    }

    /// Cargo as this process finds it.
    pub(super) fn detect() -> Self {
        let folder = |name| std::env::var_os(name).map(PathBuf::from);
        let manifest = folder("CARGO_MANIFEST_DIR").map(|folder| folder.join("Cargo.toml"));
        Self::new(folder("OUT_DIR"), manifest, &|line| println!("{line}"))
    }

    /// The manifest of the package.
    pub(super) fn manifest(&self) -> Option<&Path> {
        self.manifest.as_deref()
    }

    /// The folder that a build script writes to.
    pub(super) fn out_dir(&self) -> Option<&Path> {
        self.out_dir.as_deref()
    }

    /// Runs the script again when a file changes. A path with a line break can't be said: it would be a line of its own.
    pub(super) fn watch(&self, path: &Path) {
        let shown = path.display().to_string();
        match shown.contains(['\n', '\r']) {
            true => self.warn(&"a file with a line break in its path is not watched".into()),
            false => self.say(&format!("cargo::rerun-if-changed={shown}")),
        }
    }

    /// Has Cargo print a warning of one line.
    pub(super) fn warn(&self, line: &Shown) {
        self.say(&format!("cargo::warning={line}"));
    }

    fn say(&self, line: &str) {
        if self.out_dir.is_some() {
            (self.print)(line);
        }
    }
}
