//! Small random documents whose names are as near to each other as names get, and edits that only add.

#![allow(clippy::indexing_slicing, reason = "indexing a JSON value adds what is not there")]

use serde_json::{Map, Value, json};

use super::edits;

/// A source of choices that are the same on every machine (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    pub(super) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(super) fn of_these<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        let index = self.below(all.len());
        all.get(index).unwrap()
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            list.swap(index, self.below(index + 1));
        }
    }
}

const SCHEMAS: &[&str] = &[
    "Pet",
    "pet",
    "PET",
    "PetOwner",
    "pet_owner",
    "Owner",
    "PetOwnerName",
    "PetKind",
    "PetKindKnown",
    "PetRequest",
    "Option",
    "ListPets",
    "ListPetsError",
    "ListPetsResponse",
    "list_pets",
    "PetItem",
];
const PROPERTIES: &[&str] = &[
    "id",
    "ID",
    "i_d",
    "fooBar",
    "foo_bar",
    "FooBar",
    "foo-bar",
    "foo.bar",
    "additional",
    "new",
    "type",
    "kind",
    "owner",
    "ownerName",
    "owner_name",
    "next",
    "pets",
    "pets[]",
    "items",
];
const VALUES: &[&str] = &[
    "a",
    "A",
    "unknown",
    "Unknown",
    "UNKNOWN",
    "unknown_value",
    "+1",
    "-1",
    "1",
    "foo-bar",
    "foo_bar",
    "FooBar",
    "",
];
const IDS: &[&str] = &[
    "listPets",
    "list_pets",
    "ListPets",
    "getPet",
    "list_pets_error",
    "case_getPet",
    "addPet",
    "add-pet",
];
const PATHS: &[&str] = &["/pets", "/pets/{id}", "/pet-owner", "/pet_owner", "/a", "/b"];
const METHODS: &[&str] = &["get", "put", "post", "delete"];
const TAGS: &[&str] = &["pets", "Pets", "pet owners", "pet_owners"];

