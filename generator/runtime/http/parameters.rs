//! Parameters: OpenAPI 3.1.1, "Parameter Object", "Style Values" and "Style Examples".

use serde_json::Value;

use super::encoding::{reserved, unreserved};
use crate::runtime::json::{self, Json};

/// A value that a parameter can have: anything that JSON can say.
pub(crate) trait Parameter {
    /// The value as JSON.
    fn value(&self) -> Value;
}

impl Parameter for str {
    fn value(&self) -> Value {
        Value::from(self)
    }
}

impl<T: Json> Parameter for T {
    fn value(&self) -> Value {
        json::from_str(&json::to_string(self)).unwrap_or(Value::Null)
    }
}

impl<T: Json> Parameter for [T] {
    fn value(&self) -> Value {
        Value::Array(self.iter().map(Parameter::value).collect())
    }
}

/// How a value is written into its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    layout: Layout,
    is_exploded: bool,
    allows_reserved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Json,
}

impl Style {
    /// `a,b`
    pub(crate) const SIMPLE: Self = Self::of(Layout::Simple);
    /// `.a.b`
    pub(crate) const LABEL: Self = Self::of(Layout::Label);
    /// `;name=a;name=b`
    pub(crate) const MATRIX: Self = Self::of(Layout::Matrix);
    /// `name=a&name=b`
    pub(crate) const FORM: Self = Self::of(Layout::Form);
    /// `name=a%20b`
    pub(crate) const SPACE_DELIMITED: Self = Self::of(Layout::SpaceDelimited);
    /// `name=a%7Cb`
    pub(crate) const PIPE_DELIMITED: Self = Self::of(Layout::PipeDelimited);
    /// `name%5Bkey%5D=a`
    pub(crate) const DEEP_OBJECT: Self = Self::of(Layout::DeepObject);

    /// The JSON text of the value: a parameter with `content`.
    pub(crate) const JSON: Self = Self::of(Layout::Json);

    const fn of(layout: Layout) -> Self {
        Self {
            layout,
            is_exploded: false,
            allows_reserved: false,
        }
    }

    /// Every element and every member by itself.
    pub(crate) const fn explode(mut self) -> Self {
        self.is_exploded = true;
        self
    }

    /// Reserved characters stay as they are, unless they would end the value.
    pub(crate) const fn allow_reserved(mut self) -> Self {
        self.allows_reserved = true;
        self
    }

    fn encode(self, value: &str) -> String {
        if self.allows_reserved {
            reserved(value)
        } else {
            unreserved(value)
        }
    }

    /// The text for a path segment.
    pub(super) fn in_path(self, name: &str, value: &Value) -> String {
        let parts = self.parts(value);
        let encode = |text: &str| self.encode(text);
        match self.layout {
            Layout::Label => format!(
                ".{}",
                parts.joined(self.is_exploded, if self.is_exploded { "." } else { "," }, encode)
            ),
            Layout::Matrix => self.matrix(name, &parts),
            _ => parts.joined(self.is_exploded, ",", encode),
        }
    }

    fn matrix(self, name: &str, parts: &Parts) -> String {
        let name = unreserved(name);
        let pair = |name: &str, value: &str| match value {
            "" => format!(";{name}"),
            value => format!(";{name}={value}"),
        };
        match parts {
            Parts::List(items) if self.is_exploded => {
                items.iter().map(|item| pair(&name, &self.encode(item))).collect()
            }
            Parts::Pairs(pairs) if self.is_exploded => pairs
                .iter()
                .map(|(key, value)| pair(&unreserved(key), &self.encode(value)))
                .collect(),
            parts => pair(&name, &parts.joined(false, ",", |text| self.encode(text))),
        }
    }

