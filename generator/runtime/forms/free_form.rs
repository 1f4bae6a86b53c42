//! Forms of which the API description doesn't say what parts they have.

use serde_json::{Map, Value};

use super::multipart::{self, FilePart, Parts};
use crate::runtime::http::{Request, Tree};

/// A form of several parts (`multipart/form-data`), whose parts the API description doesn't list.
///
/// ```text
/// Form::new().value("title", "Tasks").file("file", FilePart::new("tasks.csv", bytes))
/// ```
#[derive(Clone, Debug, Default)]
pub struct Form {
    parts: Vec<(String, Part)>,
}

#[derive(Clone)]
enum Part {
    Value(Tree),
    File(FilePart),
}

/// The value isn't shown.
impl std::fmt::Debug for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(_) => formatter.write_str("Value(..)"),
            Self::File(file) => file.fmt(formatter),
        }
    }
}

impl Form {
    /// Creates a form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value: text as it is, a list as a part for each of its elements, an object as JSON.
    #[must_use]
    pub fn value(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.parts.push((name.into(), Part::Value(Tree::of(&value.into()))));
        self
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: FilePart) -> Self {
        self.parts.push((name.into(), Part::File(file)));
        self
    }
}

/// A part for each member.
impl From<Map<String, Value>> for Form {
    fn from(members: Map<String, Value>) -> Self {
        let parts = members.into_iter();
        parts.fold(Self::new(), |form, (name, value)| form.value(name, value))
    }
}

impl multipart::Form for Form {
    fn write(&self, parts: &mut Parts<'_>) {
        for (name, part) in &self.parts {
            match part {
                Part::Value(value) => parts.value(name, value),
                Part::File(file) => parts.file(name, file),
            }
        }
    }
}

impl<Op> Request<Op> {
    /// A form of any parts.
    pub(crate) fn free_form(self, media_type: &'static str, form: impl Into<Form>) -> Self {
        self.multipart_body(media_type, &form.into(), &[])
    }
}
