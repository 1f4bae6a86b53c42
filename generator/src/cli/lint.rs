//! `clientwright lint`: what there is to say about a document, and nothing else.

use std::process::ExitCode;

use clientwright::names::Lock;
use clientwright::prose::Shown;
use clientwright::{Config, with_deep_stack};
use serde_json::json;

use super::counted;
use super::document::Document;
use super::failure::{DRIFT, Failure, refusal};
use super::input::{Input, each};
use super::messages::Messages;

/// Checks a document and prints what there is to say about it; writes nothing.
#[derive(clap::Args)]
pub(super) struct Lint {
    #[command(flatten)]
    input: Input,
    /// Exits with code 1 if there are warnings that the configuration doesn't allow.
    #[arg(long)]
    deny_warnings: bool,
    #[command(flatten)]
    messages: Messages,
}

impl Lint {
    pub(super) fn run(&self) -> ExitCode {
        each(self.input.configs(), &self.messages, |config| self.lint(config))
    }

    fn lint(&self, config: &Config) -> Result<u8, Failure> {
        let document = Document::of(config.clone(), self.input.reading.offline)?;
        let (spec, options) = (config.spec.clone(), document.options(Lock::default()));
        let inspected = with_deep_stack(move || clientwright::inspect(&spec, &options));
        let diagnostics = &inspected.diagnostics;
        self.messages.print(diagnostics, &inspected.source);
        let (errors, warnings) = (diagnostics.errors(), diagnostics.warnings());
        let source = Shown::line(config.shown_spec());
        let counts = [counted(errors, "error"), ", ".into(), counted(warnings, "warning")];
        self.messages.err(&shown![source, ": ", Shown::concat(counts)]);
        let code = match inspected.report {
            Some(_) if self.messages.are_denied(config, diagnostics, self.deny_warnings) => DRIFT,
            Some(_) => 0,
            None => refusal(diagnostics),
        };
        let status = match code {
            0 => "accepted",
            DRIFT => "denied",
            _ => "refused",
        };
        let value = json!({ "source": config.shown_spec(), "status": status, "errors": errors, "warnings": warnings });
        self.messages.result(config.client.as_deref(), value);
        Ok(code)
    }
}
