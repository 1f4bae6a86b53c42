//! Forms of several parts: which of their properties are files, and how single ones are written. OpenAPI 3.0.4 and 3.1.1,
//! "Encoding Object" and "Encoding `multipart` Media Types".

use std::collections::BTreeSet;

use super::media_types::{essence, is_xml};
use super::parameters::style_form;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{BodyFormat, Dates, Field, PartForm, Presence, Shape, StructCodec, Style, StyleForm, Type, TypeId};
use crate::lower::finish::was_form;
use crate::lower::places::Key;
use crate::lower::schema::compose;
use crate::lower::schema::merge;
use crate::lower::schema::objects::{self, Parts, Property};
use crate::lower::schema::schemas::{Found, Schemas, Typed};
use crate::lower::schema::spot::Spot;
use crate::lower::schema::title::Title;
use crate::lower::schema::view::{SchemaRef, View};
use crate::lower::schema::xml;
use crate::pointer::Pointer;
use crate::prose::{self, Line, line};
use crate::spec::{Additional, Encoding, MediaType};

/// How many files a property holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Files {
    One,
    Many,
}

/// A string of any bytes.
pub(crate) fn is_binary(view: &View<'_>) -> bool {
    view.format == Some("binary") && matches!(view.schema_type, Some("string") | None)
}

/// Whether a form has a property that is a file.
pub(crate) fn holds_files<'a>(schemas: &Schemas<'a>, media_type: &'a MediaType) -> bool {
    let Some(schema) = media_type.schema.as_ref().map(SchemaRef::from) else {
        return false;
    };
    let parts = compose::object_parts(schemas, schema, &Spot::operation_part("", "", Pointer::root()));
    let properties = parts.map(|parts| parts.properties).unwrap_or_default();
    properties
        .iter()
        .any(|property| files(schemas, media_type, property).is_some())
}

/// Whether nothing is known of its parts: it is an array, an object without properties, or not described at all.
pub(crate) fn is_free<'a>(schemas: &Schemas<'a>, media_type: &'a MediaType) -> bool {
    let schema = media_type.schema.as_ref().map(SchemaRef::from);
    let Some((schema, view)) = schema.and_then(|schema| Some((schema, View::of(schemas.target(schema)?)))) else {
        return true;
    };
    if !view.is_object() && !view.is_composed() {
        return true;
    }
    let parts = compose::object_parts(schemas, schema, &Spot::operation_part("", "", Pointer::root()));
    parts.is_some_and(|parts| parts.is_empty())
}

/// Whether a form is a struct of its own from the start, though it holds no files yet: nothing but forms has that schema, and the
/// last run didn't have it as JSON.
pub(crate) fn is_born<'a>(schemas: &Schemas<'a>, media_type: &'a MediaType, spot: &Spot) -> bool {
    let Some(schema) = media_type.schema.as_ref().map(SchemaRef::from) else {
        return false;
    };
    let key = match schema {
        SchemaRef::Component(name) if is_form_alone(schemas, name) => Key::component(name),
        SchemaRef::Component(_) => return false,
        SchemaRef::Inline(_) => spot.key.clone(),
    };
    let view = schemas.target(schema).map(View::of);
    let is_plain = view.is_some_and(|view| view.is_object() && !view.is_composed());
    let is_kept = key.name_before(&schemas.names).is_none() || was_form(&key, &schemas.names);
    // What checks its values is JSON.
    is_plain && is_kept && !schemas.options.validate
}

/// Whether a component is a form and nothing else; in the last run, such a form may have had a type beside that of the component.
fn is_form_alone(schemas: &Schemas<'_>, name: &str) -> bool {
    let second = Key::component(name).below(" 2");
    schemas.document.forms.contains(name) && second.name_before(&schemas.names).is_none()
}

/// Where the struct of a form stands: in place of the component that is nothing else, and else beside it.
fn spot_of<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>, spot: &Spot) -> (Spot, Option<TypeId>) {
    match schema {
        SchemaRef::Component(name) => {
            let own = schemas.components.get(name).copied();
            let own = own.filter(|_| is_form_alone(schemas, name)).filter(
                |id| matches!(schemas.shape_of(*id), Some(Shape::Struct(object)) if object.codec == StructCodec::Json),
            );
            let title = Title::of(name);
            let title = if own.is_some() { title } else { title.with("form") };
            let component = Spot::component(name);
            (Spot { title, ..component }, own)
        }
        SchemaRef::Inline(_) => (spot.clone(), None),
    }
}

