//! Responses: OpenAPI 3.1.1, "Responses Object" and "Response Object"; reasons from RFC 9110, section 15.

use openapiv3::{ReferenceOr, Response, StatusCode};

use super::lookup::{self, Located};
use super::operations::Raw;
use super::schemas::{Schemas, Spot};
use super::{bodies, docs};
use crate::ir::{Docs, Output, Payload, ResponseCase, ResponseEnum, StatusPattern};
use crate::names::{Case, Reserved, distinct};
use crate::pointer::Pointer;

/// The responses of an operation, success and errors apart; the enums are named with their group.
pub(crate) struct Responses {
    pub(crate) plain_output: Output,
    pub(crate) output: Option<ResponseEnum>,
    pub(crate) error: Option<ResponseEnum>,
}

/// The responses of an operation.
pub(crate) fn of_operation<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: &str) -> Responses {
    let declared = declared(raw);
    let has_success = declared.iter().any(|(status, _, _)| is_success(*status));
    let mut successes = Vec::new();
    let mut errors = Vec::new();
    for (status, response, place) in declared {
        let Some(located) = lookup::follow(schemas.document, &lookup::RESPONSES, response, place) else {
            continue;
        };
        let is_only_success = status == StatusPattern::DefaultError && !has_success;
        let status = if is_only_success {
            StatusPattern::DefaultSuccess
        } else {
            status
        };
        let case = case(schemas, status, &located, text);
        if is_success(status) {
            successes.push(case)
        } else {
            errors.push(case)
        }
    }
    let [successes, errors] = [successes, errors].map(with_variants);
    let is_plain = successes
        .windows(2)
        .all(|pair| matches!(pair, [left, right] if left.payload == right.payload));
    let output = (!is_plain).then(|| ResponseEnum {
        name: String::new(),
        docs: Docs::default(),
        is_error: false,
        cases: successes.clone(),
    });
    let error = (!errors.is_empty()).then(|| ResponseEnum {
        name: String::new(),
        docs: Docs::default(),
        is_error: true,
        cases: errors,
    });
    Responses {
        plain_output: Output::One(successes),
        output,
        error,
    }
}

fn declared<'a>(raw: &Raw<'a>) -> Vec<(StatusPattern, &'a ReferenceOr<Response>, Pointer)> {
    let responses = &raw.operation.responses;
    let place = raw.place.child("responses");
    let by_status = responses.responses.iter().map(|(status, response)| match status {
        StatusCode::Code(code) => (StatusPattern::Code(*code), response, place.child(code.to_string())),
        StatusCode::Range(hundred) => (
            StatusPattern::Range(*hundred),
            response,
            place.child(format!("{hundred}XX")),
        ),
    });
    let default = responses
        .default
        .iter()
        .map(|response| (StatusPattern::DefaultError, response, place.child("default")));
    let mut declared: Vec<_> = by_status.chain(default).collect();
    declared.sort_by_key(|(status, _, _)| *status);
    declared
}

/// Redirects that the transport follows count as neither; one that is declared is an answer like any other.
fn is_success(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => code < 400,
        StatusPattern::Range(hundred) => hundred < 4,
        StatusPattern::DefaultSuccess => true,
        StatusPattern::DefaultError => false,
    }
}

fn case<'a>(
    schemas: &mut Schemas<'a>,
    status: StatusPattern,
    located: &Located<'a, Response>,
    text: &str,
) -> ResponseCase {
    let response = located.item;
    let spot = |place: Pointer| match located.component {
        Some(component) => Spot::operation_part(component, "response", place),
        None if is_success(status) => Spot::operation_part(text, success_part(status), place),
        None => Spot::operation_part(text, &reason(status), place),
    };
    let payload = bodies::payload(schemas, &response.content, &located.place, spot);
    let payload = if has_no_body(status) { Payload::Empty } else { payload };
    let description = response.description.trim();
    let label = label(status);
    let text = if description.is_empty() {
        label
    } else {
        format!("{label}: {description}")
    };
    ResponseCase {
        variant: reason(status),
        status,
        payload,
        docs: docs::of_text(Some(&text), ""),
    }
}

/// The part of a name for a success body; only the first kinds of success go without their reason.
fn success_part(status: StatusPattern) -> &'static str {
    match status {
        StatusPattern::Code(202) => "accepted",
        StatusPattern::Code(206) => "partial content",
        _ => "response",
    }
}

/// Statuses whose answers have no body: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
fn has_no_body(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Code(204 | 205 | 304))
}

/// The status, as the documentation writes it.
fn label(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => format!("`{code}`"),
        StatusPattern::Range(hundred) => format!("`{hundred}XX`"),
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "Any other status".to_owned(),
    }
}

fn with_variants(mut cases: Vec<ResponseCase>) -> Vec<ResponseCase> {
    let texts: Vec<&str> = cases.iter().map(|case| case.variant.as_str()).collect();
    let names = distinct(Case::Pascal, &texts, Reserved::NONE);
    for (case, name) in cases.iter_mut().zip(names) {
        case.variant = name;
    }
    cases
}

/// The words of a status.
fn reason(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => REASONS
            .iter()
            .find(|(known, _)| *known == code)
            .map_or_else(|| format!("status {code}"), |(_, reason)| (*reason).to_owned()),
        StatusPattern::Range(1) => "informational".to_owned(),
        StatusPattern::Range(2) => "success".to_owned(),
        StatusPattern::Range(3) => "redirection".to_owned(),
        StatusPattern::Range(4) => "client error".to_owned(),
        StatusPattern::Range(5) => "server error".to_owned(),
        StatusPattern::Range(other) => format!("status {other}xx"),
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "other".to_owned(),
    }
}

/// The registered statuses that documents use.
const REASONS: &[(u16, &str)] = &[
    (100, "continue"),
    (101, "switching protocols"),
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (203, "non authoritative information"),
    (204, "no content"),
    (205, "reset content"),
    (206, "partial content"),
    (207, "multi status"),
    (300, "multiple choices"),
    (301, "moved permanently"),
    (302, "found"),
    (303, "see other"),
    (304, "not modified"),
    (307, "temporary redirect"),
    (308, "permanent redirect"),
    (400, "bad request"),
    (401, "unauthorized"),
    (402, "payment required"),
    (403, "forbidden"),
    (404, "not found"),
    (405, "method not allowed"),
    (406, "not acceptable"),
    (407, "proxy authentication required"),
    (408, "request timeout"),
    (409, "conflict"),
    (410, "gone"),
    (411, "length required"),
    (412, "precondition failed"),
    (413, "content too large"),
    (414, "uri too long"),
    (415, "unsupported media type"),
    (416, "range not satisfiable"),
    (417, "expectation failed"),
    (418, "im a teapot"),
    (421, "misdirected request"),
    (422, "unprocessable content"),
    (423, "locked"),
    (424, "failed dependency"),
    (425, "too early"),
    (426, "upgrade required"),
    (428, "precondition required"),
    (429, "too many requests"),
    (431, "request header fields too large"),
    (451, "unavailable for legal reasons"),
    (500, "internal server error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "gateway timeout"),
    (505, "http version not supported"),
    (506, "variant also negotiates"),
    (507, "insufficient storage"),
    (508, "loop detected"),
    (511, "network authentication required"),
];
