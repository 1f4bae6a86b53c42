//! Violated constraints.

use std::fmt;

/// The constraints of the API description that a value violates, in the order of the fields.
///
/// It contains no part of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationErrors {
    violations: Vec<Violation>,
}

impl ValidationErrors {
    /// Nothing, where there are no violations.
    pub(crate) fn of(violations: Vec<Violation>) -> Result<(), Self> {
        match violations.is_empty() {
            true => Ok(()),
            false => Err(Self { violations }),
        }
    }

    /// All violations; there is at least one.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for ValidationErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            let gap = if index == 0 { "" } else { "; " };
            write!(formatter, "{gap}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ValidationErrors {}

/// A violated constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    message: String,
}

impl Violation {
    pub(crate) fn new(path: &str, message: String) -> Self {
        Self {
            path: path.to_owned(),
            message,
        }
    }

    /// Where in the value: a JSON Pointer (RFC 6901), `""` for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The constraint: `must be at least 1`.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => formatter.write_str(&self.message),
            path => write!(formatter, "{path}: {}", self.message),
        }
    }
}
