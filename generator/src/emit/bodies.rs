//! Request bodies: what a method takes for one, and how the request gets it.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::styles::style_value;
use super::tokens::{Scope, converted_argument, docs};
use super::uses::HTTP;
use super::xml;
use crate::ir::{Body, BodyFormat, PartForm};
use crate::rustdoc;

/// The module of the runtime for forms of several parts.
pub(super) const MULTIPART: &str = "crate::runtime::forms::multipart";

/// The argument of a method or setter.
pub(super) fn argument(scope: &mut Scope<'_>, body: &Body) -> TokenStream {
    let name = ident(&body.name);
    let ty = scope.passed(body.passed(scope.api));
    quote!(#name: #ty)
}

/// The statement before that call; the runtime itself takes what turns into a text or bytes.
pub(super) fn conversion(scope: &mut Scope<'_>, body: &Body) -> Option<TokenStream> {
    match body.format {
        BodyFormat::Json | BodyFormat::Xml | BodyFormat::Form | BodyFormat::Multipart => {
            let name = ident(&body.name);
            let value = converted_argument(&name, body.passed(scope.api))?;
            let ty = scope.ty(&body.ty);
            Some(quote!(let #name: #ty = #value;))
        }
        BodyFormat::FreeForm | BodyFormat::Text | BodyFormat::Bytes => None,
    }
}

/// The call that gives it to the request.
pub(super) fn input(scope: &mut Scope<'_>, body: &Body) -> TokenStream {
    let name = ident(&body.name);
    let media_type = &body.media_type;
    let parts = |scope: &mut Scope<'_>, part: fn(&mut Scope<'_>, &PartForm) -> TokenStream| {
        let parts: Vec<TokenStream> = body
            .parts
            .iter()
            .map(|(wire, form)| {
                let form = part(scope, form);
                quote!((#wire, #form))
            })
            .collect();
        quote!(&[#(#parts),*])
    };
    match body.format {
        BodyFormat::Json => quote!(.json_body(#media_type, &#name)),
        BodyFormat::Xml => {
            let root = body.xml.as_ref().map(|root| xml::root(scope, root));
            quote!(.xml_body(#media_type, &#name, &#root))
        }
        BodyFormat::Form => {
            let styles = parts(scope, styled);
            quote!(.form_body(#media_type, &#name, #styles))
        }
        BodyFormat::Multipart => {
            let parts = parts(scope, part);
            quote!(.multipart_body(#media_type, &#name, #parts))
        }
        BodyFormat::FreeForm => quote!(.free_form(#media_type, #name)),
        BodyFormat::Text => quote!(.text_body(#media_type, #name)),
        BodyFormat::Bytes => quote!(.raw_body(#media_type, #name)),
    }
}

/// The setter of an optional body.
pub(super) fn setter(scope: &mut Scope<'_>, body: &Body) -> TokenStream {
    let documentation = docs(&rustdoc::of_body(body));
    let name = ident(&body.name);
    let argument = argument(scope, body);
    let conversion = conversion(scope, body);
    let input = input(scope, body);
    quote! {
        #documentation
        #[inline]
        pub fn #name(self, #argument) -> Self {
            #conversion
            self #input
        }
    }
}

fn styled(scope: &mut Scope<'_>, form: &PartForm) -> TokenStream {
    scope.uses.add(HTTP, "Style");
    match form {
        PartForm::Styled(style) => style_value(*style),
        PartForm::Typed(_) | PartForm::Xml(..) => quote!(Style::MEMBER),
    }
}

fn part(scope: &mut Scope<'_>, form: &PartForm) -> TokenStream {
    scope.uses.add(MULTIPART, "Part");
    match form {
        PartForm::Styled(_) => {
            let style = styled(scope, form);
            quote!(Part::Styled(#style))
        }
        PartForm::Typed(media_type) => quote!(Part::Typed(#media_type)),
        PartForm::Xml(media_type, root) => {
            let root = xml::root(scope, root);
            quote!(Part::Written(#media_type, |value| xml::to_xml(value, &#root)))
        }
    }
}
