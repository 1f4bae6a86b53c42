//! Schemas: JSON Schema 2020-12 as OpenAPI 3.1 has it, and what vendors write, in the keywords of OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::references::Kind;
use super::{Lowering, child, element, keys, kind_of};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Version;
use crate::pointer::Place;

/// Keywords that are kept as they are, with the kind of value that they must have; others of them are ignored.
const PLAIN: &[(&str, Fits)] = &[
    ("title", Value::is_string),
    ("description", Value::is_string),
    ("format", Value::is_string),
    ("pattern", Value::is_string),
    ("nullable", Value::is_boolean),
    ("deprecated", Value::is_boolean),
    ("readOnly", Value::is_boolean),
    ("writeOnly", Value::is_boolean),
    ("minimum", Value::is_number),
    ("maximum", Value::is_number),
    ("minLength", Value::is_u64),
    ("maxLength", Value::is_u64),
    ("minItems", Value::is_u64),
    ("maxItems", Value::is_u64),
    ("default", |_| true),
    ("example", |_| true),
    ("x-enum-varnames", Value::is_array),
    ("x-enum-descriptions", |_| true),
    ("x-enumDescriptions", |_| true),
    ("x-speakeasy-unknown-values", Value::is_string),
];

/// Whether a value is of the kind that a keyword must have.
type Fits = fn(&Value) -> bool;

/// What may stand beside a `$ref` in 3.0 although the standard ignores it there.
const BESIDE_REF: &[&str] = &[
    "default",
    "deprecated",
    "description",
    "example",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
];

