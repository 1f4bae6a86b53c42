//! The keys that the standard knows, by place, and what becomes of each: one that no stage reads is reported, and one that
//! is nearly known is a slip of the pen.
//!
//! Each key of OpenAPI 3.0 and 3.1 and of JSON Schema 2020-12 stands in exactly one table, once.

mod objects;
mod schema;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::{Lowering, child};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

pub(super) use objects::*;
pub(super) use schema::{SCHEMA, TYPES, listed_strings};

/// How the keys begin by which the dialect hands on what the model of 3.0 has no place for. No document has them.
const OWN: &str = "x-clientwright-";

/// The keys of one kind of object.
pub(super) type Keys = &'static [(&'static str, Fate)];

/// What becomes of a key.
#[derive(Clone, Copy)]
pub(super) enum Fate {
    /// A stage reads it.
    Read,
    /// It is a note for people or other tools: requests and types are the same without it.
    Note,
    /// It says nothing without this other key, whose fate is its own.
    PartOf(&'static str),
    /// No stage reads it: where it says something, a warning tells what follows.
    Ignored {
        says_something: fn(&Value) -> bool,
        what_follows: &'static str,
    },
}

/// The names of the keys.
pub(super) fn names(keys: Keys) -> impl Iterator<Item = &'static str> + Clone {
    keys.iter().map(|(name, _)| *name)
}

impl Lowering<'_> {
    /// Reports the keys that no stage reads, those that are nearly known ones among them.
    pub(super) fn check_keys(&mut self, object: &Map<String, Value>, place: &Place, known: Keys) {
        for key in object.keys().filter(|key| key.starts_with(OWN)) {
            let message = format!("`{key}` isn't defined; it is ignored");
            let help = "clientwright is configured in `clientwright.toml`; an API description has no keys for it";
            self.diagnostics
                .push(Diagnostic::new(Code::UnknownKey, child(place, key), message).help(help));
        }
        for (key, value) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
            match known.iter().find(|(name, _)| name == key) {
                Some((_, fate)) => self.check_fate(key, value, *fate, object, place),
                None => self.check_spelling(key, object, place, known),
            }
        }
    }

    fn check_fate(&mut self, key: &str, value: &Value, fate: Fate, object: &Map<String, Value>, place: &Place) {
        let message = match fate {
            Fate::Read | Fate::Note => return,
            Fate::PartOf(other) if object.contains_key(other) => return,
            Fate::PartOf(other) => format!("`{key}` is ignored: it has no effect without `{other}`"),
            Fate::Ignored { says_something, .. } if !says_something(value) => return,
            Fate::Ignored { what_follows, .. } => format!("`{key}` is ignored: {what_follows}"),
        };
        self.report(Code::IgnoredKeyword, &child(place, key), message);
    }

    fn check_spelling(&mut self, key: &str, object: &Map<String, Value>, place: &Place, known: Keys) {
        let known = names(known).chain(["$ref"]);
        let Some(meant) = closest(key, known).filter(|meant| !object.contains_key(*meant)) else {
            return;
        };
        let message = format!("`{key}` isn't defined here; it is ignored");
        let diagnostic = Diagnostic::new(Code::UnknownKey, child(place, key), message);
        self.diagnostics
            .push(diagnostic.help(format!("did you mean `{meant}`?")));
    }
}
