//! References: RFC 3986 and RFC 6901. What a `$ref` leads to becomes a component, wherever it stands.

use std::collections::BTreeSet;

use serde_json::Value;

use super::kind::Kind;
use super::{Lowering, child};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::{Place, Pointer};
use crate::source::{percent_decoded, target_file};

impl<'s> Lowering<'s> {
    /// The reference in the skeleton that a `$ref` in the file of `place` comes to; `None` where it leads to nothing of this
    /// kind, which is reported.
    pub(super) fn reference(&mut self, kind: Kind, reference: &str, place: &Place) -> Option<String> {
        let name = self.referenced(kind, reference, place)?;
        Some(kind.reference(&name))
    }

    /// The same as the name of the component.
    pub(super) fn referenced(&mut self, kind: Kind, reference: &str, place: &Place) -> Option<String> {
        self.say_what_is_meant(reference, place);
        let Some(target) = self.target(reference, place) else {
            self.unread(reference, place, kind.without());
            return None;
        };
        let Some((_, target)) = self.found(&target) else {
            self.dangling(reference, &target, place, kind.without());
            return None;
        };
        match kind {
            Kind::Schema => self.count_words(&target, place),
            Kind::SecurityScheme => {}
            _ => self.count_copy(&target, place),
        }
        if kind != Kind::Schema && !self.leads_to(kind, reference, place) {
            return None;
        }
        Some(self.component_at(kind, target))
    }

    /// The name of the component that something at a place of the sources is, or becomes now.
    pub(super) fn component_at(&mut self, kind: Kind, target: Place) -> String {
        if let Some(name) = self.hoisted.get(&(kind, target.clone())).cloned() {
            self.reach(kind, &name);
            return name;
        }
        let name = self.free_name(kind, &target);
        self.hoisted.insert((kind, target.clone()), name.clone());
        self.origins.insert(kind.pointer(&name), target.clone());
        self.queue.push((kind, target, name.clone()));
        name
    }

    /// Whether a reference leads to something of a kind in the end; what doesn't is reported.
    fn leads_to(&mut self, kind: Kind, reference: &str, place: &Place) -> bool {
        let mut passed = BTreeSet::new();
        let known = self.target(reference, place).and_then(|target| self.found(&target));
        if known.is_some_and(|(_, target)| self.fitting.contains(&(kind, target))) {
            return true;
        }
        match self.end(reference, place, &mut passed) {
            End::At(value, target) if fits(kind, value) => {
                passed.insert(target);
                self.fitting.extend(passed.into_iter().map(|place| (kind, place)));
                return true;
            }
            End::At(..) => {
                let message = format!("`{reference}` leads to something else than is needed here");
                let place = child(place, "$ref");
                self.diagnostics
                    .push(Diagnostic::new(Code::InvalidDocument, place, message).why(kind.without()));
            }
            End::Nowhere(next, from, target) => {
                self.abandoned
                    .entry(child(&from, "$ref"))
                    .or_default()
                    .insert(place.clone());
                self.dangling(&next, &target, &from, kind.without());
            }
            End::Outside(next, from) => {
                self.abandoned
                    .entry(child(&from, "$ref"))
                    .or_default()
                    .insert(place.clone());
                self.unread(&next, &from, kind.without());
            }
            End::Circle => self.circle(reference, place, kind.without()),
        }
        false
    }

    /// The value that a `$ref` leads to, through further ones, and where it stands; for what has no components.
    pub(super) fn followed(&mut self, reference: &str, place: &Place) -> Option<(&'s Value, Place)> {
        const WITHOUT: &str = "what stands here is left out";
        self.say_what_is_meant(reference, place);
        match self.end(reference, place, &mut BTreeSet::new()) {
            End::At(value, target) => {
                self.count_whole(value, &target, place);
                // Once that was too much, nothing more is copied.
                return self.room.is_some().then_some((value, target));
            }
            End::Nowhere(next, from, target) => self.dangling(&next, &target, &from, WITHOUT),
            End::Outside(next, from) => self.unread(&next, &from, WITHOUT),
            End::Circle => self.circle(reference, place, WITHOUT),
        }
        None
    }

