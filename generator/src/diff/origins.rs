//! Where in a document the items of a client come from, and which way their values go.

use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use super::{Change, Finding, Spot, Version};
use crate::ir::{
    Api, Group, Operation, ResponseEnum, ResponseVariant, Shape, StatusPattern, Struct, Told, Type, TypeDef, TypeId,
    Webhook,
};
use crate::pointer::Place;
use crate::source::Source;

/// Which way values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Callers send them.
    Sent,
    /// Callers receive them.
    Received,
    /// Both.
    Both,
}

impl Direction {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Both => "sent and received",
        }
    }
}

/// Where the items of a client come from; nothing for one that wasn't made from a document here.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Places by the paths of items; what stands in an item is near to it.
    places: BTreeMap<String, Place>,
    /// What is said of fields, parameters and aliases besides their types.
    pub(super) told: BTreeMap<String, Told>,
    directions: BTreeMap<String, Direction>,
}

impl Origins {
    /// The origins of a client's items.
    pub fn of(api: &Api) -> Self {
        let mut origins = Self::default();
        for definition in &api.types {
            origins.add_type(&format!("types::{}", definition.name.rust), definition);
        }
        for group in &api.groups {
            origins.add_group(group);
        }
        for (module, webhooks) in [
            ("webhooks", &api.webhooks.webhooks),
            ("callbacks", &api.webhooks.callbacks),
        ] {
            for webhook in webhooks {
                origins.add_webhook(module, webhook);
            }
        }
        origins.add_directions(api);
        origins
    }

    fn add_type(&mut self, path: &str, definition: &TypeDef) {
        let place = &definition.origin;
        self.places.insert(path.to_owned(), place.clone());
        match &definition.shape {
            Shape::Struct(object) => self.add_fields(path, place, object),
            Shape::Alias(_) => _ = self.told.insert(path.to_owned(), definition.told.clone()),
            _ => {}
        }
    }

    fn add_fields(&mut self, path: &str, place: &Place, object: &Struct) {
        let mut defaults: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for default in &object.defaults {
            defaults.entry(&default.field).or_default().push(&default.name);
        }
        for field in &object.fields {
            let elsewhere = field.origin.as_deref().cloned();
            let place = elsewhere.unwrap_or_else(|| place.child("properties").child(&field.name.wire));
            let name = field.name.rust.as_str();
            let names = defaults.get(name).into_iter().flatten().chain([&name]);
            self.places
                .extend(names.map(|name| (format!("{path}::{name}"), place.clone())));
            self.told.insert(format!("{path}::{name}"), field.told.clone());
        }
    }

    fn add_group(&mut self, group: &Group) {
        let module = format!("api::{}", group.module);
        let handle = group
            .handle
            .as_ref()
            .map(|handle| format!("{module}::{}", handle.name.rust));
        let owner = handle.unwrap_or_else(|| "Client".to_owned());
        let enums = group.enums();
        for operation in &group.operations {
            let (marker, method) = (
                format!("{module}::{}", operation.marker),
                format!("{owner}::{}", operation.name.rust),
            );
            self.add_operation(&marker, operation);
            self.add_operation(&method, operation);
            for other in &operation.other_bodies {
                let path = format!("{owner}::{}", other.method);
                self.places.insert(path, operation.origin.clone());
            }
            let error = format!("{module}::{}", operation.error);
            self.places
                .entry(error)
                .or_insert_with(|| operation.origin.child("responses"));
            let names = std::iter::once(&operation.error).chain(match &operation.output {
                crate::ir::Output::Several(name) => Some(name),
                crate::ir::Output::One(_) => None,
            });
            for name in names {
                for one in enums.get(name.as_str()).into_iter().flatten() {
                    self.add_responses(&format!("{module}::{name}"), operation, one);
                }
            }
        }
    }

    fn add_operation(&mut self, path: &str, operation: &Operation) {
        let place = &operation.origin;
        self.places.insert(path.to_owned(), place.clone());
        for one in &operation.parameters {
            let path = format!("{path}::{}", one.name.rust);
            self.places.insert(path.clone(), one.origin.clone());
            self.told.insert(path, one.told.clone());
        }
        for body in operation.bodies() {
            self.places
                .insert(format!("{path}::{}", body.name), place.child("requestBody"));
        }
    }

    fn add_responses(&mut self, path: &str, operation: &Operation, responses: &ResponseEnum) {
        let place = operation.origin.child("responses");
        self.places.entry(path.to_owned()).or_insert_with(|| place.clone());
        for ResponseVariant { name, case } in &responses.variants {
            let status = match case.status {
                StatusPattern::Code(code) => code.to_string(),
                StatusPattern::Range(hundred) => format!("{hundred}XX"),
                StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "default".to_owned(),
            };
            let path = format!("{path}::{name}");
            self.places.entry(path).or_insert_with(|| place.child(&status));
        }
    }