/// A document of a few schemas and operations.
pub(crate) fn document(dice: &mut Dice) -> Value {
    let mut document = json!({
        "openapi": "3.0.3", "info": { "title": "Case", "version": "1" }, "paths": {},
        "components": { "schemas": { "Node": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Node" } } } } },
    });
    for _ in 0..3 + dice.below(5) {
        add_schema(dice, &mut document);
    }
    for _ in 0..2 + dice.below(5) {
        add_operation(dice, &mut document);
    }
    document
}

/// Adds one thing or several, or changes a text that no name may follow.
pub(crate) fn grow(dice: &mut Dice, document: &mut Value) {
    for _ in 0..1 + dice.below(4) {
        match dice.below(8) {
            0 => add_schema(dice, document),
            1 | 2 => add_property_or_value(dice, document),
            3 => add_operation(dice, document),
            4 => edits::add_media_type(dice, document),
            5 => edits::rename(dice, document),
            _ => add_parameter(dice, document),
        }
    }
}

/// Reorders all that has no order of its own.
pub(crate) fn reorder(dice: &mut Dice, value: &mut Value) {
    match value {
        Value::Object(members) => {
            let has_names = members.contains_key(edits::NAMES);
            let mut entries: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            dice.shuffle(&mut entries);
            for (key, mut member) in entries {
                reorder(dice, &mut member);
                let is_free = !has_names || key != "enum";
                if let Value::Array(list) = &mut member
                    && is_free
                    && ["enum", "required", "parameters", "oneOf"].contains(&key.as_str())
                {
                    dice.shuffle(list);
                }
                members.insert(key, member);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|element| reorder(dice, element)),
        _ => {}
    }
}

pub(super) fn schemas(document: &mut Value) -> &mut Map<String, Value> {
    document
        .pointer_mut("/components/schemas")
        .unwrap()
        .as_object_mut()
        .unwrap()
}

fn add_schema(dice: &mut Dice, document: &mut Value) {
    let known: Vec<String> = schemas(document).keys().cloned().collect();
    let schema = match dice.below(4) {
        0 => enumeration(dice),
        _ => object(dice, &known, 2),
    };
    let name = (*dice.of_these(SCHEMAS)).to_owned();
    schemas(document).entry(name).or_insert(schema);
}

fn object(dice: &mut Dice, known: &[String], depth: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for _ in 0..1 + dice.below(4) {
        let name = *dice.of_these(PROPERTIES);
        let mut schema = schema(dice, known, depth);
        if schema.get("$ref").is_none() {
            if dice.one_in(4) {
                schema["nullable"] = true.into();
            }
            if dice.one_in(6) {
                schema["readOnly"] = true.into();
            }
            if dice.one_in(3) {
                required.push(name);
            }
        }
        properties.entry(name).or_insert(schema);
    }
    required.sort_unstable();
    required.dedup();
    let mut object = json!({ "type": "object", "properties": properties, "required": required });
    if dice.one_in(4) {
        object["additionalProperties"] = json!({ "type": "string" });
    }
    object
}

fn schema(dice: &mut Dice, known: &[String], depth: usize) -> Value {
    match dice.below(7) {
        0 | 1 => json!({ "$ref": format!("#/components/schemas/{}", dice.of_these(known)) }),
        2 => enumeration(dice),
        3 if depth > 0 => object(dice, known, depth - 1),
        4 if depth > 0 => json!({ "type": "array", "items": schema(dice, known, depth - 1) }),
        5 => json!({ "oneOf": [
            { "$ref": format!("#/components/schemas/{}", dice.of_these(known)) },
            { "type": "object", "title": "Other", "properties": { "kind": enumeration(dice) } },
            { "type": "object", "required": ["number"], "properties": { "number": { "type": "string" } } },
        ] }),
        _ => json!({ "type": "string" }),
    }
}

fn enumeration(dice: &mut Dice) -> Value {
    let mut values: Vec<&str> = (0..1 + dice.below(4)).map(|_| *dice.of_these(VALUES)).collect();
    values.sort_unstable();
    values.dedup();
    json!({ "type": "string", "enum": values })
}

fn add_operation(dice: &mut Dice, document: &mut Value) {
    let known: Vec<String> = schemas(document).keys().cloned().collect();
    let reference = |dice: &mut Dice| json!({ "$ref": format!("#/components/schemas/{}", dice.of_these(&known)) });
    let json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let path = *dice.of_these(PATHS);
    let method = *dice.of_these(METHODS);
    let answer = match dice.below(3) {
        0 => object(dice, &known, 1),
        _ => reference(dice),
    };
    let mut operation = json!({
        "parameters": [], "responses": { "200": { "description": "", "content": json(answer) } },
    });
    if path.contains('{') {
        operation["parameters"] =
            json!([{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }]);
    }
    if dice.one_in(2) {
        let error = reference(dice);
        operation["responses"]["404"] = json!({ "description": "", "content": json(error) });
    }
    if dice.one_in(3) {
        operation["responses"]["201"] = json!({ "description": "", "content": json(enumeration(dice)) });
    }
    if method != "get" && method != "delete" {
        let body = match dice.below(3) {
            0 => object(dice, &known, 1),
            _ => reference(dice),
        };
        operation["requestBody"] = json!({ "required": true, "content": json(body) });
    }
    if !dice.one_in(4) {
        operation["operationId"] = (*dice.of_these(IDS)).into();
    }
    if !dice.one_in(4) {
        operation["tags"] = json!([dice.of_these(TAGS)]);
    }
    let paths = document["paths"].as_object_mut().unwrap();
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item.as_object_mut().unwrap().entry(method).or_insert(operation);
}

fn add_parameter(dice: &mut Dice, document: &mut Value) {
    let name = *dice.of_these(PROPERTIES);
    let place = *dice.of_these(&["query", "header"]);
    let schema = match dice.below(2) {
        0 => enumeration(dice),
        _ => json!({ "type": "string" }),
    };
    let mut operations: Vec<&mut Value> = document["paths"]
        .as_object_mut()
        .unwrap()
        .values_mut()
        .flat_map(|item| item.as_object_mut().unwrap().values_mut())
        .collect();
    let index = dice.below(operations.len());
    let parameters = operations.get_mut(index).unwrap()["parameters"].as_array_mut().unwrap();
    let is_new = |known: &Value| known["name"] != name || known["in"] != place;
    if parameters.iter().all(is_new) {
        let at = dice.below(parameters.len() + 1);
        let required = dice.one_in(3);
        parameters.insert(
            at,
            json!({ "name": name, "in": place, "schema": schema, "required": required }),
        );
    }
}

/// Adds to one of the objects and enums of the document.
fn add_property_or_value(dice: &mut Dice, document: &mut Value) {
    let known: Vec<String> = schemas(document).keys().cloned().collect();
    let name = *dice.of_these(PROPERTIES);
    let value = *dice.of_these(VALUES);
    let mut added = schema(dice, &known, 1);
    if added.get("$ref").is_none() && dice.one_in(3) {
        added["nullable"] = true.into();
    }
    let at_front = dice.one_in(2);
    let required = added.get("$ref").is_none() && dice.one_in(3);
    let mut places = Vec::new();
    gather(document, &mut places);
    let place = dice.of_these(&places).clone();
    let schema = document.pointer_mut(&place).unwrap();
    match schema.get_mut("enum").and_then(Value::as_array_mut) {
        Some(values) if values.iter().any(|known| known == value) => {}
        Some(values) => {
            let at = if at_front { 0 } else { values.len() };
            values.insert(at, value.into());
            if let Some(names) = schema.get_mut(edits::NAMES).and_then(Value::as_array_mut) {
                names.insert(at, format!("Named {}", names.len()).into());
            }
        }
        None => {
            let properties = schema["properties"].as_object_mut().unwrap();
            if !properties.contains_key(name) {
                properties.insert(name.to_owned(), added);
                if required {
                    let mut names = schema["required"].as_array().cloned().unwrap_or_default();
                    names.push(name.into());
                    schema["required"] = names.into();
                }
            }
        }
    }
}

/// The places of all objects and enums.
pub(super) fn gather(document: &Value, places: &mut Vec<String>) {
    fn walk(value: &Value, place: &str, places: &mut Vec<String>) {
        let is_place =
            value.get("properties").is_some_and(Value::is_object) && value.get("type").is_some_and(Value::is_string);
        if is_place || value.get("enum").is_some_and(Value::is_array) {
            places.push(place.to_owned());
        }
        let step = |key: &str| format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
        match value {
            Value::Object(members) => members
                .iter()
                .for_each(|(key, member)| walk(member, &step(key), places)),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .for_each(|(at, element)| walk(element, &step(&at.to_string()), places)),
            _ => {}
        }
    }
    walk(document, "", places);
}
