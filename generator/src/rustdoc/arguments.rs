//! Arguments and options: what callers pass.

use super::contents;
use crate::ir::{Api, Body, Docs, Location, Operation, Parameter};
use crate::prose::{self, Line, line};

/// The description of a parameter, or where in the request it goes.
pub(crate) fn of_parameter(parameter: &Parameter) -> Docs {
    let wire = prose::code(&parameter.name.wire);
    let text = match parameter.location {
        Location::Path { .. } => line!["The ", wire, " path parameter."],
        Location::Query { .. } => line!["The ", wire, " query parameter."],
        Location::Header { .. } => line!["The ", wire, " header."],
        Location::Cookie { .. } => line!["The ", wire, " cookie."],
    };
    joined(&parameter.docs, text, &parameter.facts)
}

/// The description of a body.
pub(crate) fn of_body(body: &Body) -> Docs {
    joined(&body.docs, "The request body.".into(), &body.facts)
}

fn joined(docs: &Docs, otherwise: Line, facts: &Docs) -> Docs {
    let mut all = docs.clone();
    if all.is_empty() && facts.is_empty() {
        all.paragraph([otherwise]);
    }
    all.paragraph(facts.lines());
    all
}

/// The list of the arguments of which there is something to say.
pub(super) fn listed(api: &Api, operation: &Operation, body: Option<&Body>) -> Docs {
    let mut list = Docs::default();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        let docs = of_argument(parameter);
        if !docs.is_empty() {
            list.item(code(&parameter.name.rust), &docs);
        }
    }
    if let Some(body) = body {
        let mut docs = body.docs.clone();
        docs.paragraph(body.facts.lines());
        docs.paragraph(contents::passed(api, &body.ty));
        if !docs.is_empty() {
            list.item(code(&body.name), &docs);
        }
    }
    list
}

/// What there is to say of an argument. It has no attribute that says that it is deprecated.
fn of_argument(parameter: &Parameter) -> Docs {
    let is_silent = parameter.docs.is_empty() && parameter.facts.is_empty();
    let docs = match is_silent {
        true => Docs::default(),
        false => of_parameter(parameter),
    };
    if parameter.deprecated.is_none() || says_deprecated(&docs) {
        return docs;
    }
    let mut marked = Docs::of(["Deprecated."]);
    marked.paragraph(docs.lines());
    marked
}

fn says_deprecated(docs: &Docs) -> bool {
    docs.lines().first().is_some_and(|line| {
        let start = line.as_str().trim_start_matches('*').get(.."deprecated".len());
        start.is_some_and(|word| word.eq_ignore_ascii_case("deprecated"))
    })
}

/// The list of the optional inputs: a link to the setter of each, and its first sentence.
pub(super) fn options(operation: &Operation) -> Docs {
    let parameters = operation.parameters.iter().filter(|parameter| !parameter.required);
    let parameters = parameters.map(|parameter| {
        let is_marked = parameter.deprecated.is_some() && !says_deprecated(&parameter.docs);
        let sentence = parameter.docs.first_sentence();
        let sentence = match is_marked {
            true => Some(Line::joined(
                [Some("Deprecated.".into()), sentence].into_iter().flatten(),
                " ",
            )),
            false => sentence,
        };
        (&parameter.name.rust, sentence)
    });
    let body = operation.body.iter().filter(|body| !body.required);
    let body = body.map(|body| (&body.name, body.docs.first_sentence()));
    let options: Vec<(Line, Option<Line>)> = parameters
        .chain(body)
        .map(|(name, sentence)| (setter(operation, name), sentence))
        .collect();
    let (described, others): (Vec<_>, Vec<_>) = options.into_iter().partition(|(_, sentence)| sentence.is_some());
    let described = described
        .into_iter()
        .filter_map(|(link, sentence)| Some((link, sentence?)));
    let mut docs = Docs::of(described.map(|(link, sentence)| line!["* ", link, ": ", sentence.ended()]));
    let others: Vec<Line> = others.into_iter().map(|(link, _)| link).collect();
    let mark = if docs.is_empty() { "" } else { "* " };
    if !others.is_empty() {
        docs.extend([line![mark, Line::joined(others, ", "), "."]]);
    }
    docs
}

/// A link to a setter, on the page that lists those of this operation alone.
fn setter(operation: &Operation, name: &str) -> Line {
    line![
        prose::item(name),
        "(",
        prose::path(&operation.request),
        "#method.",
        prose::path(name),
        ")",
    ]
}

/// A name as callers write it.
fn code(name: &str) -> Line {
    line!["`", prose::path(name), "`"]
}
