//! The client: base URL, accessors of the groups, credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::api::METHODS;
use super::api::allow_deprecated;
use super::idents::ident;
use super::tokens::{Scope, deprecated, docs, integer, lines};
use super::uses::Uses;
use super::{Content, SourceFile, pieces};
use crate::ir::{
    Api, ClientCredentialsFlow, DeviceFlow, Docs, ExpectedDeparture, Group, Handle, SchemeKind, Secret, SecurityScheme,
};
use crate::prose::{self, Line, line};

/// `src/client.rs`
pub(super) fn file(api: &Api) -> SourceFile<'_> {
    let mut scope = Scope::of_operations(api);
    scope.uses.add("crate", "Client");
    scope.uses.add("crate", "ClientBuilder");
    let (first, further) = api.groups.split_at(METHODS.min(api.groups.len()));
    let further = further.chunks(METHODS).map(Part::Accessors);
    let schemes = api.client.schemes.chunks(METHODS).map(Part::Credentials);
    let parts = [Part::Entry(first)].into_iter().chain(further).chain(schemes);
    SourceFile {
        path: "src/client.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["The client of this API: its base URL, its operations and its credentials."]),
            items: pieces(scope, parts, |scope, part| match part {
                Part::Entry(groups) => entry(scope, groups),
                Part::Accessors(groups) => {
                    let accessors = accessors(&mut scope.uses, groups);
                    quote!(impl Client { #accessors })
                }
                Part::Credentials(schemes) => credentials(&mut scope.uses, schemes),
            }),
        },
    }
}