    /// Reports a reference that is read as another.
    fn say_what_is_meant(&mut self, reference: &str, place: &Place) {
        if let Some(meant) = self.source.meant(reference, place) {
            let message = format!("`{reference}` does not exist; it is treated as `{meant}`");
            self.report(Code::Mended, &child(place, "$ref"), message);
        }
    }

    pub(super) fn circle(&mut self, reference: &str, place: &Place, without: &str) {
        let diagnostic = Diagnostic::new(
            Code::CyclicRef,
            child(place, "$ref"),
            format!("`{reference}` refers only to itself"),
        );
        self.diagnostics.push(diagnostic.why(without));
    }

    /// Where a `$ref` comes to, through further ones, whose places are noted.
    pub(super) fn end(&self, reference: &str, place: &Place, passed: &mut BTreeSet<Place>) -> End<'s> {
        let (mut reference, mut from) = (reference.to_owned(), place.clone());
        loop {
            let Some(target) = self.target(&reference, &from) else {
                return End::Outside(reference, from);
            };
            let Some((value, target)) = self.found(&target) else {
                return End::Nowhere(reference, from, target);
            };
            let Some(next) = value.get("$ref").and_then(Value::as_str) else {
                return End::At(value, target);
            };
            if !passed.insert(target.clone()) {
                return End::Circle;
            }
            (reference, from) = (next.to_owned(), target);
        }
    }

    /// Whether there is something where a reference leads to.
    pub(super) fn leads_somewhere(&self, reference: &str, place: &Place) -> bool {
        self.target(reference, place)
            .is_some_and(|target| self.found(&target).is_some())
    }

    /// Where a reference leads, as it is written.
    pub(super) fn target(&self, reference: &str, place: &Place) -> Option<Place> {
        let meant = self.source.meant(reference, place);
        let reference = meant.as_deref().unwrap_or(reference);
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decoded(fragment);
        let (file, resource) = match self.source.ids.find(path, place) {
            Some(named) if !path.is_empty() => (named.file.clone(), named.pointer.as_str()),
            _ if path.is_empty() => (place.file.clone(), self.own_resource(&fragment, place)),
            _ => (target_file(&self.source.folder, &place.file, reference)?, ""),
        };
        let file = if self.source.is_entry(&file) {
            String::new()
        } else {
            file
        };
        let pointer = if fragment.is_empty() || fragment.starts_with('/') {
            Pointer::parse(&format!("{resource}{fragment}"))
        } else {
            let known = self.anchored(&fragment, &file, resource, place);
            known.unwrap_or_else(|| Pointer::root().child(&fragment))
        };
        Some(Place { file, pointer })
    }

    /// A pointer in a schema with an `$id` starts there by the standard; in practice it starts at the document mostly, which
    /// counts where something stands there.
    fn own_resource<'p>(&self, fragment: &str, place: &'p Place) -> &'p str {
        let Some((resource, _)) = self.source.ids.resource(place) else {
            return "";
        };
        let stands_at = |pointer: &str| {
            let place = Place {
                file: place.file.clone(),
                pointer: Pointer::parse(pointer),
            };
            self.raw(&place).is_some()
        };
        let is_own = fragment.starts_with('/') && !stands_at(fragment) && stands_at(&format!("{resource}{fragment}"));
        if is_own { resource } else { "" }
    }

    /// The raw value at a place.
    pub(super) fn raw(&self, place: &Place) -> Option<&'s Value> {
        let root = self.source.files.get(&place.file)?.value.as_ref()?;
        root.pointer(place.pointer.as_str())
    }

    /// The value at a place and where it really stands: what is above it may be a reference to elsewhere.
    pub(super) fn found(&self, place: &Place) -> Option<(&'s Value, Place)> {
        let mut place = place.clone();
        let mut passed = BTreeSet::new();
        loop {
            if let Some(value) = self.raw(&place) {
                return Some((value, place));
            }
            let (above, value) = self.nearest(&place)?;
            let target = self.target(value.get("$ref")?.as_str()?, &above)?;
            let rest = place.pointer.as_str().get(above.pointer.as_str().len()..)?;
            if !passed.insert(above.clone()) {
                return None;
            }
            place = Place {
                file: target.file,
                pointer: Pointer::parse(&format!("{}{rest}", target.pointer)),
            };
        }
    }

    /// The nearest value above a place where nothing stands.
    fn nearest(&self, place: &Place) -> Option<(Place, &'s Value)> {
        let mut value = self.source.files.get(&place.file)?.value.as_ref()?;
        let mut length = 0;
        for token in place.pointer.as_str().split('/').skip(1) {
            let Some(below) = value.pointer(&format!("/{token}")) else {
                break;
            };
            value = below;
            length += token.len() + 1;
        }
        let above = Place {
            file: place.file.clone(),
            pointer: Pointer::parse(place.pointer.as_str().get(..length)?),
        };
        Some((above, value))
    }

    /// A file that is missing or outside was reported when the files were read, unless its reference stood among data.
    fn unread(&mut self, reference: &str, place: &Place, without: &str) {
        let place = child(place, "$ref");
        let is_said = [Code::UnresolvedRef, Code::RefOutside]
            .iter()
            .any(|code| self.diagnostics.has(*code, &place));
        if !is_said {
            let message = format!("`{reference}` is not read");
            self.diagnostics
                .push(Diagnostic::new(Code::UnresolvedRef, place, message).why(without));
        }
    }

    fn dangling(&mut self, reference: &str, target: &Place, place: &Place, without: &str) {
        let Some(file) = self.source.files.get(&target.file) else {
            return self.unread(reference, place, without);
        };
        let message = match file.value {
            Some(_) => format!("`{reference}` does not exist"),
            None => format!("`{reference}` leads into a file that can't be read"),
        };
        let diagnostic = Diagnostic::new(Code::UnresolvedRef, child(place, "$ref"), message).why(without);
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
        self.diagnostics.push(match (meant, parent) {
            (Some(meant), Some(parent)) => {
                let file = reference.split('#').next().unwrap_or_default();
                diagnostic.meant(format!("{file}{}", parent.pointer.child(meant).fragment()))
            }
            _ => diagnostic.help("define the target, or refer to one that exists"),
        });
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
        let stem = target.file.rsplit('/').next().unwrap_or_default();
        let stem = stem.split('.').next().unwrap_or_default();
        let telling = match telling(&target.pointer) {
            Some(words) if !words.trim().is_empty() => words,
            None if !stem.trim().is_empty() => stem.to_owned(),
            _ => "referenced".to_owned(),
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

/// Where a reference comes to.
pub(super) enum End<'s> {
    /// A value that is no reference, and where it stands.
    At(&'s Value, Place),
    /// The last reference names nothing; where it stands and where it leads.
    Nowhere(String, Place, Place),
    /// A reference to what may not be read; where it stands.
    Outside(String, Place),
    /// Itself.
    Circle,
}

/// What something is called where it stands: a component by its name, whatever that is, all else by the last words of the
/// way there that say something of it.
fn telling(pointer: &Pointer) -> Option<String> {
    let tokens: Vec<String> = pointer.tokens().collect();
    match tokens.as_slice() {
        [components, kind, name] if components == "components" && Kind::ALL.iter().any(|known| known.key() == kind) => {
            return Some(name.clone());
        }
        _ => {}
    }
    let above = std::iter::once("").chain(tokens.iter().map(String::as_str));
    let words = tokens.iter().zip(above);
    let words: Vec<&str> = words
        .filter(|(token, above)| !is_structural(token, above))
        .map(|(token, _)| token.as_str())
        .collect();
    match words.as_slice() {
        [] => None,
        [.., owner, last] if pointer.as_str().contains("/properties/") => Some(format!("{owner} {last}")),
        [.., last] => Some((*last).to_owned()),
    }
}

/// Whether a token says nothing of what stands below it: a keyword, an index, a path, a media type, or the URL of a callback.
fn is_structural(token: &str, above: &str) -> bool {
    const WORDS: &str = "$defs additionalProperties allOf anyOf components content definitions headers items oneOf \
        parameters paths properties requestBodies requestBody responses schema schemas";
    let is_key = token.starts_with('/') || token.contains("{$") || above == "content";
    WORDS.split(' ').any(|word| word == token) || token.bytes().all(|byte| byte.is_ascii_digit()) || is_key
}

/// Whether a value can be a component of a kind. A schema can be made of any value.
fn fits(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Schema => true,
        Kind::Parameter => super::parameters::has_name_and_place(value),
        _ => value.is_object(),
    }
}
