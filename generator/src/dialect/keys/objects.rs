//! The keys of OpenAPI's objects: OpenAPI 3.0.4, 3.1.1 and 3.2.0, section 4.

use serde_json::Value;

use super::Fate::{Note, Read};
use super::Keys;
use super::schema::{has_elements, has_members, ignored};

/// "OpenAPI Object"
pub(in super::super) const DOCUMENT: Keys = &[
    ("$self", Note),
    ("components", Read),
    ("externalDocs", Note),
    ("info", Read),
    (
        "jsonSchemaDialect",
        ignored(is_other_dialect, "schemas are read as JSON Schema 2020-12"),
    ),
    ("openapi", Read),
    ("paths", Read),
    ("security", Read),
    ("servers", Read),
    ("tags", Read),
    ("webhooks", Read),
];

/// "Info Object"
pub(in super::super) const INFO: Keys = &[
    ("contact", Note),
    ("description", Read),
    ("license", Note),
    ("summary", Note),
    ("termsOfService", Note),
    ("title", Read),
    ("version", Read),
];

/// "Components Object"; what only others can refer to is read where they do.
pub(in super::super) const COMPONENTS: Keys = &[
    ("callbacks", Note),
    ("examples", Note),
    ("headers", Read),
    ("links", Note),
    ("mediaTypes", Note),
    ("parameters", Read),
    ("pathItems", Note),
    ("requestBodies", Read),
    ("responses", Read),
    ("schemas", Read),
    ("securitySchemes", Read),
];

/// "Server Object"
pub(in super::super) const SERVER: Keys = &[
    ("description", Read),
    ("name", Note),
    ("url", Read),
    ("variables", Read),
];

/// "Server Variable Object"
pub(in super::super) const SERVER_VARIABLE: Keys = &[("default", Read), ("description", Read), ("enum", Read)];

/// "Tag Object"
pub(in super::super) const TAG: Keys = &[
    ("description", Read),
    ("externalDocs", Note),
    ("kind", Note),
    ("name", Read),
    ("parent", Note),
    ("summary", Read),
];

/// "Path Item Object"
pub(in super::super) const PATH_ITEM: Keys = &[
    ("$ref", Read),
    ("additionalOperations", Read),
    ("delete", Read),
    ("description", Read),
    ("get", Read),
    ("head", Read),
    ("options", Read),
    ("parameters", Read),
    ("patch", Read),
    ("post", Read),
    ("put", Read),
    ("query", Read),
    ("servers", Read),
    ("summary", Read),
    ("trace", Read),
];

/// "Operation Object"
pub(in super::super) const OPERATION: Keys = &[
    ("callbacks", Read),
    ("deprecated", Read),
    ("description", Read),
    ("externalDocs", Read),
    ("operationId", Read),
    ("parameters", Read),
    ("requestBody", Read),
    ("responses", Read),
    ("security", Read),
    ("servers", Read),
    ("summary", Read),
    ("tags", Read),
];

/// "Parameter Object"
pub(in super::super) const PARAMETER: Keys = &[
    ("allowEmptyValue", Read),
    ("allowReserved", Read),
    ("content", Read),
    ("deprecated", Read),
    ("description", Read),
    ("example", Read),
    ("examples", Read),
    ("explode", Read),
    ("in", Read),
    ("name", Read),
    ("required", Read),
    ("schema", Read),
    ("style", Read),
];

/// "Request Body Object"
pub(in super::super) const REQUEST_BODY: Keys = &[("content", Read), ("description", Read), ("required", Read)];

/// "Response Object"; `summary` is of 3.2.
pub(in super::super) const RESPONSE: Keys = &[
    ("content", Read),
    ("description", Read),
    ("headers", Read),
    (
        "links",
        ignored(has_members, "no methods are generated that follow links"),
    ),
    ("summary", Read),
];

/// "Header Object"
pub(in super::super) const HEADER: Keys = &[
    ("allowEmptyValue", Note),
    ("allowReserved", Note),
    ("content", Read),
    ("deprecated", Read),
    ("description", Read),
    ("example", Note),
    ("examples", Note),
    ("explode", Read),
    ("required", Note),
    ("schema", Read),
    (
        "style",
        ignored(|style| style != "simple", "the style of a header is always `simple`"),
    ),
];

/// "Media Type Object"; `itemSchema` is of 3.2.
pub(in super::super) const MEDIA_TYPE: Keys = &[
    ("encoding", Read),
    ("example", Note),
    ("examples", Note),
    (
        "itemEncoding",
        ignored(has_members, "parts of a stream are written as their schema says"),
    ),
    ("itemSchema", Read),
    (
        "prefixEncoding",
        ignored(has_elements, "parts are written as their schema says"),
    ),
    ("schema", Read),
];

/// "Encoding Object"
pub(in super::super) const ENCODING: Keys = &[
    ("allowReserved", Read),
    ("contentType", Read),
    (
        "encoding",
        ignored(has_members, "what is nested in a part is written as its schema says"),
    ),
    ("explode", Read),
    ("headers", Read),
    (
        "itemEncoding",
        ignored(has_members, "what is nested in a part is written as its schema says"),
    ),
    (
        "prefixEncoding",
        ignored(has_elements, "what is nested in a part is written as its schema says"),
    ),
    ("style", Read),
];

/// "Security Scheme Object"
pub(in super::super) const SECURITY_SCHEME: Keys = &[
    ("$ref", Read),
    ("bearerFormat", Note),
    ("deprecated", Note),
    ("description", Read),
    ("flows", Read),
    ("in", Read),
    ("name", Read),
    ("oauth2MetadataUrl", Note),
    ("openIdConnectUrl", Read),
    ("scheme", Read),
    ("type", Read),
];

/// "OAuth Flows Object"; tokens of the other flows are the caller's to give.
pub(in super::super) const FLOWS: Keys = &[
    ("authorizationCode", Note),
    ("clientCredentials", Read),
    ("deviceAuthorization", Read),
    ("implicit", Note),
    ("password", Note),
];

/// "OAuth Flow Object"
pub(in super::super) const FLOW: Keys = &[
    ("authorizationUrl", Note),
    ("deviceAuthorizationUrl", Read),
    ("refreshUrl", Note),
    ("scopes", Read),
    ("tokenUrl", Read),
];

/// "Discriminator Object"
pub(in super::super) const DISCRIMINATOR: Keys = &[("defaultMapping", Read), ("mapping", Read), ("propertyName", Read)];

/// "XML Object"
pub(in super::super) const XML: Keys = &[
    ("attribute", Read),
    ("name", Read),
    ("namespace", Read),
    ("nodeType", Read),
    ("prefix", Read),
    ("wrapped", Read),
];

fn is_other_dialect(dialect: &Value) -> bool {
    let dialect = dialect.as_str().unwrap_or_default();
    !(dialect.starts_with("https://json-schema.org/draft/2020-12/schema")
        || ["3.1", "3.2"]
            .iter()
            .any(|version| dialect.starts_with(&format!("https://spec.openapis.org/oas/{version}/"))))
}
