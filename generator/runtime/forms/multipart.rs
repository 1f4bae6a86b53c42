//! `multipart/form-data`: RFC 7578; OpenAPI 3.1.1, "Encoding `multipart` Media Types".

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};

use crate::runtime::http::{Body, Escapes, Members, Request, Style, Tree, with_form};
use crate::runtime::json::Json;

/// A file in a form: its name, content and media type.
///
/// ```text
/// FilePart::new("me.png", bytes).content_type("image/png")
/// FilePart::new("film.mp4", Body::from_reader(file, length))
/// ```
#[derive(Clone)]
pub struct FilePart {
    name: Option<String>,
    headers: Vec<(String, String)>,
    body: Body,
}

impl FilePart {
    /// Creates a part for a file with this name.
    pub fn new(name: impl Into<String>, body: impl Into<Body>) -> Self {
        Self {
            name: Some(name.into()),
            ..Self::unnamed(body)
        }
    }

    /// Creates a part without a file name, which many servers treat as a plain value.
    pub fn unnamed(body: impl Into<Body>) -> Self {
        Self {
            name: None,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// Sets the media type and overrides the declared one.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.body = self.body.content_type(content_type);
        self
    }

    /// Adds a header to the part.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// Neither the name nor the content is shown.
impl fmt::Debug for FilePart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("FilePart").field(&self.body).finish()
    }
}

/// What the document says of a part.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// Its media type.
    Typed(&'static str),
    /// Its media type, and how its value is written as such.
    Written(&'static str, fn(&Tree) -> Result<String, String>),
    /// How its value is written, as that of a parameter.
    Styled(Style),
}

/// A form: what is written as parts.
pub(crate) trait Form {
    /// Writes the parts.
    fn write(&self, parts: &mut Parts<'_>);
}

/// What JSON can say is a form by its members.
impl<T: Json> Form for T {
    fn write(&self, parts: &mut Parts<'_>) {
        match Tree::of(self) {
            Tree::Members(members) => members.iter().for_each(|(name, value)| parts.value(name, value)),
            _ => parts.refuse("a form must be an object"),
        }
    }
}

/// A member of a form.
pub(crate) trait Member {
    /// Writes its parts.
    fn write(&self, name: &str, parts: &mut Parts<'_>);
}

impl<T: Json> Member for T {
    fn write(&self, name: &str, parts: &mut Parts<'_>) {
        parts.value(name, &Tree::of(self));
    }
}

impl Member for FilePart {
    fn write(&self, name: &str, parts: &mut Parts<'_>) {
        parts.file(name, self);
    }
}

impl Member for Vec<FilePart> {
    fn write(&self, name: &str, parts: &mut Parts<'_>) {
        self.iter().for_each(|file| parts.file(name, file));
    }
}

/// The parts that are written so far.
pub(crate) struct Parts<'e> {
    listed: &'e [(&'static str, Part)],
    boundary: String,
    body: Body,
    /// The members as they were given.
    members: Members,
    /// What is wrong with a part; the first such thing.
    problem: Option<String>,
}

