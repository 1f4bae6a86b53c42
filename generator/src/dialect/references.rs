//! References: RFC 3986 and RFC 6901. What a `$ref` leads to becomes a component, wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Lowering, child};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::{Place, Pointer};
use crate::source::target_file;

/// The kinds of components that references lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Schema,
    Response,
    Parameter,
    RequestBody,
    Header,
    SecurityScheme,
}

impl Kind {
    pub(super) const ALL: [Self; 6] = [
        Self::Schema,
        Self::Response,
        Self::Parameter,
        Self::RequestBody,
        Self::Header,
        Self::SecurityScheme,
    ];

    /// The key in `components`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
        }
    }

    fn reference(self, name: &str) -> String {
        format!("#{}", Pointer::root().child("components").child(self.key()).child(name))
    }
}

impl<'s> Lowering<'s> {
    /// The names of the components that the document declares itself.
    pub(super) fn declare_components(&mut self, entry: &Map<String, Value>) {
        let components = entry.get("components").and_then(Value::as_object);
        for kind in Kind::ALL {
            let declared = components
                .and_then(|components| components.get(kind.key()))
                .and_then(Value::as_object);
            self.names.insert(
                kind,
                declared.into_iter().flatten().map(|(name, _)| name.clone()).collect(),
            );
        }
        self.schemes = self.names.get(&Kind::SecurityScheme).cloned().unwrap_or_default();
    }

    /// The reference in the lowered document that a `$ref` in the file of `place` comes to; `None` where it leads nowhere,
    /// which is reported.
    pub(super) fn reference(&mut self, kind: Kind, reference: &str, place: &Place) -> Option<String> {
        let target = self.target(reference, place)?;
        if !matches!(kind, Kind::Schema | Kind::SecurityScheme) {
            self.count_copy(&target, place);
        }
        if let Some(name) = declared_name(kind, &target) {
            let is_declared = self.names.get(&kind).is_some_and(|names| names.contains(&name));
            if is_declared && self.raw(&target).is_some() {
                return Some(kind.reference(&name));
            }
        }
        if let Some(name) = self.hoisted.get(&(kind, target.clone())) {
            return Some(kind.reference(name));
        }
        if self.raw(&target).is_none() {
            self.dangling(reference, &target, place);
            return None;
        }
        let name = self.free_name(kind, &target);
        self.hoisted.insert((kind, target.clone()), name.clone());
        let lowered = Pointer::root().child("components").child(kind.key()).child(&name);
        self.origins.insert(lowered, target.clone());
        self.queue.push((kind, target, name.clone()));
        Some(kind.reference(&name))
    }

    /// The value that a `$ref` leads to, through further ones, and where it stands; for what has no components.
    pub(super) fn followed(&mut self, reference: &str, place: &Place) -> Option<(&'s Value, Place)> {
        let mut target = self.target(reference, place)?;
        let mut seen = BTreeSet::new();
        while seen.insert(target.clone()) {
            let Some(value) = self.raw(&target) else {
                self.dangling(reference, &target, place);
                return None;
            };
            match value.get("$ref").and_then(Value::as_str) {
                Some(next) => target = self.target(next, &target)?,
                None => {
                    self.count_copy(&target, place);
                    // Once that was too much, nothing more is copied.
                    return self.room.is_some().then_some((value, target));
                }
            }
        }
        self.report(Code::CyclicRef, place, format!("`{reference}` refers only to itself"));
        None
    }

    /// Whether there is something where a reference leads to.
    pub(super) fn leads_somewhere(&self, reference: &str, place: &Place) -> bool {
        self.target(reference, place)
            .is_some_and(|target| self.raw(&target).is_some())
    }

