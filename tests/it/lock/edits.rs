//! Edits that change texts and add forms: no name and no place of what was there may follow them.

#![allow(clippy::indexing_slicing, reason = "indexing a JSON value adds what is not there")]

use serde_json::{Map, Value, json};

use super::documents::{Dice, gather, schemas};

/// Where a document names the values of an enum.
pub(super) const NAMES: &str = "x-enum-varnames";

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/problem+json",
    "application/vnd.case+json",
    "text/plain",
];

/// Adds a form to a body or to an error, before the others or after them.
pub(super) fn add_media_type(dice: &mut Dice, document: &mut Value) {
    let known: Vec<String> = schemas(document).keys().cloned().collect();
    let schema = json!({ "$ref": format!("#/components/schemas/{}", dice.of_these(&known)) });
    let media_type = *dice.of_these(MEDIA_TYPES);
    let at_front = dice.one_in(2);
    let place = *dice.of_these(&["/requestBody/content", "/responses/404/content"]);
    let operations = document["paths"].as_object_mut().unwrap().values_mut();
    let operations = operations.flat_map(|item| item.as_object_mut().unwrap().values_mut());
    let mut contents: Vec<&mut Value> = operations
        .filter_map(|operation| operation.pointer_mut(place))
        .collect();
    if contents.is_empty() {
        return;
    }
    let at = dice.below(contents.len());
    let content = contents.get_mut(at).unwrap().as_object_mut().unwrap();
    if content.contains_key(media_type) {
        return;
    }
    let added = (media_type.to_owned(), json!({ "schema": schema }));
    let others = std::mem::take(content);
    *content = match at_front {
        true => std::iter::once(added).chain(others).collect(),
        false => others.into_iter().chain([added]).collect(),
    };
}

/// Changes a text that names follow where there is no lock.
pub(super) fn rename(dice: &mut Dice, document: &mut Value) {
    match dice.below(3) {
        0 => name_values(dice, document),
        1 => retitle(dice, document),
        _ => rename_variable(dice, document),
    }
}

fn name_values(dice: &mut Dice, document: &mut Value) {
    let mut places = Vec::new();
    gather(document, &mut places);
    let place = dice.of_these(&places).clone();
    let schema = document.pointer_mut(&place).unwrap();
    let count = schema.get("enum").and_then(Value::as_array).map(Vec::len);
    if let Some(count) = count.filter(|_| schema.get(NAMES).is_none()) {
        let names: Vec<String> = (0..count).map(|index| format!("Given {index}")).collect();
        schema[NAMES] = names.into();
    }
}

fn retitle(dice: &mut Dice, document: &mut Value) {
    let title = *dice.of_these(&["Other", "Another", "Pet", "Number"]);
    let mut places = Vec::new();
    gather(document, &mut places);
    places.retain(|place| place.contains("/oneOf/"));
    let members: Vec<&String> = places
        .iter()
        .filter(|place| place.rsplit('/').nth(1) == Some("oneOf"))
        .collect();
    if !members.is_empty() {
        let place = (*dice.of_these(&members)).clone();
        document.pointer_mut(&place).unwrap()["title"] = title.into();
    }
}

fn rename_variable(dice: &mut Dice, document: &mut Value) {
    let name = *dice.of_these(&["id", "petId", "pet_id", "kind"]);
    let paths = std::mem::take(document["paths"].as_object_mut().unwrap());
    let renamed = paths.into_iter().map(|(path, mut item)| match path.split_once('{') {
        None => (path, item),
        Some((start, _)) => {
            let operations = item.as_object_mut().unwrap().values_mut();
            let parameters = operations.flat_map(|operation| operation["parameters"].as_array_mut().unwrap());
            for parameter in parameters.filter(|parameter| parameter["in"] == "path") {
                parameter["name"] = name.into();
            }
            (format!("{start}{{{name}}}"), item)
        }
    });
    document["paths"] = Value::Object(renamed.collect::<Map<String, Value>>());
}
