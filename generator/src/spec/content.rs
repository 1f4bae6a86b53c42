//! Bodies and headers: OpenAPI 3.2.0, "Media Type Object", "Encoding Object" and "Header Object".

use std::sync::Arc;

use indexmap::IndexMap;

use super::SchemaSlot;

/// Media types of a body, by their names.
pub type Content = IndexMap<String, MediaType>;

/// What a body of one media type is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MediaType {
    /// The schema: of the whole, or of each part of a stream where the document has `itemSchema`.
    pub schema: Option<Arc<SchemaSlot>>,
    /// How properties of a form are written, by their names.
    pub encoding: IndexMap<String, Encoding>,
    /// The data that ends a stream of events: `x-speakeasy-sse-sentinel`.
    pub sentinel: Option<String>,
}

/// How a property of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As a parameter of the query is.
    Styled {
        /// The style.
        style: Style,
        /// Whether each element and each property is a pair of its own.
        explode: bool,
        /// Whether reserved characters stay as they are.
        allow_reserved: bool,
    },
    /// As a body of these media types is.
    ContentType(String),
}

/// How values of several parts are written: OpenAPI 3.2.0, "Style Values".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
}

/// What describes the value of a parameter or a header.
#[derive(Clone, Debug, PartialEq)]
pub enum Described {
    /// A schema; a style says how the value is written.
    Schema(Arc<SchemaSlot>),
    /// A body of one media type.
    Content(Content),
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// In CommonMark.
    pub description: Option<String>,
    /// Whether it is no longer to be used.
    pub deprecated: bool,
    /// Whether each property of an object is a pair with `=`.
    pub explode: bool,
    /// What its value is.
    pub described: Described,
}
