//! Headers of responses, and what is said of streams: OpenAPI 3.1.1, "Header Object" and "Media Type Object".

use serde_json::{Map, Value, json};

use super::{Lowering, child};
use crate::pointer::Place;

/// The extension by which vendors name the data that ends a stream of events.
const SENTINEL: &str = "x-speakeasy-sse-sentinel";

impl Lowering<'_> {
    /// The parts of a header that the model has; `explode`, which it lacks, goes under a key of its own.
    pub(super) fn header_parts(&mut self, raw: &Map<String, Value>, place: &Place) -> Map<String, Value> {
        let mut header = Map::new();
        let content = raw
            .get("content")
            .and_then(Value::as_object)
            .and_then(|content| content.iter().next());
        match (raw.get("schema"), content) {
            (Some(schema), _) => {
                header.insert("schema".to_owned(), self.schema(schema, &child(place, "schema")));
            }
            (None, Some(_)) => {
                let content = self.content(raw.get("content"), &child(place, "content"));
                header.insert("content".to_owned(), content);
            }
            (None, None) => {
                header.insert("schema".to_owned(), json!({"type": "string"}));
            }
        }
        let is_boolean = |value: &&Value| value.is_boolean();
        for (key, kept) in [("deprecated", "deprecated"), ("explode", "x-clientwright-explode")] {
            header.extend(
                raw.get(key)
                    .filter(is_boolean)
                    .map(|value| (kept.to_owned(), value.clone())),
            );
        }
        let description = raw.get("description").filter(|text| text.is_string());
        header.extend(description.map(|text| ("description".to_owned(), text.clone())));
        header
    }

    /// What a media type says of the parts of a stream: the schema of one, which 3.2 calls `itemSchema`, and the last one.
    pub(super) fn insert_stream_facts(
        &mut self,
        raw: &Map<String, Value>,
        place: &Place,
        lowered: &mut Map<String, Value>,
    ) {
        if let Some(schema) = raw.get("itemSchema") {
            lowered.insert("schema".to_owned(), self.schema(schema, &child(place, "itemSchema")));
        }
        let sentinel = raw.get(SENTINEL).filter(|text| text.is_string());
        lowered.extend(sentinel.map(|text| (SENTINEL.to_owned(), text.clone())));
    }
}
