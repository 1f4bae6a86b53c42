//! Words that JSON Schema does not have, but whose meaning is clear: what other languages call its types, what vendors call
//! its keywords, and values that are written as strings.

use serde_json::{Map, Value, json};

use super::super::fits::as_flag;
use super::super::keys;
use super::Fits;

/// What other languages, databases and earlier versions call a type: what JSON Schema calls it, and the format.
const TYPES: &[(&str, &str, Option<&str>)] = &[
    ("bigint", "integer", Some("int64")),
    ("binary", "string", Some("binary")),
    ("bool", "boolean", None),
    ("char", "string", None),
    ("date", "string", Some("date")),
    ("date-time", "string", Some("date-time")),
    ("datetime", "string", Some("date-time")),
    ("decimal", "number", None),
    ("dict", "object", None),
    ("dictionary", "object", None),
    ("double", "number", Some("double")),
    ("email", "string", Some("email")),
    ("file", "string", Some("binary")),
    ("float", "number", Some("float")),
    ("guid", "string", Some("uuid")),
    ("hash", "object", None),
    ("int", "integer", None),
    ("int32", "integer", Some("int32")),
    ("int64", "integer", Some("int64")),
    ("list", "array", None),
    ("long", "integer", Some("int64")),
    ("map", "object", None),
    ("nil", "null", None),
    ("none", "null", None),
    ("short", "integer", Some("int32")),
    ("str", "string", None),
    ("struct", "object", None),
    ("text", "string", None),
    ("timestamp", "string", Some("date-time")),
    ("uri", "string", Some("uri")),
    ("url", "string", Some("uri")),
    ("uuid", "string", Some("uuid")),
    ("varchar", "string", None),
];

/// What stands for a type that may be any.
const ANY: &[&str] = &["any", "mixed", "*"];

/// Keywords that are `true` or `false`.
const FLAGS: &[&str] = &[
    "additionalProperties",
    "deprecated",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "nullable",
    "readOnly",
    "uniqueItems",
    "writeOnly",
];

/// Keywords that are numbers.
const NUMBERS: &[&str] = &[
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
];

/// Keywords whose values must be of one kind, besides those that are read by lists and mappings of their own.
const SHAPES: &[(&str, &str, Fits)] = &[
    ("additionalProperties", "a schema", is_schema),
    ("enum", "a list", Value::is_array),
    ("exclusiveMaximum", "a number", |value| {
        value.is_number() || value.is_boolean()
    }),
    ("exclusiveMinimum", "a number", |value| {
        value.is_number() || value.is_boolean()
    }),
    ("prefixItems", "a list", Value::is_array),
    ("unevaluatedProperties", "a schema", is_schema),
];

fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}

/// What was put right, by keyword.
type Messages = Vec<(&'static str, String)>;

/// The keywords in the words of JSON Schema, and what was put right; `None` where nothing was.
pub(super) fn mended(raw: &Map<String, Value>) -> Option<(Map<String, Value>, Messages)> {
    let mut mended = Mended {
        raw,
        keywords: None,
        messages: Messages::new(),
    };
    mended.of_type();
    mended.of_flags();
    mended.of_numbers();
    mended.of_null();
    mended.of_enum();
    mended.of_shapes();
    Some((mended.keywords?, mended.messages))
}

struct Mended<'r> {
    raw: &'r Map<String, Value>,
    /// The keywords once one of them has changed.
    keywords: Option<Map<String, Value>>,
    messages: Messages,
}

