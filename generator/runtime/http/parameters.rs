//! Parameters: OpenAPI 3.1.1, "Parameter Object", "Style Values" and "Style Examples"; RFC 6570, section 3.2.

use std::borrow::Borrow;

use super::encoding::{reserved, reserved_in_path, unreserved};
use super::tree::Tree;
use crate::runtime::json::Json;

/// A value of a parameter: anything that JSON can represent.
pub(crate) trait Parameter {
    /// The value as the styles see it.
    fn tree(&self) -> Tree;
}

impl Parameter for str {
    fn tree(&self) -> Tree {
        Tree::Text(self.to_owned())
    }
}

impl<T: Json> Parameter for T {
    fn tree(&self) -> Tree {
        Tree::of(self)
    }
}

/// A list that is made of what callers may keep.
pub(crate) struct List(Tree);

impl Parameter for List {
    fn tree(&self) -> Tree {
        self.0.clone()
    }
}

/// A list, whose items callers may keep.
pub(crate) fn list<T: Json>(items: impl IntoIterator<Item: Borrow<T>>) -> List {
    List(Tree::List(
        items.into_iter().map(|item| Tree::of(item.borrow())).collect(),
    ))
}

/// A list of texts.
pub(crate) fn texts(items: impl IntoIterator<Item: AsRef<str>>) -> List {
    let texts = items.into_iter().map(|item| Tree::Text(item.as_ref().to_owned()));
    List(Tree::List(texts.collect()))
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
    Member,
    Json,
    QueryJson,
    QueryText,
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
    /// The JSON text of the value: a parameter with `content`, a member of a form that is sent as JSON.
    pub(crate) const JSON: Self = Self::of(Layout::Json);
    /// The whole query, which is the JSON text of the value: OpenAPI 3.2.0, `in: querystring`.
    pub(crate) const QUERY_JSON: Self = Self::of(Layout::QueryJson);
    /// The whole query, which is the text.
    pub(crate) const QUERY_TEXT: Self = Self::of(Layout::QueryText);
    /// `name=a&name=b`, objects as their JSON text: a member of a form that says nothing else.
    pub(crate) const MEMBER: Self = Self::of(Layout::Member);

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

    /// The text for a path: one segment, unless reserved characters stay.
    pub(super) fn in_path(self, name: &str, value: &Tree) -> String {
        let parts = self.parts(value);
        let escape = if self.allows_reserved {
            reserved_in_path
        } else {
            unreserved
        };
        match (self.layout, self.is_exploded) {
            (Layout::Label, true) => format!(".{}", parts.joined(".", "=", escape)),
            (Layout::Label, false) => format!(".{}", parts.joined(",", ",", escape)),
            (Layout::Matrix, true) => matrix_exploded(name, &parts, escape),
            (Layout::Matrix, false) => matrix(name, &parts.joined(",", ",", escape)),
            (_, true) => parts.joined(",", "=", escape),
            (_, false) => parts.joined(",", ",", escape),
        }
    }

    /// The `name=value` pairs for a query, a form or a cookie; none for null and for what is empty, which RFC 6570
    /// (section 2.3) takes for undefined.
    pub(super) fn in_query(self, name: &str, value: &Tree) -> Vec<String> {
        let escapes = Escapes {
            name: unreserved,
            value: if self.allows_reserved { reserved } else { unreserved },
        };
        let whole = match self.layout {
            _ if value.is_null() => None,
            Layout::QueryJson => Some(json(value)),
            Layout::QueryText => Some(value.text()),
            _ => None,
        };
        if let Some(text) = whole {
            return vec![unreserved(&text)];
        }
        let pairs = self.pairs(name, value, escapes).into_iter();
        pairs.map(|(name, value)| format!("{name}={value}")).collect()
    }

    /// The names and values of the items that a value is written as.
    pub(crate) fn pairs(self, name: &str, value: &Tree, escapes: Escapes) -> Vec<(String, String)> {
        let key = (escapes.name)(name);
        let pair = |text: &str| (key.clone(), (escapes.value)(text));
        if value.is_null() {
            return Vec::new();
        }
        if self.layout == Layout::DeepObject {
            return deep(&key, value, escapes);
        }
        match self.parts(value) {
            Parts::Scalar(text) => vec![pair(&text)],
            Parts::List(items) if self.is_exploded || self.layout == Layout::Member => {
                items.iter().map(|item| pair(item)).collect()
            }
            Parts::Pairs(_) if self.is_exploded => exploded(value, escapes),
            parts if parts.is_empty() => Vec::new(),
            parts => {
                let delimiter = match self.layout {
                    Layout::SpaceDelimited => (escapes.name)(" "),
                    Layout::PipeDelimited => (escapes.name)("|"),
                    _ => ",".to_owned(),
                };
                vec![(key.clone(), parts.joined(&delimiter, &delimiter, escapes.value))]
            }
        }
    }

    /// The text for a header, which is not percent-encoded; `None` for null.
    pub(super) fn in_header(self, value: &Tree) -> Option<String> {
        let between = if self.is_exploded { "=" } else { "," };
        (!value.is_null()).then(|| self.parts(value).joined(",", between, str::to_owned))
    }

    fn parts(self, value: &Tree) -> Parts {
        match (self.layout, value) {
            (Layout::Json, value) => Parts::Scalar(json(value)),
            (Layout::Member, Tree::Members(_)) => Parts::Scalar(value.text()),
            (_, value) => Parts::of(value),
        }
    }
}

