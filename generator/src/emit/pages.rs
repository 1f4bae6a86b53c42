//! Paginated operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::Scope;
use super::xml;
use crate::ir::{NextPage, Operation, PageInput, PageList, PageStep, Paging};

/// The module of the runtime that pages are stated in.
const PAGES: &str = "crate::runtime::pages";

/// How an operation is paginated; nothing if it isn't.
pub(super) fn facts(scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    let facts = operation.paging.iter().map(|paging| {
        let marker = ident(&operation.marker);
        let value = value(scope, paging);
        let items = paging.list.as_ref().map(|list| items(scope, &marker, list));
        scope.uses.add(PAGES, "Paged");
        scope.uses.add(PAGES, "Paging");
        quote! {
            impl Paged for #marker {
                const PAGING: Paging = #value;
            }
            #items
        }
    });
    facts.collect()
}

fn value(scope: &mut Scope<'_>, paging: &Paging) -> TokenStream {
    let next = match &paging.next {
        NextPage::Cursor { parameter, at } => quote!(cursor(#parameter, #at)),
        NextPage::Offset { parameter, first } => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(offset(#parameter, #first))
        }
        NextPage::Page { parameter, first } => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(page(#parameter, #first))
        }
        NextPage::Url { at } => quote!(url(#at)),
        NextPage::Link => quote!(link()),
    };
    let input = match paging.input {
        PageInput::Query => quote!(),
        PageInput::Body => quote!(.in_body()),
    };
    let items = paging.items.iter().map(|at| quote!(.items(#at)));
    let more = paging.more.iter().map(|(at, is)| quote!(.more(#at, #is)));
    let limit = paging.limit.iter().map(|parameter| quote!(.limit(#parameter)));
    let last = paging.last.iter().map(|at| quote!(.last(#at)));
    let xml = paging.xml.as_ref().map(|content| {
        let content = xml::content(scope, content);
        quote!(.as_json(|reply| xml::page(reply, #content)))
    });
    quote!(Paging::#next #input #(#items)* #(#more)* #(#limit)* #(#last)* #xml)
}

fn items(scope: &mut Scope<'_>, marker: &proc_macro2::Ident, list: &PageList) -> TokenStream {
    scope.uses.add(PAGES, "PagedItems");
    let item = scope.ty(&list.item);
    let way = way(&list.steps);
    quote! {
        impl PagedItems for #marker {
            type Item = #item;
            #[inline]
            fn items(page: Self::Output) -> Vec<Self::Item> { #way }
        }
    }
}

/// The expression from `page` to its items: plain fields as long as they are there, then by way of an `Option`.
fn way(steps: &[PageStep]) -> TokenStream {
    let mut steps = steps.iter();
    let mut way = quote!(page);
    let into_option = steps.by_ref().find_map(|step| {
        let (field, is_option) = field(step);
        way = quote!(#way #field);
        is_option.then_some(())
    });
    let rest = steps.map(|step| {
        let (field, is_option) = field(step);
        let method = ident(match is_option {
            true => "and_then",
            false => "map",
        });
        quote!(.#method(|inner| inner #field))
    });
    let otherwise = into_option.map(|()| quote!(.unwrap_or_default()));
    quote!(#way #(#rest)* #otherwise)
}

/// How a field is reached, and whether that gives an `Option`.
fn field(step: &PageStep) -> (TokenStream, bool) {
    match step {
        PageStep::Required(name) => {
            let name = ident(name);
            (quote!(.#name), false)
        }
        PageStep::Optional(name) => {
            let name = ident(name);
            (quote!(.#name), true)
        }
        PageStep::Tristate(name) => {
            let name = ident(name);
            (quote!(.#name.into_value()), true)
        }
    }
}
