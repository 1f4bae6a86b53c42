//! The arguments of the methods of operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies;
use super::idents::ident;
use super::tokens::Scope;
use crate::ir::{Body, Operation, Parameter};

/// What every caller passes besides a body.
pub(super) fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.required)
}

/// What a method takes.
pub(super) fn arguments(scope: &mut Scope<'_>, operation: &Operation, body: Option<&Body>) -> Vec<TokenStream> {
    let mut arguments: Vec<TokenStream> = required(operation)
        .map(|parameter| argument(scope, parameter))
        .collect();
    arguments.extend(body.map(|body| bodies::argument(scope, body)));
    arguments
}

pub(super) fn argument(scope: &mut Scope<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name.rust);
    let ty = scope.passed(parameter.passed());
    quote!(#name: #ty)
}
