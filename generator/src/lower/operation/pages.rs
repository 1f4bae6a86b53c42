//! Answers that come in pages: where the configuration says how, or the document by `x-speakeasy-pagination` or by a
//! declared header `Link`.

mod first;
mod list;
mod rules;
mod speakeasy;

use super::lookup;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{self, Body, BodyFormat, Group, Location, NextPage, PageInput, Paging, TypeDef};
use crate::lower::Options;
use crate::pointer::{Place, Pointer};
use crate::spec::{Document, Operation, Parameter, Referable, Response, Status};

use super::draft::Call;
use super::raw;
use crate::lower::schema::schemas::Schemas;
pub use rules::PageRule;

/// Why an operation is not paged although something says that it is.
type Unfit = String;

/// Finishes the paging of every operation. It is done last, since the way to the items goes through finished types.
pub(crate) fn settle(options: &Options, groups: &mut [Group], types: &[TypeDef], diagnostics: &mut Diagnostics) {
    let used = rules::report_unused(&options.pagination, groups);
    used.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let Some(paging) = operation.paging.take() else {
            continue;
        };
        let (paging, without_list) = finished(paging, operation, types);
        let rule = rules::first_for(&options.pagination, &Callee::from(&*operation));
        if let Some(message) = without_list {
            let place = rule.map_or_else(
                || operation.origin.clone(),
                |rule| Place::in_configuration(&rule.operations),
            );
            diagnostics.push(Diagnostic::new(Code::Unpaged, place, message));
        }
        operation.paging = Some(paging);
    }
}

/// How the answers of an operation come in pages, but for where the items are in their types.
pub(super) fn declared(schemas: &mut Schemas<'_>, raw: &raw::Raw<'_>, call: &Call) -> Option<Paging> {
    let raw = Raw {
        document: schemas.document,
        shared: &raw.item.parameters,
        operation: raw.operation,
        pointer: &raw.place,
    };
    let callee = Callee::from(call);
    let configured = || rules::of(&schemas.options.pagination, &raw, &callee).map(Ok);
    let by_extension = || speakeasy::of(&raw).map(|paging| checked(paging?, &callee));
    match configured().or_else(by_extension).or_else(|| by_link(&raw).map(Ok))? {
        Ok(paging) => Some(paging),
        Err(unfit) => {
            schemas.report(Diagnostic::new(Code::Unpaged, call.origin.clone(), unfit));
            None
        }
    }
}

/// An operation as the document has it.
struct Raw<'a> {
    document: &'a Document,
    shared: &'a [Referable<Parameter>],
    operation: &'a Operation,
    pointer: &'a Pointer,
}

/// An operation as far as pages are requested by it.
struct Callee<'a> {
    wire: &'a str,
    parameters: &'a [ir::Parameter],
    body: Option<&'a Body>,
}

impl<'a> From<&'a Call> for Callee<'a> {
    fn from(call: &'a Call) -> Self {
        Self {
            wire: &call.wire,
            parameters: &call.parameters,
            body: call.body.as_ref(),
        }
    }
}

impl<'a> From<&'a ir::Operation> for Callee<'a> {
    fn from(operation: &'a ir::Operation) -> Self {
        Self {
            wire: &operation.name.wire,
            parameters: &operation.parameters,
            body: operation.body.as_ref(),
        }
    }
}

/// What the next page is asked for by must be a parameter of the query, or a member of a JSON body.
fn checked(paging: Paging, operation: &Callee<'_>) -> Result<Paging, Unfit> {
    match &paging.next {
        NextPage::Cursor { parameter, .. } | NextPage::Offset { parameter, .. } | NextPage::Page { parameter, .. } => {
            let (is_there, what) = match paging.input {
                PageInput::Query => (has_query(operation, parameter), "a query parameter"),
                PageInput::Body => (has_json_body(operation), "a property of a JSON body"),
            };
            match is_there {
                true => Ok(paging),
                false => Err(format!(
                    "pages can't be requested with `{parameter}`, which isn't {what}"
                )),
            }
        }
        NextPage::Url { .. } | NextPage::Link => Ok(paging),
    }
}

fn has_query(operation: &Callee<'_>, name: &str) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|known| known.name.wire == name && matches!(known.location, Location::Query { .. }))
}

fn has_json_body(operation: &Callee<'_>) -> bool {
    operation.body.is_some_and(|body| body.format == BodyFormat::Json)
}

/// A declared header `Link` of a list.
fn by_link(raw: &Raw<'_>) -> Option<Paging> {
    let is_read = raw.pointer.last().is_some_and(|method| method == "get");
    let responses = raw.operation.responses.iter().filter_map(|(status, response)| {
        let is_success = matches!(status, Status::Code(200..=299) | Status::Range(2));
        let located = lookup::follow(raw.document, &lookup::RESPONSES, response, Pointer::root())?;
        is_success.then_some(located.item)
    });
    let has_link = |response: &Response| response.headers.keys().any(|name| name.eq_ignore_ascii_case("link"));
    let is_declared = is_read && responses.into_iter().any(has_link);
    is_declared.then_some(Paging {
        next: NextPage::Link,
        input: PageInput::Query,
        items: None,
        more: None,
        limit: None,
        last: None,
        list: None,
        xml: None,
    })
}

/// The paging with the type of its items, and a message where there are none. A page that is a list needs no word about where
/// its items are.
fn finished(mut paging: Paging, operation: &ir::Operation, types: &[TypeDef]) -> (Paging, Option<String>) {
    let says_where = paging.items.is_some();
    let at = paging.items.clone().unwrap_or_default();
    paging.list = list::of(operation, types, &at);
    paging.xml = list::xml(operation);
    let mut message = None;
    match (says_where, &paging.list) {
        (false, Some(_)) => paging.items = Some(at),
        (true, None) => {
            let name = &operation.name.wire;
            message = Some(format!(
                "the page of `{name}` has no list at `{at}`; pages can be streamed, but not their items"
            ));
        }
        (true, Some(_)) | (false, None) => {}
    }
    (paging, message)
}
