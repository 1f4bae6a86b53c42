//! Schemas: JSON Schema 2020-12 as OpenAPI 3.1 has it, and what vendors write, in the keywords of OpenAPI 3.0.

mod annotated;
mod arrays;
mod bounds;
mod conditions;
mod discriminator;
mod dynamic;
mod formats;
mod numbers;
mod objects;
mod values;
mod words;
mod xml;

use serde_json::{Map, Value, json};

use super::references::Kind;
use super::{Lowering, child, keys, kind_of};
use crate::diagnostic::Code;
use crate::document::Version;
use crate::pointer::{Place, Pointer};

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
    ("minProperties", Value::is_u64),
    ("maxProperties", Value::is_u64),
    ("multipleOf", is_positive),
    ("uniqueItems", Value::is_boolean),
    ("default", |_| true),
    ("example", |_| true),
    ("x-enum-varnames", Value::is_array),
    ("x-enumNames", Value::is_array),
    ("x-ms-enum", Value::is_object),
    ("x-enum-descriptions", |_| true),
    ("x-enumDescriptions", |_| true),
    ("x-speakeasy-unknown-values", Value::is_string),
];

/// Whether a value is of the kind that a keyword must have.
type Fits = fn(&Value) -> bool;

/// Of zero and less nothing is a multiple.
fn is_positive(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number > 0.0)
}

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
    "xml",
];

impl<'s> Lowering<'s> {
    pub(super) fn schema(&mut self, raw: &Value, place: &Place) -> Value {
        self.scoped(|this| this.any_schema(raw, place))
    }

    fn any_schema(&mut self, raw: &Value, place: &Place) -> Value {
        match raw {
            Value::Bool(true) => json!({}),
            Value::Bool(false) => json!({"not": {}, "x-clientwright-never": true}),
            Value::Object(members) => self.keywords(members, place),
            Value::Null => {
                self.report(Code::Mended, place, "the schema is null, so any JSON value is allowed");
                json!({})
            }
            Value::String(text) if self.schema_named(text, place).is_some() || words::is_known(text) => {
                let message = format!("a schema must be a mapping; `{text}` is treated as its type");
                self.report(Code::Mended, place, message);
                self.keywords(&Map::from_iter([("type".to_owned(), json!(text))]), place)
            }
            other => {
                let message = format!(
                    "a schema must be a mapping, not {}, so any JSON value is allowed",
                    kind_of(other)
                );
                self.report(Code::InvalidDocument, place, message);
                json!({})
            }
        }
    }

