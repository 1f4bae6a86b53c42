//! Items that have another name and are the same otherwise.

use std::collections::BTreeMap;

use super::index::Index;
use crate::surface::{Item, Key, Kind};

/// What was renamed.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// The new paths by the old ones: of types, of the markers of operations and of what stands with them.
    pub(super) paths: BTreeMap<String, String>,
    /// The new paths of methods by the old ones.
    pub(super) methods: BTreeMap<String, String>,
    /// The lines of `[renamed]` that keep the old names.
    pub(super) lines: BTreeMap<String, String>,
}

/// Finds what has another name in the new client: types by what they have, operations by their routes.
pub(super) fn of(old: &Index<'_>, new: &Index<'_>) -> Renames {
    let mut renames = Renames::default();
    types(old, new, &mut renames);
    operations(old, new, &mut renames);
    renames
}

fn types(old: &Index<'_>, new: &Index<'_>, renames: &mut Renames) {
    let (gone, come) = (shapes(old, new), shapes(new, old));
    for (shape, paths) in &gone {
        let (Some([old_path]), Some([new_path])) = (Some(paths.as_slice()), come.get(shape).map(Vec::as_slice)) else {
            continue;
        };
        renames.paths.insert(old_path.clone(), new_path.clone());
        if let (Some(old), Some(new)) = (old_path.strip_prefix("types::"), new_path.strip_prefix("types::")) {
            renames.lines.insert(old.to_owned(), new.to_owned());
        }
    }
    views(old, new, renames);
}

/// The exhaustive views of enums go with them.
fn views(old: &Index<'_>, new: &Index<'_>, renames: &mut Renames) {
    for (of, view) in old.views() {
        let new_view = renames.paths.get(of).and_then(|path| new.view(path));
        if let Some(new_view) = new_view.filter(|new| new.path != view.path) {
            renames.paths.insert(view.path.clone(), new_view.path.clone());
        }
    }
}

/// The types that another client lacks, by what they have: all names in it, all types, all wire names.
fn shapes(index: &Index<'_>, other: &Index<'_>) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut members: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, item) in &index.surface.items {
        let is_type = key.parent() == "types" && key.kind != Kind::KnownView && key.kind != Kind::Alias;
        let path = if is_type { key.path.as_str() } else { key.parent() };
        if path.starts_with("types::") && !other.has_path(path) {
            let name = if is_type { "" } else { key.name() };
            members.entry(path).or_default().push(shape(path, name, key, item));
        }
    }
    let mut shapes: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    // What has nothing is like all that has nothing.
    for (path, shape) in members.into_iter().filter(|(_, shape)| shape.len() > 1) {
        shapes.entry(shape).or_default().push(path.to_owned());
    }
    shapes
}

fn shape(path: &str, name: &str, key: &Key, item: &Item) -> String {
    let line = item.line(&Key {
        path: name.to_owned(),
        kind: key.kind,
    });
    line.replace(path, "Self")
}

fn operations(old: &Index<'_>, new: &Index<'_>, renames: &mut Renames) {
    let (gone, come) = (markers(old, new), markers(new, old));
    for (route, markers) in &gone {
        let (Some([old_marker]), Some([new_marker])) = (Some(markers.as_slice()), come.get(route).map(Vec::as_slice))
        else {
            continue;
        };
        operation(old, new, (old_marker, new_marker), renames);
    }
}

/// The markers of operations that another client lacks, by their routes.
fn markers<'s>(index: &Index<'s>, other: &Index<'_>) -> BTreeMap<&'s str, Vec<&'s Key>> {
    let mut markers: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    let operations = index
        .surface
        .items
        .iter()
        .filter(|(key, _)| key.kind == Kind::Operation);
    for (key, item) in operations.filter(|(key, _)| !other.surface.items.contains_key(*key)) {
        markers
            .entry(item.said("route").unwrap_or_default())
            .or_default()
            .push(key);
    }
    markers
}

fn operation(old: &Index<'_>, new: &Index<'_>, (old_marker, new_marker): (&Key, &Key), renames: &mut Renames) {
    let types = |index: &Index<'_>, marker: &Key| -> Vec<String> {
        let item = index.surface.items.get(marker);
        let types = item.map(|item| item.arguments.iter().map(|argument| argument.ty.clone()).collect());
        types.unwrap_or_default()
    };
    let beside = |marker: &Key, name: &str| format!("{}::{name}", marker.parent());
    renames.paths.insert(old_marker.path.clone(), new_marker.path.clone());
    for (old_type, new_type) in types(old, old_marker).iter().zip(types(new, new_marker)) {
        let (old_type, new_type) = (beside(old_marker, old_type), beside(new_marker, &new_type));
        if has_path(old, &old_type) && has_path(new, &new_type) && !has_path(new, &old_type) {
            renames.paths.insert(old_type, new_type);
        }
    }
    for word in ["Headers", "Request"] {
        let own = |marker: &Key| format!("{}{word}", marker.path);
        if has_path(old, &own(old_marker)) && has_path(new, &own(new_marker)) {
            renames.paths.insert(own(old_marker), own(new_marker));
        }
    }
    let (old_methods, new_methods) = (old.methods(old_marker), new.methods(new_marker));
    if let ([old_method], [new_method]) = (old_methods, new_methods) {
        // An old name that is kept is renamed for nobody.
        if old_method.path != new_method.path && new.has_path(&old_method.path) {
            return;
        }
        renames.methods.insert(old_method.path.clone(), new_method.path.clone());
        renames.lines.extend(line(old, old_method, new_method));
    }
}

/// Whether an enum, headers or an alias stands at a path.
fn has_path(index: &Index<'_>, path: &str) -> bool {
    let kinds = [Kind::Errors, Kind::Responses, Kind::Headers, Kind::Alias];
    kinds.iter().any(|kind| index.get(path, *kind).is_some())
}

/// `[renamed]` knows methods by the accessors of their tags; it can't lead from one tag to another.
fn line(old: &Index<'_>, old_method: &Key, new_method: &Key) -> Option<(String, String)> {
    if old_method.parent() != new_method.parent() || old_method.name() == new_method.name() {
        return None;
    }
    let accessor = match old_method.parent() {
        "Client" => "Client",
        handle => old.accessor(handle)?.name(),
    };
    let named = |method: &Key| format!("{accessor}.{}", method.name());
    Some((named(old_method), named(new_method)))
}
