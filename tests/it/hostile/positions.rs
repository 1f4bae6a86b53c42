//! Every place in a document where a text stands: values, the names of members, and the names of its files.

use clientwright::pointer::Pointer;
use serde_json::{Map, Value, json};

/// A text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Where it stands.
    pub pointer: Pointer,
    /// What it is.
    pub kind: Kind,
}

/// What a text of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A value, which is replaced.
    Value,
    /// A value, which is made longer, so that it goes on meaning what it means.
    Longer,
    /// The name of a member, which is made longer.
    Name,
    /// The name of the document's own file.
    OwnFile,
    /// The name of another file, which the schemas are moved to.
    OtherFile,
}

/// All positions of a document, in its order.
pub fn all(document: &Value) -> Vec<Position> {
    let of_file = |kind| Position {
        pointer: Pointer::root(),
        kind,
    };
    let mut found = vec![of_file(Kind::OwnFile), of_file(Kind::OtherFile)];
    walk(document, &Pointer::root(), &mut found);
    found
}

fn walk(value: &Value, pointer: &Pointer, found: &mut Vec<Position>) {
    let at = |kind| Position {
        pointer: pointer.clone(),
        kind,
    };
    match value {
        Value::String(_) => found.extend([at(Kind::Value), at(Kind::Longer)]),
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                walk(element, &pointer.index(index), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = pointer.child(name);
                found.push(Position {
                    pointer: pointer.clone(),
                    kind: Kind::Name,
                });
                walk(member, &pointer, found);
            }
        }
        _ => {}
    }
}

/// The document with a text at a position. What refers to a component goes on referring to it.
pub fn put(document: &Value, position: &Position, text: &str) -> Value {
    let tokens: Vec<String> = position.pointer.tokens().collect();
    let mut document = document.clone();
    match position.kind {
        Kind::OwnFile | Kind::OtherFile => {}
        Kind::Value => replace(&mut document, &tokens, |_| text.to_owned()),
        Kind::Longer => replace(&mut document, &tokens, |before| format!("{before}{text}")),
        Kind::Name => {
            let Some((last, parents)) = tokens.split_last() else {
                return document;
            };
            let is_component = parents.len() == 2 && parents.first().is_some_and(|first| first == "components");
            let name = format!("{last}{text}");
            if let Some(Value::Object(members)) = at(&mut document, parents) {
                rename(members, last, &name);
            }
            if is_component {
                let new = position.pointer.parent().unwrap_or_default().child(&name).fragment();
                let old = position.pointer.fragment();
                let is_schema = parents.last().is_some_and(|kind| kind == "schemas");
                let named = if is_schema { "mapping" } else { "security" };
                follow(&mut document, (&old, &new), named, (last, &name));
            }
        }
    }
    document
}

/// The document without its schemas, which stand in another file of this name, and that file.
pub fn parted(document: &Value, file: &str) -> (Value, Value) {
    const SCHEMAS: &str = "#/components/schemas/";
    let mut entry = document.clone();
    let components = entry.get_mut("components").and_then(Value::as_object_mut);
    let schemas = components.and_then(|components| components.remove("schemas"));
    let encoded: String = file.bytes().map(encoded).collect();
    turn(&mut entry, &|text| {
        text.starts_with(SCHEMAS).then(|| format!("{encoded}{text}"))
    });
    let mut other = json!({"components": {"schemas": schemas}});
    turn(&mut other, &|text| {
        let is_elsewhere = text.starts_with("#/components/") && !text.starts_with(SCHEMAS);
        is_elsewhere.then(|| format!("document.json{text}"))
    });
    (entry, other)
}

/// RFC 3986, section 2.1: all that isn't unreserved.
fn encoded(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

/// Changes all texts that are others then.
fn turn(value: &mut Value, other: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(other) = other(text) {
                *text = other;
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| turn(element, other)),
        Value::Object(members) => members.values_mut().for_each(|member| turn(member, other)),
        _ => {}
    }
}

fn replace(document: &mut Value, tokens: &[String], with: impl FnOnce(&str) -> String) {
    if let Some(value) = at(document, tokens) {
        *value = Value::String(with(value.as_str().unwrap_or_default()));
    }
}

fn at<'v>(value: &'v mut Value, tokens: &[String]) -> Option<&'v mut Value> {
    tokens.iter().try_fold(value, |value, token| match value {
        Value::Object(members) => members.get_mut(token),
        Value::Array(elements) => elements.get_mut(token.parse::<usize>().ok()?),
        _ => None,
    })
}

fn rename(members: &mut Map<String, Value>, old: &str, new: &str) {
    let before = std::mem::take(members);
    members.extend(before.into_iter().map(|(name, member)| match name == old {
        true => (new.to_owned(), member),
        false => (name, member),
    }));
}

/// Changes references, and the names of components in what names them: the mappings of discriminators, or the requirements of
/// security.
fn follow(value: &mut Value, reference: (&str, &str), named: &str, name: (&str, &str)) {
    match value {
        Value::String(text) if text == reference.0 => reference.1.clone_into(text),
        Value::Array(elements) => {
            for element in elements {
                follow(element, reference, named, name);
            }
        }
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                if key == named {
                    rename_in(member, name);
                }
                follow(member, reference, named, name);
            }
        }
        _ => {}
    }
}

/// A mapping's values and a requirement's keys are names.
fn rename_in(value: &mut Value, name: (&str, &str)) {
    match value {
        Value::Object(tags) => {
            for target in tags.values_mut().filter(|target| *target == name.0) {
                *target = name.1.into();
            }
        }
        Value::Array(alternatives) => {
            for alternative in alternatives.iter_mut().filter_map(Value::as_object_mut) {
                rename(alternative, name.0, name.1);
            }
        }
        _ => {}
    }
}
