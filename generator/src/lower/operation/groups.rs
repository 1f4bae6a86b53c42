//! Operations in groups: those of one handle; OpenAPI 3.1.1, "Tag Object".

use std::collections::{BTreeMap, BTreeSet};

use super::called::{self};
use super::draft::OperationDraft;
use super::former::{self, FormerMethods, Rooms};
use super::homes::Home;
use super::{headers, streams};
use crate::ir::{Docs, Group, Handle, Name, Output, ResponseEnum};
use crate::lower::tables::OPERATIONS;
use crate::lower::{docs, renamed};
use crate::names::{self, Case, Names, Reserved, Scope, Wish, pascal, snake};
use crate::prose::{self, Line, line};
use crate::spec::{Document, Tag};
use indexmap::IndexMap;

/// The groups, in the order in which their first operation stands in the document; those with former names alone come last.
pub(crate) fn by_home(document: &Document, mut operations: Vec<OperationDraft>, names: &mut Names) -> Vec<Group> {
    let former = FormerMethods::find(&mut operations, names);
    former.retire_of_client(names);
    let mut by_home: IndexMap<Option<Home>, Vec<OperationDraft>> = IndexMap::new();
    for operation in operations {
        by_home.entry(operation.home.clone()).or_default().push(operation);
    }
    if former.were_on_the_client() {
        by_home.entry(None).or_default();
    }
    let left = former.homes_left(by_home.keys().flatten());
    let homes = by_home.keys().flatten().map(Home::text);
    let homes: Vec<String> = homes
        .chain(left.iter().map(String::as_str))
        .map(str::to_owned)
        .collect();
    let tags: Vec<Wish> = homes.iter().map(|home| Wish::new(home)).collect();
    let untagged = by_home.get(&None).map_or(&[][..], Vec::as_slice);
    let modules = names.distinct(of_tags("modules"), Case::Module, &tags, names::API_MODULES);
    let handles = names.distinct(of_tags("handles"), Case::Pascal, &tags, names::API_ITEMS);
    let accessors = accessors(&tags, untagged, names);
    let rooms = Rooms::of(&homes, &modules, &accessors);
    former.retire_of_handles(&rooms, names);
    let of_client = names::CLIENT_METHODS.with(accessors.iter().map(String::as_str));
    let of_client = Reserved {
        names: &of_client,
        word: names::HANDLE_METHODS.word,
    };
    let declared = declared_tags(document);
    let mut of_tags = modules.iter().zip(handles).zip(&accessors);
    let mut groups = Vec::new();
    for (home, members) in by_home {
        let Some(home) = home else {
            groups.push(group((names::UNTAGGED, None), members, of_client, &rooms, names));
            continue;
        };
        let Some(((module, rust), accessor)) = of_tags.next() else {
            continue;
        };
        let handle = handle(&declared, &home, rust, accessor.clone());
        groups.push(group(
            (module, Some(handle)),
            members,
            names::HANDLE_METHODS,
            &rooms,
            names,
        ));
    }
    for (home, ((module, rust), accessor)) in left.iter().zip(of_tags) {
        let handle = former::handle(home, rust, accessor.clone());
        groups.push(group(
            (module, Some(handle)),
            Vec::new(),
            names::HANDLE_METHODS,
            &rooms,
            names,
        ));
    }
    former::settle(&mut groups);
    groups
}

/// The tags that the document describes, by their names.
fn declared_tags(document: &Document) -> BTreeMap<&str, &Tag> {
    let mut declared: BTreeMap<&str, &Tag> = BTreeMap::new();
    for tag in &document.tags {
        declared.entry(&tag.name).or_insert(tag);
    }
    declared
}

/// The scope of the names of one kind that tags have.
fn of_tags(kind: &str) -> Scope<'_> {
    Scope::of("tags", kind)
}

