//! Which types callers send and which they receive, and what follows from it: OpenAPI 3.1.1, `readOnly` and `writeOnly`.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Access, Field, Group, Presence, Shape, Struct, Type, TypeId, Webhooks};
use crate::lower::schemas::Draft;

/// Splits what is sent and received in different forms, then settles what each side needs.
pub(super) fn settle(drafts: &mut Vec<Draft>, groups: &mut [Group], webhooks: &Webhooks) {
    split(drafts, groups, webhooks);
    let sent = reached(drafts, groups.iter().flat_map(Group::sent_types));
    let received = reached(drafts, received_types(groups, webhooks));
    for (index, draft) in drafts.iter_mut().enumerate() {
        if let Shape::Struct(object) = &mut draft.shape {
            let id = TypeId(index);
            one_side(object, sent.contains(&id), received.contains(&id));
        }
    }
}

fn received_types<'t>(groups: &'t [Group], webhooks: &'t Webhooks) -> impl Iterator<Item = &'t Type> {
    groups.iter().flat_map(Group::received_types).chain(webhooks.types())
}

/// What is only sent has nothing that the server alone sets, what is only received nothing that the caller alone sets.
/// Absent and null are told apart only where something is sent.
fn one_side(object: &mut Struct, sent: bool, received: bool) {
    object.sent = sent;
    match (sent, received) {
        (true, false) => object.fields.retain(|field| field.access != Access::ReadOnly),
        (false, true) => object.fields.retain(|field| field.access != Access::WriteOnly),
        _ => {}
    }
    if !sent {
        for field in &mut object.fields {
            if field.presence == Presence::Tristate {
                field.presence = Presence::Optional;
            }
        }
    }
}

/// A type that goes both ways is two types only where a property that must be there is there on one side alone.
fn split(drafts: &mut Vec<Draft>, groups: &mut [Group], webhooks: &Webhooks) {
    let sent = reached(drafts, groups.iter().flat_map(Group::sent_types));
    let received = reached(drafts, received_types(groups, webhooks));
    let both: BTreeSet<TypeId> = sent.intersection(&received).copied().collect();
    let mut requests: BTreeMap<TypeId, TypeId> = BTreeMap::new();
    for (next, id) in (drafts.len()..).zip(holders(drafts, &both, differs)) {
        requests.insert(id, TypeId(next));
    }
    let request_form = |id: &mut TypeId| {
        if let Some(request) = requests.get(id) {
            *id = *request;
        }
    };
    for id in requests.keys() {
        let Some(draft) = drafts.get(id.0) else { continue };
        drafts.push(as_sent(draft));
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        let id = TypeId(index);
        let is_only_sent = sent.contains(&id) && !received.contains(&id);
        if is_only_sent || requests.values().any(|request| *request == id) {
            for ty in draft.shape.types_mut() {
                ty.rename(&mut { request_form });
            }
        }
    }
    for ty in groups.iter_mut().flat_map(Group::sent_types_mut) {
        ty.rename(&mut { request_form });
    }
}

/// The types among `all` that are so, and those that hold one, in order.
fn holders(drafts: &[Draft], all: &BTreeSet<TypeId>, is_so: fn(&Shape) -> bool) -> BTreeSet<TypeId> {
    let mut holders_of: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut open: Vec<TypeId> = Vec::new();
    for id in all {
        let Some(draft) = drafts.get(id.0) else { continue };
        if is_so(&draft.shape) {
            open.push(*id);
        }
        for ty in draft.shape.types() {
            ty.named(&mut |held, _| holders_of.entry(held).or_default().push(*id));
        }
    }
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(holders_of.get(&id).into_iter().flatten());
        }
    }
    found
}

fn differs(shape: &Shape) -> bool {
    let is_one_sided = |field: &Field| {
        field.access != Access::Both && matches!(field.presence, Presence::Required | Presence::Nullable)
    };
    matches!(shape, Shape::Struct(object) if object.fields.iter().any(is_one_sided))
}

fn as_sent(draft: &Draft) -> Draft {
    let mut docs = draft.docs.clone();
    let provenance = docs.0.len().saturating_sub(1);
    let lines = [
        "As it is sent: without what only the server sets.".to_owned(),
        String::new(),
    ];
    docs.0.splice(provenance..provenance, lines);
    Draft {
        text: format!("{} request", draft.text),
        is_component: false,
        docs,
        ..draft.clone()
    }
}

/// The types that these hold, directly or through others.
fn reached<'t>(drafts: &[Draft], from: impl Iterator<Item = &'t Type>) -> BTreeSet<TypeId> {
    let mut open = Vec::new();
    for ty in from {
        ty.named(&mut |id, _| open.push(id));
    }
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            for ty in drafts.get(id.0).map(|draft| draft.shape.types()).unwrap_or_default() {
                ty.named(&mut |held, _| open.push(held));
            }
        }
    }
    reached
}
