//! What is called: OpenAPI 3.2.0, "Path Item Object", "Operation Object", "Parameter Object", "Request Body Object",
//! "Responses Object".

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::{Content, Described, Header, Referable, SecurityRequirement, Server, Style};

/// The operations of a path, a webhook or a callback.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// The parameters of all its operations.
    pub parameters: Vec<Referable<Parameter>>,
    /// The operations by their methods, which are in small letters if they have a key of their own.
    pub operations: Vec<(String, Operation)>,
    /// The callbacks of its operations, by the methods of those.
    pub callbacks: BTreeMap<String, Vec<Callback>>,
}

/// A path item that the server calls: OpenAPI 3.2.0, "Callback Object".
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its name.
    pub name: String,
    /// The expression of the URL that is called.
    pub expression: String,
    /// What is called there.
    pub item: PathItem,
}

/// One operation, without its callbacks.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`
    pub id: Option<String>,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// A few words.
    pub summary: Option<String>,
    /// In CommonMark.
    pub description: Option<String>,
    /// Where more is said of it.
    pub external_docs: Option<ExternalDocs>,
    /// Whether it is no longer to be used.
    pub deprecated: bool,
    /// Its own parameters.
    pub parameters: Vec<Referable<Parameter>>,
    /// What is sent.
    pub request_body: Option<Referable<RequestBody>>,
    /// What answers are declared, by their statuses.
    pub responses: Vec<(Status, Referable<Response>)>,
    /// What it requires; `None` where that is what the document requires.
    pub security: Option<Vec<SecurityRequirement>>,
    /// The servers of its own.
    pub servers: Vec<Server>,
    /// How its answers come in pages: `x-speakeasy-pagination`.
    pub pagination: Option<Value>,
}

/// A page that says more: OpenAPI 3.2.0, "External Documentation Object".
#[derive(Clone, Debug)]
pub struct ExternalDocs {
    /// Where it is.
    pub url: String,
    /// What it is about, in CommonMark.
    pub description: Option<String>,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status code.
    Code(u16),
    /// A hundred of them, such as `4XX`, by its first digit.
    Range(u16),
    /// All others: `default`.
    Default,
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "{code}"),
            Self::Range(hundred) => write!(formatter, "{hundred}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: ParameterPlace,
    /// Whether it must be there.
    pub required: bool,
    /// In CommonMark.
    pub description: Option<String>,
    /// Whether it is no longer to be used.
    pub deprecated: bool,
    /// What its value is.
    pub described: Described,
    /// How its value is written.
    pub style: Style,
    /// Whether each element and each property is a part of its own; `None` where the style says.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether an empty value means something.
    pub allow_empty_value: bool,
    /// One value.
    pub example: Option<Value>,
}

/// Where a parameter is: OpenAPI 3.2.0, "Parameter Locations".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// A part of the path.
    Path,
    /// A part of the query.
    Query,
    /// The whole query.
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl ParameterPlace {
    /// Whether it is in the query, or all of it.
    pub fn is_query(self) -> bool {
        matches!(self, Self::Query | Self::QueryString)
    }
}

/// What is sent with an operation.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// In CommonMark.
    pub description: Option<String>,
    /// Its media types.
    pub content: Content,
    /// Whether it must be there; `None` where the document doesn't say, which means that it need not.
    pub required: Option<bool>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// In CommonMark; empty where there is none.
    pub description: String,
    /// The media types of its body.
    pub content: Content,
    /// Its headers, by their names.
    pub headers: IndexMap<String, Referable<Header>>,
}
