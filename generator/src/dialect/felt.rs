//! Which operations feel a broken corner: those that it stands in, and those that use the component that it stands in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Lowering, WEBHOOKS, keys};
use crate::component;
use crate::diagnostic::Diagnostic;
use crate::pointer::{Place, Pointer};

/// How many operations a message names.
const NAMED: usize = 3;

impl Lowering<'_> {
    /// Says of each broken corner which operations feel it. `document` is the lowered one.
    pub(super) fn say_who_feels(&mut self, document: &Value) {
        let users = Users::of(document);
        let lowered: BTreeMap<&Place, &Pointer> =
            self.origins.iter().map(|(lowered, origin)| (origin, lowered)).collect();
        self.diagnostics.map_corners(|diagnostic: Diagnostic| {
            let pointer = lowered_pointer(&lowered, &diagnostic.place);
            match pointer.and_then(|pointer| users.felt_at(&pointer)) {
                Some(operations) => diagnostic.felt_by(&operations),
                None => diagnostic,
            }
        });
    }
}

/// Where in the lowered document something of the sources stands.
fn lowered_pointer(lowered: &BTreeMap<&Place, &Pointer>, place: &Place) -> Option<Pointer> {
    let mut above = Some(place.clone());
    while let Some(known) = above {
        if let Some(pointer) = lowered.get(&known) {
            let rest = place
                .pointer
                .as_str()
                .get(known.pointer.as_str().len()..)
                .unwrap_or_default();
            return Some(Pointer::parse(&format!("{pointer}{rest}")));
        }
        above = known.pointer.parent().map(|pointer| Place {
            file: known.file.clone(),
            pointer,
        });
    }
    place.file.is_empty().then(|| place.pointer.clone())
}

/// The operations that use each component, the first ones of the document.
struct Users<'d> {
    operations: Vec<String>,
    by_path: BTreeMap<&'d str, Vec<(&'d str, usize)>>,
    /// One more than are named, where there are as many.
    by_component: BTreeMap<&'d str, BTreeSet<usize>>,
}

impl<'d> Users<'d> {
    fn of(document: &'d Value) -> Self {
        let mut users = Self {
            operations: Vec::new(),
            by_path: BTreeMap::new(),
            by_component: BTreeMap::new(),
        };
        let uses = uses(document);
        for key in ["paths", WEBHOOKS] {
            let items = document.get(key).and_then(Value::as_object).into_iter().flatten();
            for (path, item) in items {
                for (method, operation) in item.as_object().into_iter().flatten() {
                    if keys::METHODS.contains(&method.as_str()) {
                        let index = users.operations.len();
                        users.operations.push(match key {
                            "paths" => format!("`{} {path}`", method.to_uppercase()),
                            _ => format!("the webhook `{path}`"),
                        });
                        users.by_path.entry(path).or_default().push((method, index));
                        users.spread(
                            index,
                            [operation, item.get("parameters").unwrap_or(&Value::Null)],
                            &uses,
                        );
                    }
                }
            }
        }
        users
    }

    /// Notes the components that an operation leads to. One that enough operations lead to is not passed again: what it
    /// leads to has as many.
    fn spread(&mut self, operation: usize, from: [&'d Value; 2], uses: &BTreeMap<String, BTreeSet<&'d str>>) {
        let mut open = BTreeSet::new();
        from.into_iter().for_each(|value| references(value, &mut open));
        while let Some(component) = open.pop_first() {
            let users = self.by_component.entry(component).or_default();
            if users.len() <= NAMED && users.insert(operation) {
                open.extend(uses.get(component).into_iter().flatten().copied());
            }
        }
    }

    /// The operations that feel what stands at a pointer of the lowered document, in words.
    fn felt_at(&self, pointer: &Pointer) -> Option<String> {
        let tokens: Vec<String> = pointer.tokens().collect();
        let felt: Vec<usize> = match tokens.as_slice() {
            [paths, path, rest @ ..] if ["paths", "webhooks"].contains(&paths.as_str()) => {
                let all = self.by_path.get(path.as_str()).into_iter().flatten();
                let is_meant = |method: &str| match rest.first() {
                    Some(key) if keys::METHODS.contains(&key.as_str()) => key == method,
                    _ => true,
                };
                all.filter(|(method, _)| is_meant(method))
                    .map(|(_, index)| *index)
                    .collect()
            }
            [components, kind, name, ..] if components == "components" => {
                let users = self.by_component.get(component::reference(kind, name).as_str());
                users.into_iter().flatten().copied().collect()
            }
            _ => Vec::new(),
        };
        let named: Vec<&str> = felt
            .iter()
            .take(NAMED)
            .filter_map(|index| self.operations.get(*index).map(String::as_str))
            .collect();
        let others = if felt.len() > NAMED { " and others" } else { "" };
        (!named.is_empty()).then(|| format!("{}{others}", named.join(", ")))
    }
}

/// The components that each component refers to.
fn uses(document: &Value) -> BTreeMap<String, BTreeSet<&str>> {
    let mut uses = BTreeMap::new();
    let components = document.get("components").and_then(Value::as_object);
    for (kind, named) in components.into_iter().flatten() {
        for (name, component) in named.as_object().into_iter().flatten() {
            let mut found = BTreeSet::new();
            references(component, &mut found);
            uses.insert(component::reference(kind, name), found);
        }
    }
    uses
}

fn references<'d>(value: &'d Value, found: &mut BTreeSet<&'d str>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match (key.as_str(), member) {
                    ("$ref", Value::String(reference)) => drop(found.insert(reference)),
                    _ => references(member, found),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| references(element, found)),
        _ => {}
    }
}
