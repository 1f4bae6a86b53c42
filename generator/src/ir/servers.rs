//! The servers that the document declares: OpenAPI 3.1.1, "Server Object".

use super::{Docs, Name};

/// A server: a constant, or a struct where its URL has variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The constant.
    pub constant: String,
    /// The documentation, without where it stands.
    pub docs: Docs,
    /// The URL, with variables at their defaults.
    pub url: String,
    /// The URL with its variables.
    pub template: Option<ServerTemplate>,
    /// For which operations it is.
    pub scope: ServerScope,
}

/// For which operations a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerScope {
    /// For all that have no other, or to be chosen in place of another.
    Choice,
    /// Where some operations are sent by themselves.
    Own,
}

/// A URL with variables: a struct that has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerTemplate {
    /// The struct.
    pub name: String,
    /// The URL, `{name}` for each variable.
    pub url: String,
    /// The variables in the document's order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The setter, and the name in the URL.
    pub name: Name,
    /// The documentation.
    pub docs: Docs,
    /// What it may be.
    pub values: ServerValues,
}

/// What a variable of a server's URL may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerValues {
    /// Any text; this one by default.
    Any(String),
    /// One of a list.
    Listed {
        /// The enum.
        name: String,
        /// The members, by their variants.
        members: Vec<Name>,
        /// The variant of the default.
        default: String,
    },
}
