//! Request bodies: OpenAPI 3.1.1, "Request Body Object", "Media Type Object" and "Encoding Object".

use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::draft::Way;
use super::forms;
use super::media_types::{essence, is_xml};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Body, BodyFormat, Type};
use crate::lower::docs;
use crate::lower::schema::meaning;
use crate::lower::schema::rules;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::view::{SchemaRef, View};
use crate::lower::schema::xml::{self, Described};
use crate::lower::tables::OPERATIONS;
use crate::names::{self, Names};
use crate::pointer::Pointer;
use crate::prose::{self, Line, line};
use crate::spec::{MediaType, RequestBody};

/// One media type of a body, and the form in which the client writes it.
struct Content<'a> {
    name: &'a str,
    media_type: &'a MediaType,
    format: BodyFormat,
    /// What it is if the media type is XML.
    xml: Described,
    holds_files: bool,
    place: Pointer,
}

/// What a request body may be, the form that suits most callers first: one for each Rust type that comes of it. The form
/// that came first in the last run does so again: the operation's own method takes it.
pub(crate) fn lowered<'a>(
    schemas: &mut Schemas<'a>,
    body: &'a RequestBody,
    place: &Pointer,
    (text, name): (&str, &str),
    route: &str,
) -> Vec<Way> {
    if body.content.is_empty() {
        let message = "the request body has no `content`; no body is sent";
        let at = schemas.document.place(place);
        schemas.report(Diagnostic::new(Code::Mended, at, message));
    }
    let mut contents: Vec<Content<'a>> = body
        .content
        .iter()
        .map(|(name, media_type)| content(schemas, (name, media_type), place, text))
        .collect();
    contents.sort_by_key(rank);
    first_as_before(&mut contents, route, &schemas.names);
    let (kept, others) = distinct(contents);
    report_unused(schemas, &kept, &others, place);
    let words = words(&kept);
    if let Some(first) = words.first().filter(|word| *word != JSON) {
        schemas.names.note(BODIES, route, first);
    }
    let ways: Vec<Way> = kept
        .iter()
        .zip(words)
        .enumerate()
        .map(|(index, (content, word))| {
            let mut body = lowered_body(schemas, body, content, (text, name), index == 0);
            body.note = note(content, &others, index == 0);
            Way { word, body }
        })
        .collect();
    for content in &kept {
        report_poorer(schemas, content);
    }
    ways
}

fn content<'a>(
    schemas: &mut Schemas<'a>,
    (name, media_type): (&'a str, &'a MediaType),
    place: &Pointer,
    operation: &str,
) -> Content<'a> {
    let place = place.child("content").child(name);
    let format = format_of(schemas, name, media_type);
    let xml = match format {
        BodyFormat::Xml => {
            let spot = Spot::operation_part(operation, "body", place.child("schema"));
            xml::described(schemas, media_type, &spot).for_sending()
        }
        _ => Described::default(),
    };
    Content {
        name,
        media_type,
        format: match xml.root {
            None if format == BodyFormat::Xml => BodyFormat::Text,
            _ => format,
        },
        xml,
        holds_files: format == BodyFormat::Multipart && forms::holds_files(schemas, media_type),
        place,
    }
}

/// Structured forms before text before bytes; a form with files before one that can't carry them.
fn rank(content: &Content<'_>) -> u8 {
    match (content.format, content.holds_files) {
        (BodyFormat::Json, _) if essence(content.name) == "application/json" => 0,
        (BodyFormat::Json, _) => 1,
        (BodyFormat::Multipart, true) => 2,
        (BodyFormat::Form, _) => 3,
        (BodyFormat::Multipart | BodyFormat::FreeForm, _) => 4,
        (BodyFormat::Xml, _) => 5,
        (BodyFormat::Text, _) => 6,
        (BodyFormat::Bytes, _) => 7,
    }
}

/// The table of the words for what operations' own methods take where that is not JSON, in the lock.
const BODIES: &str = "bodies";

/// The word for JSON.
const JSON: &str = "json";

