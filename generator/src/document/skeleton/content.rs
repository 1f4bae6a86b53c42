//! Parameters, bodies and headers.

use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::named;
use crate::dialect::Slots;
use crate::dialect::marks::{EXPLODE, OPTIONAL, QUERY_STRING, UNESCAPED};
use crate::spec::{
    Content, Described, Encoding, Header, MediaType, Parameter, ParameterPlace, RequestBody, Response, SchemaSlot,
    Style,
};

pub(super) fn parameter(slots: &Slots, raw: openapiv3::Parameter) -> Parameter {
    use openapiv3::Parameter as Raw;
    let (place, style, allow_reserved, allow_empty_value) = match &raw {
        Raw::Path { style, .. } => (ParameterPlace::Path, path_style(style), false, None),
        Raw::Header { .. } => (ParameterPlace::Header, Style::Simple, false, None),
        Raw::Cookie { .. } => (ParameterPlace::Cookie, Style::Form, false, None),
        Raw::Query {
            style,
            allow_reserved,
            allow_empty_value,
            ..
        } => (
            ParameterPlace::Query,
            query_style(style),
            *allow_reserved,
            *allow_empty_value,
        ),
    };
    let data = raw.parameter_data();
    let is_whole_query = data.extensions.contains_key(QUERY_STRING);
    Parameter {
        place: if is_whole_query {
            ParameterPlace::QueryString
        } else {
            place
        },
        required: data.required,
        description: data.description,
        deprecated: data.deprecated.unwrap_or_default(),
        described: described(slots, data.format),
        style,
        explode: data.explode,
        allow_reserved: allow_reserved || data.extensions.contains_key(UNESCAPED),
        allow_empty_value: allow_empty_value.unwrap_or_default(),
        example: data.example,
        name: data.name,
    }
}

fn described(slots: &Slots, raw: ParameterSchemaOrContent) -> Described {
    match raw {
        ParameterSchemaOrContent::Schema(raw) => Described::Schema(slot(slots, &raw)),
        ParameterSchemaOrContent::Content(raw) => Described::Content(content(slots, raw)),
    }
}

/// The schema that an id stands for. The dialect has put every schema of the skeleton in the arena.
fn slot(slots: &Slots, raw: &ReferenceOr<openapiv3::Schema>) -> Arc<SchemaSlot> {
    let known = match raw {
        ReferenceOr::Reference { reference } => slots.get(reference).cloned(),
        ReferenceOr::Item(_) => None,
    };
    known.unwrap_or_else(|| Arc::new(SchemaSlot::any()))
}

fn content(slots: &Slots, raw: IndexMap<String, openapiv3::MediaType>) -> Content {
    raw.into_iter()
        .map(|(name, raw)| (name, media_type(slots, raw)))
        .collect()
}

/// The extension by which vendors name the data that ends a stream of events.
const SENTINEL: &str = "x-speakeasy-sse-sentinel";

fn media_type(slots: &Slots, raw: openapiv3::MediaType) -> MediaType {
    let sentinel = raw.extensions.get(SENTINEL).and_then(Value::as_str);
    MediaType {
        schema: raw.schema.as_ref().map(|raw| slot(slots, raw)),
        sentinel: sentinel.map(str::to_owned),
        encoding: raw
            .encoding
            .into_iter()
            .filter_map(|(property, raw)| Some((property, encoding(raw)?)))
            .collect(),
    }
}

/// The dialect has a style or a media type, never both; a style goes first.
fn encoding(raw: openapiv3::Encoding) -> Option<Encoding> {
    match (raw.style, raw.content_type) {
        (Some(style), _) => Some(Encoding::Styled {
            style: query_style(&style),
            explode: raw.explode,
            allow_reserved: raw.allow_reserved,
        }),
        (None, content_type) => content_type.map(Encoding::ContentType),
    }
}

pub(super) fn request_body(slots: &Slots, raw: openapiv3::RequestBody) -> RequestBody {
    let is_said = raw.required || raw.extensions.contains_key(OPTIONAL);
    RequestBody {
        description: raw.description,
        content: content(slots, raw.content),
        required: is_said.then_some(raw.required),
    }
}

pub(super) fn response(slots: &Slots, raw: openapiv3::Response) -> Response {
    Response {
        description: raw.description,
        content: content(slots, raw.content),
        headers: named(raw.headers, |raw| header(slots, raw)),
    }
}

pub(super) fn header(slots: &Slots, raw: openapiv3::Header) -> Header {
    Header {
        description: raw.description,
        deprecated: raw.deprecated.unwrap_or_default(),
        explode: raw.extensions.get(EXPLODE) == Some(&Value::Bool(true)),
        described: described(slots, raw.format),
    }
}

fn path_style(raw: &PathStyle) -> Style {
    match raw {
        PathStyle::Simple => Style::Simple,
        PathStyle::Label => Style::Label,
        PathStyle::Matrix => Style::Matrix,
    }
}

fn query_style(raw: &QueryStyle) -> Style {
    match raw {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
