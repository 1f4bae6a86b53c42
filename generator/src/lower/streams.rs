//! Second methods of an operation: those that give the same answer as a stream.

use super::operations::Lowered;
use super::payloads::Delivery;
use super::responses::Answer;
use crate::ir::Docs;

/// The same operation with another answer.
pub(crate) fn twin(lowered: &Lowered, delivery: Delivery, answer: Answer) -> Lowered {
    let word = match delivery {
        Delivery::Whole => "whole",
        Delivery::Events => "stream",
        Delivery::Lines => "lines",
    };
    let mut twin = lowered.clone();
    twin.text = format!("{} {word}", lowered.text);
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

/// Beside the header `Accept`, which says it already.
const ASK_FOR_IT: &str =
    "If the request's own body or parameters say in which form the answer comes, ask for this one.";

/// What the methods say of each other. The second ones stand right behind the operation's own.
pub(crate) fn cross_reference(members: &mut [Lowered]) {
    let mut own = 0;
    for index in 0..members.len() {
        let Some(member) = members.get(index) else { continue };
        match member.delivery {
            None => own = index,
            Some(delivery) => {
                let twin = member.operation.name.rust.clone();
                let Some(first) = members.get_mut(own) else { continue };
                let name = first.operation.name.rust.clone();
                before_provenance(
                    &mut first.operation.docs,
                    &format!("{}: [`{twin}`](Self::{twin}).", as_what(delivery)),
                );
                let Some(second) = members.get_mut(index) else { continue };
                let text = format!(
                    "As [`{name}`](Self::{name}), with the answer {}.",
                    as_what(delivery).to_lowercase()
                );
                before_provenance(&mut second.operation.docs, &text);
                before_provenance(&mut second.operation.docs, ASK_FOR_IT);
            }
        }
    }
}

fn as_what(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Whole => "As a whole",
        Delivery::Events => "As a stream of events",
        Delivery::Lines => "As a stream of lines",
    }
}

/// Adds a paragraph before the last one, which says where the operation stands.
pub(crate) fn before_provenance(docs: &mut Docs, text: &str) {
    let provenance = docs.0.pop();
    while docs.0.last().is_some_and(String::is_empty) {
        docs.0.pop();
    }
    docs.paragraph(vec![text.to_owned()]);
    docs.paragraph(provenance.into_iter().collect());
}
