//! The content of responses: OpenAPI 3.1.1, "Media Type Object".
//!
//! A response may have its body in several forms. Those of one type are one; the others are told apart by the media type
//! of the answer.

use super::events;
use super::media_types::{Form, essence};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Framing, Lines, Payload, Presence, Type, XmlBody};
use crate::lower::schema::elements::nullable;
use crate::lower::schema::leniency;
use crate::lower::schema::meaning;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::view::{SchemaRef, View};
use crate::lower::schema::xml::{self, Described};
use crate::pointer::Pointer;
use crate::spec::{MediaType, SchemaSlot};
use std::sync::Arc;

use crate::lower::schema::elements::element_type;
use crate::lower::schema::elements::is_string;
use indexmap::IndexMap;

/// One form of a response's body.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    pub(crate) payload: Payload,
    /// What sets it apart from other forms, in a word or two.
    pub(crate) word: String,
    /// Its media types as declared.
    pub(crate) media_types: Vec<String>,
    /// What the configuration calls it; empty for what isn't JSON.
    pub(crate) place: String,
    /// Whether the configuration has it read otherwise than the document describes it.
    is_lenient: bool,
}

/// Whether a body comes as a whole (be it bytes in pieces) or as one value after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Delivery {
    Whole,
    Events,
    Lines,
}

impl Alternative {
    pub(crate) fn delivery(&self) -> Delivery {
        match self.payload {
            Payload::Events(_) => Delivery::Events,
            Payload::Lines(_) => Delivery::Lines,
            _ => Delivery::Whole,
        }
    }

    fn of(content: &Content<'_>, payload: Payload, word: &str) -> Self {
        Self {
            payload,
            word: word.to_owned(),
            media_types: vec![content.name.to_owned()],
            place: String::new(),
            is_lenient: false,
        }
    }

    /// No body at all.
    pub(crate) fn empty() -> Self {
        Self {
            payload: Payload::Empty,
            word: String::new(),
            media_types: Vec::new(),
            place: String::new(),
            is_lenient: false,
        }
    }
}

/// A media type on its way to an alternative.
struct Content<'a> {
    name: &'a str,
    media_type: &'a MediaType,
    form: Form,
    /// What it is if the media type is XML.
    xml: Described,
    /// What its inline types are named with besides the response; nothing for one of the forms.
    word: String,
    place: Pointer,
}

/// The forms of a body, the one that is asked for first: JSON before XML before text before bytes before streams of values.
///
/// `spot` says where an inline type is and what it is named from, given the word for a part that is not the first.
pub(crate) fn alternatives<'a>(
    schemas: &mut Schemas<'a>,
    content: &'a IndexMap<String, MediaType>,
    place: &Pointer,
    spot: &dyn Fn(Pointer, &str) -> Spot,
) -> Vec<Alternative> {
    let mut found: Vec<Alternative> = Vec::new();
    let (mut schema_of_json, mut schema_of_xml) = (None, None);
    let contents = by_preference(schemas, content, place, spot);
    for content in named(schemas, contents, spot) {
        let schema = content.media_type.schema.as_ref();
        if content.form == Form::Json && schema_of_json.is_none() {
            schema_of_json = schema;
        }
        let is_that_of_json = meaning::is_same(schema, schema_of_json);
        if schema.is_some() && is_that_of_json && content.form.is_other_than_json() {
            match (
                is_string(schemas, schema.map(SchemaRef::from)),
                content.form,
                found.first_mut(),
            ) {
                (false, _, _) => {
                    report_other_form(schemas, &content);
                    continue;
                }
                (true, Form::Text, Some(json)) if !json.is_lenient => {
                    json.payload = Payload::JsonOrText;
                    json.media_types.push(content.name.to_owned());
                    continue;
                }
                _ => {}
            }
        }
        let alternative = match said_by_xml(&content, &found, schema_of_xml) {
            Some(payload) => Alternative::of(&content, payload, XML),
            None => alternative(schemas, &content, &found, is_that_of_json, spot),
        };
        if content.form == Form::Xml && schema_of_xml.is_none() {
            schema_of_xml = schema;
        }
        match found.iter_mut().find(|other| other.payload == alternative.payload) {
            Some(other) => other.media_types.extend(alternative.media_types),
            None => found.push(alternative),
        }
    }
    found
}

