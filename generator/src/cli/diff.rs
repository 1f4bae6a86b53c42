//! `clientwright diff`: what a change does to the code of users.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use clientwright::config::{SpecPlace, read_lock};
use clientwright::diagnostic::{Code, Diagnostic};
use clientwright::diff::{self, Acceptance, Accepted, Format, Report, Threshold, Verdict, Version};
use clientwright::lower::Options;
use clientwright::names::Lock;
use clientwright::prose::Shown;
use clientwright::surface::{self, Surface};
use clientwright::{Config, output, with_deep_stack};
use serde_json::Value;

use super::failure::{DRIFT, Failure, refusal};
use super::git::{self, Tree};
use super::input::{Configured, Reading, each};
use super::messages::{MessageFormat, Messages};
use super::{document, terminal};

/// Compares two clients: what breaks the code of users, what means something else, what is new.
///
/// OLD and NEW are OpenAPI documents (files, URLs, or `-` for the standard input), generated crates (their folder or their
/// `api.txt`), or either of them in a revision of git: `REV:path`. A new document is read with the names that the old one was given.
#[derive(clap::Args)]
pub(super) struct Diff {
    /// The old document or crate; by default, the crate of the configuration.
    old: Option<String>,
    /// The new document or crate; by default, the document of the configuration.
    new: Option<String>,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    reading: Reading,
    /// The lock with the names of the old client; by default, that of the configuration or of the crate.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// How the report is written: `github` annotates the lines of the new document. By default as `--message-format` says.
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Exits with code 1 if there are such changes that aren't accepted: `silent` ones; `breaking`, which includes `silent`;
    /// `minor`, which includes all.
    #[arg(long, value_enum, value_name = "CHANGES")]
    fail_on: Option<ThresholdName>,
    /// Accepts a change, as it is printed: its code and its item. It is kept in the file of accepted changes.
    #[arg(long, value_name = "CODE@ITEM", requires = "reason")]
    accept: Vec<String>,
    /// Why it is accepted.
    #[arg(long, value_name = "TEXT", requires = "accept")]
    reason: Option<String>,
    /// The file of accepted changes; by default `clientwright-accepted.toml`, and for one client of several
    /// `clientwright-accepted.NAME.toml`.
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    #[command(flatten)]
    messages: Messages,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Text,
    Md,
    Json,
    Github,
}

#[derive(Clone, Copy, ValueEnum)]
enum ThresholdName {
    Silent,
    Breaking,
    Minor,
}

/// One of the two clients, read.
struct Read {
    version: Version,
    /// The version of its crate.
    number: Option<String>,
    /// The names that it has.
    lock: Option<Lock>,
}

fn lacking() -> Failure {
    Failure::usage("say which clients: `clientwright diff OLD NEW`")
}

impl Diff {
    pub(super) fn run(&self) -> ExitCode {
        if self.needs_no_configuration() {
            return match self.compare(None) {
                Ok(code) => ExitCode::from(code),
                Err(failure) => self.messages.fail(&failure),
            };
        }
        each(self.configs(), &self.messages, |config| self.compare(Some(config)))
    }

    /// Whether both clients are named, and no configuration is.
    fn needs_no_configuration(&self) -> bool {
        self.old.is_some() && self.new.is_some() && !self.configured.is_given()
    }

    /// The configurations. Where the command line names documents or crates, they are those of one client.
    fn configs(&self) -> Result<Vec<Config>, Failure> {
        let names_one = self.old.is_some() != self.new.is_some();
        if names_one && !self.configured.is_given() && !self.configured.path().exists() {
            return Err(lacking());
        }
        match self.old.is_none() && self.new.is_none() && self.accept.is_empty() {
            true => self.configured.clients(),
            false => self.configured.client().map(|config| vec![config]),
        }
    }

    fn compare(&self, config: Option<&Config>) -> Result<u8, Failure> {
        let (report, number) = self.report(config)?;
        let client = config.and_then(|config| config.client.as_deref());
        Ok(self.finish(&report, number.as_deref(), client))
    }

