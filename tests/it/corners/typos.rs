//! One slip of the pen in a document: a letter that is missing or doubled in a key of the standard or in a word that has to
//! be one of several.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Keys whose members have names of the document's own.
const NAMING: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "security",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Keys of values and of texts for people.
const DATA: &[&str] = &[
    "const",
    "contact",
    "default",
    "enum",
    "example",
    "examples",
    "externalDocs",
    "license",
];

/// Keys whose values are words of the standard, or names of something in the document.
const WORDS: &[&str] = &["$ref", "format", "in", "required", "scheme", "style", "tags", "type"];

/// A document with a slip.
#[derive(Clone, Debug)]
pub struct Typo {
    /// Where, and what is written there.
    pub what: String,
    /// The document with it.
    pub document: Value,
}

/// One slip for each kind of place in a document, where places are of one kind that differ in names and numbers alone.
pub fn typos(document: &Value) -> Vec<Typo> {
    let mut found = Vec::new();
    walk(document, &mut Vec::new(), &mut BTreeSet::new(), &mut |place, slip| {
        let mut document = document.clone();
        let what = match &slip {
            Slip::Key(old, new) => format!("{place}: `{old}` is written `{new}`"),
            Slip::Word(word) => format!("{place} is written `{word}`"),
        };
        apply(&mut document, place, slip);
        found.push(Typo { what, document });
    });
    found
}

enum Slip {
    Key(String, String),
    Word(String),
}

fn apply(document: &mut Value, place: &str, slip: Slip) {
    match (document.pointer_mut(place), slip) {
        (Some(Value::Object(members)), Slip::Key(old, new)) => {
            let renamed = std::mem::take(members).into_iter();
            *members = renamed
                .map(|(key, value)| (if key == old { new.clone() } else { key }, value))
                .collect::<Map<String, Value>>();
        }
        (Some(value), Slip::Word(word)) => *value = Value::String(word),
        _ => {}
    }
}

fn walk(value: &Value, trail: &mut Vec<String>, seen: &mut BTreeSet<String>, note: &mut dyn FnMut(&str, Slip)) {
    let place = trail.iter().fold(String::new(), |place, token| {
        format!("{place}/{}", token.replace('~', "~0").replace('/', "~1"))
    });
    let is_naming = is_naming(trail);
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if key.starts_with("x-") || (!is_naming && DATA.contains(&key.as_str())) {
                    continue;
                }
                if !is_naming && seen.insert(kind(trail, key)) {
                    for new in slips(key) {
                        note(&place, Slip::Key(key.clone(), new));
                    }
                }
                trail.push(key.clone());
                walk(member, trail, seen, note);
                trail.pop();
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                trail.push(index.to_string());
                walk(element, trail, seen, note);
                trail.pop();
            }
        }
        Value::String(word) => {
            let key = trail.iter().rev().find(|token| token.parse::<usize>().is_err());
            let is_word = key.is_some_and(|key| WORDS.contains(&key.as_str())) && !is_naming;
            if is_word && seen.insert(kind(trail, word)) {
                for new in slips(word) {
                    note(&place, Slip::Word(new));
                }
            }
        }
        _ => {}
    }
}

/// Whether the members at the end of a trail have names of the document's own.
fn is_naming(trail: &[String]) -> bool {
    let is_name = |at: usize| trail.get(..at).is_some_and(is_naming);
    match trail.split_last() {
        Some((last, above)) if NAMING.contains(&last.as_str()) => !is_name(above.len()) || above.is_empty(),
        // A requirement among several.
        Some((last, [.., list])) => list == "security" && last.parse::<usize>().is_ok(),
        _ => false,
    }
}

/// A place without its names and numbers, and what stands there. The levels of schemas are alike.
fn kind(trail: &[String], word: &str) -> String {
    let mut kind: Vec<&str> = Vec::new();
    for (at, token) in trail.iter().enumerate() {
        let is_name = token.parse::<usize>().is_ok() || trail.get(..at).is_some_and(is_naming);
        kind.push(if is_name { "*" } else { token });
    }
    let last = kind.len().saturating_sub(3);
    format!("{}: {word}", kind.get(last..).unwrap_or_default().join("/"))
}

/// A word without one of its letters, and with one of them doubled.
fn slips(word: &str) -> Vec<String> {
    let middle = word.char_indices().nth(word.chars().count() / 2);
    let Some((at, letter)) = middle.filter(|_| word.chars().count() > 1) else {
        return Vec::new();
    };
    let (before, rest) = word.split_at(at);
    let after = rest.strip_prefix(letter).unwrap_or_default();
    vec![format!("{before}{after}"), format!("{before}{letter}{letter}{after}")]
}
