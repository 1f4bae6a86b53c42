//! Which operations a place of a document reaches: those that it stands in, and those that lead to where it stands. It is
//! computed from the document as it was read, and shares nothing with the generator.

use std::collections::{BTreeMap, BTreeSet};

use clientwright::source::Source;
use serde_json::Value;

use super::told::is_above;
use crate::{METHODS, references};

/// A file and a JSON Pointer in it.
type At = (String, String);

/// Where what each operation is made of stands.
#[derive(Debug)]
pub(super) struct Reach {
    operations: BTreeMap<String, BTreeSet<At>>,
}

/// What all requests depend on.
const OF_ALL: [&str; 3] = ["/security", "/components/securitySchemes", "/servers"];

impl Reach {
    pub(super) fn of(source: &Source) -> Self {
        let mut reach = Self {
            operations: BTreeMap::new(),
        };
        let mut edges = Edges::of(source);
        let items = source.entry().and_then(|entry| entry.get("paths")?.as_object());
        for (path, item) in items.into_iter().flatten() {
            let here = (String::new(), format!("/paths/{}", escaped(path)));
            let mut whole = BTreeSet::from([here.clone()]);
            let (item, at) = edges.item(item, here, &mut whole);
            let is_method = |key: &str| METHODS.contains(&key.to_ascii_lowercase().as_str());
            let members = || item.as_object().into_iter().flatten();
            let shared = members().filter(|(key, _)| !is_method(key));
            let shared: Vec<At> = shared.map(|(key, _)| below(&at, key)).collect();
            // The path item itself is in the way of each of its operations only where it stands as a whole.
            whole.remove(&at);
            for (method, _) in members().filter(|(key, _)| is_method(key)) {
                let mut open = shared.clone();
                open.push(below(&at, method));
                let places = edges.closure(open, whole.clone());
                let operation = plain(&format!("{} {path}", method.to_ascii_uppercase()));
                reach.operations.entry(operation).or_default().extend(places);
            }
        }
        reach
    }

    pub(super) fn knows(&self, operation: &str) -> bool {
        self.operations.contains_key(&plain(operation))
    }

    /// Whether what stands at a place of the entry document is part of an operation, or holds a part of it.
    pub(super) fn touches(&self, operation: &str, place: &str) -> bool {
        let parts = self.operations.get(&plain(operation)).into_iter().flatten();
        let mut here = parts.filter(|(file, _)| file.is_empty());
        is_of_all(place) || here.any(|(_, part)| is_above(part, place) || is_above(place, part))
    }
}

impl Reach {
    /// Whether an operation has a part that what stands at a place leads to: the type there may have another form once it
    /// is no longer sent or received elsewhere.
    pub(super) fn shares(&self, operation: &str, source: &Source, place: &str) -> bool {
        let mut edges = Edges::of(source);
        let led_to = edges.closure(vec![(String::new(), place.to_owned())], BTreeSet::new());
        let parts = self.operations.get(&plain(operation));
        parts.is_some_and(|parts| led_to.intersection(parts).next().is_some())
    }
}

/// Whether a place is in what all requests depend on, of which no message names the operations.
pub(super) fn is_of_all(place: &str) -> bool {
    OF_ALL.iter().any(|key| is_above(key, place) || is_above(place, key))
}

/// The places that each place leads to.
struct Edges<'s> {
    source: &'s Source,
    known: BTreeMap<At, BTreeSet<At>>,
    /// The schemas whose `allOf` has a reference to one with a discriminator, which are members of it.
    children: BTreeMap<At, BTreeSet<At>>,
}

impl<'s> Edges<'s> {
    fn of(source: &'s Source) -> Self {
        let mut children: BTreeMap<At, BTreeSet<At>> = BTreeMap::new();
        let schemas = source.entry().and_then(|entry| entry.pointer("/components/schemas"));
        for (name, schema) in schemas.and_then(Value::as_object).into_iter().flatten() {
            let all_of = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            for reference in all_of.filter_map(|member| member.get("$ref")?.as_str()) {
                let parent = references::target(source, "", reference);
                if let Some(parent) = parent.filter(|parent| parent.value.get("discriminator").is_some()) {
                    let parent = (parent.file.to_owned(), parent.pointer);
                    let child = (String::new(), format!("/components/schemas/{}", escaped(name)));
                    children.entry(parent).or_default().insert(child);
                }
            }
        }
        Self {
            source,
            known: BTreeMap::new(),
            children,
        }
    }

    /// A path item, through references to it, whose places are noted.
    fn item(&self, item: &'s Value, at: At, passed: &mut BTreeSet<At>) -> (&'s Value, At) {
        let (mut item, mut at) = (item, at);
        while let Some(reference) = item.get("$ref").and_then(Value::as_str) {
            let Some(target) = references::target(self.source, &at.0, reference) else {
                break;
            };
            (item, at) = (target.value, (target.file.to_owned(), target.pointer));
            if !passed.insert(at.clone()) {
                break;
            }
        }
        (item, at)
    }

    fn closure(&mut self, mut open: Vec<At>, mut places: BTreeSet<At>) -> BTreeSet<At> {
        while let Some(at) = open.pop() {
            if places.insert(at.clone()) {
                open.extend(self.from(&at).iter().cloned());
            }
        }
        places
    }

    fn from(&mut self, at: &At) -> &BTreeSet<At> {
        if !self.known.contains_key(at) {
            let mut found = self.children.get(at).cloned().unwrap_or_default();
            let file = self.source.files.get(&at.0).and_then(|file| file.value.as_ref());
            if let Some(value) = file.and_then(|file| file.pointer(&at.1)) {
                self.gather(value, &at.0, &mut found);
            }
            self.known.insert(at.clone(), found);
        }
        self.known.entry(at.clone()).or_default()
    }

    fn gather(&self, value: &Value, file: &str, found: &mut BTreeSet<At>) {
        match value {
            Value::Object(members) => {
                let mapping = members.get("mapping").and_then(Value::as_object).into_iter().flatten();
                let mapped = mapping.filter_map(|(_, target)| target.as_str());
                let reference = ["$ref", "$dynamicRef"]
                    .into_iter()
                    .filter_map(|key| members.get(key)?.as_str());
                for reference in reference.chain(mapped) {
                    let target = references::target(self.source, file, reference);
                    let target = target.map(|target| (target.file.to_owned(), target.pointer));
                    let named = || (String::new(), format!("/components/schemas/{}", escaped(reference)));
                    found.insert(target.unwrap_or_else(named));
                }
                members.values().for_each(|member| self.gather(member, file, found));
            }
            Value::Array(elements) => elements.iter().for_each(|element| self.gather(element, file, found)),
            _ => {}
        }
    }
}

fn below(at: &At, key: &str) -> At {
    (at.0.clone(), format!("{}/{}", at.1, escaped(key)))
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// An operation without the names of its variables, which the client may change.
fn plain(operation: &str) -> String {
    let mut parts = operation.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        format!("{text}{{}}{}", part.split_once('}').map_or("", |(_, rest)| rest))
    })
}