impl Mended<'_> {
    fn get(&self, keyword: &str) -> Option<&Value> {
        self.keywords.as_ref().unwrap_or(self.raw).get(keyword)
    }

    fn keywords(&mut self) -> &mut Map<String, Value> {
        self.keywords.get_or_insert_with(|| self.raw.clone())
    }

    fn say(&mut self, keyword: &'static str, value: &Value, treated: &str) {
        self.messages
            .push((keyword, format!("`{keyword}` can't be `{value}`, so it is {treated}")));
    }

    fn set(&mut self, keyword: &'static str, value: Value) {
        let (old, new) = (self.get(keyword).cloned().unwrap_or_default(), value.to_string());
        self.say(keyword, &old, &format!("treated as `{new}`"));
        self.keywords().insert(keyword.to_owned(), value);
    }

    fn remove(&mut self, keyword: &'static str) {
        let old = self.keywords().remove(keyword).unwrap_or_default();
        self.say(keyword, &old, "ignored");
    }

    fn of_type(&mut self) {
        let Some(value) = self.get("type").cloned() else { return };
        if value.is_null() {
            let says_more = self.raw.keys().any(|key| !is_prose(key) && key != "type");
            return match says_more {
                true => self.remove("type"),
                false => self.set("type", json!("null")),
            };
        }
        let Some(name) = value.as_str().filter(|name| !keys::TYPES.contains(name)) else {
            return;
        };
        let lower = name.trim().to_ascii_lowercase();
        if ANY.contains(&lower.as_str()) {
            return self.remove("type");
        }
        if keys::TYPES.contains(&lower.as_str()) {
            return self.set("type", json!(lower));
        }
        let Some((_, name, format)) = TYPES.iter().find(|(known, _, _)| *known == lower) else {
            return;
        };
        self.set("type", json!(name));
        if let Some(format) = format {
            self.keywords().entry("format").or_insert_with(|| json!(format));
        }
    }

    fn of_flags(&mut self) {
        for keyword in FLAGS {
            let text = self.get(keyword).filter(|value| value.is_string());
            if let Some(flag) = text.and_then(as_flag) {
                self.set(keyword, json!(flag));
            }
        }
    }

    fn of_numbers(&mut self) {
        for keyword in NUMBERS {
            let text = self.get(keyword).and_then(Value::as_str);
            let number = text.and_then(|text| text.trim().parse::<serde_json::Number>().ok());
            if let Some(number) = number {
                self.set(keyword, Value::Number(number));
            }
        }
    }

    /// `x-nullable`, which Swagger 2.0 had in place of `nullable`.
    fn of_null(&mut self) {
        let flag = self.get("x-nullable").and_then(as_flag);
        if flag == Some(true) && self.get("nullable").is_none() {
            self.messages
                .push(("x-nullable", "`x-nullable` is treated as `nullable`".to_owned()));
            self.keywords().insert("nullable".to_owned(), json!(true));
        }
    }

    /// One value in place of a list of them, and the values of a list's elements beside the list.
    fn of_enum(&mut self) {
        let value = self.get("enum").filter(|value| is_scalar(value)).cloned();
        if let Some(value) = value {
            self.set("enum", json!([value]));
        }
        let values = self
            .get("enum")
            .and_then(Value::as_array)
            .filter(|values| !values.is_empty());
        let (Some(values), Some("array")) = (values, self.get("type").and_then(Value::as_str)) else {
            return;
        };
        let items = self.get("items").and_then(Value::as_object);
        let items = items.filter(|items| !["enum", "$ref"].iter().any(|key| items.contains_key(*key)));
        if let Some(items) = items.filter(|_| values.iter().all(is_scalar)).cloned() {
            let values = self.keywords().remove("enum").unwrap_or_default();
            let mut items = items;
            items.insert("enum".to_owned(), values);
            self.keywords().insert("items".to_owned(), Value::Object(items));
            let message = "the values aren't lists; they are treated as the values of the elements";
            self.messages.push(("enum", message.to_owned()));
        }
    }

    fn of_shapes(&mut self) {
        for (keyword, wanted, fits) in SHAPES {
            if let Some(value) = self.get(keyword).filter(|value| !fits(value)).cloned() {
                self.keywords().remove(*keyword);
                let message = format!(
                    "`{keyword}` must be {wanted}, not {}, so it is ignored",
                    super::kind_of(&value)
                );
                self.messages.push((keyword, message));
            }
        }
    }
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

fn is_prose(key: &str) -> bool {
    matches!(key, "$comment" | "title" | "description" | "example" | "examples") || key.starts_with("x-")
}
