//! What stands a level too high, as in Swagger 2.0: a schema beside its parameter's or header's other keys, in a media type,
//! or in a response or a body that has no `content`.

use serde_json::{Map, Value, json};

use super::references::End;
use super::{Lowering, child};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::spec::SchemaSlot;

/// Keywords by which an object is a schema.
const TELLING: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "items",
    "oneOf",
    "properties",
    "type",
];

/// Keywords that are part of it then, although they may mean something else elsewhere.
const FURTHER: &[&str] = &[
    "default",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "nullable",
    "pattern",
    "uniqueItems",
];

/// The media type of a schema that stands where `content` should.
const JSON: &str = "application/json";

impl Lowering<'_> {
    /// The schema that the keys of another object say; `None` where they say nothing of one.
    pub(super) fn schema_in(&mut self, raw: &Map<String, Value>, place: &Place) -> Option<SchemaSlot> {
        raw.keys().find(|key| TELLING.contains(&key.as_str()))?;
        let is_keyword = |key: &str, value: &Value| {
            TELLING.contains(&key) || FURTHER.contains(&key) || (key == "required" && value.is_array())
        };
        let keywords = raw.iter().filter(|(key, value)| is_keyword(key, value));
        let keywords: Map<String, Value> = keywords.map(|(key, value)| (key.clone(), value.clone())).collect();
        Some(self.schema(&Value::Object(keywords), place))
    }

    /// The schema that stands where a media type should: its keywords, or a reference to it.
    pub(super) fn schema_for_media_type(&mut self, raw: &Value, place: &Place) -> Option<SchemaSlot> {
        const MESSAGE: &str = "the media type has no `schema`; the schema that is there instead is used";
        let is_described = |value: &Value| ["schema", "itemSchema"].iter().any(|key| value.get(key).is_some());
        let is_schema = |value: &Value| !is_described(value) && TELLING.iter().any(|key| value.get(key).is_some());
        match raw.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let end = self.end(reference, place, &mut Default::default());
                if !matches!(end, End::At(value, _) if is_schema(value)) {
                    return None;
                }
                self.report(Code::Mended, place, MESSAGE);
                Some(self.schema(raw, place))
            }
            None if is_schema(raw) => {
                self.report(Code::Mended, place, MESSAGE);
                self.schema_in(raw.as_object()?, place)
            }
            None => None,
        }
    }

    /// The media types of a response or a request body, also where they stand beside its other keys.
    pub(super) fn content_of(&mut self, raw: &Map<String, Value>, place: &Place) -> Value {
        let media_types = raw.iter().filter(|(key, value)| key.contains('/') && value.is_object());
        let media_types: Map<String, Value> = media_types.map(|(key, value)| (key.clone(), value.clone())).collect();
        let known = raw.get("content");
        if let Some(schema) = raw.get("schema").filter(|_| known.is_none()) {
            let place = child(place, "schema");
            let message = format!("`schema` must be in `content`; it is treated as that of `{JSON}`");
            self.report(Code::Mended, &place, message);
            return json!({JSON: {"schema": self.slot(schema, &place)}});
        }
        if known.is_none() && !media_types.is_empty() {
            for name in media_types.keys() {
                let message = format!("`{name}` must be in `content`; it is treated as if it were");
                self.report(Code::Mended, &child(place, name), message);
            }
            return self.content(Some(&Value::Object(media_types)), place);
        }
        self.content(known, &child(place, "content"))
    }
}
