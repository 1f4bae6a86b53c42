//! Enums over strings and over integers.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, docs, lines};
use crate::ir::{OpenEnum, TypeDef, ValueEnum};

/// An enum over strings and its table of names.
pub(super) fn string_enum(scope: &mut Scope<'_>, definition: &TypeDef, members: &ValueEnum) -> TokenStream {
    let facts = members.variants.iter().map(|variant| {
        let wire = &variant.name.wire;
        let name = ident(&variant.name.rust);
        quote!(#wire => #name)
    });
    value_enum(scope, definition, members, facts.collect(), "")
}

/// An enum over integers and its table of numbers.
pub(super) fn integer_enum(scope: &mut Scope<'_>, definition: &TypeDef, members: &ValueEnum) -> TokenStream {
    let facts = members.variants.iter().map(|variant| {
        let wire = Literal::i64_unsuffixed(variant.name.wire.parse().unwrap_or_default());
        let name = ident(&variant.name.rust);
        quote!(#wire => #name)
    });
    value_enum(scope, definition, members, facts.collect(), "integer_")
}

fn value_enum(
    scope: &mut Scope<'_>,
    definition: &TypeDef,
    members: &ValueEnum,
    facts: Vec<TokenStream>,
    kind: &str,
) -> TokenStream {
    let documentation = docs(&definition.docs);
    let name = ident(&definition.name.rust);
    let variants = members.variants.iter().map(|variant| {
        let documentation = docs(&variant.docs);
        let name = ident(&variant.name.rust);
        quote!(#documentation #name)
    });
    match (&members.open, &definition.view) {
        (Some(open), Some(view)) => {
            let payload = if kind.is_empty() {
                "UnknownValue"
            } else {
                "UnknownInteger"
            };
            scope.uses.add("crate", payload);
            let (catch_all, table) = tolerant(open, view, &ident(payload));
            let table_macro = listing(scope, &format!("open_{kind}enum"));
            quote! {
                #documentation
                #[derive(Clone, Debug, PartialEq, Eq, Hash)]
                #[non_exhaustive]
                pub enum #name { #(#variants,)* #catch_all }
                #table_macro! { #name, #table { #(#facts,)* } }
            }
        }
        _ => {
            let table_macro = listing(scope, &format!("closed_{kind}enum"));
            quote! {
                #documentation
                #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
                #[non_exhaustive]
                pub enum #name { #(#variants,)* }
                #table_macro! { #name { #(#facts,)* } }
            }
        }
    }
}

fn listing(scope: &mut Scope<'_>, name: &str) -> Ident {
    scope.uses.add("crate::runtime::json", name);
    ident(name)
}

fn tolerant(open: &OpenEnum, view: &str, payload: &Ident) -> (TokenStream, TokenStream) {
    let catch_all = ident(&open.catch_all);
    let known = ident(view);
    let documentation = lines(["A value that the API description doesn't list."]);
    let table = if open.catch_all == "Unknown" {
        quote!(#known)
    } else {
        quote!(#known, else #catch_all)
    };
    (quote!(#documentation #catch_all(#payload),), table)
}