impl Lowering<'_> {
    pub(super) fn schema(&mut self, raw: &Value, place: &Place) -> Value {
        match raw {
            Value::Bool(true) => json!({}),
            Value::Bool(false) => json!({"not": {}, "x-clientwright-never": true}),
            Value::Object(members) => self.keywords(members, place),
            other => {
                let message = format!("a schema must be a mapping, not {}", kind_of(other));
                self.report(Code::InvalidDocument, place, message);
                json!({})
            }
        }
    }

    fn keywords(&mut self, raw: &Map<String, Value>, place: &Place) -> Value {
        self.check_keys(raw, place, keys::SCHEMA);
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self.reference_with_siblings(reference, raw, place);
        }
        if let Some(reference) = raw.get("$dynamicRef").and_then(Value::as_str) {
            return self.reference_with_siblings(reference, raw, place);
        }
        if let Some(types) = raw.get("type").and_then(Value::as_array) {
            return self.several_types(types, raw, place);
        }
        let mut schema = Map::new();
        for (keyword, fits) in PLAIN {
            if let Some(value) = raw.get(*keyword).filter(|value| fits(value)) {
                schema.insert((*keyword).to_owned(), value.clone());
            }
        }
        self.insert_type(raw, place, &mut schema);
        insert_format(raw, &mut schema);
        insert_bounds(raw, &mut schema);
        self.insert_values(raw, place, &mut schema);
        self.insert_object(raw, place, &mut schema);
        self.insert_items(raw, place, &mut schema);
        self.insert_compositions(raw, place, &mut schema);
        self.insert_discriminator(raw, place, &mut schema);
        if !schema.contains_key("example")
            && let Some(example) = raw.get("examples").and_then(first_example)
        {
            schema.insert("example".to_owned(), example.clone());
        }
        Value::Object(schema)
    }

    /// `$ref` with siblings → `allOf` of the reference, and the siblings.
    fn reference_with_siblings(&mut self, reference: &str, raw: &Map<String, Value>, place: &Place) -> Value {
        let Some(reference) = self.reference(Kind::Schema, reference, place) else {
            return json!({});
        };
        let target = json!({"$ref": reference});
        let counts = |key: &str| self.version == Version::V3_1 || BESIDE_REF.contains(&key);
        let siblings: Map<String, Value> = raw
            .iter()
            .filter(|(key, _)| keys::SCHEMA.contains(&key.as_str()) && counts(key))
            .filter(|(key, _)| !key.starts_with('$') && *key != "definitions")
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        if siblings.is_empty() {
            return target;
        }
        if self.version == Version::V3_0 && siblings.get("nullable") == Some(&Value::Bool(true)) {
            self.report(
                Code::Mended,
                place,
                "`nullable` beside `$ref` is ignored by the letter of 3.0; it counts here",
            );
        }
        let mut schema = match self.keywords(&siblings, place) {
            Value::Object(schema) => schema,
            other => return other,
        };
        let all_of = schema.entry("allOf").or_insert_with(|| json!([]));
        if let Some(all_of) = all_of.as_array_mut() {
            all_of.insert(0, target);
        }
        Value::Object(schema)
    }

    /// `type: [T, "null"]` → nullable T; several types → `anyOf` of them.
    fn several_types(&mut self, types: &[Value], raw: &Map<String, Value>, place: &Place) -> Value {
        let named: Vec<&str> = types
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| *name != "null")
            .collect();
        let is_nullable = types.iter().any(|name| name == "null");
        let mut single = raw.clone();
        single.remove("type");
        if is_nullable {
            single.insert("nullable".to_owned(), Value::Bool(true));
        }
        match named.as_slice() {
            [] => self.keywords(&single, place),
            [only] => {
                single.insert("type".to_owned(), json!(only));
                self.keywords(&single, place)
            }
            several if several.len() == keys::TYPES.len() - 1 && !raw.contains_key("enum") => {
                self.keywords(&single, place)
            }
            several => {
                let members: Vec<Value> = several.iter().map(|name| of_one_type(raw, name)).collect();
                let mut union: Map<String, Value> = single
                    .into_iter()
                    .filter(|(key, _)| {
                        [
                            "title",
                            "description",
                            "default",
                            "example",
                            "examples",
                            "nullable",
                            "deprecated",
                        ]
                        .contains(&key.as_str())
                    })
                    .collect();
                union.insert("anyOf".to_owned(), Value::Array(members));
                self.keywords(&union, place)
            }
        }
    }

    fn insert_type(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        match raw.get("type") {
            None | Some(Value::Null) => {}
            Some(Value::String(name)) if name == "null" => {
                schema.insert("nullable".to_owned(), Value::Bool(true));
            }
            Some(Value::String(name)) if name == "file" => {
                self.report(
                    Code::Mended,
                    place,
                    "`file` is no type in OpenAPI 3; it is taken for binary data",
                );
                schema.insert("type".to_owned(), json!("string"));
                schema.insert("format".to_owned(), json!("binary"));
            }
            Some(Value::String(name)) if keys::TYPES.contains(&name.as_str()) => {
                schema.insert("type".to_owned(), json!(name));
            }
            Some(Value::String(name)) => {
                let message = format!("`{name}` is no type of JSON Schema");
                let mut diagnostic = Diagnostic::new(Code::InvalidDocument, child(place, "type"), message);
                let lower = name.to_lowercase();
                diagnostic = match closest(&lower, keys::TYPES.iter().copied()) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help(format!("the types are {}", keys::TYPES.join(", "))),
                };
                self.diagnostics.push(diagnostic);
            }
            Some(other) => {
                let message = format!("`type` must be a string, not {}", kind_of(other));
                self.report(Code::InvalidDocument, &child(place, "type"), message);
            }
        }
    }

    /// `enum` and `const`. Null among the values means nullable; values that are not of the type are mended or untyped.
    fn insert_values(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let listed = match (raw.get("const"), raw.get("enum").and_then(Value::as_array)) {
            (Some(value), _) => vec![value.clone()],
            (None, Some(values)) => values.clone(),
            (None, None) => return,
        };
        let (nulls, values): (Vec<Value>, Vec<Value>) = listed.into_iter().partition(Value::is_null);
        if !nulls.is_empty() {
            schema.insert("nullable".to_owned(), Value::Bool(true));
        }
        if values.is_empty() {
            return;
        }
        let mut kept: Vec<Value> = Vec::new();
        for value in values {
            if !kept.contains(&value) {
                kept.push(value);
            }
        }
        let kept = match schema.get("type").and_then(Value::as_str).map(str::to_owned) {
            Some(name) => self.of_type(&name, kept, place, schema),
            None => kept,
        };
        if raw.contains_key("const") && kept.len() == 1 {
            schema.insert("x-clientwright-const".to_owned(), Value::Bool(true));
        }
        schema.insert("enum".to_owned(), Value::Array(kept));
    }

    fn of_type(
        &mut self,
        name: &str,
        values: Vec<Value>,
        place: &Place,
        schema: &mut Map<String, Value>,
    ) -> Vec<Value> {
        let fits = |value: &Value| match name {
            "string" => value.is_string(),
            "integer" => value.is_i64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            _ => true,
        };
        if values.iter().all(fits) {
            return values;
        }
        let place = child(place, "enum");
        let mended: Option<Vec<Value>> = values.iter().map(|value| as_type(name, value)).collect();
        match mended {
            Some(mended) => {
                self.report(
                    Code::Mended,
                    &place,
                    format!("values that are not of type `{name}` are taken for such"),
                );
                mended
            }
            None => {
                self.report(
                    Code::Mended,
                    &place,
                    format!("the values are not of type `{name}`, so the type is ignored"),
                );
                schema.remove("type");
                schema.remove("format");
                values
            }
        }
    }

    fn insert_object(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
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
                let message = "`required` is a list of properties here, so this one is ignored";
                self.report(Code::Mended, &child(place, "required"), message);
            }
            _ => {}
        }
        let additional = raw
            .get("additionalProperties")
            .or_else(|| raw.get("unevaluatedProperties"));
        match additional {
            Some(Value::Bool(allowed)) => {
                schema.insert("additionalProperties".to_owned(), Value::Bool(*allowed));
            }
            Some(described @ Value::Object(_)) => {
                let lowered = self.schema(described, &child(place, "additionalProperties"));
                schema.insert("additionalProperties".to_owned(), lowered);
            }
            _ => {}
        }
        self.insert_patterns(raw, place, schema);
    }

    /// `patternProperties`: one pattern describes all undeclared properties, several leave them free.
    fn insert_patterns(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let Some(patterns) = raw.get("patternProperties").and_then(Value::as_object) else {
            return;
        };
        if schema.get("additionalProperties").is_some_and(Value::is_object) {
            return;
        }
        let place = child(place, "patternProperties");
        let mut patterns = patterns.iter();
        let lowered = match (patterns.next(), patterns.next()) {
            (Some((pattern, described)), None) => self.schema(described, &child(&place, pattern)),
            _ => json!({}),
        };
        schema.insert("additionalProperties".to_owned(), lowered);
    }

    fn properties(&mut self, raw: &Value, place: &Place) -> Value {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            self.report(
                Code::Mended,
                place,
                "`properties` can't be a reference; those that it leads to are used",
            );
            return match self.followed(reference, place) {
                Some((properties, place)) => self.properties(properties, &place),
                None => json!({}),
            };
        }
        let Some(raw) = self.object(raw, place, "`properties`") else {
            return json!({});
        };
        let lowered = raw
            .iter()
            .map(|(name, property)| (name.clone(), self.schema(property, &child(place, name))));
        Value::Object(lowered.collect())
    }

    fn insert_items(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let tuple = raw
            .get("prefixItems")
            .or_else(|| raw.get("items").filter(|items| items.is_array()));
        if let Some(Value::Array(members)) = tuple {
            let place = child(place, "prefixItems");
            let mut lowered: Vec<Value> = Vec::new();
            for (index, member) in members.iter().enumerate() {
                let member = self.schema(member, &element(&place, index));
                if !lowered.contains(&member) {
                    lowered.push(member);
                }
            }
            let items = match lowered.as_slice() {
                [only] => only.clone(),
                _ => json!({"anyOf": lowered}),
            };
            schema.insert("items".to_owned(), items);
            return;
        }
        match raw.get("items") {
            Some(items @ Value::Object(_)) => {
                let items = self.schema(items, &child(place, "items"));
                schema.insert("items".to_owned(), items);
            }
            Some(Value::Bool(_)) => {
                schema.insert("items".to_owned(), json!({}));
            }
            _ => {}
        }
    }

    fn insert_compositions(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let Some(members) = raw.get(keyword).and_then(Value::as_array) else {
                continue;
            };
            let place = child(place, keyword);
            let mut lowered = Vec::new();
            for (index, member) in members.iter().enumerate() {
                if is_null_type(member) && keyword != "allOf" {
                    schema.insert("nullable".to_owned(), Value::Bool(true));
                } else {
                    lowered.push(self.schema(member, &element(&place, index)));
                }
            }
            if !lowered.is_empty() {
                schema.insert(keyword.to_owned(), Value::Array(lowered));
            }
        }
    }

    fn insert_discriminator(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        let Some(discriminator) = raw.get("discriminator") else {
            return;
        };
        let Some(property) = discriminator
            .as_str()
            .or_else(|| discriminator.get("propertyName")?.as_str())
        else {
            return;
        };
        let place = child(&child(place, "discriminator"), "mapping");
        let mut mapping = Map::new();
        let declared = discriminator.get("mapping").and_then(Value::as_object);
        for (tag, target) in declared.into_iter().flatten() {
            let Some(target) = target.as_str() else { continue };
            let is_name = !target.contains(['/', '#']) && !target.ends_with(".yaml") && !target.ends_with(".json");
            let reference = if is_name {
                format!("#/components/schemas/{target}")
            } else {
                target.to_owned()
            };
            let place = child(&place, tag);
            if !self.leads_somewhere(&reference, &place) {
                let message =
                    format!("the tag `{tag}` is mapped to `{target}`, which does not exist; the mapping is ignored");
                self.report(Code::Mended, &place, message);
            } else if let Some(reference) = self.reference(Kind::Schema, &reference, &place) {
                mapping.insert(tag.clone(), Value::String(reference));
            }
        }
        schema.insert(
            "discriminator".to_owned(),
            json!({"propertyName": property, "mapping": mapping}),
        );
    }
}

