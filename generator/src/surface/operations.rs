//! The items of `api`.

use super::rust::{self, given};
use super::{Argument, Item, Kind, Surface};
use crate::ir::{
    Api, Body, Group, HeaderSet, Location, Operation, OperationRenamed, Output, Parameter, Renamed, ResponseCase,
    ResponseEnum, ResponseHeaders, ResponseVariant, StatusPattern, Style, StyleForm, USUAL_ACCEPT,
};
use crate::template;

/// The error type of operations that document no errors.
pub const NO_ERRORS: &str = "NoDocumentedError";

/// Adds all operations.
pub(super) fn add(surface: &mut Surface, api: &Api) {
    for group in &api.groups {
        let module = format!("api::{}", group.module);
        if let Some(handle) = &group.handle {
            let path = format!("{module}::{}", handle.name.rust);
            let item = Item::typed(format!("{path}<'_>")).fact("tag", &handle.name.wire);
            let is_deprecated = handle.deprecated.is_some();
            let accessor = format!("Client::{}", handle.accessor);
            surface.add(accessor, Kind::Method, item.deprecated(is_deprecated));
            surface.add(path, Kind::Handle, Item::default().deprecated(is_deprecated));
        }
        for operation in &group.operations {
            of_operation(surface, api, group, operation);
        }
        for responses in group.outputs.iter().chain(&group.errors) {
            of_responses(surface, api, &module, responses);
        }
        for headers in &group.headers {
            of_headers(surface, api, group, headers);
        }
    }
}

fn of_operation(surface: &mut Surface, api: &Api, group: &Group, operation: &Operation) {
    let module = format!("api::{}", group.module);
    let marker = format!("{module}::{}", operation.marker);
    surface.add(marker.clone(), Kind::Operation, facts(api, operation));
    let request = format!("{module}::{}", operation.request);
    surface.add(request, Kind::Alias, Item::typed(format!("Request<{marker}>")));
    if !group.errors.iter().any(|errors| errors.name == operation.error) {
        let path = format!("{module}::{}", operation.error);
        surface.add(path, Kind::Alias, Item::typed(NO_ERRORS));
    }
    let owner = group.owner();
    for (name, body) in methods(operation) {
        let item = method(api, &marker, operation, body).deprecated(operation.deprecated.is_some());
        surface.add(format!("{owner}::{name}"), Kind::Method, item);
    }
    old_names(surface, api, (group, operation), group, &operation.renamed);
    for former in &operation.former {
        if let Some(old) = api.groups.iter().find(|old| old.module == former.module) {
            old_names(surface, api, (group, operation), old, &former.renamed);
        }
    }
    setters(surface, api, &marker, operation);
}

/// The old names of an operation in the same group or another one.
fn old_names(
    surface: &mut Surface,
    api: &Api,
    (group, operation): (&Group, &Operation),
    old: &Group,
    renamed: &OperationRenamed,
) {
    let marker = format!("api::{}::{}", group.module, operation.marker);
    for Renamed { old: name, new } in &renamed.methods {
        let body = methods(operation).find(|(name, _)| name == new);
        let item = method(api, &marker, operation, body.and_then(|(_, body)| body));
        surface.add(format!("{}::{name}", old.owner()), Kind::Method, item.deprecated(true));
    }
    for Renamed { old: name, new } in &renamed.items {
        let item = Item::typed(format!("api::{}::{new}", group.module)).deprecated(true);
        surface.add(format!("api::{}::{name}", old.module), Kind::Alias, item);
    }
}

/// The names of its methods, each with the body that it takes.
fn methods(operation: &Operation) -> impl Iterator<Item = (&str, Option<&Body>)> {
    let first = operation.body.as_ref().filter(|body| body.required);
    let others = operation.other_bodies.iter();
    let others = others.map(|other| (other.method.as_str(), Some(&other.body)));
    std::iter::once((operation.name.rust.as_str(), first)).chain(others)
}

fn method(api: &Api, marker: &str, operation: &Operation, body: Option<&Body>) -> Item {
    let required = || operation.parameters.iter().filter(|parameter| parameter.required);
    let arguments = required().map(|parameter| rust::parameter(api, parameter));
    let arguments = arguments.chain(body.map(|body| rust::body(api, body))).collect();
    let item = Item::function(arguments, Some(format!("Request<{marker}>")));
    let item = item.fact("route", route(operation));
    let item = required().fold(item, |item, parameter| {
        item.fact(format!("@{}", parameter.name.rust), place(operation, parameter))
    });
    match body {
        Some(body) => item.fact(format!("@{}", body.name), sent_as(body)),
        None => item,
    }
}

fn setters(surface: &mut Surface, api: &Api, marker: &str, operation: &Operation) {
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    for parameter in optional {
        let item = Item::function(vec![rust::parameter(api, parameter)], None);
        let item = item.fact("sent", place(operation, parameter));
        let item = item.deprecated(parameter.deprecated.is_some());
        surface.add(format!("{marker}::{}", parameter.name.rust), Kind::Setter, item);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let item = Item::function(vec![rust::body(api, body)], None);
        let item = item.fact("sent", sent_as(body));
        surface.add(format!("{marker}::{}", body.name), Kind::Setter, item);
    }
}

