//! `$anchor` and `$dynamicAnchor`: JSON Schema 2020-12 (core), section 8.2.2.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Lowering;
use crate::pointer::{Place, Pointer};
use crate::source::Source;

/// Where the schemas of each anchor stand, by file and name.
pub(super) type Anchors = BTreeMap<String, BTreeMap<String, Vec<Pointer>>>;

/// The anchors of all files.
pub(super) fn of(source: &Source) -> Anchors {
    let files = source.files.iter();
    let of_file = files.filter_map(|(name, file)| {
        let mut found = BTreeMap::new();
        gather(file.value.as_ref()?, &mut Vec::new(), &mut found);
        Some((name.clone(), found))
    });
    of_file.collect()
}

fn gather(value: &Value, trail: &mut Vec<String>, found: &mut BTreeMap<String, Vec<Pointer>>) {
    match value {
        Value::Object(members) => {
            let names = ["$anchor", "$dynamicAnchor"].map(|key| members.get(key).and_then(Value::as_str));
            for name in names.into_iter().flatten() {
                let steps = trail.iter();
                let pointer = steps.fold(Pointer::root(), |pointer, token| pointer.child(token));
                found.entry(name.to_owned()).or_default().push(pointer);
            }
            let nested = members
                .iter()
                .filter(|(_, member)| member.is_object() || member.is_array());
            for (key, member) in nested {
                trail.push(key.clone());
                gather(member, trail, found);
                trail.pop();
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                trail.push(index.to_string());
                gather(element, trail, found);
                trail.pop();
            }
        }
        _ => {}
    }
}

impl Lowering<'_> {
    /// Where the schema of an anchor stands: the one in the same resource as what refers to it, or else the first.
    /// `resource` is the pointer of the schema whose `$id` the reference names.
    pub(super) fn anchored(&self, name: &str, file: &str, resource: &str, from: &Place) -> Option<Pointer> {
        let all = self.anchors.get(file)?.get(name)?;
        let own = || self.source.ids.resource(from).map_or("", |(resource, _)| resource);
        let resource = if resource.is_empty() && from.file == file {
            own()
        } else {
            resource
        };
        let is_in_resource = |pointer: &&Pointer| {
            let place = Place {
                file: file.to_owned(),
                pointer: (*pointer).clone(),
            };
            self.source.ids.resource(&place).map_or("", |(resource, _)| resource) == resource
        };
        all.iter().find(is_in_resource).or_else(|| all.first()).cloned()
    }
}
