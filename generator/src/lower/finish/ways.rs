//! Which types callers send and which they receive.

use std::collections::BTreeSet;

use crate::ir::{Group, Shape, Type, TypeId, Webhooks};
use crate::lower::schema::schemas::Draft;

/// Which types go which way.
pub(super) struct Ways {
    pub(super) sent: BTreeSet<TypeId>,
    pub(super) received: BTreeSet<TypeId>,
}

impl Ways {
    pub(super) fn of(drafts: &[Draft], groups: &[Group], webhooks: &Webhooks) -> Self {
        Self {
            sent: reached(shapes(drafts), named(groups.iter().flat_map(Group::sent_types))),
            received: reached(shapes(drafts), named(received_types(groups, webhooks))),
        }
    }
}

pub(super) fn received_types<'t>(groups: &'t [Group], webhooks: &'t Webhooks) -> impl Iterator<Item = &'t Type> {
    groups.iter().flat_map(Group::received_types).chain(webhooks.types())
}

/// The shapes of drafts.
pub(super) fn shapes<'s>(drafts: &'s [Draft]) -> impl Fn(TypeId) -> Option<&'s Shape> {
    |id| drafts.get(id.0).map(|draft| &draft.shape)
}

/// The named types in these.
pub(super) fn named<'t>(types: impl Iterator<Item = &'t Type>) -> Vec<TypeId> {
    let mut found = Vec::new();
    for ty in types {
        ty.named(&mut |id, _| found.push(id));
    }
    found
}

/// These types and those that they hold, directly or through others.
pub(super) fn reached<'s>(shape: impl Fn(TypeId) -> Option<&'s Shape>, mut open: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(named(shape(id).map(Shape::types).unwrap_or_default().into_iter()));
        }
    }
    reached
}