/// The parts of the file.
enum Part<'a> {
    /// What every client has, with the methods that give the handles of the first groups.
    Entry(&'a [Group]),
    /// The methods that give the handles of further groups.
    Accessors(&'a [Group]),
    /// The credentials of some of the security schemes.
    Credentials(&'a [SecurityScheme]),
}

fn entry(scope: &mut Scope<'_>, groups: &[Group]) -> TokenStream {
    let (api, uses) = (scope.api, &mut scope.uses);
    let base_url = api.client.base_url.as_deref().map(base_url);
    let schemes = schemes(uses, &api.client.schemes);
    let expected = expected(uses, &api.client.expected);
    let builder = builder(api);
    let accessors = accessors(uses, groups);
    quote!(#base_url #schemes #expected impl Client { #builder #accessors })
}

fn accessors(uses: &mut Uses, groups: &[Group]) -> TokenStream {
    let handles = groups
        .iter()
        .filter_map(|group| group.handle.as_ref().map(|handle| (group.module.as_str(), handle)));
    handles.map(|(module, handle)| accessor(uses, module, handle)).collect()
}

fn base_url(url: &str) -> TokenStream {
    let documentation = lines(["The URL of the first server in the API description."]);
    quote!(#documentation pub const BASE_URL: &str = #url;)
}

fn builder(api: &Api) -> TokenStream {
    let (text, url) = match api.client.base_url {
        Some(_) => (
            "Creates a client builder with the base URL [`BASE_URL`] and no credentials.",
            quote!(Some(BASE_URL)),
        ),
        None => (
            "Creates a client builder. Set a base URL: the API description doesn't declare an absolute one.",
            relative_base(api.client.relative_base_url.as_deref()),
        ),
    };
    let documentation = lines([text]);
    let schemes = (!api.client.schemes.is_empty()).then(|| quote!(.schemes(SCHEMES)));
    let expected = (!api.client.expected.is_empty()).then(|| quote!(.expected(EXPECTED)));
    quote! {
        #documentation
        pub fn builder() -> ClientBuilder {
            ClientBuilder::new(#url, concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))) #schemes #expected
        }
    }
}

/// The table of the security schemes, where there are any.
fn schemes(uses: &mut Uses, schemes: &[SecurityScheme]) -> Option<TokenStream> {
    if schemes.is_empty() {
        return None;
    }
    uses.add("crate::runtime::http", "Place");
    uses.add("crate::runtime::http", "Scheme");
    let rows = schemes.iter().map(|scheme| {
        let (key, method) = (&scheme.name.wire, &scheme.name.rust);
        let place = match &scheme.kind {
            SchemeKind::Basic | SchemeKind::Bearer => quote!(Place::Header("authorization")),
            SchemeKind::Header(header) => quote!(Place::Header(#header)),
            SchemeKind::Query(name) => quote!(Place::Query(#name)),
            SchemeKind::Cookie(name) => quote!(Place::Cookie(#name)),
        };
        quote!(Scheme { key: #key, method: #method, place: #place })
    });
    let documentation =
        lines(["The security schemes: the builder's method for each, and where its credentials stand."]);
    Some(quote!(#documentation const SCHEMES: &[Scheme] = &[#(#rows),*];))
}

/// The table of the departures that aren't reported, where there are any.
fn expected(uses: &mut Uses, expected: &[ExpectedDeparture]) -> Option<TokenStream> {
    if expected.is_empty() {
        return None;
    }
    uses.add("crate::runtime::http", "Expected");
    let rows = expected.iter().map(|row| {
        let (operation, kind, pointer) = (&row.operation, &row.kind, &row.pointer);
        let status = integer(row.status);
        quote!(Expected { operation: #operation, status: #status, kind: #kind, pointer: #pointer })
    });
    let documentation = lines(["The departures that the configuration of the generator expects."]);
    Some(quote!(#documentation const EXPECTED: &[Expected] = &[#(#rows),*];))
}

/// What the message says of a client that is built without a base URL.
fn relative_base(url: Option<&str>) -> TokenStream {
    match url {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    }
}

fn accessor(uses: &mut Uses, module: &str, handle: &Handle) -> TokenStream {
    uses.add("crate", "api");
    let documentation = docs(&handle.docs);
    let name = ident(&handle.accessor);
    let module = ident(module);
    let ty = ident(&handle.name.rust);
    let (deprecated, allow) = (deprecated(handle.deprecated.as_ref()), allow_deprecated(handle));
    quote! {
        #documentation
        #deprecated
        #allow
        #[inline]
        pub fn #name(&self) -> api::#module::#ty<'_> {
            api::#module::#ty::new(self)
        }
    }
}

fn credentials(uses: &mut Uses, schemes: &[SecurityScheme]) -> TokenStream {
    uses.add("crate::runtime::http", "Credential");
    let methods: Vec<TokenStream> = schemes.iter().map(|scheme| credential(uses, scheme)).collect();
    let on_client = schemes.iter().map(|scheme| on_client(uses, scheme));
    let on_client: Vec<TokenStream> = on_client.collect();
    quote! {
        impl Client { #(#on_client)* }
        impl ClientBuilder { #(#methods)* }
    }
}

/// The client's method for a client with other credentials of a scheme.
fn on_client(uses: &mut Uses, scheme: &SecurityScheme) -> TokenStream {
    let setter = format!("ClientBuilder::{}", scheme.name.rust);
    let documentation = lines([
        "A client with these credentials that shares connections and all other settings with this one: for calls on"
            .into(),
        "behalf of another user. It is cheap enough for a single call.".into(),
        Line::default(),
        line!["See ", prose::item(&setter), "."],
    ]);
    let name = ident(&scheme.on_client);
    let key = &scheme.name.wire;
    let (arguments, value) = (asked(uses, scheme), value(&scheme.kind));
    let device = scheme.device.as_ref().map(|flow| device(uses, flow));
    quote! {
        #documentation
        #[must_use]
        pub fn #name(&self, #(#arguments),*) -> Self {
            self.with_credential(#key, #value)
        }
        #device
    }
}

/// The client's method for a login on another device.
fn device(uses: &mut Uses, flow: &DeviceFlow) -> TokenStream {
    uses.add("crate", "DeviceAuthorization");
    let documentation = docs(&flow.docs);
    let name = ident(&flow.method);
    let (device_authorization_url, token_url) = (&flow.device_authorization_url, &flow.token_url);
    quote! {
        #documentation
        pub fn #name(&self, client_id: impl Into<String>) -> DeviceAuthorization {
            DeviceAuthorization::new(self, [#device_authorization_url, #token_url], client_id)
        }
    }
}

fn credential(uses: &mut Uses, scheme: &SecurityScheme) -> TokenStream {
    let documentation = docs(&scheme.docs);
    let name = ident(&scheme.name.rust);
    let key = &scheme.name.wire;
    let (arguments, value) = (asked(uses, scheme), value(&scheme.kind));
    let flow = scheme
        .client_credentials
        .as_ref()
        .map(|flow| client_credentials(uses, key, flow));
    quote! {
        #documentation
        pub fn #name(self, #(#arguments),*) -> Self {
            self.credential(#key, #value)
        }
        #flow
    }
}

/// What a method asks for that sets the credentials of a scheme.
fn asked(uses: &mut Uses, scheme: &SecurityScheme) -> Vec<TokenStream> {
    let arguments = scheme.kind.asks_for().iter().map(|(name, secret)| {
        let name = ident(name);
        match secret {
            Secret::Text => quote!(#name: impl Into<String>),
            Secret::Token => {
                uses.add("crate", "BearerToken");
                quote!(#name: impl Into<BearerToken>)
            }
        }
    });
    arguments.collect()
}

/// The credential that it makes of that.
fn value(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::Basic => quote!(Credential::basic(username, password)),
        SchemeKind::Bearer => quote!(Credential::bearer(token)),
        SchemeKind::Header(header) => quote!(Credential::header(#header, value)),
        SchemeKind::Query(name) => quote!(Credential::query(#name, value)),
        SchemeKind::Cookie(name) => quote!(Credential::cookie(#name, value)),
    }
}

fn client_credentials(uses: &mut Uses, key: &str, flow: &ClientCredentialsFlow) -> TokenStream {
    uses.add("crate", "ClientCredentials");
    let documentation = docs(&flow.docs);
    let name = ident(&flow.method);
    let url = &flow.token_url;
    quote! {
        #documentation
        pub fn #name(self, credentials: ClientCredentials) -> Self {
            self.credential(#key, Credential::bearer(credentials.or_token_url(#url)))
        }
    }
}