/// The struct of a form with files: it isn't JSON, so it is a type beside that of the schema, unless that is nothing else.
pub(crate) fn with_files<'a>(schemas: &mut Schemas<'a>, media_type: &'a MediaType, spot: &Spot) -> Type {
    let Some(schema) = media_type.schema.as_ref().map(SchemaRef::from) else {
        return Type::JsonObject;
    };
    let (spot, own) = spot_of(schemas, schema, spot);
    let parts = compose::object_parts(schemas, schema, &spot);
    let (Some(parts), Some(view)) = (parts, schemas.target(schema).map(View::of)) else {
        return Type::JsonObject;
    };
    let found: Vec<Option<Files>> = parts
        .properties
        .iter()
        .map(|property| files(schemas, media_type, property))
        .collect();
    let named: Vec<&str> = parts
        .properties
        .iter()
        .zip(&found)
        .filter_map(|(property, files)| files.map(|_| property.name))
        .collect();
    let key = named.iter().fold(spot.place.child("form"), |key, name| key.child(name));
    schemas.once(key, |schemas| {
        let shape = match objects::from_parts(schemas, parts, &spot) {
            Found::Shape(Shape::Struct(mut object)) => {
                object.codec = StructCodec::Multipart;
                for (field, files) in object.fields.iter_mut().zip(&found) {
                    settle(field, *files, encoding_of(media_type, &field.name.wire));
                }
                Found::Shape(Shape::Struct(object))
            }
            other => other,
        };
        match own {
            Some(id) => {
                schemas.complete(id, shape, &view, &spot);
                Typed {
                    ty: Type::Named(id),
                    nullable: false,
                }
            }
            None => schemas.settle_anew(shape, &view, &spot),
        }
    })
}

/// A form can't say null: what may be null may be left out.
fn settle(field: &mut Field, files: Option<Files>, encoding: Option<&Encoding>) {
    if matches!(field.presence, Presence::Tristate | Presence::Lenient) {
        field.presence = Presence::Optional;
    }
    field.dates = Dates::Strict;
    field.may_be_null = false;
    let Some(files) = files else { return };
    field.ty = match files {
        Files::One => Type::File,
        Files::Many => Type::Array(Box::new(Type::File)),
    };
    if field.presence != Presence::Required {
        field.presence = Presence::Optional;
    }
    if let Some(media_type) = encoding.and_then(content_type) {
        field.docs.paragraph([media_types(media_type)]);
    }
}

/// The media type of a file, or those of which the caller names one.
fn media_types(declared: &str) -> Line {
    let all: Vec<Line> = declared.split(',').map(|one| prose::code(one.trim())).collect();
    match all.as_slice() {
        [only] if !declared.contains('*') => line!["Media type: ", only, "."],
        _ => line![
            "Media types: ",
            Line::joined(all, ", "),
            "; name one by [`FilePart::content_type`](crate::FilePart::content_type)."
        ],
    }
}

fn files<'a>(schemas: &Schemas<'a>, media_type: &MediaType, property: &Property<'a>) -> Option<Files> {
    let declared = encoding_of(media_type, property.name);
    let is_styled = matches!(declared, Some(Encoding::Styled { .. }));
    let is_sent_as_bytes = declared.and_then(content_type).is_some_and(is_binary_media_type);
    let mut schemas_of = property
        .declared
        .iter()
        .map(|(schema, _)| *schema)
        .filter(|_| !is_styled);
    schemas_of.find_map(|schema| files_of(schemas, schema, is_sent_as_bytes))
}

/// A file anywhere in unions and compositions makes the value one; one in an array of them makes it several.
fn files_of<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>, is_sent_as_bytes: bool) -> Option<Files> {
    let mut found = None;
    let mut passed = BTreeSet::new();
    let mut open = vec![(schema, Files::One)];
    while let Some((schema, many)) = open.pop() {
        if matches!(schema, SchemaRef::Component(name) if !passed.insert((name, many))) {
            continue;
        }
        let Some(view) = schemas.target(schema).map(View::of) else {
            continue;
        };
        if is_file(&view, is_sent_as_bytes) {
            found = found.max(Some(many));
        } else if let Some(items) = view.items {
            open.push((items, Files::Many));
        } else {
            let members = view.all_of.iter().chain(view.one_of).chain(view.any_of);
            open.extend(members.map(|member| (member.into(), many)));
        }
    }
    found
}

fn is_file(view: &View<'_>, is_sent_as_bytes: bool) -> bool {
    let is_plain = match view.schema_type {
        Some("string") => view.format.is_none() && view.enumeration.is_empty(),
        None => !view.says_type(),
        Some(_) => false,
    };
    is_binary(view) || (is_sent_as_bytes && is_plain)
}

fn content_type(encoding: &Encoding) -> Option<&str> {
    match encoding {
        Encoding::ContentType(media_type) => Some(media_type),
        Encoding::Styled { .. } => None,
    }
}

fn encoding_of<'a>(media_type: &'a MediaType, property: &str) -> Option<&'a Encoding> {
    media_type.encoding.get(property)
}

/// Whether all of these media types hold bytes that are no text.
fn is_binary_media_type(listed: &str) -> bool {
    listed.split(',').all(|media_type| {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_text = essence.starts_with("text/")
            || ["json", "xml", "yaml", "x-www-form-urlencoded"]
                .iter()
                .any(|kind| essence.ends_with(kind));
        !is_text && !essence.is_empty()
    })
}

