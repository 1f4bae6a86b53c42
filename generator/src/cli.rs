//! The command line: what is asked for, what is said, and the exit code.

#[macro_use]
mod terminal;
mod bump;
mod completions;
mod diff;
mod document;
mod explain;
mod failure;
mod generate;
mod git;
mod init;
mod input;
mod inspect;
mod job;
mod learn;
mod lint;
mod messages;
mod module;
mod outcome;
mod schema;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use clientwright::config::SpecPlace;
use clientwright::prose::Shown;
use failure::USAGE;

/// Reads an OpenAPI document and writes a Rust client crate.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 success, 1 stale output, denied warnings or changes that were to be found, 2 invalid document, 3 usage error, 4 files or the network can't be read, or files can't be written."
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
    Generate(generate::Generate),
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
    /// Prints the JSON Schema of `clientwright.toml`, by which editors complete and check it.
    Schema,
    /// Prints the script by which a shell completes the command.
    Completions(completions::Completions),
}

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error),
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
        Command::Schema => schema::print(),
        Command::Completions(completions) => completions.run(),
    }
}

/// Prints why the arguments can't be used, or the help or version that they ask for.
fn refused(error: &clap::Error) -> ExitCode {
    if error.use_stderr() && messages::asks_for_json(std::env::args_os()) {
        let text = error.render().to_string();
        let message = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
        messages::say_as_json(messages::Level::Error, &Shown::lines(message));
    } else {
        let _ = error.print();
    }
    ExitCode::from(if error.use_stderr() { USAGE } else { 0 })
}

fn counted(count: usize, word: &'static str) -> Shown {
    shown![count, " ", word, if count == 1 { "" } else { "s" }]
}

/// The folder for a document that none is given for: its own name.
fn config_name(spec: &Path) -> String {
    SpecPlace::of(spec).stem().unwrap_or_else(|| "client".to_owned())
}
