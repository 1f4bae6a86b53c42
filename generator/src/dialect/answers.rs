//! Headers of responses, and what is said of streams: OpenAPI 3.1.1, "Header Object" and "Media Type Object".

use serde_json::{Map, Value, json};

use super::marks::EXPLODE;
use super::{Lowering, child};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::spec::SchemaSlot;

/// The extension by which vendors name the data that ends a stream of events.
const SENTINEL: &str = "x-speakeasy-sse-sentinel";

impl Lowering<'_> {
    /// The parts of a header that the model has; `explode`, which it lacks, goes under a key of its own.
    pub(super) fn header_parts(&mut self, raw: &Map<String, Value>, place: &Place) -> Map<String, Value> {
        let mut header = Map::new();
        let schema = raw
            .get("schema")
            .map(|schema| self.slot(schema, &child(place, "schema")));
        let content = raw.get("content").filter(|_| schema.is_none());
        let content = self.content(content, &child(place, "content"));
        let has_content = content.as_object().is_some_and(|content| !content.is_empty());
        match schema {
            Some(schema) => header.insert("schema".to_owned(), schema),
            None if has_content => header.insert("content".to_owned(), content),
            None => {
                let schema = self.schema_in(raw, place);
                if schema.is_some() {
                    self.report(
                        Code::Mended,
                        place,
                        "the header has no `schema`; its own keywords are used",
                    );
                }
                let schema = schema.unwrap_or_else(SchemaSlot::string);
                header.insert("schema".to_owned(), self.slots.put(schema))
            }
        };
        for (key, kept) in [("deprecated", "deprecated"), ("explode", EXPLODE)] {
            let flag = self.flag(raw, key, place);
            header.extend(flag.map(|flag| (kept.to_owned(), json!(flag))));
        }
        let description = self.text(raw, "description", place);
        header.extend(description.map(|text| ("description".to_owned(), json!(text))));
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
            lowered.insert("schema".to_owned(), self.slot(schema, &child(place, "itemSchema")));
        }
        let sentinel = raw.get(SENTINEL).filter(|text| text.is_string());
        lowered.extend(sentinel.map(|text| (SENTINEL.to_owned(), text.clone())));
    }
}
