//! `clientwright diff`: what a change does to the code of users.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use clientwright::config::{FILE_NAME, SpecPlace, read_lock};
use clientwright::diagnostic::render::{self, Style};
use clientwright::diff::{self, Acceptance, Accepted, Format, Report, Threshold, Version};
use clientwright::lower::Options;
use clientwright::names::Lock;
use clientwright::prose::Shown;
use clientwright::surface::{self, Surface};
use clientwright::{Config, output, with_deep_stack};

use super::document;
use super::git::{self, Tree};
use super::{DRIFT, REFUSED, UNWRITABLE, USAGE, terminal};

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
    /// The configuration file, whose options and overlays apply to documents.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// An overlay that is applied to documents, after those of the configuration; for several, repeat the option.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// The lock with the names of the old client; by default, that of the configuration or of the crate.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Refuses documents in the network.
    #[arg(long)]
    offline: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value = "text")]
    format: FormatName,
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
    /// The file of accepted changes.
    #[arg(long, value_name = "FILE", default_value = "clientwright-accepted.toml")]
    accepted: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Text,
    Md,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum ThresholdName {
    Silent,
    Breaking,
    Minor,
}

/// Why there is no report, and the exit code.
struct Failure(Shown, u8);

/// One of the two clients, read.
struct Read {
    version: Version,
    /// The version of its crate.
    number: Option<String>,
    /// The names that it has.
    lock: Option<Lock>,
}

impl Diff {
    pub(super) fn run(&self) -> ExitCode {
        match self.report() {
            Ok((report, number)) => self.finish(&report, number.as_deref()),
            Err(Failure(message, code)) => {
                err!("error: ", message);
                ExitCode::from(code)
            }
        }
    }

    fn finish(&self, report: &Report, number: Option<&str>) -> ExitCode {
        let format = match self.format {
            FormatName::Text => Format::Text,
            FormatName::Md => Format::Markdown,
            FormatName::Json => Format::Json,
        };
        terminal::report(&report.shown(format, number));
        let threshold = self.fail_on.map(|threshold| match threshold {
            ThresholdName::Silent => Threshold::Silent,
            ThresholdName::Breaking => Threshold::Breaking,
            ThresholdName::Minor => Threshold::Minor,
        });
        let fails = threshold.is_some_and(|threshold| report.failures(threshold).next().is_some());
        ExitCode::from(if fails { DRIFT } else { 0 })
    }

    /// The report, and the version of the old crate.
    fn report(&self) -> Result<(Report, Option<String>), Failure> {
        let config = self.config()?;
        let crate_folder = || {
            config
                .as_ref()
                .map(|config| config.output.to_string_lossy().into_owned())
        };
        let document = || config.as_ref().map(|config| config.spec.to_string_lossy().into_owned());
        let lacking = || Failure("say which clients: `clientwright diff OLD NEW`".into(), USAGE);
        let old = self.old.clone().or_else(crate_folder).ok_or_else(lacking)?;
        let new = self.new.clone().or_else(document).ok_or_else(lacking)?;
        let before = match self.lock_path(config.as_ref()) {
            Some(path) => read_lock(&path).map_err(|error| Failure(error.shown().clone(), USAGE))?,
            None => Lock::default(),
        };
        let mut options = config.unwrap_or_default();
        options.overlays.extend_from_slice(&self.overlay);
        let old = self.read(&old, &options, &before)?;
        let new = self.read(&new, &options, old.lock.as_ref().unwrap_or(&before))?;
        let number = old.number.or(options.package.version).or(new.number);
        let report = self.accepting(|accepted| diff::diff(&old.version, &new.version, accepted))?;
        Ok((report, number))
    }

    /// Reads what is there, in a revision, in the network, or on the standard input.
    fn read(&self, text: &str, options: &Config, before: &Lock) -> Result<Read, Failure> {
        let path = Path::new(text);
        if !matches!(SpecPlace::of(path), SpecPlace::File(_)) {
            let bytes = document::bytes(path, self.offline).map_err(|message| Failure(message, UNWRITABLE))?;
            return read_document(path, text, bytes.map(Arc::from), options, before);
        }
        match git::revision(text) {
            Some((revision, inside)) if !path.exists() => {
                let tree = Tree::of(revision, inside).map_err(|error| Failure(error, UNWRITABLE))?;
                read_path(&tree.path(), text, options, before)
            }
            _ => read_path(path, text, options, before),
        }
    }

