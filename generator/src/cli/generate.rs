//! `clientwright generate`: writes client crates, or compares them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ArgGroup;
use clientwright::config::{ConfigError, read_lock};
use clientwright::names::Lock;
use clientwright::output::{self, HandEdits, LockFile};
use clientwright::prose::Shown;
use clientwright::surface;
use clientwright::{Config, Generated, with_deep_stack};

use super::config_name;
use super::diff::Changes;
use super::document::Document;
use super::failure::{DRIFT, Failure, refusal};
use super::input::{Input, each};
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

/// What is to be generated, with all paths relative to where the command runs.
pub(super) struct Job {
    document: Document,
    lock: PathBuf,
    before: Lock,
}

impl Job {
    pub(super) fn config(&self) -> &Config {
        &self.document.config
    }

    /// The document as messages show it.
    pub(super) fn source(&self) -> Shown {
        Shown::line(self.config().shown_spec())
    }

    /// The output folder as messages show it.
    pub(super) fn folder(&self) -> Shown {
        Shown::line(self.config().output.display())
    }
}

impl Generate {
    pub(super) fn run(self) -> ExitCode {
        each(self.configs(), &self.messages, |config| self.generate(config))
    }

    fn generate(&self, config: &Config) -> Result<u8, Failure> {
        let job = self.job(config.clone())?;
        let options = job.document.options(job.before.clone());
        let spec = job.config().spec.clone();
        let generated = with_deep_stack(move || clientwright::generate(&spec, &options));
        self.messages.print(&generated.diagnostics, &generated.source);
        let outcome = self.outcome(&job, &generated)?;
        Ok(outcome.print(&self.messages))
    }

    /// Writes or compares what was generated.
    fn outcome<'g>(&self, job: &'g Job, generated: &'g Generated) -> Result<Outcome<'g>, Failure> {
        let outcome = |status, changes| Outcome {
            job,
            generated,
            changes,
            status,
        };
        let Some(files) = &generated.files else {
            return Ok(outcome(Status::Refused(refusal(&generated.diagnostics)), None));
        };
        let out = &job.config().output;
        let mut lock = generated.lock.clone().unwrap_or_default();
        job.document.record(&mut lock);
        let lock = LockFile::new(&job.lock, &lock);
        let changes = Changes::of(out, files.0.get(surface::FILE_NAME));
        if self.check {
            let diff = output::check_with_lock(out, files, &lock);
            let status = match diff.is_empty() {
                false => Status::Stale(diff),
                true => Status::Current(if self.are_denied(job, generated) { DRIFT } else { 0 }),
            };
            return Ok(outcome(status, changes));
        }
        if self.are_denied(job, generated) {
            return Ok(outcome(Status::Denied, changes));
        }
        let hand_edits = if self.force {
            HandEdits::Overwrite
        } else {
            HandEdits::Keep
        };
        let summary = output::write_with_lock(out, files, Some(&lock), hand_edits)?;
        Ok(outcome(Status::Written(summary), changes))
    }

    fn are_denied(&self, job: &Job, generated: &Generated) -> bool {
        self.messages
            .are_denied(job.config(), &generated.diagnostics, self.deny_warnings)
    }

    fn job(&self, config: Config) -> Result<Job, Failure> {
        let document = Document::of(config, self.input.offline)?;
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
            true => Ok(Lock::default()),
            false => read_lock(lock),
        }
    }
}
