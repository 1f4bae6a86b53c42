//! Where a document can be changed, by JSON Pointers.

use std::collections::BTreeSet;

use clientwright::names::pascal;
use clientwright::surface::{Key, Kind, Surface};
use serde_json::Value;

/// Where a document can be changed.
#[derive(Debug, Default)]
pub struct Places {
    /// Objects with properties.
    pub(super) objects: Vec<String>,
    /// Those of them that are components, and that only responses have.
    pub(super) received: Vec<String>,
    /// Those that are components, and that requests have.
    pub(super) sent: Vec<String>,
    /// Properties that are objects or enums in place.
    pub(super) inline: Vec<String>,
    /// Enums of strings.
    pub(super) enums: Vec<String>,
    /// The names of component schemas that something refers to.
    pub(super) components: Vec<String>,
    /// Operations.
    pub(super) operations: Vec<String>,
}

impl Places {
    /// The places of a document with this client.
    pub fn of(document: &Value, surface: &Surface) -> Self {
        let mut places = Self::default();
        let mut references = BTreeSet::new();
        let mut parents = BTreeSet::new();
        gather(document, &mut references, &mut parents);
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        for (name, schema) in schemas.into_iter().flatten() {
            places.add_schema(&child("/components/schemas", name), schema);
            if references.contains(name.as_str()) {
                places.components.push(name.clone());
            }
        }
        for place in places.objects.clone() {
            let name = place
                .strip_prefix("/components/schemas/")
                .filter(|name| !name.contains(['/', '~']));
            let Some(name) = name.filter(|name| !parents.contains(*name)) else {
                continue;
            };
            let has = |path: String, kind: Kind| surface.items.contains_key(&Key { path, kind });
            let path = format!("types::{}", pascal(name));
            match (
                has(path.clone(), Kind::Struct),
                has(format!("{path}::new"), Kind::Function),
            ) {
                (true, true) => places.sent.push(place),
                (true, false) => places.received.push(place),
                _ => {}
            }
        }
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            let methods = item.as_object().into_iter().flatten();
            for (method, _) in methods.filter(|(_, operation)| operation.get("responses").is_some()) {
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
        let is_enum = values.is_some_and(|values| values.len() > 1 && values.iter().all(Value::is_string));
        if is_enum {
            self.enums.push(place.to_owned());
        }
        let properties = members.get("properties").and_then(Value::as_object);
        let properties = properties.filter(|all| !all.is_empty());
        if (is_enum || properties.is_some()) && place.contains("/properties/") {
            self.inline.push(place.to_owned());
        }
        if let Some(properties) = properties {
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

/// What the document refers to, and what it merges into others.
fn gather<'d>(value: &'d Value, references: &mut BTreeSet<&'d str>, parents: &mut BTreeSet<&'d str>) {
    let name = |value: &'d Value| value.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/");
    references.extend(name(value));
    let merged = value.get("allOf").and_then(Value::as_array);
    parents.extend(merged.into_iter().flatten().filter_map(name));
    match value {
        Value::Object(members) => members.values().for_each(|value| gather(value, references, parents)),
        Value::Array(elements) => elements.iter().for_each(|value| gather(value, references, parents)),
        _ => {}
    }
}

/// A place in another one.
pub(super) fn child(place: &str, token: &str) -> String {
    format!("{place}/{}", token.replace('~', "~0").replace('/', "~1"))
}