/// Moves the form that came first in the last run to the front. Where the lock doesn't say so, no form that had a method of
/// its own was it.
fn first_as_before(contents: &mut [Content<'_>], route: &str, names: &Names) {
    let before = names.before(BODIES, route);
    let had_a_method = |word: &str| names.before(OPERATIONS, &format!("{route} {word}")).is_some();
    let was_first = |content: &Content<'_>| match before {
        Some(before) => [word(content), long_word(content)].iter().any(|word| word == before),
        None => !had_a_method(&word(content)) && !had_a_method(&long_word(content)),
    };
    contents.sort_by_cached_key(|content| !was_first(content));
}

/// The words for all forms, by which the lock knows them as well: a word that several have goes to none but the first of
/// JSON.
fn words(contents: &[Content<'_>]) -> Vec<String> {
    let short: Vec<String> = contents.iter().map(word).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &short {
        *counts.entry(word).or_default() += 1;
    }
    let is_shared = |word: &String| counts.get(word.as_str()).is_some_and(|count| *count > 1);
    let word_of = |(content, word): (&Content<'_>, &String)| match is_shared(word) && rank(content) > 0 {
        true => long_word(content),
        false => word.clone(),
    };
    contents.iter().zip(&short).map(word_of).collect()
}

/// The media type as a word.
fn long_word(content: &Content<'_>) -> String {
    names::snake(&essence(content.name))
}

/// The contents that callers would pass different values for, and the others.
///
/// Contents can be the same only where both are text, both are bytes, or both have one schema: a content is compared to
/// those alone.
fn distinct(contents: Vec<Content<'_>>) -> (Vec<Content<'_>>, Vec<Content<'_>>) {
    if contents.len() < 2 {
        return (contents, Vec::new());
    }
    let (mut kept, mut others): (Vec<Content<'_>>, Vec<Content<'_>>) = (Vec::new(), Vec::new());
    let mut by_format: BTreeMap<BodyFormat, usize> = BTreeMap::new();
    let mut by_schema: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for content in contents {
        let alike = by_schema.entry(fingerprint(content.media_type)).or_default();
        let mut near = alike.iter().chain(by_format.get(&content.format));
        if near.any(|index| kept.get(*index).is_some_and(|known| says_the_same(known, &content))) {
            others.push(content);
            continue;
        }
        alike.push(kept.len());
        by_format.entry(content.format).or_insert(kept.len());
        kept.push(content);
    }
    (kept, others)
}

/// A number that equal schemas share.
fn fingerprint(media_type: &MediaType) -> u64 {
    let meaning = media_type.schema.as_ref().map(|schema| meaning::of(schema));
    BuildHasherDefault::<DefaultHasher>::default().hash_one(meaning)
}

/// Whether callers would pass the same for both.
fn says_the_same(known: &Content<'_>, other: &Content<'_>) -> bool {
    let is_same_schema = meaning::is_same(known.media_type.schema.as_ref(), other.media_type.schema.as_ref());
    let is_described = is_same_schema && other.media_type.schema.is_some();
    match (known.format, other.format) {
        (BodyFormat::Text, BodyFormat::Text) | (BodyFormat::Bytes, BodyFormat::Bytes) => true,
        (BodyFormat::Json, BodyFormat::Json) if is_patch(known) || is_patch(other) => false,
        (one, another) if one == another => is_same_schema,
        (BodyFormat::Text, _) | (_, BodyFormat::Bytes) => false,
        (BodyFormat::FreeForm, _) | (_, BodyFormat::FreeForm) => false,
        (BodyFormat::Form | BodyFormat::Multipart, BodyFormat::Text) => false,
        _ => is_described && !other.holds_files,
    }
}

/// What is to be done with a patch depends on its media type: RFC 6902, RFC 7396.
fn is_patch(content: &Content<'_>) -> bool {
    let name = content.name.to_ascii_lowercase();
    name.contains("patch+json") || name.contains("patch+yaml")
}

/// How a body of a media type is written: [RFC 6839](https://www.rfc-editor.org/rfc/rfc6839) for `+json`.
fn format_of(schemas: &Schemas<'_>, name: &str, media_type: &MediaType) -> BodyFormat {
    let essence = essence(name);
    let kind = kind_of(schemas, media_type);
    match (essence.as_str(), kind) {
        ("multipart/form-data", _) if forms::is_free(schemas, media_type) => BodyFormat::FreeForm,
        ("multipart/form-data", _) => BodyFormat::Multipart,
        ("application/x-www-form-urlencoded", Kind::Object | Kind::Unsaid) => BodyFormat::Form,
        ("application/x-www-form-urlencoded", _) => BodyFormat::Text,
        (_, Kind::Binary) => BodyFormat::Bytes,
        ("*/*" | "application/*", Kind::Object | Kind::Other) => BodyFormat::Json,
        ("application/json" | "text/json", _) => BodyFormat::Json,
        (other, _) if other.ends_with("+json") => BodyFormat::Json,
        (other, Kind::Object | Kind::Other) if is_yaml(other) => BodyFormat::Json,
        (other, _) if is_xml(other) => BodyFormat::Xml,
        (other, _) if other.starts_with("text/") || other.ends_with("+xml") => BodyFormat::Text,
        _ => BodyFormat::Bytes,
    }
}

/// Every JSON text is YAML: YAML 1.2.2, section 1.2.
fn is_yaml(essence: &str) -> bool {
    ["/yaml", "/x-yaml", "+yaml"]
        .iter()
        .any(|ending| essence.ends_with(ending))
}

/// What a schema says of the kind of value, as far as the choice of a form goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unsaid,
    Object,
    Binary,
    String,
    Other,
}

