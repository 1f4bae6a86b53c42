//! What is read besides the document, as plain data: choices of the configuration that the front end takes.

use std::path::PathBuf;

/// An overlay that is applied to the document before it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayFile {
    /// Where it is read.
    pub path: PathBuf,
    /// Its path as messages show it: relative, with `/`.
    pub shown: String,
}
