//! The operations of a path item by their methods: OpenAPI 3.1.1, "Path Item Object"; `query` and `additionalOperations` are
//! of 3.2.0.

use serde_json::{Map, Value};

use super::{Lowering, child};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

/// The methods that have a key of their own.
pub(super) const METHODS: &[&str] = &[
    "delete", "get", "head", "options", "patch", "post", "put", "query", "trace",
];

/// The key of the operations by other methods.
const ADDITIONAL: &str = "additionalOperations";

/// The methods in the order in which a client has them; all others come after them.
const ORDER: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Whether a key of a lowered path item is a method.
pub(crate) fn is_method(key: &str) -> bool {
    key != "parameters"
}

/// Where a method comes among the others of its path item.
pub(crate) fn rank(method: &str) -> usize {
    ORDER.iter().position(|known| *known == method).unwrap_or(ORDER.len())
}

/// A method as requests have it: the keys are in small letters.
pub(crate) fn verb(key: &str) -> String {
    match METHODS.contains(&key) {
        true => key.to_ascii_uppercase(),
        false => key.to_owned(),
    }
}

/// Whether something is said of requests by a key of a path item.
pub(super) fn is_of_requests(key: &str) -> bool {
    key == "parameters" || key == ADDITIONAL || METHODS.contains(&key)
}

/// The operations of a path item in any letters, without a word about what is wrong.
pub(super) fn operations_in(item: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    let is_usual = |key: &str| METHODS.iter().any(|method| key.eq_ignore_ascii_case(method));
    let own = item.iter().filter(move |(key, _)| is_usual(key));
    let additional = item.get(ADDITIONAL).and_then(Value::as_object);
    own.chain(additional.into_iter().flatten())
        .map(|(method, operation)| (method.as_str(), operation))
}

/// The token that begins the place of an operation in a path item: `get`, or `COPY` below `additionalOperations`.
pub(super) fn method_at(tokens: &[String]) -> Option<&str> {
    match tokens {
        [additional, method, ..] if additional == ADDITIONAL => Some(method),
        [method, ..] if METHODS.contains(&method.as_str()) => Some(method),
        _ => None,
    }
}

impl<'s> Lowering<'s> {
    /// The operations of a path item, each by its method.
    pub(super) fn by_method<'v>(
        &mut self,
        item: &'v Map<String, Value>,
        place: &Place,
    ) -> Vec<(String, &'v Value, Place)>
    where
        's: 'v,
    {
        let mut found = Vec::new();
        for method in METHODS {
            if let Some(key) = self.key_of_method(method, item, place) {
                let operation = item.get(key).map(|raw| ((*method).to_owned(), raw, child(place, key)));
                found.extend(operation);
            }
        }
        let additional = child(place, ADDITIONAL);
        for (method, operation, place) in self.named(item.get(ADDITIONAL), &additional, "`additionalOperations`") {
            let usual = METHODS.iter().find(|known| known.eq_ignore_ascii_case(method));
            match usual {
                Some(usual) if found.iter().any(|(known, _, _)| known == usual) => {
                    let message = format!("`{method}` is left out: `{usual}` is there as well");
                    self.report(Code::InvalidDocument, &place, message);
                }
                Some(usual) => {
                    let message = format!("`{method}` has a key of its own, so it is treated as `{usual}`");
                    self.report(Code::Mended, &place, message);
                    found.push(((*usual).to_owned(), operation, place));
                }
                None if is_token(method) && is_method(method) => found.push((method.clone(), operation, place)),
                None => {
                    let message = format!("`{method}` can't be a method, so its operation is left out");
                    self.report(Code::InvalidDocument, &place, message);
                    self.lost += 1;
                }
            }
        }
        found
    }

    /// The key of a method's operation: the method in small letters, or else in others.
    fn key_of_method<'v>(&mut self, method: &'v str, item: &'v Map<String, Value>, place: &Place) -> Option<&'v str> {
        let mut written = None;
        let is_method = |key: &&String| key.eq_ignore_ascii_case(method) && *key != method;
        for key in item.keys().filter(is_method) {
            let is_taken = item.contains_key(method) || written.is_some();
            let (code, what) = match is_taken {
                true => (Code::InvalidDocument, format!("left out: `{method}` is there as well")),
                false => (Code::Mended, format!("treated as `{method}`")),
            };
            let message = format!("`{key}` isn't a method, so it is {what}");
            let diagnostic = Diagnostic::new(code, child(place, key), message);
            self.diagnostics
                .push(diagnostic.help(format!("write it as `{method}`")));
            written = written.or(Some(key.as_str()));
        }
        if item.contains_key(method) {
            Some(method)
        } else {
            written
        }
    }
}

/// RFC 9110, section 9.1: a method is a token.
fn is_token(text: &str) -> bool {
    let is_fit = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    !text.is_empty() && text.chars().all(is_fit)
}
