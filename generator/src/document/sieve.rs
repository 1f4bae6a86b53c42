//! What the model refuses, node by node: the dialect is to give it nothing that it refuses, and what it does all the same
//! costs no more than itself.

use openapiv3::{Components, SecurityRequirement, Server, Tag};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::skeleton::{Skeleton, fits_item};
use crate::dialect::Slots;
use crate::pointer::Pointer;

/// Takes out what the model refuses, and says where it stood and why.
pub(super) fn sieved(skeleton: &mut Skeleton<'_>) -> Vec<(Pointer, serde_json::Error)> {
    let mut refused = Vec::new();
    for (key, items) in [("paths", &mut skeleton.paths), ("webhooks", &mut skeleton.webhooks)] {
        for (path, item) in items {
            sieve_item(
                skeleton.slots,
                item,
                &Pointer::root().child(key).child(path),
                &mut refused,
            );
        }
    }
    let Some(document) = skeleton.rest.as_object_mut() else {
        return refused;
    };
    for (key, fits) in [
        ("servers", fits::<Server> as Fits),
        ("tags", fits::<Tag>),
        ("security", fits::<SecurityRequirement>),
    ] {
        let place = Pointer::root().child(key);
        if let Some(elements) = document.get_mut(key).and_then(Value::as_array_mut) {
            let mut index = 0;
            elements.retain(|element| {
                let place = place.index(index);
                index += 1;
                keep(fits(element), place, &mut refused)
            });
        }
    }
    for (kind, components) in members(document, "components").into_iter().flatten() {
        let place = Pointer::root().child("components").child(kind);
        for (name, component) in components.as_object_mut().into_iter().flatten() {
            let alone = json!({kind: {name: component}});
            if !keep(fits::<Components>(&alone), place.child(name), &mut refused) {
                *component = substitute(kind);
            }
        }
    }
    refused
}

/// Tries whether the model takes a value.
type Fits = fn(&Value) -> serde_json::Result<()>;

fn fits<T: DeserializeOwned>(value: &Value) -> serde_json::Result<()> {
    T::deserialize(value).map(drop)
}

fn keep(fits: serde_json::Result<()>, place: Pointer, refused: &mut Vec<(Pointer, serde_json::Error)>) -> bool {
    let is_fit = fits.is_ok();
    refused.extend(fits.err().map(|error| (place, error)));
    is_fit
}

fn sieve_item(slots: &Slots, item: &mut Value, place: &Pointer, refused: &mut Vec<(Pointer, serde_json::Error)>) {
    let Some(members) = item.as_object_mut() else { return };
    members.retain(|key, value| keep(fits_item(slots, key, value), place.child(key), refused));
}

/// What stands for a component that the model refuses: others refer to it.
fn substitute(kind: &str) -> Value {
    match kind {
        "responses" => json!({"description": ""}),
        "parameters" => json!({"name": "unreadable", "in": "query", "schema": {}}),
        "requestBodies" => json!({"content": {"application/json": {"schema": {}}}}),
        "headers" => json!({"schema": {}}),
        "securitySchemes" => json!({"type": "http", "scheme": "unsupported"}),
        _ => json!({}),
    }
}

fn members<'v>(document: &'v mut Map<String, Value>, key: &str) -> Option<&'v mut Map<String, Value>> {
    document.get_mut(key)?.as_object_mut()
}
