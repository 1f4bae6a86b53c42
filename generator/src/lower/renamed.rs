//! Old names that stay as deprecated aliases, as a configuration has them.
//!
//! A name that can't be kept is an error, not a warning: callers count on it, and with a new name that is misspelt the old
//! one would be kept from the newcomers of the document for nothing, and so would the lock say.

use std::collections::{BTreeMap, BTreeSet};

use super::places::TYPES;
use super::tables::ITEMS;
use super::tables::OPERATIONS;
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Group, Handle, Operation, Output, Renamed, TypeDef, TypeId};
use crate::names::{self, Names, Scope, pascal};
use crate::pointer::Place;

/// Old names, and the names that the same things have now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldNames {
    /// Of types: the new names by the old ones.
    pub types: BTreeMap<String, String>,
    /// Of the methods of operations.
    pub operations: Vec<OldOperation>,
}

/// An old name of an operation's method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldOperation {
    /// The client's method that gives the handle, or `Client` for operations without a tag.
    pub accessor: String,
    /// The old name.
    pub old: String,
    /// The name now.
    pub new: String,
}

/// What stands for an accessor where operations have no tag.
pub(super) const CLIENT: &str = "Client";

/// What operations have besides their methods: markers, and the enums of successes and of errors.
const SUFFIXES: [&str; 3] = ["", " response", " error"];

/// The scope of a group's methods.
pub(super) fn operations(handle: Option<&Handle>) -> Scope<'_> {
    Scope::whole(OPERATIONS).part(accessor(handle))
}

/// The scope of what stands beside a group's methods.
pub(super) fn items(handle: Option<&Handle>) -> Scope<'_> {
    Scope::whole(ITEMS).part(accessor(handle))
}

fn accessor(handle: Option<&Handle>) -> &str {
    handle.map_or(CLIENT, |handle| handle.accessor.as_str())
}

/// Keeps the old name of a type from what is new in the document.
pub(super) fn retire_type(old: &str, names: &mut Names) {
    names.retire(Scope::whole(TYPES), old.to_owned());
    names.retire(Scope::whole(TYPES), view_of(old));
}

/// Gives types the names that stood for them in the last run.
pub(super) fn settle_former(former: &[(String, TypeId)], types: &mut [TypeDef]) {
    let mut taken = taken_names(types);
    for (old, id) in former {
        if let Some(definition) = types.get_mut(id.0).filter(|_| !taken.contains(old)) {
            let new = definition.name.rust.clone();
            let view = renamed_view(definition, old, &new);
            let names = std::iter::once(renamed(old, &new)).chain(view);
            definition
                .renamed
                .extend(names.filter(|name| taken.insert(name.old.clone())));
        }
    }
}

fn taken_names(types: &[TypeDef]) -> BTreeSet<String> {
    let aliases = types.iter().flat_map(|definition| &definition.renamed);
    let aliases = aliases.map(|renamed| renamed.old.as_str());
    let reserved = names::TYPES.names.iter().copied();
    names_of(types)
        .chain(aliases)
        .chain(reserved)
        .map(str::to_owned)
        .collect()
}

/// The old name of a type's exhaustive view, if it has one.
fn renamed_view(definition: &TypeDef, old: &str, new: &str) -> Option<Renamed> {
    let view = definition.rust_names().nth(1).filter(|view| *view != new)?;
    Some(renamed(&view_of(old), view))
}

/// Keeps the old names from what is new in the document.
pub(super) fn retire(old_names: &OldNames, names: &mut Names) {
    for old in old_names.types.keys() {
        retire_type(old, names);
    }
    for OldOperation { accessor, old, .. } in &old_names.operations {
        names.retire(Scope::whole(OPERATIONS).part(accessor), old.clone());
        for suffix in SUFFIXES {
            names.retire(Scope::whole(ITEMS).part(accessor), pascal(&format!("{old}{suffix}")));
        }
    }
}

/// Gives the old names to what they are of, and reports those that can't be kept.
pub(super) fn settle(old_names: &OldNames, groups: &mut [Group], types: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    for problem in settle_types(&old_names.types, types) {
        diagnostics.push(problem);
    }
    let accessors: BTreeSet<String> = groups
        .iter()
        .filter_map(|group| group.handle.as_ref())
        .map(|handle| handle.accessor.clone())
        .collect();
    for old in &old_names.operations {
        if let Some(problem) = settle_operation(old, groups, &accessors) {
            diagnostics.push(problem);
        }
    }
}

fn settle_types(old_names: &BTreeMap<String, String>, types: &mut [TypeDef]) -> Vec<Diagnostic> {
    let taken = taken_names(types);
    let mut problems = Vec::new();
    for (old, new) in old_names {
        if taken.contains(old) {
            problems.push(already_taken(old, new, "a type"));
            continue;
        }
        let index = types.iter().position(|of| of.rust_names().any(|name| name == new));
        let Some(definition) = index.and_then(|index| types.get_mut(index)) else {
            problems.push(unknown(old, new, "type", names_of(types)));
            continue;
        };
        let view = renamed_view(definition, old, new);
        let view = view.filter(|view| !old_names.contains_key(&view.old) && !taken.contains(&view.old));
        definition.renamed.push(renamed(old, new));
        definition.renamed.extend(view);
    }
    problems
}

fn names_of(types: &[TypeDef]) -> impl Iterator<Item = &str> {
    types.iter().flat_map(TypeDef::rust_names)
}

