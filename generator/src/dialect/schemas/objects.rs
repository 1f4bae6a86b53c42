//! Properties: JSON Schema 2020-12, core, sections 10.3.2 and 11.3; validation, section 6.5.

use serde_json::{Map, Value, json};

use super::super::{Lowering, child};
use crate::diagnostic::Code;
use crate::pointer::Place;

impl Lowering<'_> {
    pub(super) fn insert_object(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        if let Some(properties) = raw.get("properties").filter(|properties| !properties.is_null()) {
            let lowered = self.properties(properties, &child(place, "properties"));
            schema.insert("properties".to_owned(), lowered);
        }
        match raw.get("required") {
            Some(Value::Array(names)) => {
                let names: Vec<&Value> = names.iter().filter(|name| name.is_string()).collect();
                schema.insert("required".to_owned(), json!(names));
            }
            Some(Value::Bool(_)) => {
                let message = "`required` must be a list of properties here; this value is ignored";
                self.report(Code::Mended, &child(place, "required"), message);
            }
            _ => {}
        }
        if let Some((keyword, described)) = undeclared(raw) {
            let lowered = match described {
                Value::Bool(allowed) => Value::Bool(*allowed),
                described => self.schema(described, &child(place, keyword)),
            };
            schema.insert("additionalProperties".to_owned(), lowered);
        }
        self.insert_patterns(raw, place, schema);
    }

    /// `patternProperties`: one pattern describes all undeclared properties; where several schemas do, they are any JSON.
    fn insert_patterns(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let patterns = raw.get("patternProperties").and_then(Value::as_object);
        let Some((pattern, described)) = patterns.and_then(|patterns| patterns.iter().next()) else {
            return;
        };
        let place = child(place, "patternProperties");
        let others = patterns.into_iter().flat_map(Map::values).skip(1);
        let allowed = undeclared(raw)
            .map(|(_, schema)| schema)
            .filter(|schema| **schema != json!(false));
        let is_one = others.chain(allowed).all(|other| other == described);
        let lowered = match is_one {
            true => self.schema(described, &child(&place, pattern)),
            false => {
                let message = "several patterns describe undeclared properties; the properties are kept as JSON";
                self.report(Code::KeptAsJson, &place, message);
                json!({})
            }
        };
        schema.insert("additionalProperties".to_owned(), lowered);
    }

    fn properties(&mut self, raw: &Value, place: &Place) -> Value {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            self.report(
                Code::Mended,
                place,
                "`properties` can't be a reference; the referenced properties are used",
            );
            let Some((properties, at)) = self.followed(reference, place) else {
                return json!({});
            };
            let lowered = self.in_place(&at, |this| this.properties(properties, &at));
            return lowered.unwrap_or_else(|| {
                self.report(Code::CyclicRef, place, format!("`{reference}` refers only to itself"));
                json!({})
            });
        }
        let Some(raw) = self.object(raw, place, "`properties`") else {
            return json!({});
        };
        let lowered = raw
            .iter()
            .map(|(name, property)| (name.clone(), self.schema(property, &child(place, name))));
        Value::Object(lowered.collect())
    }
}

/// What is said of properties that are not declared, and by which keyword.
fn undeclared(raw: &Map<String, Value>) -> Option<(&'static str, &Value)> {
    let mut said = ["additionalProperties", "unevaluatedProperties"]
        .into_iter()
        .filter_map(|keyword| Some((keyword, raw.get(keyword)?)));
    said.find(|(_, schema)| schema.is_object() || schema.is_boolean())
}