    /// The `name=value` pairs for a query, a form or a cookie; none for an empty list.
    pub(super) fn in_query(self, name: &str, value: &Value) -> Vec<String> {
        let key = unreserved(name);
        let pair = |value: &str| format!("{key}={}", self.encode(value));
        match (self.parts(value), self.layout) {
            (Parts::Scalar(text), _) => vec![pair(&text)],
            (Parts::List(items), Layout::DeepObject) => items.iter().map(|item| pair(item)).collect(),
            (Parts::Pairs(_), Layout::DeepObject) => self.deep(&key, value),
            (Parts::List(items), _) if self.is_exploded => items.iter().map(|item| pair(item)).collect(),
            (Parts::Pairs(pairs), _) if self.is_exploded => pairs
                .iter()
                .map(|(name, value)| format!("{}={}", unreserved(name), self.encode(value)))
                .collect(),
            (parts, _) if parts.is_empty() => Vec::new(),
            (parts, layout) => {
                let delimiter = match layout {
                    Layout::SpaceDelimited => "%20",
                    Layout::PipeDelimited => "%7C",
                    _ => ",",
                };
                vec![format!(
                    "{key}={}",
                    parts.joined(false, delimiter, |text| self.encode(text))
                )]
            }
        }
    }

    /// `name[key][inner]=value`, as deep as the value goes; lists repeat their name.
    fn deep(self, key: &str, value: &Value) -> Vec<String> {
        match value {
            Value::Object(members) => members
                .iter()
                .flat_map(|(name, value)| self.deep(&format!("{key}%5B{}%5D", unreserved(name)), value))
                .collect(),
            Value::Array(items) => items.iter().flat_map(|item| self.deep(key, item)).collect(),
            Value::Null => Vec::new(),
            scalar => vec![format!("{key}={}", self.encode(&text(scalar)))],
        }
    }

    /// The text for a header, which is not percent-encoded.
    pub(super) fn in_header(self, value: &Value) -> String {
        self.parts(value).joined(self.is_exploded, ",", str::to_owned)
    }

    fn parts(self, value: &Value) -> Parts {
        match self.layout {
            Layout::Json => Parts::Scalar(value.to_string()),
            _ => Parts::of(value),
        }
    }
}

/// A value as the styles see it.
enum Parts {
    Scalar(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Parts {
    fn of(value: &Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.iter().filter(|item| !item.is_null()).map(text).collect()),
            Value::Object(members) => {
                let present = members.iter().filter(|(_, value)| !value.is_null());
                Self::Pairs(present.map(|(name, value)| (name.clone(), text(value))).collect())
            }
            scalar => Self::Scalar(text(scalar)),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }

    fn joined(&self, is_exploded: bool, delimiter: &str, encode: impl Fn(&str) -> String) -> String {
        match self {
            Self::Scalar(text) => encode(text),
            Self::List(items) => items
                .iter()
                .map(|item| encode(item))
                .collect::<Vec<_>>()
                .join(delimiter),
            Self::Pairs(pairs) => {
                let between = if is_exploded { "=" } else { delimiter };
                let pairs = pairs
                    .iter()
                    .map(|(name, value)| format!("{}{between}{}", encode(name), encode(value)));
                pairs.collect::<Vec<_>>().join(delimiter)
            }
        }
    }
}

/// A scalar by its text; what is nested deeper than the styles go, as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The pairs of `application/x-www-form-urlencoded`: every member by itself, as the standard has it by default.
pub(super) fn form(value: &Value) -> String {
    let style = Style::FORM.explode();
    let pairs: Vec<String> = match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .flat_map(|(name, value)| style.in_form(name, value))
            .collect(),
        _ => Vec::new(),
    };
    pairs.join("&")
}

impl Style {
    /// Objects stay whole here, as JSON: they have no form of their own in a form.
    fn in_form(self, name: &str, value: &Value) -> Vec<String> {
        match value {
            Value::Object(_) => vec![format!("{}={}", unreserved(name), unreserved(&value.to_string()))],
            value => self.in_query(name, value),
        }
    }
}
