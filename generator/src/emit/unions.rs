//! Unions: by a tag, or by what the value looks like.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, docs, lines, literal};
use crate::ir::{Converted, Guard, JsonKind, Type, TypeDef, Union, UnionTag, UnionVariant};

/// The enum of the types and how they are told apart.
pub(super) fn item(scope: &mut Scope<'_>, definition: &TypeDef, union: &Union) -> TokenStream {
    let documentation = docs(&definition.docs);
    let name = ident(&definition.name.rust);
    let variants: Vec<TokenStream> = union
        .variants
        .iter()
        .map(|variant| {
            let documentation = docs(&variant.docs);
            let name = ident(&variant.name);
            let ty = scope.ty(&variant.ty);
            quote!(#documentation #name(#ty))
        })
        .collect();
    let conversions = conversions(scope, &name, union);
    let (catch_all, facts) = match &union.tag {
        Some(tag) => tagged(scope, &name, tag, &union.variants),
        None => (quote!(), untagged(scope, &name, &union.variants)),
    };
    quote! {
        #documentation
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #catch_all }
        #facts
        #conversions
    }
}

/// `From` for each type that one variant alone holds.
fn conversions(scope: &mut Scope<'_>, name: &proc_macro2::Ident, union: &Union) -> TokenStream {
    let lines: Vec<TokenStream> = union
        .conversions()
        .map(|(variant, converted)| {
            let variant = ident(&variant.name);
            let ty = match converted {
                Converted::Value(ty) => scope.ty(ty),
                Converted::Text => quote!(&str),
            };
            quote!(#variant(#ty))
        })
        .collect();
    if lines.is_empty() {
        return TokenStream::new();
    }
    scope.uses.add("crate::runtime::json", "conversions");
    quote!(conversions! { #name { #(#lines,)* } })
}

fn tagged(
    scope: &mut Scope<'_>,
    name: &proc_macro2::Ident,
    tag: &UnionTag,
    variants: &[UnionVariant],
) -> (TokenStream, TokenStream) {
    scope.uses.add("crate::runtime::json", "tagged_union");
    scope.uses.add("crate", "UnknownVariant");
    let (told, others): (Vec<&UnionVariant>, Vec<&UnionVariant>) =
        variants.iter().partition(|variant| !variant.tags.is_empty());
    let facts = told.iter().map(|variant| {
        let tags = variant.tags.iter().map(literal);
        let name = ident(&variant.name);
        let inside = variant.inside.as_ref().map(|member| quote!(in #member));
        quote!(#(#tags)|* => #name #inside)
    });
    let others = (!others.is_empty()).then(|| {
        let facts = others.iter().map(|variant| guarded(variant));
        quote!(else { #(#facts,)* })
    });
    let tag = match tag {
        UnionTag::Required(tag) => quote!(#tag),
        UnionTag::Optional(tag) => quote!(optional #tag),
    };
    let documentation = lines(["An object with a discriminator value that the API description doesn't list."]);
    (
        quote!(#documentation Unknown(UnknownVariant),),
        quote!(tagged_union! { #name, #tag { #(#facts,)* } #others }),
    )
}

fn untagged(scope: &mut Scope<'_>, name: &proc_macro2::Ident, variants: &[UnionVariant]) -> TokenStream {
    scope.uses.add("crate::runtime::json", "union");
    let facts = variants.iter().map(guarded);
    quote!(union! { #name { #(#facts,)* } })
}

fn guarded(variant: &UnionVariant) -> TokenStream {
    let guard = match &variant.inside {
        Some(member) => quote!(object in #member),
        None if variant.ty == Type::Json => quote!(any),
        None => guard(&variant.guard),
    };
    let name = ident(&variant.name);
    quote!(#guard => #name)
}

/// `object has ["a", "b"] is ["type" = "x"]`
fn guard(guard: &Guard) -> TokenStream {
    let kinds = guard.kinds.iter().map(|kind| ident(word(*kind)));
    let has = (!guard.has.is_empty()).then(|| {
        let names = &guard.has;
        quote!(has [#(#names),*])
    });
    let constants = (!guard.constants.is_empty()).then(|| {
        let constants = guard.constants.iter().map(|(name, value)| {
            let value = literal(value);
            quote!(#name = #value)
        });
        quote!(is [#(#constants),*])
    });
    quote!(#(#kinds)|* #has #constants)
}

fn word(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Bool => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    }
}
