//! `clientwright lint`: what there is to say about a document, and nothing else.

use std::process::ExitCode;

use clientwright::names::Lock;
use clientwright::prose::Shown;
use clientwright::with_deep_stack;

use super::input::Input;
use super::messages::{self, Messages};
use super::{DRIFT, REFUSED, counted};

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
        let document = match self.input.document() {
            Ok(document) => document,
            Err(code) => return code,
        };
        let config = &document.config;
        let (spec, options) = (config.spec.clone(), document.options(Lock::default()));
        let inspected = with_deep_stack(move || clientwright::inspect(&spec, &options));
        self.messages.print(&inspected.diagnostics, &inspected.source);
        let (errors, warnings) = (inspected.diagnostics.errors(), inspected.diagnostics.warnings());
        err!(
            Shown::line(config.shown_spec()),
            ": ",
            counted(errors, "error"),
            ", ",
            counted(warnings, "warning")
        );
        match inspected.report {
            Some(_) if messages::are_denied(config, &inspected.diagnostics, self.deny_warnings) => {
                ExitCode::from(DRIFT)
            }
            Some(_) => ExitCode::SUCCESS,
            None => ExitCode::from(REFUSED),
        }
    }
}
