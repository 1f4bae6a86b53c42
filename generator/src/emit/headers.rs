//! The headers of responses: one method each.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, deprecated, docs, lines};
use super::uses::HTTP;
use crate::ir::{HeaderLayout, HeaderSet, ResponseHeader, ResponseHeaders};

/// A struct that reads the headers of a response.
pub(super) fn item(scope: &mut Scope<'_>, headers: &ResponseHeaders) -> TokenStream {
    let documentation = docs(&headers.docs);
    let name = ident(&headers.name);
    let headers = match &headers.headers {
        HeaderSet::Own(headers) => headers,
        HeaderSet::SameAs(other) => {
            let other = ident(other);
            return quote!(#documentation pub type #name<'h> = #other<'h>;);
        }
    };
    let answers = format!("{HTTP}::answers");
    for name in ["HeaderError", "HeaderLayout", "header"] {
        scope.uses.add(&answers, name);
    }
    scope.uses.add("crate::transport", "HeaderMap");
    let from = lines(["Reads [`Response::headers`](crate::Response::headers), or the headers of an error."]);
    let methods: Vec<TokenStream> = headers.iter().map(|header| method(scope, header)).collect();
    quote! {
        #documentation
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'h> { headers: &'h HeaderMap }

        impl<'h> #name<'h> {
            #from
            #[inline]
            pub fn from_headers(headers: &'h HeaderMap) -> Self { Self { headers } }
            #(#methods)*
        }
    }
}

fn method(scope: &mut Scope<'_>, header: &ResponseHeader) -> TokenStream {
    let documentation = docs(&header.docs);
    let deprecated = deprecated(header.deprecated.as_ref());
    let name = ident(&header.name.rust);
    let wire = &header.name.wire;
    let ty = scope.ty(&header.ty);
    let layout = ident(match header.layout {
        HeaderLayout::Scalar => "Scalar",
        HeaderLayout::List => "List",
        HeaderLayout::Pairs => "Pairs",
        HeaderLayout::ExplodedPairs => "ExplodedPairs",
        HeaderLayout::Json => "Json",
    });
    quote! {
        #documentation
        #deprecated
        #[inline]
        pub fn #name(&self) -> Result<Option<#ty>, HeaderError> {
            header(self.headers, #wire, HeaderLayout::#layout)
        }
    }
}
