//! Webhooks and callbacks: OpenAPI 3.1.1, `webhooks` of the "OpenAPI Object" and "Callback Object".

mod event;
mod payload;

use super::docs;
use super::operation::called::Called;
use super::operation::parameters;
use super::operation::raw::Raw;
use super::schema::schemas::Schemas;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Location, Name, Parameter, Signatures, Webhook, WebhookHeaders, WebhookPayload, Webhooks};
use crate::names::{self, Case, distinct};
use crate::pointer::Pointer;
use crate::spec::{Operation, PathItem};

/// What the server sends, as read.
struct Incoming<'a> {
    raw: Raw<'a>,
    /// The name in the document.
    wire: &'a str,
    /// The text that its marker and its inline types are named from.
    text: String,
}

/// All webhooks, and the callbacks of all operations.
pub(crate) fn all<'a>(schemas: &mut Schemas<'a>, operations: &[Raw<'a>], called: &[Called]) -> Webhooks {
    let incoming = webhooks(schemas);
    let webhooks = lowered(schemas, &incoming);
    let event = event::of(schemas, &webhooks);
    let incoming = callbacks(operations, called);
    let callbacks = lowered(schemas, &incoming);
    let mut all = Webhooks {
        webhooks,
        callbacks,
        event,
        signatures: Signatures::Unknown,
    };
    if !all.is_empty() {
        all.signatures = signatures(schemas, all.all());
    }
    all
}

fn webhooks<'a>(schemas: &Schemas<'a>) -> Vec<Incoming<'a>> {
    let root = Pointer::root().child("webhooks");
    let webhooks = schemas.document.webhooks.iter();
    let webhooks = webhooks.flat_map(|(name, item)| of_item(name, name, item, &root.child(name)));
    webhooks.collect()
}

/// Callbacks are named after their operation as well: two operations may each have an `onData`.
fn callbacks<'a>(operations: &[Raw<'a>], called: &[Called]) -> Vec<Incoming<'a>> {
    let mut found = Vec::new();
    for (raw, called) in operations.iter().zip(called) {
        let own = raw.item.callbacks.get(raw.method).into_iter().flatten();
        for callback in own {
            let place = raw
                .place
                .child("callbacks")
                .child(&callback.name)
                .child(&callback.expression);
            let text = format!("{} {}", called.text, callback.name);
            found.extend(of_item(&callback.name, &text, &callback.item, &place));
        }
    }
    found
}

/// The operations of a path item; the method sets several of them apart.
fn of_item<'a>(wire: &'a str, text: &str, item: &'a PathItem, place: &Pointer) -> Vec<Incoming<'a>> {
    let is_only = item.operations.len() == 1;
    let incoming = item.operations.iter().map(|(method, operation)| Incoming {
        raw: Raw {
            method,
            path: wire,
            item,
            operation,
            place: place.child(method),
        },
        wire,
        text: match is_only {
            true => text.to_owned(),
            false => format!("{text} {method}"),
        },
    });
    incoming.collect()
}

/// What arrives, before the names are given.
struct Draft<'i, 'a> {
    incoming: &'i Incoming<'a>,
    payload: WebhookPayload,
    headers: Vec<Parameter>,
}

fn draft<'i, 'a>(schemas: &mut Schemas<'a>, incoming: &'i Incoming<'a>) -> Draft<'i, 'a> {
    let Incoming { raw, text, .. } = incoming;
    report_unread(schemas, raw);
    let parameters = parameters::of_operation(schemas, raw, text, &[]);
    let (headers, others): (Vec<Parameter>, Vec<Parameter>) = parameters
        .into_iter()
        .partition(|parameter| matches!(parameter.location, Location::Header { .. }));
    if !others.is_empty() {
        let names: Vec<String> = others.iter().map(|other| format!("`{}`", other.name.wire)).collect();
        let message = format!(
            "only header parameters of a webhook or callback are parsed, not {}",
            names.join(", ")
        );
        report(schemas, &raw.place, message);
    }
    Draft {
        incoming,
        payload: payload::of(schemas, raw, text),
        headers,
    }
}

