//! The arena of the schemas that stand in the skeleton: parameters, headers and media types have an id in place of a schema,
//! so that the model of OpenAPI 3.0 reads them without reading schemas.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::spec::SchemaSlot;

/// Schemas by the ids that stand for them.
#[derive(Debug, Default)]
pub(crate) struct Slots(Vec<Arc<SchemaSlot>>);

/// Before the number of an id. No component's reference begins so.
const PREFIX: &str = "#slot/";

impl Slots {
    /// Takes a schema, and gives what the skeleton has in its place.
    pub(super) fn put(&mut self, schema: SchemaSlot) -> Value {
        let id = format!("{PREFIX}{}", self.0.len());
        self.0.push(Arc::new(schema));
        json!({"$ref": id})
    }

    /// The schema that an id stands for.
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<SchemaSlot>> {
        self.0.get(id.strip_prefix(PREFIX)?.parse::<usize>().ok()?)
    }

    /// The schema in what the skeleton has in its place.
    pub(super) fn at(&self, value: &Value) -> Option<&SchemaSlot> {
        self.get(value.get("$ref")?.as_str()?).map(Arc::as_ref)
    }

    /// The same, to be changed.
    pub(super) fn at_mut(&mut self, value: &Value) -> Option<&mut SchemaSlot> {
        let id = value.get("$ref")?.as_str()?.strip_prefix(PREFIX)?;
        Arc::get_mut(self.0.get_mut(id.parse::<usize>().ok()?)?)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &SchemaSlot> {
        self.0.iter().map(Arc::as_ref)
    }
}
