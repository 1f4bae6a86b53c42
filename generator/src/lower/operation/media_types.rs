//! Media types of responses, and the form in which the client gives them: RFC 9110, section 8.3; RFC 6839.

use crate::spec::MediaType;

/// The form in which a body is given, the preferred first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Json,
    Xml,
    Text,
    Bytes,
    Events,
    Lines,
    /// RFC 7464
    Sequence,
}

impl Form {
    /// The form of a media type. The schema decides where the media type leaves it open.
    pub(crate) fn of(name: &str, media_type: &MediaType) -> Self {
        match essence(name).as_str() {
            "*/*" | "application/*" if is_binary(media_type) => Self::Bytes,
            "*/*" | "application/*" | "application/json" | "text/json" => Self::Json,
            "text/event-stream" => Self::Events,
            "application/json-seq" => Self::Sequence,
            other if LINES.contains(&other) => Self::Lines,
            other if other.ends_with("+json-seq") => Self::Sequence,
            other if other.ends_with("+json") => Self::Json,
            other if is_xml(other) => Self::Xml,
            other if other.starts_with("text/") || TEXTS.contains(&other) || other.ends_with("+yaml") => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// Whether it can be the form of a value that JSON gives as well.
    pub(crate) fn is_other_than_json(self) -> bool {
        matches!(self, Self::Text | Self::Xml | Self::Bytes)
    }
}

/// One JSON text a line.
const LINES: &[&str] = &[
    "application/jsonl",
    "application/jsonlines",
    "application/json-lines",
    "application/ndjson",
    "application/stream+json",
    "application/x-json-stream",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
    "text/x-jsonl",
];

/// Texts that don't say so.
const TEXTS: &[&str] = &[
    "application/graphql",
    "application/javascript",
    "application/jwt",
    "application/toml",
    "application/x-www-form-urlencoded",
    "application/x-yaml",
    "application/yaml",
    "image/svg+xml",
];

/// Whether a media type is XML: RFC 7303, section 4.2. An image is no data.
pub(crate) fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml") && essence != "image/svg+xml"
}

/// A media type in lower case and without its parameters.
pub(crate) fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_binary(media_type: &MediaType) -> bool {
    let schema = media_type.schema.as_ref().and_then(|schema| schema.schema());
    schema.is_some_and(|schema| schema.kind == Some("string") && schema.format.as_deref() == Some("binary"))
}