impl<'e> Parts<'e> {
    fn new(listed: &'e [(&'static str, Part)]) -> Self {
        Self {
            listed,
            boundary: boundary(),
            body: Body::default(),
            members: Members::none(),
            problem: None,
        }
    }

    /// A value is one part, a list one for each of its elements; null and what is absent is none.
    pub(super) fn value(&mut self, name: &str, value: &Tree) {
        self.members.add(name, value);
        match (self.listed(name), value) {
            (_, Tree::Null) => {}
            (Some(Part::Typed(media_type)), _) if is_json(media_type) => self.text(name, Some(media_type), value),
            (Some(Part::Written(media_type, write)), _) => match write(value) {
                Ok(text) => self.part(name, None, Some(media_type), &[], Body::from(text)),
                Err(problem) => self.refuse(&format!("the part `{name}` can't be written: {problem}")),
            },
            (Some(Part::Styled(style)), _) => {
                let as_it_is = Escapes {
                    name: str::to_owned,
                    value: str::to_owned,
                };
                for (name, text) in style.pairs(name, value, as_it_is) {
                    self.text(&name, None, &Tree::Text(text));
                }
            }
            (_, Tree::List(items)) => items.iter().for_each(|item| self.scalar(name, item)),
            _ => self.scalar(name, value),
        }
    }

    fn scalar(&mut self, name: &str, value: &Tree) {
        let listed = match self.listed(name) {
            Some(Part::Typed(media_type)) => Some(media_type),
            _ => None,
        };
        match value {
            Tree::Null => {}
            Tree::Members(_) | Tree::List(_) => self.text(name, Some(listed.unwrap_or("application/json")), value),
            _ => self.text(name, listed, value),
        }
    }

    fn text(&mut self, name: &str, media_type: Option<&str>, value: &Tree) {
        let text = match media_type {
            Some(media_type) if is_json(media_type) => crate::runtime::json::to_string(value),
            _ => value.text(),
        };
        self.part(name, None, media_type, &[], Body::from(text));
    }

    pub(super) fn file(&mut self, name: &str, file: &FilePart) {
        self.members.add_file(name);
        let listed = match self.listed(name) {
            Some(Part::Typed(media_type)) => Some(media_type),
            _ => None,
        };
        let own = file.body.own_content_type();
        let media_type = own.or(listed).unwrap_or("application/octet-stream");
        self.part(
            name,
            file.name.as_deref(),
            Some(media_type),
            &file.headers,
            file.body.clone(),
        );
    }

    fn part(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&str>,
        headers: &[(String, String)],
        body: Body,
    ) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        let media_type = media_type.map(|media_type| ("Content-Type", media_type));
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in media_type.into_iter().chain(headers) {
            if !is_header(name, value) {
                self.refuse("a part of the form has an invalid header");
            }
            head.push_str(&format!("\r\n{name}: {value}"));
        }
        head.push_str("\r\n\r\n");
        self.body.append(Body::from(head));
        self.body.append(body);
        self.body.append(Body::from("\r\n"));
    }

    fn listed(&self, name: &str) -> Option<Part> {
        let found = self.listed.iter().find(|(known, _)| *known == name);
        found.map(|(_, part)| *part)
    }

    fn refuse(&mut self, problem: &str) {
        self.problem.get_or_insert_with(|| problem.to_owned());
    }

    /// The boundary, the body, and the members that it was made of.
    fn finish(mut self) -> Result<(String, Body, Members), String> {
        self.body.append(Body::from(format!("--{}--\r\n", self.boundary)));
        match self.problem {
            None => Ok((self.boundary, self.body, self.members)),
            Some(problem) => Err(problem),
        }
    }
}

impl<Op> Request<Op> {
    /// A form of several parts; what the document says of single ones is `listed`.
    pub(crate) fn multipart_body(
        self,
        media_type: &'static str,
        form: &impl Form,
        listed: &[(&'static str, Part)],
    ) -> Self {
        let mut parts = Parts::new(listed);
        form.write(&mut parts);
        match parts.finish() {
            Ok(form) => with_form(self, media_type, form),
            Err(problem) => self.refused(problem),
        }
    }
}

/// The members of a form, as they were given.
pub(crate) fn members(form: &impl Form) -> Members {
    let mut parts = Parts::new(&[]);
    form.write(&mut parts);
    parts.members
}

/// What no content holds by chance.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("form-{:016x}{:016x}", random(), random())
}

/// As browsers escape names: WHATWG HTML, "Multipart form data".
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}

/// RFC 9110, sections 5.1 and 5.5.
fn is_header(name: &str, value: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token) && !value.chars().any(char::is_control)
}

/// The members of a form that holds files, and how each may be missing.
///
/// ```text
/// multipart_form! { UploadForm {
///     "file" => file: required,
///     "note" => note: optional,
///     .. => additional,
/// } }
/// ```
macro_rules! multipart_form {
    ($name:ident { $($wire:literal => $field:ident: $kind:ident,)* $(.. => $additional:ident,)? }) => {
        #[allow(deprecated)]
        const _: () = {
            use $crate::runtime::forms::multipart::{Form, Parts, kinds};

            impl Form for $name {
                #[inline]
                fn write(&self, parts: &mut Parts<'_>) {
                    $(kinds::$kind(parts, $wire, &self.$field);)*
                    $(kinds::additional(parts, &self.$additional);)?
                }
            }
        };
    };
}

pub(crate) use multipart_form;

/// How members of each kind are written.
pub(crate) mod kinds {
    use super::{BTreeMap, Member, Parts};

    /// `T`
    pub(crate) fn required<T: Member>(parts: &mut Parts<'_>, name: &str, value: &T) {
        value.write(name, parts);
    }

    /// `Option<T>`: a form can't say null.
    pub(crate) fn nullable<T: Member>(parts: &mut Parts<'_>, name: &str, value: &Option<T>) {
        optional(parts, name, value);
    }

    /// `Option<T>`
    pub(crate) fn optional<T: Member>(parts: &mut Parts<'_>, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            value.write(name, parts);
        }
    }

    /// `BTreeMap<String, T>`
    pub(crate) fn additional<T: Member>(parts: &mut Parts<'_>, members: &BTreeMap<String, T>) {
        for (name, value) in members {
            value.write(name, parts);
        }
    }
}
