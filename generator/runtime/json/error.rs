//! What is wrong with a JSON text, and where.

use std::borrow::Cow;
use std::fmt;

/// Why a JSON text could not be read as the expected type.
///
/// It contains a JSON Pointer (RFC 6901) and what was expected, but no value of the text.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonError {
    inner: Box<Inner>,
}

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    message: Cow<'static, str>,
    /// Whether a required property, or an element of a tuple, is absent.
    is_of_absence: bool,
    /// The way to the value, innermost first.
    path: Vec<Segment>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Segment {
    Member(Cow<'static, str>),
    Index(usize),
}

impl JsonError {
    /// An error at the value that is being read.
    #[cold]
    #[inline(never)]
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            inner: Box::new(Inner {
                message: message.into(),
                is_of_absence: false,
                path: Vec::new(),
            }),
        }
    }

    #[cold]
    pub(crate) fn encoding(offset: usize) -> Self {
        Self::new(format!("the text is not UTF-8 from byte {offset} on"))
    }

    #[cold]
    pub(crate) fn missing(member: &'static str) -> Self {
        Self::new(format!("the property `{member}` is missing"))
    }

    /// An error in an object that lacks a required property.
    #[cold]
    pub(crate) fn absent(member: &'static str) -> Self {
        let mut error = Self::missing(member);
        error.inner.is_of_absence = true;
        error
    }

    /// An error in a tuple of which an element could not be read, which was noted.
    #[cold]
    pub(super) fn unread() -> Self {
        let mut error = Self::new("an element can't be read");
        error.inner.is_of_absence = true;
        error
    }

    /// Whether all that is wrong with the value was noted: it lacks a required property, or an element that can be read.
    pub(super) fn is_of_absence(&self) -> bool {
        self.inner.is_of_absence && self.inner.path.is_empty()
    }

    /// The same error, as seen from the object around it.
    #[cold]
    #[inline(never)]
    pub(crate) fn in_member(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.inner.path.push(Segment::Member(name.into()));
        self
    }

    /// The same error, as seen from the array around it.
    #[cold]
    #[inline(never)]
    pub(crate) fn in_element(mut self, index: usize) -> Self {
        self.inner.path.push(Segment::Index(index));
        self
    }

    /// The JSON Pointer (RFC 6901) of the value that doesn't match; `""` for the whole text.
    pub fn path(&self) -> String {
        pointer(self.inner.path.iter().rev())
    }

    /// What is wrong with the value.
    pub fn message(&self) -> &str {
        &self.inner.message
    }
}

/// A JSON Pointer of these segments: RFC 6901.
pub(super) fn pointer<'s>(segments: impl Iterator<Item = &'s Segment>) -> String {
    let mut pointer = String::new();
    for segment in segments {
        pointer.push('/');
        match segment {
            Segment::Member(name) => pointer.push_str(&escaped(name)),
            Segment::Index(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}

/// A name as a token of a JSON Pointer: RFC 6901, section 3.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inner.path.is_empty() {
            true => formatter.write_str(&self.inner.message),
            false => write!(formatter, "{}: {}", self.path(), self.inner.message),
        }
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonError({self})")
    }
}

impl std::error::Error for JsonError {}
