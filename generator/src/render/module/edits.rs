//! Changes of a text by byte positions.

use std::cmp::Reverse;
use std::ops::Range;

/// A piece of an edited file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text.
    Text(String),
    /// The place of a module, by its name.
    Module(String),
}

/// The changes of one text.
pub(super) struct Edits<'t> {
    text: &'t str,
    edits: Vec<Edit>,
}

struct Edit {
    range: Range<usize>,
    kind: Kind,
    parts: Vec<Part>,
}

/// In this order where they start at the same byte.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Delete,
    Indent,
    Insert,
    Replace,
}

impl<'t> Edits<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            edits: Vec::new(),
        }
    }

    /// The text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The text between two positions.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    fn push(&mut self, range: Range<usize>, kind: Kind, parts: Vec<Part>) {
        self.edits.push(Edit { range, kind, parts });
    }

    /// Takes everything out.
    pub(super) fn clear(&mut self) {
        self.push(0..self.text.len(), Kind::Delete, Vec::new());
    }

    /// Takes a range out, and the lines that only it stands on.
    pub(super) fn delete(&mut self, range: Range<usize>) {
        let before = self.slice(0..range.start);
        let start = before.trim_end_matches([' ', '\t']).len();
        let after = self.slice(range.end..self.text.len());
        let blank = after.len() - after.trim_start_matches([' ', '\t']).len();
        let ends_line = after.trim_start_matches([' ', '\t']).starts_with('\n');
        let starts_line = start == 0 || self.slice(0..start).ends_with('\n');
        let range = match starts_line && ends_line {
            true => start..range.end + blank + 1,
            false => range,
        };
        self.push(range, Kind::Delete, Vec::new());
    }

    /// Takes out an element of a list, with its comma.
    pub(super) fn delete_element(&mut self, range: Range<usize>) {
        let after = self.slice(range.end..self.text.len());
        let rest = after.trim_start();
        let comma = if rest.starts_with(',') {
            after.len() - rest.len() + 1
        } else {
            0
        };
        self.delete(range.start..range.end + comma);
    }

    /// Puts text at a position, even where what stands there is taken out.
    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.push(at..at, Kind::Insert, vec![Part::Text(text)]);
    }

    /// Puts text before something, which it goes with where that is taken out.
    pub(super) fn prefix(&mut self, at: usize, text: &str) {
        self.replace(at..at, text);
    }

    /// Puts text in place of a range.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.push(range, Kind::Replace, vec![Part::Text(text.into())]);
    }

    /// Opens a module where its name was declared: `range` is the semicolon, in a file of this depth.
    pub(super) fn open(&mut self, range: Range<usize>, name: String, depth: usize) {
        let end = format!("{}}}", indent(depth));
        let parts = vec![Part::Text(" {\n".to_owned()), Part::Module(name), Part::Text(end)];
        self.push(range, Kind::Replace, parts);
    }

    /// Moves all lines by this many levels, apart from those that start inside of a literal.
    pub(super) fn indent(&mut self, depth: usize, literals: &[Range<usize>]) {
        if depth == 0 {
            return;
        }
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let is_inside = literals.iter().any(|literal| literal.start < at && at < literal.end);
            if !is_inside && !line.trim().is_empty() {
                self.push(at..at, Kind::Indent, vec![Part::Text(indent(depth))]);
            }
            at += line.len();
        }
    }

    /// The pieces of the edited text. What stands inside of a range that is taken out is taken out with it.
    pub(super) fn applied(mut self) -> Vec<Part> {
        let order = |edit: &Edit| (edit.range.start, edit.kind, Reverse(edit.range.end));
        self.edits.sort_by_key(order);
        let mut parts = Vec::new();
        let mut at = 0;
        for edit in std::mem::take(&mut self.edits) {
            if edit.range.start < at {
                if edit.kind == Kind::Insert {
                    parts.extend(edit.parts);
                }
                continue;
            }
            parts.push(Part::Text(self.slice(at..edit.range.start).to_owned()));
            parts.extend(edit.parts);
            at = edit.range.end;
        }
        parts.push(Part::Text(self.slice(at..self.text.len()).to_owned()));
        parts
    }
}

/// The space before the lines of a module.
pub(super) fn indent(depth: usize) -> String {
    "    ".repeat(depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(edits: Edits<'_>) -> String {
        let texts = edits.applied().into_iter().map(|part| match part {
            Part::Text(text) => text,
            Part::Module(name) => format!("<{name}>"),
        });
        texts.collect()
    }

    #[test]
    fn lines_that_are_taken_out_leave_nothing() {
        let text = "a\n  b\nc, d, e\n";
        let mut edits = Edits::new(text);
        edits.delete(4..5);
        edits.delete_element(9..10);
        edits.replace(9..10, "covered");
        edits.indent(1, &[]);
        assert_eq!(applied(edits), "    a\n    c,  e\n");
    }

    #[test]
    fn text_inside_literals_keeps_its_place() {
        let text = "mod x;\nlet a = \"b\nc\";\n\nd\n";
        let mut edits = Edits::new(text);
        edits.open(5..6, "x".to_owned(), 1);
        let literal = 15..20;
        edits.indent(1, std::slice::from_ref(&literal));
        assert_eq!(
            applied(edits),
            "    mod x {\n<x>    }\n    let a = \"b\nc\";\n\n    d\n"
        );
    }
}