fn kind_of(schemas: &Schemas<'_>, media_type: &MediaType) -> Kind {
    let target = media_type
        .schema
        .as_ref()
        .and_then(|schema| schemas.target(schema.into()));
    let Some(target) = target else { return Kind::Unsaid };
    let view = View::of(target);
    if forms::is_binary(&view) {
        Kind::Binary
    } else if view.schema_type == Some("string") {
        Kind::String
    } else if view.is_object() || view.is_composed() {
        Kind::Object
    } else if view.says_type() {
        Kind::Other
    } else {
        Kind::Unsaid
    }
}

fn lowered_body<'a>(
    schemas: &mut Schemas<'a>,
    body: &RequestBody,
    content: &Content<'a>,
    (text, name): (&str, &str),
    is_first: bool,
) -> Body {
    let spot = spot(schemas, content, text, is_first);
    let schema = content.media_type.schema.as_ref().map(SchemaRef::from);
    let ty = match content.format {
        BodyFormat::Multipart if content.holds_files || forms::is_born(schemas, content.media_type, &spot) => {
            forms::with_files(schemas, content.media_type, &spot)
        }
        BodyFormat::Json | BodyFormat::Xml => {
            schema.map_or(Type::Json, |schema| schemas.type_of(schema, &spot).into_type())
        }
        BodyFormat::Form | BodyFormat::Multipart => {
            schema.map_or(Type::JsonObject, |schema| schemas.type_of(schema, &spot).ty)
        }
        BodyFormat::FreeForm => Type::JsonObject,
        BodyFormat::Text => Type::String,
        BodyFormat::Bytes => Type::Array(Box::new(Type::Integer("u8"))),
    };
    let rules = rules::of_input(schemas, schema, &ty);
    rules::report_unchecked(schemas, content.format, (&ty, &rules), &spot);
    let view = schema.and_then(|schema| schemas.target(schema)).map(View::of);
    let has_type = matches!(ty, Type::Named(_));
    let facts = view
        .filter(|_| !has_type)
        .as_ref()
        .map(docs::facts_of_body)
        .unwrap_or_default();
    Body {
        required: body.required == Some(true),
        marked: body.required,
        name: name.to_owned(),
        ty,
        format: content.format,
        media_type: sent_media_type(content),
        xml: content.xml.root.clone(),
        parts: forms::parts(schemas, content.media_type, content.format, &spot),
        docs: docs::of_body(body.description.as_deref()),
        facts,
        note: None,
        rules,
        checks: Vec::new(),
    }
}

/// Where the type of a body stands. One that had the plain name before it held files keeps that.
fn spot(schemas: &Schemas<'_>, content: &Content<'_>, text: &str, is_first: bool) -> Spot {
    let of_part = |part: &str| Spot::operation_part(text, part, content.place.child("schema"));
    let plain = of_part("body");
    let was_plain = plain.key.name_before(&schemas.names).is_some();
    match is_first && (!content.holds_files || was_plain) {
        true => plain,
        false => of_part(part_word(content)),
    }
}