/// The methods that give the handles. Operations without a tag are methods of the client as well: an accessor that is new
/// yields to those that were there, and all others of them yield to the accessors.
fn accessors(tags: &[Wish], untagged: &[OperationDraft], names: &mut Names) -> Vec<String> {
    let scope = of_tags("accessors");
    let kept = |names: &Names, scope, wishes: &[Wish]| -> BTreeSet<String> {
        let kept = names.kept(scope, Case::Snake, wishes, names::CLIENT_METHODS);
        kept.into_iter().flatten().collect()
    };
    let own = kept(names, scope, tags);
    let of_client = renamed::operations(None);
    let mut methods = kept(names, of_client, &method_wishes(untagged));
    methods.extend(names.retired(of_client).map(str::to_owned));
    let methods: Vec<String> = methods.difference(&own).cloned().collect();
    let taken = names::CLIENT_METHODS.with(methods.iter().map(String::as_str));
    let reserved = Reserved {
        names: &taken,
        word: names::CLIENT_METHODS.word,
    };
    names.distinct(scope, Case::Snake, tags, reserved)
}

fn handle(declared: &BTreeMap<&str, &Tag>, home: &Home, rust: String, accessor: String) -> Handle {
    let docs = match home {
        Home::Tag(tag) => {
            let description = declared.get(tag.as_str()).and_then(|tag| tag.description.as_deref());
            docs::of_text(description, line!["Operations tagged ", prose::code(tag), "."])
        }
        Home::Path(segment) => Docs::of([line!["Operations on ", prose::code(&format!("/{segment}")), "."]]),
    };
    let wire = home.text().to_owned();
    Handle {
        name: Name { rust, wire },
        accessor,
        docs,
        deprecated: None,
    }
}

fn group(
    (module, handle): (&str, Option<Handle>),
    mut members: Vec<OperationDraft>,
    reserved: Reserved<'_>,
    rooms: &Rooms,
    names: &mut Names,
) -> Group {
    name_methods(&mut members, handle.as_ref(), reserved, names);
    streams::cross_reference(&mut members);
    name_items(&mut members, handle.as_ref(), names);
    for member in &mut members {
        member.operation.former = former::settled(member, rooms);
    }
    let mut group = Group {
        module: module.to_owned(),
        handle,
        operations: Vec::with_capacity(members.len()),
        outputs: Vec::new(),
        errors: Vec::new(),
        headers: Vec::new(),
    };
    for member in members {
        group.operations.push(*member.operation);
        group.outputs.extend(member.output);
        group.errors.extend(member.error);
        group.headers.extend(member.headers);
    }
    headers::share(&mut group.headers);
    group
}

/// What the methods of operations are named by: first their own, then those for other types of bodies.
fn method_wishes(members: &[OperationDraft]) -> Vec<Wish> {
    let others = members.iter().flat_map(|member| {
        let words = member.operation.other_bodies.iter().map(|other| &other.method);
        words.map(|word| method_wish(format!("{} {word}", member.key), member, &format!(" {word}")))
    });
    let own = members.iter().map(|member| method_wish(member.key.clone(), member, ""));
    own.chain(others).collect()
}

fn method_wish(key: String, member: &OperationDraft, word: &str) -> Wish {
    let mut texts = member.method_texts.iter().map(|text| format!("{text}{word}"));
    Wish::keyed(key, texts.next().unwrap_or_default()).or(texts.collect())
}

fn name_methods(members: &mut [OperationDraft], handle: Option<&Handle>, reserved: Reserved<'_>, names: &mut Names) {
    let wishes = method_wishes(members);
    let mut methods = names
        .distinct(renamed::operations(handle), Case::Snake, &wishes, reserved)
        .into_iter();
    for (member, rust) in members.iter_mut().zip(methods.by_ref()) {
        if member.delivery.is_none() {
            called::keep_root(names, &member.key, &member.text, &rust);
        }
        member.operation.name.rust = rust;
    }
    let others = members.iter_mut().flat_map(|member| &mut member.operation.other_bodies);
    for (other, rust) in others.zip(methods) {
        other.method = rust;
    }
}

