//! The server's defaults of a struct's properties, as associated constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, deprecated, field_link, lines, number};
use crate::ir::{DefaultConstant, DefaultValue, Type};
use crate::prose::line;

/// One constant, and what it is the default of.
pub(super) fn constant(scope: &mut Scope<'_>, default: &DefaultConstant) -> TokenStream {
    let text = line![
        "The default of ",
        field_link(&default.field),
        ", applied by the server."
    ];
    let documentation = lines([text]);
    let deprecated = deprecated(default.deprecated.as_ref());
    let name = ident(&default.name);
    let (ty, value) = typed(scope, &default.value);
    quote!(#documentation #deprecated pub const #name: #ty = #value;)
}

fn typed(scope: &mut Scope<'_>, value: &DefaultValue) -> (TokenStream, TokenStream) {
    match value {
        DefaultValue::Text(text) => (quote!(&str), quote!(#text)),
        DefaultValue::Bool(value) => (quote!(bool), quote!(#value)),
        DefaultValue::Number(name, digits) => {
            let name = ident(name);
            (quote!(#name), number(digits))
        }
        DefaultValue::Variant(id, variant) => {
            let ty = scope.ty(&Type::Named(*id));
            let variant = ident(variant);
            (quote!(#ty), quote!(#ty::#variant))
        }
    }
}
