//! The flows of OAuth 2 that the client goes through by itself: OpenAPI 3.2.0, "OAuth Flows Object".

use crate::ir::{ClientCredentialsFlow, DeviceFlow, Docs, Group};
use crate::names::Wish;
use crate::prose::Line;
use crate::prose::{self, line};
use crate::spec::{self, Credential, SecurityScheme as Raw};

/// The names of the methods for the flows of a scheme.
pub(super) fn wishes(key: &str, scheme: &Raw) -> impl Iterator<Item = Wish> + use<> {
    let client_credentials = token_url(scheme).map(|_| format!("{key} client credentials"));
    let device = device_flow(scheme).map(|_| format!("{key} device authorization"));
    let texts = client_credentials.into_iter().chain(device);
    texts.map(|text| Wish::keyed(text.clone(), text))
}

/// The flow by client id and secret; `methods` has the names that the schemes wished for, in order.
pub(super) fn client_credentials(
    key: &str,
    scheme: &Raw,
    methods: &mut impl Iterator<Item = String>,
) -> Option<ClientCredentialsFlow> {
    let token_url = token_url(scheme)?;
    let mut docs = Docs::of([line![
        "Fetches access tokens for the security scheme ",
        prose::code(key),
        " from ",
        prose::code(token_url),
        ", and renews them.",
    ]]);
    docs.paragraph([scheme_place(key)]);
    Some(ClientCredentialsFlow {
        method: methods.next()?,
        docs,
        token_url: token_url.to_owned(),
    })
}

/// The flow in which a user logs in on another device.
pub(super) fn device(
    key: &str,
    scheme: &Raw,
    setter: &str,
    groups: &[Group],
    methods: &mut impl Iterator<Item = String>,
) -> Option<DeviceFlow> {
    let flow = device_flow(scheme)?;
    let (device_authorization_url, token_url) = (&flow.device_authorization_url, &flow.token_url);
    let mut docs = Docs::of([
        line![
            "Starts a login on another device for the security scheme ",
            prose::code(key),
            ": the user enters a code there."
        ],
        line![
            "The code is requested from ",
            prose::code(device_authorization_url),
            ", the token from ",
            prose::code(token_url),
            ". It is given to ",
            prose::item(&format!("Client::{setter}")),
            "."
        ],
    ]);
    if !flow.scopes.is_empty() {
        docs.paragraph(["Scopes:"]);
        let mut list = Docs::default();
        for (name, description) in &flow.scopes {
            let mut text = Docs::default();
            text.described(Some(description));
            list.item(prose::code(name), &text);
        }
        docs.paragraph(list.lines().to_vec());
    }
    docs.paragraph([scheme_place(key)]);
    Some(DeviceFlow {
        method: on_client(groups, methods.next()?),
        docs,
        device_authorization_url: device_authorization_url.clone(),
        token_url: token_url.clone(),
    })
}

/// The token endpoint of the client credentials flow.
fn token_url(scheme: &Raw) -> Option<&str> {
    match &scheme.credential {
        Credential::OAuth2 { client_credentials, .. } => client_credentials.as_deref(),
        _ => None,
    }
}

fn device_flow(scheme: &Raw) -> Option<&spec::DeviceFlow> {
    match &scheme.credential {
        Credential::OAuth2 { device, .. } => device.as_ref(),
        _ => None,
    }
}

/// The name of the client's method, which no operation and no handle has.
pub(super) fn on_client(groups: &[Group], mut name: String) -> String {
    let is_taken = |name: &String| {
        groups.iter().any(|group| match &group.handle {
            Some(handle) => handle.accessor == *name,
            None => group
                .operations
                .iter()
                .any(|operation| operation.methods().any(|method| method == name)),
        })
    };
    while is_taken(&name) {
        name.push_str("_credentials");
    }
    name
}

pub(super) fn scheme_place(key: &str) -> Line {
    prose::code(&format!("#/components/securitySchemes/{key}"))
}