    fn keywords(&mut self, raw: &Map<String, Value>, place: &Place) -> Value {
        self.check_keys(raw, place, keys::SCHEMA);
        for keyword in ["$ref", "$dynamicRef"] {
            if let Some(other) = raw.get(keyword).filter(|reference| !reference.is_string()) {
                let message = format!("`{keyword}` must be a string, not {}, so it is ignored", kind_of(other));
                self.report(Code::InvalidDocument, &child(place, keyword), message);
            }
        }
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            let bound = self.bound(reference, raw, place);
            return bound.unwrap_or_else(|| self.reference_with_siblings(reference, raw, place));
        }
        if let Some(reference) = raw.get("$dynamicRef").and_then(Value::as_str) {
            return self.unbound(reference, raw, place);
        }
        if let Some(reference) = self.named_by_type(raw, place) {
            return reference;
        }
        if let Some((mended, messages)) = words::mended(raw) {
            for (keyword, message) in messages {
                self.report(Code::Mended, &child(place, keyword), message);
            }
            return self.keywords(&mended, place);
        }
        if let Some(types) = raw.get("type").and_then(Value::as_array) {
            return self.several_types(types, raw, place);
        }
        if let Some(types) = values::types_of_mixed(raw) {
            return self.several_types(&types, raw, place);
        }
        if let Some((typed, message)) = numbers::typed(raw) {
            if let Some(message) = message {
                self.report(Code::Mended, &child(place, "format"), message);
            }
            return self.keywords(&typed, place);
        }
        if let Some(listed) = annotated::as_enum(raw) {
            return self.keywords(&listed, place);
        }
        let mut schema = Map::new();
        for (keyword, fits) in PLAIN {
            if let Some(value) = raw
                .get(*keyword)
                .and_then(|value| self.fitting(keyword, value, *fits, place))
            {
                schema.insert((*keyword).to_owned(), value);
            }
        }
        self.insert_type(raw, place, &mut schema);
        if has_null_type(raw) {
            schema.insert("nullable".to_owned(), Value::Bool(true));
            schema.insert("x-clientwright-null".to_owned(), Value::Bool(true));
        }
        if raw.get("default").is_some_and(Value::is_null) {
            schema.insert("x-clientwright-null-default".to_owned(), Value::Bool(true));
        }
        self.check_format(&mut schema, place);
        insert_format(raw, &mut schema);
        bounds::insert(raw, &mut schema);
        bounds::insert_exact(&mut schema);
        self.insert_values(raw, place, &mut schema);
        self.insert_object(raw, place, &mut schema);
        self.insert_conditional(raw, place, &mut schema);
        self.insert_items(raw, place, &mut schema);
        self.insert_compositions(raw, place, &mut schema);
        self.insert_discriminator(raw, place, &mut schema);
        self.insert_xml(raw, place, &mut schema);
        if !schema.contains_key("example")
            && let Some(example) = raw.get("examples").and_then(first_example)
        {
            schema.insert("example".to_owned(), example.clone());
        }
        Value::Object(schema)
    }

    /// The schema whose name stands where a type should.
    fn named_by_type(&mut self, raw: &Map<String, Value>, place: &Place) -> Option<Value> {
        let name = raw.get("type")?.as_str().filter(|name| !words::is_known(name))?;
        let reference = self.schema_named(name, place)?;
        let message = format!("`{name}` isn't a type in JSON Schema; it is treated as a reference to that schema");
        self.report(Code::Mended, &child(place, "type"), message);
        let mut siblings = raw.clone();
        siblings.remove("type");
        Some(self.reference_with_siblings(&reference, &siblings, place))
    }

    /// The reference to the schema that a text names, by its name or by its pointer.
    fn schema_named(&self, text: &str, place: &Place) -> Option<String> {
        let is_named = self.names.get(&Kind::Schema).is_some_and(|names| names.contains(text));
        let is_reference = || text.starts_with("#/") && self.leads_somewhere(text, place);
        match is_named {
            true => Some(format!(
                "#{}",
                Pointer::root().child("components").child("schemas").child(text)
            )),
            false => is_reference().then(|| text.to_owned()),
        }
    }

    /// The value of a keyword if it is of the kind that it must have; one of another kind is ignored.
    fn fitting(&mut self, keyword: &str, value: &Value, fits: Fits, place: &Place) -> Option<Value> {
        let value = as_integer(value).unwrap_or_else(|| value.clone());
        let is_fit = fits(&value);
        let is_empty_prose = matches!(keyword, "title" | "description") && value.is_null();
        if !is_fit && !keyword.starts_with("x-") && !is_empty_prose {
            let message = format!("`{keyword}` can't be `{value}`, so it is ignored");
            self.report(Code::Mended, &child(place, keyword), message);
        }
        is_fit.then_some(value)
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
            .filter(|(key, _)| keys::names(keys::SCHEMA).any(|known| known == *key) && counts(key))
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
                "OpenAPI 3.0 ignores `nullable` beside `$ref`; it is applied",
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

    fn insert_compositions(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Map<String, Value>) {
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let members = self.members(keyword, raw, place);
            let mut lowered = Vec::new();
            for (member, place) in &members {
                let stands_for_null = keyword != "allOf" && members.len() > 1 && is_only_nullable(member);
                if stands_for_null {
                    let message = "strictly, a member that is only `nullable` allows any value; it is treated as null";
                    self.report(Code::Mended, place, message);
                }
                let is_null = keyword != "allOf" && member.is_null();
                if is_null {
                    let message = "a member that is null is no schema; it is treated as the type `null`";
                    self.report(Code::Mended, place, message);
                }
                if is_null || stands_for_null || (keyword != "allOf" && is_null_type(member)) {
                    schema.insert("nullable".to_owned(), Value::Bool(true));
                } else if keyword == "allOf" && members.len() > 1 && is_only_nullable(member) {
                    let message = "strictly, null must fit the other members as well; the whole is treated as nullable";
                    self.report(Code::Mended, place, message);
                    schema.insert("nullable".to_owned(), Value::Bool(true));
                    lowered.extend(without_null(member).map(|prose| self.schema(&prose, place)));
                } else {
                    if keyword == "allOf" {
                        self.count_member(member, place);
                    }
                    lowered.push(self.schema(member, place));
                }
            }
            if !lowered.is_empty() {
                schema.insert(keyword.to_owned(), Value::Array(lowered));
            }
        }
    }

    /// The members of a composition; one schema in place of a list is its only member.
    fn members<'v>(&mut self, keyword: &str, raw: &'v Map<String, Value>, place: &Place) -> Vec<(&'v Value, Place)>
    where
        's: 'v,
    {
        let place = child(place, keyword);
        match raw.get(keyword) {
            Some(member @ Value::Object(_)) => {
                let message = format!("`{keyword}` must be a list; this schema is treated as its only member");
                self.report(Code::Mended, &place, message);
                vec![(member, place)]
            }
            members => self.list(members, &place, &format!("`{keyword}`")),
        }
    }
}

