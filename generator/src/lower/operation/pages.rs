//! Answers that come in pages: where the configuration says how, or the document by `x-speakeasy-pagination` or by a
//! declared header `Link`.

mod first;
mod list;
mod rules;
mod speakeasy;

use super::lookup;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{self, BodyFormat, Group, Location, NextPage, PageInput, Paging, TypeDef};
use crate::lower::Options;
use crate::pointer::{Place, Pointer};
use crate::spec::{Document, Operation, Parameter, Referable, Response, Status};

use super::raw;
pub use rules::PageRule;

/// Why an operation is not paged although something says that it is.
type Unfit = String;

/// Gives every operation its paging. It is done last, since the way to the items goes through finished types.
pub(crate) fn settle(
    document: &Document,
    raw: &[raw::Raw<'_>],
    options: &Options,
    groups: &mut [Group],
    types: &[TypeDef],
    diagnostics: &mut Diagnostics,
) {
    let used = rules::report_unused(&options.pagination, groups);
    used.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let Some(raw) = raw.get(operation.id.0) else {
            continue;
        };
        let raw = Raw {
            document,
            shared: &raw.item.parameters,
            operation: raw.operation,
            pointer: &raw.place,
        };
        match declared(&raw, options, operation) {
            None => {}
            Some(Ok(paging)) => {
                let (paging, without_list) = finished(paging, operation, types);
                let rule = rules::first_for(&options.pagination, operation);
                if let Some(message) = without_list {
                    let place = rule.map_or_else(|| raw.place(), |rule| Place::in_configuration(&rule.operations));
                    diagnostics.push(Diagnostic::new(Code::Unpaged, place, message));
                }
                operation.paging = Some(paging);
            }
            Some(Err(unfit)) => diagnostics.push(Diagnostic::new(Code::Unpaged, raw.place(), unfit)),
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

impl Raw<'_> {
    fn place(&self) -> Place {
        self.document.place(self.pointer)
    }
}

fn declared(raw: &Raw<'_>, options: &Options, operation: &ir::Operation) -> Option<Result<Paging, Unfit>> {
    let configured = || rules::of(&options.pagination, raw, operation).map(Ok);
    let by_extension = || speakeasy::of(raw).map(|paging| checked(paging?, operation));
    configured().or_else(by_extension).or_else(|| by_link(raw).map(Ok))
}

/// What the next page is asked for by must be a parameter of the query, or a member of a JSON body.
fn checked(paging: Paging, operation: &ir::Operation) -> Result<Paging, Unfit> {
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

fn has_query(operation: &ir::Operation, name: &str) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|known| known.name.wire == name && matches!(known.location, Location::Query { .. }))
}

fn has_json_body(operation: &ir::Operation) -> bool {
    let mut body = operation.body.iter();
    body.any(|body| body.format == BodyFormat::Json)
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
