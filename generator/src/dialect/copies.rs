//! What references copy: a path item, a parameter, a body or a response becomes code wherever it is referred to, and so do
//! the properties of a schema in every `allOf` that refers to it. What is copied is counted, so that a short document can't
//! stand for a client without end.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Lowering, child};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;
use crate::source::Source;

/// How many bytes references may copy, besides twice as many as the files have.
const MAX_COPIED: usize = 4 * 1024 * 1024;

/// What a property counts in an `allOf`, besides its name.
const PROPERTY: usize = 24;

/// What the fields of a schema's type repeat of it.
const WORDS: &[&str] = &["title", "description", "pattern", "default", "example"];

/// How many bytes of those count nothing.
const FREE_WORDS: usize = 1024;

/// How much references may copy.
pub(super) fn room(source: &Source) -> usize {
    source.files.values().fold(MAX_COPIED, |room, file| {
        room.saturating_add(file.text.len().saturating_mul(2))
    })
}

impl Lowering<'_> {
    /// Counts what the reference at `place` copies; too much is reported, once.
    pub(super) fn count_copy(&mut self, target: &Place, place: &Place) {
        let weight = self.weight(target);
        self.spend(weight, place);
    }

    /// Counts what the reference at `place` copies where the types in it are copied as well.
    pub(super) fn count_whole(&mut self, value: &Value, target: &Place, place: &Place) {
        if self.room.is_some() {
            let weight = self.weight(target).max(length(value));
            self.spend(weight, place);
        }
    }

    /// Counts the words of a schema that its users repeat, past the first kilobyte of each.
    pub(super) fn count_words(&mut self, target: &Place, place: &Place) {
        let words = |schema: &Value| {
            WORDS
                .iter()
                .filter_map(|key| schema.get(key))
                .map(length)
                .sum::<usize>()
        };
        let known = self.words.get(target).copied();
        let count = known.unwrap_or_else(|| self.raw(target).map_or(0, words));
        self.words.entry(target.clone()).or_insert(count);
        self.spend(count.saturating_sub(FREE_WORDS), place);
    }

    /// Counts the document's `security`, which an operation without its own repeats.
    pub(super) fn count_security(&mut self, operation: &Place) {
        self.spend(self.security, operation);
    }

    /// Counts the properties that a member of an `allOf` brings.
    pub(super) fn count_member(&mut self, member: &Value, place: &Place) {
        let target = member.get("$ref").and_then(Value::as_str);
        if let Some(target) = target.and_then(|reference| self.target(reference, place)) {
            let weight = self.properties_of(&target);
            self.spend(weight, place);
        }
    }

    pub(super) fn spend(&mut self, weight: usize, place: &Place) {
        let Some(left) = self.room else { return };
        self.room = left.checked_sub(weight);
        if self.room.is_none() {
            let message = format!(
                "what is repeated up to here is more than {} MiB beyond twice the length of the text",
                MAX_COPIED / (1024 * 1024)
            );
            let reference = child(place, "$ref");
            let place = match self.raw(&reference) {
                Some(_) => reference,
                None => place.clone(),
            };
            let help = "split the document, or the component that is referred to most";
            self.diagnostics
                .push(Diagnostic::new(Code::TooLarge, place, message).help(help));
        }
    }

    /// How long what stands at a place is, with all that it refers to besides schemas.
    fn weight(&mut self, place: &Place) -> usize {
        if let Some(known) = self.weights.get(place) {
            return *known;
        }
        // What leads back to itself is reported elsewhere; here it adds nothing.
        self.weights.insert(place.clone(), 0);
        let found = self.found(place);
        let weight = found.map_or(0, |(value, at)| self.weight_of(value, &at));
        self.weights.insert(place.clone(), weight);
        weight
    }

    fn weight_of(&mut self, value: &Value, place: &Place) -> usize {
        match value {
            Value::String(text) => text.len() + 2,
            Value::Array(elements) => elements.iter().map(|element| self.weight_of(element, place)).sum(),
            Value::Object(members) => {
                let target = members.get("$ref").and_then(Value::as_str);
                let target = target.and_then(|reference| self.target(reference, place));
                let own = members.iter().filter(|(key, _)| is_copied(key));
                let own: usize = own
                    .map(|(key, member)| key.len() + 3 + self.weight_of(member, place))
                    .sum();
                let fields = members.get("content").map_or(0, |content| self.fields(content, place));
                own.saturating_add(fields)
                    .saturating_add(target.map_or(0, |target| self.weight(&target)))
            }
            _ => 2,
        }
    }

    /// How long the names of the fields of all forms of a body are: its methods list them.
    fn fields(&mut self, content: &Value, place: &Place) -> usize {
        let contents = content.as_object().into_iter().flatten();
        let forms = contents.filter(|(name, _)| name.contains("form"));
        let schemas: Vec<&Value> = forms.filter_map(|(_, content)| content.get("schema")).collect();
        let lengths = schemas.into_iter().map(|schema| {
            let target = schema.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|reference| self.target(reference, place));
            own_properties(schema) + target.map_or(0, |target| self.properties_of(&target))
        });
        lengths.sum()
    }

    /// How long the names of the properties of a schema are, those of the members of its `allOf` among them.
    fn properties_of(&mut self, place: &Place) -> usize {
        if let Some(known) = self.widths.get(place) {
            return *known;
        }
        self.widths.insert(place.clone(), 0);
        let Some((schema, at)) = self.found(place) else {
            return 0;
        };
        let mut width = own_properties(schema);
        let target = schema.get("$ref");
        let members = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let targets = members.clone().map(|member| member.get("$ref")).chain([target]);
        let targets = targets.flatten().filter_map(Value::as_str);
        let targets: BTreeSet<Place> = targets.filter_map(|reference| self.target(reference, &at)).collect();
        for target in targets {
            width = width.saturating_add(self.properties_of(&target));
        }
        width = members.fold(width, |width, member| width.saturating_add(own_properties(member)));
        // However many ways lead to a schema, its properties are merged once: there are no more than the files have.
        width = width.min(self.source.files.values().map(|file| file.text.len()).sum());
        self.widths.insert(place.clone(), width);
        width
    }
}

fn own_properties(schema: &Value) -> usize {
    let properties = schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    properties.map(|(name, _)| name.len() + PROPERTY).sum()
}

/// How long a value is as compact JSON, about.
pub(super) fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 2,
        Value::Array(elements) => elements.iter().map(|element| length(element) + 1).sum::<usize>() + 2,
        Value::Object(members) => {
            let members = members.iter().map(|(key, member)| key.len() + 4 + length(member));
            members.sum::<usize>() + 2
        }
        _ => 4,
    }
}

/// Types stand once for all that refer to them, and examples nowhere.
fn is_copied(key: &str) -> bool {
    !["$ref", "schema", "example", "examples"].contains(&key) && !key.starts_with("x-")
}
