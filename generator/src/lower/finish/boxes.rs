//! Recursion: a type that would hold itself by value is boxed, and an alias of itself becomes a struct. Large types are
//! boxed as well.
//!
//! Whatever was boxed stays so. Of a circle that a newcomer closes, the newcomer is boxed: it is known by the lock, which
//! lists what types held by value before.

use std::collections::BTreeSet;

use super::sizes;
use crate::ir::{Shape, Type, TypeDef, TypeId};
use crate::names::Names;

/// The tables of the lock: what is boxed, what is held by value, and the aliases that are structs.
const BOXES: &str = "boxes";
const HOLDS: &str = "holds";
const RECURSION: &str = "recursion";
const NEWTYPES: &str = "newtypes";

/// Breaks every cycle: as before, then where newcomers close it, then where a depth-first walk in the order of the keys does.
pub(super) fn settle(types: &mut [TypeDef], keys: &[String], names: &mut Names) {
    let order = order_of(keys);
    unalias(types, keys, &order, names);
    box_as_before(types, keys, names);
    box_newcomers(types, keys, &order, names);
    box_back_edges(types, &order);
    box_large(types, keys, names);
    keep(types, keys, names);
}

/// The order of the keys, which is the same however the document is ordered.
fn order_of(keys: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|index| keys.get(*index));
    order
}

/// Rust knows no recursive alias, whatever stands between.
fn unalias(types: &mut [TypeDef], keys: &[String], order: &[usize], names: &mut Names) {
    for (definition, key) in types.iter_mut().zip(keys) {
        if let Shape::Alias(ty) = &definition.shape
            && names.held_before(RECURSION, NEWTYPES, key)
        {
            definition.shape = Shape::Newtype(ty.clone());
        }
    }
    let edges: Vec<Vec<usize>> = types
        .iter()
        .map(|definition| match &definition.shape {
            Shape::Alias(ty) => edges_of(ty, |_| true),
            _ => Vec::new(),
        })
        .collect();
    for (_, target) in back_edges(&edges, order) {
        if let Some(definition) = types.get_mut(target)
            && let Shape::Alias(ty) = &definition.shape
        {
            definition.shape = Shape::Newtype(ty.clone());
        }
    }
    let newtypes = types.iter().zip(keys);
    for (_, key) in newtypes.filter(|(definition, _)| matches!(definition.shape, Shape::Newtype(_))) {
        names.note_member(RECURSION, NEWTYPES, key);
    }
}

fn box_as_before(types: &mut [TypeDef], keys: &[String], names: &Names) {
    for (definition, key) in types.iter_mut().zip(keys) {
        let labels = labels(&definition.shape);
        for (ty, label) in definition.shape.types_mut().into_iter().zip(labels) {
            if names.held_before(BOXES, key, &label) {
                box_any(ty);
            }
        }
    }
}

/// Adds what is new to what was there, piece by piece; a piece that closes a circle is boxed.
fn box_newcomers(types: &mut [TypeDef], keys: &[String], order: &[usize], names: &Names) {
    if !names.are_known() || back_edges(&by_value(types), order).is_empty() {
        return;
    }
    let (mut graph, newcomers) = parted(types, keys, names);
    for index in order {
        for (part, target) in newcomers.get(*index).into_iter().flatten() {
            if !reaches(&graph, *target, *index) {
                graph
                    .get_mut(*index)
                    .into_iter()
                    .for_each(|targets| targets.push(*target));
                continue;
            }
            let definition = types.get_mut(*index);
            let mut parts = definition
                .map(|definition| definition.shape.types_mut())
                .unwrap_or_default();
            if let Some(ty) = parts.get_mut(*part) {
                box_named(ty, TypeId(*target));
            }
        }
    }
}

/// What was held by value before, as a graph, and the parts of each type that are new, with what they hold.
type Parted = (Vec<Vec<usize>>, Vec<Vec<(usize, usize)>>);

fn parted(types: &[TypeDef], keys: &[String], names: &Names) -> Parted {
    let mut parted: Parted = (Vec::new(), Vec::new());
    for (definition, key) in types.iter().zip(keys) {
        let mut old = Vec::new();
        let mut new = Vec::new();
        let labels = labels(&definition.shape);
        for (part, (ty, label)) in definition.shape.types().into_iter().zip(labels).enumerate() {
            let targets = edges_of(ty, |by_value| by_value);
            if names.held_before(HOLDS, key, &label) {
                old.extend(targets);
            } else {
                new.extend(targets.into_iter().map(|target| (part, target)));
            }
        }
        parted.0.push(old);
        parted.1.push(new);
    }
    parted
}

fn reaches(graph: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        if seen.insert(node) {
            open.extend(graph.get(node).into_iter().flatten());
        }
    }
    false
}

