//! What became of one client, as people and programs read it.

use clientwright::diagnostic::render;
use clientwright::input::{Coverage, Part};
use clientwright::output::{Recovered, Summary};
use clientwright::prose::Shown;
use clientwright::{Facts, Generated};
use serde_json::{Map, Value, json};

use super::bump::Bump;
use super::counted;
use super::diff::Changes;
use super::failure::DRIFT;
use super::job::Job;
use super::messages::{Level, Messages};

/// What became of one client.
pub(super) struct Outcome<'g> {
    pub(super) job: &'g Job,
    pub(super) generated: &'g Generated,
    /// What the new client does to its users.
    pub(super) changes: Option<Changes>,
    /// What becomes of its version.
    pub(super) bump: Option<Bump>,
    pub(super) status: Status,
}

pub(super) enum Status {
    /// The document is refused, with this exit code.
    Refused(u8),
    /// There are denied warnings, and nothing was written.
    Denied,
    /// The folder is as it is to be; the exit code tells of denied warnings.
    Current(u8),
    /// The folder isn't as it is to be.
    Stale {
        /// A unified diff.
        diff: String,
        /// The files that a run would refuse to overwrite.
        edited: Vec<String>,
    },
    /// The client was written.
    Written(Summary),
}

impl Status {
    fn word(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Denied => "denied",
            Self::Current(_) => "current",
            Self::Stale { .. } => "stale",
            Self::Written(summary) if summary.written.is_empty() && summary.removed.is_empty() => "current",
            Self::Written(_) => "written",
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Refused(code) | Self::Current(code) => *code,
            Self::Denied | Self::Stale { .. } => DRIFT,
            Self::Written(_) => 0,
        }
    }
}

impl Status {
    /// The same, after an interrupted run was recovered.
    pub(super) fn after(self, recovered: Option<Recovered>) -> Self {
        match self {
            Self::Written(summary) => Self::Written(Summary {
                recovered: recovered.or(summary.recovered),
                ..summary
            }),
            other => other,
        }
    }
}

impl<'g> Outcome<'g> {
    /// What became of a client of which no more is known.
    pub(super) fn new(job: &'g Job, generated: &'g Generated, status: Status) -> Self {
        Self {
            job,
            generated,
            changes: None,
            bump: None,
            status,
        }
    }

    /// Prints it; the exit code.
    pub(super) fn print(&self, messages: &Messages) -> u8 {
        let client = self.job.config().client.as_deref();
        messages.result(client, self.json());
        self.tell(messages);
        self.status.code()
    }

    fn tell(&self, messages: &Messages) {
        let (source, folder) = (self.job.source(), self.job.folder());
        match &self.status {
            Status::Refused(_) => {
                let errors = counted(self.generated.diagnostics.errors(), "error");
                messages.err(&shown![source, ": ", errors, " — nothing was written"]);
            }
            Status::Denied => messages.err(&shown![source, ": warnings are denied — nothing was written"]),
            Status::Current(_) => messages.out(&shown![folder, " is up to date with ", source]),
            Status::Stale { diff, edited } => {
                messages.out(&Shown::lines(diff.trim_end_matches('\n')));
                self.tell_changes(messages);
                self.tell_version(messages, "is to be raised");
                let file = self.job.config().output.join("Cargo.toml").display().to_string();
                let message = shown![folder, " is stale: ", mend(edited)];
                messages.complain(&file, "stale", &message);
            }
            Status::Written(summary) => {
                self.tell_written(messages, summary);
                self.tell_changes(messages);
                self.tell_version(messages, "is raised");
            }
        }
    }

    fn tell_changes(&self, messages: &Messages) {
        if let Some(changes) = self.changes.as_ref().and_then(Changes::summary) {
            messages.out(&shown![self.job.folder(), ": ", changes]);
        }
    }

    fn tell_version(&self, messages: &Messages, what: &'static str) {
        let Some(Bump { from, to, changelog }) = self.bump.as_ref().filter(|bump| bump.from != bump.to) else {
            return;
        };
        let (from, to) = (Shown::line(from), Shown::line(to));
        let entry = match changelog {
            Some(_) => ", with an entry in CHANGELOG.md",
            None => "",
        };
        messages.out(&shown![
            self.job.folder(),
            ": the version ",
            what,
            " from ",
            from,
            " to ",
            to,
            entry
        ]);
    }

