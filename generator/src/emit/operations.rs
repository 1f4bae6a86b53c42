//! One operation: its method, its facts, the setters of its optional inputs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::arguments::argument;
use super::arguments::arguments;
use super::arguments::required;
use super::beside::{Enums, response_enums};
use super::idents::ident;
use super::renamed::Moved;
use super::styles::style_value;
use super::tokens::{Scope, deprecated, docs, lines, many_arguments};
use super::uses::HTTP;
use super::{bodies, responses, rules};
use super::{pages, renamed};
use crate::ir::{Body, Group, Location, Operation, OtherBody, Output, Parameter, Passed, Renamed};
use crate::prose::{self, line};
use crate::rustdoc::{self, Subject};

/// A method that makes the request of an operation.
#[derive(Clone, Copy)]
pub(super) enum Method<'o> {
    /// The operation's own.
    Own(&'o Operation),
    /// The one for another type of body.
    Other(&'o Operation, &'o OtherBody),
    /// An old name.
    Renamed(&'o Operation, &'o Renamed),
    /// An old name of an operation of another group.
    Moved(Moved<'o>, &'o Renamed),
}

impl<'o> Method<'o> {
    /// The methods of an operation.
    pub(super) fn all(operation: &'o Operation) -> impl Iterator<Item = Self> {
        let others = operation.other_bodies.iter().map(|other| Self::Other(operation, other));
        let renamed = operation.renamed.methods.iter();
        let renamed = renamed.map(|renamed| Self::Renamed(operation, renamed));
        std::iter::once(Self::Own(operation)).chain(others).chain(renamed)
    }

    /// The method.
    pub(super) fn item(self, scope: &mut Scope<'_>, group: &Group, enums: &Enums<'_>) -> TokenStream {
        let (operation, name, body) = match self {
            Self::Renamed(operation, renamed) => return renamed::method(scope, operation, renamed),
            Self::Moved(moved, renamed) => return moved.method(scope, group, renamed),
            Self::Own(operation) => {
                let body = operation.body.as_ref().filter(|body| body.required);
                (operation, &operation.name.rust, body)
            }
            Self::Other(operation, other) => (operation, &other.method, Some(&other.body)),
        };
        let subject = Subject {
            api: scope.api,
            group,
            operation,
            output: output(operation).and_then(|name| enums.get(name)),
            error: enums.get(&operation.error),
        };
        method(scope, &subject, name, body)
    }
}

/// The enum of the success responses, by its name.
fn output(operation: &Operation) -> Option<&str> {
    match &operation.output {
        Output::Several(name) => Some(name.as_str()),
        Output::One(_) => None,
    }
}

fn method(scope: &mut Scope<'_>, subject: &Subject<'_>, name: &str, body: Option<&Body>) -> TokenStream {
    scope.uses.add(HTTP, "Request");
    let (group, operation) = (subject.group, subject.operation);
    let documentation = docs(&rustdoc::method(subject, name, body));
    let deprecated = deprecated(operation.deprecated.as_ref());
    let name = ident(name);
    let marker = ident(&operation.marker);
    let required: Vec<&Parameter> = required(operation).collect();
    let arguments = arguments(scope, operation, body);
    let many = many_arguments(arguments.len() + 1);
    let client = if group.handle.is_some() {
        quote!(self.client)
    } else {
        quote!(self)
    };
    let inputs: Vec<TokenStream> = required.iter().map(|parameter| input(scope, parameter)).collect();
    let conversion = body.and_then(|body| bodies::conversion(scope, body));
    let body = body.map(|body| bodies::input(scope, body));
    quote! {
        #documentation
        #deprecated
        #many
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> Request<#marker> {
            #conversion
            Request::new(#client) #(#inputs)* #body
        }
    }
}

/// The marker, the facts, the setters and the enums of an operation.
pub(super) fn facts(scope: &mut Scope<'_>, group: &Group, enums: &Enums<'_>, operation: &Operation) -> TokenStream {
    for name in ["Facts", "Mismatch", "Operation", "Reply"] {
        scope.uses.add(HTTP, name);
    }
    let marker = ident(&operation.marker);
    let method = rustdoc::method_path(group, operation);
    let documentation = lines([line!["Marker type of the operation ", prose::item(&method), "."]]);
    let request = ident(&operation.request);
    let request_documentation = lines([rustdoc::request(group, operation)]);
    let implementation = implementation(scope, enums, operation, &marker);
    let setters = setters(scope, operation, &marker);
    let paging = pages::facts(scope, operation);
    let enums = response_enums(scope, enums, operation, &method, output(operation));
    let renamed = renamed::types(&operation.renamed.items);
    quote! {
        #documentation
        #[derive(Debug)]
        pub enum #marker {}
        #request_documentation
        pub type #request = Request<#marker>;
        #implementation
        #paging
        #setters
        #enums
        #renamed
    }
}