    /// The configuration: the one that is named, or the one here if a client is left out.
    fn config(&self) -> Result<Option<Config>, Failure> {
        let is_needed = self.old.is_none() || self.new.is_none();
        let path = self
            .config
            .clone()
            .or_else(|| is_needed.then(|| PathBuf::from(FILE_NAME)));
        let config = path.map(|path| Config::from_file(&path)).transpose();
        config.map_err(|error| Failure(error.shown().clone(), USAGE))
    }

    fn lock_path(&self, config: Option<&Config>) -> Option<PathBuf> {
        self.lock.clone().or_else(|| config.map(Config::lock_path))
    }

    /// The report with what is accepted, after what is accepted now was added to the file.
    fn accepting(&self, report: impl Fn(&Accepted) -> Report) -> Result<Report, Failure> {
        let unreadable = |error: &dyn std::fmt::Display| {
            let path = Shown::line(self.accepted.display());
            Failure(shown![path, ": ", Shown::line(error)], USAGE)
        };
        let mut accepted = match self.accepted.exists() {
            false => Accepted::default(),
            true => {
                let text = std::fs::read_to_string(&self.accepted).map_err(|error| unreadable(&error))?;
                Accepted::parse(&text).map_err(|error| unreadable(&error))?
            }
        };
        let reason = self.reason.as_deref().unwrap_or_default();
        for text in &self.accept {
            let acceptance = Acceptance::parse(text, reason);
            let acceptance = acceptance.map_err(|error| Failure(Shown::line(error), USAGE))?;
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
                return Err(Failure(message, USAGE));
            }
        }
        if !self.accept.is_empty() {
            let written = output::write_file(&self.accepted, &accepted.text());
            written.map_err(|error| Failure(Shown::lines(error), UNWRITABLE))?;
        }
        Ok(report)
    }
}

fn read_path(path: &Path, shown: &str, options: &Config, before: &Lock) -> Result<Read, Failure> {
    let listing = match path.is_dir() {
        true => path.join(surface::FILE_NAME),
        false => path.to_owned(),
    };
    let is_listing = listing.file_name().is_some_and(|name| name == surface::FILE_NAME);
    match is_listing {
        true => read_crate(&listing, shown),
        false => read_document(path, shown, None, options, before),
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
        Failure(message, UNWRITABLE)
    };
    let text = std::fs::read_to_string(listing).map_err(|error| unreadable(&error))?;
    let surface = Surface::parse(&text).map_err(|error| unreadable(&error))?;
    let lock = listing.with_file_name(clientwright::names::FILE_NAME);
    let lock = lock.exists().then(|| read_lock(&lock)).transpose();
    Ok(Read {
        version: Version::of_surface(surface),
        number: std::fs::read_to_string(listing.with_file_name("Cargo.toml"))
            .ok()
            .and_then(|manifest| clientwright::config::package_version(&manifest)),
        lock: lock.map_err(|error| Failure(error.shown().clone(), USAGE))?,
    })
}

fn read_document(
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
    match surfaced.version {
        Some(version) => Ok(Read {
            version,
            number: None,
            lock: surfaced.lock,
        }),
        None => {
            terminal::messages(&render::text(&surfaced.diagnostics, &surfaced.source, Style::Plain));
            let message = shown!["`", Shown::line(shown), "` is no document that a client can be made of"];
            Err(Failure(message, REFUSED))
        }
    }
}

/// What a run of `generate` does to users: the surface in the folder, and the one that takes its place.
pub(super) fn summary(folder: &Path, listing: Option<&String>) -> Option<Shown> {
    let there = read_crate(&folder.join(surface::FILE_NAME), "").ok()?;
    let new = Version::of_surface(Surface::parse(listing?).ok()?);
    let number = there.number.unwrap_or_default();
    diff::summary(&diff::diff(&there.version, &new, &Accepted::default()), &number)
}