/// What the document says of single properties, where it differs from what goes without saying.
pub(crate) fn parts<'a>(
    schemas: &mut Schemas<'a>,
    media_type: &'a MediaType,
    format: BodyFormat,
    spot: &Spot,
) -> Vec<(String, PartForm)> {
    let is_form = matches!(format, BodyFormat::Form | BodyFormat::Multipart);
    let schema = media_type.schema.as_ref().map(SchemaRef::from).filter(|_| is_form);
    let parts = schema.and_then(|schema| compose::object_parts(schemas, schema, spot));
    let mut written = Vec::new();
    for (property, encoding) in media_type.encoding.iter().filter(|_| is_form) {
        let of_xml = || xml_part(schemas, parts.as_ref()?, property, encoding);
        match (format == BodyFormat::Multipart).then(of_xml).flatten() {
            Some(Ok(part)) => {
                written.push((property.clone(), part));
                continue;
            }
            Some(Err(why)) => {
                let message = format!("the part `{property}` is sent as JSON: {why}");
                report(schemas, Code::XmlAsText, spot, property, message);
                continue;
            }
            None => {}
        }
        let declared = parts.as_ref().map(|parts| kind_of(schemas, parts, property));
        if let Some(problem) = declared.and_then(|kind| misfit(property, encoding, kind)) {
            report(schemas, Code::Unsupported, spot, property, problem);
            continue;
        }
        written.extend(part(encoding, format).map(|part| (property.clone(), part)));
    }
    written
}

/// Reports what is wrong with the encoding of a property.
fn report(schemas: &mut Schemas<'_>, code: Code, spot: &Spot, property: &str, message: String) {
    let form = spot.place.parent().unwrap_or_default();
    let place = schemas.document.place(&form.child("encoding").child(property));
    schemas.report(Diagnostic::new(code, place, message));
}

/// An object or a list that is a part of XML; `None` if it is something else.
fn xml_part<'a>(
    schemas: &mut Schemas<'a>,
    parts: &Parts<'a>,
    property: &str,
    encoding: &Encoding,
) -> Option<Result<PartForm, String>> {
    let media_type = content_type(encoding)?;
    let declared = parts.properties.iter().find(|declared| declared.name == property)?;
    let (schema, spot) = merge::leading(&declared.declared)?;
    let view = schemas.target(*schema).map(View::of)?;
    let is_structure = view.is_object() || !view.all_of.is_empty() || view.items.is_some();
    if !is_xml(&essence(media_type)) || !is_structure {
        return None;
    }
    let root = xml::root(schemas, *schema, spot, property);
    Some(root.map(|root| match root {
        Some(root) => PartForm::Xml(media_type.to_owned(), root),
        None => PartForm::Typed(media_type.to_owned()),
    }))
}

/// What a property is, as far as encodings go.
#[derive(Clone, Copy)]
enum Kind {
    Undeclared,
    Object,
    Other,
}

fn kind_of(schemas: &Schemas<'_>, parts: &Parts<'_>, property: &str) -> Kind {
    let declared = parts.properties.iter().find(|declared| declared.name == property);
    let Some(declared) = declared else {
        return match parts.additional {
            None | Some(Additional::Any(false)) => Kind::Undeclared,
            Some(_) => Kind::Other,
        };
    };
    let targets = declared
        .declared
        .iter()
        .filter_map(|(schema, _)| schemas.target(*schema));
    match targets.map(View::of).any(|view| view.is_object()) {
        true => Kind::Object,
        false => Kind::Other,
    }
}

/// What is wrong with an encoding, which is then left out.
fn misfit(property: &str, encoding: &Encoding, kind: Kind) -> Option<String> {
    let media_type = content_type(encoding).unwrap_or("application/json");
    match kind {
        Kind::Undeclared => Some(format!(
            "the schema has no property `{property}`; its encoding is ignored"
        )),
        Kind::Object if !media_type.ends_with("json") => Some(format!(
            "the object `{property}` is sent as `application/json`, not as `{media_type}`"
        )),
        Kind::Object | Kind::Other => None,
    }
}

fn part(encoding: &Encoding, format: BodyFormat) -> Option<PartForm> {
    let media_type = match encoding {
        Encoding::ContentType(media_type) => media_type,
        Encoding::Styled {
            style,
            explode,
            allow_reserved,
        } => {
            return Some(PartForm::Styled(Style {
                form: style_form(*style),
                explode: *explode,
                allow_reserved: *allow_reserved,
            }));
        }
    };
    let is_one = !media_type.contains([',', '*']);
    let is_json = media_type.ends_with("json");
    match format {
        BodyFormat::Form if is_json => Some(PartForm::Styled(Style {
            form: StyleForm::Json,
            explode: false,
            allow_reserved: false,
        })),
        BodyFormat::Multipart if is_one && media_type != "application/octet-stream" => {
            Some(PartForm::Typed(media_type.to_owned()))
        }
        _ => None,
    }
}
