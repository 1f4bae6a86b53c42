//! Responses: what comes back, and as what it is given.

use super::{Docs, Line, Name, Note, Type, XmlBody};

/// The media types that the runtime asks for where an operation says nothing else.
pub const USUAL_ACCEPT: &str = "application/json";

/// What a successful call gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// One type, for all of these statuses; `()` when no body is declared.
    One(Vec<ResponseCase>),
    /// An enum by status and media type, by its name.
    Several(String),
}

/// An enum of responses by status and media type.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is of the documented errors, not of successes.
    pub is_error: bool,
    /// Its variants.
    pub variants: Vec<ResponseVariant>,
    /// The name of the set that it is of an operation, where other operations have the same errors.
    pub set: Option<String>,
}

/// Error responses that several operations have alike. Each operation has a type of its own all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorSet {
    /// Its name, which callers never write: they know it by those of the operations.
    pub name: String,
    /// The first of the enums that it stands for.
    pub first: ResponseEnum,
}

/// A variant of an enum of responses.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseVariant {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub case: ResponseCase,
}

impl ResponseEnum {
    /// The responses that its variants stand for.
    pub fn cases(&self) -> impl Iterator<Item = &ResponseCase> {
        self.variants.iter().map(|variant| &variant.case)
    }

    /// Whether one of its variants holds a stream, which can be neither copied nor compared.
    pub fn has_streams(&self) -> bool {
        self.cases().any(|case| case.payload.is_stream())
    }
}

/// One declared response, or one form of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseCase {
    /// The statuses that are declared.
    pub status: StatusPattern,
    /// The first and the last status that are read so: every success, where one success is declared.
    pub bounds: (u16, u16),
    /// The media types that tell it from the other forms of the same status; none for the form that is expected.
    pub media_types: Vec<String>,
    /// The body.
    pub payload: Payload,
    /// What the configuration calls a body of JSON: `list_pets() response`.
    pub place: String,
    /// Its description, if that says more than the status.
    pub description: Docs,
    /// The media types, if the description is that of several forms.
    pub form: Option<Line>,
}

/// The statuses that a declared response is for: OpenAPI 3.1.1, "Responses Object".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Code(u16),
    /// All statuses of a hundred: `4` is `4XX`.
    Range(u16),
    /// Every status that is not declared otherwise and is a success.
    DefaultSuccess,
    /// Every status that is not declared otherwise and is none.
    DefaultError,
}

impl StatusPattern {
    /// The first and the last status.
    pub fn bounds(self) -> (u16, u16) {
        match self {
            Self::Code(code) => (code, code),
            Self::Range(hundred) => (hundred * 100, hundred * 100 + 99),
            Self::DefaultSuccess => (200, 299),
            Self::DefaultError => (300, 599),
        }
    }
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// No body is declared.
    Empty,
    /// JSON.
    Json(Type),
    /// XML.
    Xml(XmlBody),
    /// Text.
    Text,
    /// A string: the JSON text of one, or the text itself, as the media type says.
    JsonOrText,
    /// Bytes, all at once.
    Bytes,
    /// Bytes, piece by piece.
    ByteStream,
    /// Server-sent events.
    Events(Events),
    /// JSON texts one by one.
    Lines(Lines),
}

impl Payload {
    /// Whether it is given piece by piece.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::ByteStream | Self::Events(_) | Self::Lines(_))
    }

    /// The type of the values in it.
    pub fn value_type(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::Xml(XmlBody { ty, .. })
            | Self::Events(Events { ty, .. })
            | Self::Lines(Lines { ty, .. }) => Some(ty),
            Self::Empty | Self::Text | Self::JsonOrText | Self::Bytes | Self::ByteStream => None,
        }
    }
}

impl Payload {
    /// The type of the values in it, to be changed.
    pub fn value_type_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty)
            | Self::Xml(XmlBody { ty, .. })
            | Self::Events(Events { ty, .. })
            | Self::Lines(Lines { ty, .. }) => Some(ty),
            Self::Empty | Self::Text | Self::JsonOrText | Self::Bytes | Self::ByteStream => None,
        }
    }
}

/// A stream of server-sent events.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The type of the data, or of the whole event.
    pub ty: Type,
    /// What the document describes, and how the data is written.
    pub form: EventForm,
    /// The data that ends the stream.
    pub sentinel: Option<String>,
}

/// What a document describes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventForm {
    /// The data, which is JSON.
    Data,
    /// The data, which is text.
    Text,
    /// The event as an object of `event`, `data`, `id` and `retry`.
    Object,
    /// The same, with data that is text.
    TextObject,
}

/// A stream of JSON texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// The type of one.
    pub ty: Type,
    /// How they are told apart.
    pub framing: Framing,
}

/// How the JSON texts of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Each is a line.
    Lines,
    /// Each begins with a record separator: RFC 7464.
    Sequence,
}

/// Answers that are given as streams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streamed {
    /// The first status.
    pub first: u16,
    /// The last status.
    pub last: u16,
    /// The media types; none for any.
    pub media_types: Vec<String>,
}

/// The headers that the responses of an operation declare: one struct with one method a header.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeaders {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The headers.
    pub headers: HeaderSet,
}

/// The headers of a struct.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderSet {
    /// These.
    Own(Vec<ResponseHeader>),
    /// Those of another struct of the same group, by its name.
    SameAs(String),
}

impl HeaderSet {
    /// The headers, if they are its own.
    pub fn own(&self) -> &[ResponseHeader] {
        match self {
            Self::Own(headers) => headers,
            Self::SameAs(_) => &[],
        }
    }

    /// The headers, if they are its own, to be changed.
    pub fn own_mut(&mut self) -> &mut [ResponseHeader] {
        match self {
            Self::Own(headers) => headers,
            Self::SameAs(_) => &mut [],
        }
    }
}

/// One declared header.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// The method, and the header.
    pub name: Name,
    /// The documentation.
    pub docs: Docs,
    /// The note, if the header is deprecated.
    pub deprecated: Option<Note>,
    /// The type of the value.
    pub ty: Type,
    /// How the value is written.
    pub layout: HeaderLayout,
}

/// How a value is written into a header: OpenAPI 3.1.1, "Header Object", of style `simple` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderLayout {
    /// One value.
    Scalar,
    /// `a,b`
    List,
    /// `key,a,key,b`
    Pairs,
    /// `key=a,key=b`
    ExplodedPairs,
    /// The JSON text of the value, as `content` says.
    Json,
}
