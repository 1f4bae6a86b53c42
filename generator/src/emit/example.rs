//! The quick start: a call that compiles, made of the simplest operation there is an example for.

use crate::ir::{
    Api, Body, BodyFormat, Group, Operation, Output, Parameter, Payload, Presence, SchemeKind, Shape, Type,
};
use crate::prose::{Line, line, path};

/// The lines of the quick start, without `fn main`.
pub(super) fn quick_start(api: &Api) -> Vec<Line> {
    let mut lines = vec![line![
        "let client = ",
        path(&api.package.crate_name),
        "::Client::builder()"
    ]];
    if api.client.base_url.is_none() {
        lines.push("    .base_url(\"https://example.com\")".into());
    }
    lines.extend(api.client.schemes.first().map(|scheme| {
        let arguments = match scheme.kind {
            SchemeKind::Basic => "(\"username\", \"password\")",
            _ => "(\"secret\")",
        };
        line!["    .", path(&scheme.name.rust), arguments]
    }));
    lines.push("    .build()?;".into());
    let lines = joined_if_short(lines);
    let call = api.groups.iter().find_map(|group| {
        group
            .operations
            .iter()
            .find_map(|operation| call(api, group, operation))
    });
    lines.into_iter().chain(call.into_iter().flatten()).collect()
}

/// rustfmt would write a short chain on one line.
fn joined_if_short(lines: Vec<Line>) -> Vec<Line> {
    let one = Line::concat(lines.iter().map(Line::trimmed));
    if one.as_str().len() <= 80 { vec![one] } else { lines }
}

/// A call with its required inputs; `None` where one of them has no plain value.
fn call(api: &Api, group: &Group, operation: &Operation) -> Option<Vec<Line>> {
    if operation.deprecated.is_some() {
        return None;
    }
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut arguments = required.map(parameter_value).collect::<Option<Vec<Line>>>()?;
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        arguments.push(body_value(api, body)?);
    }
    let accessor = group
        .handle
        .as_ref()
        .map(|handle| line!["    .", path(&handle.accessor), "()"]);
    let method = path(&operation.name.rust);
    let mut lines: Vec<Line> = vec![match gives_value(operation) {
        true => "let value = client".into(),
        false => "client".into(),
    }];
    lines.extend(accessor);
    lines.push(line!["    .", method, "(", Line::joined(arguments, ", "), ")"]);
    lines.push("    .await?;".into());
    let mut lines = joined_if_short(lines);
    if gives_value(operation) {
        lines.push("println!(\"{value:?}\");".into());
    }
    Some(lines)
}

fn gives_value(operation: &Operation) -> bool {
    match &operation.output {
        Output::Several(_) => true,
        Output::One(cases) => cases.first().is_some_and(|case| case.payload != Payload::Empty),
    }
}

fn parameter_value(parameter: &Parameter) -> Option<Line> {
    scalar_value(&parameter.ty, &parameter.name.rust)
}

fn body_value(api: &Api, body: &Body) -> Option<Line> {
    match body.format {
        BodyFormat::Json | BodyFormat::Form | BodyFormat::Multipart => value(api, &body.ty, &body.name),
        BodyFormat::Text => Some("\"text\"".into()),
        BodyFormat::Bytes => None,
    }
}

fn scalar_value(ty: &Type, name: &str) -> Option<Line> {
    match ty {
        Type::String => Some(line!["\"", path(name.trim_end_matches('_')), "\""]),
        Type::Bool => Some("true".into()),
        Type::Integer(_) => Some("1".into()),
        Type::Float(_) => Some("1.0".into()),
        _ => None,
    }
}

fn value(api: &Api, ty: &Type, name: &str) -> Option<Line> {
    let Type::Named(id) = ty else {
        return scalar_value(ty, name);
    };
    let definition = api.type_def(*id)?;
    let Shape::Struct(object) = &definition.shape else {
        return None;
    };
    let required = object.asked_for();
    let plain = required.map(|field| match (field.presence, &field.ty) {
        (Presence::Required, Type::Named(_)) | (Presence::Nullable, _) => None,
        (_, ty) => value(api, ty, &field.name.rust),
    });
    let arguments = plain.collect::<Option<Vec<Line>>>()?;
    Some(line![
        path(&api.package.crate_name),
        "::types::",
        path(&definition.name.rust),
        "::new(",
        Line::joined(arguments, ", "),
        ")",
    ])
}