fn by_preference<'a>(
    schemas: &mut Schemas<'a>,
    content: &'a IndexMap<String, MediaType>,
    place: &Pointer,
    spot: &dyn Fn(Pointer, &str) -> Spot,
) -> Vec<Content<'a>> {
    let contents = content.iter().map(|(name, media_type)| {
        let place = place.child("content").child(name);
        let form = Form::of(name, media_type);
        let xml = match form {
            Form::Xml => xml::described(schemas, media_type, &spot(place.child("schema"), "")),
            _ => Described::default(),
        };
        Content {
            name,
            media_type,
            form: if form == Form::Xml && xml.root.is_none() {
                Form::Text
            } else {
                form
            },
            xml,
            word: String::new(),
            place,
        }
    });
    let mut contents: Vec<Content<'a>> = contents.collect();
    contents.sort_by_key(|content| (content.form, essence(content.name) != JSON));
    contents
}

/// The same XML under another media type: `text/xml` beside `application/xml`.
fn said_by_xml<'a>(
    content: &Content<'a>,
    found: &[Alternative],
    schema_of_xml: Option<&'a Arc<SchemaSlot>>,
) -> Option<Payload> {
    let is_same = content.form == Form::Xml && meaning::is_same(content.media_type.schema.as_ref(), schema_of_xml);
    let mut payloads = found.iter().map(|alternative| &alternative.payload);
    let known = payloads.find(|payload| matches!(payload, Payload::Xml(_)))?;
    is_same.then(|| known.clone())
}

/// The media type of JSON, which the lock needs not name.
pub(crate) const JSON: &str = "application/json";

/// One JSON form has the plain names of inline types: the one whose type had a name in the last run, else the first.
fn named<'a>(
    schemas: &Schemas<'_>,
    mut contents: Vec<Content<'a>>,
    spot: &dyn Fn(Pointer, &str) -> Spot,
) -> Vec<Content<'a>> {
    let is_known = |content: &Content<'_>| {
        let key = spot(content.place.child("schema"), "").key;
        content.form == Form::Json && key.name_before(&schemas.names).is_some()
    };
    let plain = contents.iter().position(is_known).unwrap_or(0);
    for (_, content) in contents.iter_mut().enumerate().filter(|(index, _)| *index != plain) {
        content.word = subtype(content.name);
    }
    contents
}

/// A value in a form that the client need not ask for, since JSON says the same.
fn report_other_form(schemas: &mut Schemas<'_>, content: &Content<'_>) {
    let message = format!(
        "`{}` isn't requested: the client requests the same value as JSON",
        content.name
    );
    schemas.report(Diagnostic::new(
        Code::OtherForms,
        schemas.document.place(&content.place),
        message,
    ));
}

fn alternative<'a>(
    schemas: &mut Schemas<'a>,
    content: &Content<'a>,
    found: &[Alternative],
    is_first_json: bool,
    spot: &dyn Fn(Pointer, &str) -> Spot,
) -> Alternative {
    let place = content.place.child("schema");
    let (payload, word) = match content.form {
        Form::Json => {
            let same = found.first().filter(|_| is_first_json);
            let own = || lenient_json(schemas, content, &spot(place, &content.word));
            return same.cloned().map_or_else(own, |same| Alternative {
                word: subtype(content.name),
                media_types: vec![content.name.to_owned()],
                ..same
            });
        }
        Form::Xml => (xml(schemas, content, &spot(place, &content.word)), XML.to_owned()),
        Form::Text => {
            report_text(schemas, content);
            (Payload::Text, "text".to_owned())
        }
        Form::Bytes => {
            report_multipart(schemas, content);
            (Payload::ByteStream, "bytes".to_owned())
        }
        Form::Events => (
            events::payload(schemas, content.media_type, &spot(place, "event")),
            "events".to_owned(),
        ),
        Form::Lines | Form::Sequence => (lines(schemas, content, &spot(place, "line")), "lines".to_owned()),
    };
    Alternative::of(content, payload, &word)
}

