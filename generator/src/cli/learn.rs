//! `clientwright learn`: from departures to rows of the configuration.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clientwright::config::{FILE_NAME, read_lock};
use clientwright::learn::{self, Learned, Lesson, Lessons};
use clientwright::output;
use clientwright::prose::Shown;
use clientwright::{Config, with_deep_stack};

use super::document::Document;
use super::{REFUSED, counted, unwritten, usage};

/// Turns departures, which a client wrote to a file, into rows of `clientwright.toml` that expect them.
#[derive(clap::Args)]
pub(super) struct Learn {
    /// The departures, one JSON object a line, as `ClientBuilder::log_departures` writes them.
    departures: PathBuf,
    /// The configuration file, to which the rows are added.
    #[arg(long, value_name = "FILE", default_value = FILE_NAME)]
    config: PathBuf,
    /// Refuses a document in the network.
    #[arg(long)]
    offline: bool,
    /// Prints the rows instead of adding them.
    #[arg(long)]
    dry_run: bool,
}

impl Learn {
    pub(super) fn run(self) -> ExitCode {
        let text = match std::fs::read_to_string(&self.departures) {
            Ok(text) => text,
            Err(error) => return unreadable(&self.departures, &shown![" can't be read: ", Shown::line(error)]),
        };
        let departures = match learn::departures(&text) {
            Ok(departures) => departures,
            Err(line) => return unreadable(&self.departures, &shown![":", line, ": the line isn't a departure"]),
        };
        let document = match Document::of(Config::from_file(&self.config), self.offline) {
            Ok(document) => document,
            Err(code) => return code,
        };
        let config = &document.config;
        let lock = match read_lock(&config.lock_path()) {
            Ok(lock) => lock,
            Err(error) => return usage(error.shown()),
        };
        let (spec, options) = (config.spec.clone(), document.options(lock));
        let Some(lessons) = with_deep_stack(move || clientwright::learn(&spec, &options, &departures)) else {
            err!("error: the document can't be generated; run `clientwright generate`");
            return ExitCode::from(REFUSED);
        };
        self.add(config, lessons)
    }

    /// Adds what the configuration doesn't have yet at its end, where a table of an array may always stand.
    fn add(&self, config: &Config, lessons: Lessons) -> ExitCode {
        let Lessons { learned, unmended } = lessons;
        let known: Vec<&Lesson> = config.lessons().collect();
        let new: Vec<Learned> = learned
            .into_iter()
            .filter(|learned| !known.contains(&&learned.lesson))
            .collect();
        let rows: Vec<String> = new.iter().map(Learned::row).collect();
        for (departure, count) in unmended {
            err!(
                "warning: no row mends ",
                Shown::line(departure),
                " (",
                counted(usize::try_from(count).unwrap_or(usize::MAX), "time"),
                "); correct the document"
            );
        }
        if self.dry_run {
            rows.iter().for_each(|row| out!(Shown::lines(row)));
            return ExitCode::SUCCESS;
        }
        let before = match std::fs::read_to_string(&self.config) {
            Ok(before) => before,
            Err(error) => return unreadable(&self.config, &shown![" can't be read: ", Shown::line(error)]),
        };
        if !rows.is_empty() {
            let text = format!("{}\n\n{}", before.trim_end(), rows.join("\n"));
            if let Err(error) = output::write_file(&self.config, &text) {
                return unwritten(&error);
            }
        }
        out!(
            Shown::line(self.config.display()),
            ": ",
            counted(rows.len(), "row"),
            " added; run `clientwright generate`"
        );
        ExitCode::SUCCESS
    }
}

/// Says what is wrong with a file.
fn unreadable(path: &Path, problem: &Shown) -> ExitCode {
    usage(&shown!["`", Shown::line(path.display()), "`", problem])
}