    fn finish(&self, report: &Report, number: Option<&str>, client: Option<&str>) -> u8 {
        let shown = |format| terminal::report(&report.shown(format, number));
        let heading = |mark: &'static str| {
            if let Some(client) = client {
                out!(mark, Shown::line(client), "\n");
            }
        };
        match self.format() {
            FormatName::Text => {
                heading("# ");
                shown(Format::Text);
            }
            FormatName::Md => {
                heading("## ");
                shown(Format::Markdown);
            }
            FormatName::Json => {
                let mut value = report.json(number);
                if let (Some(client), Some(object)) = (client, value.as_object_mut()) {
                    object.insert("client".to_owned(), client.into());
                }
                out!(Shown::json(&value));
            }
            FormatName::Github => shown(Format::Github),
        }
        let threshold = self.fail_on.map(|threshold| match threshold {
            ThresholdName::Silent => Threshold::Silent,
            ThresholdName::Breaking => Threshold::Breaking,
            ThresholdName::Minor => Threshold::Minor,
        });
        let fails = threshold.is_some_and(|threshold| report.failures(threshold).next().is_some());
        if fails { DRIFT } else { 0 }
    }

    fn format(&self) -> FormatName {
        self.format.unwrap_or(match self.messages.format() {
            MessageFormat::Human => FormatName::Text,
            MessageFormat::Json => FormatName::Json,
            MessageFormat::Github => FormatName::Github,
        })
    }

    /// The report, and the version of the old crate.
    fn report(&self, config: Option<&Config>) -> Result<(Report, Option<String>), Failure> {
        let crate_folder = || config.map(|config| config.output.to_string_lossy().into_owned());
        let document = || config.map(|config| config.spec.to_string_lossy().into_owned());
        let old = self.old.clone().or_else(crate_folder).ok_or_else(lacking)?;
        let new = self.new.clone().or_else(document).ok_or_else(lacking)?;
        let before = match self.lock_path(config) {
            Some(path) => read_lock(&path)?,
            None => Lock::default(),
        };
        let options = self.reading.applied(config.cloned().unwrap_or_default())?;
        let accepted = self.accepted_path(options.client.as_deref());
        let old = self.read(&old, &options, &before)?;
        let new = self.read(&new, &options, old.lock.as_ref().unwrap_or(&before))?;
        let number = old.number.or(options.package.version).or(new.number);
        let report = self.accepting(&accepted, |accepted| diff::diff(&old.version, &new.version, accepted))?;
        Ok((report, number))
    }

    fn accepted_path(&self, client: Option<&str>) -> PathBuf {
        let usual = || match client {
            Some(client) => PathBuf::from(format!("clientwright-accepted.{client}.toml")),
            None => PathBuf::from("clientwright-accepted.toml"),
        };
        self.accepted.clone().unwrap_or_else(usual)
    }

    /// Reads what is there, in a revision, in the network, or on the standard input.
    fn read(&self, text: &str, options: &Config, before: &Lock) -> Result<Read, Failure> {
        let path = Path::new(text);
        if !matches!(SpecPlace::of(path), SpecPlace::File(_)) {
            let bytes = document::bytes(path, self.reading.offline).map_err(Failure::unreadable)?;
            return self.read_document(path, text, bytes.map(Arc::from), options, before);
        }
        match git::revision(text) {
            Some((revision, inside)) if !path.exists() => {
                let tree = Tree::of(revision, inside).map_err(Failure::unreadable)?;
                let root = options.root.as_deref().map(|root| tree.folder(root));
                let options = Config {
                    root,
                    ..options.clone()
                };
                self.read_path(&tree.path(), text, &options, before)
            }
            _ => self.read_path(path, text, options, before),
        }
    }

    fn lock_path(&self, config: Option<&Config>) -> Option<PathBuf> {
        self.lock.clone().or_else(|| config.map(Config::lock_path))
    }

    /// The report with what is accepted, after what is accepted now was added to the file.
    fn accepting(&self, path: &Path, report: impl Fn(&Accepted) -> Report) -> Result<Report, Failure> {
        let unreadable = |error: &dyn std::fmt::Display| {
            let path = Shown::line(path.display());
            Failure::usage(shown![path, ": ", Shown::line(error)])
        };
        let mut accepted = match path.exists() {
            false => Accepted::default(),
            true => {
                let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
                Accepted::parse(&text).map_err(|error| unreadable(&error))?
            }
        };
        let reason = self.reason.as_deref().unwrap_or_default();
        for text in &self.accept {
            let acceptance = Acceptance::parse(text, reason);
            let acceptance = acceptance.map_err(|error| Failure::usage(Shown::line(error)))?;
            accepted.add(acceptance);
        }
        let report = report(&accepted);
        for text in &self.accept {
            let is_idle = report
                .idle
                .iter()
                .any(|idle| format!("{}@{}", idle.code, idle.item) == *text);
            if is_idle {
                let message = shown!["`", Shown::line(text), "` is no change between these clients"];
                return Err(Failure::usage(message));
            }
        }
        if !self.accept.is_empty() {
            output::write_file(path, &accepted.text())?;
        }
        Ok(report)
    }

    fn read_path(&self, path: &Path, shown: &str, options: &Config, before: &Lock) -> Result<Read, Failure> {
        let listing = match path.is_dir() {
            true => path.join(surface::FILE_NAME),
            false => path.to_owned(),
        };
        let is_listing = listing.file_name().is_some_and(|name| name == surface::FILE_NAME);
        match is_listing {
            true => read_crate(&listing, shown),
            false => self.read_document(path, shown, None, options, before),
        }
    }

    fn read_document(
        &self,
        path: &Path,
        shown: &str,
        bytes: Option<Arc<[u8]>>,
        options: &Config,
        before: &Lock,
    ) -> Result<Read, Failure> {
        let options = options.options(shown.to_owned()).after(before.clone());
        let options = Options { bytes, ..options };
        let owned = path.to_owned();
        let surfaced = with_deep_stack(move || clientwright::surfaced(&owned, &options));
        // What was found in the documents isn't asked for, but a selection that misses hides what changed.
        let missed = |found: &Diagnostic| found.code == Code::UnmatchedPattern;
        let Some(version) = surfaced.version else {
            self.messages.print(&surfaced.diagnostics, &surfaced.source);
            return Err(Failure {
                message: shown!["`", Shown::line(shown), "` is no document that a client can be made of"],
                code: refusal(&surfaced.diagnostics),
            });
        };
        self.messages
            .print(&surfaced.diagnostics.filtered(missed), &surfaced.source);
        Ok(Read {
            version,
            number: None,
            lock: surfaced.lock,
        })
    }
}

