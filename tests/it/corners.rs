//! Documents with one broken corner: what a corner reaches, what the client without it has, and what is said of it.

#[path = "corners/breaks.rs"]
pub mod breaks;
#[path = "corners/reach.rs"]
mod reach;
#[path = "corners/surface.rs"]
mod surface;
#[path = "corners/told.rs"]
mod told;
#[path = "corners/typos.rs"]
pub mod typos;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clientwright::diagnostic::{Diagnostic, Diagnostics, Severity};
use clientwright::ir::Api;
use clientwright::names::Lock;
use clientwright::source::Source;
use clientwright::{Config, document, emit, lower, render};
use serde_json::Value;

use crate::corpus;
use breaks::Break;
use reach::Reach;
use surface::Surface;

/// A document without broken corners, and the client for it.
#[derive(Debug)]
pub struct Whole {
    path: PathBuf,
    source: Source,
    reach: Reach,
    surface: Surface,
    /// The names of the client: other runs keep them, so that operations that are the same have the same names.
    lock: Lock,
    /// What is said of the document as it is.
    messages: Vec<String>,
}

/// What a corner costs against what it may cost.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    /// What is wrong with it; nothing where it costs itself alone.
    pub problems: Vec<String>,
    /// What was said of the corner.
    pub messages: Vec<String>,
    /// How many operations are different or gone.
    pub affected: usize,
}

impl Whole {
    /// Reads the document at `path`.
    ///
    /// # Errors
    ///
    /// When it is refused.
    pub fn read(path: &Path) -> Result<Self, String> {
        let source = Source::read(path, "document", &mut Diagnostics::new());
        let (made, diagnostics) = run(path, &source, Lock::default());
        let messages: Vec<String> = diagnostics.iter().map(shown).collect();
        let (api, lock) = made.ok_or_else(|| format!("{} is refused:\n{}", path.display(), messages.join("\n")))?;
        let (reach, surface) = (Reach::of(&source), Surface::of(&api)?);
        let unknown = surface.operations().find(|operation| !reach.knows(operation));
        if let Some(operation) = unknown {
            return Err(format!("{} has no `{operation}`", path.display()));
        }
        Ok(Self {
            path: path.to_owned(),
            source,
            reach,
            surface,
            lock,
            messages,
        })
    }

    /// The entry document.
    pub fn value(&self) -> &Value {
        self.source.entry().unwrap_or(&Value::Null)
    }

    /// How many operations the client has.
    pub fn operations(&self) -> usize {
        self.surface.operations().count()
    }

    /// What is said of it as it is.
    pub fn messages(&self) -> &[String] {
        &self.messages
    }

    /// Generates from the document with a broken corner, and compares.
    pub fn with(&self, broken: &Break) -> Finding {
        let source = self.source_with(broken);
        let made = catch_unwind(AssertUnwindSafe(|| {
            let (made, diagnostics) = run(&self.path, &source, self.lock.clone());
            (made.map(|(api, _)| Surface::of(&api)).transpose(), diagnostics)
        }));
        match made {
            Ok((Ok(surface), diagnostics)) => self.compared(broken, surface.as_ref(), &diagnostics),
            Ok((Err(problem), _)) => Finding::of(problem),
            Err(panic) => Finding::of(format!("a panic: {}", crate::mutations::reason(panic.as_ref()))),
        }
    }

    /// Writes the client for the document with a broken corner.
    ///
    /// # Errors
    ///
    /// When the document is refused, and when the folder can't be written.
    pub fn write_with(&self, broken: &Break, folder: &Path) -> std::io::Result<()> {
        let (made, _) = run(&self.path, &self.source_with(broken), Lock::default());
        let (mut api, _) = made.ok_or_else(|| std::io::Error::other("the document is refused"))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        api.package.name = name.into_owned();
        corpus::write(&render::render(&emit::emit(&api), "document"), folder)
    }

