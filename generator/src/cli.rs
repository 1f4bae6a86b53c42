//! The command line: what is asked for, what is said, and the exit code.

#[macro_use]
mod terminal;
mod completions;
mod diff;
mod document;
mod explain;
mod git;
mod init;
mod input;
mod inspect;
mod learn;
mod lint;
mod messages;
mod module;

use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Parser, Subcommand};
use clientwright::config::{ConfigError, SpecPlace, read_lock};
use clientwright::diagnostic::render;
use clientwright::input::{Coverage, Part};
use clientwright::names::Lock;
use clientwright::output::{self, HandEdits, LockFile, OutputError, Recovered, Summary};
use clientwright::prose::Shown;
use clientwright::surface;
use clientwright::{Config, Generated, with_deep_stack};
use document::Document;
use input::Input;
use messages::Messages;

/// Reads an OpenAPI document and writes a Rust client crate.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 success, 1 stale output, denied warnings or changes that were to be found, 2 invalid document, 3 usage error, 4 files can't be read or written."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a `clientwright.toml` for a document.
    Init(init::Init),
    /// Generates the client crate from SPEC, or as configured in `clientwright.toml`.
    Generate(Generate),
    /// Records the names of a client that a `build.rs` generates in `clientwright.lock`.
    Lock(module::Lock),
    /// Prints the dependencies of a crate that includes the client of a `build.rs`, for its `Cargo.toml`.
    Deps(module::Deps),
    /// Compares two clients: what breaks the code of users, what means something else, what is new.
    Diff(diff::Diff),
    /// Turns departures, which a client wrote to a file, into rows of `clientwright.toml` that expect them.
    Learn(learn::Learn),
    /// Checks a document and prints what there is to say about it; writes nothing.
    Lint(lint::Lint),
    /// Prints what is understood of a document: its operations, webhooks and types, with their names in Rust and their places.
    Inspect(inspect::Inspect),
    /// Explains a diagnostic code or, without one, all of them, as a page in Markdown.
    Explain {
        /// The code, as printed in messages.
        code: Option<String>,
    },
    /// Prints the script by which a shell completes the command.
    Completions(completions::Completions),
}

#[derive(clap::Args)]
#[command(group = ArgGroup::new("document").args(["spec", "overlay"]).multiple(true))]
struct Generate {
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

const DRIFT: u8 = 1;
const REFUSED: u8 = 2;
const USAGE: u8 = 3;
const UNWRITABLE: u8 = 4;

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
        }
    };
    match arguments.command {
        Command::Init(init) => init.run(),
        Command::Generate(generate) => generate.run(),
        Command::Lock(lock) => lock.run(),
        Command::Deps(deps) => deps.run(),
        Command::Diff(diff) => diff.run(),
        Command::Learn(learn) => learn.run(),
        Command::Lint(lint) => lint.run(),
        Command::Inspect(inspect) => inspect.run(),
        Command::Explain { code: Some(code) } => explain::one(&code),
        Command::Explain { code: None } => explain::all(),
        Command::Completions(completions) => completions.run(),
    }
}

fn usage(message: &Shown) -> ExitCode {
    err!("error: ", message);
    ExitCode::from(USAGE)
}

/// Says why nothing was written. Files that were changed by hand are drift.
fn unwritten(error: &OutputError) -> ExitCode {
    match error.source() {
        Some(source) => err!("error: ", Shown::lines(error), ": ", Shown::line(source)),
        None => err!("error: ", Shown::lines(error)),
    }
    ExitCode::from(match error {
        OutputError::InTheWay(_) => DRIFT,
        _ => UNWRITABLE,
    })
}

/// What is to be generated, with all paths relative to where the command runs.
struct Job {
    document: Document,
    lock: PathBuf,
    before: Lock,
}

impl Job {
    fn config(&self) -> &Config {
        &self.document.config
    }

    /// The document as messages show it.
    fn source(&self) -> Shown {
        Shown::line(self.config().shown_spec())
    }

    /// The output folder as messages show it.
    fn folder(&self) -> Shown {
        Shown::line(self.config().output.display())
    }
}

