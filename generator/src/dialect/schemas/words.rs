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
    ("blob", "string", Some("binary")),
    ("bool", "boolean", None),
    ("bytes", "string", Some("binary")),
    ("char", "string", None),
    ("date", "string", Some("date")),
    ("date-time", "string", Some("date-time")),
    ("date_time", "string", Some("date-time")),
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
    ("int16", "integer", Some("int16")),
    ("int32", "integer", Some("int32")),
    ("int64", "integer", Some("int64")),
    ("list", "array", None),
    ("long", "integer", Some("int64")),
    ("map", "object", None),
    ("nil", "null", None),
    ("none", "null", None),
    ("numeric", "number", None),
    ("password", "string", Some("password")),
    ("real", "number", None),
    ("record", "object", None),
    ("set", "array", None),
    ("short", "integer", Some("int32")),
    ("str", "string", None),
    ("struct", "object", None),
    ("text", "string", None),
    ("time", "string", Some("time")),
    ("timestamp", "string", Some("date-time")),
    ("tuple", "array", None),
    ("uint", "integer", None),
    ("uint32", "integer", Some("uint32")),
    ("uint64", "integer", Some("uint64")),
    ("ulong", "integer", Some("uint64")),
    ("uri", "string", Some("uri")),
    ("url", "string", Some("uri")),
    ("uuid", "string", Some("uuid")),
    ("varchar", "string", None),
];

/// What stands for a type that may be any, or that other keywords say.
const ANY: &[&str] = &[
    "any", "anything", "enum", "json", "jsonb", "mixed", "unknown", "variant", "*",
];

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
    value.is_object() || value.is_boolean() || value.is_string()
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
        if let Some(types) = value.as_array() {
            return self.of_types(types);
        }
        let Some(name) = value.as_str().filter(|name| !keys::TYPES.contains(name)) else {
            return;
        };
        let lower = name.trim().to_ascii_lowercase();
        if let Some(elements) = lower.strip_suffix("[]").filter(|name| is_known(name)) {
            self.set("type", json!("array"));
            let items = json!({"type": elements});
            self.keywords().entry("items").or_insert(items);
            return;
        }
        let several: Vec<&str> = lower.split(['|', ',']).map(str::trim).collect();
        if several.len() > 1 && several.iter().all(|name| is_known(name)) {
            return self.set("type", json!(several));
        }
        if ANY.contains(&lower.as_str()) {
            return self.remove("type");
        }
        let Some((name, format)) = type_of(&lower) else {
            return;
        };
        self.set("type", json!(name));
        if let Some(format) = format {
            self.keywords().entry("format").or_insert_with(|| json!(format));
        }
    }

    /// Several types, each in the words of JSON Schema.
    fn of_types(&mut self, types: &[Value]) {
        let lower = |value: &Value| value.as_str().map(|name| name.trim().to_ascii_lowercase());
        if types.iter().filter_map(lower).any(|name| ANY.contains(&name.as_str())) {
            return self.remove("type");
        }
        let mended: Vec<Value> = types
            .iter()
            .map(|value| match lower(value).and_then(|name| type_of(&name)) {
                Some((name, _)) => json!(name),
                None => value.clone(),
            })
            .collect();
        if mended != types {
            self.set("type", Value::Array(mended));
        }
    }

    fn of_flags(&mut self) {
        for keyword in FLAGS {
            let is_number = |value: &Value| value.is_number() && !keyword.starts_with("exclusive");
            let text = self.get(keyword).filter(|value| value.is_string() || is_number(value));
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

/// What JSON Schema calls a type, and the format, by a word in small letters.
fn type_of(word: &str) -> Option<(&'static str, Option<&'static str>)> {
    let own = keys::TYPES.iter().find(|name| **name == word).map(|name| (*name, None));
    let other = || TYPES.iter().find(|(known, _, _)| *known == word);
    own.or_else(|| other().map(|(_, name, format)| (*name, *format)))
}

/// Whether a word stands for a type, or for any.
pub(super) fn is_known(word: &str) -> bool {
    let word = word.trim().to_ascii_lowercase();
    ANY.contains(&word.as_str()) || type_of(&word).is_some()
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

fn is_prose(key: &str) -> bool {
    matches!(key, "$comment" | "title" | "description" | "example" | "examples") || key.starts_with("x-")
}
