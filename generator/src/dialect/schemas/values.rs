//! `type`, `enum` and `const`: JSON Schema 2020-12 (validation), sections 6.1.1 to 6.1.3.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::{Lowering, child, element, keys, kind_of};
use super::numbers;
use super::plain::UNKNOWN_VALUES;
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;
use crate::spec::{Schema, SchemaSlot};

/// How many values an enum has at most. A longer list is data: its variants would cost more time and memory than the rest of
/// the client, and nobody writes a `match` over them.
const MOST_VALUES: usize = 30_000;

/// Keywords that are about the values of all types.
const ABOUT_ALL: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
];

impl Lowering<'_> {
    /// `type: [T, "null"]` → nullable T; several types → `anyOf` of them.
    pub(super) fn several_types(&mut self, types: &[Value], raw: &Map<String, Value>, place: &Place) -> SchemaSlot {
        let named: Vec<&str> = types
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| *name != "null")
            .collect();
        let is_nullable = types.iter().any(|name| name == "null" || name.is_null());
        self.report_types(types, &child(place, "type"));
        let mut single = raw.clone();
        single.remove("type");
        if is_nullable {
            single.insert("nullable".to_owned(), Value::Bool(true));
        }
        match named.as_slice() {
            [] if !is_nullable => {
                let message = "`type` names no type, so it is ignored";
                self.report(Code::InvalidDocument, &child(place, "type"), message);
                self.keywords(&single, place)
            }
            [] => {
                single.insert("type".to_owned(), json!("null"));
                self.keywords(&single, place)
            }
            [only] => {
                single.insert("type".to_owned(), json!(only));
                self.keywords(&single, place)
            }
            [number @ ("integer" | "number"), "string"] | ["string", number @ ("integer" | "number")]
                if numbers::is_written_as_digits(raw) =>
            {
                single.insert("type".to_owned(), json!(number));
                single.remove("pattern");
                self.reads_digits = true;
                self.keywords(&single, place)
            }
            several if several.len() == keys::TYPES.len() - 1 && !raw.contains_key("enum") => {
                self.keywords(&single, place)
            }
            // These say by themselves of which types values are.
            _ if ["const", "allOf", "anyOf", "oneOf"]
                .iter()
                .any(|keyword| raw.contains_key(*keyword)) =>
            {
                self.keywords(&single, place)
            }
            several => {
                let members = several.iter().map(|name| of_one_type(raw, name)).collect();
                let about = single.into_iter().filter(|(key, _)| ABOUT_ALL.contains(&key.as_str()));
                let mut union: Map<String, Value> = about.collect();
                union.insert("anyOf".to_owned(), Value::Array(members));
                self.keywords(&union, place)
            }
        }
    }

    /// Reports types that aren't strings.
    fn report_types(&mut self, types: &[Value], place: &Place) {
        for (index, other) in types.iter().enumerate().filter(|(_, name)| !name.is_string()) {
            let treated = if other.is_null() {
                "treated as `null`"
            } else {
                "ignored"
            };
            let message = format!("a type must be a string, not {}, so it is {treated}", kind_of(other));
            self.report(Code::Mended, &element(place, index), message);
        }
    }

    pub(super) fn insert_type(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        match raw.get("type") {
            None => {}
            Some(Value::String(name)) if name == "null" => {
                schema.nullable = true;
            }
            Some(Value::String(name)) if keys::TYPES.contains(&name.as_str()) => {
                schema.kind = keys::TYPES.iter().find(|known| *known == name).copied();
            }
            Some(Value::String(name)) => {
                let message = format!("`{name}` isn't a type in JSON Schema");
                let mut diagnostic = Diagnostic::new(Code::InvalidDocument, child(place, "type"), message)
                    .why("the type is ignored; where nothing else says one, any JSON value is allowed");
                schema.format = None;
                let lower = name.to_lowercase();
                diagnostic = match closest(&lower, keys::TYPES.iter().copied()) {
                    Some(meant) => diagnostic.meant(meant),
                    None => diagnostic.help(format!("the types are {}", keys::TYPES.join(", "))),
                };
                self.diagnostics.push(diagnostic);
            }
            Some(other) => {
                let message = format!("`type` must be a string, not {}, so it is ignored", kind_of(other));
                self.report(Code::InvalidDocument, &child(place, "type"), message);
            }
        }
    }

    /// `enum` and `const`. Null among the values means nullable; values that are not of the type are mended or untyped.
    pub(super) fn insert_values(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let listed = match (raw.get("const"), raw.get("enum").and_then(Value::as_array)) {
            (Some(value), _) => vec![value.clone()],
            (None, Some(values)) => values.clone(),
            (None, None) => match extensible(raw) {
                Some(values) => {
                    schema.extensions.insert(UNKNOWN_VALUES, json!("allow"));
                    values.clone()
                }
                None => return,
            },
        };
        if listed.is_empty() {
            let message = "`enum` lists no values, so it is ignored";
            self.report(Code::Mended, &child(place, "enum"), message);
        }
        if listed.iter().any(Value::is_null) {
            schema.nullable = true;
        }
        let mut seen = BTreeSet::new();
        let stays: Vec<bool> = listed
            .iter()
            .map(|value| !value.is_null() && seen.insert(value.to_string()))
            .collect();
        line_up(&mut schema.extensions, &stays);
        let kept: Vec<Value> = of_those(&stays, listed).collect();
        self.check_names(schema, kept.len(), place);
        if kept.is_empty() {
            return;
        }
        let kept = match schema.kind {
            Some(name) => self.of_type(name, kept, place, schema),
            None => kept,
        };
        // The lock knows members of unions by their values, and a number by its float.
        let kept = match schema.kind {
            Some("number") => kept
                .iter()
                .map(|value| value.as_f64().map_or(Value::Null, Value::from))
                .collect(),
            _ => kept,
        };
        if kept.len() > MOST_VALUES {
            return self.drop_values(&kept, place, schema);
        }
        if raw.contains_key("const") && kept.len() == 1 {
            schema.is_const = true;
        }
        schema.values = kept;
    }

    /// Takes any value of their type for more values than an enum has.
    fn drop_values(&mut self, values: &[Value], place: &Place, schema: &mut Schema) {
        let message = format!(
            "`enum` lists {} values, more than the {MOST_VALUES} that an enum has at most, so any value of their type is read",
            values.len()
        );
        self.report(Code::Unsupported, &child(place, "enum"), message);
        let scalars = ["string", "boolean", "integer", "number"];
        let ty = scalars
            .iter()
            .find(|name| values.iter().all(|value| is_of(name, value)));
        schema.kind = schema.kind.or(ty.copied());
    }

    /// Reports lists of names that are longer or shorter than that of the values.
    fn check_names(&mut self, schema: &Schema, count: usize, place: &Place) {
        for key in ["x-enum-varnames", "x-enumNames"] {
            let named = schema
                .extensions
                .get(key)
                .and_then(Value::as_array)
                .map_or(count, Vec::len);
            if named != count {
                let message = format!("`{key}` has {named} names for {count} values, so it is ignored");
                self.report(Code::IgnoredKeyword, &child(place, key), message);
            }
        }
    }

    fn of_type(&mut self, name: &str, values: Vec<Value>, place: &Place, schema: &mut Schema) -> Vec<Value> {
        if values.iter().all(|value| is_of(name, value)) {
            return values;
        }
        let place = child(place, "enum");
        let mended: Option<Vec<Value>> = values.iter().map(|value| as_type(name, value)).collect();
        match mended {
            Some(mended) => {
                self.report(
                    Code::Mended,
                    &place,
                    format!("values of other types are treated as type `{name}`"),
                );
                mended
            }
            None => {
                self.report(
                    Code::Mended,
                    &place,
                    format!("the values aren't of type `{name}`; the type is ignored"),
                );
                schema.kind = None;
                schema.format = None;
                values
            }
        }
    }
}

