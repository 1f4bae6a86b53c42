//! Second methods of an operation: those that give the same answer as a stream.

use super::draft::Answer;
use super::draft::OperationDraft;
use super::payloads::Delivery;
use crate::ir::Docs;
use crate::names::Names;
use crate::prose::{self, Line, line};

/// The same operation with another answer.
pub(crate) fn twin(lowered: &OperationDraft, delivery: Delivery, answer: Answer) -> OperationDraft {
    let word = word(delivery);
    let mut twin = lowered.clone();
    twin.text = format!("{} {word}", lowered.text);
    let texts = lowered.method_texts.iter();
    twin.method_texts = texts.map(|text| format!("{text} {word}")).collect();
    twin.key = format!("{} {word}", lowered.key);
    twin.delivery = Some(delivery);
    twin.answer = answer;
    twin.errors = None;
    twin.headers = None;
    twin
}

/// The word that sets the method of a delivery apart from the operation's own.
pub(crate) fn word(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Whole => "whole",
        Delivery::Events => "stream",
        Delivery::Lines => "lines",
    }
}

/// The table of what an operation's own method gives where that is a stream, in the lock.
const DELIVERIES: &str = "deliveries";

/// Puts first what the operation's own method gave in the last run, and keeps that for the next one; `only` is what it
/// gives where there is no choice.
pub(crate) fn as_before(deliveries: &mut [Delivery], only: Delivery, key: &str, names: &mut Names) {
    let before = names.before(DELIVERIES, key).map(str::to_owned);
    deliveries.sort_by_key(|delivery| before.as_deref() != Some(word(*delivery)));
    let own = deliveries.first().copied().unwrap_or(only);
    if own != Delivery::Whole {
        names.note(DELIVERIES, key, word(own));
    }
}

/// Beside the header `Accept`, which says it already.
const ASK_FOR_IT: &str = "If a parameter or the request body selects the response format, select the same one there.";

/// What the methods say of each other, by their names. The second ones stand right behind the operation's own.
pub(crate) fn notes(members: &[OperationDraft], methods: &[&str]) -> Vec<Docs> {
    let mut notes = vec![Docs::default(); members.len()];
    let mut own = 0;
    for (index, (member, method)) in members.iter().zip(methods).enumerate() {
        let Some(delivery) = member.delivery else {
            own = index;
            continue;
        };
        if let Some(of_own) = notes.get_mut(own) {
            of_own.paragraph([line![
                "To receive ",
                as_what(delivery),
                ", use ",
                own_method(method),
                "."
            ]]);
        }
        if let (Some(of_twin), Some(first)) = (notes.get_mut(index), methods.get(own)) {
            of_twin.paragraph([line![
                "Like ",
                own_method(first),
                ", but returns ",
                as_what(delivery),
                "."
            ]]);
            of_twin.paragraph([ASK_FOR_IT]);
        }
    }
    notes
}

fn as_what(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Whole => "the whole response",
        Delivery::Events => "a stream of events",
        Delivery::Lines => "a stream of lines",
    }
}

/// A link to another method of the same type.
fn own_method(name: &str) -> Line {
    line![prose::item(name), "(Self::", prose::path(name), ")"]
}
