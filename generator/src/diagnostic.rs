//! What the generator has to say about a document: errors and warnings as data, gathered by every stage.
//!
//! A stage reports and goes on; the barrier in [`generate`](crate::pipeline::generate) stops before anything is written when one of the
//! gathered diagnostics is an error. Stages carry JSON Pointers; lines and columns are found when a message is printed.

mod code;
mod excerpts;
mod overlay;
pub mod render;
pub(crate) mod suggest;
pub(crate) mod table;

pub use code::{Code, Severity};

use std::collections::{BTreeSet, HashMap};

use crate::pointer::Place;

/// One problem: what, where, why it matters, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How much it costs: what the code says, or less where it is about a part of the sources alone.
    pub severity: Severity,
    /// Where in the sources.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Why it matters, if that is not plain.
    pub why: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// The text that should stand at the place, if that is known: messages print the action of an overlay that puts it there.
    pub meant: Option<String>,
    /// Line and column, from one, where the text could not be read far enough for pointers.
    pub line_and_column: Option<(usize, usize)>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            place: place.into(),
            message: message.into(),
            why: None,
            help: None,
            meant: None,
            line_and_column: None,
        }
    }

    /// Says why it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Asks whether another text was meant, and says how to put it there.
    #[must_use]
    pub fn meant(self, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            help: Some(format!("did you mean `{text}`?")),
            meant: Some(text),
            ..self
        }
    }

    /// Says at which line and column, both from one.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.line_and_column = Some((line, column));
        self
    }

    /// Says that it costs no more than the corner where it stands.
    #[must_use]
    pub fn of_a_corner(mut self) -> Self {
        self.severity = self.severity.max(Severity::Corner);
        self
    }

    /// Says which operations it affects.
    #[must_use]
    pub fn affecting(mut self, operations: &str) -> Self {
        let effect = format!("it affects {operations}");
        self.why = Some(match self.why {
            Some(why) => format!("{why}; {effect}"),
            None => effect,
        });
        self
    }
}

/// The diagnostics of one run, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    is_strict: bool,
    /// The messages that there are of a code at a place.
    seen: HashMap<(Code, Place), BTreeSet<String>>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// None yet, of a run that refuses a document for each broken corner.
    pub fn strict() -> Self {
        Self {
            is_strict: true,
            ..Self::default()
        }
    }

    /// What one comes to in this run: an error or a warning.
    pub fn severity(&self, diagnostic: &Diagnostic) -> Severity {
        match diagnostic.severity {
            Severity::Corner if self.is_strict => Severity::Error,
            Severity::Corner => Severity::Warning,
            severity => severity,
        }
    }

    /// Whether there are some that stand for a broken corner.
    pub(crate) fn has_corners(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Corner)
    }

    /// Changes those that stand for a broken corner.
    pub(crate) fn map_corners(&mut self, change: impl Fn(Diagnostic) -> Diagnostic) {
        for item in self.items.iter_mut().filter(|item| item.severity == Severity::Corner) {
            *item = change(item.clone());
        }
    }

    /// Adds one; an equal one that is there already is not repeated.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let messages = self.seen.entry((diagnostic.code, diagnostic.place.clone()));
        if messages.or_default().insert(diagnostic.message.clone()) {
            self.items.push(diagnostic);
        }
    }

    /// Whether there is one with this code at a place.
    pub(crate) fn has(&self, code: Code, place: &Place) -> bool {
        self.seen.contains_key(&(code, place.clone()))
    }

    /// Those that meet a condition.
    #[must_use]
    pub fn filtered(&self, is_wanted: impl Fn(&Diagnostic) -> bool) -> Self {
        Self {
            items: self.items.iter().filter(|item| is_wanted(item)).cloned().collect(),
            is_strict: self.is_strict,
            seen: HashMap::new(),
        }
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many are warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| self.severity(item) == severity).count()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