    /// What was read, what changed, and what was mended, weakened or left out.
    fn tell_written(&self, messages: &Messages, summary: &Summary) {
        if let Some(facts) = &self.generated.facts {
            messages.out(&shown![
                self.job.source(),
                ": ",
                Shown::line(&facts.title),
                ", ",
                counted(facts.operations, "operation"),
                ", ",
                counted(facts.types, "type"),
            ]);
            facts
                .coverage
                .iter()
                .for_each(|coverage| messages.out(&selected(coverage)));
        }
        if let Some(recovered) = summary.recovered {
            let run = shown!["an earlier run on ", self.job.folder(), " was interrupted"];
            messages.say(Level::Note, &shown![run, "; its changes were ", word(recovered)]);
        }
        for (code, count) in render::ledger(&self.generated.diagnostics) {
            messages.out(&shown!["  ", code.as_str(), ": ", count]);
        }
        messages.out(&shown![self.job.folder(), ": ", written(summary)]);
    }

    fn json(&self) -> Value {
        let diagnostics = &self.generated.diagnostics;
        let mut object = Map::new();
        let mut set = |key: &str, value: Value| _ = object.insert(key.to_owned(), value);
        set("source", self.job.config().shown_spec().into());
        set(
            "output",
            self.job.config().output.to_string_lossy().replace('\\', "/").into(),
        );
        set("status", self.status.word().into());
        set("errors", diagnostics.errors().into());
        set("warnings", diagnostics.warnings().into());
        if let Some(facts) = &self.generated.facts {
            set("document", json_of(facts));
        }
        match &self.status {
            Status::Stale { diff, edited } => {
                set("diff", diff.as_str().into());
                set("edited", json!(edited));
            }
            Status::Written(summary) => {
                set("written", json!(summary.written));
                set("removed", json!(summary.removed));
                set("unchanged", summary.unchanged.into());
                set("recovered", json!(summary.recovered.map(word)));
            }
            Status::Refused(_) | Status::Denied | Status::Current(_) => {}
        }
        if let Some(changes) = &self.changes {
            set("changes", changes.json());
        }
        if let Some(Bump { from, to, changelog }) = &self.bump {
            set(
                "version",
                json!({ "from": from, "to": to, "changelog": changelog.is_some() }),
            );
        }
        Value::Object(object)
    }
}

fn json_of(facts: &Facts) -> Value {
    let part = |part: Part| json!({ "selected": part.taken, "all": part.all });
    json!({
        "title": facts.title,
        "operations": facts.operations,
        "types": facts.types,
        "coverage": facts.coverage.as_ref().map(|coverage| json!({
            "operations": part(coverage.operations),
            "webhooks": part(coverage.webhooks),
            "schemas": part(coverage.schemas),
        })),
    })
}

fn word(recovered: Recovered) -> &'static str {
    match recovered {
        Recovered::Finished => "finished",
        Recovered::Undone => "reverted",
    }
}

/// How much of the document is in the client.
fn selected(coverage: &Coverage) -> Shown {
    let part = |part: Part, word: &'static str| match part.all {
        0 => Shown::default(),
        all => shown![", ", part.taken, " of ", counted(all, word)],
    };
    shown![
        "  selected: ",
        coverage.operations.taken,
        " of ",
        counted(coverage.operations.all, "operation"),
        part(coverage.webhooks, "webhook"),
        part(coverage.schemas, "schema")
    ]
}

/// What brings a stale folder up to date: where a run would refuse to, what it would say.
fn mend(edited: &[String]) -> Shown {
    match edited {
        [] => "run `clientwright generate`".into(),
        files => shown![
            "these files were added or changed by hand: ",
            Shown::line(files.join(", ")),
            "; move them away, or overwrite them with `clientwright generate --force`"
        ],
    }
}

/// The last line: what became of the client.
fn written(summary: &Summary) -> Shown {
    if summary.written.is_empty() && summary.removed.is_empty() {
        return shown!["the client is up to date (", counted(summary.unchanged, "file"), ")"];
    }
    if summary.unchanged == 0 && summary.removed.is_empty() {
        return shown!["the client is written (", counted(summary.written.len(), "file"), ")"];
    }
    shown![
        "the client is written (",
        counted(summary.written.len(), "file"),
        " changed, ",
        summary.unchanged,
        " unchanged, ",
        summary.removed.len(),
        " removed)"
    ]
}
