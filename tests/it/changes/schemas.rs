//! Changes of schemas.

use serde_json::{Map, Value, json};

use super::places::child;
use super::{Change, Places};
use crate::mutations::random::Random;

pub(super) fn apply(change: Change, document: &mut Value, places: &Places, random: &mut Random) -> Option<String> {
    let number = random.below(1_000_000);
    match change {
        Change::OptionalProperty
        | Change::PropertyGone
        | Change::PropertyRetyped
        | Change::PropertyRenamed
        | Change::PropertyNullable => {
            let is_old = document
                .get("openapi")
                .and_then(Value::as_str)
                .is_some_and(|version| version.starts_with("3.0"));
            let place = random.pick(&places.objects)?;
            let object = document.pointer_mut(place)?.as_object_mut()?;
            let what = of_object((change, is_old), object, random)?;
            Some(format!("{what} of {place}"))
        }
        Change::PromisedProperty | Change::DemandedProperty => {
            let of = if change == Change::PromisedProperty {
                &places.received
            } else {
                &places.sent
            };
            let place = random.pick(of)?;
            let object = document.pointer_mut(place)?.as_object_mut()?;
            let name = format!("more_{number}");
            object
                .get_mut("properties")?
                .as_object_mut()?
                .insert(name.clone(), promised(random));
            let required = object.entry("required").or_insert_with(|| json!([]));
            required.as_array_mut()?.push(name.into());
            Some(place.clone())
        }
        Change::EnumValue | Change::ValueGone => {
            let place = random.pick(&places.enums)?;
            let values = document.pointer_mut(place)?.get_mut("enum")?.as_array_mut()?;
            match change {
                Change::EnumValue => values.push(format!("added-{number}").into()),
                _ if values.len() < 2 => return None,
                _ => _ = values.remove(random.below(values.len())),
            }
            Some(place.clone())
        }
        Change::Reference => {
            let place = random.pick(&places.inline)?;
            let name = format!("Moved{number}");
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            let schema = document
                .pointer_mut(place)
                .filter(|schema| schema.get("$ref").is_none())?;
            let schema = std::mem::replace(schema, reference);
            document
                .pointer_mut("/components/schemas")?
                .as_object_mut()?
                .insert(name, schema);
            Some(place.clone())
        }
        Change::Schema => {
            let schema = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
            let schemas = document.pointer_mut("/components/schemas")?.as_object_mut()?;
            schemas.insert(format!("Added{number}"), schema);
            Some(format!("Added{number}"))
        }
        Change::SchemaRenamed => {
            let name = random.pick(&places.components)?;
            let new = format!("Renamed{number}");
            let schemas = document.pointer_mut("/components/schemas")?.as_object_mut()?;
            let all = std::mem::take(schemas).into_iter();
            *schemas = all
                .map(|(key, schema)| (if key == *name { new.clone() } else { key }, schema))
                .collect();
            rename(
                document,
                &child("#/components/schemas", name),
                &child("#/components/schemas", &new),
            );
            Some(name.clone())
        }
        _ => None,
    }
}

/// What is promised or demanded: a text, a list, a date, an enum or an object.
fn promised(random: &mut Random) -> Value {
    match random.below(5) {
        0 => json!({ "type": "string" }),
        1 => json!({ "type": "array", "items": { "type": "integer" } }),
        2 => json!({ "type": "string", "format": "date-time" }),
        3 => json!({ "type": "string", "enum": ["on", "off"] }),
        _ => json!({ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } }),
    }
}

fn of_object((change, is_old): (Change, bool), object: &mut Map<String, Value>, random: &mut Random) -> Option<String> {
    let number = random.below(1_000_000);
    let properties = object.get_mut("properties")?.as_object_mut()?;
    let names: Vec<String> = properties.keys().cloned().collect();
    let name = random.pick(&names)?.clone();
    match change {
        Change::OptionalProperty => _ = properties.insert(format!("added_{number}"), json!({ "type": "string" })),
        Change::PropertyGone => {
            properties.remove(&name);
            if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(|required| *required != name.as_str());
            }
        }
        Change::PropertyRetyped => {
            let schema = properties.get_mut(&name)?;
            let is_text = schema.get("type").is_some_and(|ty| ty == "string");
            *schema = json!({ "type": if is_text { "integer" } else { "string" } });
        }
        Change::PropertyNullable => {
            let schema = properties.get_mut(&name)?.as_object_mut()?;
            let ty = schema.get("type").filter(|ty| ty.is_string()).cloned()?;
            match is_old {
                true => _ = schema.insert("nullable".into(), true.into()),
                false => _ = schema.insert("type".into(), json!([ty, "null"])),
            }
        }
        _ => {
            let new = format!("renamed_{number}");
            let schema = properties.remove(&name)?;
            properties.insert(new.clone(), schema);
            if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
                let own = required.iter_mut().filter(|required| **required == name.as_str());
                own.for_each(|required| *required = new.clone().into());
            }
        }
    }
    Some(name)
}

fn rename(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => new.clone_into(text),
        Value::Object(members) => members.values_mut().for_each(|value| rename(value, old, new)),
        Value::Array(elements) => elements.iter_mut().for_each(|value| rename(value, old, new)),
        _ => {}
    }
}
