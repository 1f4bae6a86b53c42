//! The files of operations: one per tag.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Scope, docs, ident, lines};
use super::{Content, Maker, SourceFile, headers, operations, responses};
use crate::ir::{Api, Docs, Group, Handle, Operation, ResponseEnum};
use crate::prose::{self, FilePath, Line, line};

/// The module of the runtime that operations are stated in.
pub(super) const HTTP: &str = "crate::runtime::http";

/// All files below `src/api`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Maker<'_>> {
    let files = api
        .groups
        .iter()
        .map(move |group| -> Maker<'_> { Box::new(move || group_file(api, group)) });
    let module: Maker<'_> = Box::new(|| module(api));
    files.chain([module])
}

fn module(api: &Api) -> SourceFile {
    let mut names: Vec<&str> = api.groups.iter().map(|group| group.module.as_str()).collect();
    names.sort_unstable();
    let modules = names.into_iter().map(ident);
    SourceFile {
        path: "src/api/mod.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["The operations of the API, one module per tag."]),
            items: quote!(#(pub mod #modules;)*),
        },
    }
}

fn group_file(api: &Api, group: &Group) -> SourceFile {
    let mut scope = Scope::of_operations(api);
    scope.uses.add("crate", "Client");
    let methods: Vec<TokenStream> = group
        .operations
        .iter()
        .map(|operation| operations::methods(&mut scope, group, operation))
        .collect();
    let entry = match &group.handle {
        Some(handle) => handle_struct(handle, &methods),
        None => quote!(impl Client { #(#methods)* }),
    };
    let items: Vec<TokenStream> = group
        .operations
        .iter()
        .map(|operation| operations::facts(&mut scope, group, operation))
        .collect();
    let uses = scope.uses.declarations();
    SourceFile {
        path: FilePath::module("src/api", &group.module),
        content: Content::Rust {
            docs: module_docs(group),
            items: quote!(#uses #entry #(#items)*),
        },
    }
}

fn module_docs(group: &Group) -> Docs {
    match &group.handle {
        Some(handle) => Docs::of([line!["Operations tagged ", prose::code(&handle.name.wire), "."]]),
        None => Docs::of(["Operations without a tag."]),
    }
}

fn handle_struct(handle: &Handle, methods: &[TokenStream]) -> TokenStream {
    let documentation = docs(&handle.docs);
    let accessor = format!("Client::{}", handle.accessor);
    let from = lines([Line::default(), line!["Obtained from ", prose::item(&accessor), "."]]);
    let name = ident(&handle.name.rust);
    quote! {
        #documentation
        #from
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> { client: &'c Client }

        impl<'c> #name<'c> {
            pub(crate) fn new(client: &'c Client) -> Self { Self { client } }
            #(#methods)*
        }
    }
}

/// The enums of responses and the struct of headers that stand with an operation: once, with the first that has them.
pub(super) fn response_enums(
    scope: &mut Scope<'_>,
    group: &Group,
    operation: &Operation,
    output: Option<&str>,
) -> TokenStream {
    let is_first = |name: &str| {
        let first = group
            .operations
            .iter()
            .find(|other| other.error.as_deref() == Some(name));
        first.is_some_and(|first| first.marker == operation.marker)
    };
    let error = operation.error.as_deref().filter(|name| is_first(name));
    let own = |response_enum: &&ResponseEnum| [output, error].contains(&Some(response_enum.name.as_str()));
    let all = group.outputs.iter().chain(&group.errors);
    let items: Vec<TokenStream> = all.filter(own).map(|one| responses::item(scope, one)).collect();
    let headers = group
        .headers
        .iter()
        .filter(|headers| operation.headers.as_ref() == Some(&headers.name));
    let headers: Vec<TokenStream> = headers.map(|headers| headers::item(scope, headers)).collect();
    quote!(#(#items)* #(#headers)*)
}
