//! Responses: what each status is read as.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, docs, integer, lines};
use super::uses::HTTP;
use super::xml;
use crate::ir::{
    self, ErrorSet, EventForm, Events, Framing, Payload, ResponseCase, ResponseEnum, ResponseVariant, Streamed,
};
use crate::names;
use crate::prose::{self, Line, line};
use crate::rustdoc;

/// The enum of an operation's successes, by status and media type.
pub(super) fn item(scope: &mut Scope<'_>, response_enum: &ResponseEnum) -> TokenStream {
    let documentation = docs(&response_enum.docs);
    let name = ident(&response_enum.name);
    let derives = derives(response_enum);
    let variants = variants(scope, response_enum);
    quote! {
        #documentation
        #derives
        #[non_exhaustive]
        pub enum #name { #variants }
    }
}

/// The error responses of an operation, by its marker: an enum, or its type of the enum that other operations have as well.
pub(super) fn error_item(scope: &mut Scope<'_>, errors: &ResponseEnum, marker: &str) -> TokenStream {
    let documentation = docs(&errors.docs);
    let name = ident(&errors.name);
    if let Some(set) = &errors.set {
        scope.uses.add("crate", "errors");
        let (set, of, marker) = (ident(set), ident(names::ERROR_OF), ident(marker));
        return quote!(#documentation pub type #name = errors::#set<errors::#of<#marker>>;);
    }
    error_enum(scope, (documentation, name), errors, &Parameter::default())
}

/// The error responses that several operations have alike.
pub(super) fn error_set(scope: &mut Scope<'_>, set: &ErrorSet) -> TokenStream {
    let documentation = lines(["Error responses of several operations, by status code."]);
    let of = ident(names::ERROR_OF);
    let operation = Parameter {
        list: quote!(<T>),
        variant: quote!(#[doc(hidden)] #of(T),),
    };
    error_enum(scope, (documentation, ident(&set.name)), &set.first, &operation)
}

/// The parameter of an enum of errors, if it has one.
#[derive(Default)]
struct Parameter {
    list: TokenStream,
    /// The variant that holds a value of it.
    variant: TokenStream,
}

fn error_enum(
    scope: &mut Scope<'_>,
    (documentation, name): (TokenStream, Ident),
    errors: &ResponseEnum,
    parameter: &Parameter,
) -> TokenStream {
    let derives = derives(errors);
    let (variants, undocumented) = (variants(scope, errors), undocumented());
    let reader = error_reader(scope, &errors.variants);
    let Parameter { list, variant } = parameter;
    quote! {
        #documentation
        #derives
        #[non_exhaustive]
        pub enum #name #list { #variants #undocumented #variant }

        impl #list ErrorResponses for #name #list { #reader }
    }
}

fn variants(scope: &mut Scope<'_>, response_enum: &ResponseEnum) -> TokenStream {
    let variants = response_enum.variants.iter().map(|ResponseVariant { name, case }| {
        let documentation = docs(&rustdoc::variant(case));
        let variant = ident(name);
        match scope.given(case.given()) {
            Some(ty) => quote!(#documentation #variant(#ty),),
            None => quote!(#documentation #variant,),
        }
    });
    variants.collect()
}

fn derives(response_enum: &ResponseEnum) -> TokenStream {
    match response_enum.has_streams() {
        true => quote!(#[derive(Debug)]),
        false => quote!(#[derive(Clone, Debug, PartialEq)]),
    }
}

/// The error type of an operation, by the path of its method, that documents no errors.
pub(super) fn no_errors(scope: &mut Scope<'_>, name: &str, method: &str) -> TokenStream {
    scope.uses.add("crate", "NoDocumentedError");
    let documentation = lines([
        line![
            "The error type of ",
            prose::item(method),
            ", which documents no errors."
        ],
        Line::default(),
        "If the API description adds one, this becomes an enum of them.".into(),
    ]);
    let name = ident(name);
    quote!(#documentation pub type #name = NoDocumentedError;)
}

/// The variant for what no other stands for.
fn undocumented() -> TokenStream {
    let documentation = lines([
        "A status code that the API description doesn't document, or a body that doesn't match it: see",
        "[`Failure::raw_body`](crate::Failure::raw_body).",
    ]);
    quote!(#documentation Undocumented,)
}

fn error_reader(scope: &mut Scope<'_>, variants: &[ResponseVariant]) -> TokenStream {
    for name in ["ErrorResponses", "Mismatch", "Reply"] {
        scope.uses.add(HTTP, name);
    }
    let arms = variant_arms(scope, &ident("Self"), variants);
    quote! {
        #[inline]
        fn read(reply: &Reply) -> Result<Self, Mismatch> {
            match reply.status() { #arms }
        }

        #[inline]
        fn undocumented() -> Self {
            Self::Undocumented
        }
    }
}

/// The status codes of successes, where they aren't the usual one.
pub(super) fn statuses(scope: &mut Scope<'_>, cases: &[&ResponseCase]) -> Option<TokenStream> {
    let mut declared: Vec<(u16, u16)> = cases.iter().map(|case| case.status.bounds()).collect();
    declared.dedup();
    if declared == [(200, 200)] {
        return None;
    }
    scope.uses.add(HTTP, "Statuses");
    let rows = declared.into_iter().map(|(first, last)| {
        let (first, last) = (integer(first), integer(last));
        quote!(#first..=#last)
    });
    Some(quote!(const STATUSES: Statuses = &[#(#rows),*];))
}

/// The redirects that aren't followed, where there are any.
pub(super) fn redirects(scope: &mut Scope<'_>, redirects: &[(u16, u16)]) -> Option<TokenStream> {
    if redirects.is_empty() {
        return None;
    }
    scope.uses.add(HTTP, "Redirects");
    let rows = redirects.iter().map(|(first, last)| {
        let (first, last) = (integer(*first), integer(*last));
        quote!(#first..=#last)
    });
    Some(quote!(const REDIRECTS: Redirects = &[#(#rows),*];))
}

/// The media types for the header `Accept`, where they are not the usual one.
pub(super) fn accept(media_types: &str) -> Option<TokenStream> {
    (media_types != ir::USUAL_ACCEPT).then(|| quote!(const ACCEPT: &'static str = #media_types;))
}

/// The answers that are given as streams, where there are any.
pub(super) fn streamed(scope: &mut Scope<'_>, streamed: &[Streamed]) -> Option<TokenStream> {
    if streamed.is_empty() {
        return None;
    }
    scope.uses.add(HTTP, "Streamed");
    let rows = streamed.iter().map(|row| {
        let (first, last) = (integer(row.first), integer(row.last));
        let media_types = &row.media_types;
        quote!((#first..=#last, &[#(#media_types),*]))
    });
    Some(quote!(const STREAMED: &'static [Streamed] = &[#(#rows),*];))
}

/// The function that reads a success of one type, for all statuses.
pub(super) fn plain_reader(scope: &mut Scope<'_>, cases: &[&ResponseCase]) -> TokenStream {
    let Some(first) = cases.first() else {
        return quote!(
            #[inline]
            fn output(_: &Reply) -> Result<Self::Output, Mismatch> {
                Err(Mismatch::Undeclared)
            }
        );
    };
    let mut bounds: Vec<(u16, u16)> = cases.iter().map(|case| case.bounds).collect();
    bounds.dedup();
    let patterns = bounds.into_iter().map(pattern);
    let read = read(scope, &first.payload).unwrap_or_else(|| quote!(Ok(())));
    let rest = undeclared();
    reader(quote!(#(#patterns)|* => #read, #rest))
}

/// The function that reads a success of several types.
pub(super) fn variant_reader(scope: &mut Scope<'_>, name: &Ident, variants: &[ResponseVariant]) -> TokenStream {
    reader(variant_arms(scope, name, variants))
}

fn reader(arms: TokenStream) -> TokenStream {
    quote! {
        #[inline]
        fn output(reply: &Reply) -> Result<Self::Output, Mismatch> {
            match reply.status() { #arms }
        }
    }
}

/// The arms that read each status, and each form of its body, as a variant. The form that is expected comes last: it is
/// taken where the answer names no other.
fn variant_arms(scope: &mut Scope<'_>, name: &Ident, variants: &[ResponseVariant]) -> TokenStream {
    let mut variants: Vec<&ResponseVariant> = variants.iter().collect();
    variants.sort_by_key(|variant| (variant.case.status, variant.case.media_types.is_empty()));
    let arms = variants.into_iter().map(|variant| variant_arm(scope, name, variant));
    let arms: Vec<TokenStream> = arms.collect();
    let rest = undeclared();
    quote!(#(#arms,)* #rest)
}

fn variant_arm(scope: &mut Scope<'_>, name: &Ident, variant: &ResponseVariant) -> TokenStream {
    let case = &variant.case;
    let pattern = pattern(case.bounds);
    let variant = ident(&variant.name);
    let media_types = &case.media_types;
    let guard = (!media_types.is_empty()).then(|| quote!(if reply.is(&[#(#media_types),*])));
    match read(scope, &case.payload) {
        None => quote!(#pattern #guard => Ok(#name::#variant)),
        Some(read) => quote!(#pattern #guard => #read.map(#name::#variant)),
    }
}

/// How a body is read; `None` where there is none.
fn read(scope: &mut Scope<'_>, payload: &Payload) -> Option<TokenStream> {
    Some(match payload {
        Payload::Empty => return None,
        Payload::Json(_) => quote!(reply.json()),
        Payload::Xml(body) => {
            let content = xml::content(scope, &body.root.content);
            quote!(reply.xml(#content))
        }
        Payload::Text => quote!(reply.text()),
        Payload::JsonOrText => quote!(reply.string()),
        Payload::Bytes => quote!(reply.bytes()),
        Payload::ByteStream => quote!(reply.byte_stream()),
        Payload::Events(events) => read_events(events),
        Payload::Lines(lines) => match lines.framing {
            Framing::Lines => quote!(reply.json_lines()),
            Framing::Sequence => quote!(reply.json_sequence()),
        },
    })
}

fn read_events(events: &Events) -> TokenStream {
    let method = ident(match events.form {
        EventForm::Data => "events",
        EventForm::Text => "text_events",
        EventForm::Object => "event_objects",
        EventForm::TextObject => "text_event_objects",
    });
    match &events.sentinel {
        Some(sentinel) => quote!(reply.#method(Some(#sentinel))),
        None => quote!(reply.#method(None)),
    }
}

fn undeclared() -> TokenStream {
    quote!(_ => Err(Mismatch::Undeclared),)
}

fn pattern((first, last): (u16, u16)) -> TokenStream {
    let (start, end) = (integer(first), integer(last));
    match first == last {
        true => quote!(#start),
        false => quote!(#start..=#end),
    }
}
