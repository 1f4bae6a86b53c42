//! A type that goes both ways is two types only where a property that must be there is there on one side alone.
//!
//! The form that callers have had keeps the name: a type that was only sent goes on being sent, and what is received is
//! the new one.

use std::collections::{BTreeMap, BTreeSet};

use super::past::{self, Past};
use super::ways::Ways;
use super::ways::{named, reached, shapes};
use crate::diagnostic::Diagnostics;
use crate::ir::{Access, Field, Group, Presence, Shape, Type, TypeId, Webhooks};
use crate::lower::schema::schemas::Draft;
use crate::names::Names;
use crate::spec::Document;

/// For each type that is split, the type of its other form.
type Forms = BTreeMap<TypeId, TypeId>;

/// Splits the types, and has each side use its own forms.
pub(super) fn settle(
    document: &Document,
    drafts: &mut Vec<Draft>,
    groups: &mut [Group],
    webhooks: &Webhooks,
    names: &Names,
    diagnostics: &mut Diagnostics,
) {
    let ways = Ways::of(drafts, groups, webhooks);
    let both: BTreeSet<TypeId> = ways.sent.intersection(&ways.received).copied().collect();
    let whole = whole(drafts, &both, names);
    for id in &whole {
        if let Some(draft) = drafts.get_mut(id.0) {
            keep_whole(document, draft, names, diagnostics);
        }
    }
    let (mut requests, mut responses) = (Forms::new(), Forms::new());
    let free: BTreeSet<TypeId> = both.difference(&whole).copied().collect();
    for id in holders(drafts, &free, names) {
        let Some(draft) = drafts.get(id.0) else { continue };
        let new = TypeId(drafts.len());
        let keeps_what_is_sent = past::of(draft, names).was_sent() && !past::had_request(draft, names);
        let other = match keeps_what_is_sent {
            true => as_received(draft),
            false => as_sent(draft),
        };
        let forms = match keeps_what_is_sent {
            true => &mut responses,
            false => &mut requests,
        };
        forms.insert(id, new);
        drafts.push(other);
    }
    let is_sent_form = |id: &TypeId| requests.values().any(|form| form == id) || responses.contains_key(id);
    for (index, draft) in drafts.iter_mut().enumerate() {
        let id = TypeId(index);
        let is_sent = is_sent_form(&id) || (ways.sent.contains(&id) && !ways.received.contains(&id));
        let forms = if is_sent { &requests } else { &responses };
        for ty in draft.shape.types_mut() {
            ty.rename(&mut |id| change(id, forms));
        }
    }
    for ty in groups.iter_mut().flat_map(Group::sent_types_mut) {
        ty.rename(&mut |id| change(id, &requests));
    }
    for ty in groups.iter_mut().flat_map(Group::received_types_mut) {
        ty.rename(&mut |id| change(id, &responses));
    }
}

fn change(id: &mut TypeId, forms: &Forms) {
    if let Some(form) = forms.get(id) {
        *id = *form;
    }
}

/// The types that must not be split: those that went both ways undivided, and what they hold, unless that was split before.
fn whole(drafts: &[Draft], both: &BTreeSet<TypeId>, names: &Names) -> BTreeSet<TypeId> {
    let draft = |id: &TypeId| drafts.get(id.0);
    let was_split = |draft: &Draft| past::had_request(draft, names) || past::had_response(draft, names);
    let was_whole = |draft: &Draft| past::of(draft, names) == Past::Both && !was_split(draft);
    let undivided = both.iter().filter(|id| draft(id).is_some_and(was_whole));
    let undivided: Vec<Type> = undivided.map(|id| Type::Named(*id)).collect();
    let mut whole = reached(shapes(drafts), named(undivided.iter()));
    whole.retain(|id| both.contains(id) && !draft(id).is_some_and(was_split));
    whole
}

/// Has one type be enough for both directions, and says what that loses.
fn keep_whole(document: &Document, draft: &mut Draft, names: &Names, diagnostics: &mut Diagnostics) {
    let past = past::of(draft, names);
    let Shape::Struct(object) = &mut draft.shape else {
        return;
    };
    let one_sided: Vec<&mut Field> = object.fields.iter_mut().filter(|field| is_one_sided(field)).collect();
    if one_sided.is_empty() {
        return;
    }
    let properties: Vec<String> = one_sided.iter().map(|field| field.name.wire.clone()).collect();
    if past != Past::NotSent {
        for field in one_sided {
            field.presence = match field.presence {
                Presence::Nullable => Presence::Tristate,
                _ => Presence::Optional,
            };
        }
    }
    diagnostics.push(match past {
        Past::NotSent => past::sent_as_received(document, draft, &properties),
        _ => past::lost_demand(document, draft, &properties),
    });
}

/// The types among `all` that are or were in two forms, and those that hold one, in order.
fn holders(drafts: &[Draft], all: &BTreeSet<TypeId>, names: &Names) -> BTreeSet<TypeId> {
    let is_apart =
        |draft: &Draft| past::had_request(draft, names) || past::had_response(draft, names) || differs(&draft.shape);
    let mut holders_of: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for id in all {
        for ty in drafts.get(id.0).map(|draft| draft.shape.types()).unwrap_or_default() {
            ty.named(&mut |held, _| holders_of.entry(held).or_default().push(*id));
        }
    }
    let apart = all.iter().filter(|id| drafts.get(id.0).is_some_and(is_apart));
    let mut open: Vec<TypeId> = apart.copied().collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(holders_of.get(&id).into_iter().flatten());
        }
    }
    found
}

fn differs(shape: &Shape) -> bool {
    matches!(shape, Shape::Struct(object) if object.fields.iter().any(is_one_sided))
}

/// Whether a property must be there, on one side.
fn is_one_sided(field: &Field) -> bool {
    field.access != Access::Both && matches!(field.presence, Presence::Required | Presence::Nullable)
}

fn as_sent(draft: &Draft) -> Draft {
    Draft {
        title: draft.title.with("request"),
        key: past::request_key(draft),
        ..form(draft, "As sent in requests: without the read-only properties.")
    }
}

fn as_received(draft: &Draft) -> Draft {
    Draft {
        title: draft.title.with("response"),
        key: past::response_key(draft),
        ..form(draft, "As received in responses: with the read-only properties.")
    }
}

fn form(draft: &Draft, text: &'static str) -> Draft {
    let mut docs = draft.docs.clone();
    docs.note([text]);
    Draft {
        is_component: false,
        docs,
        ..draft.clone()
    }
}
