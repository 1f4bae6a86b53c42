//! Responses: what a call gives, and what can go wrong.

use super::{Subject, contents, types};
use crate::ir::{Api, Docs, Given, Output, ResponseCase, ResponseEnum, ResponseVariant, StatusPattern};
use crate::prose::{self, Line, line};

/// The documentation of a variant for a response: its status, and what the document says of it.
pub(crate) fn variant(case: &ResponseCase) -> Docs {
    let mut docs = match case.description.is_empty() {
        true => Docs::of([silent(case.status)]),
        false => described(&label(case.status), &case.description),
    };
    docs.paragraph(case.form.as_ref().map(|form| line!["As ", form, "."]));
    docs
}

/// A description behind a label, on the same line where it begins with prose.
fn described(label: &Line, description: &Docs) -> Docs {
    let mut lines = description.lines().iter();
    let mut docs = match description.summary() {
        Some(first) => {
            lines.next();
            Docs::of([line![label, ": ", first]])
        }
        None => Docs::of([line![label, "."]]),
    };
    match description.summary() {
        Some(_) => docs.extend(lines.cloned()),
        None => docs.paragraph(lines.cloned()),
    }
    docs
}

/// All that there is to say where the document says nothing.
fn silent(status: StatusPattern) -> Line {
    match status {
        StatusPattern::Code(_) => line!["Status code ", label(status), "."],
        StatusPattern::Range(_) => line!["Status codes ", label(status), "."],
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => line![label(status), "."],
    }
}

/// The status, as prose writes it.
fn label(status: StatusPattern) -> Line {
    match status {
        StatusPattern::Code(_) | StatusPattern::Range(_) => line!["`", number(status), "`"],
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "Any other status code".into(),
    }
}

fn number(status: StatusPattern) -> Line {
    match status {
        StatusPattern::Code(code) => line![usize::from(code)],
        StatusPattern::Range(hundred) => line![usize::from(hundred), "XX"],
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "any other status code".into(),
    }
}

/// What a call gives: the type, what the document says of it, and the headers.
pub(super) fn returned(subject: &Subject<'_>) -> Docs {
    let mut docs = match (&subject.operation.output, subject.output) {
        (Output::One(cases), _) => match cases.first() {
            Some(case) => {
                let mut docs = described(&types::given(subject.api, case.given()), &case.description);
                docs.paragraph(inside(subject.api, case.given()));
                docs
            }
            None => Docs::of(["Nothing: the API description declares no success response."]),
        },
        (Output::Several(_), Some(output)) => Docs::of([listed(output)]),
        (Output::Several(name), None) => Docs::of([prose::item(name)]),
    };
    let headers = subject.operation.headers.as_deref();
    docs.paragraph(headers.map(|name| line!["Response headers: ", prose::item(name), "."]));
    docs
}

/// What is in the value.
fn inside(api: &Api, given: Given<'_>) -> Option<Line> {
    match given {
        Given::Value(ty) => contents::given(api, ty),
        _ => None,
    }
}

/// The documented errors.
pub(super) fn errors(subject: &Subject<'_>) -> Docs {
    Docs::of([match subject.error {
        Some(error) => listed(error),
        None => "The API description documents no errors; see [`CallError`](crate::CallError).".into(),
    }])
}

/// `` [`ListError`] is `BadRequest` (400) or `Other` (any other status code). ``
///
/// There is no colon behind the link: a line that begins with both defines the target of a link in Markdown.
fn listed(responses: &ResponseEnum) -> Line {
    let variants = responses.variants.iter().map(|ResponseVariant { name, case }| {
        let name = prose::path(name);
        match &case.form {
            Some(form) => line!["`", name, "` (", number(case.status), " as ", form, ")"],
            None => line!["`", name, "` (", number(case.status), ")"],
        }
    });
    line![
        prose::item(&responses.name),
        " is ",
        super::enumerated(variants.collect(), " or "),
        "."
    ]
}
