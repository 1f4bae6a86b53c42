//! The commands for clients that a `build.rs` generates: the build itself writes nothing but its module.

use std::path::PathBuf;
use std::process::ExitCode;

use clientwright::config::{read_lock, shown_path};
use clientwright::names::Lock as Names;
use clientwright::output::{self, LockFile};
use clientwright::prose::Shown;
use clientwright::render::module::Features;
use clientwright::{Config, Generated, with_deep_stack};
use serde_json::json;

use super::failure::{DRIFT, Failure, refusal};
use super::input::{Input, each};
use super::messages::Messages;
use super::{config_name, counted};

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
    /// The clients; of several, those that aren't crates.
    fn configs(&self) -> Result<Vec<Config>, Failure> {
        let mut configs = self.input.configs()?;
        let is_module = |config: &Config| config.module.is_some();
        if !self.input.is_chosen() && configs.iter().any(is_module) {
            configs.retain(is_module);
        }
        configs.into_iter().map(|config| self.applied(config)).collect()
    }

    fn applied(&self, config: Config) -> Result<Config, Failure> {
        config.check_is_file()?;
        Ok(match &self.input.spec {
            Some(spec) => config.module(self.name.clone().unwrap_or_else(|| config_name(spec))),
            None => config,
        })
    }
}

impl Lock {
    pub(super) fn run(&self) -> ExitCode {
        each(self.client.configs(), &self.messages, |config| self.lock(config))
    }

    fn lock(&self, config: &Config) -> Result<u8, Failure> {
        let path = self.lock.clone().unwrap_or_else(|| config.lock_path());
        let before = match self.relock {
            true => Names::default(),
            false => read_lock(&path)?,
        };
        let generated = generated(config, before);
        self.messages.print(&generated.diagnostics, &generated.source);
        let is_new = !path.exists();
        let status = match &generated.lock {
            None => Status::Refused(refusal(&generated.diagnostics)),
            Some(names) => self.write(&LockFile::new(&path, names))?,
        };
        let (client, shown) = (config.client.as_deref(), path.display().to_string());
        let value = json!({ "source": shown_path(&config.spec), "lock": shown, "status": status.word() });
        self.messages.result(client, value);
        let lock = Shown::line(&shown);
        match status {
            Status::Refused(_) => refused(config, &generated, &self.messages),
            Status::Current => self.messages.out(&shown![lock, " is up to date with ", source(config)]),
            Status::Stale => {
                let message = shown![lock, " is stale: run `clientwright lock`"];
                self.messages.complain(&shown, "stale", &message);
            }
            Status::Written => self.messages.out(&shown![lock, " written"]),
        }
        if is_new && status == Status::Written {
            let message = shown![
                "note: Cargo notices the new file at the next change of ",
                source(config)
            ];
            self.messages.out(&message);
        }
        Ok(status.code())
    }

    fn write(&self, lock: &LockFile) -> Result<Status, Failure> {
        if output::is_current(lock) {
            return Ok(Status::Current);
        }
        if self.check {
            return Ok(Status::Stale);
        }
        output::write_lock(lock)?;
        Ok(Status::Written)
    }
}

/// What became of a lock.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Refused(u8),
    Current,
    Stale,
    Written,
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Current => "current",
            Self::Stale => "stale",
            Self::Written => "written",
        }
    }

    fn code(self) -> u8 {
        match self {
            Self::Refused(code) => code,
            Self::Stale => DRIFT,
            Self::Current | Self::Written => 0,
        }
    }
}

impl Deps {
    pub(super) fn run(&self) -> ExitCode {
        each(self.client.configs(), &self.messages, |config| self.deps(config))
    }

    fn deps(&self, config: &Config) -> Result<u8, Failure> {
        let config = self.chosen(config.clone());
        let generated = generated(&config, Names::default());
        let Some(files) = &generated.files else {
            self.messages.print(&generated.diagnostics, &generated.source);
            refused(&config, &generated, &self.messages);
            return Ok(refusal(&generated.diagnostics));
        };
        let module = config.module.clone().unwrap_or_default();
        let features = Features::of(files, &module.features, module.default_features);
        let features = features.map_err(|error| Failure::usage(Shown::line(error)))?;
        let needs = features.needs();
        let client = config.client.as_deref();
        self.messages
            .result(client, json!({ "source": shown_path(&config.spec), "manifest": needs }));
        if let Some(client) = client {
            self.messages.out(&shown!["# ", Shown::line(client)]);
        }
        self.messages.out(&Shown::lines(needs.trim_end()));
        Ok(0)
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
    let options = config.options_after(shown_path(&config.spec), before);
    let spec = config.spec.clone();
    with_deep_stack(move || clientwright::generate(&spec, &options))
}

fn refused(config: &Config, generated: &Generated, messages: &Messages) {
    let errors = counted(generated.diagnostics.errors(), "error");
    messages.err(&shown![source(config), ": ", errors, " — nothing was written"]);
}
