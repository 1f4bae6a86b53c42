//! The commands for clients that a `build.rs` generates: the build itself writes nothing but its module.

use std::path::PathBuf;
use std::process::ExitCode;

use clientwright::config::{ConfigError, read_lock, shown_path};
use clientwright::names::Lock as Names;
use clientwright::output::{self, LockFile};
use clientwright::prose::Shown;
use clientwright::render::module::Features;
use clientwright::{Config, Generated, with_deep_stack};

use super::input::Input;
use super::messages::Messages;
use super::{DRIFT, REFUSED, config_name, counted, unwritten, usage};

/// The client: of SPEC, or as configured in `clientwright.toml`.
#[derive(clap::Args)]
pub(super) struct Client {
    #[command(flatten)]
    input: Input,
    /// The name of the module.
    #[arg(long, value_name = "MODULE", requires = "spec")]
    name: Option<String>,
}

/// Records the names of a client that a `build.rs` generates in `clientwright.lock`.
#[derive(clap::Args)]
pub(super) struct Lock {
    #[command(flatten)]
    client: Client,
    /// The lock; by default, it is next to the document or to the configuration file.
    #[arg(long, value_name = "FILE", requires = "spec")]
    lock: Option<PathBuf>,
    /// Writes nothing; exits with code 1 if the lock would change.
    #[arg(long)]
    check: bool,
    /// Ignores the lock, chooses all names and forms again, and rewrites it.
    #[arg(long)]
    relock: bool,
    #[command(flatten)]
    messages: Messages,
}

/// Prints the dependencies of a crate that includes a client, for its `Cargo.toml`.
#[derive(clap::Args)]
pub(super) struct Deps {
    #[command(flatten)]
    client: Client,
    /// Features of the client, beside the default ones.
    #[arg(long, value_name = "FEATURES", value_delimiter = ',')]
    features: Vec<String>,
    /// Turns off the default features of the client.
    #[arg(long)]
    no_default_features: bool,
    #[command(flatten)]
    messages: Messages,
}

impl Client {
    fn config(&self) -> Result<Config, ConfigError> {
        let config = self.input.config()?;
        config.check_is_file()?;
        Ok(match &self.input.spec {
            Some(spec) => config.module(self.name.clone().unwrap_or_else(|| config_name(spec))),
            None => config,
        })
    }
}

impl Lock {
    pub(super) fn run(&self) -> ExitCode {
        let config = self.client.config().map(|config| match &self.lock {
            Some(lock) => config.lock(lock),
            None => config,
        });
        let before = config.and_then(|config| match self.relock {
            true => Ok((config, Names::default())),
            false => read_lock(&config.lock_path()).map(|names| (config, names)),
        });
        let (config, before) = match before {
            Ok(both) => both,
            Err(error) => return usage(error.shown()),
        };
        let generated = generated(&config, before);
        self.messages.print(&generated.diagnostics, &generated.source);
        let Some(names) = &generated.lock else {
            return refused(&config, &generated);
        };
        let path = config.lock_path();
        let lock = LockFile::new(&path, names);
        let shown = Shown::line(path.display());
        if output::is_current(&lock) {
            out!(shown, " is up to date with ", source(&config));
            return ExitCode::SUCCESS;
        }
        if self.check {
            err!(shown, " is stale: run `clientwright lock`");
            return ExitCode::from(DRIFT);
        }
        let is_new = !path.exists();
        match output::write_lock(&lock) {
            Ok(_) => out!(shown, " written"),
            Err(error) => return unwritten(&error),
        }
        if is_new {
            out!(
                "note: Cargo notices the new file at the next change of ",
                source(&config)
            );
        }
        ExitCode::SUCCESS
    }
}

impl Deps {
    pub(super) fn run(&self) -> ExitCode {
        let config = match self.client.config() {
            Ok(config) => self.chosen(config),
            Err(error) => return usage(error.shown()),
        };
        let generated = generated(&config, Names::default());
        let Some(files) = &generated.files else {
            self.messages.print(&generated.diagnostics, &generated.source);
            return refused(&config, &generated);
        };
        let module = config.module.unwrap_or_default();
        match Features::of(files, &module.features, module.default_features) {
            Ok(features) => out!(Shown::lines(features.needs().trim_end())),
            Err(error) => return usage(&Shown::line(error)),
        }
        ExitCode::SUCCESS
    }

    fn chosen(&self, config: Config) -> Config {
        let config = config.features(&self.features);
        match self.no_default_features {
            true => config.no_default_features(),
            false => config,
        }
    }
}

/// The document as messages show it.
fn source(config: &Config) -> Shown {
    Shown::line(shown_path(&config.spec))
}

fn generated(config: &Config, before: Names) -> Generated {
    let options = config.options(shown_path(&config.spec)).after(before);
    let spec = config.spec.clone();
    with_deep_stack(move || clientwright::generate(&spec, &options))
}

fn refused(config: &Config, generated: &Generated) -> ExitCode {
    let errors = counted(generated.diagnostics.errors(), "error");
    err!(source(config), ": ", errors, " — nothing was written");
    ExitCode::from(REFUSED)
}