fn by_value(types: &[TypeDef]) -> Vec<Vec<usize>> {
    let targets = |definition: &TypeDef| {
        let mut parts: Vec<(String, &Type)> = labels(&definition.shape)
            .into_iter()
            .zip(definition.shape.types())
            .collect();
        parts.sort_by(|left, right| left.0.cmp(&right.0));
        parts
            .into_iter()
            .flat_map(|(_, ty)| edges_of(ty, |by_value| by_value))
            .collect()
    };
    types.iter().map(targets).collect()
}

fn box_back_edges(types: &mut [TypeDef], order: &[usize]) {
    for (from, to) in back_edges(&by_value(types), order) {
        for ty in types
            .get_mut(from)
            .map(|definition| definition.shape.types_mut())
            .unwrap_or_default()
        {
            box_named(ty, TypeId(to));
        }
    }
}

/// Boxes what is too large to be held by value.
fn box_large(types: &mut [TypeDef], keys: &[String], names: &Names) {
    let all_labels: Vec<Vec<String>> = types.iter().map(|definition| labels(&definition.shape)).collect();
    let was_held = |index: usize, part: usize| {
        let label = all_labels.get(index).and_then(|labels| labels.get(part));
        let label = keys.get(index).zip(label);
        label.is_some_and(|(key, label)| names.held_before(HOLDS, key, label))
    };
    for (index, part) in sizes::large_parts(types, was_held) {
        let parts = types.get_mut(index).map(|definition| definition.shape.types_mut());
        if let Some(ty) = parts.unwrap_or_default().get_mut(part) {
            box_any(ty);
        }
    }
}

/// Lists for the next run what is boxed, and what is held by value and could be part of a circle.
fn keep(types: &[TypeDef], keys: &[String], names: &mut Names) {
    let can_hold = |target: &usize| {
        types
            .get(*target)
            .is_some_and(|definition| !definition.shape.types().is_empty())
    };
    for (definition, key) in types.iter().zip(keys) {
        for (ty, label) in definition.shape.types().into_iter().zip(labels(&definition.shape)) {
            if is_boxed(ty) {
                names.note_member(BOXES, key, &label);
            } else if edges_of(ty, |by_value| by_value).iter().any(can_hold) {
                names.note_member(HOLDS, key, &label);
            }
        }
    }
}

/// What the parts of a shape are known by, in the order of [`Shape::types`].
fn labels(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter().map(|field| field.name.wire.clone());
            fields.chain(object.additional.iter().map(|_| String::new())).collect()
        }
        Shape::Union(union) => union.variants.iter().map(|variant| variant.name.clone()).collect(),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Constant(_) => Vec::new(),
        Shape::Alias(_) | Shape::Newtype(_) => vec![String::new()],
    }
}

fn is_boxed(ty: &Type) -> bool {
    match ty {
        Type::Boxed(_) => true,
        Type::Nullable(inner) => is_boxed(inner),
        _ => false,
    }
}

/// A tuple is boxed as a whole.
fn box_any(ty: &mut Type) {
    match ty {
        Type::Named(_) | Type::Tuple(_) => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Nullable(inner) => box_any(inner),
        _ => {}
    }
}

fn edges_of(ty: &Type, follow: fn(bool) -> bool) -> Vec<usize> {
    let mut targets = Vec::new();
    ty.named(&mut |id, by_value| {
        if follow(by_value) {
            targets.push(id.0);
        }
    });
    targets
}

fn box_named(ty: &mut Type, target: TypeId) {
    if edges_of(ty, |by_value| by_value).contains(&target.0) {
        box_any(ty);
    }
}

/// The edges that lead back into the walk's own path; without recursion, since chains of types may be long.
fn back_edges(edges: &[Vec<usize>], order: &[usize]) -> Vec<(usize, usize)> {
    const NEW: u8 = 0;
    const ON_PATH: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; edges.len()];
    let mut found = Vec::new();
    for root in order.iter().copied() {
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        if state.get(root) != Some(&NEW) {
            continue;
        }
        mark(&mut state, root, ON_PATH);
        while let Some((node, next)) = path.pop() {
            let Some(target) = edges.get(node).and_then(|targets| targets.get(next)).copied() else {
                mark(&mut state, node, DONE);
                continue;
            };
            path.push((node, next + 1));
            match state.get(target) {
                Some(&NEW) => {
                    mark(&mut state, target, ON_PATH);
                    path.push((target, 0));
                }
                Some(&ON_PATH) => found.push((node, target)),
                _ => {}
            }
        }
    }
    found
}

fn mark(state: &mut [u8], node: usize, value: u8) {
    if let Some(slot) = state.get_mut(node) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_closing_edges_are_found() {
        let edges = vec![vec![1], vec![2, 1], vec![0, 3], vec![]];
        assert_eq!(back_edges(&edges, &[0, 1, 2, 3]), [(2, 0), (1, 1)]);
    }
}
