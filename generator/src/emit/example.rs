//! The quick start: a call that compiles, made of the simplest operation there is an example for.

use crate::ir::{
    Api, Body, BodyFormat, Group, Operation, Output, Parameter, Payload, Presence, SchemeKind, Shape, Type,
};

/// The lines of the quick start, without `fn main`.
pub(super) fn quick_start(api: &Api) -> Vec<String> {
    let mut lines = vec![format!("let client = {}::Client::builder()", api.package.crate_name)];
    if api.client.base_url.is_none() {
        lines.push("    .base_url(\"https://example.com\")".to_owned());
    }
    lines.extend(api.client.schemes.first().map(|scheme| {
        let arguments = if scheme.kind == SchemeKind::Basic {
            "\"username\", \"password\""
        } else {
            "\"secret\""
        };
        format!("    .{}({arguments})", scheme.name.rust)
    }));
    lines.push("    .build()?;".to_owned());
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
fn joined_if_short(lines: Vec<String>) -> Vec<String> {
    let one: String = lines.iter().map(|line| line.trim()).collect();
    if one.len() <= 80 { vec![one] } else { lines }
}

/// A call with its required inputs; `None` where one of them has no plain value.
fn call(api: &Api, group: &Group, operation: &Operation) -> Option<Vec<String>> {
    if operation.deprecated.is_some() {
        return None;
    }
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut arguments = required.map(parameter_value).collect::<Option<Vec<String>>>()?;
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        arguments.push(body_value(api, body)?);
    }
    let accessor = group
        .handle
        .as_ref()
        .map(|handle| format!("    .{}()", handle.accessor));
    let method = &operation.name.rust;
    let arguments = arguments.join(", ");
    let mut lines = vec![if gives_value(operation) {
        "let value = client".to_owned()
    } else {
        "client".to_owned()
    }];
    lines.extend(accessor);
    lines.push(format!("    .{method}({arguments})"));
    lines.push("    .await?;".to_owned());
    let mut lines = joined_if_short(lines);
    if gives_value(operation) {
        lines.push("println!(\"{value:?}\");".to_owned());
    }
    Some(lines)
}

fn gives_value(operation: &Operation) -> bool {
    match &operation.output {
        Output::Several(_) => true,
        Output::One(cases) => cases.first().is_some_and(|case| case.payload != Payload::Empty),
    }
}

fn parameter_value(parameter: &Parameter) -> Option<String> {
    match &parameter.ty {
        Type::String => Some(format!("\"{}\"", parameter.name.rust.trim_end_matches('_'))),
        Type::Bool => Some("true".to_owned()),
        Type::Integer(_) => Some("1".to_owned()),
        Type::Float(_) => Some("1.0".to_owned()),
        _ => None,
    }
}

fn body_value(api: &Api, body: &Body) -> Option<String> {
    match body.format {
        BodyFormat::Json | BodyFormat::Form | BodyFormat::Multipart => value(api, &body.ty, &body.name),
        BodyFormat::Text => Some("\"text\"".to_owned()),
        BodyFormat::Bytes => None,
    }
}

fn value(api: &Api, ty: &Type, name: &str) -> Option<String> {
    match ty {
        Type::String => Some(format!("\"{}\"", name.trim_end_matches('_'))),
        Type::Bool => Some("true".to_owned()),
        Type::Integer(_) => Some("1".to_owned()),
        Type::Float(_) => Some("1.0".to_owned()),
        Type::Named(id) => {
            let definition = api.type_def(*id)?;
            let Shape::Struct(object) = &definition.shape else {
                return None;
            };
            let required = object.asked_for();
            let plain = required.map(|field| match (field.presence, &field.ty) {
                (Presence::Required, Type::Named(_)) | (Presence::Nullable, _) => None,
                (_, ty) => value(api, ty, &field.name.rust),
            });
            let arguments = plain.collect::<Option<Vec<String>>>()?.join(", ");
            let crate_name = &api.package.crate_name;
            Some(format!(
                "{crate_name}::types::{}::new({arguments})",
                definition.name.rust
            ))
        }
        _ => None,
    }
}
