//! What the generator has to say about a document: errors and warnings as data, gathered by every stage.
//!
//! A stage reports and goes on; the barrier in [`crate::generate`] stops before anything is written when one of the
//! gathered diagnostics is an error. Stages carry JSON Pointers; lines and columns are found when a message is printed.

mod code;
mod excerpts;
pub mod render;
pub(crate) mod suggest;

pub use code::{Code, Severity};

use std::collections::BTreeSet;

use crate::pointer::Place;

/// One problem: what, where, why it matters, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code; it decides the severity.
    pub code: Code,
    /// Where in the sources.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Why it matters, if that is not plain.
    pub why: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// Line and column, from one, where the text could not be read far enough for pointers.
    pub line_and_column: Option<(usize, usize)>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            code,
            place: place.into(),
            message: message.into(),
            why: None,
            help: None,
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

    /// Says at which line and column, both from one.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.line_and_column = Some((line, column));
        self
    }

    /// Whether it stops the run or only reports.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// The diagnostics of one run, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    seen: BTreeSet<(Code, Place, String)>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one; an equal one that is there already is not repeated.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.code, diagnostic.place.clone(), diagnostic.message.clone());
        if self.seen.insert(key) {
            self.items.push(diagnostic);
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
        self.items.iter().filter(|item| item.severity() == severity).count()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
