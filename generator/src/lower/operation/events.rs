//! Server-sent events. A document describes either the data of an event or the whole event, as an object.
//!
//! It is the whole event where every property is a field of the standard (`event`, `data`, `id`, `retry`) and `data` is one of
//! them; in a union all members must be so. Everything else describes the data.

use std::collections::BTreeSet;

use crate::ir::{EventForm, Events, Payload, Type};
use crate::lower::schema::elements;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::view::{SchemaRef, View};
use crate::spec::MediaType;

/// The fields of an event: WHATWG HTML, section 9.2.6.
const FIELDS: &[&str] = &["data", "event", "id", "retry"];

/// The data that ends most streams of JSON, whether their documents say so or not.
const DONE: &str = "[DONE]";

/// What a response of `text/event-stream` carries.
pub(crate) fn payload<'a>(schemas: &mut Schemas<'a>, media_type: &'a MediaType, spot: &Spot) -> Payload {
    let schema = media_type.schema.as_ref().map(SchemaRef::from);
    let form = form(schemas, schema);
    let ty = match (form, schema) {
        (EventForm::Text, _) | (_, None) => Type::String,
        (_, Some(schema)) => elements::element_type(schemas, schema, spot),
    };
    let is_json = matches!(form, EventForm::Data | EventForm::Object);
    let sentinel = media_type.sentinel.clone().or_else(|| is_json.then(|| DONE.to_owned()));
    Payload::Events(Events { ty, form, sentinel })
}

fn form<'a>(schemas: &Schemas<'a>, schema: Option<SchemaRef<'a>>) -> EventForm {
    let Some(schema) = schema else {
        return EventForm::Text;
    };
    let element = schemas
        .target(schema)
        .map(View::of)
        .and_then(|view| view.items)
        .unwrap_or(schema);
    let mut data = Vec::new();
    if is_event(schemas, element, &mut data) && !data.is_empty() {
        return match data.iter().all(|data| elements::is_string(schemas, Some(*data))) {
            true => EventForm::TextObject,
            false => EventForm::Object,
        };
    }
    match elements::is_string(schemas, Some(element)) {
        true => EventForm::Text,
        false => EventForm::Data,
    }
}

/// Whether a schema describes whole events, as all must that it is composed of; gathers the schemas of their data.
fn is_event<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>, data: &mut Vec<SchemaRef<'a>>) -> bool {
    let mut passed = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        if matches!(schema, SchemaRef::Component(name) if !passed.insert(name)) {
            continue;
        }
        let Some(view) = schemas.target(schema).map(View::of) else {
            return false;
        };
        let own = view.properties.into_iter().flatten();
        if !view.has_properties() && !view.is_composed() {
            return false;
        }
        for (name, property) in own {
            if !FIELDS.contains(&name.as_str()) {
                return false;
            }
            if name == "data" {
                data.push(property.into());
            }
        }
        let members = view.all_of.iter().chain(view.one_of).chain(view.any_of);
        open.extend(members.map(SchemaRef::from));
    }
    true
}