impl Generate {
    fn run(self) -> ExitCode {
        let job = match self.job() {
            Ok(job) => job,
            Err(code) => return code,
        };
        let options = job.document.options(job.before.clone());
        let (spec, out) = (job.config().spec.clone(), &job.config().output);
        let generated = with_deep_stack(move || clientwright::generate(&spec, &options));
        self.messages.print(&generated.diagnostics, &generated.source);
        let Some(files) = &generated.files else {
            let errors = generated.diagnostics.errors();
            err!(job.source(), ": ", counted(errors, "error"), " — nothing was written");
            return ExitCode::from(REFUSED);
        };
        let mut lock = generated.lock.clone().unwrap_or_default();
        job.document.record(&mut lock);
        let lock = LockFile::new(&job.lock, &lock);
        let changes = diff::summary(out, files.0.get(surface::FILE_NAME));
        let changes = changes.map(|changes| shown![job.folder(), ": ", changes]);
        if self.check {
            let diff = output::check_with_lock(out, files, &lock);
            if !diff.is_empty() {
                out!(Shown::lines(diff.trim_end_matches('\n')));
                changes.iter().for_each(terminal::out);
                err!(job.folder(), " is stale: run `clientwright generate`");
                return ExitCode::from(DRIFT);
            }
            out!(job.folder(), " is up to date with ", job.source());
            return match self.are_denied(&job, &generated) {
                true => ExitCode::from(DRIFT),
                false => ExitCode::SUCCESS,
            };
        }
        if self.are_denied(&job, &generated) {
            err!(job.source(), ": warnings are denied — nothing was written");
            return ExitCode::from(DRIFT);
        }
        let hand_edits = if self.force {
            HandEdits::Overwrite
        } else {
            HandEdits::Keep
        };
        match output::write_with_lock(out, files, Some(&lock), hand_edits) {
            Ok(summary) => {
                say(&job, &generated, &summary);
                changes.iter().for_each(terminal::out);
                ExitCode::SUCCESS
            }
            Err(error) => unwritten(&error),
        }
    }

    fn are_denied(&self, job: &Job, generated: &Generated) -> bool {
        messages::are_denied(job.config(), &generated.diagnostics, self.deny_warnings)
    }

    fn job(&self) -> Result<Job, ExitCode> {
        let document = Document::of(self.config(), self.input.offline)?;
        let lock = document.config.lock_path();
        let before = self.before(&lock).map_err(|error| usage(error.shown()))?;
        if document.has_changed(&before) {
            let url = Shown::line(document.config.shown_spec());
            err!("note: ", url, " has changed since the last run");
        }
        Ok(Job { document, lock, before })
    }

    /// The configuration. A crate needs a folder: that of a module is Cargo's.
    fn config(&self) -> Result<Config, ConfigError> {
        let mut config = self.input.config()?;
        if self.input.is_named() {
            let folder = || PathBuf::from(config_name(&config.spec));
            config.output = self.out.clone().unwrap_or_else(folder);
            config.package.name = self.name.clone();
        }
        config.check_output()?;
        Ok(config)
    }

    /// The names of the last run.
    fn before(&self, lock: &Path) -> Result<Lock, ConfigError> {
        match self.relock {
            true => Ok(Lock::default()),
            false => read_lock(lock),
        }
    }
}

/// What was read, what changed, and what was mended, weakened or left out.
fn say(job: &Job, generated: &Generated, summary: &Summary) {
    if let Some(facts) = &generated.facts {
        out!(
            job.source(),
            ": ",
            Shown::line(&facts.title),
            ", ",
            counted(facts.operations, "operation"),
            ", ",
            counted(facts.types, "type"),
        );
        facts.coverage.iter().for_each(say_selected);
    }
    if let Some(recovered) = summary.recovered {
        let done = match recovered {
            Recovered::Finished => "finished",
            Recovered::Undone => "reverted",
        };
        err!(
            "note: an earlier run on ",
            job.folder(),
            " was interrupted; its changes were ",
            done
        );
    }
    for (code, count) in render::ledger(&generated.diagnostics) {
        out!("  ", code.as_str(), ": ", count);
    }
    out!(job.folder(), ": ", outcome(summary));
}

/// How much of the document is in the client.
fn say_selected(coverage: &Coverage) {
    let part = |part: Part, word: &'static str| match part.all {
        0 => Shown::default(),
        all => shown![", ", part.taken, " of ", counted(all, word)],
    };
    out!(
        "  selected: ",
        coverage.operations.taken,
        " of ",
        counted(coverage.operations.all, "operation"),
        part(coverage.webhooks, "webhook"),
        part(coverage.schemas, "schema")
    );
}

/// The last line: what became of the client.
fn outcome(summary: &Summary) -> Shown {
    if summary.written.is_empty() && summary.removed.is_empty() {
        return shown!["the client is up to date (", counted(summary.unchanged, "file"), ")"];
    }
    shown![
        "the client is written (",
        counted(summary.written.len(), "file"),
        " changed, ",
        summary.unchanged,
        " unchanged, ",
        summary.removed.len(),
        " removed)"
    ]
}

fn counted(count: usize, word: &'static str) -> Shown {
    shown![count, " ", word, if count == 1 { "" } else { "s" }]
}

/// The folder for a document that none is given for: its own name.
fn config_name(spec: &Path) -> String {
    SpecPlace::of(spec).stem().unwrap_or_else(|| "client".to_owned())
}
