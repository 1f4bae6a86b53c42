//! Responses: OpenAPI 3.1.1, "Responses Object" and "Response Object".

use openapiv3::{ReferenceOr, Response, StatusCode};

use super::lookup::{self, Located};
use super::media_types::essence;
use super::operations::Raw;
use super::payloads::{self, Alternative, Delivery};
use super::schemas::Schemas;
use super::spot::Spot;
use super::statuses::{has_no_body, is_success, label, reason, success_part};
use super::{docs, headers};
use crate::ir::{self, Docs, Output, Payload, ResponseCase, ResponseEnum, ResponseHeaders, StatusPattern, Streamed};
use crate::names::{Case, Reserved, distinct};
use crate::pointer::Pointer;
use crate::prose::{self, Line, line};

/// The responses of an operation; the enums and the struct are named with their group.
pub(crate) struct Responses {
    /// What the operation's own method gives.
    pub(crate) answer: Answer,
    /// What further methods give: the same values as a stream.
    pub(crate) streams: Vec<(Delivery, Answer)>,
    pub(crate) error: Option<ResponseEnum>,
    pub(crate) headers: Option<ResponseHeaders>,
}

/// What one method gives.
pub(crate) struct Answer {
    pub(crate) plain_output: Output,
    pub(crate) output: Option<ResponseEnum>,
    pub(crate) accept: String,
    pub(crate) streamed: Vec<Streamed>,
}

/// A declared response.
struct Declared {
    status: StatusPattern,
    docs: Docs,
    /// The forms of its body, the one that is asked for first; never none.
    alternatives: Vec<Alternative>,
}

/// The responses of an operation.
pub(crate) fn of_operation<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: &str) -> Responses {
    let located = located(schemas, raw);
    let headers = headers::of_responses(schemas, &located, text);
    let declared: Vec<Declared> = located
        .iter()
        .map(|(status, located)| declared(schemas, raw, *status, located, text))
        .collect();
    let (successes, errors): (Vec<_>, Vec<_>) = declared.into_iter().partition(|one| is_success(one.status));
    let errors: Vec<Declared> = errors.into_iter().map(as_whole).collect();
    let mut deliveries = deliveries(&successes).into_iter();
    let first = deliveries.next().unwrap_or(Delivery::Whole);
    let error_cases = cases(&errors, Delivery::Whole);
    Responses {
        answer: answer(&successes, &errors, first),
        streams: deliveries
            .map(|delivery| (delivery, answer(&successes, &errors, delivery)))
            .collect(),
        error: (!error_cases.is_empty()).then(|| response_enum(error_cases, true)),
        headers,
    }
}

/// All responses with their statuses, in the order of the statuses. A `default` is the success where no other is.
fn located<'a>(schemas: &Schemas<'a>, raw: &Raw<'a>) -> Vec<(StatusPattern, Located<'a, Response>)> {
    let declared = declared_places(raw);
    let has_success = declared.iter().any(|(status, _, _)| is_success(*status));
    let status_of = |status| match status {
        StatusPattern::DefaultError if !has_success => StatusPattern::DefaultSuccess,
        status => status,
    };
    declared
        .into_iter()
        .filter_map(|(status, response, place)| {
            let located = lookup::follow(schemas.document, &lookup::RESPONSES, response, place)?;
            Some((status_of(status), located))
        })
        .collect()
}

fn declared_places<'a>(raw: &Raw<'a>) -> Vec<(StatusPattern, &'a ReferenceOr<Response>, Pointer)> {
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

fn declared<'a>(
    schemas: &mut Schemas<'a>,
    raw: &Raw<'a>,
    status: StatusPattern,
    located: &Located<'a, Response>,
    text: &str,
) -> Declared {
    let response = located.item;
    let spot = |place: Pointer, word: &str| {
        let (owner, part) = match located.component {
            Some(component) => (component, "response".to_owned()),
            None if is_success(status) => (text, success_part(status).to_owned()),
            None => (text, reason(status)),
        };
        let part = match (part.as_str(), word) {
            ("response", "event" | "line") => word.to_owned(),
            _ => format!("{part} {word}"),
        };
        Spot::operation_part(owner, part.trim(), place)
    };
    let mut alternatives = payloads::alternatives(schemas, &response.content, &located.place, &spot);
    if alternatives.is_empty() || has_no_body(status) || raw.method == "head" {
        alternatives = vec![Alternative::empty()];
    }
    let description = response.description.trim();
    let label = label(status);
    let documentation = match description.is_empty() {
        true => label,
        false => format!("{label}: {description}"),
    };
    Declared {
        status,
        docs: docs::of_text(Some(&documentation), ""),
        alternatives,
    }
}

/// Errors are read as a whole: what would be a stream is bytes or text.
fn as_whole(mut declared: Declared) -> Declared {
    for alternative in &mut declared.alternatives {
        alternative.payload = match std::mem::replace(&mut alternative.payload, Payload::Empty) {
            Payload::ByteStream => Payload::Bytes,
            Payload::Events(_) | Payload::Lines(_) => Payload::Text,
            whole => whole,
        };
    }
    declared
}