/// How names and values are escaped for where they go.
#[derive(Clone, Copy)]
pub(crate) struct Escapes {
    pub(crate) name: fn(&str) -> String,
    pub(crate) value: fn(&str) -> String,
}

fn json(value: &Tree) -> String {
    crate::runtime::json::to_string(value)
}

fn matrix_exploded(name: &str, parts: &Parts, escape: fn(&str) -> String) -> String {
    match parts {
        Parts::Scalar(text) => matrix(name, &escape(text)),
        Parts::List(items) if items.is_empty() => matrix(name, ""),
        Parts::List(items) => items.iter().map(|item| matrix(name, &escape(item))).collect(),
        Parts::Pairs(pairs) => pairs.iter().map(|(key, value)| matrix(key, &escape(value))).collect(),
    }
}

/// `;name=value`, and `;name` alone for an empty value: RFC 6570, section 3.2.7.
fn matrix(name: &str, value: &str) -> String {
    let name = unreserved(name);
    if value.is_empty() {
        format!(";{name}")
    } else {
        format!(";{name}={value}")
    }
}

/// Every member under its own name; one that is a list once for each of its elements.
fn exploded(value: &Tree, escapes: Escapes) -> Vec<(String, String)> {
    let Tree::Members(members) = value else {
        return Vec::new();
    };
    let member = |(name, value): &(String, Tree)| Style::MEMBER.pairs(name, value, escapes);
    members.iter().flat_map(member).collect()
}

/// `name[key][inner]=value`, as deep as the value goes.
///
/// The standard leaves lists open here. They are written as the vendors' own documentation has it, and as servers in PHP,
/// Ruby, JavaScript and Rust read it: `name[]=a` for scalars, `name[0][key]=a` for all else, whose members must be
/// told apart.
fn deep(key: &str, value: &Tree, escapes: Escapes) -> Vec<(String, String)> {
    let inner = |part: &str| format!("{key}{}", (escapes.name)(&format!("[{part}]")));
    match value {
        Tree::Members(members) => members
            .iter()
            .flat_map(|(name, value)| deep(&inner(name), value, escapes))
            .collect(),
        Tree::List(items) => items
            .iter()
            .enumerate()
            .flat_map(|(index, item)| match item {
                Tree::Members(_) | Tree::List(_) => deep(&inner(&index.to_string()), item, escapes),
                scalar => deep(&inner(""), scalar, escapes),
            })
            .collect(),
        Tree::Null => Vec::new(),
        scalar => vec![(key.to_owned(), (escapes.value)(&scalar.text()))],
    }
}

/// A value as the styles see it.
enum Parts {
    Scalar(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Parts {
    fn of(value: &Tree) -> Self {
        match value {
            Tree::List(items) => Self::List(items.iter().filter(|item| !item.is_null()).map(Tree::text).collect()),
            Tree::Members(members) => {
                let present = members.iter().filter(|(_, value)| !value.is_null());
                Self::Pairs(present.map(|(name, value)| (name.clone(), value.text())).collect())
            }
            scalar => Self::Scalar(scalar.text()),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }

    /// All items in one text, with this between them and that between a member's name and its value.
    fn joined(&self, delimiter: &str, between: &str, encode: impl Fn(&str) -> String) -> String {
        let items: Vec<String> = match self {
            Self::Scalar(text) => vec![encode(text)],
            Self::List(items) => items.iter().map(|item| encode(item)).collect(),
            Self::Pairs(pairs) => pairs
                .iter()
                .map(|(name, value)| format!("{}{between}{}", encode(name), encode(value)))
                .collect(),
        };
        items.join(delimiter)
    }
}

/// The text of `application/x-www-form-urlencoded`: OpenAPI 3.1.1, "Encoding the `x-www-form-urlencoded` Media Type".
/// Members that are not listed with a style are written by their text, lists once for each element, objects as JSON.
pub(super) fn form(value: &Tree, styles: &[(&str, Style)]) -> String {
    let Tree::Members(members) = value else {
        return value.text();
    };
    let pairs = members.iter().flat_map(|(name, value)| {
        let listed = styles.iter().find(|(known, _)| known == name);
        listed.map_or(Style::MEMBER, |(_, style)| *style).in_query(name, value)
    });
    pairs.collect::<Vec<_>>().join("&")
}
