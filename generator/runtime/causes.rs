//! Errors and their causes, in one line.

use std::error::Error;
use std::fmt;

/// An error and its causes: `GET /pets: the request could not be sent: no connection: …`.
///
/// For `Debug`, which `unwrap` prints; `Display` shows what failed, and `source()` returns the causes.
pub(crate) struct Causes<'e>(pub(crate) &'e dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(cause) = source {
            write!(formatter, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}