/// An integer that is written with a fraction of zero: JSON Schema 2020-12 (core), section 4.2.3.
fn as_integer(value: &Value) -> Option<Value> {
    let number = value.as_f64().filter(|_| value.is_f64())?;
    let is_exact = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
    is_exact.then(|| json!(number as u64))
}

/// `{nullable: true}` beside other members, as generators for 3.0 write what 3.1 calls `{type: "null"}`.
fn is_only_nullable(member: &Value) -> bool {
    let is_prose = |key: &str| matches!(key, "description" | "title" | "example");
    member.get("nullable") == Some(&Value::Bool(true))
        && member
            .as_object()
            .is_some_and(|keywords| keywords.keys().all(|key| key == "nullable" || is_prose(key)))
}

/// What such a member says beside null, if it says anything.
fn without_null(member: &Value) -> Option<Value> {
    let mut prose = member.as_object()?.clone();
    prose.remove("nullable");
    (!prose.is_empty()).then_some(Value::Object(prose))
}

fn is_null_type(member: &Value) -> bool {
    member.as_object().is_some_and(has_null_type)
}

/// Whether null is all that the keywords allow.
fn has_null_type(keywords: &Map<String, Value>) -> bool {
    let is_null = |value: &Value| {
        value == "null"
            || value
                .as_array()
                .is_some_and(|types| types.len() == 1 && types.iter().all(|name| name == "null"))
    };
    keywords.get("type").is_some_and(is_null)
        || keywords
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
        || keywords.get("const").is_some_and(Value::is_null)
}

/// `contentEncoding` and `contentMediaType` → 3.0's formats.
fn insert_format(raw: &Map<String, Value>, schema: &mut Map<String, Value>) {
    let text = |key: &str| raw.get(key).and_then(Value::as_str);
    let format = match (text("contentEncoding"), text("contentMediaType")) {
        (Some("base64"), _) => "byte",
        (Some("binary"), _) => "binary",
        (None, Some(media_type)) if !is_text(media_type) => "binary",
        _ => return,
    };
    schema.entry("format").or_insert_with(|| json!(format));
}

/// Whether what a media type stands for is text, which needs no encoding.
fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || ["json", "xml", "yaml", "javascript"]
            .iter()
            .any(|kind| essence.ends_with(kind))
}

fn first_example(examples: &Value) -> Option<&Value> {
    match examples {
        Value::Array(examples) => examples.first(),
        Value::Object(examples) => examples.values().next().map(|example| {
            example
                .get("value")
                .or_else(|| example.get("dataValue"))
                .unwrap_or(example)
        }),
        _ => None,
    }
}
