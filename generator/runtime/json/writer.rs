//! The writer: JSON text without white space.

mod digits;
mod tags;

use std::fmt::Write;

use digits::Digits;
use tags::Tag;

use super::escapes;

/// Writes a JSON text from front to back.
pub(crate) struct Writer {
    text: String,
    /// Whether the next member or element needs a comma before it.
    needs_comma: bool,
    /// How many objects were begun and are not over.
    depth: u32,
    /// The tags of the unions whose values are being written, the innermost last.
    tags: Vec<Tag>,
    /// Whether the value of a member that is a tag is being written.
    is_in_tag: bool,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self {
            text: String::with_capacity(128),
            needs_comma: false,
            depth: 0,
            tags: Vec::new(),
            is_in_tag: false,
        }
    }

    pub(crate) fn into_string(self) -> String {
        self.text
    }

    pub(crate) fn null(&mut self) {
        self.raw("null");
    }

    /// Text that is JSON already.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
        self.needs_comma = true;
    }

    /// An integer.
    pub(crate) fn integer(&mut self, is_negative: bool, magnitude: u64) {
        if is_negative {
            self.text.push('-');
        }
        match u8::try_from(magnitude) {
            Ok(digit @ 0..=9) => self.text.push(char::from(b'0' + digit)),
            _ => self.text.push_str(Digits::new(magnitude).as_str()),
        }
        self.needs_comma = true;
    }

    /// A number by its digits.
    pub(crate) fn number(&mut self, digits: impl std::fmt::Display) {
        // Writing to a `String` cannot fail.
        let _ = write!(self.text, "{digits}");
        self.needs_comma = true;
    }

    pub(crate) fn string(&mut self, value: &str) {
        self.text.push('"');
        self.escaped(value);
        self.text.push('"');
        self.needs_comma = true;
    }

    pub(crate) fn begin_array(&mut self) {
        self.text.push('[');
        self.needs_comma = false;
    }

    /// Must come before each element.
    pub(crate) fn element(&mut self) {
        self.comma();
    }

    pub(crate) fn end_array(&mut self) {
        self.text.push(']');
        self.needs_comma = true;
    }

    pub(crate) fn begin_object(&mut self) {
        self.text.push('{');
        self.needs_comma = false;
        self.depth += 1;
        if !self.tags.is_empty() {
            self.take_tags();
        }
    }

    /// A member's name; its value comes next.
    pub(crate) fn name(&mut self, name: &str) {
        if self.is_in_tag {
            self.end_member();
        }
        self.text.push_str(if self.needs_comma { ",\"" } else { "\"" });
        self.escaped(name);
        self.text.push_str("\":");
        if !self.tags.is_empty() {
            self.begin_member(name);
        }
    }

    pub(crate) fn end_object(&mut self) {
        if !self.tags.is_empty() {
            self.end_members();
        }
        self.depth = self.depth.saturating_sub(1);
        self.text.push('}');
        self.needs_comma = true;
    }

    fn comma(&mut self) {
        if self.needs_comma {
            self.text.push(',');
        }
    }

    /// RFC 8259, section 7: quotation marks, backslashes and control characters are escaped, all else stands as it is.
    fn escaped(&mut self, value: &str) {
        let mut rest = value;
        while let Some(at) = escapes::first(rest.as_bytes()) {
            let (plain, from) = rest.split_at(at);
            self.text.push_str(plain);
            let mut letters = from.chars();
            match letters.next() {
                Some('"') => self.text.push_str("\\\""),
                Some('\\') => self.text.push_str("\\\\"),
                Some('\n') => self.text.push_str("\\n"),
                Some('\r') => self.text.push_str("\\r"),
                Some('\t') => self.text.push_str("\\t"),
                Some(control) => {
                    let _ = write!(self.text, "\\u{:04x}", u32::from(control));
                }
                None => {}
            }
            rest = letters.as_str();
        }
        self.text.push_str(rest);
    }
}