/// The word for XML beside other forms.
const XML: &str = "xml";

fn xml<'a>(schemas: &mut Schemas<'a>, content: &Content<'a>, spot: &Spot) -> Payload {
    match content.xml.root.clone() {
        Some(root) => Payload::Xml(XmlBody {
            ty: json(schemas, content, spot),
            root,
        }),
        None => Payload::Text,
    }
}

/// `application/vnd.pets.v2+json` → `vnd.pets.v2+json`
fn subtype(name: &str) -> String {
    let essence = essence(name);
    essence
        .split_once('/')
        .map_or(essence.clone(), |(_, subtype)| subtype.to_owned())
}

/// JSON, as the configuration has it read.
fn lenient_json<'a>(schemas: &mut Schemas<'a>, content: &Content<'a>, spot: &Spot) -> Alternative {
    let place = spot.key.to_string();
    let declared = json(schemas, content, spot);
    let (ty, is_lenient) = match leniency::of_response(schemas, &place) {
        Presence::Lenient => (Type::Json, true),
        Presence::Nullable => (nullable(declared), true),
        _ => (declared, false),
    };
    Alternative {
        place,
        is_lenient,
        ..Alternative::of(content, Payload::Json(ty), &subtype(content.name))
    }
}

fn json<'a>(schemas: &mut Schemas<'a>, content: &Content<'a>, spot: &Spot) -> Type {
    let schema = content.media_type.schema.as_ref();
    schema.map_or(Type::Json, |schema| schemas.type_of(schema.into(), spot).into_type())
}

/// Lines of JSON. A schema of an array describes them all: OpenAPI 3.2.0, "Sequential Media Types".
fn lines<'a>(schemas: &mut Schemas<'a>, content: &Content<'a>, spot: &Spot) -> Payload {
    let schema = content.media_type.schema.as_ref().map(SchemaRef::from);
    // A string describes the text of them all, and no line of it.
    let described = schema.filter(|schema| !is_string(schemas, Some(*schema)));
    let ty = described.map_or(Type::Json, |schema| element_type(schemas, schema, spot));
    let framing = match content.form {
        Form::Sequence => Framing::Sequence,
        _ => Framing::Lines,
    };
    Payload::Lines(Lines { ty, framing })
}

/// Each text that a schema describes further.
fn report_text<'a>(schemas: &mut Schemas<'a>, content: &Content<'a>) {
    let schema = content.media_type.schema.as_ref().map(SchemaRef::from);
    if let Some(why) = &content.xml.unfit {
        let message = format!("`{}` is returned as text: {why}", content.name);
        let place = schemas.document.place(&content.place);
        schemas.report(Diagnostic::new(Code::XmlAsText, place, message));
    } else if schema.is_some_and(|schema| describes_more_than_text(schemas, schema)) {
        let message = format!("`{}` is returned as text; its schema is ignored", content.name);
        let place = schemas.document.place(&content.place);
        schemas.report(Diagnostic::new(Code::Unsupported, place, message));
    }
}

fn describes_more_than_text<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>) -> bool {
    let view = schemas.target(schema).map(View::of);
    view.is_some_and(|view| view.says_type() && view.schema_type != Some("string"))
}

fn report_multipart(schemas: &mut Schemas<'_>, content: &Content<'_>) {
    if essence(content.name).starts_with("multipart/") {
        let message = format!("`{}` is returned as bytes; its parts aren't parsed", content.name);
        let place = schemas.document.place(&content.place);
        schemas.report(Diagnostic::new(Code::Unsupported, place, message));
    }
}
