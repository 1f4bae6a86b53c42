//! What is read besides the document, and what of it is in the client, as plain data: choices of the configuration that the
//! front end takes.

mod selection;

use std::path::PathBuf;

pub(crate) use selection::{Candidate, Owner};
pub use selection::{Coverage, Part, Pattern, Selection};

/// An overlay that is applied to the document before it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayFile {
    /// Where it is read.
    pub path: PathBuf,
    /// Its path as messages show it: relative, with `/`.
    pub shown: String,
}
