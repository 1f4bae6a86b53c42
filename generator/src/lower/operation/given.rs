//! The names of an operation and of what stands beside its method.

use super::called;
use super::draft::{OperationDraft, OutputDraft};
use crate::ir::Handle;
use crate::lower::renamed;
use crate::lower::tables::OPERATIONS;
use crate::names::{self, Case, Names, Reserved, Wish, pascal, snake};

/// The names of one operation.
pub(super) struct Given {
    pub(super) method: String,
    /// The methods for other types of bodies.
    pub(super) others: Vec<String>,
    pub(super) marker: String,
    pub(super) request: String,
    /// The enum of its success responses, if they are of several types.
    pub(super) output: Option<String>,
    /// The type of its errors. A second method has the errors of the first.
    pub(super) error: String,
    /// The struct of its headers, if it has some. A second method has the headers of the first.
    pub(super) headers: Option<String>,
}

/// The names of all operations of a group.
pub(super) fn all(
    members: &[OperationDraft],
    handle: Option<&Handle>,
    reserved: Reserved<'_>,
    names: &mut Names,
) -> Vec<Given> {
    let wishes = method_wishes(members);
    let methods = names.distinct(renamed::operations(handle), Case::Snake, &wishes, reserved);
    let (own, others) = methods.split_at(members.len().min(methods.len()));
    for (member, method) in members.iter().zip(own).filter(|(member, _)| member.delivery.is_none()) {
        called::keep_root(names, &member.key, &member.text, method);
    }
    items(members, own, others, handle, names)
}

/// What the methods of operations are named by: first their own, then those for other types of bodies.
pub(super) fn method_wishes(members: &[OperationDraft]) -> Vec<Wish> {
    let others = members.iter().flat_map(|member| {
        let words = member.call.other_bodies.iter().map(|other| &other.word);
        words.map(|word| method_wish(format!("{} {word}", member.key), member, &format!(" {word}")))
    });
    let own = members.iter().map(|member| method_wish(member.key.clone(), member, ""));
    own.chain(others).collect()
}

fn method_wish(key: String, member: &OperationDraft, word: &str) -> Wish {
    let mut texts = member.method_texts.iter().map(|text| format!("{text}{word}"));
    Wish::keyed(key, texts.next().unwrap_or_default()).or(texts.collect())
}

/// The names of the markers, the requests, the enums and the structs, which stand in one module with the handle.
fn items(
    members: &[OperationDraft],
    own: &[String],
    others: &[String],
    handle: Option<&Handle>,
    names: &mut Names,
) -> Vec<Given> {
    let taken = names::API_ITEMS.with(handle.map(|handle| handle.name.rust.as_str()));
    let reserved = Reserved {
        names: &taken,
        word: names::API_ITEMS.word,
    };
    let wish = |suffix: &str, has_one: fn(&OperationDraft) -> bool| -> Vec<Wish> {
        let called = members.iter().zip(own).filter(|(member, _)| has_one(member));
        called
            .map(|(member, method)| item(names, member, method, suffix))
            .collect()
    };
    let kinds = [
        wish("", |_| true),
        wish(" response", has_output),
        wish(" error", |member| member.delivery.is_none()),
        wish(" headers", |member| member.headers.is_some()),
        wish(" request", |_| true),
    ];
    let counts = kinds.each_ref().map(Vec::len);
    let wishes: Vec<Wish> = kinds.into_iter().flatten().collect();
    let mut given = names
        .distinct(renamed::items(handle), Case::Pascal, &wishes, reserved)
        .into_iter();
    let [markers, outputs, errors, headers, requests] =
        counts.map(|count| given.by_ref().take(count).collect::<Vec<String>>().into_iter());
    let mut rest = Rest {
        outputs,
        errors,
        headers,
        others: others.iter(),
    };
    let mut first: Option<(String, Option<String>)> = None;
    let named = members.iter().zip(own).zip(markers).zip(requests);
    named
        .map(|(((member, method), marker), request)| {
            let is_second = member.delivery.is_some();
            let shared = first.take().filter(|_| is_second);
            let (error, headers) = shared.unwrap_or_else(|| rest.of_first(member));
            first = Some((error.clone(), headers.clone()));
            Given {
                method: method.clone(),
                others: rest
                    .others
                    .by_ref()
                    .take(member.call.other_bodies.len())
                    .cloned()
                    .collect(),
                marker,
                request,
                output: has_output(member).then(|| rest.outputs.next()).flatten(),
                error,
                headers,
            }
        })
        .collect()
}

fn has_output(member: &OperationDraft) -> bool {
    matches!(member.answer.output, OutputDraft::Several(_))
}

/// The names that are still to be handed out, each to the next operation that has such an item.
struct Rest<'n> {
    outputs: std::vec::IntoIter<String>,
    errors: std::vec::IntoIter<String>,
    headers: std::vec::IntoIter<String>,
    others: std::slice::Iter<'n, String>,
}

impl Rest<'_> {
    /// What the first method of an operation shares with the others.
    fn of_first(&mut self, member: &OperationDraft) -> (String, Option<String>) {
        let error = self.errors.next().unwrap_or_default();
        let headers = member.headers.as_ref().and_then(|_| self.headers.next());
        (error, headers)
    }
}

/// What belongs to an operation is called after its method, and after the whole operation where that would be a name of
/// Rust's own; the lock lists only what is not.
fn item(names: &Names, member: &OperationDraft, method: &str, word: &str) -> Wish {
    let called_after = |method: &str| pascal(&format!("{method}{word}"));
    let text = member.method_texts.iter().find(|text| snake(text) == *method);
    let text = format!("{}{word}", text.map_or(method, String::as_str));
    let whole = format!("{}{word}", member.text);
    let (text, longer) = match names::TYPES.names.contains(&pascal(&text).as_str()) {
        true => (whole, Vec::new()),
        false => (text, vec![whole]),
    };
    Wish {
        presumed: names.before(OPERATIONS, &member.key).map(called_after),
        implied: Some(called_after(method)),
        ..Wish::keyed(format!("{}{word}", member.key), text).or(longer)
    }
}
