//! `src/errors.rs`: the error responses that several operations have alike.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, lines};
use super::{Content, Maker, SourceFile, pieces, responses};
use crate::ir::{Api, Docs};
use crate::names;

/// The file, where operations have error responses alike.
pub(super) fn file(api: &Api) -> Option<Maker<'_>> {
    (!api.error_sets.is_empty()).then(|| -> Maker<'_> { Box::new(|| sets(api)) })
}

fn sets(api: &Api) -> SourceFile<'_> {
    let items = api.error_sets.iter().map(Some).chain([None]);
    SourceFile {
        path: "src/errors.rs".into(),
        content: Content::Rust {
            docs: Docs::of([
                "Error responses that several operations document alike.",
                "",
                "Each operation has a type of its own all the same, by its own name: code that handles the errors of one stays as it",
                "is when those of another change.",
            ]),
            items: pieces(Scope::of_operations(api), items, |scope, set| match set {
                Some(set) => responses::error_set(scope, set),
                None => operation(scope),
            }),
        },
    }
}

/// What the types of operations differ by.
fn operation(scope: &mut Scope<'_>) -> TokenStream {
    scope.uses.add("std", "fmt");
    scope.uses.add("std::convert", "Infallible");
    scope.uses.add("std::marker", "PhantomData");
    let documentation = lines(["The operation that error responses are of. It has no values."]);
    let of = ident(names::ERROR_OF);
    quote! {
        #documentation
        pub struct #of<O> {
            operation: PhantomData<fn() -> O>,
            never: Infallible,
        }

        impl<O> Clone for #of<O> {
            fn clone(&self) -> Self {
                match self.never {}
            }
        }

        impl<O> fmt::Debug for #of<O> {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.never {}
            }
        }

        impl<O> PartialEq for #of<O> {
            fn eq(&self, _: &Self) -> bool {
                match self.never {}
            }
        }
    }
}
