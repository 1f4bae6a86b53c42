//! Operations with their names, and what stands beside them.

use super::draft::{OperationDraft, OutputDraft};
use super::former::{self, Rooms};
use super::given::Given;
use crate::ir::{
    Docs, Group, HeaderSet, Name, Operation, OperationDocs, OperationRenamed, OtherBody, Output, ResponseEnum,
    ResponseHeader, ResponseHeaders, ResponseVariant,
};
use crate::prose::{self, line};

/// Adds an operation to its group.
pub(super) fn add(group: &mut Group, draft: OperationDraft, given: Given, notes: Docs, rooms: &Rooms) {
    let former = former::settled(&draft, &given, rooms);
    let owner = group
        .handle
        .as_ref()
        .map_or("Client", |handle| handle.name.rust.as_str());
    let path = format!("{owner}::{}", given.method);
    let OperationDraft {
        call,
        answer,
        errors,
        headers,
        ..
    } = draft;
    if let Some(variants) = errors {
        group.errors.push(error_enum(&path, given.error.clone(), variants));
    }
    if let (Some(headers), Some(name)) = (headers, &given.headers) {
        group.headers.push(header_struct(&path, name.clone(), headers));
    }
    let output = match answer.output {
        OutputDraft::One(cases) => Output::One(cases),
        OutputDraft::Several(variants) => {
            let name = given.output.unwrap_or_default();
            group.outputs.push(output_enum(&path, name.clone(), variants));
            Output::Several(name)
        }
    };
    let others = call.other_bodies.into_iter().zip(given.others);
    group.operations.push(Operation {
        id: call.id,
        name: Name {
            rust: given.method,
            wire: call.wire,
        },
        marker: given.marker,
        request: given.request,
        docs: OperationDocs { notes, ..call.docs },
        key: call.key,
        origin: call.origin,
        deprecated: call.deprecated,
        method: call.method,
        path: call.path,
        security: call.security,
        scopes: call.scopes,
        server: call.server,
        parameters: call.parameters,
        body: call.body,
        other_bodies: others
            .map(|(way, method)| OtherBody { method, body: way.body })
            .collect(),
        output,
        error: given.error,
        headers: given.headers,
        accept: answer.accept,
        redirects: call.redirects,
        streamed: answer.streamed,
        paging: call.paging,
        renamed: OperationRenamed::default(),
        former,
    });
}

fn output_enum(path: &str, name: String, variants: Vec<ResponseVariant>) -> ResponseEnum {
    let text = line!["The success responses of ", prose::item(path), ", by status code."];
    ResponseEnum {
        name,
        docs: Docs::of([text]),
        is_error: false,
        variants,
        set: None,
    }
}

fn error_enum(path: &str, name: String, variants: Vec<ResponseVariant>) -> ResponseEnum {
    let text = line!["The error responses of ", prose::item(path), ", by status code."];
    ResponseEnum {
        name,
        docs: Docs::of([text]),
        is_error: true,
        variants,
        set: None,
    }
}

fn header_struct(path: &str, name: String, headers: Vec<ResponseHeader>) -> ResponseHeaders {
    let text = line![
        "The response headers of ",
        prose::item(path),
        ", including those of error responses.",
    ];
    ResponseHeaders {
        name,
        docs: Docs::of([text]),
        headers: HeaderSet::Own(headers),
    }
}
