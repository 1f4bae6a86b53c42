//! How much a run may read: the ceilings on depth, on the length of a pointer, and on what aliases copy.
//!
//! Every later stage takes time and memory in proportion to what is read, so what is read must be in proportion to the
//! files: an alias of a few bytes can stand for as much as its anchor does.

use crate::diagnostic::Code;
use crate::pointer::Pointer;

use super::Problem;
use super::reach::MAX_REACH;

/// How deep a document may nest, aliases expanded; real ones stay below fifty.
pub(crate) const MAX_DEPTH: usize = 400;

/// How many bytes the keys around a value may have in all; real ones stay below a thousand.
pub(crate) const MAX_PATH: usize = 16 * 1024;

/// How many bytes the aliases of all files together may copy, besides as many as the files have.
pub(crate) const MAX_COPIED: usize = 4 * 1024 * 1024;

/// What is left to be copied by aliases. A copy counts as long as it would be as compact JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    /// The budget of a run that has read nothing yet.
    pub(crate) fn new() -> Self {
        Self { left: MAX_COPIED }
    }

    /// Allows as much as a file has.
    pub(super) fn allow(&mut self, text: &str) {
        self.left = self.left.saturating_add(text.len());
    }

    /// How much may still be copied.
    pub(super) fn left(self) -> usize {
        self.left
    }

    /// Takes what a copy needs; `None` where that is more than is left.
    pub(super) fn take(&mut self, size: usize) -> Option<()> {
        self.left = self.left.checked_sub(size)?;
        Some(())
    }
}

/// How long a value is as compact JSON, about: a scalar with its separators, or the brackets of a collection.
pub(super) fn size_of(text: &str) -> usize {
    text.len() + 2
}

impl Problem {
    /// The document nests deeper than it may.
    pub(super) fn too_deep(pointer: Pointer) -> Self {
        Self::deeper_than(MAX_DEPTH, "the document nests", pointer)
    }

    /// The brackets of a YAML text nest deeper than its parser counts.
    pub(super) fn too_many_brackets(pointer: Pointer) -> Self {
        Self::deeper_than(usize::from(u8::MAX), "brackets nest", pointer)
    }

    fn deeper_than(levels: usize, what: &str, pointer: Pointer) -> Self {
        let message = format!("{what} deeper than {levels} levels");
        let help = "move the inner schemas to `components`";
        Self::at(Code::TooLarge, pointer, message, help)
    }

    /// The keys around a value are longer than they may be.
    pub(super) fn too_far(pointer: Pointer) -> Self {
        let message = format!("the keys on the path to this value exceed {MAX_PATH} bytes in total");
        Self::at(Code::TooLarge, pointer, message, "shorten the longest key")
    }

    /// Too many values have long keys around them.
    pub(super) fn too_many_far(pointer: Pointer) -> Self {
        let message = format!(
            "the keys around the values up to here exceed {} MiB in total, beyond the size of the file",
            MAX_REACH / (1024 * 1024)
        );
        let help = "shorten the keys around this value, or move what they hold to `components`";
        Self::at(Code::TooLarge, pointer, message, help)
    }

    /// The aliases copy more than they may.
    pub(super) fn too_much(pointer: Pointer) -> Self {
        let message = format!(
            "the aliases up to here expand to more than {} MiB beyond the size of the files",
            MAX_COPIED / (1024 * 1024)
        );
        let help = "move repeated parts to `components` and use `$ref`, which copies nothing";
        Self::at(Code::TooLarge, pointer, message, help)
    }
}
