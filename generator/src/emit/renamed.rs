//! Old names as deprecated aliases.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operations::{arguments, required};
use super::tokens::{Scope, deprecated, ident, lines, many_arguments};
use crate::ir::{Note, Operation, Renamed};
use crate::prose::{self, Line, line};

/// Type aliases beside the types, of the same constructors and variants.
pub(super) fn types(renamed: &[Renamed]) -> TokenStream {
    let aliases = renamed.iter().map(|renamed| {
        let facts = facts(renamed, prose::item(&renamed.new));
        let (old, new) = (ident(&renamed.old), ident(&renamed.new));
        quote!(#facts pub type #old = #new;)
    });
    quote!(#(#aliases)*)
}

/// What brings the old names of a module's types to where the new ones are.
pub(super) fn exports<'a>(module: &Ident, renamed: impl Iterator<Item = &'a Renamed>) -> TokenStream {
    let names: Vec<Ident> = renamed.map(|renamed| ident(&renamed.old)).collect();
    match names.as_slice() {
        [] => quote!(),
        [name] => quote!(#[allow(deprecated)] pub use #module::#name;),
        names => quote!(#[allow(deprecated)] pub use #module::{#(#names),*};),
    }
}

/// A method that hands its arguments on.
pub(super) fn method(scope: &mut Scope<'_>, operation: &Operation, renamed: &Renamed) -> TokenStream {
    let others = operation.other_bodies.iter();
    let other = others.map(|other| (&other.method, &other.body));
    let first = operation.body.iter().filter(|body| body.required);
    let first = first.map(|body| (&operation.name.rust, body));
    let body = first
        .chain(other)
        .find(|(method, _)| **method == renamed.new)
        .map(|(_, body)| body);
    let arguments = arguments(scope, operation, body);
    let many = many_arguments(arguments.len() + 1);
    let passed = required(operation).map(|parameter| &parameter.name.rust);
    let passed = passed.chain(body.map(|body| &body.name)).map(|name| ident(name));
    let link = line![prose::item(&renamed.new), "(Self::", prose::path(&renamed.new), ")"];
    let facts = facts(renamed, link);
    let (old, new) = (ident(&renamed.old), ident(&renamed.new));
    let marker = ident(&operation.marker);
    quote! {
        #facts
        #many
        #[inline]
        pub fn #old(&self, #(#arguments),*) -> Request<#marker> {
            self.#new(#(#passed),*)
        }
    }
}

fn facts(renamed: &Renamed, link: Line) -> TokenStream {
    let documentation = lines([line!["The former name of ", link, "."]]);
    let deprecated = deprecated(Some(&Note::renamed(&renamed.new)));
    quote!(#documentation #deprecated)
}