/// The keywords that matter for values of one type.
fn of_one_type(raw: &Map<String, Value>, name: &str) -> Value {
    let keywords: &[&str] = match name {
        "string" => &["format", "pattern", "minLength", "maxLength", "contentEncoding"],
        "integer" | "number" => &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        "array" => &["items", "prefixItems", "minItems", "maxItems"],
        "object" => &["properties", "required", "additionalProperties", "patternProperties"],
        _ => &[],
    };
    let mut schema: Map<String, Value> = keywords
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), raw.get(*key)?.clone())))
        .collect();
    schema.insert("type".to_owned(), json!(name));
    let values = raw.get("enum").and_then(Value::as_array).into_iter().flatten();
    let values: Vec<&Value> = values.filter(|value| kind_is(name, value)).collect();
    if !values.is_empty() {
        schema.insert("enum".to_owned(), json!(values));
    }
    Value::Object(schema)
}

fn kind_is(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => false,
    }
}

fn is_null_type(member: &Value) -> bool {
    let is_null = |value: &Value| {
        value == "null"
            || value
                .as_array()
                .is_some_and(|types| types.len() == 1 && types.iter().all(|name| name == "null"))
    };
    member.get("type").is_some_and(is_null)
        || member
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
        || member.get("const").is_some_and(Value::is_null)
}

