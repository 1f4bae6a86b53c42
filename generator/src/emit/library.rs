//! `src/lib.rs`: the crate's documentation and its public names.

use quote::quote;

use super::idents::ident;
use super::tokens::lines;
use super::{Content, SourceFile, answers, runtime, webhooks, whole};
use crate::ir::{Api, ScalarCodec, ScalarModule};
use crate::prose::{self, Line, line};
use crate::rustdoc;
use proc_macro2::TokenStream;

/// `src/lib.rs`
pub(super) fn root(api: &Api) -> SourceFile<'_> {
    let base_url = api.client.base_url.as_ref().map(|_| {
        quote!(
            pub use client::BASE_URL;
        )
    });
    let exports = exports(api);
    let errors = (!api.error_sets.is_empty()).then(|| {
        quote!(
            pub mod errors;
        )
    });
    let servers = (!api.client.servers.is_empty()).then(|| {
        quote!(
            pub mod servers;
        )
    });
    let runtime_docs = lines(["Code that is the same for every API: the JSON codec, the transport, retries, errors."]);
    let webhooks = webhooks::modules(api);
    let xml = api.has_xml().then(|| {
        quote!(
            #[allow(
                non_upper_case_globals,
                unused_imports,
                reason = "layouts are called after types; few operations use all of it"
            )]
            mod xml;
        )
    });
    let recursion_limit = api.recursion_limit().map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let crates = api.public_crates();
    let crates = crates.iter().map(|name| ident(name));
    let items = quote! {
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #recursion_limit
        pub mod api;
        mod client;
        #errors
        #runtime_docs
        #[allow(dead_code, unused_imports, unused_macros, reason = "shared by all APIs; this one may not use all of it")]
        mod runtime;
        #servers
        #[allow(missing_docs, reason = "what a name says by itself has no documentation")]
        pub mod types;
        #webhooks
        #xml
        #base_url
        pub use runtime::http::{
            AnyOperation, ApiError, BearerToken, Body, BuildError, CallError, Client, ClientBuilder, Departure, DepartureKind, Error, Exchange, Failure, Hook, NoDocumentedError,
            Operation, OwnServer, RawResponse, Request, Response, ResponseFuture, RetryPolicy, Token, TokenError, TokenFuture, TokenProvider, TokenRequest,
        };
        pub use runtime::http::transport;
        pub use runtime::json::{Field, JsonError, Lenient, UnknownInteger, UnknownNameError, UnknownValue, UnknownVariant};
        #[doc(no_inline)]
        pub use ::{#(#crates),*};
        #exports
    };
    SourceFile {
        path: "src/lib.rs".into(),
        content: Content::Rust {
            docs: rustdoc::library(api, parts(api)),
            items: whole(items),
        },
    }
}

/// What only some crates export.
fn exports(api: &Api) -> TokenStream {
    let scalars = api.scalars.iter().filter_map(|scalar| match scalar.codec {
        ScalarCodec::Module(ScalarModule::Base64) => Some(quote!(
            pub use runtime::scalars::base64::Base64;
        )),
        ScalarCodec::Module(ScalarModule::BigInteger) => Some(quote!(
            pub use runtime::scalars::big_integer::BigInteger;
        )),
        ScalarCodec::Module(ScalarModule::Null) => Some(quote!(
            pub use runtime::scalars::null::Null;
        )),
        _ => None,
    });
    let forms = runtime::form_names(api).map(|(module, name)| {
        let (module, name) = (ident(module), ident(name));
        quote!(pub use runtime::forms::#module::#name;)
    });
    let answers = answers::exports(api);
    let oauth = runtime::has_client_credentials(api).then(|| {
        quote!(
            pub use runtime::oauth::ClientCredentials;
        )
    });
    let device = runtime::has_device_flow(api).then(|| {
        quote!(
            pub use runtime::device::{DeviceAuthorization, DeviceLogin, DeviceToken};
        )
    });
    let pages = api.has_pages().then(|| {
        quote!(
            pub use runtime::pages::{Items, Pages};
        )
    });
    let iterators = runtime::has_streams(api).then(|| {
        quote!(
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            pub use runtime::iterators::Blocking;
        )
    });
    let rules = api.validates.then(|| {
        quote!(
            pub use runtime::rules::{ValidationErrors, Violation};
        )
    });
    quote! {
        #iterators
        #device
        #oauth
        #pages
        #rules
        #(#scalars)*
        #(#forms)*
        #answers
    }
}

/// What not every crate has.
fn parts(api: &Api) -> Vec<Line> {
    let pages = "* Paginated operations stream items with [`Request::items`] and pages with [`Request::pages`].";
    let checks = "* Requests and their types have `validate()`; [`ValidationErrors`] lists the violated constraints.";
    let webhooks = "* [`webhooks`] parses the webhooks that the API sends.";
    let callbacks = "* [`callbacks`] parses the requests that the API sends to callback URLs.";
    let parts = [
        (api.has_pages(), pages),
        (api.validates, checks),
        (!api.webhooks.webhooks.is_empty(), webhooks),
        (!api.webhooks.callbacks.is_empty(), callbacks),
    ];
    let parts = parts
        .into_iter()
        .filter(|(has_it, _)| *has_it)
        .map(|(_, text)| text.into());
    let deep =
        "* Types are deeply nested: a crate that sends them to another thread also needs `#![recursion_limit = \"";
    let deep = api.recursion_limit().map(|limit| line![deep, limit, "\"]`."]);
    let crates = rustdoc::public_crates(api, prose::item);
    answers::documentation(api)
        .into_iter()
        .chain(parts)
        .chain([line!["* ", crates]])
        .chain(deep)
        .collect()
}
