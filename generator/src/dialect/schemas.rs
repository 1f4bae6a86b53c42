//! Schemas: the one model of what OpenAPI 3.0 says by its keywords, 3.1 by those of JSON Schema 2020-12, and vendors by their own.

mod annotated;
mod arrays;
mod bounds;
mod conditions;
mod discriminator;
mod dynamic;
mod formats;
mod numbers;
mod objects;
mod plain;
mod values;
mod words;
mod xml;

use serde_json::{Map, Value, json};

use super::Version;
use super::kind::Kind;
use super::{Lowering, child, keys, kind_of};
use crate::diagnostic::Code;
use crate::pointer::{Place, Pointer};
use crate::spec::{Schema, SchemaSlot};

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
    "xml",
];

impl<'s> Lowering<'s> {
    pub(super) fn schema(&mut self, raw: &Value, place: &Place) -> SchemaSlot {
        self.scoped(|this| this.any_schema(raw, place))
    }

    /// The same as the skeleton has it: the schema itself is in the arena.
    pub(super) fn slot(&mut self, raw: &Value, place: &Place) -> Value {
        let schema = self.schema(raw, place);
        self.slots.put(schema)
    }

    fn any_schema(&mut self, raw: &Value, place: &Place) -> SchemaSlot {
        match raw {
            Value::Bool(_) => SchemaSlot::any(),
            Value::Object(members) => self.keywords(members, place),
            Value::Null => {
                self.report(Code::Mended, place, "the schema is null, so any JSON value is allowed");
                SchemaSlot::any()
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
                SchemaSlot::any()
            }
        }
    }

    fn keywords(&mut self, raw: &Map<String, Value>, place: &Place) -> SchemaSlot {
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
        self.described(raw, place).into()
    }

    /// The schema of keywords that are as the standard has them: each step reads some of them.
    fn described(&mut self, raw: &Map<String, Value>, place: &Place) -> Schema {
        let mut schema = Schema::default();
        self.insert_plain(raw, place, &mut schema);
        self.insert_type(raw, place, &mut schema);
        if has_null_type(raw) {
            schema.nullable = true;
            schema.is_null = true;
        }
        self.check_format(&mut schema, place);
        insert_format(raw, &mut schema);
        self.insert_values(raw, place, &mut schema);
        self.insert_object(raw, place, &mut schema);
        self.insert_conditional(raw, place, &mut schema);
        self.insert_items(raw, place, &mut schema);
        self.insert_compositions(raw, place, &mut schema);
        self.insert_discriminator(raw, place, &mut schema);
        self.insert_xml(raw, place, &mut schema);
        if schema.example.is_none() {
            schema.example = raw.get("examples").and_then(first_example).cloned().map(Box::new);
        }
        schema
    }

    /// The schema whose name stands where a type should.
    fn named_by_type(&mut self, raw: &Map<String, Value>, place: &Place) -> Option<SchemaSlot> {
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

    /// `$ref` with siblings → `allOf` of the reference, and the siblings.
    fn reference_with_siblings(&mut self, reference: &str, raw: &Map<String, Value>, place: &Place) -> SchemaSlot {
        let Some(name) = self.referenced(Kind::Schema, reference, place) else {
            return SchemaSlot::any();
        };
        let target = SchemaSlot::Component(name);
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
        match self.keywords(&siblings, place) {
            SchemaSlot::Inline(mut schema) => {
                schema.all_of.insert(0, target);
                SchemaSlot::Inline(schema)
            }
            reference @ SchemaSlot::Component(_) => reference,
        }
    }

    fn insert_compositions(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
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
                    schema.nullable = true;
                } else if keyword == "allOf" && members.len() > 1 && is_only_nullable(member) {
                    let message = "strictly, null must fit the other members as well; the whole is treated as nullable";
                    self.report(Code::Mended, place, message);
                    schema.nullable = true;
                    lowered.extend(without_null(member).map(|prose| self.schema(&prose, place)));
                } else {
                    if keyword == "allOf" {
                        self.count_member(member, place);
                    }
                    lowered.push(self.schema(member, place));
                }
            }
            match keyword {
                "allOf" => schema.all_of = lowered,
                "oneOf" => schema.one_of = lowered,
                _ => schema.any_of = lowered,
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
fn insert_format(raw: &Map<String, Value>, schema: &mut Schema) {
    let text = |key: &str| raw.get(key).and_then(Value::as_str);
    let format = match (text("contentEncoding"), text("contentMediaType")) {
        (Some("base64"), _) => "byte",
        (Some("binary"), _) => "binary",
        (None, Some(media_type)) if !is_text(media_type) => "binary",
        _ => return,
    };
    schema.format.get_or_insert_with(|| format.to_owned());
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
