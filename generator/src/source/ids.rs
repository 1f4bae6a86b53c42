//! The `$id`s of schemas, by which references reach them: JSON Schema 2020-12 (core), sections 8.2.1 and 9.1.1.

use std::collections::BTreeMap;

use serde_json::Value;

use super::files::{Step, is_data, pointer};
use crate::pointer::{Place, Pointer};

/// The schemas that have an `$id`, over all files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    places: BTreeMap<String, Place>,
    /// By file and pointer.
    bases: BTreeMap<String, BTreeMap<String, String>>,
}

impl Ids {
    /// Notes the `$id`s of a file.
    pub(super) fn gather(&mut self, file: &str, value: &Value) {
        let base = value.get("$self").and_then(Value::as_str).unwrap_or_default();
        if !base.is_empty() {
            let place = Place {
                file: file.to_owned(),
                pointer: Pointer::root(),
            };
            self.note(place, base.to_owned());
        }
        self.below(file, value, base, &mut Vec::new());
    }

    fn below<'v>(&mut self, file: &str, value: &'v Value, base: &str, trail: &mut Vec<Step<'v>>) {
        let own = value.get("$id").and_then(Value::as_str).map(|id| joined(base, id));
        if let Some(id) = &own {
            let place = Place {
                file: file.to_owned(),
                pointer: pointer(trail),
            };
            self.note(place, id.clone());
        }
        let base = own.as_deref().unwrap_or(base);
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    if is_data(name, trail) {
                        continue;
                    }
                    trail.push(Step::Member(name));
                    self.below(file, member, base, trail);
                    trail.pop();
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    trail.push(Step::Element(index));
                    self.below(file, element, base, trail);
                    trail.pop();
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, place: Place, id: String) {
        let id = id.split('#').next().unwrap_or_default().to_owned();
        if !id.is_empty() {
            self.places.entry(id.clone()).or_insert_with(|| place.clone());
            let of_file = self.bases.entry(place.file).or_default();
            of_file.insert(place.pointer.to_string(), id);
        }
    }

    /// The schema that a reference without its fragment names, where it stands at a place.
    pub(crate) fn find(&self, reference: &str, from: &Place) -> Option<&Place> {
        if self.places.is_empty() {
            return None;
        }
        let base = self.resource(from).map(|(_, id)| id).unwrap_or_default();
        self.places
            .get(&joined(base, reference))
            .or_else(|| self.places.get(reference))
    }

    /// The pointer of the nearest schema with an `$id` at or above a place, and that.
    pub(crate) fn resource<'p>(&self, place: &'p Place) -> Option<(&'p str, &str)> {
        let of_file = self.bases.get(&place.file)?;
        let mut above = Some(place.pointer.as_str());
        while let Some(pointer) = above {
            if let Some(id) = of_file.get(pointer) {
                return Some((pointer, id));
            }
            above = pointer.rsplit_once('/').map(|(above, _)| above);
        }
        None
    }
}

/// A reference resolved against a base: RFC 3986, section 5.2.
fn joined(base: &str, reference: &str) -> String {
    let has_scheme = |text: &str| {
        text.split_once(':')
            .is_some_and(|(scheme, _)| !scheme.is_empty() && !scheme.contains(['/', '?', '#']))
    };
    let base = base.split(['?', '#']).next().unwrap_or_default();
    if has_scheme(reference) || base.is_empty() {
        return reference.to_owned();
    }
    let (root, path) = match base.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            (format!("{scheme}://{host}/"), path)
        }
        None if has_scheme(base) => return reference.to_owned(),
        None => (String::new(), base),
    };
    let path = match reference.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{}/{reference}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_their_base() {
        let base = "https://example.com/schemas/order";
        for (reference, resolved) in [
            ("money", "https://example.com/schemas/money"),
            ("../money", "https://example.com/money"),
            ("/money", "https://example.com/money"),
            ("urn:money", "urn:money"),
            ("https://other.example/money", "https://other.example/money"),
        ] {
            assert_eq!(joined(base, reference), resolved);
        }
        assert_eq!(joined("", "money"), "money");
        assert_eq!(joined("schemas/order", "money"), "schemas/money");
    }
}