    /// What another document changes in the code without a message; `None` where it changes nothing, is refused, or is
    /// spoken of.
    pub fn silent_change(&self, document: Value) -> Option<String> {
        let (made, diagnostics) = run(&self.path, &self.source_of(document), self.lock.clone());
        let (api, _) = made?;
        let is_told = diagnostics.iter().any(|found| !self.messages.contains(&shown(found)));
        let surface = Surface::of(&api).unwrap_or_default();
        if is_told {
            None
        } else {
            self.surface.first_difference(&surface)
        }
    }

    fn source_with(&self, broken: &Break) -> Source {
        self.source_of(broken.applied(self.value()))
    }

    fn source_of(&self, document: Value) -> Source {
        let mut source = self.source.clone();
        if let Some(file) = source.files.get_mut("") {
            file.value = Some(document);
        }
        source
    }

    fn compared(&self, broken: &Break, surface: Option<&Surface>, diagnostics: &Diagnostics) -> Finding {
        let new: Vec<&Diagnostic> = diagnostics
            .iter()
            .filter(|found| !self.messages.contains(&shown(found)))
            .collect();
        let mut finding = Finding {
            messages: new.iter().map(|found| shown(found)).collect(),
            ..Finding::default()
        };
        let touches = |operation: &String| self.reach.touches(operation, &broken.place);
        let Some(surface) = surface else {
            finding.affected = self.operations();
            if !self.surface.operations().all(touches) {
                finding.problems.push("the document is refused".to_owned());
            }
            return finding;
        };
        let corners = new.iter().filter(|found| found.severity == Severity::Corner);
        let corners: Vec<&str> = corners.filter_map(|found| found.why.as_deref()).collect();
        for operation in self.surface.operations() {
            let Some(difference) = self.surface.difference(surface, operation) else {
                continue;
            };
            finding.affected += 1;
            if touches(operation) {
                let must_be_named = !reach::is_of_all(&broken.place) && !corners.is_empty();
                if must_be_named && !corners.iter().any(|why| names(why, operation)) {
                    let problem = format!("no message names `{operation}`: {difference}");
                    finding.problems.push(problem);
                }
            } else if !difference.starts_with("`types::") || !self.reach.shares(operation, &self.source, &broken.place)
            {
                let problem = format!("`{operation}` is not reached: {difference}");
                finding.problems.push(problem);
            }
        }
        let is_told = new.iter().any(|found| told::is_near(&broken.place, &found.place));
        if !is_told && told::must_be(broken, self.value()) {
            finding.problems.push("no message is about it".to_owned());
        }
        finding
    }
}

impl Finding {
    fn of(problem: String) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }
}

/// Whether a message names an operation, or says that there are more than it names.
fn names(why: &str, operation: &str) -> bool {
    let path = operation.split_once(' ').map_or("", |(_, path)| path);
    let names = [format!("`{operation}`"), format!("the operations of `{path}`")];
    names.iter().any(|name| why.contains(name)) || why.ends_with(" and others")
}

fn shown(found: &Diagnostic) -> String {
    let why = found.why.as_deref().unwrap_or_default();
    format!("{} {}: {} ({why})", found.code, found.place, found.message)
}

/// Generates, without the reading of files and the emission.
fn run(path: &Path, source: &Source, lock: Lock) -> (Option<(Api, Lock)>, Diagnostics) {
    let options = Config::new(path).crate_name("case").options("document".to_owned());
    let options = options.after(lock);
    let mut diagnostics = Diagnostics::new();
    let made = document::read(source, &mut diagnostics)
        .and_then(|document| lower::lower(&document, &options, &mut diagnostics))
        .filter(|_| !diagnostics.has_errors());
    (made, diagnostics)
}

/// How many findings there are of each kind, for a line of figures.
pub fn tally(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let count = |is: fn(&Finding) -> bool| findings.iter().filter(|finding| is(finding)).count();
    BTreeMap::from([
        ("with a message", count(|finding| !finding.messages.is_empty())),
        ("with an effect", count(|finding| finding.affected > 0)),
        ("with a problem", count(|finding| !finding.problems.is_empty())),
    ])
}
