//! `clientwright inspect`: what is understood of a document.

use std::process::ExitCode;

use clientwright::config::read_lock;
use clientwright::inspect::{PageHint, Report, Spot};
use clientwright::prose::Shown;
use clientwright::{Config, with_deep_stack};

use super::document::Document;
use super::failure::{Failure, refusal};
use super::input::{Input, each};
use super::messages::Messages;
use super::{counted, terminal};

/// Prints what is understood of a document: its operations, webhooks and types, with their names in Rust and their places.
///
/// The names are those that `clientwright.lock` records, where there is one. With `--message-format json`, it is one JSON object per client.
#[derive(clap::Args)]
pub(super) struct Inspect {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    messages: Messages,
}

impl Inspect {
    pub(super) fn run(&self) -> ExitCode {
        each(self.input.configs(), &self.messages, |config| self.inspect(config))
    }

    fn inspect(&self, config: &Config) -> Result<u8, Failure> {
        let document = Document::of(config.clone(), self.input.reading.offline)?;
        let lock = read_lock(&config.lock_path())?;
        let (spec, options) = (config.spec.clone(), document.options(lock));
        let inspected = with_deep_stack(move || clientwright::inspect(&spec, &options));
        let Some(report) = &inspected.report else {
            self.messages.print(&inspected.diagnostics, &inspected.source);
            return Ok(refusal(&inspected.diagnostics));
        };
        self.messages.result(config.client.as_deref(), report.json());
        if !self.messages.is_json() {
            let heading = config
                .client
                .as_ref()
                .map(|client| shown!["# ", Shown::line(client), "\n"]);
            terminal::report(&shown![heading.unwrap_or_default(), text(report)]);
        }
        Ok(0)
    }
}

fn text(report: &Report) -> Shown {
    let head = shown![
        Shown::line(&report.title),
        " ",
        Shown::line(&report.version),
        ": ",
        counted(report.operations.len(), "method"),
        ", ",
        counted(report.webhooks.len(), "webhook"),
        ", ",
        counted(report.types.len(), "type"),
        "\n"
    ];
    let operations = report.operations.iter().map(|operation| {
        let route = Shown::line(format_args!("{} {}", operation.method, operation.path));
        let call = Shown::line(format_args!("{}({})", operation.rust, operation.arguments.join(", ")));
        [route, call, spot(&operation.origin)]
    });
    let webhooks = report.webhooks.iter().map(|webhook| {
        [
            Shown::line(&webhook.name),
            Shown::line(&webhook.rust),
            spot(&webhook.origin),
        ]
    });
    let types = report
        .types
        .iter()
        .map(|one| [Shown::line(&one.rust), Shown::line(&one.kind), spot(&one.origin)]);
    shown![
        head,
        table("operations", operations.collect()),
        table("webhooks", webhooks.collect()),
        table("types", types.collect()),
        hints(&report.page_hints)
    ]
}

/// The rows that would let callers stream items, to be pasted.
fn hints(hints: &[PageHint]) -> Shown {
    if hints.is_empty() {
        return Shown::default();
    }
    let rows = hints.iter().map(|hint| {
        let lines = hint
            .rows
            .as_str()
            .lines()
            .map(|line| shown!["  ", Shown::line(line), "\n"]);
        shown![
            "\n  # ",
            Shown::line(hint.operations.join(", ")),
            "\n",
            Shown::concat(lines)
        ]
    });
    shown![
        "\nlooks paginated; with these rows in `clientwright.toml`, requests have `items()`\n",
        Shown::concat(rows)
    ]
}

fn spot(spot: &Spot) -> Shown {
    match spot.line {
        Some(line) => shown![Shown::line(&spot.file), ":", line],
        None => Shown::line(&spot.file),
    }
}

/// A heading and rows in columns; nothing where there are no rows.
fn table(heading: &'static str, rows: Vec<[Shown; 3]>) -> Shown {
    /// What is wider than this pushes the next column aside.
    const WIDEST: usize = 60;
    if rows.is_empty() {
        return Shown::default();
    }
    let widths = [0, 1].map(|column| {
        let widths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
        widths.filter(|width| *width <= WIDEST).max().unwrap_or_default()
    });
    let lines = rows.into_iter().map(|[first, second, third]| {
        let space = |cell: &Shown, width: usize| Shown::repeated(" ", width.saturating_sub(cell.width()) + 2);
        let [one, two] = widths;
        let (after_first, after_second) = (space(&first, one), space(&second, two));
        shown!["  ", first, after_first, second, after_second, third, "\n"]
    });
    shown!["\n", heading, "\n", Shown::concat(lines)]
}