    fn add_webhook(&mut self, module: &str, webhook: &Webhook) {
        let paths = [
            Some(webhook.name.rust.as_str()),
            webhook.headers.as_ref().map(|headers| headers.name.as_str()),
        ];
        for name in paths.into_iter().flatten() {
            self.places.insert(format!("{module}::{name}"), webhook.origin.clone());
        }
    }

    fn add_directions(&mut self, api: &Api) {
        let sent = reached(api, api.groups.iter().flat_map(Group::sent_types));
        let received = api
            .groups
            .iter()
            .flat_map(Group::received_types)
            .chain(api.webhooks.types());
        let received = reached(api, received);
        for (index, definition) in api.types.iter().enumerate() {
            let id = TypeId(index);
            let direction = match (sent.contains(&id), received.contains(&id)) {
                (true, true) => Direction::Both,
                (true, false) => Direction::Sent,
                (false, true) => Direction::Received,
                (false, false) => continue,
            };
            self.directions
                .insert(format!("types::{}", definition.name.rust), direction);
        }
    }

    /// Where an item comes from, or what it stands in.
    fn place(&self, path: &str) -> Option<&Place> {
        nearest(&self.places, path)
    }

    /// Which way its values go.
    fn direction(&self, path: &str) -> Option<Direction> {
        nearest(&self.directions, path).copied()
    }
}

/// What is known of a path, or of what it is in.
fn nearest<'m, T>(map: &'m BTreeMap<String, T>, path: &str) -> Option<&'m T> {
    let mut path = path;
    loop {
        if let Some(found) = map.get(path) {
            return Some(found);
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// These types and those that they hold, directly or through others.
fn reached<'t>(api: &'t Api, types: impl Iterator<Item = &'t Type>) -> BTreeSet<TypeId> {
    let mut open = Vec::new();
    types.for_each(|ty| ty.named(&mut |id, _| open.push(id)));
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let shape = api.type_def(id).map(|definition| definition.shape.types());
            shape
                .into_iter()
                .flatten()
                .for_each(|ty| ty.named(&mut |id, _| open.push(id)));
        }
    }
    reached
}

/// Says of all findings where they come from and which way their values go.
pub(super) fn locate(findings: &mut [Finding], old: (&Version, &Index<'_>), new: (&Version, &Index<'_>)) {
    let spots_of = |(version, index): (&Version, &Index<'_>), findings: &[Finding]| -> Vec<Option<Spot>> {
        let places: Vec<Option<&Place>> = findings
            .iter()
            .map(|finding| version.origins.place(path_of(index, finding)))
            .collect();
        version
            .source
            .as_ref()
            .map_or_else(Vec::new, |source| spots(source, &places))
    };
    let (before, now) = (spots_of(old, findings), spots_of(new, findings));
    for (index, finding) in findings.iter_mut().enumerate() {
        let is_new = matches!(finding.change, Change::ItemAdded | Change::KnownViewGrew);
        let before = before.get(index).filter(|_| !is_new);
        let now = now.get(index).filter(|_| finding.change != Change::ItemRemoved);
        finding.old_place = before.cloned().flatten();
        finding.new_place = now.cloned().flatten();
        let known = |version: &Version| version.origins.direction(&finding.item);
        finding.direction = known(new.0).or_else(|| known(old.0)).or_else(|| of_operation(finding));
    }
}

/// Which way goes what changed of an operation.
fn of_operation(finding: &Finding) -> Option<Direction> {
    match finding.change {
        Change::ArgumentsReordered
        | Change::ArgumentReplaced
        | Change::ArgumentsChanged
        | Change::ArgumentWidened
        | Change::DefaultChanged => Some(Direction::Sent),
        Change::OutputChanged | Change::ErrorChanged | Change::StatusesChanged => Some(Direction::Received),
        _ => None,
    }
}

/// The path by which a client knows what a finding is about.
fn path_of<'f>(index: &Index<'_>, finding: &'f Finding) -> &'f str {
    match &finding.new {
        Some(new) if finding.change == Change::ItemRenamed && !index.has_path(&finding.item) => new,
        _ => &finding.item,
    }
}

/// The files and lines of places.
fn spots(source: &Source, places: &[Option<&Place>]) -> Vec<Option<Spot>> {
    let known: Vec<&Place> = places.iter().flatten().copied().collect();
    let mut found = source.spots(&known).into_iter();
    let mut spot = || {
        let (place, line) = found.next()?;
        Some(Spot {
            file: source.shown(&place.file),
            line: line?,
        })
    };
    places.iter().map(|place| place.and_then(|_| spot())).collect()
}
