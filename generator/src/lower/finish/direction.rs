//! Which types callers send and which they receive, and what follows from it: OpenAPI 3.1.1, `readOnly` and `writeOnly`.
//!
//! What follows stays as it was ([`Past`]): a type that was only received has no `Field` when it is sent as well.

use std::collections::BTreeSet;

use super::past::{self, Past};
use super::split;
use super::ways::Ways;
use crate::diagnostic::Diagnostics;
use crate::ir::{Access, Group, Presence, Shape, Struct, Type, TypeId, Webhooks};
use crate::lower::schema::schemas::Draft;
use crate::names::Names;
use crate::spec::Document;

/// Splits what is sent and received in different forms, then settles what each side needs.
pub(super) fn settle(
    document: &Document,
    drafts: &mut Vec<Draft>,
    groups: &mut [Group],
    webhooks: &Webhooks,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) {
    split::settle(document, drafts, groups, webhooks, names, diagnostics);
    let ways = Ways::of(drafts, groups, webhooks);
    for (index, draft) in drafts.iter_mut().enumerate() {
        let id = TypeId(index);
        let (sent, received) = (ways.sent.contains(&id), ways.received.contains(&id));
        if let (true, Shape::Alias(Type::Named(one))) = (draft.is_shared, &draft.shape) {
            // Should it become a type of its own, it has what it has now.
            past::keep(draft, ways.sent.contains(one), received, names);
        }
        let past = past::of(draft, names);
        let lost = match draft.object_mut() {
            Some(object) => one_side(object, sent, received, past),
            None => continue,
        };
        if !lost.is_empty() {
            diagnostics.push(past::lost_null(document, draft, &lost));
        }
        past::keep(draft, sent, received, names);
    }
}

/// The types that responses and webhooks have.
pub(crate) fn received(drafts: &[Draft], groups: &[Group], webhooks: &Webhooks) -> BTreeSet<TypeId> {
    Ways::of(drafts, groups, webhooks).received
}

/// What is only sent has nothing that the server alone sets, what is only received nothing that the caller alone sets.
/// Absent and null are told apart only where something is sent, or was; gives the properties that aren't but should be.
fn one_side(object: &mut Struct, sent: bool, received: bool, past: Past) -> Vec<String> {
    object.sent = sent || past.was_sent();
    if !received {
        object.additional = object.additional.take().filter(|additional| additional.is_declared);
    }
    match (sent, received) {
        (true, false) if past != Past::NotSent => object.fields.retain(|field| field.access != Access::ReadOnly),
        (false, true) => object.fields.retain(|field| field.access != Access::WriteOnly),
        _ => {}
    }
    let has_three_states = object.sent && past != Past::NotSent;
    let mut lost = Vec::new();
    for field in object.fields.iter_mut().filter(|_| !has_three_states) {
        if field.presence == Presence::Tristate {
            field.presence = Presence::Optional;
            lost.extend(sent.then(|| field.name.wire.clone()));
        }
    }
    lost
}
