//! Which operations a broken corner affects: those that it stands in, and those that use the component that it stands in.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::methods::{is_method, method_at, verb};
use super::{Lowering, Slots, WEBHOOKS};
use crate::component;
use crate::diagnostic::Diagnostic;
use crate::pointer::{Place, Pointer};
use crate::spec::SchemaSlot;

/// How many operations a message names.
const NAMED: usize = 3;

impl Lowering<'_> {
    /// Says of each broken corner which operations it affects.
    pub(super) fn say_what_is_affected(&mut self, skeleton: &Value, schemas: &IndexMap<String, SchemaSlot>) {
        if !self.diagnostics.has_corners() {
            return;
        }
        let users = Users::of(
            skeleton,
            &Uses {
                slots: &self.slots,
                schemas,
            },
        );
        let lowered: BTreeMap<&Place, &Pointer> =
            self.origins.iter().map(|(lowered, origin)| (origin, lowered)).collect();
        let abandoned = &self.abandoned;
        self.diagnostics.map_corners(|diagnostic: Diagnostic| {
            let places = abandoned.get(&diagnostic.place).into_iter().flatten();
            let pointers = [&diagnostic.place].into_iter().chain(places);
            let pointers = pointers.filter_map(|place| lowered_pointer(&lowered, place));
            match users.affected_at(pointers) {
                Some(operations) => diagnostic.affecting(&operations),
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
    by_component: BTreeMap<Component<'d>, BTreeSet<usize>>,
}

/// A component by its key in `components`, and its name.
type Component<'d> = (&'d str, &'d str);

impl<'d> Users<'d> {
    fn of(document: &'d Value, read: &Uses<'d>) -> Self {
        let mut users = Self {
            operations: Vec::new(),
            by_path: BTreeMap::new(),
            by_component: BTreeMap::new(),
        };
        let uses = read.by_component(document);
        for key in ["paths", WEBHOOKS] {
            let items = document.get(key).and_then(Value::as_object).into_iter().flatten();
            for (path, item) in items {
                for (method, operation) in item.as_object().into_iter().flatten() {
                    if is_method(method) {
                        let index = users.operations.len();
                        users.operations.push(match key {
                            "paths" => format!("`{} {path}`", verb(method)),
                            _ => format!("the webhook `{path}`"),
                        });
                        users.by_path.entry(path).or_default().push((method, index));
                        let mut open = read.in_value(operation);
                        open.extend(item.get("parameters").into_iter().flat_map(|list| read.in_value(list)));
                        users.spread(index, open, &uses);
                    }
                }
            }
        }
        users
    }

    /// Notes the components that an operation leads to. One that enough operations lead to is not passed again: what it
    /// leads to has as many.
    fn spread(
        &mut self,
        operation: usize,
        mut open: BTreeSet<Component<'d>>,
        uses: &BTreeMap<Component<'d>, BTreeSet<Component<'d>>>,
    ) {
        while let Some(component) = open.pop_first() {
            let users = self.by_component.entry(component).or_default();
            if users.len() <= NAMED && users.insert(operation) {
                open.extend(uses.get(&component).into_iter().flatten().copied());
            }
        }
    }

    /// The operations that are affected by what stands at some pointers of the lowered document, in words.
    fn affected_at(&self, pointers: impl Iterator<Item = Pointer>) -> Option<String> {
        let mut affected: Vec<String> = Vec::new();
        for pointer in pointers {
            let tokens: Vec<String> = pointer.tokens().collect();
            let of_pointer = match tokens.as_slice() {
                [key, path, rest @ ..] if ["paths", "webhooks"].contains(&key.as_str()) => {
                    self.in_item(key, path, rest)
                }
                [components, kind, name, ..] if components == "components" => self.of_component(kind, name),
                _ => Vec::new(),
            };
            let new: Vec<String> = of_pointer
                .into_iter()
                .filter(|operation| !affected.contains(operation))
                .collect();
            affected.extend(new);
            if affected.len() > NAMED {
                break;
            }
        }
        let others = if affected.len() > NAMED { " and others" } else { "" };
        affected.truncate(NAMED);
        (!affected.is_empty()).then(|| format!("{}{others}", affected.join(", ")))
    }

    /// The operations of a path item that something in it affects, those that can't be made among them.
    fn in_item(&self, key: &str, path: &str, rest: &[String]) -> Vec<String> {
        let method = method_at(rest);
        let all = self.by_path.get(path).into_iter().flatten();
        let affected: Vec<String> = all
            .filter(|(of, _)| method.is_none_or(|method| method == *of))
            .filter_map(|(_, index)| self.operations.get(*index).cloned())
            .collect();
        match (affected.is_empty(), key, method) {
            (false, ..) => affected,
            (true, "webhooks", _) => vec![format!("the webhook `{path}`")],
            (true, _, Some(method)) => vec![format!("`{} {path}`", verb(method))],
            (true, _, None) => vec![format!("the operations of `{path}`")],
        }
    }

    fn of_component(&self, kind: &str, name: &str) -> Vec<String> {
        let users = self.by_component.get(&(kind, name));
        let users = users.into_iter().flatten();
        users.filter_map(|index| self.operations.get(*index).cloned()).collect()
    }
}

/// What refers to components.
struct Uses<'d> {
    slots: &'d Slots,
    schemas: &'d IndexMap<String, SchemaSlot>,
}

impl<'d> Uses<'d> {
    /// The components that each component refers to.
    fn by_component(&self, skeleton: &'d Value) -> BTreeMap<Component<'d>, BTreeSet<Component<'d>>> {
        let mut uses = BTreeMap::new();
        let components = skeleton.get("components").and_then(Value::as_object);
        for (kind, named) in components.into_iter().flatten() {
            for (name, component) in named.as_object().into_iter().flatten() {
                uses.insert((kind.as_str(), name.as_str()), self.in_value(component));
            }
        }
        for (name, schema) in self.schemas {
            let mut found = BTreeSet::new();
            schema.each_component(&mut |name| _ = found.insert((SCHEMAS, name)));
            uses.insert((SCHEMAS, name.as_str()), found);
        }
        uses
    }

    /// The components that a value of the skeleton refers to.
    fn in_value(&self, value: &'d Value) -> BTreeSet<Component<'d>> {
        let mut found = BTreeSet::new();
        self.gather(value, &mut found);
        found
    }

    fn gather(&self, value: &'d Value, found: &mut BTreeSet<Component<'d>>) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    match (key.as_str(), member) {
                        ("$ref", Value::String(reference)) => match self.slots.get(reference) {
                            Some(schema) => schema.each_component(&mut |name| _ = found.insert((SCHEMAS, name))),
                            None => found.extend(component::target(reference)),
                        },
                        _ => self.gather(member, found),
                    }
                }
            }
            Value::Array(elements) => elements.iter().for_each(|element| self.gather(element, found)),
            _ => {}
        }
    }
}

/// The key of the component schemas.
const SCHEMAS: &str = "schemas";
