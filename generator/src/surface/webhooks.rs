//! The items of `webhooks` and `callbacks`.

use super::{Argument, Item, Kind, Surface, rust};
use crate::ir::{Api, Webhook, WebhookHeaders, WebhookPayload, XmlBody};

/// Adds what the server sends by itself.
pub(super) fn add(surface: &mut Surface, api: &Api) {
    for webhook in &api.webhooks.webhooks {
        of_webhook(surface, api, "webhooks", webhook);
    }
    for callback in &api.webhooks.callbacks {
        of_webhook(surface, api, "callbacks", callback);
    }
    if let Some(event) = api.webhooks.event {
        surface.add("webhooks::parse", Kind::Function, parse(&rust::named(api, event)));
    }
}

fn parse(payload: &str) -> Item {
    let arguments = vec![Argument::new("headers", "&HeaderMap"), Argument::new("body", "&[u8]")];
    Item::function(arguments, Some(format!("Result<{payload}, WebhookError>")))
}

fn of_webhook(surface: &mut Surface, api: &Api, module: &str, webhook: &Webhook) {
    let path = format!("{module}::{}", webhook.name.rust);
    surface.add(
        path.clone(),
        Kind::Webhook,
        Item::default().fact("name", &webhook.name.wire),
    );
    let payload = match &webhook.payload {
        WebhookPayload::Empty => "()".to_owned(),
        WebhookPayload::Json(ty) | WebhookPayload::Form(ty) | WebhookPayload::Xml(XmlBody { ty, .. }) => {
            rust::ty(api, ty)
        }
        WebhookPayload::Text => "String".to_owned(),
        WebhookPayload::Bytes => "Vec<u8>".to_owned(),
    };
    let is_deprecated = webhook.deprecated.is_some();
    surface.add(
        format!("{path}::parse"),
        Kind::Function,
        parse(&payload).deprecated(is_deprecated),
    );
    if let Some(headers) = &webhook.headers {
        let returns = format!("Result<{module}::{}, WebhookError>", headers.name);
        let item = Item::function(vec![Argument::new("headers", "&HeaderMap")], Some(returns));
        surface.add(
            format!("{path}::headers"),
            Kind::Function,
            item.deprecated(is_deprecated),
        );
        of_headers(surface, api, module, headers);
    }
}

fn of_headers(surface: &mut Surface, api: &Api, module: &str, headers: &WebhookHeaders) {
    let path = format!("{module}::{}", headers.name);
    surface.add(path.clone(), Kind::ReceivedHeaders, Item::default());
    for field in &headers.fields {
        let ty = rust::ty(api, &field.ty);
        let ty = match field.required {
            true => ty,
            false => format!("Option<{ty}>"),
        };
        let item = Item::typed(ty).fact("header", &field.name.wire);
        surface.add(format!("{path}::{}", field.name.rust), Kind::Field, item);
    }
}