/// The exhaustive view of an enum is called after it.
fn view_of(name: &str) -> String {
    format!("{name}Known")
}

fn settle_operation(old_name: &OldOperation, groups: &mut [Group], accessors: &BTreeSet<String>) -> Option<Diagnostic> {
    let OldOperation { accessor, old, new } = old_name;
    let (old_path, new_path) = (format!("{accessor}.{old}"), format!("{accessor}.{new}"));
    let all: Vec<String> = groups.iter().flat_map(paths).collect();
    let reserved = match accessor.as_str() {
        CLIENT => names::CLIENT_METHODS,
        _ => names::HANDLE_METHODS,
    };
    let is_accessor = accessor == CLIENT && accessors.contains(old);
    if all.contains(&old_path) || is_accessor || reserved.names.contains(&old.as_str()) {
        return Some(already_taken(&old_path, &new_path, "a method"));
    }
    let group = groups
        .iter_mut()
        .find(|group| self::accessor(group.handle.as_ref()) == accessor);
    let module = group.as_ref().map(|group| group.module.clone());
    let done = group.and_then(|group| alias(group, old, new));
    let done = done.or_else(|| alias_of_moved(groups, &module?, old, new));
    match done {
        Some(()) => None,
        None => Some(unknown(
            &old_path,
            &new_path,
            "operation",
            all.iter().map(String::as_str),
        )),
    }
}

/// The methods of a group, each as `accessor.method`.
fn paths(group: &Group) -> Vec<String> {
    let accessor = accessor(group.handle.as_ref());
    let methods = group.operations.iter().flat_map(methods);
    methods.map(|method| format!("{accessor}.{method}")).collect()
}

/// The names of an operation's methods.
pub(super) fn methods(operation: &Operation) -> impl Iterator<Item = &str> {
    let others = operation.other_bodies.iter().map(|other| other.method.as_str());
    std::iter::once(operation.name.rust.as_str()).chain(others)
}

fn alias(group: &mut Group, old: &str, new: &str) -> Option<()> {
    let mut taken = item_names(group);
    let operations = &mut group.operations;
    let operation = operations
        .iter_mut()
        .find(|operation| methods(operation).any(|method| method == new))?;
    operation.renamed.methods.push(renamed(old, new));
    if operation.name.rust != new {
        return Some(());
    }
    // The name of an item that is taken was never the old operation's.
    for (suffix, item) in SUFFIXES.iter().zip(items_of(operation)) {
        let old_item = pascal(&format!("{old}{suffix}"));
        if let Some(item) = item.filter(|_| taken.insert(old_item.clone())) {
            operation.renamed.items.push(renamed(&old_item, &item));
        }
    }
    Some(())
}

/// The old name of a method that is itself an old one: its operation is called on another handle now.
fn alias_of_moved(groups: &mut [Group], module: &str, old: &str, new: &str) -> Option<()> {
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    let formers = operations.flat_map(|operation| &mut operation.former);
    let mut here = formers.filter(|former| former.module == module);
    here.find_map(|former| {
        let methods = &mut former.renamed.methods;
        let target = methods.iter().find(|method| method.old == new)?.new.clone();
        methods.push(renamed(old, &target));
        Some(())
    })
}

/// What stands in the module of a group, aliases included.
pub(super) fn item_names(group: &Group) -> BTreeSet<String> {
    let operations = &group.operations;
    let markers = operations.iter().map(|operation| &operation.marker);
    let enums = group.outputs.iter().chain(&group.errors).map(|one| &one.name);
    let errors = operations.iter().map(|operation| &operation.error);
    let headers = group.headers.iter().map(|headers| &headers.name);
    let handle = group.handle.iter().map(|handle| &handle.name.rust);
    let aliases = operations.iter().flat_map(|operation| &operation.renamed.items);
    let own = markers.chain(enums).chain(errors).chain(headers).chain(handle);
    let reserved = names::API_ITEMS.names.iter().map(|name| (*name).to_owned());
    own.chain(aliases.map(|renamed| &renamed.old))
        .cloned()
        .chain(reserved)
        .collect()
}

/// The marker and the enums, in the order of [`SUFFIXES`].
fn items_of(operation: &Operation) -> [Option<String>; 3] {
    let output = match &operation.output {
        Output::Several(name) => Some(name.clone()),
        Output::One(_) => None,
    };
    [Some(operation.marker.clone()), output, Some(operation.error.clone())]
}

pub(super) fn renamed(old: &str, new: &str) -> Renamed {
    Renamed {
        old: old.to_owned(),
        new: new.to_owned(),
    }
}

fn already_taken(old: &str, new: &str, kind: &str) -> Diagnostic {
    let message = format!("`{old}` can't be an old name of `{new}`: {kind} has that name");
    Diagnostic::new(Code::InvalidRename, Place::default(), message).help(format!(
        "remove `{old}` from `[renamed]`, or rename the other item in `clientwright.lock`"
    ))
}

fn unknown<'a>(old: &str, new: &str, kind: &str, all: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = format!("`{old}` is an old name of `{new}`, but no {kind} is named `{new}`");
    let help = match closest(new, all) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`[renamed]` maps each old name in the generated code to its current name".to_owned(),
    };
    Diagnostic::new(Code::InvalidRename, Place::default(), message).help(help)
}
