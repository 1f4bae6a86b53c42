//! Every place in a document where a text stands: values, and the names of members.

use clientwright::pointer::Pointer;
use serde_json::{Map, Value};

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
}

/// All positions of a document, in its order.
pub fn all(document: &Value) -> Vec<Position> {
    let mut found = Vec::new();
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
        Kind::Value => replace(&mut document, &tokens, |_| text.to_owned()),
        Kind::Longer => replace(&mut document, &tokens, |before| format!("{before}{text}")),
        Kind::Name => {
            let Some((last, parents)) = tokens.split_last() else {
                return document;
            };
            let is_component = parents.len() == 2 && parents.first().is_some_and(|first| first == "components");
            // The names of components hold neither by the standard, and references to those that do are not followed.
            let text = match is_component {
                true => text.replace(['/', '~'], "_"),
                false => text.to_owned(),
            };
            let name = format!("{last}{text}");
            if let Some(Value::Object(members)) = at(&mut document, parents) {
                rename(members, last, &name);
            }
            if is_component {
                let new = parents
                    .iter()
                    .fold(Pointer::root(), |pointer, token| pointer.child(token));
                let new = format!("#{}", new.child(&name));
                let old = format!("#{}", position.pointer);
                follow(&mut document, (&old, &new), (last, &name));
            }
        }
    }
    document
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

/// Changes references, and the keys of security requirements.
fn follow(value: &mut Value, reference: (&str, &str), key: (&str, &str)) {
    match value {
        Value::String(text) if text == reference.0 => reference.1.clone_into(text),
        Value::Array(elements) => {
            for element in elements {
                follow(element, reference, key);
            }
        }
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if let ("security", Value::Array(alternatives)) = (name.as_str(), &mut *member) {
                    for alternative in alternatives.iter_mut().filter_map(Value::as_object_mut) {
                        rename(alternative, key.0, key.1);
                    }
                }
                follow(member, reference, key);
            }
        }
        _ => {}
    }
}
