//! The content of responses: OpenAPI 3.1.1, "Media Type Object".

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::schemas::{Schemas, Spot};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{BodyFormat, Payload, Type};
use crate::pointer::Pointer;

/// A media type of some content, and the form in which the client reads it.
pub(crate) struct Content<'a> {
    pub(crate) name: &'a str,
    pub(crate) media_type: &'a MediaType,
    pub(crate) format: BodyFormat,
    pub(crate) place: Pointer,
}

/// What a response carries.
pub(crate) fn payload<'a>(
    schemas: &mut Schemas<'a>,
    content: &'a IndexMap<String, MediaType>,
    place: &Pointer,
    spot: impl FnOnce(Pointer) -> Spot,
) -> Payload {
    let Some(content) = preferred(schemas, content, place) else {
        return Payload::Empty;
    };
    match content.format {
        BodyFormat::Json => Payload::Json(schema_type(schemas, &content, &spot(content.place.clone()))),
        BodyFormat::Text => Payload::Text,
        BodyFormat::Bytes | BodyFormat::Form | BodyFormat::Multipart => Payload::Bytes,
    }
}

/// The content that the client uses: JSON before text before bytes; the others are reported.
fn preferred<'a>(
    schemas: &mut Schemas<'a>,
    content: &'a IndexMap<String, MediaType>,
    place: &Pointer,
) -> Option<Content<'a>> {
    let rank = |format: BodyFormat| match format {
        BodyFormat::Json => 0,
        BodyFormat::Form => 1,
        BodyFormat::Multipart => 2,
        BodyFormat::Text => 3,
        BodyFormat::Bytes => 4,
    };
    let all = content.iter().map(|(name, media_type)| Content {
        name,
        media_type,
        format: format_of(name),
        place: place.child("content").child(name),
    });
    let best = all.min_by_key(|content| rank(content.format))?;
    let others: Vec<String> = content
        .keys()
        .filter(|name| name.as_str() != best.name)
        .map(|name| format!("`{name}`"))
        .collect();
    if !others.is_empty() {
        let message = format!(
            "only `{}` is used of this content, not {}",
            best.name,
            others.join(", ")
        );
        schemas.report(Diagnostic::new(
            Code::Unsupported,
            schemas.document.place(place),
            message,
        ));
    }
    Some(best)
}

/// How a media type is read and written: [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839) for `+json`.
fn format_of(name: &str) -> BodyFormat {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" => BodyFormat::Json,
        "application/x-www-form-urlencoded" => BodyFormat::Form,
        "multipart/form-data" => BodyFormat::Multipart,
        other if other.ends_with("+json") => BodyFormat::Json,
        other if other.starts_with("text/") || other.ends_with("xml") => BodyFormat::Text,
        _ => BodyFormat::Bytes,
    }
}

fn schema_type<'a>(schemas: &mut Schemas<'a>, content: &Content<'a>, spot: &Spot) -> Type {
    let schema = content.media_type.schema.as_ref();
    let spot = Spot {
        place: content.place.child("schema"),
        ..spot.clone()
    };
    schema.map_or(Type::Json, |schema| schemas.type_of(schema.into(), &spot).into_type())
}
