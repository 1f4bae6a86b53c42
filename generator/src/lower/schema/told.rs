//! What a schema in place says of values that their Rust types don't tell.

use serde_json::{Number, Value};

use super::view::SchemaRef;
use crate::ir::Told;
use crate::spec::Schema;

/// What a schema says; nothing of a reference, since that is said of the component.
pub(crate) fn of(schema: Option<SchemaRef<'_>>) -> Told {
    match schema {
        Some(SchemaRef::Inline(schema)) => said(schema),
        Some(SchemaRef::Component(_)) | None => Told::default(),
    }
}

fn said(schema: &Schema) -> Told {
    let bounds = schema.bounds();
    let number = |keyword, number: &Option<Number>| Some((keyword, number.as_ref()?.to_string()));
    let count = |keyword, count: Option<usize>| Some((keyword, count?.to_string()));
    let exclusive = |is_exclusive: bool, [inclusive, exclusive]: [&'static str; 2]| match is_exclusive {
        true => exclusive,
        false => inclusive,
    };
    let least = exclusive(bounds.exclusive_minimum, ["minimum", "exclusiveMinimum"]);
    let most = exclusive(bounds.exclusive_maximum, ["maximum", "exclusiveMaximum"]);
    let all = [
        schema.format.clone().map(|text| ("format", text)),
        schema.default.as_ref().map(|value| ("default", shown(value))),
        number(least, &bounds.minimum),
        number(most, &bounds.maximum),
        number("multipleOf", &bounds.multiple_of),
        count("minLength", bounds.min_length),
        count("maxLength", bounds.max_length),
        schema.pattern.clone().map(|text| ("pattern", text)),
        count("minItems", bounds.min_items),
        count("maxItems", bounds.max_items),
        bounds.unique_items.then(|| ("uniqueItems", true.to_string())),
        count("minProperties", bounds.min_properties),
        count("maxProperties", bounds.max_properties),
    ];
    all.into_iter().flatten().collect()
}

/// A value as people read it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
