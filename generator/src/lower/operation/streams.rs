//! Second methods of an operation: those that give the same answer as a stream.

use super::draft::Answer;
use super::draft::OperationDraft;
use super::payloads::Delivery;
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
    twin.operation.output = answer.plain_output;
    twin.operation.accept = answer.accept;
    twin.operation.streamed = answer.streamed;
    twin.output = answer.output;
    twin.error = None;
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

/// What the methods say of each other. The second ones stand right behind the operation's own.
pub(crate) fn cross_reference(members: &mut [OperationDraft]) {
    let mut own = 0;
    for index in 0..members.len() {
        let Some(member) = members.get(index) else { continue };
        match member.delivery {
            None => own = index,
            Some(delivery) => {
                let twin = member.operation.name.rust.clone();
                let Some(first) = members.get_mut(own) else { continue };
                let name = first.operation.name.rust.clone();
                let text = line!["To receive ", as_what(delivery), ", use ", own_method(&twin), "."];
                first.operation.docs.notes.paragraph([text]);
                let Some(second) = members.get_mut(index) else { continue };
                let text = line!["Like ", own_method(&name), ", but returns ", as_what(delivery), "."];
                second.operation.docs.notes.paragraph([text]);
                second.operation.docs.notes.paragraph([ASK_FOR_IT]);
            }
        }
    }
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
