//! How values of parameters and of parts are written.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use crate::ir::{Style, StyleForm};

pub(super) fn style_value(style: Style) -> TokenStream {
    let form = ident(match style.form {
        StyleForm::Simple => "SIMPLE",
        StyleForm::Label => "LABEL",
        StyleForm::Matrix => "MATRIX",
        StyleForm::Form => "FORM",
        StyleForm::Json => "JSON",
        StyleForm::QueryJson => "QUERY_JSON",
        StyleForm::QueryText => "QUERY_TEXT",
        StyleForm::SpaceDelimited => "SPACE_DELIMITED",
        StyleForm::PipeDelimited => "PIPE_DELIMITED",
        StyleForm::DeepObject => "DEEP_OBJECT",
    });
    let explode = style.explode.then(|| quote!(.explode()));
    let reserved = style.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(Style::#form #explode #reserved)
}
