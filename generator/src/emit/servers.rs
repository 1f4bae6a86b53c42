//! `src/servers.rs`: the servers that the document names, to choose from.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{docs, lines};
use super::uses::Uses;
use super::{Content, Piece, SourceFile};
use crate::ir::{Api, Docs, Name, Server, ServerScope, ServerTemplate, ServerValues, ServerVariable};
use crate::prose::{self, line};

/// `src/servers.rs`
pub(super) fn file(api: &Api) -> SourceFile<'_> {
    let mut uses = Uses::default();
    let items: Vec<TokenStream> = api
        .client
        .servers
        .iter()
        .map(|server| item(&mut uses, server))
        .collect();
    let uses = Piece::Uses(uses);
    SourceFile {
        path: "src/servers.rs".into(),
        content: Content::Rust {
            docs: Docs::of([
                "The servers that the API description declares.",
                "",
                "[`ClientBuilder::server`](crate::ClientBuilder::server) selects a server of the API: a constant, or a",
                "struct if the URL has variables. [`ClientBuilder::server_url`](crate::ClientBuilder::server_url) replaces",
                "a server that only some operations use.",
            ]),
            items: Box::new(items.into_iter().map(Piece::Items).chain([uses])),
        },
    }
}

fn item(uses: &mut Uses, server: &Server) -> TokenStream {
    let constant = match (server.scope, &server.template) {
        (ServerScope::Choice, None) => plain(server),
        (ServerScope::Choice, Some(_)) => quote!(),
        (ServerScope::Own, _) => own(uses, server),
    };
    let template = server
        .template
        .as_ref()
        .map(|template| with_variables(uses, server, template));
    quote!(#constant #template)
}

fn plain(server: &Server) -> TokenStream {
    let documentation = docs(&server.docs);
    let name = ident(&server.constant);
    let url = &server.url;
    quote!(#documentation pub const #name: &str = #url;)
}

fn own(uses: &mut Uses, server: &Server) -> TokenStream {
    uses.add("crate", "OwnServer");
    let documentation = docs(&server.docs);
    let (name, text, url) = (ident(&server.constant), &server.constant, &server.url);
    quote!(#documentation pub const #name: OwnServer = OwnServer { name: #text, url: #url };)
}

fn with_variables(uses: &mut Uses, server: &Server, template: &ServerTemplate) -> TokenStream {
    uses.add("crate::runtime::http", "filled");
    let documentation = docs(&server.docs);
    let name = ident(&template.name);
    let url = &template.url;
    let fields = template.variables.iter().map(field);
    let defaults = template.variables.iter().map(default);
    let setters = template.variables.iter().map(setter);
    let values = template.variables.iter().map(value);
    let enums = template.variables.iter().map(listed);
    let new = lines(["Sets every variable to its default."]);
    quote! {
        #documentation
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct #name { #(#fields),* }

        impl #name {
            #new
            pub fn new() -> Self { Self { #(#defaults),* } }
            #(#setters)*
        }

        impl Default for #name {
            fn default() -> Self { Self::new() }
        }

        impl From<#name> for String {
            fn from(server: #name) -> Self { filled(#url, &[#(#values),*]) }
        }

        #(#enums)*
    }
}

fn field(variable: &ServerVariable) -> TokenStream {
    let name = ident(&variable.name.rust);
    match &variable.values {
        ServerValues::Any(_) => quote!(#name: String),
        ServerValues::Listed { name: ty, .. } => {
            let ty = ident(ty);
            quote!(#name: #ty)
        }
    }
}

fn default(variable: &ServerVariable) -> TokenStream {
    let name = ident(&variable.name.rust);
    match &variable.values {
        ServerValues::Any(text) => quote!(#name: #text.to_owned()),
        ServerValues::Listed { name: ty, default, .. } => {
            let (ty, default) = (ident(ty), ident(default));
            quote!(#name: #ty::#default)
        }
    }
}

fn setter(variable: &ServerVariable) -> TokenStream {
    let documentation = docs(&variable.docs);
    let name = ident(&variable.name.rust);
    let (ty, value) = match &variable.values {
        ServerValues::Any(_) => (quote!(impl Into<String>), quote!(#name.into())),
        ServerValues::Listed { name: ty, .. } => {
            let ty = ident(ty);
            (quote!(#ty), quote!(#name))
        }
    };
    quote! {
        #documentation
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn value(variable: &ServerVariable) -> TokenStream {
    let (name, wire) = (ident(&variable.name.rust), &variable.name.wire);
    match variable.values {
        ServerValues::Any(_) => quote!((#wire, &server.#name)),
        ServerValues::Listed { .. } => quote!((#wire, server.#name.as_str())),
    }
}

fn listed(variable: &ServerVariable) -> TokenStream {
    let ServerValues::Listed { name, members, .. } = &variable.values else {
        return quote!();
    };
    let documentation = lines([line![
        "The values of the server variable ",
        prose::code(&variable.name.wire),
        "."
    ]]);
    let as_str = lines(["The value as it appears in the URL."]);
    let name = ident(name);
    let variants = members.iter().map(member);
    let arms = members.iter().map(|Name { rust, wire }| {
        let variant = ident(rust);
        quote!(Self::#variant => #wire)
    });
    quote! {
        #documentation
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }

        impl #name {
            #as_str
            pub const fn as_str(self) -> &'static str {
                match self { #(#arms),* }
            }
        }
    }
}

fn member(member: &Name) -> TokenStream {
    let documentation = lines([prose::code(&member.wire)]);
    let name = ident(&member.rust);
    quote!(#documentation #name)
}
