//! Enums over strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Scope, docs, ident, lines};
use crate::ir::{OpenEnum, StringEnum, TypeDef};

/// An enum and its table of names.
pub(super) fn string_enum(scope: &mut Scope<'_>, definition: &TypeDef, members: &StringEnum) -> TokenStream {
    let documentation = docs(&definition.docs);
    let name = ident(&definition.name.rust);
    let variants = members.variants.iter().map(|variant| {
        let documentation = docs(&variant.docs);
        let name = ident(&variant.name.rust);
        quote!(#documentation #name)
    });
    let facts = members.variants.iter().map(|variant| {
        let wire = &variant.name.wire;
        let name = ident(&variant.name.rust);
        quote!(#wire => #name)
    });
    match &members.open {
        Some(open) => {
            let (catch_all, table) = tolerant(scope, open);
            quote! {
                #documentation
                #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
                #[non_exhaustive]
                pub enum #name { #(#variants,)* #catch_all }
                open_enum! { #name, #table { #(#facts,)* } }
            }
        }
        None => {
            scope.uses.add("crate::runtime::json", "closed_enum");
            quote! {
                #documentation
                #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
                #[non_exhaustive]
                pub enum #name { #(#variants,)* }
                closed_enum! { #name { #(#facts,)* } }
            }
        }
    }
}

fn tolerant(scope: &mut Scope<'_>, open: &OpenEnum) -> (TokenStream, TokenStream) {
    scope.uses.add("crate::runtime::json", "open_enum");
    scope.uses.add("crate", "UnknownValue");
    let catch_all = ident(&open.catch_all);
    let known = ident(&open.known);
    let documentation = lines(["A value that the document does not list, kept as it was."]);
    let table = if open.catch_all == "Unknown" { quote!(#known) } else { quote!(#known, else #catch_all) };
    (quote!(#documentation #catch_all(UnknownValue),), table)
}
