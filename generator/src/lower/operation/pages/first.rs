//! The value that a parameter has for the first page.

use std::collections::BTreeSet;

use super::Raw;
use crate::ir::PageInput;
use crate::lower::operation::lookup;
use crate::lower::schema::view::{SchemaRef, View};
use crate::pointer::Pointer;
use crate::spec::{Described, Schema};

/// The default of a parameter, or its least value; `otherwise` where it has neither.
pub(super) fn of(raw: &Raw<'_>, input: PageInput, name: &str, otherwise: u64) -> u64 {
    let schema = match input {
        PageInput::Query => of_query(raw, name),
        PageInput::Body => of_body(raw, name),
    };
    let view = schema.and_then(|schema| target(raw, schema)).map(View::of);
    let default = view.as_ref().and_then(|view| view.schema.default.as_ref()?.as_u64());
    let least = || {
        let minimum = view
            .as_ref()?
            .bounds
            .minimum
            .as_ref()?
            .as_f64()
            .filter(|minimum| *minimum == 0.0 || *minimum == 1.0)?;
        Some(u64::from(minimum == 1.0))
    };
    default.or_else(least).unwrap_or(otherwise)
}

fn of_query<'a>(raw: &Raw<'a>, name: &str) -> Option<SchemaRef<'a>> {
    let parameters = raw.operation.parameters.iter().chain(raw.shared);
    let mut located = parameters
        .filter_map(|parameter| lookup::follow(raw.document, &lookup::PARAMETERS, parameter, Pointer::root()));
    let found = located.find(|located| located.item.place.is_query() && located.item.name == name);
    match &found?.item.described {
        Described::Schema(schema) => Some(schema.into()),
        Described::Content(_) => None,
    }
}

/// The property of the body that a JSON Pointer leads to.
fn of_body<'a>(raw: &Raw<'a>, pointer: &str) -> Option<SchemaRef<'a>> {
    let body = raw.operation.request_body.as_ref()?;
    let located = lookup::follow(raw.document, &lookup::REQUEST_BODIES, body, Pointer::root())?;
    let (_, media_type) = located.item.content.iter().find(|(name, _)| name.contains("json"))?;
    let mut schema = SchemaRef::from(media_type.schema.as_ref()?);
    for token in Pointer::parse(pointer).tokens() {
        schema = View::of(target(raw, schema)?).properties?.get(&token)?.into();
    }
    Some(schema)
}

/// The schema that a reference leads to in the end.
fn target<'a>(raw: &Raw<'a>, mut schema: SchemaRef<'a>) -> Option<&'a Schema> {
    let mut passed = BTreeSet::new();
    loop {
        match schema {
            SchemaRef::Inline(schema) => return Some(schema),
            SchemaRef::Component(name) if passed.insert(name) => {
                schema = raw.document.components.schemas.get(name)?.into();
            }
            SchemaRef::Component(_) => return None,
        }
    }
}
