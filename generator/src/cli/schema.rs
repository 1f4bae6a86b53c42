//! `clientwright schema`: the JSON Schema of the configuration file.

use std::process::ExitCode;

use clientwright::config;
use clientwright::prose::Shown;

/// What the file is called beside a configuration.
pub(super) const FILE_NAME: &str = "clientwright.schema.json";

pub(super) fn print() -> ExitCode {
    super::terminal::report(&Shown::lines(text()));
    ExitCode::SUCCESS
}

/// The schema as the text of a file.
pub(super) fn text() -> String {
    format!("{:#}\n", config::schema())
}
