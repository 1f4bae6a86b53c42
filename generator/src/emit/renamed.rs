//! Old names as deprecated aliases.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::arguments::{arguments, required};
use super::idents::ident;
use super::tokens::{Scope, deprecated, lines, many_arguments};
use super::uses::HTTP;
use crate::ir::{Api, Former, Group, Note, Operation, Renamed};
use crate::prose::{self, Line, line};

/// Type aliases beside the types, of the same constructors and variants.
pub(super) fn types(renamed: &[Renamed]) -> TokenStream {
    let aliases = renamed.iter().map(|renamed| {
        let facts = facts(prose::item(&renamed.new), &Note::renamed(&renamed.new));
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

/// An operation that was called elsewhere.
#[derive(Clone, Copy)]
pub(super) struct Moved<'o> {
    group: &'o Group,
    operation: &'o Operation,
    former: &'o Former,
}

/// The operations that were called elsewhere, by the modules of where that was.
pub(super) fn moved(api: &Api) -> BTreeMap<&str, Vec<Moved<'_>>> {
    let mut moved: BTreeMap<&str, Vec<Moved<'_>>> = BTreeMap::new();
    for group in &api.groups {
        for operation in &group.operations {
            for former in &operation.former {
                let one = Moved {
                    group,
                    operation,
                    former,
                };
                moved.entry(&former.module).or_default().push(one);
            }
        }
    }
    moved
}

impl<'o> Moved<'o> {
    /// The old methods.
    pub(super) fn methods(self) -> impl Iterator<Item = (Self, &'o Renamed)> {
        self.former.renamed.methods.iter().map(move |renamed| (self, renamed))
    }

    /// An old method, which calls the new one.
    pub(super) fn method(self, scope: &mut Scope<'_>, from: &Group, renamed: &Renamed) -> TokenStream {
        let Self { group, operation, .. } = self;
        let method = format!("{}::{}", group.owner(), renamed.new);
        let link = line![prose::item(&method), "(crate::", prose::path(&method), ")"];
        let accessor = group.handle.as_ref().map(|handle| handle.accessor.as_str());
        let client = match from.handle {
            Some(_) => quote!(self.client),
            None => quote!(self),
        };
        let handle = accessor.map(ident).map(|accessor| quote!(.#accessor()));
        let target = Target {
            facts: facts(link, &Note::moved(accessor, &renamed.new)),
            receiver: quote!(#client #handle),
            marker: path_of_item(group, &operation.marker),
        };
        forwarding(scope, operation, renamed, &target)
    }

    /// The old names of what stands beside the methods.
    pub(super) fn items(self) -> TokenStream {
        let aliases = self.former.renamed.items.iter().map(|renamed| {
            let new = path_of_item(self.group, &renamed.new);
            let path = format!("api::{}::{}", self.group.module, renamed.new);
            let link = line![prose::item(&path), "(crate::", prose::path(&path), ")"];
            let facts = facts(link, &Note::renamed(&path));
            let old = ident(&renamed.old);
            let is_of_headers = self.operation.headers.as_ref() == Some(&renamed.new);
            let lifetime = is_of_headers.then(|| quote!(<'h>));
            quote!(#facts pub type #old #lifetime = #new #lifetime;)
        });
        quote!(#(#aliases)*)
    }
}

fn path_of_item(group: &Group, name: &str) -> TokenStream {
    let (module, name) = (ident(&group.module), ident(name));
    quote!(crate::api::#module::#name)
}

/// What a deprecated method hands its arguments on to.
struct Target {
    facts: TokenStream,
    receiver: TokenStream,
    marker: TokenStream,
}

/// A method that hands its arguments on to another one beside it.
pub(super) fn method(scope: &mut Scope<'_>, operation: &Operation, renamed: &Renamed) -> TokenStream {
    let link = line![prose::item(&renamed.new), "(Self::", prose::path(&renamed.new), ")"];
    let marker = ident(&operation.marker);
    let target = Target {
        facts: facts(link, &Note::renamed(&renamed.new)),
        receiver: quote!(self),
        marker: quote!(#marker),
    };
    forwarding(scope, operation, renamed, &target)
}

fn forwarding(scope: &mut Scope<'_>, operation: &Operation, renamed: &Renamed, target: &Target) -> TokenStream {
    scope.uses.add(HTTP, "Request");
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
    let (old, new) = (ident(&renamed.old), ident(&renamed.new));
    let Target {
        facts,
        receiver,
        marker,
    } = target;
    quote! {
        #facts
        #many
        #[inline]
        pub fn #old(&self, #(#arguments),*) -> Request<#marker> {
            #receiver.#new(#(#passed),*)
        }
    }
}

fn facts(link: Line, note: &Note) -> TokenStream {
    let documentation = lines([line!["The former name of ", link, "."]]);
    let deprecated = deprecated(Some(note));
    quote!(#documentation #deprecated)
}
