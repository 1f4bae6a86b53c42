//! Servers, tags and security schemes.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, SecurityScheme as Raw};
use serde_json::Value;

use crate::dialect::DEVICE;
use crate::spec::{Credential, DeviceFlow, Info, KeyPlace, SecurityScheme, Server, ServerVariable, Tag};

pub(super) fn info(raw: openapiv3::Info) -> Info {
    Info {
        title: raw.title,
        version: raw.version,
        description: raw.description,
    }
}

pub(super) fn tag(raw: openapiv3::Tag) -> Tag {
    Tag {
        name: raw.name,
        description: raw.description,
    }
}

pub(super) fn server(raw: openapiv3::Server) -> Server {
    let variable = |raw: openapiv3::ServerVariable| ServerVariable {
        default: raw.default,
        values: raw.enumeration,
        description: raw.description,
    };
    let variables: IndexMap<_, _> = raw.variables.unwrap_or_default();
    Server {
        url: raw.url,
        description: raw.description,
        variables: variables.into_iter().map(|(name, raw)| (name, variable(raw))).collect(),
    }
}

pub(super) fn security_scheme(raw: Raw) -> SecurityScheme {
    let (description, credential) = match raw {
        Raw::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let place = match location {
                APIKeyLocation::Header => KeyPlace::Header,
                APIKeyLocation::Query => KeyPlace::Query,
                APIKeyLocation::Cookie => KeyPlace::Cookie,
            };
            (description, Credential::ApiKey { place, name })
        }
        Raw::HTTP {
            scheme, description, ..
        } => (description, Credential::Http { scheme }),
        Raw::OAuth2 { flows, description, .. } => {
            let device = flows.extensions.get(DEVICE).map(device_flow);
            let client_credentials = flows.client_credentials.map(|flow| flow.token_url);
            let credential = Credential::OAuth2 {
                client_credentials,
                device,
            };
            (description, credential)
        }
        Raw::OpenIDConnect { description, .. } => (description, Credential::OpenIdConnect),
    };
    SecurityScheme {
        description,
        credential,
    }
}

fn device_flow(raw: &Value) -> DeviceFlow {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let scopes = raw.get("scopes").and_then(Value::as_object).into_iter().flatten();
    DeviceFlow {
        device_authorization_url: text(raw.get("deviceAuthorizationUrl")),
        token_url: text(raw.get("tokenUrl")),
        scopes: scopes
            .map(|(name, description)| (name.clone(), text(Some(description))))
            .collect(),
    }
}
