//! Reading a document: files to text to values. The only place that reads the file system.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::diagnostic::Diagnostics;

/// The entry document and every file that it refers to, read but not yet understood.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path of the entry document as it is shown in messages and headers: relative, with `/`.
    pub path: String,
    /// All files by their path relative to the folder of the entry document; the entry document is `""`.
    pub files: BTreeMap<String, SourceFile>,
}

/// One file of a [`Source`].
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The text, as read.
    pub text: String,
    /// The value that the text stands for, keys in the order of the text.
    pub value: Value,
}

impl Source {
    /// Reads the entry document at `path` and every file that it refers to.
    ///
    /// `None` when nothing could be read; the reasons are in `diagnostics`.
    pub fn read(_path: &Path, _diagnostics: &mut Diagnostics) -> Option<Self> {
        None
    }
}