/// What arrives, with its names: the markers and the structs of headers stand in one module.
fn lowered<'a>(schemas: &mut Schemas<'a>, incoming: &[Incoming<'a>]) -> Vec<Webhook> {
    let drafts: Vec<Draft<'_, '_>> = incoming.iter().map(|one| draft(schemas, one)).collect();
    let markers = drafts.iter().map(|draft| draft.incoming.text.clone());
    let with_headers = drafts.iter().filter(|draft| !draft.headers.is_empty());
    let headers = with_headers.map(|draft| format!("{} headers", draft.incoming.text));
    let texts: Vec<String> = markers.chain(headers).collect();
    let names = distinct(Case::Pascal, &texts, names::WEBHOOKS);
    let (markers, headers) = names.split_at(drafts.len().min(names.len()));
    let mut headers = headers.iter();
    let named = drafts.into_iter().zip(markers);
    named
        .map(|(draft, marker)| {
            let name = (!draft.headers.is_empty()).then(|| headers.next()).flatten();
            webhook(schemas, draft, marker, name)
        })
        .collect()
}

fn webhook(schemas: &Schemas<'_>, draft: Draft<'_, '_>, marker: &str, headers: Option<&String>) -> Webhook {
    let Incoming { raw, wire, .. } = draft.incoming;
    let operation = raw.operation;
    let place = schemas.document.place(&raw.place);
    Webhook {
        name: Name {
            rust: marker.to_owned(),
            wire: (*wire).to_owned(),
        },
        docs: docs::of_webhook(operation.summary.as_deref(), description(operation), wire, &place),
        origin: place,
        deprecated: docs::deprecation(operation.deprecated, operation.description.as_deref()),
        payload: draft.payload,
        headers: headers.map(|name| WebhookHeaders {
            name: name.clone(),
            fields: draft.headers,
        }),
    }
}

/// Some documents describe the body instead.
fn description(operation: &Operation) -> Option<&str> {
    let of_body = || operation.request_body.as_ref()?.inline()?.description.as_deref();
    let has_own = operation.summary.is_some() || operation.description.is_some();
    operation
        .description
        .as_deref()
        .or_else(|| of_body().filter(|_| !has_own))
}

/// What the document says of the receiver's part, which stays with the receiver.
fn report_unread(schemas: &mut Schemas<'_>, raw: &Raw<'_>) {
    let asks = |security: &Vec<_>| !security.is_empty();
    if raw.operation.security.as_ref().is_some_and(asks) {
        let message = "the credentials of received webhooks and callbacks aren't checked";
        report(schemas, &raw.place.child("security"), message.to_owned());
    }
    let responses = raw.operation.responses.iter();
    let has_content = responses
        .filter_map(|(_, response)| response.inline())
        .any(|response| !response.content.is_empty());
    if has_content {
        let message = "the response body to a webhook or callback has no type; the receiver writes it";
        report(schemas, &raw.place.child("responses"), message.to_owned());
    }
}

fn report(schemas: &mut Schemas<'_>, place: &Pointer, message: String) {
    let place = schemas.document.place(place);
    schemas.report(Diagnostic::new(Code::Unsupported, place, message));
}

/// The headers by which Standard Webhooks are known, and the name that they have with the library they come from.
const SIGNATURE_HEADERS: &[&str] = &["webhook-signature", "svix-signature"];

/// The document says it by the extension `x-standard-webhooks` or by declaring the header of the signature; otherwise the
/// configuration may.
fn signatures<'w>(schemas: &Schemas<'_>, mut webhooks: impl Iterator<Item = &'w Webhook>) -> Signatures {
    let says_so = schemas.document.signs_webhooks;
    let is_signature = |field: &Parameter| {
        let name = field.name.wire.to_ascii_lowercase();
        SIGNATURE_HEADERS.contains(&name.as_str())
    };
    let declares = webhooks.any(|webhook| {
        let mut fields = webhook.headers.iter().flat_map(|headers| &headers.fields);
        fields.any(is_signature)
    });
    match says_so || declares {
        true => Signatures::Standard,
        false => schemas.options.webhook_signatures,
    }
}
