//! Changes to the tree of a document.

use serde_json::{Map, Value, json};

use super::random::{HOSTILE, Random};

/// Changes the tree in one place.
pub(super) fn change(root: &mut Value, random: &mut Random) {
    let places = places(root);
    let Some(place) = random.pick(&places).cloned() else {
        return;
    };
    let other = random.pick(&places).cloned().unwrap_or_default();
    let there = root.pointer(&other).cloned().unwrap_or_default();
    let Some(node) = root.pointer_mut(&place) else {
        return;
    };
    match random.below(14) {
        0 | 1 => *node = scalar(random),
        2 => *node = there,
        3 => rename(node, random),
        4 => *node = json!({"$ref": format!("#{other}")}),
        5 => refer_to(node, &place, &other, random),
        6 => *node = wrapped(node.take(), there, random),
        7 => remove(node, random),
        8 => repeat(node, random),
        9 => *node = nested(node.take(), random),
        10 => *node = Value::from(long(random)),
        11 => say(node, random),
        12 => put(node, there, random),
        _ => *node = Value::from(*random.pick(HOSTILE).unwrap_or(&"")),
    }
}

/// The pointers to all nodes.
fn places(root: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), root)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Object(members) => {
                let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
                open.extend(
                    members
                        .iter()
                        .map(|(name, member)| (format!("{pointer}/{}", escaped(name)), member)),
                );
            }
            Value::Array(elements) => {
                let elements = elements.iter().enumerate();
                open.extend(elements.map(|(index, element)| (format!("{pointer}/{index}"), element)));
            }
            _ => {}
        }
        found.push(pointer);
    }
    found
}

fn scalar(random: &mut Random) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!([]),
        json!({}),
        json!([null]),
        json!([[]]),
        json!({"": null}),
        json!("string"),
        json!("object"),
        json!("array"),
    ];
    random.pick(&all).cloned().unwrap_or_default()
}

/// Keywords that change what a schema or an operation is.
const KEYWORDS: &[&str] = &[
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "const",
    "required",
    "default",
    "format",
    "additionalProperties",
    "discriminator",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "description",
    "title",
    "prefixItems",
    "$defs",
    "$anchor",
    "$id",
    "$dynamicRef",
    "patternProperties",
    "propertyNames",
    "if",
    "then",
    "example",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "headers",
    "callbacks",
    "links",
    "security",
    "servers",
    "tags",
    "operationId",
    "name",
    "in",
    "style",
    "explode",
    "encoding",
    "get",
    "post",
    "webhooks",
    "components",
    "schemas",
    "paths",
    "info",
    "openapi",
    "variables",
    "mapping",
    "propertyName",
    "minimum",
    "maxLength",
    "pattern",
    "x-enum-varnames",
];

fn key(random: &mut Random) -> String {
    let keys = if random.one_in(3) { HOSTILE } else { KEYWORDS };
    (*random.pick(keys).unwrap_or(&"")).to_owned()
}

fn rename(node: &mut Value, random: &mut Random) {
    let Some(members) = node.as_object_mut() else { return };
    let names: Vec<String> = members.keys().cloned().collect();
    if let Some(value) = random.pick(&names).and_then(|name| members.remove(name)) {
        members.insert(key(random), value);
    }
}

/// A reference beside what is there, to another place or to one around this one.
fn refer_to(node: &mut Value, place: &str, other: &str, random: &mut Random) {
    let ancestors: Vec<&str> = place.match_indices('/').filter_map(|(at, _)| place.get(..at)).collect();
    let target = match random.one_in(2) {
        true => random.pick(&ancestors).copied().unwrap_or(place),
        false => other,
    };
    match node {
        Value::Object(members) => {
            members.insert("$ref".to_owned(), json!(format!("#{target}")));
        }
        Value::Array(elements) => elements.push(json!({"$ref": format!("#{target}")})),
        other => *other = json!({"$ref": target}),
    }
}

fn wrapped(node: Value, other: Value, random: &mut Random) -> Value {
    let keyword = random.pick(&["allOf", "oneOf", "anyOf"]).copied().unwrap_or("allOf");
    let members = match random.below(4) {
        0 => json!([node]),
        1 => json!([node, node]),
        2 => json!([node, {"type": "null"}]),
        _ => json!([node, other]),
    };
    json!({keyword: members})
}

fn remove(node: &mut Value, random: &mut Random) {
    match node {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            random.pick(&names).map(|name| members.remove(name));
        }
        Value::Array(elements) if !elements.is_empty() => drop(elements.remove(random.below(elements.len()))),
        other => *other = Value::Null,
    }
}

fn repeat(node: &mut Value, random: &mut Random) {
    let times = 1 + random.below(20);
    match node {
        Value::Array(elements) => {
            let element = random.pick(elements).cloned().unwrap_or_default();
            elements.extend(std::iter::repeat_n(element, times));
        }
        Value::Object(members) => {
            let Some((name, value)) = members.iter().next() else {
                return;
            };
            let (name, value) = (name.clone(), value.clone());
            members.extend((0..times).map(|index| (format!("{name}{index}"), value.clone())));
        }
        _ => {}
    }
}

fn nested(node: Value, random: &mut Random) -> Value {
    let levels = 1 + random.below(40);
    let form = random.below(5);
    (0..levels).fold(node, |inner, _| match form {
        0 => json!({"type": "object", "properties": {"p": inner}}),
        1 => json!({"type": "array", "items": inner}),
        2 => json!({"allOf": [inner]}),
        3 => json!({"oneOf": [inner, {"type": "string"}]}),
        _ => json!({"additionalProperties": inner}),
    })
}

fn long(random: &mut Random) -> String {
    let text = random
        .pick(&["x", "word ", "a-", "Ä", "[", "*", "\n", "`"])
        .copied()
        .unwrap_or("x");
    text.repeat(1 + random.below(5_000))
}

/// Says something more of a schema.
fn say(node: &mut Value, random: &mut Random) {
    let sayings = [
        json!({"nullable": true}),
        json!({"type": ["string", "null", "integer"]}),
        json!({"type": "object"}),
        json!({"enum": ["a", "A", null, 1, "a"]}),
        json!({"const": "x"}),
        json!({"default": {"x": [1]}}),
        json!({"required": ["p", "q", "p"]}),
        json!({"additionalProperties": {"type": "string"}}),
        json!({"additionalProperties": false}),
        json!({"discriminator": {"propertyName": "kind"}}),
        json!({"discriminator": {"propertyName": "type", "mapping": {"a": "#/components/schemas/A", "b": "B"}}}),
        json!({"readOnly": true, "writeOnly": true}),
        json!({"format": "date-time"}),
        json!({"deprecated": true}),
        json!({"prefixItems": [{"type": "string"}, {}], "items": false}),
        json!({"minimum": 5, "maximum": 1, "multipleOf": 0}),
        json!({"$defs": {"p": {"type": "string"}}, "$anchor": "p"}),
        json!({"x-enum-varnames": ["A", "A"]}),
    ];
    let saying: Map<String, Value> = random
        .pick(&sayings)
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    match node {
        Value::Object(members) => members.extend(saying),
        other => *other = Value::Object(saying),
    }
}

fn put(node: &mut Value, there: Value, random: &mut Random) {
    match node {
        Value::Object(members) => {
            members.insert(key(random), there);
        }
        Value::Array(elements) => elements.insert(random.below(elements.len() + 1), there),
        other => *other = there,
    }
}
