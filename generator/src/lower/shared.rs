//! What one operation describes twice in place, alike in all: its body and its response, or two responses. It is one type,
//! and the others are other names of it, so that no name goes when one of the descriptions changes.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::schemas::Draft;
use crate::ir::{Access, Group, Operation, Presence, ResponseCase, Rules, Shape, Type, TypeId};
use crate::names::Names;

/// The table of the lock: what a type is another name of.
const SHARED: &str = "shared";

/// How many types of an operation the others are compared with: of thousands, the first ones.
const MOST_COMPARED: usize = 64;

/// A type that an operation describes in place, and whether it is sent.
#[derive(Clone, Copy)]
struct Root {
    id: TypeId,
    is_sent: bool,
}

/// Makes one type of those that are alike. What the last run had as a type of its own stays one.
pub(crate) fn settle(drafts: &mut [Draft], groups: &[Group], names: &mut Names) {
    let mut found: BTreeMap<TypeId, TypeId> = BTreeMap::new();
    for group in groups {
        for (operation, cases) in group.operations_with_cases() {
            let roots = roots(drafts, operation, &cases);
            for (position, later) in roots.iter().enumerate() {
                let earlier = roots.iter().take(position.min(MOST_COMPARED));
                let earlier = earlier.filter(|root| root.id != later.id);
                let mut earlier = earlier.filter(|root| !found.contains_key(&root.id));
                if let Some(pairs) = earlier.find_map(|earlier| alike(drafts, names, *earlier, *later)) {
                    found.extend(pairs);
                }
            }
        }
    }
    for (id, one) in found {
        let key = drafts.get(one.0).map(|draft| draft.key.to_string()).unwrap_or_default();
        if let Some(draft) = drafts.get_mut(id.0) {
            names.note_member(SHARED, &draft.key.to_string(), &key);
            draft.shape = Shape::Alias(Type::Named(one));
            draft.rules = Rules::default();
            draft.is_shared = true;
        }
    }
}

/// The types of an operation's bodies, of its successes and of its errors.
fn roots(drafts: &[Draft], operation: &Operation, cases: &[&ResponseCase]) -> Vec<Root> {
    let cases = cases.iter();
    let received = cases.filter_map(|case| case.payload.value_type()).map(|ty| (ty, false));
    let sent = operation.bodies().map(|body| (&body.ty, true));
    let all = sent
        .chain(received)
        .filter_map(|(ty, is_sent)| Some((named(ty)?, is_sent)));
    let mut seen = BTreeSet::new();
    let all = all.filter(|(id, _)| is_in_place(drafts, *id) && seen.insert(*id));
    all.map(|(id, is_sent)| Root { id, is_sent }).collect()
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty.held() {
        Type::Named(id) => Some(*id),
        Type::Array(inner) => named(inner),
        _ => None,
    }
}

fn is_in_place(drafts: &[Draft], id: TypeId) -> bool {
    drafts.get(id.0).is_some_and(|draft| !draft.is_component)
}

/// The types that the later one is made of, each with that of the earlier one, if they differ in nothing but their places.
fn alike(drafts: &[Draft], names: &Names, earlier: Root, later: Root) -> Option<BTreeMap<TypeId, TypeId>> {
    let mut pairs = BTreeMap::new();
    let mut open = vec![(earlier.id, later.id)];
    while let Some((one, other)) = open.pop() {
        if one == other || pairs.get(&other) == Some(&one) {
            continue;
        }
        let (left, right) = (drafts.get(one.0)?, drafts.get(other.0)?);
        let is_same = (earlier.is_sent == later.is_sent || has_no_sides(&left.shape)) && are_alike(names, left, right);
        if !is_same || pairs.insert(other, one).is_some() || pairs.contains_key(&one) {
            return None;
        }
        for (left, right) in left.shape.types().into_iter().zip(right.shape.types()) {
            open.extend(ids(left, right)?);
        }
    }
    Some(pairs)
}

/// Whether two types in place have the same shape, but for the types that they hold, and the same documentation.
fn are_alike(names: &Names, one: &Draft, other: &Draft) -> bool {
    let is_free = || {
        let (key, of) = (other.key.to_string(), one.key.to_string());
        other.key.name_before(names).is_none() || names.held_before(SHARED, &key, &of)
    };
    !one.is_component
        && !other.is_component
        && one.home == other.home
        && one.rules == other.rules
        && one.docs == other.docs
        && hollow(&one.shape) == hollow(&other.shape)
        && is_free()
}

/// A shape without the types that it holds.
fn hollow(shape: &Shape) -> Shape {
    let mut shape = shape.clone();
    shape.types_mut().into_iter().for_each(|ty| *ty = Type::Json);
    shape
}

/// Whether a shape is the same for callers and servers.
fn has_no_sides(shape: &Shape) -> bool {
    let Shape::Struct(object) = shape else { return true };
    let mut fields = object.fields.iter();
    fields.all(|field| field.access == Access::Both && field.presence != Presence::Tristate)
}

/// The named types in two types, pair by pair; `None` where the types differ otherwise.
fn ids(one: &Type, other: &Type) -> Option<Vec<(TypeId, TypeId)>> {
    match (one, other) {
        (Type::Named(one), Type::Named(other)) => Some(vec![(*one, *other)]),
        (Type::Nullable(one), Type::Nullable(other)) => ids(one, other),
        (Type::MapBy(one, inner), Type::MapBy(other, of_other)) => {
            let mut found = ids(inner, of_other)?;
            found.push((*one, *other));
            Some(found)
        }
        _ if one.elements().is_empty() || other.elements().is_empty() => (one == other).then(Vec::new),
        _ if std::mem::discriminant(one) == std::mem::discriminant(other) => {
            let (one, other) = (one.elements(), other.elements());
            let pairs = one.iter().zip(other).map(|(one, other)| ids(one, other));
            let found: Option<Vec<_>> = pairs.collect();
            found.filter(|_| one.len() == other.len()).map(|found| found.concat())
        }
        _ => None,
    }
}
