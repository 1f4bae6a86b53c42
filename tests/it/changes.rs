//! Changes of documents at random: additive ones, after which the code of users must go on, and breaking ones, which must be said.

use std::collections::BTreeSet;
use std::fmt;

use clientwright::surface::{Item, Key, Surface};
use serde_json::{Map, Value, json};

use crate::mutations::random::Random;

/// A change of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// An optional property more.
    OptionalProperty,
    /// A value of an enum more.
    EnumValue,
    /// An operation more.
    Operation,
    /// An optional query parameter more.
    QueryParameter,
    /// A schema that nothing uses.
    Schema,
    /// A documented error more, where there are some.
    Error,
    /// Another description.
    Description,
    /// Properties in another order.
    Order,
    /// A property less.
    PropertyGone,
    /// A property of another type.
    PropertyRetyped,
    /// A property of another name.
    PropertyRenamed,
    /// An operation less.
    OperationGone,
    /// A required query parameter more.
    RequiredParameter,
    /// A value of an enum less.
    ValueGone,
}

/// Changes after which the code of users goes on.
pub const ADDITIVE: &[Change] = &[
    Change::OptionalProperty,
    Change::EnumValue,
    Change::Operation,
    Change::QueryParameter,
    Change::Schema,
    Change::Error,
    Change::Description,
    Change::Order,
];

/// Changes that break it, where it has to do with them.
pub const BREAKING: &[Change] = &[
    Change::PropertyGone,
    Change::PropertyRetyped,
    Change::PropertyRenamed,
    Change::OperationGone,
    Change::RequiredParameter,
    Change::ValueGone,
];

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self:?}")
    }
}

/// Where a document can be changed, by JSON Pointers.
#[derive(Debug, Default)]
pub struct Places {
    objects: Vec<String>,
    enums: Vec<String>,
    operations: Vec<String>,
}

impl Places {
    /// The places of a document.
    pub fn of(document: &Value) -> Self {
        let mut places = Self::default();
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        for (name, schema) in schemas.into_iter().flatten() {
            places.add_schema(&child("/components/schemas", name), schema);
        }
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            let methods = item.as_object().into_iter().flatten();
            for (method, operation) in methods.filter(|(_, operation)| operation.get("responses").is_some()) {
                let _ = operation;
                places.operations.push(child(&child("/paths", path), method));
            }
        }
        places
    }

    fn add_schema(&mut self, place: &str, schema: &Value) {
        let Some(members) = schema.as_object().filter(|members| !members.contains_key("$ref")) else {
            return;
        };
        let values = members.get("enum").and_then(Value::as_array);
        if values.is_some_and(|values| values.len() > 1 && values.iter().all(Value::is_string)) {
            self.enums.push(place.to_owned());
        }
        if let Some(properties) = members
            .get("properties")
            .and_then(Value::as_object)
            .filter(|all| !all.is_empty())
        {
            self.objects.push(place.to_owned());
            for (name, property) in properties {
                self.add_schema(&child(&child(place, "properties"), name), property);
            }
        }
        if let Some(items) = members.get("items") {
            self.add_schema(&child(place, "items"), items);
        }
    }
}

fn child(place: &str, token: &str) -> String {
    format!("{place}/{}", token.replace('~', "~0").replace('/', "~1"))
}

