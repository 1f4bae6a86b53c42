//! Why a command can't go on, and the exit code for it.

use std::error::Error as _;

use clientwright::config::ConfigError;
use clientwright::diagnostic::{Code, Diagnostics, Severity};
use clientwright::output::OutputError;
use clientwright::prose::Shown;

/// The output isn't what is to be there, or there is something that was to be found.
pub(super) const DRIFT: u8 = 1;
/// The document is invalid.
pub(super) const REFUSED: u8 = 2;
/// The command line or the configuration is wrong.
pub(super) const USAGE: u8 = 3;
/// Files or the network can't be read, or files can't be written.
pub(super) const UNREADABLE: u8 = 4;

/// Why a command can't go on, and the exit code.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: Shown,
    pub(super) code: u8,
}

impl Failure {
    pub(super) fn usage(message: impl Into<Shown>) -> Self {
        Self {
            message: message.into(),
            code: USAGE,
        }
    }

    pub(super) fn unreadable(message: impl Into<Shown>) -> Self {
        Self {
            message: message.into(),
            code: UNREADABLE,
        }
    }

    /// The same failure, of one client of several.
    pub(super) fn of(self, client: Option<&str>) -> Self {
        match client {
            Some(client) => Self {
                message: shown!["client `", Shown::line(client), "`: ", self.message],
                ..self
            },
            None => self,
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        match error.is_unreadable() {
            true => Self::unreadable(error.shown()),
            false => Self::usage(error.shown()),
        }
    }
}

/// Why nothing was written. Files that were changed by hand are drift.
impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        let message = match error.source() {
            Some(source) => shown![Shown::lines(&error), ": ", Shown::line(source)],
            None => Shown::lines(&error),
        };
        let code = match error {
            OutputError::InTheWay(_) => DRIFT,
            _ => UNREADABLE,
        };
        Self { message, code }
    }
}

/// The exit code for a document with these errors: a file that can't be read isn't an invalid one.
pub(super) fn refusal(diagnostics: &Diagnostics) -> u8 {
    let is_unreadable = diagnostics
        .iter()
        .any(|found| found.code == Code::UnreadableFile && diagnostics.severity(found) == Severity::Error);
    if is_unreadable { UNREADABLE } else { REFUSED }
}