/// The media type of a body, and its root element if it is XML.
fn sent_as(body: &Body) -> String {
    let media_type = &body.media_type;
    match &body.xml {
        Some(root) => format!("body {media_type} {root}"),
        None => format!("body {media_type}"),
    }
}

/// The types of an operation, and what is the same for all its requests.
fn facts(api: &Api, operation: &Operation) -> Item {
    let output = match &operation.output {
        Output::Several(name) => Some(name.clone()),
        Output::One(_) => operation.output.plain().and_then(|plain| given(api, plain)),
    };
    let mut types = vec![
        Argument::new("Output", output.unwrap_or_else(|| "()".to_owned())),
        Argument::new("Error", &operation.error),
    ];
    let list = operation.paging.as_ref().and_then(|paging| paging.list.as_ref());
    types.extend(list.map(|list| Argument::new("Item", rust::ty(api, &list.item))));
    let mut item = Item::function(types, None).fact("route", route(operation));
    for alternative in &operation.security {
        item = item.fact("security", alternative.join(" + "));
    }
    if let Output::One(cases) = &operation.output {
        for case in cases {
            item = item.fact("status", status(case.status));
        }
    }
    if operation.accept != USUAL_ACCEPT {
        item = item.fact("accept", &operation.accept);
    }
    if let Some(server) = &operation.server {
        item = item.fact("server", server);
    }
    match &operation.paging {
        Some(_) => item.fact("pages", ""),
        None => item,
    }
}

/// The method and the path; callers don't write the names of its variables.
fn route(operation: &Operation) -> String {
    format!(
        "{} {}",
        operation.method,
        template::filled(&operation.path, |_| Some("{}".to_owned()))
    )
}

/// Where in the request a parameter goes.
fn place(operation: &Operation, parameter: &Parameter) -> String {
    let wire = &parameter.name.wire;
    match parameter.location {
        Location::Path { style } => {
            let variables = template::variables(&operation.path);
            let position = variables.iter().position(|variable| variable == wire);
            let position = position.map_or_else(|| wire.clone(), |position| (position + 1).to_string());
            format!("path {position}{}", styled(style, StyleForm::Simple, false))
        }
        Location::Query { style } => format!("query {wire}{}", styled(style, StyleForm::Form, true)),
        Location::Header { style } => format!("header {wire}{}", styled(style, StyleForm::Simple, false)),
        Location::Cookie { style } => format!("cookie {wire}{}", styled(style, StyleForm::Form, true)),
    }
}

/// How a value is written, where that is not the usual style of its place.
fn styled(style: Style, form: StyleForm, explode: bool) -> String {
    if style.form == form && style.explode == explode {
        return String::new();
    }
    let form = match style.form {
        StyleForm::Simple => "simple",
        StyleForm::Label => "label",
        StyleForm::Matrix => "matrix",
        StyleForm::Form => "form",
        StyleForm::SpaceDelimited => "spaceDelimited",
        StyleForm::PipeDelimited => "pipeDelimited",
        StyleForm::DeepObject => "deepObject",
        StyleForm::Json => "json",
        StyleForm::QueryJson => "the whole query, json",
        StyleForm::QueryText => "the whole query",
    };
    match style.explode {
        true => format!(" ({form}, exploded)"),
        false => format!(" ({form})"),
    }
}

fn of_responses(surface: &mut Surface, api: &Api, module: &str, responses: &ResponseEnum) {
    let kind = match responses.is_error {
        true => Kind::Errors,
        false => Kind::Responses,
    };
    let path = format!("{module}::{}", responses.name);
    let traits = match responses.is_error || responses.has_streams() {
        true => Vec::new(),
        false => vec!["Clone".to_owned(), "PartialEq".to_owned()],
    };
    let item = Item {
        traits,
        ..Item::default()
    };
    surface.add(path.clone(), kind, item);
    for ResponseVariant { name, case } in &responses.variants {
        surface.add(format!("{path}::{name}"), Kind::Variant, of_case(api, case));
    }
}

fn of_case(api: &Api, case: &ResponseCase) -> Item {
    let item = Item {
        ty: given(api, case.given()),
        ..Item::default()
    };
    let item = item.fact("status", status(case.status));
    match case.media_types.is_empty() {
        true => item,
        false => item.fact("media", case.media_types.join(", ")),
    }
}

fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "default".to_owned(),
    }
}

/// Equal headers of several operations are one struct, which says nothing: users know each by its own name.
fn of_headers(surface: &mut Surface, api: &Api, group: &Group, headers: &ResponseHeaders) {
    let path = format!("api::{}::{}", group.module, headers.name);
    surface.add(path.clone(), Kind::Headers, Item::default());
    let shared = match &headers.headers {
        HeaderSet::SameAs(other) => group.headers.iter().find(|headers| headers.name == *other),
        HeaderSet::Own(_) => None,
    };
    for header in shared.unwrap_or(headers).headers.own() {
        let ty = format!("Result<Option<{}>, HeaderError>", rust::ty(api, &header.ty));
        let item = Item::typed(ty).fact("header", &header.name.wire);
        let item = item.deprecated(header.deprecated.is_some());
        surface.add(format!("{path}::{}", header.name.rust), Kind::Method, item);
    }
}