/// A value of another type that can only be meant as one of this type.
fn as_type(name: &str, value: &Value) -> Option<Value> {
    match (name, value) {
        ("string", Value::Bool(_) | Value::Number(_)) => Some(Value::String(value.to_string())),
        ("string", Value::String(_)) | ("number", Value::Number(_)) | ("boolean", Value::Bool(_)) => {
            Some(value.clone())
        }
        ("integer", Value::Number(number)) => number
            .as_i64()
            .or_else(|| {
                number
                    .as_f64()
                    .filter(|float| float.fract() == 0.0 && float.abs() < 9e15)
                    .map(|float| float as i64)
            })
            .map(Value::from),
        ("integer", Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        ("number", Value::String(text)) => text.trim().parse::<f64>().ok().map(Value::from),
        ("boolean", Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::from),
        _ => None,
    }
}

/// `contentEncoding` and `contentMediaType` → 3.0's formats.
fn insert_format(raw: &Map<String, Value>, schema: &mut Map<String, Value>) {
    let text = |key: &str| raw.get(key).and_then(Value::as_str);
    let format = match (text("contentEncoding"), text("contentMediaType")) {
        (Some("base64"), _) => "byte",
        (None, Some("application/octet-stream")) => "binary",
        _ => return,
    };
    schema.entry("format").or_insert_with(|| json!(format));
}

/// Exclusive bounds as numbers → 3.0's pair.
fn insert_bounds(raw: &Map<String, Value>, schema: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match raw.get(exclusive) {
            Some(Value::Bool(flag)) => {
                schema.insert(exclusive.to_owned(), Value::Bool(*flag));
            }
            Some(number @ Value::Number(_)) => {
                schema.insert(bound.to_owned(), number.clone());
                schema.insert(exclusive.to_owned(), Value::Bool(true));
            }
            _ => {}
        }
    }
}

fn first_example(examples: &Value) -> Option<&Value> {
    match examples {
        Value::Array(examples) => examples.first(),
        Value::Object(examples) => examples
            .values()
            .next()
            .map(|example| example.get("value").unwrap_or(example)),
        _ => None,
    }
}