/// Names the markers, the requests and the enums, which stand in one module with the handle.
fn name_items(members: &mut [OperationDraft], handle: Option<&Handle>, names: &mut Names) {
    let taken = names::API_ITEMS.with(handle.map(|handle| handle.name.rust.as_str()));
    let reserved = Reserved {
        names: &taken,
        word: names::API_ITEMS.word,
    };
    let markers = members.iter().map(|member| item(names, member, ""));
    let outputs = members.iter().filter(|member| member.output.is_some());
    let outputs = outputs.map(|member| item(names, member, " response"));
    let errors = members.iter().filter(|member| member.delivery.is_none());
    let errors = errors.map(|member| item(names, member, " error"));
    let headers = members.iter().filter(|member| member.headers.is_some());
    let headers = headers.map(|member| item(names, member, " headers"));
    let requests = members.iter().map(|member| item(names, member, " request"));
    let items = markers.chain(outputs).chain(errors).chain(headers);
    let wishes: Vec<Wish> = items.chain(requests).collect();
    let items = names.distinct(renamed::items(handle), Case::Pascal, &wishes, reserved);
    let mut names = items.into_iter();
    for (member, marker) in members.iter_mut().zip(names.by_ref()) {
        member.operation.marker = marker;
    }
    let owner = handle.map_or("Client", |handle| handle.name.rust.as_str());
    name_outputs(members, owner, &mut names);
    name_errors(members, owner, &mut names);
    name_headers(members, owner, &mut names);
    for (member, request) in members.iter_mut().zip(names) {
        member.operation.request = request;
    }
}

fn name_outputs(members: &mut [OperationDraft], owner: &str, names: &mut impl Iterator<Item = String>) {
    for member in members {
        let path = format!("{owner}::{}", member.operation.name.rust);
        if let Some(name) = name_enum(
            member.output.as_mut(),
            names,
            line!["The success responses of ", prose::item(&path), ", by status code."],
        ) {
            member.operation.output = Output::Several(name);
        }
    }
}

/// Each operation has an error type of its own name, so that its first documented error changes no signature. A second method
/// has the errors of the first.
fn name_errors(members: &mut [OperationDraft], owner: &str, names: &mut impl Iterator<Item = String>) {
    let mut own = String::new();
    for member in members {
        let path = format!("{owner}::{}", member.operation.name.rust);
        if member.delivery.is_none() {
            own = names.next().unwrap_or_default();
        }
        if let Some(errors) = &mut member.error {
            errors.name.clone_from(&own);
            errors.docs = Docs::of([line![
                "The error responses of ",
                prose::item(&path),
                ", by status code."
            ]]);
        }
        member.operation.error.clone_from(&own);
    }
}

/// A second method has the headers of the first.
fn name_headers(members: &mut [OperationDraft], owner: &str, names: &mut impl Iterator<Item = String>) {
    let mut own: Option<String> = None;
    for member in members {
        let path = format!("{owner}::{}", member.operation.name.rust);
        if member.delivery.is_none() {
            own = None;
        }
        if let Some(headers) = &mut member.headers {
            headers.docs = Docs::of([line![
                "The response headers of ",
                prose::item(&path),
                ", including those of error responses.",
            ]]);
            headers.name = names.next().unwrap_or_default();
            own = Some(headers.name.clone());
        }
        member.operation.headers = own.clone();
    }
}

/// What belongs to an operation is called after its method, and after the whole operation where that would be a name of
/// Rust's own; the lock lists only what is not.
fn item(names: &Names, member: &OperationDraft, word: &str) -> Wish {
    let called_after = |method: &str| pascal(&format!("{method}{word}"));
    let method = &member.operation.name.rust;
    let text = member.method_texts.iter().find(|text| snake(text) == *method);
    let text = format!("{}{word}", text.unwrap_or(method));
    let whole = format!("{}{word}", member.text);
    let (text, longer) = match names::TYPES.names.contains(&pascal(&text).as_str()) {
        true => (whole, Vec::new()),
        false => (text, vec![whole]),
    };
    Wish {
        presumed: names.before(OPERATIONS, &member.key).map(called_after),
        implied: Some(called_after(method)),
        ..Wish::keyed(format!("{}{word}", member.key), text).or(longer)
    }
}

fn name_enum(
    response_enum: Option<&mut ResponseEnum>,
    names: &mut impl Iterator<Item = String>,
    text: Line,
) -> Option<String> {
    let response_enum = response_enum?;
    response_enum.docs = Docs::of([text]);
    response_enum.name = names.next()?;
    Some(response_enum.name.clone())
}
