//! Annotated enumerations: `oneOf` or `anyOf` of constants that each have a title or a description; OpenAPI 3.1.1,
//! "Schema Object", as JSON Schema has no other way to describe a listed value.

use serde_json::{Map, Value, json};

use super::is_null_type;

/// What a member may say beside its value.
const BESIDE: &[&str] = &[
    "const",
    "default",
    "deprecated",
    "description",
    "enum",
    "example",
    "examples",
    "format",
    "title",
    "type",
];

/// The same schema with its constants as an `enum`, named by their titles where they are numbers, and described.
pub(super) fn as_enum(raw: &Map<String, Value>) -> Option<Map<String, Value>> {
    let keyword = ["oneOf", "anyOf"].into_iter().find(|key| raw.contains_key(*key))?;
    let holds_more = ["enum", "const", "allOf", "properties", "discriminator", "items"];
    if holds_more.iter().any(|key| raw.contains_key(*key)) {
        return None;
    }
    let members = raw.get(keyword)?.as_array()?;
    let (nulls, members): (Vec<&Value>, Vec<&Value>) = members.iter().partition(|member| is_null_type(member));
    let values: Vec<&Value> = members.iter().map(|member| only_value(member)).collect::<Option<_>>()?;
    let are_strings = values.iter().all(|value| value.is_string());
    // One constant beside null is an optional constant; one in a list that is to grow is an enum of one value.
    let is_list = values.len() > 1 || (values.len() == 1 && nulls.is_empty());
    if !is_list || !(are_strings || values.iter().all(|value| value.is_i64())) {
        return None;
    }
    let prose = |key: &str| -> Vec<&str> {
        let texts = members.iter().map(|member| member.get(key).and_then(Value::as_str));
        texts.map(Option::unwrap_or_default).collect()
    };
    let (titles, descriptions) = (prose("title"), prose("description"));
    let described: Vec<&str> = titles
        .iter()
        .zip(&descriptions)
        .map(|(title, description)| if description.is_empty() { *title } else { *description })
        .collect();
    let mut listed = raw.clone();
    listed.remove(keyword);
    if !nulls.is_empty() {
        listed.insert("nullable".to_owned(), Value::Bool(true));
    }
    listed.insert("type".to_owned(), json!(if are_strings { "string" } else { "integer" }));
    if !are_strings && titles.iter().all(|title| !title.is_empty()) {
        listed.insert("x-enum-varnames".to_owned(), json!(titles));
    }
    if described.iter().any(|text| !text.is_empty()) {
        listed.insert("x-enum-descriptions".to_owned(), json!(described));
    }
    listed.insert("enum".to_owned(), json!(values));
    Some(listed)
}

/// The one value that a schema allows, if it says nothing else of it.
fn only_value(member: &Value) -> Option<&Value> {
    let keywords = member.as_object()?;
    if !keywords.keys().all(|key| BESIDE.contains(&key.as_str())) {
        return None;
    }
    let listed = keywords.get("enum").and_then(Value::as_array).map(Vec::as_slice);
    match (keywords.get("const"), listed) {
        (Some(value), None) | (None, Some([value])) => Some(value),
        _ => None,
    }
}
