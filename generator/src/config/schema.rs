//! The JSON Schema of `clientwright.toml`, made of the structs that read it.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::Value;

use super::clients::File;

/// The JSON Schema (draft 7, which editors of TOML know) of the configuration file, for completion and checks in editors.
pub fn schema() -> Value {
    let settings = SchemaSettings::draft07().with_transform(WithoutNull);
    let mut schema = settings.into_generator().into_root_schema_for::<File>();
    schema.insert("title".to_owned(), super::FILE_NAME.into());
    schema.to_value()
}

/// TOML has no null: an optional key is left out. Nor is an empty text a default that says anything.
#[derive(Clone, Debug)]
struct WithoutNull;

impl Transform for WithoutNull {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::Array(types)) = schema.get_mut("type") {
            types.retain(|kind| kind != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(Value::Array(members)) = schema.get_mut("anyOf") {
            members.retain(|member| member.get("type").is_none_or(|kind| kind != "null"));
        }
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
        if schema
            .get("default")
            .is_some_and(|default| default.is_null() || default == "")
        {
            schema.remove("default");
        }
        transform_subschemas(self, schema);
    }
}
