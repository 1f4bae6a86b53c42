//! Operations in groups: those of one handle; OpenAPI 3.1.1, "Tag Object".

use std::collections::{BTreeMap, BTreeSet};

use super::draft::OperationDraft;
use super::former::{self, FormerMethods, Rooms};
use super::homes::Home;
use super::{build, given, headers, streams};
use crate::ir::{Docs, Group, Handle, Name};
use crate::lower::{docs, renamed};
use crate::names::{self, Case, Names, Reserved, Scope, Wish};
use crate::prose::{self, line};
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
    let mut methods = kept(names, of_client, &given::method_wishes(untagged));
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
    members: Vec<OperationDraft>,
    reserved: Reserved<'_>,
    rooms: &Rooms,
    names: &mut Names,
) -> Group {
    let given = given::all(&members, handle.as_ref(), reserved, names);
    let methods: Vec<&str> = given.iter().map(|given| given.method.as_str()).collect();
    let notes = streams::notes(&members, &methods);
    let mut group = Group {
        module: module.to_owned(),
        handle,
        operations: Vec::with_capacity(members.len()),
        outputs: Vec::new(),
        errors: Vec::new(),
        headers: Vec::new(),
    };
    for ((member, given), notes) in members.into_iter().zip(given).zip(notes) {
        build::add(&mut group, member, given, notes, rooms);
    }
    headers::share(&mut group.headers);
    group
}
