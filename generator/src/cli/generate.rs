//! `clientwright generate`: writes client crates, or compares them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ArgGroup;
use clientwright::config::{ConfigError, package_version, read_lock};
use clientwright::names::Lock;
use clientwright::output::{self, Batch, HandEdits, LockFile};
use clientwright::prose::Shown;
use clientwright::render::Files;
use clientwright::surface;
use clientwright::{Config, Generated, with_deep_stack};

use super::bump::{self, Bump};
use super::config_name;
use super::diff::Changes;
use super::document::Document;
use super::failure::{DRIFT, Failure, refusal};
use super::input::{Input, each};
use super::job::Job;
use super::messages::{Level, Messages};
use super::outcome::{Outcome, Status};

/// Generates the client crate from SPEC, or as configured in `clientwright.toml`.
#[derive(clap::Args)]
#[command(group = ArgGroup::new("document").args(["spec", "overlay"]).multiple(true))]
pub(super) struct Generate {
    #[command(flatten)]
    input: Input,
    /// The output folder of the generated crate.
    #[arg(long, value_name = "DIR", requires = "document")]
    out: Option<PathBuf>,
    /// The name of the generated crate.
    #[arg(long, value_name = "CRATE", requires = "document")]
    name: Option<String>,
    /// Writes nothing; prints how the output folder differs from what would be generated.
    #[arg(long)]
    check: bool,
    /// Raises the version of the crate when its API changes, and writes an entry into its `CHANGELOG.md`.
    #[arg(long)]
    bump: bool,
    /// Overwrites files that were changed by hand.
    #[arg(long)]
    force: bool,
    /// Ignores `clientwright.lock`, chooses all names and forms again, and rewrites it.
    #[arg(long)]
    relock: bool,
    /// Writes nothing and exits with code 1 if there are warnings that the configuration doesn't allow.
    #[arg(long)]
    deny_warnings: bool,
    #[command(flatten)]
    messages: Messages,
}

impl Generate {
    pub(super) fn run(self) -> ExitCode {
        each(self.configs(), &self.messages, |config| self.generate(config))
    }

    fn generate(&self, config: &Config) -> Result<u8, Failure> {
        let job = self.job(config.clone())?;
        let options = job.document.options(job.before.clone());
        let spec = job.config().spec.clone();
        let mut generated = with_deep_stack(move || clientwright::generate(&spec, &options));
        self.messages.print(&generated.diagnostics, &generated.source);
        let Some(files) = generated.files.take() else {
            let status = Status::Refused(refusal(&generated.diagnostics));
            return Ok(Outcome::new(&job, &generated, status).print(&self.messages));
        };
        let outcome = self.outcome(&job, &generated, files)?;
        Ok(outcome.print(&self.messages))
    }

    /// Writes or compares what was generated.
    fn outcome<'g>(&self, job: &'g Job, generated: &'g Generated, mut files: Files) -> Result<Outcome<'g>, Failure> {
        let out = &job.config().output;
        let mut lock = generated.lock.clone().unwrap_or_default();
        job.document.record(&mut lock);
        let bumps = self.bump || job.config().bump;
        let recovered = match bumps && !self.check {
            true => output::recover(out, &LockFile::new(&job.lock, &lock))?,
            false => None,
        };
        let changes = Changes::of(out, files.0.get(surface::FILE_NAME));
        let bump = match bumps {
            true => self.bumped(job, &mut files, changes.as_ref(), &mut lock)?,
            false => None,
        };
        let lock = LockFile::new(&job.lock, &lock);
        let batch = Batch {
            changelog: bump.as_ref().and_then(|bump| bump.changelog.as_ref()),
            ..Batch::new(&files, Some(&lock))
        };
        let status = self.written(job, generated, batch)?.after(recovered);
        Ok(Outcome {
            changes,
            bump,
            ..Outcome::new(job, generated, status)
        })
    }

    fn written(&self, job: &Job, generated: &Generated, batch: Batch<'_>) -> Result<Status, Failure> {
        let out = &job.config().output;
        if self.check {
            let diff = output::check_batch(out, batch);
            return Ok(match diff.is_empty() {
                false => Status::Stale {
                    diff,
                    edited: output::edited(out, batch),
                },
                true => Status::Current(if self.are_denied(job, generated) { DRIFT } else { 0 }),
            });
        }
        if self.are_denied(job, generated) {
            return Ok(Status::Denied);
        }
        let hand_edits = if self.force {
            HandEdits::Overwrite
        } else {
            HandEdits::Keep
        };
        Ok(Status::Written(output::write_batch(out, batch, hand_edits)?))
    }

    /// The next version, set in the files and recorded in the lock.
    fn bumped(
        &self,
        job: &Job,
        files: &mut Files,
        changes: Option<&Changes>,
        lock: &mut Lock,
    ) -> Result<Option<Bump>, Failure> {
        let out = &job.config().output;
        let bump = bump::bump(out, files, changes)?;
        if bump.is_none() && bump::has_crate(out) {
            self.messages
                .say(Level::Warning, &shown![job.folder(), ": ", bump::UNKNOWN]);
        }
        if let Some(version) = files.0.get("Cargo.toml").and_then(|manifest| package_version(manifest)) {
            lock.set_version(&version);
        }
        Ok(bump)
    }

    fn are_denied(&self, job: &Job, generated: &Generated) -> bool {
        self.messages
            .are_denied(job.config(), &generated.diagnostics, self.deny_warnings)
    }

    fn job(&self, config: Config) -> Result<Job, Failure> {
        let document = Document::of(config, self.input.reading.offline)?;
        let lock = document.config.lock_path();
        let before = self.before(&lock)?;
        if document.has_changed(&before) {
            let url = Shown::line(document.config.shown_spec());
            self.messages
                .say(Level::Note, &shown![url, " has changed since the last run"]);
        }
        Ok(Job { document, lock, before })
    }

    /// The configurations of the crates. A crate needs a folder: that of a module is Cargo's, so of several clients
    /// those that are modules are left out.
    fn configs(&self) -> Result<Vec<Config>, Failure> {
        let mut configs = self.input.configs()?;
        for config in configs.iter_mut().filter(|_| self.input.is_named()) {
            let folder = PathBuf::from(config_name(&config.spec));
            config.output = self.out.clone().unwrap_or(folder);
            config.package.name = self.name.clone();
            config.check()?;
        }
        let is_module = |config: &Config| config.module.is_some() && config.check_output().is_err();
        if !self.input.is_chosen() && !configs.iter().all(is_module) {
            configs.retain(|config| !is_module(config));
        }
        for config in &configs {
            let checked = config.check_output().map_err(Failure::from);
            checked.map_err(|failure| failure.of(config.client.as_deref()))?;
        }
        Ok(configs)
    }

    /// The names of the last run.
    fn before(&self, lock: &Path) -> Result<Lock, ConfigError> {
        match self.relock {
            // The version isn't a name: it stays, and where the lock can't be read, there is none.
            true => Ok(Lock::default().with_version_of(&read_lock(lock).unwrap_or_default())),
            false => read_lock(lock),
        }
    }
}
