//! The headers that responses declare: OpenAPI 3.1.1, "Header Object".

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::lookup::{self, Located};
use super::media_types::essence;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{HeaderLayout, HeaderSet, Name, ResponseHeader, ResponseHeaders, StatusPattern, Type};
use crate::lower::docs;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::view::{SchemaRef, View};
use crate::names::{self, Case, Scope, Wish};
use crate::spec::{Described, Header, Response};
use indexmap::IndexMap;

/// The headers of all responses of an operation, errors included; `None` when there are none.
///
/// A header that several responses declare is taken as the first of them has it.
pub(crate) fn of_responses<'a: 't, 't>(
    schemas: &mut Schemas<'a>,
    responses: &'t [(StatusPattern, Located<'a, Response>)],
    (text, route): (&'t str, &str),
) -> Option<Vec<ResponseHeader>> {
    let mut found: IndexMap<String, Declared<'_, '_>> = IndexMap::new();
    for (_, response) in responses {
        for (wire, header) in &response.item.headers {
            let place = response.place.child("headers").child(wire);
            let Some(located) = lookup::follow(schemas.document, &lookup::HEADERS, header, place) else {
                continue;
            };
            match found.get(&wire.to_ascii_lowercase()) {
                Some(known) if known.located.item.described == located.item.described => {}
                Some(_) => report_other_type(schemas, wire, &located),
                None if is_given(schemas, wire, &located) => {
                    let owner = response.component.unwrap_or(text);
                    found.insert(wire.to_ascii_lowercase(), Declared { wire, located, owner });
                }
                None => {}
            }
        }
    }
    let wishes: Vec<Wish> = found
        .values()
        .map(|declared| Wish::new(&name_text(declared.wire)))
        .collect();
    let scope = Scope::of("headers", route);
    let names = schemas.names.distinct(scope, Case::Snake, &wishes, names::HEADERS);
    let headers = found.values().zip(names);
    let headers: Vec<ResponseHeader> = headers
        .map(|(declared, rust)| lowered(schemas, declared, rust))
        .collect();
    (!headers.is_empty()).then_some(headers)
}

/// A header that clients have.
struct Declared<'a, 't> {
    wire: &'t str,
    located: Located<'a, Header>,
    /// What its inline types are named after.
    owner: &'t str,
}

fn report_other_type(schemas: &mut Schemas<'_>, wire: &str, located: &Located<'_, Header>) {
    let message =
        format!("the header `{wire}` has a different schema here; the schema of the earlier response is used");
    let place = schemas.document.place(&located.place);
    schemas.report(Diagnostic::new(Code::Unsupported, place, message));
}

/// Of structs that are alike, all but the first are that one under another name.
pub(crate) fn share(all: &mut [ResponseHeaders]) {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for this in all {
        match known.entry(format!("{:?}", this.headers)) {
            Entry::Occupied(same) => this.headers = HeaderSet::SameAs(same.get().clone()),
            Entry::Vacant(first) => {
                first.insert(this.name.clone());
            }
        }
    }
}

/// The text that a method is named from, and that the lock knows it by: a header of words between hyphens is its name,
/// whatever else comes; and an `ETag` is no tag of the kind `E`.
fn name_text(wire: &str) -> String {
    let words = wire.to_ascii_lowercase().replace('-', "_");
    let is_name = !wire.contains('_') && words == names::snake(wire);
    match is_name || words == "etag" {
        true => words,
        false => wire.to_owned(),
    }
}

/// `Content-Type` is ignored, as the standard says; a name that no header can have is reported.
fn is_given<'a>(schemas: &mut Schemas<'a>, wire: &str, located: &Located<'a, Header>) -> bool {
    if wire.eq_ignore_ascii_case("content-type") {
        return false;
    }
    let is_token = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    let is_name = !wire.is_empty() && wire.chars().all(is_token);
    if !is_name {
        let message = format!("`{wire}` isn't a valid header name");
        let place = schemas.document.place(&located.place);
        schemas.report(Diagnostic::new(Code::Unsupported, place, message));
    }
    is_name
}

fn lowered<'a>(schemas: &mut Schemas<'a>, declared: &Declared<'a, '_>, rust: String) -> ResponseHeader {
    let Declared { wire, located, owner } = declared;
    let header = located.item;
    let (schema, is_json, place) = match &header.described {
        Described::Schema(schema) => (Some(schema), false, located.place.child("schema")),
        Described::Content(content) => {
            let media = content.iter().next();
            let place = media.map_or_else(
                || located.place.clone(),
                |(name, _)| located.place.child("content").child(name).child("schema"),
            );
            let is_json = media.is_some_and(|(name, _)| essence(name).ends_with("json"));
            (media.and_then(|(_, media)| media.schema.as_ref()), is_json, place)
        }
    };
    let spot = match located.component {
        Some(component) => Spot::operation_part(component, "header", place),
        None => Spot::operation_part(owner, &format!("{wire} header"), place),
    };
    let schema = schema.map(SchemaRef::from);
    let ty = match schema {
        Some(schema) => schemas.type_of(schema, &spot).ty,
        None if is_json => Type::Json,
        None => Type::String,
    };
    let view = schema.and_then(|schema| schemas.target(schema)).map(View::of);
    let layout = match is_json {
        true => HeaderLayout::Json,
        false => layout(header, view.as_ref()),
    };
    ResponseHeader {
        name: Name {
            rust,
            wire: (*wire).to_owned(),
        },
        docs: docs::of_header(header, wire, view.as_ref()),
        deprecated: docs::deprecation(header.deprecated, header.description.as_deref()),
        ty,
        layout,
    }
}

/// Headers have the style `simple` alone.
fn layout(header: &Header, view: Option<&View<'_>>) -> HeaderLayout {
    match view {
        Some(view) if view.schema_type == Some("array") => HeaderLayout::List,
        Some(view) if view.is_object() && header.explode => HeaderLayout::ExplodedPairs,
        Some(view) if view.is_object() => HeaderLayout::Pairs,
        _ => HeaderLayout::Scalar,
    }
}
