//! How a command prints errors and warnings, and whether they are denied.

use std::io::IsTerminal;

use clap::ValueEnum;
use clientwright::Config;
use clientwright::diagnostic::Diagnostics;
use clientwright::diagnostic::render::{self, Style};
use clientwright::prose::Shown;
use clientwright::source::Source;

use super::terminal;

/// How errors and warnings are printed.
#[derive(clap::Args)]
pub(super) struct Messages {
    /// The format of errors and warnings.
    #[arg(long, value_enum, default_value = "human")]
    message_format: MessageFormat,
    /// Whether errors and warnings are coloured.
    #[arg(long, value_enum, default_value = "auto")]
    color: Color,
    /// Prints each warning in full, also where there are many of one code.
    #[arg(long)]
    all_warnings: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageFormat {
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

impl Messages {
    /// Prints all messages on the standard error stream.
    pub(super) fn print(&self, diagnostics: &Diagnostics, source: &Source) {
        let messages = match self.message_format {
            MessageFormat::Json => render::json(diagnostics, source),
            MessageFormat::Github => render::github(diagnostics, source),
            MessageFormat::Human if self.all_warnings => render::text(diagnostics, source, self.style()),
            MessageFormat::Human => render::folded(diagnostics, source, self.style()),
        };
        terminal::messages(&messages);
    }

    /// Whether a program reads what is printed.
    pub(super) fn is_json(&self) -> bool {
        matches!(self.message_format, MessageFormat::Json)
    }

    fn style(&self) -> Style {
        let is_coloured = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => std::io::stderr().is_terminal(),
        };
        if is_coloured { Style::Ansi } else { Style::Plain }
    }
}

/// Whether there are denied warnings, or codes that are allowed in vain where warnings are denied.
pub(super) fn are_denied(config: &Config, diagnostics: &Diagnostics, is_denied: bool) -> bool {
    let findings = config.findings(diagnostics);
    for code in &findings.idle {
        err!(
            "warning: `",
            Shown::line(code),
            "` is allowed in the configuration, but no longer occurs"
        );
    }
    (is_denied || config.deny_warnings) && !findings.is_empty()
}
