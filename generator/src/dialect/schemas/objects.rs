//! Properties: JSON Schema 2020-12, core, sections 10.3.2 and 11.3; validation, section 6.5.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::super::fits::as_flag;
use super::super::references::Kind;
use super::super::{Lowering, child, keys};
use super::arrays::{any, any_of};
use crate::diagnostic::Code;
use crate::pointer::Place;

impl Lowering<'_> {
    pub(super) fn insert_object(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let mut required = self.required(raw, place);
        if let Some(properties) = raw.get("properties") {
            let properties = self.named(Some(properties), &child(place, "properties"), "`properties`");
            let mut lowered = Map::new();
            // What no value fits is never there.
            for (name, property, place) in properties
                .into_iter()
                .filter(|(_, property, _)| !allows_nothing(property))
            {
                let demanded = demanded(property);
                if demanded.is_some() {
                    let message =
                        format!("`required` is a list of properties here; it is treated as saying that `{name}` is");
                    self.report(Code::Mended, &child(&place, "required"), message);
                    required.get_or_insert_default().push(name.clone());
                }
                lowered.insert(name.clone(), self.schema(demanded.as_ref().unwrap_or(property), &place));
            }
            schema.insert("properties".to_owned(), Value::Object(lowered));
        }
        let required = required.map(|mut names| {
            let mut seen = BTreeSet::new();
            names.retain(|name| seen.insert(name.clone()));
            json!(names)
        });
        schema.extend(required.map(|names| ("required".to_owned(), names)));
        if let Some((keyword, described)) = undeclared(raw) {
            let lowered = match described {
                Value::Bool(allowed) => Value::Bool(*allowed),
                described if allows_nothing(described) => Value::Bool(false),
                described => self.schema(described, &child(place, keyword)),
            };
            schema.insert("additionalProperties".to_owned(), lowered);
        } else if raw.get(PRESERVED).and_then(as_flag) == Some(true) {
            schema.insert("additionalProperties".to_owned(), Value::Bool(true));
        }
        self.insert_patterns(raw, place, schema);
        self.insert_names(raw, place, schema);
    }

    /// `propertyNames` that are an enum: JSON Schema 2020-12 (core), section 10.3.2.4.
    fn insert_names(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let Some(names) = raw.get("propertyNames").and_then(Value::as_object) else {
            return;
        };
        let listed = keys::listed_strings(names);
        let names = match (names.get("$ref").and_then(Value::as_str), listed) {
            (Some(reference), _) => {
                let reference = self.reference(Kind::Schema, reference, &child(place, "propertyNames"));
                reference.map(|reference| json!({"$ref": reference}))
            }
            (None, listed) => listed.map(|values| json!({"enum": values})),
        };
        schema.extend(names.map(|names| (NAMES.to_owned(), names)));
    }

    /// `patternProperties`: JSON Schema 2020-12 (core), section 10.3.2.2. Names aren't compared with the patterns, so an
    /// undeclared property is one of what they and `additionalProperties` describe. A single pattern describes all of them.
    fn insert_patterns(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let patterns_place = child(place, "patternProperties");
        let patterns = raw
            .get("patternProperties")
            .and_then(|patterns| self.plain(patterns, &patterns_place));
        let Some(patterns) = patterns.filter(|patterns| !patterns.is_empty()) else {
            return;
        };
        let others = undeclared(raw);
        let allowed = others.filter(|(_, schema)| !allows_nothing(schema));
        let allowed = allowed.map(|(keyword, schema)| (schema, child(place, keyword)));
        let patterns = patterns
            .iter()
            .map(|(pattern, schema)| (schema, child(&patterns_place, pattern)));
        let described = patterns.filter(|(schema, _)| !allows_nothing(schema)).chain(allowed);
        let mut seen = HashSet::new();
        let described: Vec<(&Value, Place)> = described.filter(|(schema, _)| seen.insert(*schema)).collect();
        if described.is_empty() {
            return;
        }
        let is_one = described.len() == 1;
        let values = described.into_iter().map(|(schema, place)| match allows_all(schema) {
            true if !is_one => any(),
            _ => self.schema(schema, &place),
        });
        let values: Vec<Value> = values.collect();
        // Where nothing is said of properties that fit no pattern, they may be anything.
        let rest = (!is_one && others.is_none()).then(any);
        let values = any_of(values.into_iter().chain(rest));
        schema.insert("additionalProperties".to_owned(), values);
    }

    /// The names of the properties that must be there.
    fn required(&mut self, raw: &Map<String, Value>, place: &Place) -> Option<Vec<String>> {
        let place = child(place, "required");
        match raw.get("required")? {
            flag if as_flag(flag).is_some() => {
                let message = "`required` must be a list of properties here; this value is ignored";
                self.report(Code::Mended, &place, message);
                None
            }
            names => Some(self.texts(Some(names), &place, "`required`")),
        }
    }
}

/// A property without the `required: true` by which draft 3 of JSON Schema demands it.
fn demanded(property: &Value) -> Option<Value> {
    let required = property.get("required").and_then(as_flag);
    required.filter(|required| *required)?;
    let mut keywords = property.as_object()?.clone();
    keywords.remove("required");
    Some(Value::Object(keywords))
}

/// What the names of properties are: a reference to an enum, or its values.
const NAMES: &str = "x-clientwright-names";

/// The extension by which Kubernetes keeps properties that are not declared.
const PRESERVED: &str = "x-kubernetes-preserve-unknown-fields";

/// Whether no value fits a schema: `false`, and `{not: {}}` as TypeSpec writes it.
fn allows_nothing(schema: &Value) -> bool {
    let is_prose = |key: &String| matches!(key.as_str(), "$comment" | "description" | "title");
    match schema {
        Value::Bool(allowed) => !allowed,
        Value::Object(keywords) => {
            let refused = keywords.get("not");
            refused.is_some_and(allows_all) && keywords.keys().all(|key| key == "not" || is_prose(key))
        }
        _ => false,
    }
}

/// Whether every value fits a schema.
fn allows_all(schema: &Value) -> bool {
    *schema == json!(true) || *schema == json!({})
}

/// What is said of properties that are not declared, and by which keyword.
fn undeclared(raw: &Map<String, Value>) -> Option<(&'static str, &Value)> {
    let mut said = ["additionalProperties", "unevaluatedProperties"]
        .into_iter()
        .filter_map(|keyword| Some((keyword, raw.get(keyword)?)));
    said.find(|(_, schema)| schema.is_object() || schema.is_boolean() || schema.is_string())
}
