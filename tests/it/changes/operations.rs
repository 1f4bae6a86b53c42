//! Changes of operations.

use serde_json::{Map, Value, json};

use super::{Change, Places};
use crate::mutations::random::Random;

pub(super) fn apply(change: Change, document: &mut Value, places: &Places, random: &mut Random) -> Option<String> {
    let number = random.below(1_000_000);
    let place = random.pick(&places.operations)?;
    match change {
        Change::Operation => {
            let response =
                json!({ "description": "", "content": { "application/json": { "schema": { "type": "string" } } } });
            let tags = document
                .pointer(place)?
                .get("tags")
                .cloned()
                .unwrap_or_else(|| json!([]));
            let operation =
                json!({ "operationId": format!("added{number}"), "tags": tags, "responses": { "200": response } });
            let path = format!("/added/{number}");
            document
                .get_mut("paths")?
                .as_object_mut()?
                .insert(path.clone(), json!({ "get": operation }));
            Some(path)
        }
        Change::OperationGone => {
            let (item, method) = place.rsplit_once('/')?;
            document.pointer_mut(item)?.as_object_mut()?.remove(method)?;
            Some(place.clone())
        }
        _ => {
            let operation = document.pointer_mut(place)?.as_object_mut()?;
            of_operation(change, operation, number, random)?;
            Some(place.clone())
        }
    }
}

fn of_operation(change: Change, operation: &mut Map<String, Value>, number: usize, random: &mut Random) -> Option<()> {
    match change {
        Change::Description => _ = operation.insert("description".into(), "Other words.".into()),
        Change::Deprecation => _ = operation.insert("deprecated".into(), true.into()),
        Change::Tag => _ = operation.insert("tags".into(), json!([format!("Added {number}")])),
        Change::Error => {
            let schema = json!({ "type": "object", "properties": { "added": { "type": "string" } } });
            let responses = operation.get_mut("responses")?.as_object_mut()?;
            responses.entry("418").or_insert_with(|| described(&schema));
        }
        Change::ResponseHeader => {
            let response = success(operation)?;
            let headers = response.as_object_mut()?.entry("headers").or_insert_with(|| json!({}));
            let header = json!({ "schema": { "type": "integer" } });
            headers.as_object_mut()?.insert(format!("X-Added-{number}"), header);
        }
        Change::ResponseRetyped => {
            let schema = success(operation)?
                .pointer_mut("/content/application~1json")?
                .get_mut("schema")?;
            let is_list = schema.get("type").is_some_and(|ty| ty == "array");
            *schema = match is_list {
                true => json!({ "type": "string" }),
                false => json!({ "type": "array", "items": { "type": "string" } }),
            };
        }
        Change::BodyMedia => {
            let content = operation.get_mut("requestBody")?.get_mut("content")?.as_object_mut()?;
            content.get("application/json")?;
            content
                .entry("text/plain")
                .or_insert_with(|| json!({ "schema": { "type": "string" } }));
        }
        Change::QueryParameter | Change::RequiredParameter => {
            let is_required = change == Change::RequiredParameter;
            let parameter = json!({ "name": format!("added_{number}"), "in": "query", "required": is_required, "schema": { "type": "string" } });
            let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
            parameters.as_array_mut()?.push(parameter);
        }
        Change::ParameterGone | Change::ParameterRetyped => {
            let parameters = operation.get_mut("parameters")?.as_array_mut()?;
            let is_fit = |parameter: &Value| {
                let place = parameter.get("in").and_then(Value::as_str);
                place.is_some_and(|place| ["query", "header"].contains(&place)) && parameter.get("schema").is_some()
            };
            let fit: Vec<usize> = (0..parameters.len())
                .filter(|index| parameters.get(*index).is_some_and(is_fit))
                .collect();
            let index = *random.pick(&fit)?;
            if change == Change::ParameterGone {
                parameters.remove(index);
                return Some(());
            }
            let schema = parameters.get_mut(index)?.get_mut("schema")?;
            let is_text = schema.get("type").is_some_and(|ty| ty == "string");
            *schema = json!({ "type": if is_text { "boolean" } else { "string" } });
        }
        _ => return None,
    }
    Some(())
}

fn described(schema: &Value) -> Value {
    json!({ "description": "", "content": { "application/json": { "schema": schema } } })
}

/// The first success response that stands in place.
fn success(operation: &mut Map<String, Value>) -> Option<&mut Value> {
    let responses = operation.get_mut("responses")?.as_object_mut()?;
    let mut successes = responses
        .iter_mut()
        .filter(|(status, response)| status.starts_with('2') && response.get("$ref").is_none());
    successes.next().map(|(_, response)| response)
}
