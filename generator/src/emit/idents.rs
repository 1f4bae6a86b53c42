//! Names in the emitted code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// An identifier; names are final and valid when they get here.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A path like `crate::runtime::json`.
pub(super) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(ident);
    quote!(#(#segments)::*)
}
