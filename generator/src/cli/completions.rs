//! `clientwright completions`: scripts for shells.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;
use clientwright::prose::Shown;

use super::{Arguments, terminal};

/// Prints the script by which a shell completes the command.
#[derive(clap::Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "clientwright", &mut script);
        let script = String::from_utf8_lossy(&script);
        terminal::out(&Shown::lines(script.trim_end()));
        ExitCode::SUCCESS
    }
}
