//! The credentials that an operation requires: OpenAPI 3.1.1, "Security Requirement Object".

use crate::ir::{Api, Operation};
use crate::prose::{self, Line, line};

/// How many alternatives are listed.
const MOST: usize = 6;

/// What an operation requires; nothing to say where the whole API requires nothing.
pub(super) fn required(api: &Api, operation: &Operation) -> Option<Line> {
    let mut alternatives: Vec<Line> = Vec::new();
    for alternative in operation.security.iter().filter(|schemes| !schemes.is_empty()) {
        let schemes = alternative.iter().map(|key| scheme(api, operation, key));
        let text = Line::joined(schemes, " with ");
        if !alternatives.contains(&text) {
            alternatives.push(text);
        }
    }
    let is_optional = operation.security.iter().any(Vec::is_empty);
    let rest = if alternatives.len() > MOST { " or others" } else { "" };
    alternatives.truncate(MOST);
    let listed = line![Line::joined(&alternatives, " or "), rest];
    match (alternatives.is_empty(), is_optional) {
        (true, _) if api.client.schemes.is_empty() => None,
        (true, _) => Some("Requires no credentials.".into()),
        (false, true) => Some(line!["Credentials are optional: ", listed, "."]),
        (false, false) => Some(line!["Requires ", listed, "."]),
    }
}

/// The builder's method for a scheme, and the scopes.
fn scheme(api: &Api, operation: &Operation, key: &str) -> Line {
    let known = api.client.schemes.iter().find(|scheme| scheme.name.wire == key);
    let name = match known {
        Some(scheme) => {
            let name = prose::path(&scheme.name.rust);
            line!["[`", &name, "`](crate::ClientBuilder::", &name, ")"]
        }
        None => prose::code(key),
    };
    let scopes = operation.scopes.iter().find(|(scheme, _)| scheme == key);
    let scopes = scopes.map(|(_, scopes)| scopes.as_slice()).unwrap_or_default();
    let listed = Line::joined(scopes.iter().map(|scope| prose::code(scope)), ", ");
    match scopes {
        [] => name,
        [_] => line![name, " (scope ", listed, ")"],
        _ => line![name, " (scopes ", listed, ")"],
    }
}