/// Changes a document; says where, or nothing where it has no place for such a change.
pub fn apply(change: Change, document: &mut Value, places: &Places, random: &mut Random) -> Option<String> {
    match change {
        Change::OptionalProperty
        | Change::Order
        | Change::PropertyGone
        | Change::PropertyRetyped
        | Change::PropertyRenamed => {
            let place = random.pick(&places.objects)?;
            let object = document.pointer_mut(place)?;
            of_object(change, object, random).map(|what| format!("{what} of {place}"))
        }
        Change::EnumValue | Change::ValueGone => {
            let place = random.pick(&places.enums)?;
            let values = document.pointer_mut(place)?.get_mut("enum")?.as_array_mut()?;
            match change {
                Change::EnumValue => values.push("added-value".into()),
                _ => _ = values.remove(random.below(values.len())),
            }
            Some(place.clone())
        }
        Change::QueryParameter
        | Change::RequiredParameter
        | Change::Error
        | Change::Description
        | Change::OperationGone => {
            let place = random.pick(&places.operations)?;
            of_operation(change, document, place)?;
            Some(place.clone())
        }
        Change::Operation => {
            let response =
                json!({ "description": "", "content": { "application/json": { "schema": { "type": "string" } } } });
            let operation = json!({ "operationId": "addedOperation", "responses": { "200": response } });
            document
                .get_mut("paths")?
                .as_object_mut()?
                .insert("/added/path".into(), json!({ "get": operation }));
            Some("/added/path".to_owned())
        }
        Change::Schema => {
            let schema = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
            let schemas = document.pointer_mut("/components/schemas")?.as_object_mut()?;
            schemas.insert("AddedSchema".into(), schema);
            Some("AddedSchema".to_owned())
        }
    }
}

fn of_object(change: Change, object: &mut Value, random: &mut Random) -> Option<String> {
    let properties = object.get_mut("properties")?.as_object_mut()?;
    let names: Vec<String> = properties.keys().cloned().collect();
    let name = random.pick(&names)?.clone();
    match change {
        Change::OptionalProperty => _ = properties.insert("added_property".into(), json!({ "type": "string" })),
        Change::Order => {
            let others: Vec<(String, Value)> = std::mem::take(properties).into_iter().rev().collect();
            *properties = others.into_iter().collect::<Map<String, Value>>();
        }
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
        _ => {
            let schema = properties.remove(&name)?;
            properties.insert("renamed_property".into(), schema);
            if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
                let own = required.iter_mut().filter(|required| **required == name.as_str());
                own.for_each(|required| *required = "renamed_property".into());
            }
        }
    }
    Some(name)
}

fn of_operation(change: Change, document: &mut Value, place: &str) -> Option<()> {
    if change == Change::OperationGone {
        let (item, method) = place.rsplit_once('/')?;
        document.pointer_mut(item)?.as_object_mut()?.remove(method)?;
        return Some(());
    }
    let operation = document.pointer_mut(place)?.as_object_mut()?;
    match change {
        Change::Description => _ = operation.insert("description".into(), "Other words.".into()),
        Change::Error => {
            let responses = operation.get_mut("responses")?.as_object_mut()?;
            let is_error = |status: &String| status.starts_with(['4', '5']) && *status != "418";
            responses.keys().find(|status| is_error(status))?;
            let schema = json!({ "type": "object", "properties": { "added": { "type": "string" } } });
            responses.insert(
                "418".into(),
                json!({ "description": "", "content": { "application/json": { "schema": schema } } }),
            );
        }
        _ => {
            let required = change == Change::RequiredParameter;
            let parameter = json!({ "name": "added_parameter", "in": "query", "required": required, "schema": { "type": "string" } });
            let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
            parameters.as_array_mut()?.push(parameter);
        }
    }
    Some(())
}

/// The items of a client that another one lacks, or has with another signature: judged by the lines of `api.txt` alone.
pub fn lost(old: &Surface, new: &Surface) -> BTreeSet<String> {
    let is_kept = |key: &Key, item: &Item| {
        let now = new.items.get(key);
        // More traits break nobody.
        let plain = |item: &Item| Item {
            traits: Vec::new(),
            ..item.clone()
        };
        now.is_some_and(|now| {
            plain(item).signature(key.kind) == plain(now).signature(key.kind)
                && item.traits.iter().all(|name| now.traits.contains(name))
        })
    };
    let lost = old.items.iter().filter(|(key, item)| !is_kept(key, item));
    lost.map(|(key, _)| format!("{} {}", key.path, key.kind)).collect()
}
