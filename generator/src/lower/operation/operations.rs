//! Operations: OpenAPI 3.1.1, "Paths Object", "Path Item Object", "Operation Object".

use indexmap::IndexMap;

use super::called::Called;
use super::draft::{Call, OperationDraft, Way};
use super::lookup::{self, Located};
use super::raw::Raw;

use super::{pages, parameters, request_bodies, responses, servers, streams};
use crate::ir::{self, OperationId};
use crate::lower::docs;
use crate::lower::schema::schemas::Schemas;
use crate::pointer::Place;
use crate::spec::{self, SecurityRequirement};
use crate::template;

/// All operations of the document, lowered. Each keeps its position in `raw` as its id, by which later steps find what
/// the document says of it.
pub(crate) fn all<'a>(schemas: &mut Schemas<'a>, raw: &[Raw<'a>], called: &[Called]) -> Vec<OperationDraft> {
    raw.iter()
        .zip(called)
        .enumerate()
        .flat_map(|(index, (raw, called))| lowered(schemas, OperationId(index), raw, called))
        .collect()
}

/// The methods of an operation: its own, and those that give the answer as a stream.
fn lowered<'a>(schemas: &mut Schemas<'a>, id: OperationId, raw: &Raw<'a>, called: &Called) -> Vec<OperationDraft> {
    let operation = raw.operation;
    let text = &called.text;
    let parameters = parameters::of_operation(schemas, raw, text, &own_headers(schemas, operation));
    let mut ways = bodies(schemas, raw, text, &parameters).into_iter();
    let first = ways.next();
    let place = schemas.document.place(&raw.place);
    let is_usual = place == Place::entry(raw.place.clone());
    let origin = (!is_usual).then_some(&place);
    let responses = responses::of_operation(schemas, raw, text);
    let mut call = Call {
        id,
        wire: operation.id.clone().unwrap_or_else(|| raw.route()),
        docs: docs::of_operation(operation, text, origin),
        key: raw.key(),
        origin: place.clone(),
        deprecated: docs::deprecation(operation.deprecated, operation.description.as_deref()),
        method: raw.verb(),
        path: template::plain(raw.path),
        security: security(schemas, operation),
        scopes: scopes(schemas, operation),
        server: servers::of_operation(schemas.document, operation),
        parameters,
        body: first.map(|way| way.body),
        other_bodies: ways.collect(),
        redirects: responses.redirects,
        paging: None,
    };
    call.paging = pages::declared(schemas, raw, &call);
    let lowered = OperationDraft {
        call,
        answer: responses.answer,
        errors: responses.errors,
        key: raw.key(),
        headers: responses.headers,
        delivery: None,
        former: Vec::new(),
        text: text.clone(),
        method_texts: called.method_texts.clone(),
        home: called.home.clone(),
    };
    let twins = responses.streams.into_iter();
    let twins: Vec<OperationDraft> = twins
        .map(|(delivery, answer)| streams::twin(&lowered, delivery, answer))
        .collect();
    std::iter::once(lowered).chain(twins).collect()
}

fn bodies<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: &str, parameters: &[ir::Parameter]) -> Vec<Way> {
    let place = raw.place.child("requestBody");
    let Some(body) = raw.operation.request_body.as_ref() else {
        return Vec::new();
    };
    let Some(located) = lookup::follow(schemas.document, &lookup::REQUEST_BODIES, body, place) else {
        return Vec::new();
    };
    let Located { item, place, component } = located;
    let taken = |name: &str| parameters.iter().any(|parameter| parameter.name.rust == name);
    let name = ["body", "request_body", "json_body"]
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("body_");
    request_bodies::lowered(schemas, item, &place, (component.unwrap_or(text), name), &raw.key())
}

/// The headers that the client sends by itself with this operation, of those that parameters may be for.
fn own_headers(schemas: &Schemas<'_>, operation: &spec::Operation) -> Vec<&'static str> {
    let has_credentials = requirements(schemas, operation).any(|alternative| !alternative.is_empty());
    let content_type = operation.request_body.is_some().then_some("content-type");
    let authorization = has_credentials.then_some("authorization");
    std::iter::once("accept")
        .chain(content_type)
        .chain(authorization)
        .collect()
}

/// The operation's own requirements, or the document's.
fn security(schemas: &Schemas<'_>, operation: &spec::Operation) -> Vec<Vec<String>> {
    requirements(schemas, operation)
        .map(|alternative| alternative.keys().cloned().collect())
        .collect()
}

/// The scopes by scheme: those of the first alternative that has the scheme.
fn scopes(schemas: &Schemas<'_>, operation: &spec::Operation) -> Vec<(String, Vec<String>)> {
    let mut found: IndexMap<&String, &Vec<String>> = IndexMap::new();
    for (scheme, scopes) in requirements(schemas, operation).flatten() {
        found.entry(scheme).or_insert(scopes);
    }
    let found = found.into_iter().filter(|(_, scopes)| !scopes.is_empty());
    found.map(|(scheme, scopes)| (scheme.clone(), scopes.clone())).collect()
}

fn requirements<'a>(
    schemas: &Schemas<'a>,
    operation: &'a spec::Operation,
) -> impl Iterator<Item = &'a SecurityRequirement> {
    let own = operation.security.as_ref();
    own.unwrap_or(&schemas.document.security).iter()
}