/// Whether a value is of a type; values of arrays and objects aren't looked at.
fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => true,
    }
}

/// The types of listed values that are scalars of several kinds, where the schema names no type: each kind then is a
/// member of a union, with its own values.
pub(super) fn types_of_mixed(raw: &Map<String, Value>) -> Option<Vec<Value>> {
    let is_open = ["type", "const", "allOf", "anyOf", "oneOf"]
        .iter()
        .all(|keyword| !raw.contains_key(*keyword));
    let values = raw.get("enum").and_then(Value::as_array).filter(|_| is_open)?;
    let kinds: BTreeSet<&str> = values.iter().map(kind_of_scalar).collect::<Option<_>>()?;
    let is_fractional = kinds.contains("number");
    let kinds: Vec<&str> = kinds
        .into_iter()
        .filter(|kind| *kind != "integer" || !is_fractional)
        .collect();
    let several = kinds.iter().filter(|kind| **kind != "null").count() > 1;
    several.then(|| kinds.into_iter().map(Value::from).collect())
}

fn kind_of_scalar(value: &Value) -> Option<&'static str> {
    match value {
        Value::Null => Some("null"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::String(_) => Some("string"),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The keywords that matter for values of one type.
fn of_one_type(raw: &Map<String, Value>, name: &str) -> Value {
    let keywords: &[&str] = match name {
        "string" => &["format", "pattern", "minLength", "maxLength", "contentEncoding"],
        "integer" | "number" => &[
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "array" => &["items", "prefixItems", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
        ],
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

/// The values that are known of a list that may grow, as Zalando's guidelines write it: `x-extensible-enum`.
fn extensible(raw: &Map<String, Value>) -> Option<&Vec<Value>> {
    let values = raw.get("x-extensible-enum")?.as_array()?;
    let is_scalar = |value: &Value| value.is_string() || value.is_i64() || value.is_null();
    (!values.is_empty() && values.iter().all(is_scalar)).then_some(values)
}

/// Extensions that say something of each value, in the order of the values.
const LINED_UP: &[&str] = &[
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-descriptions",
    "x-enumDescriptions",
];

/// Takes what is said of values that don't stay from the lists that were written beside all of them.
fn line_up(extensions: &mut BTreeMap<&str, Value>, stays: &[bool]) {
    for key in LINED_UP {
        if let Some(Value::Array(said)) = extensions.get_mut(*key)
            && said.len() == stays.len()
        {
            *said = of_those(stays, std::mem::take(said)).collect();
        }
    }
}

fn of_those(stays: &[bool], values: Vec<Value>) -> impl Iterator<Item = Value> {
    values
        .into_iter()
        .zip(stays)
        .filter(|(_, stays)| **stays)
        .map(|(value, _)| value)
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