/// The deliveries that need a method each: where one status has several, a caller says by the method which it wants.
fn deliveries(successes: &[Declared]) -> Vec<Delivery> {
    let mut found: Vec<Delivery> = successes
        .iter()
        .filter(|one| one.alternatives.windows(2).any(differ))
        .flat_map(|one| one.alternatives.iter().map(Alternative::delivery))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn differ(pair: &[Alternative]) -> bool {
    matches!(pair, [left, right] if left.delivery() != right.delivery())
}

fn answer(successes: &[Declared], errors: &[Declared], delivery: Delivery) -> Answer {
    let cases = cases(successes, delivery);
    let is_plain = cases
        .windows(2)
        .all(|pair| matches!(pair, [left, right] if left.payload == right.payload));
    Answer {
        accept: accept(successes, errors, delivery),
        streamed: streamed(&cases),
        output: (!is_plain).then(|| response_enum(cases.clone(), false)),
        plain_output: Output::One(cases),
    }
}

/// The forms of a response that a method of this delivery takes: all, where it has none of that delivery.
fn taken(declared: &Declared, delivery: Delivery) -> Vec<&Alternative> {
    let all = &declared.alternatives;
    let has_delivery = all.iter().any(|alternative| alternative.delivery() == delivery);
    let is_taken = |alternative: &&Alternative| !has_delivery || alternative.delivery() == delivery;
    all.iter().filter(is_taken).collect()
}

fn cases(declared: &[Declared], delivery: Delivery) -> Vec<ResponseCase> {
    let cases = declared.iter().flat_map(|one| {
        taken(one, delivery)
            .into_iter()
            .enumerate()
            .map(|(index, alternative)| {
                let word = if index == 0 { "" } else { &alternative.word };
                let media_types = alternative.media_types.iter().map(|name| essence(name));
                ResponseCase {
                    variant: format!("{} {word}", reason(one.status)).trim().to_owned(),
                    status: one.status,
                    media_types: media_types.filter(|_| index > 0).collect(),
                    payload: alternative.payload.clone(),
                    docs: form_docs(one, alternative, index),
                }
            })
    });
    with_variants(cases.collect())
}

fn form_docs(declared: &Declared, alternative: &Alternative, index: usize) -> Docs {
    let mut docs = declared.docs.clone();
    if index > 0 {
        let names = alternative.media_types.iter().map(|name| prose::code(name));
        docs.paragraph([line!["As ", Line::joined(names, ", "), "."]]);
    }
    docs
}

fn with_variants(mut cases: Vec<ResponseCase>) -> Vec<ResponseCase> {
    let texts: Vec<&str> = cases.iter().map(|case| case.variant.as_str()).collect();
    let names = distinct(Case::Pascal, &texts, Reserved::NONE);
    for (case, name) in cases.iter_mut().zip(names) {
        case.variant = name;
    }
    cases
}

fn response_enum(cases: Vec<ResponseCase>, is_error: bool) -> ResponseEnum {
    ResponseEnum {
        name: String::new(),
        docs: Docs::default(),
        is_error,
        cases,
    }
}

/// The media types that the operation declares: RFC 9110, section 12.5.1. Those of errors alone weigh less, so that a server
/// that chooses by them does not choose one for a success. Where no success has a body, it is what most errors are.
fn accept(successes: &[Declared], errors: &[Declared], delivery: Delivery) -> String {
    let wanted = media_types(successes, delivery);
    let tolerated = media_types(errors, Delivery::Whole);
    let only_of_errors = tolerated.iter().filter(|name| !wanted.contains(*name));
    let mut all: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    all.extend(only_of_errors.map(|name| format!("{name};q=0.5")));
    match wanted.is_empty() {
        true => ir::USUAL_ACCEPT.to_owned(),
        false => all.join(", "),
    }
}

/// The media types of some responses, each once.
fn media_types(declared: &[Declared], delivery: Delivery) -> Vec<&str> {
    let is_sendable = |name: &&str| name.is_ascii() && name.contains('/') && !name.contains(char::is_control);
    let all = declared.iter().flat_map(|one| taken(one, delivery));
    let all = all
        .flat_map(|alternative| &alternative.media_types)
        .map(|name| name.trim());
    let mut names: Vec<&str> = Vec::new();
    for name in all.filter(is_sendable) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The answers that are left open, each status once: a range goes without the statuses that are declared by themselves.
fn streamed(cases: &[ResponseCase]) -> Vec<Streamed> {
    let mut streamed = Vec::new();
    for case in cases.iter().filter(|case| case.payload.is_stream()) {
        let others = cases.iter().filter(|other| other.status < case.status);
        let mut taken: Vec<(u16, u16)> = others.map(|other| other.status.bounds()).collect();
        taken.sort_unstable();
        let media_types = match &case.payload {
            Payload::Events(_) => vec!["text/event-stream".to_owned()],
            _ => case.media_types.clone(),
        };
        streamed.extend(
            without(case.status.bounds(), &taken)
                .into_iter()
                .map(|(first, last)| Streamed {
                    first,
                    last,
                    media_types: media_types.clone(),
                }),
        );
    }
    streamed
}

/// What is left of a range without others, which are in order.
fn without((mut first, last): (u16, u16), taken: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let mut left = Vec::new();
    for (from, to) in taken {
        if *from > first && *from <= last {
            left.push((first, from - 1));
        }
        if *to >= first && *from <= last {
            first = to + 1;
        }
    }
    if first <= last {
        left.push((first, last));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn a_range_goes_without_what_is_declared_by_itself() {
        assert_eq!(without((200, 299), &[]), [(200, 299)]);
        assert_eq!(without((200, 299), &[(200, 200), (204, 204)]), [(201, 203), (205, 299)]);
        assert_eq!(without((200, 299), &[(299, 299), (404, 404)]), [(200, 298)]);
        assert_eq!(without((200, 200), &[(200, 200)]), []);
    }
}
