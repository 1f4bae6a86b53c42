//! Whether the warnings of a run are as expected.

use super::{Config, code_of};
use crate::diagnostic::{Diagnostics, Severity};

/// What isn't as the configuration expects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings<'c> {
    /// The warnings that aren't allowed.
    pub unexpected: Diagnostics,
    /// The codes that are allowed, but don't occur.
    pub idle: Vec<&'c str>,
}

impl Findings<'_> {
    /// Whether all is as expected.
    pub fn is_empty(&self) -> bool {
        self.unexpected.is_empty() && self.idle.is_empty()
    }
}

impl Config {
    /// Compares the warnings with those that are allowed.
    pub fn findings(&self, diagnostics: &Diagnostics) -> Findings<'_> {
        let is_allowed = |code: &str| self.allow.iter().any(|allowed| allowed == code);
        let occurs = |code: &str| diagnostics.iter().any(|found| Some(found.code) == code_of(code));
        let unexpected = diagnostics
            .filtered(|found| diagnostics.severity(found) != Severity::Error && !is_allowed(found.code.as_str()));
        let idle = self.allow.iter().map(String::as_str).filter(|code| !occurs(code));
        Findings {
            unexpected,
            idle: idle.collect(),
        }
    }
}
