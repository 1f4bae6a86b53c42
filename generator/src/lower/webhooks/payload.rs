//! The body of a webhook: OpenAPI 3.1.1, "Request Body Object".

use super::report;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Type, WebhookPayload, XmlBody};
use crate::lower::operation::lookup::{self, Located};
use crate::lower::operation::media_types::{essence, is_xml};
use crate::lower::operation::raw::Raw;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::xml;
use crate::pointer::Pointer;
use crate::spec::{MediaType, RequestBody};

/// The kinds of content, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Form,
    Xml,
    Text,
    Bytes,
}

/// What is received. A body that is not `required` is taken to be there all the same: the word is mostly forgotten, and a
/// webhook without its payload says nothing.
pub(super) fn of<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: &str) -> WebhookPayload {
    let place = raw.place.child("requestBody");
    let body = raw.operation.request_body.as_ref();
    let located = body.and_then(|body| lookup::follow(schemas.document, &lookup::REQUEST_BODIES, body, place));
    let Some(located) = located else {
        return WebhookPayload::Empty;
    };
    let Some((name, media_type)) = best(located.item) else {
        return WebhookPayload::Empty;
    };
    report_others(schemas, &located, name);
    if name.trim_start().to_ascii_lowercase().starts_with("multipart/") {
        let message = format!("the parts of `{name}` aren't parsed; the body is returned as bytes");
        report(schemas, &located.place.child("content").child(name), message);
    }
    let owner = located.component.unwrap_or(text);
    let place = located.place.child("content").child(name);
    let spot = Spot::operation_part(owner, "payload", place.child("schema"));
    match kind(name) {
        Kind::Json => WebhookPayload::Json(schema_type(schemas, media_type, &spot)),
        Kind::Form => WebhookPayload::Form(schema_type(schemas, media_type, &spot)),
        Kind::Xml => of_xml(schemas, (name, media_type), &place, &spot),
        Kind::Text => WebhookPayload::Text,
        Kind::Bytes => WebhookPayload::Bytes,
    }
}

/// XML by its schema, or else a text.
fn of_xml<'a>(
    schemas: &mut Schemas<'a>,
    (name, media_type): (&str, &'a MediaType),
    place: &Pointer,
    spot: &Spot,
) -> WebhookPayload {
    let described = xml::described(schemas, media_type, spot);
    if let Some(why) = &described.unfit {
        let message = format!("`{name}` is returned as text: {why}");
        let place = schemas.document.place(place);
        schemas.report(Diagnostic::new(Code::XmlAsText, place, message));
    }
    match described.root {
        Some(root) => WebhookPayload::Xml(XmlBody {
            ty: schema_type(schemas, media_type, spot),
            root,
        }),
        None => WebhookPayload::Text,
    }
}

fn best(body: &RequestBody) -> Option<(&str, &MediaType)> {
    let contents = body
        .content
        .iter()
        .map(|(name, media_type)| (name.as_str(), media_type));
    contents.min_by_key(|(name, _)| kind(name))
}

fn report_others(schemas: &mut Schemas<'_>, located: &Located<'_, RequestBody>, best: &str) {
    let others = located.item.content.keys().filter(|name| *name != best);
    let others: Vec<String> = others.map(|name| format!("`{name}`")).collect();
    if !others.is_empty() {
        let others = others.join(", ");
        let message = format!("received bodies are parsed only as `{best}`, not as {others}");
        report(schemas, &located.place.child("content"), message);
    }
}

/// How a media type is read: [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839) for `+json`.
fn kind(media_type: &str) -> Kind {
    match essence(media_type).as_str() {
        "application/json" | "text/json" | "*/*" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        other if other.ends_with("+json") => Kind::Json,
        other if is_xml(other) => Kind::Xml,
        other if other.starts_with("text/") || other.ends_with("xml") => Kind::Text,
        _ => Kind::Bytes,
    }
}

fn schema_type<'a>(schemas: &mut Schemas<'a>, media_type: &'a MediaType, spot: &Spot) -> Type {
    let schema = media_type.schema.as_ref();
    schema.map_or(Type::Json, |schema| schemas.type_of(schema.into(), spot).into_type())
}
