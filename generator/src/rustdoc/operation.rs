//! The documentation of a method, and of the alias of its request.

use super::{Subject, arguments, example, responses, security};
use crate::ir::{Body, Docs, Group, Operation, Paging};
use crate::prose::{self, Line, line};

/// The documentation of a method of the operation; `body` is its last argument.
pub(crate) fn method(subject: &Subject<'_>, name: &str, body: Option<&Body>) -> Docs {
    let operation = subject.operation;
    let mut docs = operation.docs.summary.clone();
    docs.paragraph(operation.docs.description.lines());
    docs.paragraph([route(subject)]);
    docs.paragraph(operation.paging.as_ref().map(pages));
    docs.paragraph(operation.docs.notes.lines());
    docs.paragraph(body.or(operation.body.as_ref()).and_then(|body| body.note.as_ref()));
    section(
        &mut docs,
        "# Arguments",
        &arguments::listed(subject.api, operation, body),
    );
    section(&mut docs, "# Options", &arguments::options(operation));
    section(&mut docs, "# Returns", &responses::returned(subject));
    section(&mut docs, "# Errors", &responses::errors(subject));
    section(&mut docs, "# Examples", &example::of_method(subject, name, body));
    docs.paragraph(operation.docs.origin.as_ref());
    docs
}

/// The documentation of the alias of a request.
pub(crate) fn request(group: &Group, operation: &Operation) -> Line {
    let method = prose::item(&method_path(group, operation));
    let has_options = operation.parameters.iter().any(|parameter| !parameter.required)
        || operation.body.as_ref().is_some_and(|body| !body.required);
    match has_options {
        true => line!["The request of ", method, ", with its optional inputs."],
        false => line!["The request of ", method, "."],
    }
}

/// The path of an operation's method.
pub(crate) fn method_path(group: &Group, operation: &Operation) -> String {
    let handle = group.handle.as_ref();
    let owner = handle.map_or("Client", |handle| handle.name.rust.as_str());
    format!("{owner}::{}", operation.name.rust)
}

fn section(docs: &mut Docs, title: &'static str, text: &Docs) {
    if !text.is_empty() {
        docs.paragraph([title]);
        docs.paragraph(text.lines());
    }
}

/// Method, path, server and credentials, in one line.
fn route(subject: &Subject<'_>) -> Line {
    let operation = subject.operation;
    let route = prose::code(&format!("{} {}", operation.method, operation.path));
    let server = operation.server.as_deref().map(|name| {
        let name = prose::path(name);
        line![" Sent to its own server, [`", &name, "`](crate::servers::", &name, ")."]
    });
    let credentials = security::required(subject.api, operation).map(|text| line![" ", text]);
    Line::concat([Some(line![route, "."]), server, credentials].into_iter().flatten())
}

fn pages(paging: &Paging) -> &'static str {
    match &paging.list {
        Some(_) => {
            "Paginated: stream every item with [`items()`](crate::Request::items), or every page with \
             [`pages()`](crate::Request::pages)."
        }
        None => "Paginated: stream every page with [`pages()`](crate::Request::pages).",
    }
}
