//! Responses: OpenAPI 3.1.1, "Responses Object" and "Response Object".

use super::draft::{Answer, OutputDraft};
use super::lookup::{self, Located};
use super::media_types::essence;
use super::payloads::{self, Alternative, Delivery};
use super::raw::Raw;
use super::statuses::{has_no_body, is_outcome, is_redirect, is_success, key as status_key, reason, success_part};
use super::{headers, streams};
use crate::ir::{self, Docs, Payload, ResponseCase, ResponseHeader, ResponseVariant, StatusPattern, Streamed};
use crate::lower::docs;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::names::{Case, Names, Reserved, Scope, Wish, pascal};
use crate::pointer::Pointer;
use crate::prose::{self, Line};
use crate::spec::{Referable, Response, Status};
use indexmap::IndexSet;

/// The responses of an operation; the enums and the struct are named with their group.
pub(crate) struct Responses {
    /// What the operation's own method gives.
    pub(crate) answer: Answer,
    /// What further methods give: the same values as a stream.
    pub(crate) streams: Vec<(Delivery, Answer)>,
    /// The variants of documented errors.
    pub(crate) errors: Option<Vec<ResponseVariant>>,
    /// The redirects that are declared, by their first and last status.
    pub(crate) redirects: Vec<(u16, u16)>,
    pub(crate) headers: Option<Vec<ResponseHeader>>,
}

/// A declared response.
#[derive(Clone)]
struct Declared {
    status: StatusPattern,
    description: Docs,
    /// The forms of its body, the one that is asked for first; never none.
    alternatives: Vec<Alternative>,
}

/// The responses of an operation.
pub(crate) fn of_operation<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: &str) -> Responses {
    let located = located(schemas, raw);
    let headers = headers::of_responses(schemas, &located, (text, &raw.key()));
    let declared: Vec<Declared> = located
        .iter()
        .map(|(status, located)| declared(schemas, raw, *status, located, text))
        .collect();
    let redirects = declared
        .iter()
        .map(|one| one.status)
        .filter(|status| is_redirect(*status));
    let redirects = redirects.map(StatusPattern::bounds).collect();
    let (successes, errors) = parted(declared);
    let key = raw.key();
    let names = &mut schemas.names;
    let mut deliveries = deliveries(&successes);
    let mut all = successes
        .iter()
        .flat_map(|one| &one.alternatives)
        .map(Alternative::delivery);
    let only = all
        .find(|delivery| *delivery != Delivery::Whole)
        .unwrap_or(Delivery::Whole);
    streams::as_before(&mut deliveries, only, &key, names);
    let mut deliveries = deliveries.into_iter();
    let first = deliveries.next().unwrap_or(Delivery::Whole);
    let both = (successes.as_slice(), errors.as_slice());
    let error_cases = cases(&errors, Delivery::Whole);
    let error_variants =
        (!error_cases.is_empty()).then(|| variants(names, &key, &errors, Delivery::Whole, error_cases));
    Responses {
        answer: answer(names, &key, both, first),
        streams: deliveries
            .map(|delivery| {
                let key = format!("{key} {}", streams::word(delivery));
                (delivery, answer(names, &key, both, delivery))
            })
            .collect(),
        errors: error_variants,
        redirects,
        headers,
    }
}

/// The table of the variants of responses, in the lock.
const RESPONSES: &str = "responses";

/// Successes, and all others. Where no success is declared, it is what else the operation is called for, such as a redirect;
/// where that isn't either, a `default` is for every status, and so it is both.
fn parted(declared: Vec<Declared>) -> (Vec<Declared>, Vec<Declared>) {
    let has_success = declared.iter().any(|one| is_success(one.status));
    let is_wanted = |one: &Declared| match has_success {
        true => is_success(one.status),
        false => is_outcome(one.status),
    };
    let (successes, errors): (Vec<_>, Vec<_>) = declared.into_iter().partition(is_wanted);
    let for_all = successes
        .iter()
        .filter(|one| one.status == StatusPattern::DefaultSuccess);
    let for_all: Vec<Declared> = for_all
        .map(|one| Declared {
            status: StatusPattern::DefaultError,
            ..one.clone()
        })
        .collect();
    let errors = errors.into_iter().chain(for_all).map(as_whole).collect();
    (successes, errors)
}

