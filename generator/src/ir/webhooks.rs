//! What the server sends to the caller's own: webhooks and callbacks.

use super::{Docs, Name, Note, Parameter, Type, TypeId, XmlBody, XmlElement};
use crate::pointer::Place;

/// All that the server sends by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Webhooks {
    /// The webhooks in document order.
    pub webhooks: Vec<Webhook>,
    /// The callbacks of operations, in document order.
    pub callbacks: Vec<Webhook>,
    /// The union of all webhooks' payloads, where they can be told apart.
    pub event: Option<TypeId>,
    /// How they are signed.
    pub signatures: Signatures,
}

/// How webhooks are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signatures {
    /// The document does not say.
    #[default]
    Unknown,
    /// As Standard Webhooks have it.
    Standard,
}

/// One request that the server sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// The marker that reads it, and its name in the document.
    pub name: Name,
    /// The documentation of the marker.
    pub docs: Docs,
    /// Where it comes from.
    pub origin: Place,
    /// The note, if it is deprecated.
    pub deprecated: Option<Note>,
    /// The body.
    pub payload: WebhookPayload,
    /// The declared headers, if there are any.
    pub headers: Option<WebhookHeaders>,
}

/// The body of a webhook.
#[derive(Clone, Debug, PartialEq)]
pub enum WebhookPayload {
    /// No body is declared.
    Empty,
    /// JSON.
    Json(Type),
    /// `application/x-www-form-urlencoded`.
    Form(Type),
    /// XML by its schema.
    Xml(XmlBody),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// The declared headers of a webhook: a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct WebhookHeaders {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<Parameter>,
}

impl Webhooks {
    /// Whether the server sends nothing by itself.
    pub fn is_empty(&self) -> bool {
        self.webhooks.is_empty() && self.callbacks.is_empty()
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Webhook> {
        self.webhooks.iter().chain(&self.callbacks)
    }

    /// The root elements of payloads that are XML.
    pub fn xml(&self) -> impl Iterator<Item = &XmlElement> {
        self.all().filter_map(|webhook| match &webhook.payload {
            WebhookPayload::Xml(body) => Some(&body.root),
            _ => None,
        })
    }

    /// The types of all payloads and headers.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.all().flat_map(|webhook| {
            let payload = match &webhook.payload {
                WebhookPayload::Json(ty) | WebhookPayload::Form(ty) | WebhookPayload::Xml(XmlBody { ty, .. }) => {
                    Some(ty)
                }
                WebhookPayload::Empty | WebhookPayload::Text | WebhookPayload::Bytes => None,
            };
            let headers = webhook.headers.iter().flat_map(|headers| &headers.fields);
            payload.into_iter().chain(headers.map(|field| &field.ty))
        })
    }
}
