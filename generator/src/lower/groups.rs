//! Operations in groups: an operation belongs to its first tag; OpenAPI 3.1.1, "Tag Object".

use openapiv3::Tag;

use super::docs;
use super::operations::Lowered;
use crate::document::Document;
use crate::ir::{Docs, Group, Handle, Name, Output, ResponseEnum};
use crate::names::{self, Case, Reserved, distinct};

/// The groups, in the order in which their first operation stands in the document.
pub(crate) fn by_tag(document: &Document, operations: Vec<Lowered>) -> Vec<Group> {
    let mut tagged: Vec<(Option<String>, Vec<Lowered>)> = Vec::new();
    for operation in operations {
        match tagged.iter_mut().find(|(tag, _)| *tag == operation.tag) {
            Some((_, members)) => members.push(operation),
            None => tagged.push((operation.tag.clone(), vec![operation])),
        }
    }
    let tags: Vec<&str> = tagged
        .iter()
        .map(|(tag, _)| tag.as_deref().unwrap_or(UNTAGGED))
        .collect();
    let modules = distinct(Case::Module, &tags, names::API_MODULES);
    let handles = distinct(Case::Pascal, &tags, names::API_ITEMS);
    let accessors = distinct(Case::Snake, &tags, names::CLIENT_METHODS);
    let names = modules.into_iter().zip(handles).zip(accessors);
    tagged
        .into_iter()
        .zip(names)
        .map(|((tag, members), ((module, rust), accessor))| {
            let handle = tag.map(|wire| handle(document, Name { rust, wire }, accessor));
            group(module, handle, members)
        })
        .collect()
}

/// The name of the module for operations without a tag.
const UNTAGGED: &str = "untagged";

fn handle(document: &Document, name: Name, accessor: String) -> Handle {
    let tag: Option<&Tag> = document.openapi.tags.iter().find(|tag| tag.name == name.wire);
    let description = tag.and_then(|tag| tag.description.as_deref());
    let docs = docs::of_text(
        description,
        &format!("The operations tagged `{}`.", name.wire.replace('`', "'")),
    );
    Handle { name, accessor, docs }
}

fn group(module: String, handle: Option<Handle>, mut members: Vec<Lowered>) -> Group {
    name_methods(&mut members, handle.is_some());
    name_items(&mut members, handle.as_ref());
    let mut group = Group {
        module,
        handle,
        operations: Vec::new(),
        outputs: Vec::new(),
        errors: Vec::new(),
    };
    for member in members {
        group.operations.push(member.operation);
        group.outputs.extend(member.output);
        group.errors.extend(member.error);
    }
    group
}

fn name_methods(members: &mut [Lowered], has_handle: bool) {
    let others = members.iter().flat_map(|member| {
        let words = member.operation.other_bodies.iter().map(|other| &other.method);
        words.map(|word| format!("{} {word}", member.text))
    });
    let texts: Vec<String> = members.iter().map(|member| member.text.clone()).chain(others).collect();
    let reserved = if has_handle {
        names::HANDLE_METHODS
    } else {
        names::CLIENT_METHODS
    };
    let mut names = distinct(Case::Snake, &texts, reserved).into_iter();
    for (member, rust) in members.iter_mut().zip(names.by_ref()) {
        member.operation.name.rust = rust;
    }
    let others = members.iter_mut().flat_map(|member| &mut member.operation.other_bodies);
    for (other, rust) in others.zip(names) {
        other.method = rust;
    }
}

/// Names the markers and the enums, which stand in one module with the handle.
fn name_items(members: &mut [Lowered], handle: Option<&Handle>) {
    let markers: Vec<String> = members.iter().map(|member| member.text.clone()).collect();
    let mut taken: Vec<&str> = names::API_ITEMS.names.to_vec();
    taken.extend(handle.map(|handle| handle.name.rust.as_str()));
    taken.sort_unstable();
    let reserved = Reserved {
        names: &taken,
        word: names::API_ITEMS.word,
    };
    let outputs = members
        .iter()
        .filter(|member| member.output.is_some())
        .map(|member| format!("{} response", member.text));
    let errors = members
        .iter()
        .filter(|member| member.error.is_some())
        .map(|member| format!("{} error", member.text));
    let texts: Vec<String> = markers.iter().cloned().chain(outputs).chain(errors).collect();
    let mut names = distinct(Case::Pascal, &texts, reserved).into_iter();
    for (member, marker) in members.iter_mut().zip(names.by_ref()) {
        member.operation.marker = marker;
    }
    let owner = handle.map_or("Client", |handle| handle.name.rust.as_str());
    for member in members.iter_mut() {
        let path = format!("{owner}::{}", member.operation.name.rust);
        if let Some(name) = name_enum(
            member.output.as_mut(),
            &mut names,
            &format!("What [`{path}`] gives, by status."),
        ) {
            member.operation.output = Output::Several(name);
        }
    }
    for member in members.iter_mut() {
        let path = format!("{owner}::{}", member.operation.name.rust);
        member.operation.error = name_enum(
            member.error.as_mut(),
            &mut names,
            &format!("The documented errors of [`{path}`], by status."),
        );
    }
}

fn name_enum(
    response_enum: Option<&mut ResponseEnum>,
    names: &mut impl Iterator<Item = String>,
    text: &str,
) -> Option<String> {
    let response_enum = response_enum?;
    response_enum.docs = Docs(vec![text.to_owned()]);
    response_enum.name = names.next()?;
    Some(response_enum.name.clone())
}
