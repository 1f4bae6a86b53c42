//! `clientwright learn`: from departures, or an archive of traffic, to rows of the configuration.

use std::path::PathBuf;
use std::process::ExitCode;

use clientwright::config::read_lock;
use clientwright::learn::{Learned, Lesson, Lessons, Observed};
use clientwright::output;
use clientwright::prose::Shown;
use clientwright::{Config, with_deep_stack};
use serde_json::json;

use super::counted;
use super::document::Document;
use super::failure::{Failure, REFUSED};
use super::input::Configured;
use super::messages::{Level, Messages};

/// Turns what a server sends otherwise than its document says into rows of `clientwright.toml` that expect it.
#[derive(clap::Args)]
pub(super) struct Learn {
    /// The departures, one JSON object a line, as `ClientBuilder::log_departures` writes them, or an archive of requests and
    /// responses, as browsers save it (HAR). No value of either is written anywhere.
    file: PathBuf,
    /// The base URL of the operations in an archive; by default each URL with the path of one of the document's servers.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[command(flatten)]
    configured: Configured,
    /// Refuses a document in the network.
    #[arg(long)]
    offline: bool,
    /// Prints the rows instead of adding them.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    messages: Messages,
}

impl Learn {
    pub(super) fn run(self) -> ExitCode {
        match self.learn() {
            Ok(code) => ExitCode::from(code),
            Err(failure) => self.messages.fail(&failure),
        }
    }

    fn learn(&self) -> Result<u8, Failure> {
        let observed = self.observed()?;
        let document = Document::of(self.configured.client()?, self.offline)?;
        let config = &document.config;
        let lock = read_lock(&config.lock_path())?;
        let (spec, options) = (config.spec.clone(), document.options(lock));
        let lessons = with_deep_stack(move || clientwright::learn(&spec, &options, &observed));
        let lessons = lessons.ok_or_else(|| Failure {
            message: "the document can't be generated; run `clientwright generate`".into(),
            code: REFUSED,
        })?;
        self.add(config, lessons).map(|()| 0)
    }

    fn observed(&self) -> Result<Observed, Failure> {
        let path = || shown!["`", Shown::line(self.file.display()), "`"];
        let text = std::fs::read_to_string(&self.file)
            .map_err(|error| Failure::unreadable(shown![path(), " can't be read: ", Shown::line(error)]))?;
        let observed = Observed::read(&text)
            .map_err(|line| Failure::usage(shown![path(), ":", line, ": the line isn't a departure"]))?;
        match (observed, &self.base_url) {
            (Observed::Departures(_), Some(_)) => {
                let message = shown![path(), " isn't an archive, which `--base-url` is for"];
                Err(Failure::usage(message))
            }
            (Observed::Archive { archive, .. }, base) => Ok(Observed::Archive {
                archive,
                base: base.clone(),
            }),
            (departures, None) => Ok(departures),
        }
    }

    /// Adds what the configuration doesn't have yet to the rows of the client.
    fn add(&self, config: &Config, lessons: Lessons) -> Result<(), Failure> {
        let Lessons {
            learned,
            unmended,
            unmatched,
        } = lessons;
        if unmatched > 0 {
            let requests = counted(unmatched, "request");
            let message = shown![requests, " of no operation, which `--base-url` may tell"];
            self.messages.say(Level::Note, &message);
        }
        let known: Vec<&Lesson> = config.lessons().collect();
        let new: Vec<Learned> = learned
            .into_iter()
            .filter(|learned| !known.contains(&&learned.lesson))
            .collect();
        let rows: Vec<String> = new.iter().map(Learned::row).collect();
        for (departure, count) in unmended {
            let times = counted(usize::try_from(count).unwrap_or(usize::MAX), "time");
            let departure = Shown::line(departure);
            let message = shown!["no row mends ", departure, " (", times, "); correct the document"];
            self.messages.say(Level::Warning, &message);
        }
        let path = self.configured.path();
        if self.dry_run {
            rows.iter().for_each(|row| self.messages.out(&Shown::lines(row)));
        } else if !rows.is_empty() {
            let before = std::fs::read_to_string(path).map_err(|error| {
                let path = Shown::line(path.display());
                Failure::unreadable(shown!["`", path, "` can't be read: ", Shown::line(error)])
            })?;
            let text = config.with_rows(&before, &rows)?;
            output::write_file(path, &text)?;
        }
        let value = json!({ "config": path.display().to_string(), "rows": rows, "written": !self.dry_run });
        self.messages.result(config.client.as_deref(), value);
        if !self.dry_run {
            let rows = counted(rows.len(), "row");
            let path = Shown::line(path.display());
            self.messages
                .out(&shown![path, ": ", rows, " added; run `clientwright generate`"]);
        }
        Ok(())
    }
}
