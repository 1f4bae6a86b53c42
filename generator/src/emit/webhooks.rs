//! The files of webhooks and callbacks.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, deprecated, docs, lines};
use super::{Content, Maker, SourceFile, pieces, whole, xml};
use crate::ir::{Api, Docs, Parameter, Signatures, Type, Webhook, WebhookHeaders, WebhookPayload, XmlBody};
use crate::prose::{self, line};
use crate::rustdoc;

/// `src/webhooks.rs` and `src/callbacks.rs`, where there are any.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Maker<'_>> {
    let webhooks = (!api.webhooks.webhooks.is_empty()).then(|| -> Maker<'_> { Box::new(|| webhooks(api)) });
    let callbacks = (!api.webhooks.callbacks.is_empty()).then(|| -> Maker<'_> { Box::new(|| callbacks(api)) });
    webhooks.into_iter().chain(callbacks)
}

/// The declarations of the modules for `src/lib.rs`.
pub(super) fn modules(api: &Api) -> TokenStream {
    let callbacks = (!api.webhooks.callbacks.is_empty()).then(|| {
        quote!(
            pub mod callbacks;
        )
    });
    let webhooks = (!api.webhooks.webhooks.is_empty()).then(|| {
        quote!(
            pub mod webhooks;
        )
    });
    quote!(#callbacks #webhooks)
}

/// The verifier is a part of the module only where the document or the configuration says how webhooks are signed.
fn reexports(api: &Api) -> TokenStream {
    let verifier = match api.webhooks.signatures {
        Signatures::Standard => quote!(
            pub use crate::runtime::signatures::{SecretError, SignatureError, Verifier};
        ),
        Signatures::Unknown => quote!(),
    };
    quote!(#verifier pub use crate::runtime::webhooks::WebhookError;)
}

fn webhooks(api: &Api) -> SourceFile<'_> {
    let text = "Webhooks: the requests that the API sends to your server.";
    let any = |scope: &mut Scope<'_>| api.webhooks.event.map(|event| any(scope, &Type::Named(event)));
    file(api, "src/webhooks.rs", text, &api.webhooks.webhooks, any)
}

fn callbacks(api: &Api) -> SourceFile<'_> {
    let text = "Callbacks: the requests that the API sends to URLs that were passed to its operations.";
    file(api, "src/callbacks.rs", text, &api.webhooks.callbacks, |_| None)
}

fn file<'a>(
    api: &'a Api,
    path: &'static str,
    text: &'static str,
    webhooks: &'a [Webhook],
    any: impl FnOnce(&mut Scope<'a>) -> Option<TokenStream>,
) -> SourceFile<'a> {
    let mut scope = Scope::of_operations(api);
    scope.uses.add("crate::transport", "HeaderMap");
    scope.uses.add("crate::runtime::webhooks", "Delivery");
    let any = any(&mut scope);
    let reexports = reexports(api);
    let items = pieces(scope, webhooks.iter(), item);
    SourceFile {
        path: path.into(),
        content: Content::Rust {
            docs: module_docs(api, text),
            items: Box::new(whole(quote!(#reexports #any)).chain(items)),
        },
    }
}

fn module_docs(api: &Api, text: &'static str) -> Docs {
    let mut docs = Docs::of([text]);
    docs.paragraph([
        "Each has a `parse` function, which takes the headers and the body that your HTTP server received.",
    ]);
    match api.webhooks.signatures {
        Signatures::Standard => docs.paragraph(["They are signed: call [`Verifier::verify`] before you parse one."]),
        Signatures::Unknown => {}
    }
    docs
}

/// The function that reads any webhook.
fn any(scope: &mut Scope<'_>, event: &Type) -> TokenStream {
    let event = scope.ty(event);
    quote! {
        /// Parses any of the webhooks; the payload determines which.
        ///
        /// # Errors
        ///
        /// Returns an error if the body doesn't match the API description; the error says where.
        #[inline]
        pub fn parse(headers: &HeaderMap, body: &[u8]) -> Result<#event, WebhookError> {
            Delivery::new("webhook", headers, body).json()
        }
    }
}

fn item(scope: &mut Scope<'_>, webhook: &Webhook) -> TokenStream {
    let documentation = docs(&webhook.docs);
    let name = ident(&webhook.name.rust);
    let parse = parse(scope, webhook);
    let headers = webhook.headers.iter();
    let reader = headers.clone().map(|headers| headers_reader(webhook, headers));
    let structs: Vec<TokenStream> = headers.map(|headers| headers_struct(scope, webhook, headers)).collect();
    quote! {
        #documentation
        #[derive(Debug)]
        pub enum #name {}
        impl #name { #parse #(#reader)* }
        #(#structs)*
    }
}

fn parse(scope: &mut Scope<'_>, webhook: &Webhook) -> TokenStream {
    let deprecated = deprecated(webhook.deprecated.as_ref());
    let wire = &webhook.name.wire;
    let payload = payload_type(scope, &webhook.payload);
    let read = read(scope, &webhook.payload);
    quote! {
        /// Parses the body of a received request.
        ///
        /// # Errors
        ///
        /// Returns an error if the body doesn't match the API description; the error says where.
        #deprecated
        #[inline]
        pub fn parse(headers: &HeaderMap, body: &[u8]) -> Result<#payload, WebhookError> {
            Delivery::new(#wire, headers, body).#read
        }
    }
}

fn payload_type(scope: &mut Scope<'_>, payload: &WebhookPayload) -> TokenStream {
    match payload {
        WebhookPayload::Empty => quote!(()),
        WebhookPayload::Json(ty) | WebhookPayload::Form(ty) | WebhookPayload::Xml(XmlBody { ty, .. }) => scope.ty(ty),
        WebhookPayload::Text => quote!(String),
        WebhookPayload::Bytes => quote!(Vec<u8>),
    }
}

/// The call that reads the body.
fn read(scope: &mut Scope<'_>, payload: &WebhookPayload) -> TokenStream {
    match payload {
        WebhookPayload::Empty => quote!(nothing()),
        WebhookPayload::Json(_) => quote!(json()),
        WebhookPayload::Form(_) => quote!(form()),
        WebhookPayload::Xml(body) => {
            let content = xml::content(scope, &body.root.content);
            quote!(read("xml", |body| xml::from_bytes(body, #content)))
        }
        WebhookPayload::Text => quote!(text()),
        WebhookPayload::Bytes => quote!(bytes()),
    }
}

fn headers_reader(webhook: &Webhook, headers: &WebhookHeaders) -> TokenStream {
    let deprecated = deprecated(webhook.deprecated.as_ref());
    let (wire, name) = (&webhook.name.wire, ident(&headers.name));
    let fields = headers.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name.rust), &field.name.wire);
        let read = match field.required {
            true => quote!(delivery.header(#wire)?),
            false => quote!(delivery.optional_header(#wire)?),
        };
        quote!(#name: #read)
    });
    quote! {
        /// Parses the declared headers of a received request.
        ///
        /// # Errors
        ///
        /// Returns an error if a required header is missing, or if a header doesn't match its type.
        #deprecated
        #[inline]
        pub fn headers(headers: &HeaderMap) -> Result<#name, WebhookError> {
            let delivery = Delivery::of_headers(#wire, headers);
            Ok(#name { #(#fields),* })
        }
    }
}

fn headers_struct(scope: &mut Scope<'_>, webhook: &Webhook, headers: &WebhookHeaders) -> TokenStream {
    let documentation = lines([line!["The headers of ", prose::item(&webhook.name.rust), "."]]);
    let name = ident(&headers.name);
    let fields: Vec<TokenStream> = headers.fields.iter().map(|field| header_field(scope, field)).collect();
    quote! {
        #documentation
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

fn header_field(scope: &mut Scope<'_>, field: &Parameter) -> TokenStream {
    let documentation = docs(&rustdoc::of_parameter(field));
    let name = ident(&field.name.rust);
    let ty = scope.ty(&field.ty);
    let ty = match field.required {
        true => ty,
        false => quote!(Option<#ty>),
    };
    quote!(#documentation pub #name: #ty)
}
