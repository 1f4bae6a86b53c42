//! Generation by code, mostly in a build script: what is generated, and what Cargo is told about it.

mod cargo;
mod package;

use std::path::Path;

use crate::config::{ConfigError, Findings, ModuleConfig, read_lock, shown_path};
use crate::diagnostic::render::{self, Style};
use crate::names::Lock;
use crate::output::{self, HandEdits, LockFile, Summary};
use crate::pipeline::{Generated, generate, with_deep_stack};
use crate::prose::{Shown, shown};
use crate::render::module::{Features, module};
use crate::{Config, Error};
use cargo::Cargo;

impl Config {
    /// Generates the client and writes it: a crate into its folder or, after [`module`](Self::module), a module into
    /// `OUT_DIR`, where `include!` finds it.
    ///
    /// Names stay as the lock has them. In a `build.rs` it tells Cargo which files it depends on, and prints a
    /// `cargo::warning` for each warning that isn't [allowed](Self::allow). The network is never used. A module is rewritten
    /// only if it changes, and nothing else is written: a lock that would change is a warning with the command that updates it.
    ///
    /// # Errors
    ///
    /// When the document is refused, when there are denied warnings, when the configuration or the lock can't be used, and
    /// when the files can't be written.
    pub fn generate(&self) -> Result<Summary, Error> {
        self.generate_for(&Cargo::detect())
    }

    fn generate_for(&self, cargo: &Cargo<'_>) -> Result<Summary, Error> {
        self.check()?;
        self.check_is_file()?;
        if let Some(file) = &self.config_file {
            cargo.watch(file);
        }
        cargo.watch(&self.spec);
        self.overlays.iter().for_each(|overlay| cargo.watch(overlay));
        match &self.module {
            Some(module) => self.generate_module(module, cargo),
            None => self.generate_crate(cargo),
        }
    }

    fn generate_crate(&self, cargo: &Cargo<'_>) -> Result<Summary, Error> {
        let lock_path = self.lock_path();
        if !self.writes_lock() && lock_path.exists() {
            cargo.watch(&lock_path);
        }
        let generated = self.generated(self.shown_spec(), read_lock(&lock_path)?, cargo);
        let files = generated.files.as_ref().ok_or_else(|| refused(&generated))?;
        self.judge(&generated, cargo)?;
        let lock = generated.lock.filter(|_| self.writes_lock());
        let lock = lock.map(|lock| LockFile::new(lock_path, &lock));
        Ok(output::write_with_lock(
            &self.output,
            files,
            lock.as_ref(),
            HandEdits::Keep,
        )?)
    }

    fn generate_module(&self, config: &ModuleConfig, cargo: &Cargo<'_>) -> Result<Summary, Error> {
        let name = config.checked_name()?;
        let folder = cargo.out_dir().ok_or_else(ConfigError::not_in_a_build_script)?;
        let lock_path = self.lock_path();
        // Cargo runs the script for a watched file that doesn't exist at every build.
        if lock_path.exists() {
            cargo.watch(&lock_path);
        }
        let before = read_lock(&lock_path)?;
        let generated = self.generated(shown_path(&self.spec), before.clone(), cargo);
        let files = generated.files.as_ref().ok_or_else(|| refused(&generated))?;
        self.judge(&generated, cargo)?;
        // Only what is recorded counts, not how a version of clientwright writes it.
        let is_recorded = generated.lock.is_some_and(|lock| lock.text() == before.text());
        if !(lock_path.exists() && is_recorded) {
            cargo.warn(&self.lock_advice(&lock_path));
        }
        let features = Features::of(files, &config.features, config.default_features).map_err(ConfigError::from)?;
        self.check_package(&features, cargo);
        let path = folder.join(format!("{name}.rs"));
        Ok(output::write_file(&path, &module(files, &features))?)
    }

    /// Warns of what would be dozens of errors in the module. Once the manifest has changed, the script runs again.
    fn check_package(&self, features: &Features, cargo: &Cargo<'_>) {
        let Some(manifest) = cargo.manifest() else { return };
        if let Some(lack) = package::lacks(manifest, features.dependencies()) {
            cargo.watch(manifest);
            let command = Shown::line(self.deps_command());
            cargo.warn(&shown![lack, "; `", command, "` prints what to add"]);
        }
    }

    /// Reads the document, and tells Cargo of its files.
    fn generated(&self, shown: String, before: Lock, cargo: &Cargo<'_>) -> Generated {
        let options = self.options_after(shown, before);
        let spec = self.spec.clone();
        let generated = with_deep_stack(move || generate(&spec, &options));
        let folder = self.spec.parent().unwrap_or(Path::new(""));
        for name in generated.source.files.keys().filter(|name| !name.is_empty()) {
            cargo.watch(&folder.join(name));
        }
        generated
    }

    /// Prints warnings, and refuses those that are denied.
    fn judge(&self, generated: &Generated, cargo: &Cargo<'_>) -> Result<(), Error> {
        let findings = self.findings(&generated.diagnostics);
        for line in render::lines(&findings.unexpected, &generated.source) {
            cargo.warn(&line);
        }
        for code in &findings.idle {
            cargo.warn(&shown!["`", Shown::line(code), "` is allowed, but no longer occurs"]);
        }
        match self.deny_warnings && !findings.is_empty() {
            true => Err(denied(&findings, generated)),
            false => Ok(()),
        }
    }

    /// A build may change its own output; anything else only where that is asked for.
    fn writes_lock(&self) -> bool {
        self.updates_lock || self.lock_path().starts_with(&self.output)
    }
}

fn refused(generated: &Generated) -> Error {
    let text = render::text(&generated.diagnostics, &generated.source, Style::Plain);
    Error::Document(text.to_string())
}

fn denied(findings: &Findings, generated: &Generated) -> Error {
    let text = render::text(&findings.unexpected, &generated.source, Style::Plain);
    let idle = findings
        .idle
        .iter()
        .map(|code| format!("`{code}` is allowed, but no longer occurs\n"));
    let idle: String = idle.collect();
    Error::Denied(format!("warnings are denied, and nothing was written\n\n{text}{idle}"))
}

#[cfg(test)]
mod tests;