/// A body of bytes may be of any of its media types; that of a second method is said in any case.
fn note(content: &Content<'_>, others: &[Content<'_>], is_first: bool) -> Option<Line> {
    let code = |content: &Content<'_>| prose::code(content.name);
    let also = others.iter().filter(|other| other.format == BodyFormat::Bytes);
    let all: Vec<Line> = match content.format {
        BodyFormat::Bytes => std::iter::once(content).chain(also).map(code).collect(),
        _ => vec![code(content)],
    };
    let is_choice = content.format == BodyFormat::Bytes && (all.len() > 1 || content.name.contains('*'));
    let listed = Line::joined(all, " or ");
    match (is_choice, is_first) {
        (true, _) => Some(line![
            "The body may be ",
            listed,
            "; set which with [`Body::content_type`](crate::Body::content_type).",
        ]),
        (false, false) => Some(line!["Sends the body as ", listed, "."]),
        (false, true) => None,
    }
}

/// JSON is no range.
fn sent_media_type(content: &Content<'_>) -> String {
    match content.format {
        BodyFormat::Json if content.name.contains('*') => "application/json".to_owned(),
        _ => content.name.trim().to_owned(),
    }
}

fn part_word(content: &Content<'_>) -> &'static str {
    match content.format {
        BodyFormat::Multipart | BodyFormat::FreeForm => "form",
        BodyFormat::Form => "fields",
        _ => "body",
    }
}

/// The word for a second method; several of JSON are told apart by their own names: `application/merge-patch+json`.
fn word(content: &Content<'_>) -> String {
    let essence = content.name.split(';').next().unwrap_or_default().trim();
    match content.format {
        BodyFormat::Json if essence.contains('+') => {
            let subtype = essence.rsplit('/').next().unwrap_or_default();
            names::snake(subtype.split('+').next().unwrap_or_default())
        }
        BodyFormat::Json if is_yaml(essence) => "yaml".to_owned(),
        BodyFormat::Json => JSON.to_owned(),
        BodyFormat::Form => "form".to_owned(),
        BodyFormat::Multipart | BodyFormat::FreeForm => "multipart".to_owned(),
        BodyFormat::Xml => "xml".to_owned(),
        BodyFormat::Text if is_xml(&essence.to_ascii_lowercase()) => "xml".to_owned(),
        BodyFormat::Text => "text".to_owned(),
        BodyFormat::Bytes => "bytes".to_owned(),
    }
}

/// Forms that say the same as one that is used; of bytes every media type can be sent.
fn report_unused(schemas: &mut Schemas<'_>, kept: &[Content<'_>], others: &[Content<'_>], place: &Pointer) {
    let unused: Vec<String> = others
        .iter()
        .filter(|content| content.format != BodyFormat::Bytes)
        .map(|content| format!("`{}`", content.name))
        .collect();
    let Some(first) = kept.first().filter(|_| !unused.is_empty()) else {
        return;
    };
    let message = format!("this body is sent as `{}`, never as {}", first.name, unused.join(", "));
    schemas.report(Diagnostic::new(
        Code::UnusedContent,
        schemas.document.place(place),
        message,
    ));
}

/// What a schema describes and the client doesn't write by it.
fn report_poorer(schemas: &mut Schemas<'_>, content: &Content<'_>) {
    if let Some(why) = &content.xml.unfit {
        let message = format!("a body of media type `{}` is passed as text: {why}", content.name);
        let place = schemas.document.place(&content.place);
        schemas.report(Diagnostic::new(Code::XmlAsText, place, message));
        return;
    }
    let is_described = matches!(kind_of(schemas, content.media_type), Kind::Object | Kind::Other);
    if !is_described || !matches!(content.format, BodyFormat::Text | BodyFormat::Bytes) {
        return;
    }
    let taken = if content.format == BodyFormat::Text {
        "text"
    } else {
        "bytes"
    };
    let message = format!(
        "a body of media type `{}` is passed as {taken}; its schema is ignored",
        content.name
    );
    schemas.report(Diagnostic::new(
        Code::Unsupported,
        schemas.document.place(&content.place),
        message,
    ));
}
