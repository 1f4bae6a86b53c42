//! What concerns a client as a whole: OpenAPI 3.2.0, "Info Object", "Server Object", "Tag Object", "Security Scheme Object".

use indexmap::IndexMap;

/// What a document says of itself.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// The API's name.
    pub title: String,
    /// The document's own version.
    pub version: String,
    /// In CommonMark.
    pub description: Option<String>,
}

/// A tag of operations.
#[derive(Clone, Debug)]
pub struct Tag {
    /// What operations have in `tags`.
    pub name: String,
    /// In CommonMark.
    pub description: Option<String>,
}

/// Where an API is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL, with names of variables in braces.
    pub url: String,
    /// In CommonMark.
    pub description: Option<String>,
    /// The variables of the URL, by their names.
    pub variables: IndexMap<String, ServerVariable>,
}

/// What may stand for a variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The value that goes without saying.
    pub default: String,
    /// The values that it may have; any where none is listed.
    pub values: Vec<String>,
    /// In CommonMark.
    pub description: Option<String>,
}

/// Schemes that are required together, each with its scopes.
pub type SecurityRequirement = IndexMap<String, Vec<String>>;

/// A way of showing who calls.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// In CommonMark.
    pub description: Option<String>,
    /// What is shown.
    pub credential: Credential,
}

/// What a security scheme has requests carry.
#[derive(Clone, Debug)]
pub enum Credential {
    /// `apiKey`: a value under a name.
    ApiKey {
        /// Where it is.
        place: KeyPlace,
        /// The name of the header, parameter or cookie.
        name: String,
    },
    /// `http`: a scheme of the header `Authorization`, RFC 9110, section 11.
    Http {
        /// The scheme's name, as the document writes it.
        scheme: String,
    },
    /// `oauth2`: an access token.
    OAuth2 {
        /// The token endpoint of the client credentials flow: RFC 6749, section 4.4.
        client_credentials: Option<String>,
        /// The device authorization flow: RFC 8628.
        device: Option<DeviceFlow>,
    },
    /// `openIdConnect`: an access token.
    OpenIdConnect,
}

/// Where an API key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// A header.
    Header,
    /// A parameter of the query.
    Query,
    /// A cookie.
    Cookie,
}

/// The device authorization flow: OpenAPI 3.2.0, "OAuth Flow Object"; RFC 8628.
#[derive(Clone, Debug)]
pub struct DeviceFlow {
    /// Where the user's code is requested.
    pub device_authorization_url: String,
    /// Where the token is requested.
    pub token_url: String,
    /// The scopes, each with its description.
    pub scopes: Vec<(String, String)>,
}