/// All responses with their statuses, in the order of the statuses. A `default` is a success too where nothing else is.
fn located<'a>(schemas: &Schemas<'a>, raw: &Raw<'a>) -> Vec<(StatusPattern, Located<'a, Response>)> {
    let declared = declared_places(raw);
    let has_success = declared
        .iter()
        .any(|(status, _, _)| is_success(*status) || is_outcome(*status));
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

fn declared_places<'a>(raw: &Raw<'a>) -> Vec<(StatusPattern, &'a Referable<Response>, Pointer)> {
    let place = raw.place.child("responses");
    let declared = raw.operation.responses.iter().map(|(status, response)| {
        let pattern = match status {
            Status::Code(code) => StatusPattern::Code(*code),
            Status::Range(hundred) => StatusPattern::Range(*hundred),
            Status::Default => StatusPattern::DefaultError,
        };
        (pattern, response, place.child(status.to_string()))
    });
    let mut declared: Vec<_> = declared.collect();
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
            None if is_success(status) || is_outcome(status) => (text, success_part(status).to_owned()),
            None => (text, reason(status)),
        };
        match (part.as_str(), word) {
            ("response", "event" | "line") => Spot::operation_part(owner, word, place),
            (_, "event" | "line") => Spot::operation_part(owner, &format!("{part} {word}"), place),
            _ => Spot::operation_form(owner, &part, word, place),
        }
    };
    let mut alternatives = payloads::alternatives(schemas, &response.content, &located.place, &spot);
    if alternatives.is_empty() || has_no_body(status) || raw.method == "head" {
        alternatives = vec![Alternative::empty()];
    }
    Declared {
        status,
        description: docs::of_response(&response.description, status),
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

fn answer(names: &mut Names, key: &str, (successes, errors): (&[Declared], &[Declared]), delivery: Delivery) -> Answer {
    let mut cases = cases(successes, delivery);
    let is_plain = cases
        .windows(2)
        .all(|pair| matches!(pair, [left, right] if left.payload == right.payload));
    widen(&mut cases, is_plain);
    Answer {
        accept: accept(successes, errors, delivery),
        streamed: streamed(&cases),
        output: match is_plain {
            true => OutputDraft::One(cases),
            false => OutputDraft::Several(variants(names, key, successes, delivery, cases)),
        },
    }
}

/// Has every success read as the declared one, where there is one, or where all are of one type.
fn widen(cases: &mut [ResponseCase], is_plain: bool) {
    let is_one = cases
        .windows(2)
        .all(|pair| matches!(pair, [left, right] if left.status == right.status));
    if !is_plain && !is_one {
        return;
    }
    for case in cases.iter_mut().filter(|case| is_success(case.status)) {
        case.bounds = StatusPattern::DefaultSuccess.bounds();
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
        let forms = taken(one, delivery).into_iter().enumerate();
        forms.map(|(index, alternative)| {
            let media_types = alternative.media_types.iter().map(|name| essence(name));
            ResponseCase {
                status: one.status,
                bounds: one.status.bounds(),
                media_types: media_types.filter(|_| index > 0).collect(),
                payload: alternative.payload.clone(),
                place: alternative.place.clone(),
                description: one.description.clone(),
                form: (index > 0).then(|| form(alternative)),
            }
        })
    });
    cases.collect()
}

/// The variants of an enum of cases, in their order.
fn variants(
    names: &mut Names,
    key: &str,
    declared: &[Declared],
    delivery: Delivery,
    cases: Vec<ResponseCase>,
) -> Vec<ResponseVariant> {
    let scope = Scope::of(RESPONSES, key);
    let mut wishes = Vec::new();
    for one in declared {
        let forms = taken(one, delivery);
        let plain = pascal(&reason(one.status));
        let keys: Vec<String> = forms
            .iter()
            .map(|form| form_key(names, scope, one.status, form))
            .collect();
        let had_it = |key: &String| names.listed_name(scope, Case::Pascal, key).as_ref() == Some(&plain);
        let holder = keys.iter().position(had_it).unwrap_or(0);
        for (index, (form, key)) in forms.into_iter().zip(keys).enumerate() {
            let word = if index == holder { "" } else { &form.word };
            let is_usual = key == status_key(one.status);
            wishes.push(Wish {
                presumed: is_usual.then(|| plain.clone()),
                implied: is_usual.then(|| plain.clone()),
                ..Wish::keyed(key, format!("{} {word}", reason(one.status)).trim())
            });
        }
    }
    let names = names.distinct(scope, Case::Pascal, &wishes, Reserved::NONE);
    let named = names.into_iter().zip(cases);
    named.map(|(name, case)| ResponseVariant { name, case }).collect()
}

/// What a form of a response is known by in the lock: the status, and its media type unless that is JSON.
fn form_key(names: &Names, scope: Scope<'_>, status: StatusPattern, form: &Alternative) -> String {
    let all: Vec<String> = form.media_types.iter().map(|name| essence(name)).collect();
    let status = status_key(status);
    if all.iter().any(|name| name == payloads::JSON) {
        return status;
    }
    let keys: Vec<String> = all.iter().map(|name| format!("{status} {name}")).collect();
    let listed = keys
        .iter()
        .find(|key| names.listed_name(scope, Case::Pascal, key).is_some());
    listed.or(keys.first()).cloned().unwrap_or(status)
}

fn form(alternative: &Alternative) -> Line {
    let names = alternative.media_types.iter().map(|name| prose::code(name));
    Line::joined(names, ", ")
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
fn media_types(declared: &[Declared], delivery: Delivery) -> IndexSet<&str> {
    let is_sendable = |name: &&str| name.is_ascii() && name.contains('/') && !name.contains(char::is_control);
    let all = declared.iter().flat_map(|one| taken(one, delivery));
    let all = all
        .flat_map(|alternative| &alternative.media_types)
        .map(|name| name.trim());
    all.filter(is_sendable).collect()
}

/// The answers that are left open, each status once: a range goes without the statuses that are declared by themselves.
fn streamed(cases: &[ResponseCase]) -> Vec<Streamed> {
    let mut streamed = Vec::new();
    for case in cases.iter().filter(|case| case.payload.is_stream()) {
        let others = cases.iter().filter(|other| other.status < case.status);
        let mut taken: Vec<(u16, u16)> = others.map(|other| other.bounds).collect();
        taken.sort_unstable();
        let media_types = match &case.payload {
            Payload::Events(_) => vec!["text/event-stream".to_owned()],
            _ => case.media_types.clone(),
        };
        streamed.extend(without(case.bounds, &taken).into_iter().map(|(first, last)| Streamed {
            first,
            last,
            media_types: media_types.clone(),
        }));
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