fn read_crate(listing: &Path, shown: &str) -> Result<Read, Failure> {
    let unreadable = |error: &dyn std::fmt::Display| {
        let name = Shown::line(surface::FILE_NAME);
        let message = shown![
            "the ",
            name,
            " of `",
            Shown::line(shown),
            "` can't be read: ",
            Shown::line(error)
        ];
        Failure::unreadable(message)
    };
    let text = std::fs::read_to_string(listing).map_err(|error| unreadable(&error))?;
    let surface = Surface::parse(&text).map_err(|error| unreadable(&error))?;
    let lock = listing.with_file_name(clientwright::names::FILE_NAME);
    let lock = lock.exists().then(|| read_lock(&lock)).transpose();
    Ok(Read {
        version: Version::of_surface(surface),
        number: number(listing),
        lock: lock?,
    })
}

/// The version of the crate that a listing is of.
fn number(listing: &Path) -> Option<String> {
    let manifest = std::fs::read_to_string(listing.with_file_name("Cargo.toml")).ok()?;
    clientwright::config::package_version(&manifest)
}

/// What a run of `generate` does to users: the surface in the folder, and the one that takes its place.
pub(super) struct Changes {
    report: Report,
    /// The version of the crate in the folder.
    number: String,
}

impl Changes {
    /// Compares the crate in a folder with the list of the new one; `None` where there is no crate.
    pub(super) fn of(folder: &Path, listing: Option<&String>) -> Option<Self> {
        let path = folder.join(surface::FILE_NAME);
        let (before, now) = (std::fs::read_to_string(&path).ok()?, listing?);
        // The same text says the same, and needn't be read.
        let report = match before == *now {
            true => Report::default(),
            false => {
                let read = |text: &str| Surface::parse(text).ok().map(Version::of_surface);
                diff::diff(&read(&before)?, &read(now)?, &Accepted::default())
            }
        };
        Some(Self {
            report,
            number: number(&path).unwrap_or_default(),
        })
    }

    /// What changed, in a few lines; `None` if users notice nothing.
    pub(super) fn summary(&self) -> Option<Shown> {
        diff::summary(&self.report, &self.number)
    }

    /// How large the change is; `None` if users notice nothing.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let is_change = !self.report.findings.is_empty();
        is_change.then(|| self.report.verdict())
    }

    /// What a changelog says of it.
    pub(super) fn entry(&self) -> Shown {
        self.report.entry()
    }

    /// All changes.
    pub(super) fn json(&self) -> Value {
        self.report.json(Some(&self.number))
    }
}
