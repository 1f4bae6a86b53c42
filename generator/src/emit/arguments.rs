//! The section `# Arguments` of a method.

use crate::ir::{Body, Docs, Location, Operation, Parameter};
use crate::prose::{self, Line, line};

use super::operations::required;

/// The documentation of a method, with a list of its arguments where the document says anything of them.
pub(super) fn listed(docs: &Docs, operation: &Operation, body: Option<&Body>) -> Docs {
    let parameters = || required(operation);
    let is_silent = |parameter: &Parameter| {
        parameter.docs.is_empty() && parameter.facts.is_empty() && parameter.deprecated.is_none()
    };
    let says_nothing = body.is_none_or(|body| body.docs.is_empty() && body.facts.is_empty());
    let mut docs = docs.clone();
    if says_nothing && parameters().all(is_silent) {
        return docs;
    }
    let mut list = Docs::default();
    for parameter in parameters() {
        list.item(argument(&parameter.name.rust), &of_argument(parameter));
    }
    if let Some(body) = body {
        list.item(argument(&body.name), &of_body(body));
    }
    docs.paragraph(["# Arguments"]);
    docs.paragraph(list.lines());
    docs
}

/// The name of an argument, as callers write it.
fn argument(name: &str) -> Line {
    line!["`", prose::path(name), "`"]
}

/// The description of a parameter, or where in the request it goes.
pub(super) fn of_parameter(parameter: &Parameter) -> Docs {
    let wire = prose::code(&parameter.name.wire);
    let text = match parameter.location {
        Location::Path { .. } => line!["The ", wire, " path parameter."],
        Location::Query { .. } => line!["The ", wire, " query parameter."],
        Location::Header { .. } => line!["The ", wire, " header."],
        Location::Cookie { .. } => line!["The ", wire, " cookie."],
    };
    joined(&parameter.docs, text, &parameter.facts)
}

/// An argument has no attribute that says so.
fn of_argument(parameter: &Parameter) -> Docs {
    let docs = of_parameter(parameter);
    let says_so = docs.lines().first().is_some_and(|line| {
        let start = line.as_str().trim_start_matches('*').get(.."deprecated".len());
        start.is_some_and(|word| word.eq_ignore_ascii_case("deprecated"))
    });
    if parameter.deprecated.is_none() || says_so {
        return docs;
    }
    let mut marked = Docs::of(["Deprecated."]);
    marked.paragraph(docs.lines());
    marked
}

/// The description of a body.
pub(super) fn of_body(body: &Body) -> Docs {
    joined(&body.docs, "The request body.".into(), &body.facts)
}

fn joined(docs: &Docs, otherwise: Line, facts: &Docs) -> Docs {
    let mut all = docs.clone();
    if all.is_empty() {
        all.paragraph([otherwise]);
    }
    all.paragraph(facts.lines());
    all
}
