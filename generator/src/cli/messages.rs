//! How a command prints what it found and what it did: for people, as JSON, or as annotations of GitHub Actions.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::ValueEnum;
use clientwright::Config;
use clientwright::diagnostic::Diagnostics;
use clientwright::diagnostic::render::{self, Style};
use clientwright::prose::Shown;
use clientwright::source::Source;
use serde_json::{Value, json};

use super::failure::Failure;
use super::terminal;

/// How the command prints what it found and what it did.
#[derive(clap::Args)]
pub(super) struct Messages {
    /// The format of messages and results: `json` prints one object per message on the standard error stream and one per client
    /// on the standard output, `github` annotates lines on GitHub.
    #[arg(long, value_enum, default_value = "human")]
    message_format: MessageFormat,
    /// Whether errors and warnings are coloured: `auto` does so in a terminal, unless `NO_COLOR` is set.
    #[arg(long, value_enum, default_value = "auto")]
    color: Color,
    /// Prints each warning in full, also where there are many of one code.
    #[arg(long)]
    all_warnings: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    Human,
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// How much a message matters.
#[derive(Clone, Copy)]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The workflow command of GitHub.
    fn command(self) -> &'static str {
        match self {
            Self::Error => "::error::",
            Self::Warning => "::warning::",
            Self::Note => "::notice::",
        }
    }
}

/// Whether JSON is asked for by arguments that may be wrong otherwise.
pub(super) fn asks_for_json(arguments: impl Iterator<Item = OsString>) -> bool {
    let mut before = OsString::new();
    for argument in arguments {
        if argument == "--message-format=json" || (before == "--message-format" && argument == "json") {
            return true;
        }
        before = argument;
    }
    false
}

/// Prints a message that no place of a document has, for a program.
pub(super) fn say_as_json(level: Level, message: &Shown) {
    let object = json!({ "severity": level.word(), "message": message.to_string() });
    err!(Shown::json(&object));
}

impl Messages {
    /// Prints what was found in a document on the standard error stream.
    pub(super) fn print(&self, diagnostics: &Diagnostics, source: &Source) {
        let messages = match self.message_format {
            MessageFormat::Json => render::json(diagnostics, source),
            MessageFormat::Github => render::github(diagnostics, source),
            MessageFormat::Human if self.all_warnings => render::text(diagnostics, source, self.style()),
            MessageFormat::Human => render::folded(diagnostics, source, self.style()),
        };
        terminal::messages(&messages);
    }

    /// Prints a message that no place of a document has, on the standard error stream.
    pub(super) fn say(&self, level: Level, message: &Shown) {
        match self.message_format {
            MessageFormat::Human => err!(level.word(), ": ", message),
            MessageFormat::Github => err!(level.command(), Shown::data(message)),
            MessageFormat::Json => say_as_json(level, message),
        }
    }

    /// Prints what is wrong with a file that isn't a document, with an annotation of it on GitHub.
    pub(super) fn complain(&self, file: &str, title: &'static str, message: &Shown) {
        if self.message_format == MessageFormat::Github {
            let file = Shown::property(file);
            err!("::error file=", file, ",title=", title, "::", Shown::data(message));
        } else if self.message_format == MessageFormat::Human {
            err!(message);
        }
    }

    /// Prints why the command can't go on.
    pub(super) fn fail(&self, failure: &Failure) -> ExitCode {
        self.say(Level::Error, &failure.message);
        ExitCode::from(failure.code)
    }

    /// Prints a result where a program reads it.
    pub(super) fn result(&self, client: Option<&str>, mut value: Value) {
        if !self.is_json() {
            return;
        }
        if let (Some(client), Value::Object(object)) = (client, &mut value) {
            object.insert("client".to_owned(), client.into());
        }
        out!(Shown::json(&value));
    }

    /// Prints a line on the standard output where people read it.
    pub(super) fn out(&self, line: &Shown) {
        if !self.is_json() {
            terminal::out(line);
        }
    }

    /// Prints a line on the standard error stream where people read it.
    pub(super) fn err(&self, line: &Shown) {
        if !self.is_json() {
            terminal::err(line);
        }
    }

    /// How messages are printed.
    pub(super) fn format(&self) -> MessageFormat {
        self.message_format
    }

    /// Whether a program reads what is printed.
    pub(super) fn is_json(&self) -> bool {
        self.message_format == MessageFormat::Json
    }

    fn style(&self) -> Style {
        let is_coloured = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => std::io::stderr().is_terminal() && !is_set("NO_COLOR") && !is_dumb(),
        };
        if is_coloured { Style::Ansi } else { Style::Plain }
    }

    /// Whether there are denied warnings, or codes that are allowed in vain where warnings are denied.
    pub(super) fn are_denied(&self, config: &Config, diagnostics: &Diagnostics, is_denied: bool) -> bool {
        let findings = config.findings(diagnostics);
        for code in &findings.idle {
            let code = Shown::line(code);
            self.say(
                Level::Warning,
                &shown!["`", code, "` is allowed in the configuration, but no longer occurs"],
            );
        }
        (is_denied || config.deny_warnings) && !findings.is_empty()
    }
}

/// Whether a variable of the environment is set and not empty, which is how <https://no-color.org> reads it.
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Whether the terminal says that it shows text alone.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|name| name == "dumb")
}