/// The type of a success, the statuses that give one, and what reads it.
fn success(
    scope: &mut Scope<'_>,
    enums: &Enums<'_>,
    operation: &Operation,
) -> (TokenStream, Option<TokenStream>, TokenStream) {
    match &operation.output {
        Output::One(cases) => {
            let cases: Vec<_> = cases.iter().collect();
            let statuses = responses::statuses(scope, &cases);
            let given = operation.output.plain().and_then(|given| scope.given(given));
            let reader = responses::plain_reader(scope, &cases);
            (given.unwrap_or_else(|| quote!(())), statuses, reader)
        }
        Output::Several(name) => {
            let variants = enums.get(name).map(|output| output.variants.as_slice());
            let variants = variants.unwrap_or_default();
            let cases: Vec<_> = variants.iter().map(|variant| &variant.case).collect();
            let statuses = responses::statuses(scope, &cases);
            let name = ident(name);
            let reader = responses::variant_reader(scope, &name, variants);
            (quote!(#name), statuses, reader)
        }
    }
}

fn implementation(
    scope: &mut Scope<'_>,
    enums: &Enums<'_>,
    operation: &Operation,
    marker: &proc_macro2::Ident,
) -> TokenStream {
    let (output, statuses, reader) = success(scope, enums, operation);
    let error = ident(&operation.error);
    let accept = responses::accept(&operation.accept);
    let redirects = responses::redirects(scope, &operation.redirects);
    let streamed = responses::streamed(scope, &operation.streamed);
    let (id, path) = (&operation.name.wire, &operation.path);
    let http_method = &operation.method;
    let security = operation
        .security
        .iter()
        .map(|alternative| quote!(&[#(#alternative),*]));
    let server = operation.server.as_ref().map(|name| {
        scope.uses.add("crate", "OwnServer");
        scope.uses.add("crate", "servers");
        let name = ident(name);
        quote!(const SERVER: Option<OwnServer> = Some(servers::#name);)
    });
    let scopes = scopes(scope, operation);
    let (listing, rules) = rules::of_operation(scope, operation);
    quote! {
        impl Operation for #marker {
            type Output = #output;
            type Error = #error;
            const FACTS: Facts = Facts::new(#id, #http_method, #path, &[#(#security),*]);
            #server
            #scopes
            #rules
            #accept
            #statuses
            #redirects
            #streamed
            #reader
        }

        #listing
    }
}

fn scopes(scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    if operation.scopes.is_empty() {
        return quote!();
    }
    scope.uses.add(HTTP, "Scopes");
    let pairs = operation
        .scopes
        .iter()
        .map(|(scheme, scopes)| quote!((#scheme, &[#(#scopes),*])));
    quote!(const SCOPES: Scopes = &[#(#pairs),*];)
}

fn setters(scope: &mut Scope<'_>, operation: &Operation, marker: &proc_macro2::Ident) -> TokenStream {
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let mut setters: Vec<TokenStream> = optional.map(|parameter| setter(scope, parameter)).collect();
    setters.extend(
        operation
            .body
            .iter()
            .filter(|body| !body.required)
            .map(|body| bodies::setter(scope, body)),
    );
    if setters.is_empty() {
        return quote!();
    }
    quote!(impl Request<#marker> { #(#setters)* })
}

fn setter(scope: &mut Scope<'_>, parameter: &Parameter) -> TokenStream {
    let documentation = docs(&rustdoc::of_parameter(parameter));
    let deprecated = deprecated(parameter.deprecated.as_ref());
    let name = ident(&parameter.name.rust);
    let argument = argument(scope, parameter);
    let input = input(scope, parameter);
    quote! {
        #documentation
        #deprecated
        #[inline]
        pub fn #name(self, #argument) -> Self { self #input }
    }
}

fn input(scope: &mut Scope<'_>, parameter: &Parameter) -> TokenStream {
    let wire = &parameter.name.wire;
    let name = ident(&parameter.name.rust);
    let value = match parameter.passed() {
        Passed::Value(_) => quote!(&#name),
        Passed::Texts => {
            scope.uses.add(HTTP, "parameters");
            quote!(&parameters::texts(#name))
        }
        Passed::Lent(item) => {
            scope.uses.add(HTTP, "parameters");
            let item = scope.ty(item);
            quote!(&parameters::list::<#item>(#name))
        }
        _ => quote!(#name),
    };
    let (place, style) = match parameter.location {
        Location::Path { style } => ("path", style),
        Location::Query { style } => ("query", style),
        Location::Header { style } => ("header", style),
        Location::Cookie { style } => ("cookie", style),
    };
    scope.uses.add(HTTP, "Style");
    let method = format_ident!("{place}_input");
    let style = style_value(style);
    quote!(.#method(#wire, #value, #style))
}
