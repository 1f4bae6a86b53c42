//! What types check: the listings of their rules, which bring `validate()`.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, literal, number};
use crate::ir::{
    BodyFormat, Bound, Check, CheckedParts, CheckedTag, CheckedVariant, Checks, Location, Operation, Shape,
    StructCodec, Type, TypeDef,
};

/// The listing of a type's rules; nothing for a type that checks nothing.
pub(super) fn item(scope: &mut Scope<'_>, definition: &TypeDef) -> TokenStream {
    match &definition.checks {
        Some(checks) => listing(scope, definition, checks),
        None => quote!(),
    }
}

fn listing(scope: &mut Scope<'_>, definition: &TypeDef, checks: &Checks) -> TokenStream {
    let name = ident(&definition.name.rust);
    let own = fact(scope, &quote!(self), &checks.own);
    match &checks.parts {
        CheckedParts::Members(members, others) => {
            let listing = match &definition.shape {
                Shape::Struct(object) if object.codec == StructCodec::Multipart => "form_rules",
                _ => "rules",
            };
            scope.uses.add("crate::runtime::rules", listing);
            let listing = ident(listing);
            let members: Vec<TokenStream> = members
                .iter()
                .map(|(wire, checks)| {
                    let checks = list(scope, checks);
                    quote!(#wire => #checks,)
                })
                .collect();
            let others = fact(scope, &quote!(..), others);
            quote!(#listing! { #name { #own #(#members)* #others } })
        }
        CheckedParts::Tagged(tag, variants) => {
            scope.uses.add("crate::runtime::rules", "tagged_union_rules");
            let variants: Vec<TokenStream> = variants
                .iter()
                .map(|CheckedTag { tags, inside, checks }| {
                    let tags = tags.iter().map(literal);
                    let checks = list(scope, checks);
                    let inside = inside.as_ref().map(|member| quote!(in #member));
                    quote!(#(#tags)|* #inside => #checks,)
                })
                .collect();
            quote!(tagged_union_rules! { #name, #tag { #own #(#variants)* } })
        }
        CheckedParts::Untagged(variants) => {
            scope.uses.add("crate::runtime::rules", "union_rules");
            let variants: Vec<TokenStream> = variants
                .iter()
                .map(|CheckedVariant { name, inside, checks }| {
                    let (name, checks) = (ident(name), list(scope, checks));
                    let inside = inside.as_ref().map(|member| quote!(in #member));
                    quote!(#name #inside => #checks,)
                })
                .collect();
            quote!(union_rules! { #name { #own #(#variants)* } })
        }
    }
}

/// The listing of an operation's rules, and the constant that it stands in; nothing for one that checks nothing.
pub(super) fn of_operation(scope: &mut Scope<'_>, operation: &Operation) -> (TokenStream, TokenStream) {
    let mut lines = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.checks.is_empty())
    {
        let word = ident(match parameter.location {
            Location::Path { .. } => "path",
            Location::Query { .. } => "query",
            Location::Header { .. } => "header",
            Location::Cookie { .. } => "cookie",
        });
        let (name, checks) = (&parameter.name.wire, list(scope, &parameter.checks));
        lines.push(quote!(#word #name => #checks));
    }
    for body in operation.bodies().filter(|body| !body.checks.is_empty()) {
        let word = ident(match body.format {
            BodyFormat::Json => "json",
            BodyFormat::Text | BodyFormat::Bytes => "text",
            BodyFormat::Xml | BodyFormat::Form | BodyFormat::Multipart | BodyFormat::FreeForm => "form",
        });
        let (media_type, checks) = (&body.media_type, list(scope, &body.checks));
        lines.push(quote!(#word #media_type => #checks));
    }
    if lines.is_empty() {
        return (quote!(), quote!());
    }
    scope.uses.add("crate::runtime::http", "InputRules");
    scope.uses.add("crate::runtime::rules", "input_rules");
    let marker = ident(&operation.marker);
    let listing = quote!(input_rules! { #marker { #(#lines,)* } });
    (
        listing,
        quote!(
            const RULES: InputRules = Self::INPUTS;
        ),
    )
}

/// A line that is there only where something is checked.
fn fact(scope: &mut Scope<'_>, key: &TokenStream, checks: &[Check]) -> TokenStream {
    match checks {
        [] => quote!(),
        checks => {
            let checks = list(scope, checks);
            quote!(#key => #checks,)
        }
    }
}

/// `[min_items 1, each [of Item]]`
fn list(scope: &mut Scope<'_>, checks: &[Check]) -> TokenStream {
    let checks: Vec<TokenStream> = checks.iter().map(|check| self::check(scope, check)).collect();
    quote!([#(#checks),*])
}

fn check(scope: &mut Scope<'_>, check: &Check) -> TokenStream {
    match check {
        Check::Bound(bound) => self::bound(bound),
        Check::Each(checks) => {
            let checks = list(scope, checks);
            quote!(each #checks)
        }
        Check::Elements(elements) => {
            let elements = elements.iter().map(|checks| list(scope, checks));
            quote!(elements [#(#elements),*])
        }
        Check::Of(id) => {
            let ty = scope.ty(&Type::Named(*id));
            quote!(of #ty)
        }
    }
}

fn bound(bound: &Bound) -> TokenStream {
    let (word, digits) = match bound {
        Bound::Minimum(digits) => ("minimum", digits.as_str()),
        Bound::ExclusiveMinimum(digits) => ("exclusive_minimum", digits.as_str()),
        Bound::Maximum(digits) => ("maximum", digits.as_str()),
        Bound::ExclusiveMaximum(digits) => ("exclusive_maximum", digits.as_str()),
        Bound::MultipleOf(digits) => ("multiple_of", digits.as_str()),
        Bound::MinLength(digits) => ("min_length", digits.as_str()),
        Bound::MaxLength(digits) => ("max_length", digits.as_str()),
        Bound::MinItems(digits) => ("min_items", digits.as_str()),
        Bound::MaxItems(digits) => ("max_items", digits.as_str()),
        Bound::UniqueItems => ("unique_items", ""),
        Bound::MinProperties(digits) => ("min_properties", digits.as_str()),
        Bound::MaxProperties(digits) => ("max_properties", digits.as_str()),
        Bound::Pattern(pattern) => return quote!(pattern #pattern),
        Bound::Format(format) => return quote!(format #format),
        Bound::Has(member) => return quote!(has #member),
        Bound::Any(lists) => {
            let lists = lists.iter().map(|list| {
                let bounds = list.iter().map(self::bound);
                quote!([#(#bounds),*])
            });
            return quote!(any [#(#lists),*]);
        }
    };
    let (word, digits) = (ident(word), number(digits));
    quote!(#word #digits)
}
