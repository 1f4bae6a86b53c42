//! `$dynamicRef`: JSON Schema 2020-12 (core), section 8.2.3.2. A template is bound where it is referred to, by the
//! `$dynamicAnchor`s among the `$defs` beside the reference.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::Lowering;
use super::super::copies::length;
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::spec::SchemaSlot;

impl Lowering<'_> {
    /// The template that a reference leads to, with the schemas that its `$defs` bind; `None` where they bind nothing.
    pub(super) fn bound(&mut self, reference: &str, raw: &Map<String, Value>, place: &Place) -> Option<SchemaSlot> {
        let bindings = bindings(raw.get("$defs")?.as_object()?);
        if bindings.is_empty() || !self.leads_somewhere(reference, place) {
            return None;
        }
        let (template, target) = self.followed(reference, place)?;
        // The references in a binding are relative to the file that it stands in.
        let is_here = target.file == place.file;
        if !is_here || !self.may_copy(template, &bindings, place) {
            return None;
        }
        let mut copy = template.clone();
        let is_bound = substitute(&mut copy, &bindings);
        // Inside of itself the template is the component that it is, bound to nothing.
        is_bound.then(|| self.in_place(&target, |this| this.schema(&copy, &target)))?
    }

    /// Counts what a template and its bindings copy, before it is copied.
    fn may_copy(&mut self, template: &Value, bindings: &BTreeMap<String, Value>, place: &Place) -> bool {
        let longest = bindings.values().map(length).max().unwrap_or_default();
        let uses = uses(template);
        self.spend(length(template).saturating_add(uses.saturating_mul(longest)), place);
        self.room.is_some()
    }

    /// A `$dynamicRef` that nothing binds: what it leads to where that is one schema only, any value where it may be any.
    pub(super) fn unbound(&mut self, reference: &str, raw: &Map<String, Value>, place: &Place) -> SchemaSlot {
        let name = reference.strip_prefix('#').unwrap_or_default();
        if name.starts_with('/') || self.anchors(name, &place.file) == 1 {
            return self.reference_with_siblings(reference, raw, place);
        }
        let message = format!("`{reference}` is only bound where the schema is used; elsewhere it is any JSON value");
        self.report(Code::KeptAsJson, place, message);
        SchemaSlot::any()
    }

    fn anchors(&self, name: &str, file: &str) -> usize {
        let root = self.source.files.get(file).and_then(|file| file.value.as_ref());
        root.map_or(0, |root| count(root, name))
    }
}

/// The schemas with a `$dynamicAnchor`, by its name and without it.
fn bindings(definitions: &Map<String, Value>) -> BTreeMap<String, Value> {
    let schemas = definitions.values().filter_map(Value::as_object);
    let bound = schemas.filter_map(|schema| {
        let name = schema.get("$dynamicAnchor")?.as_str()?;
        let mut schema = schema.clone();
        schema.remove("$dynamicAnchor");
        Some((format!("#{name}"), Value::Object(schema)))
    });
    bound.collect()
}

/// How many `$dynamicRef`s there are.
fn uses(value: &Value) -> usize {
    match value {
        Value::Object(members) => {
            usize::from(members.contains_key("$dynamicRef")) + members.values().map(uses).sum::<usize>()
        }
        Value::Array(elements) => elements.iter().map(uses).sum(),
        _ => 0,
    }
}

/// Puts the bound schemas in place of the references to them; says whether there were any.
fn substitute(value: &mut Value, bindings: &BTreeMap<String, Value>) -> bool {
    let bound = value
        .get("$dynamicRef")
        .and_then(Value::as_str)
        .and_then(|name| bindings.get(name));
    if let Some(bound) = bound {
        *value = bound.clone();
        return true;
    }
    let mut found = false;
    match value {
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| found |= substitute(member, bindings)),
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| found |= substitute(element, bindings)),
        _ => {}
    }
    found
}

fn count(value: &Value, name: &str) -> usize {
    match value {
        Value::Object(members) => {
            let is_here = ["$anchor", "$dynamicAnchor"]
                .iter()
                .any(|key| members.get(*key).and_then(Value::as_str) == Some(name));
            usize::from(is_here) + members.values().map(|member| count(member, name)).sum::<usize>()
        }
        Value::Array(elements) => elements.iter().map(|element| count(element, name)).sum(),
        _ => 0,
    }
}
