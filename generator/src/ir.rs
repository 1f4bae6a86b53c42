//! The client crate as plain data: every name is final, every Rust type is chosen, every text is ready to print.
//!
//! [`crate::lower`] decides, [`crate::emit`] prints. Nothing here refers to OpenAPI's own model.

pub(crate) mod aliases;
mod nesting;
mod operations;
mod pages;
mod renamed;
mod responses;
mod rules;
mod scalars;
mod servers;
mod signatures;
mod told;
mod types;
mod walk;
mod webhooks;
mod xml;

pub use operations::*;
pub use pages::*;
pub use renamed::*;
pub use responses::*;
pub use rules::*;
pub use scalars::*;
pub use servers::*;
pub use signatures::*;
pub use told::Told;
pub use types::*;
pub use webhooks::*;
pub use xml::*;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use crate::input::Coverage;
pub use crate::prose::{Docs, Line, Note};

/// A whole client crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The crate as a package.
    pub package: Package,
    /// The crate's documentation, from `info`.
    pub docs: Docs,
    /// What the client itself knows: base URL and credentials.
    pub client: ClientFacts,
    /// One group of operations per tag, and one for the untagged.
    pub groups: Vec<Group>,
    /// The error responses that several operations have alike.
    pub error_sets: Vec<ErrorSet>,
    /// All types; [`TypeId`] is an index into it.
    pub types: Vec<TypeDef>,
    /// One source file per component schema, with its inline children beside it.
    pub files: Vec<TypeFile>,
    /// The scalars that its types and operations use.
    pub scalars: BTreeSet<Arc<Scalar>>,
    /// What the server sends by itself.
    pub webhooks: Webhooks,
    /// Where the properties of the objects in XML bodies are.
    pub xml: BTreeMap<usize, XmlObject>,
    /// How much of the document it has, where that isn't all.
    pub coverage: Option<Coverage>,
    /// Whether numbers are read from strings of their digits as well.
    pub reads_digits: bool,
    /// Whether requests and the types that they send check their values by `validate()`.
    pub validates: bool,
    /// Whether values of `date-time` are read leniently.
    pub lenient_date_times: bool,
    /// Whether values of `date` are read leniently.
    pub lenient_dates: bool,
}

/// The name and version of the emitted package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The package's name in `Cargo.toml`.
    pub name: String,
    /// The name by which code refers to the crate.
    pub crate_name: String,
    /// The version.
    pub version: String,
    /// One sentence for `Cargo.toml`.
    pub description: String,
    /// The path of the document, for the headers.
    pub source: String,
    /// The document's own title.
    pub title: String,
    /// The document's own version.
    pub document_version: String,
    /// What a registry shows of it.
    pub publication: Publication,
}

/// What the manifest says beside name, version and description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Where the crate may be published.
    pub registries: Registries,
    /// Keys of the manifest with a text, in their order.
    pub texts: Vec<(&'static str, String)>,
    /// Keys of the manifest with a list of texts, in their order.
    pub lists: Vec<(&'static str, Vec<String>)>,
}

/// Where the emitted crate may be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Registries {
    /// Nowhere.
    #[default]
    None,
    /// In this registry.
    Only(String),
    /// In every registry.
    Any,
}

/// A Rust name and the name on the wire that it stands for. They travel together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The identifier in the emitted code.
    pub rust: String,
    /// The name in JSON, in a URL, in the document.
    pub wire: String,
}

/// What the client knows apart from its operations.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientFacts {
    /// The first server's URL, if it is absolute.
    pub base_url: Option<String>,
    /// The first server's URL, if it is relative.
    pub relative_base_url: Option<String>,
    /// The servers that a caller may choose from; none where there is no choice.
    pub servers: Vec<Server>,
    /// The security schemes that some operation asks for.
    pub schemes: Vec<SecurityScheme>,
    /// The departures that it doesn't report.
    pub expected: Vec<ExpectedDeparture>,
}

/// A departure that the configuration expects, so that clients don't report it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedDeparture {
    /// The `operationId`.
    pub operation: String,
    /// The status code.
    pub status: u16,
    /// The kind in one word.
    pub kind: String,
    /// Where in the body, `*` for each index.
    pub pointer: String,
}

/// A security scheme: one builder method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The builder's method, and the scheme's key in the document.
    pub name: Name,
    /// The client's method for a client with other credentials.
    pub on_client: String,
    /// The documentation of the builder's method.
    pub docs: Docs,
    /// How the credential is sent.
    pub kind: SchemeKind,
    /// The flow of OAuth 2 that the client goes through by itself.
    pub client_credentials: Option<ClientCredentialsFlow>,
    /// The flow of OAuth 2 in which a user logs in on another device.
    pub device: Option<DeviceFlow>,
}

/// The client credentials flow of OAuth 2: RFC 6749, section 4.4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentialsFlow {
    /// The builder's method.
    pub method: String,
    /// The documentation of the method.
    pub docs: Docs,
    /// The token endpoint.
    pub token_url: String,
}

/// The device authorization flow of OAuth 2: RFC 8628.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceFlow {
    /// The client's method.
    pub method: String,
    /// The documentation of the method.
    pub docs: Docs,
    /// The device authorization endpoint.
    pub device_authorization_url: String,
    /// The token endpoint.
    pub token_url: String,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// HTTP basic, RFC 7617.
    Basic,
    /// HTTP bearer, RFC 6750; also OAuth 2 and OpenID Connect access tokens.
    Bearer,
    /// An API key in the header of this name.
    Header(String),
    /// An API key in the query parameter of this name.
    Query(String),
    /// An API key in the cookie of this name.
    Cookie(String),
}
