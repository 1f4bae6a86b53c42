//! Properties: JSON Schema 2020-12, core, sections 10.3.2 and 11.3; validation, section 6.5.

use std::collections::HashSet;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::super::fits::as_flag;
use super::super::{Lowering, child, keys};
use super::arrays::{any, any_of};
use crate::diagnostic::Code;
use crate::dialect::kind::Kind;
use crate::pointer::Place;
use crate::spec::{Additional, PropertyNames, Schema, SchemaSlot};

impl Lowering<'_> {
    pub(super) fn insert_object(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let mut required = self.required(raw, place);
        if let Some(properties) = raw.get("properties") {
            let properties = self.named(Some(properties), &child(place, "properties"), "`properties`");
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
                let property = self.schema(demanded.as_ref().unwrap_or(property), &place);
                schema.properties.insert(name.clone(), property);
            }
        }
        schema.required = IndexSet::<String>::from_iter(required.into_iter().flatten())
            .into_iter()
            .collect();
        if let Some((keyword, described)) = undeclared(raw) {
            schema.additional = Some(match described {
                Value::Bool(allowed) => Additional::Any(*allowed),
                described if allows_nothing(described) => Additional::Any(false),
                described => Additional::Schema(self.schema(described, &child(place, keyword))),
            });
        } else if raw.get(PRESERVED).and_then(as_flag) == Some(true) {
            schema.additional = Some(Additional::Any(true));
        }
        self.insert_patterns(raw, place, schema);
        self.insert_names(raw, place, schema);
    }

    /// `propertyNames` that are an enum: JSON Schema 2020-12 (core), section 10.3.2.4.
    fn insert_names(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let Some(names) = raw.get("propertyNames").and_then(Value::as_object) else {
            return;
        };
        let listed = keys::listed_strings(names);
        schema.names = match (names.get("$ref").and_then(Value::as_str), listed) {
            (Some(reference), _) => {
                let name = self.referenced(Kind::Schema, reference, &child(place, "propertyNames"));
                name.map(PropertyNames::Component)
            }
            (None, listed) => listed.map(PropertyNames::Listed),
        };
    }

    /// `patternProperties`: JSON Schema 2020-12 (core), section 10.3.2.2. Names aren't compared with the patterns, so an
    /// undeclared property is one of what they and `additionalProperties` describe. A single pattern describes all of them.
    fn insert_patterns(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
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
        let values: Vec<SchemaSlot> = values.collect();
        // Where nothing is said of properties that fit no pattern, they may be anything.
        let rest = (!is_one && others.is_none()).then(any);
        schema.additional = Some(Additional::Schema(any_of(values.into_iter().chain(rest))));
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
