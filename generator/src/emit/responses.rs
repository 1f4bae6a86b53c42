//! Responses: what each status is read as.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::api::HTTP;
use super::tokens::{Scope, docs, ident, integer};
use crate::ir::{Payload, ResponseCase, ResponseEnum, StatusPattern, Type};

/// An enum of responses by status.
pub(super) fn item(scope: &mut Scope<'_>, response_enum: &ResponseEnum) -> TokenStream {
    let documentation = docs(&response_enum.docs);
    let name = ident(&response_enum.name);
    let variants: Vec<TokenStream> = response_enum
        .cases
        .iter()
        .map(|case| {
            let documentation = docs(&case.docs);
            let variant = ident(&case.variant);
            match payload_type(scope, &case.payload) {
                Some(ty) => quote!(#documentation #variant(#ty)),
                None => quote!(#documentation #variant),
            }
        })
        .collect();
    let reader = if response_enum.is_error {
        error_reader(scope, &name, response_enum)
    } else {
        quote!()
    };
    quote! {
        #documentation
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* }
        #reader
    }
}

fn error_reader(scope: &mut Scope<'_>, name: &Ident, response_enum: &ResponseEnum) -> TokenStream {
    scope.uses.add(HTTP, "ErrorResponses");
    let arms = variant_arms(&ident("Self"), &response_enum.cases);
    quote! {
        impl ErrorResponses for #name {
            fn read(reply: &Reply) -> Result<Self, Mismatch> {
                match reply.status() { #arms }
            }
        }
    }
}

/// The type of a success that is the same for all statuses.
pub(super) fn plain_type(scope: &mut Scope<'_>, cases: &[ResponseCase]) -> TokenStream {
    cases
        .first()
        .and_then(|case| payload_type(scope, &case.payload))
        .unwrap_or_else(|| quote!(()))
}

/// The arms that read a success of one type.
pub(super) fn plain_arms(cases: &[ResponseCase]) -> TokenStream {
    let Some(first) = cases.first() else {
        return undeclared(None);
    };
    let patterns = cases.iter().map(|case| pattern(case.status));
    let read = match first.payload {
        Payload::Empty => quote!(Ok(())),
        Payload::Json(_) => quote!(reply.json()),
        Payload::Text => quote!(reply.text()),
        Payload::Bytes => quote!(reply.bytes()),
    };
    let rest = undeclared(cases.last());
    quote!(#(#patterns)|* => #read, #rest)
}

/// The arms that read each status as a variant.
pub(super) fn variant_arms(name: &Ident, cases: &[ResponseCase]) -> TokenStream {
    let arms = cases.iter().map(|case| {
        let pattern = pattern(case.status);
        let variant = ident(&case.variant);
        match case.payload {
            Payload::Empty => quote!(#pattern => Ok(#name::#variant)),
            Payload::Json(_) => quote!(#pattern => reply.json().map(#name::#variant)),
            Payload::Text => quote!(#pattern => reply.text().map(#name::#variant)),
            Payload::Bytes => quote!(#pattern => reply.bytes().map(#name::#variant)),
        }
    });
    let rest = undeclared(cases.last());
    quote!(#(#arms,)* #rest)
}

fn undeclared(_last: Option<&ResponseCase>) -> TokenStream {
    quote!(_ => Err(Mismatch::Undeclared),)
}

fn pattern(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Code(code) => {
            let code = integer(code);
            quote!(#code)
        }
        StatusPattern::Range(hundred) => {
            let (first, last) = (integer(hundred * 100), integer(hundred * 100 + 99));
            quote!(#first..=#last)
        }
        StatusPattern::DefaultSuccess => quote!(200..=299),
        StatusPattern::DefaultError => quote!(300..=599),
    }
}

fn payload_type(scope: &mut Scope<'_>, payload: &Payload) -> Option<TokenStream> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) => Some(scope.ty(ty)),
        Payload::Text => Some(quote!(String)),
        Payload::Bytes => Some(scope.ty(&Type::Array(Box::new(Type::Integer("u8"))))),
    }
}