    pub(super) fn target(&self, reference: &str, place: &Place) -> Option<Place> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        // A reference out of the folder was reported when the files were read.
        let file = if path.is_empty() {
            place.file.clone()
        } else {
            target_file(&place.file, reference)?
        };
        let file = if self.source.is_entry(&file) {
            String::new()
        } else {
            file
        };
        let pointer = percent_decoded(fragment);
        if pointer.is_empty() || pointer.starts_with('/') {
            return Some(Place {
                file,
                pointer: Pointer::parse(&pointer),
            });
        }
        let known = self.anchors.get(&file).and_then(|anchors| anchors.get(&pointer));
        let pointer = known.cloned().unwrap_or_else(|| Pointer::root().child(&pointer));
        Some(Place { file, pointer })
    }

    /// The raw value at a place.
    pub(super) fn raw(&self, place: &Place) -> Option<&'s Value> {
        let root = self.source.files.get(&place.file)?.value.as_ref()?;
        root.pointer(place.pointer.as_str())
    }

    fn dangling(&mut self, reference: &str, target: &Place, place: &Place) {
        if !self.source.files.contains_key(&target.file) {
            return; // The file is missing or outside, which was reported when the files were read.
        }
        let diagnostic = Diagnostic::new(
            Code::UnresolvedRef,
            child(place, "$ref"),
            format!("`{reference}` does not exist"),
        );
        let parent = target.pointer.parent().map(|pointer| Place {
            file: target.file.clone(),
            pointer,
        });
        let siblings = parent
            .as_ref()
            .and_then(|parent| self.raw(parent))
            .and_then(Value::as_object);
        let wanted = target.pointer.last().unwrap_or_default();
        let siblings = siblings.filter(|siblings| self.may_compare(siblings.len()));
        let meant = siblings.and_then(|siblings| closest(&wanted, siblings.keys().map(String::as_str)));
        let help = match (meant, parent) {
            (Some(meant), Some(parent)) => {
                let file = reference.split('#').next().unwrap_or_default();
                format!("did you mean `{file}#{}`?", parent.pointer.child(meant))
            }
            _ => "define the target, or refer to one that exists".to_owned(),
        };
        self.diagnostics.push(diagnostic.help(help));
    }

    /// Whether so many names may be compared for a suggestion: enough is suggested once there are thousands of messages.
    fn may_compare(&mut self, names: usize) -> bool {
        match self.comparisons.checked_sub(names) {
            Some(left) => {
                self.comparisons = left;
                true
            }
            None => false,
        }
    }

    /// A name for something that is referred to where it stands: its last telling words.
    fn free_name(&mut self, kind: Kind, target: &Place) -> String {
        let tokens: Vec<String> = target.pointer.tokens().filter(|token| !is_structural(token)).collect();
        let stem = target
            .file
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .split('.')
            .next()
            .unwrap_or_default();
        let telling = match tokens.as_slice() {
            [] => stem.to_owned(),
            [.., owner, last] if target.pointer.as_str().contains("/properties/") => format!("{owner} {last}"),
            [.., last] => last.clone(),
        };
        let telling = if telling.trim().is_empty() {
            "referenced".to_owned()
        } else {
            telling
        };
        let names = self.names.entry(kind).or_default();
        let mut name = telling.clone();
        let count = self.counts.entry((kind, telling.clone())).or_insert(1);
        while names.contains(&name) {
            *count += 1;
            name = if *count == 2 && !stem.is_empty() {
                format!("{stem} {telling}")
            } else {
                format!("{telling} {count}")
            };
        }
        names.insert(name.clone());
        name
    }
}

/// The name of a component of the entry document.
fn declared_name(kind: Kind, target: &Place) -> Option<String> {
    let tokens: Vec<String> = target.pointer.tokens().collect();
    match tokens.as_slice() {
        [components, key, name] if target.file.is_empty() && components == "components" && key == kind.key() => {
            Some(name.clone())
        }
        _ => None,
    }
}

fn is_structural(token: &str) -> bool {
    let words = [
        "$defs",
        "additionalProperties",
        "allOf",
        "anyOf",
        "components",
        "content",
        "definitions",
        "headers",
        "items",
        "oneOf",
        "parameters",
        "paths",
        "properties",
        "requestBodies",
        "requestBody",
        "responses",
        "schema",
        "schemas",
    ];
    words.contains(&token) || token.bytes().all(|byte| byte.is_ascii_digit()) || token.contains('/')
}

/// Where the schemas with an `$anchor` or a `$dynamicAnchor` stand; the first of a name counts.
pub(super) fn anchors(root: &Value) -> BTreeMap<String, Pointer> {
    let mut found = BTreeMap::new();
    let mut trail = Vec::new();
    gather_anchors(root, &mut trail, &mut found);
    found
}

fn gather_anchors(value: &Value, trail: &mut Vec<String>, found: &mut BTreeMap<String, Pointer>) {
    match value {
        Value::Object(members) => {
            let names = ["$anchor", "$dynamicAnchor"].map(|key| members.get(key).and_then(Value::as_str));
            for name in names.into_iter().flatten() {
                let pointer = || {
                    trail
                        .iter()
                        .fold(Pointer::root(), |pointer, token| pointer.child(token))
                };
                found.entry(name.to_owned()).or_insert_with(pointer);
            }
            for (key, member) in members
                .iter()
                .filter(|(_, member)| member.is_object() || member.is_array())
            {
                trail.push(key.clone());
                gather_anchors(member, trail, found);
                trail.pop();
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                trail.push(index.to_string());
                gather_anchors(element, trail, found);
                trail.pop();
            }
        }
        _ => {}
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
