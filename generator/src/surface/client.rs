//! The items of the client itself: its base URL, its credentials, its servers.

use super::{Argument, Item, Kind, Surface};
use crate::ir::{Api, SchemeKind, Secret, SecurityScheme, Server, ServerScope, ServerTemplate, ServerValues};

/// Adds what the client has apart from its operations.
pub(super) fn add(surface: &mut Surface, api: &Api) {
    if let Some(url) = &api.client.base_url {
        surface.add("BASE_URL", Kind::Constant, constant("&str", url));
    }
    for scheme in &api.client.schemes {
        of_scheme(surface, scheme);
    }
    for server in &api.client.servers {
        of_server(surface, server);
    }
}

fn constant(ty: &str, text: &str) -> Item {
    Item {
        value: Some(super::text::quoted(text)),
        ..Item::typed(ty)
    }
}

fn of_scheme(surface: &mut Surface, scheme: &SecurityScheme) {
    let arguments: Vec<Argument> = scheme
        .kind
        .asks_for()
        .iter()
        .map(|(name, secret)| {
            let ty = match secret {
                Secret::Text => "impl Into<String>",
                Secret::Token => "impl Into<BearerToken>",
            };
            Argument::new(*name, ty)
        })
        .collect();
    let on_client = Item::function(arguments.clone(), Some("Self".to_owned())).fact("scheme", &scheme.name.wire);
    surface.add(format!("Client::{}", scheme.on_client), Kind::Method, on_client);
    let sent = match &scheme.kind {
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Bearer => "bearer".to_owned(),
        SchemeKind::Header(name) => format!("header {name}"),
        SchemeKind::Query(name) => format!("query {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
    };
    let item = Item::function(arguments, None);
    let item = item.fact("scheme", &scheme.name.wire).fact("sent", sent);
    surface.add(format!("ClientBuilder::{}", scheme.name.rust), Kind::Setter, item);
    if let Some(flow) = &scheme.client_credentials {
        let arguments = vec![Argument::new("credentials", "ClientCredentials")];
        let item = Item::function(arguments, None);
        let item = item
            .fact("scheme", &scheme.name.wire)
            .fact("token URL", &flow.token_url);
        surface.add(format!("ClientBuilder::{}", flow.method), Kind::Setter, item);
    }
    if let Some(flow) = &scheme.device {
        let arguments = vec![Argument::new("client_id", "impl Into<String>")];
        let item = Item::function(arguments, Some("DeviceAuthorization".to_owned()));
        let item = item
            .fact("scheme", &scheme.name.wire)
            .fact("device URL", &flow.device_authorization_url)
            .fact("token URL", &flow.token_url);
        surface.add(format!("Client::{}", flow.method), Kind::Method, item);
    }
}

fn of_server(surface: &mut Surface, server: &Server) {
    let path = format!("servers::{}", server.constant);
    match (server.scope, &server.template) {
        (ServerScope::Choice, None) => surface.add(path, Kind::Constant, constant("&str", &server.url)),
        (ServerScope::Choice, Some(_)) => {}
        (ServerScope::Own, _) => surface.add(path, Kind::Constant, constant("OwnServer", &server.url)),
    }
    if let Some(template) = &server.template {
        of_template(surface, template);
    }
}

fn of_template(surface: &mut Surface, template: &ServerTemplate) {
    let path = format!("servers::{}", template.name);
    surface.add(path.clone(), Kind::Server, Item::default().fact("url", &template.url));
    for variable in &template.variables {
        let (ty, default) = match &variable.values {
            ServerValues::Any(text) => ("impl Into<String>".to_owned(), super::text::quoted(text)),
            ServerValues::Listed { name, default, .. } => (format!("servers::{name}"), default.clone()),
        };
        let item = Item::function(vec![Argument::new(&variable.name.rust, ty)], None);
        let item = item.fact("wire", &variable.name.wire).fact("default", default);
        surface.add(format!("{path}::{}", variable.name.rust), Kind::Setter, item);
        if let ServerValues::Listed { name, members, .. } = &variable.values {
            let path = format!("servers::{name}");
            surface.add(path.clone(), Kind::ServerValues, Item::default());
            for member in members {
                let item = Item::default().fact("wire", &member.wire);
                surface.add(format!("{path}::{}", member.rust), Kind::Variant, item);
            }
        }
    }
}
