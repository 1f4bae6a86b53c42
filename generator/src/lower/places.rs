//! What schemas are known by in the lock: where they stand, in few words, whatever else stands beside them.

use std::fmt;

use crate::names::{Case, Names, snake};
use crate::pointer::Pointer;

/// The table of all types, in the lock.
pub(crate) const TYPES: &str = "types";

/// A place of a schema: a component or an operation, and the way from there.
///
/// `Pet` `.owner.tags[]`, `list_pets()` ` ?sort`. Positions in lists may change when something is added, so they are no
/// part of it. Most types are called as their key reads, which keeps the lock short.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) root: String,
    pub(crate) rest: String,
}

impl Key {
    /// A component schema.
    pub(crate) fn component(name: &str) -> Self {
        Self {
            root: name.to_owned(),
            rest: String::new(),
        }
    }

    /// A part of an operation, or of a component other than a schema.
    pub(crate) fn part(operation: &str, part: &str, place: &Pointer) -> Self {
        let tokens: Vec<String> = place.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match tokens.as_slice() {
            ["components", kind, name, rest @ ..] => Self {
                root: format!("{kind}/{name}"),
                rest: way(rest, part),
            },
            ["paths", path, "parameters", rest @ ..] => Self {
                root: (*path).to_owned(),
                rest: way(&[&["parameters"], rest].concat(), part),
            },
            [_, _, _, rest @ ..] => Self {
                root: format!("{}()", snake(operation)),
                rest: way(rest, part),
            },
            _ => Self {
                root: operation.to_owned(),
                rest: format!(" {part}"),
            },
        }
    }

    /// The name that the type had in the last run.
    pub(crate) fn name_before(&self, names: &Names) -> Option<String> {
        names.member_before(Case::Pascal, TYPES, &self.root, &self.rest)
    }

    /// The key of something below this one.
    #[must_use]
    pub(crate) fn below(&self, way: &str) -> Self {
        Self {
            root: self.root.clone(),
            rest: format!("{}{way}", self.rest),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.root, self.rest)
    }
}

/// What an operation is known by: `get /pets`.
pub(crate) fn route(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_lowercase())
}

/// The way from an operation to one of its parts: the part's own word, and what else tells it from others.
fn way(tokens: &[&str], part: &str) -> String {
    let mut way = String::new();
    let mut tokens = tokens.iter().peekable();
    if tokens.next_if(|token| **token == "parameters").is_some() {
        tokens.next();
        way.push_str(" ?");
        way.push_str(part);
    } else {
        way.push(' ');
        way.push_str(part);
    }
    while let Some(token) = tokens.next() {
        match *token {
            "requestBody" | "schema" => {}
            "responses" => {
                let status = tokens.next().filter(|status| **status != "200" && part == "response");
                status
                    .into_iter()
                    .for_each(|status| way.push_str(&format!(" {status}")));
            }
            "content" => {
                let other = tokens.next().filter(|name| **name != "application/json");
                other.into_iter().for_each(|name| way.push_str(&format!(" {name}")));
            }
            other => way.push_str(&format!("/{other}")),
        }
    }
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_few_words() {
        let key = |part: &str, pointer: &str| Key::part("listPets", part, &Pointer::parse(pointer)).to_string();
        let ok = "/paths/~1pets/get/responses/200/content/application~1json/schema";
        assert_eq!(key("response", ok), "list_pets() response");
        let created = "/paths/~1pets/get/responses/201/content/text~1csv/schema";
        assert_eq!(key("response", created), "list_pets() response 201 text/csv");
        assert_eq!(
            key("limit", "/paths/~1pets/get/parameters/3/schema"),
            "list_pets() ?limit"
        );
        assert_eq!(key("limit", "/paths/~1pets/parameters/3/schema"), "/pets ?limit");
        assert_eq!(
            key("limit", "/components/parameters/Limit/schema"),
            "parameters/Limit limit"
        );
        let body = "/paths/~1pets/post/requestBody/content/application~1json/schema";
        assert_eq!(key("body", body), "list_pets() body");
    }
}
