//! Recursion: a type that would hold itself by value is boxed, and an alias of itself becomes a struct.

use crate::ir::{Shape, Type, TypeDef, TypeId};

/// Breaks every cycle where a depth-first walk in the order of the document closes it.
pub(super) fn settle(types: &mut [TypeDef]) {
    unalias(types);
    box_back_edges(types);
}

/// Rust knows no recursive alias, whatever stands between.
fn unalias(types: &mut [TypeDef]) {
    let edges: Vec<Vec<usize>> = types
        .iter()
        .map(|definition| match &definition.shape {
            Shape::Alias(ty) => edges_of(ty, |_| true),
            _ => Vec::new(),
        })
        .collect();
    for (_, target) in back_edges(&edges) {
        if let Some(definition) = types.get_mut(target)
            && let Shape::Alias(ty) = &definition.shape
        {
            definition.shape = Shape::Newtype(ty.clone());
        }
    }
}

fn box_back_edges(types: &mut [TypeDef]) {
    let edges: Vec<Vec<usize>> = types
        .iter()
        .map(|definition| {
            definition
                .shape
                .types()
                .into_iter()
                .flat_map(|ty| edges_of(ty, |by_value| by_value))
                .collect()
        })
        .collect();
    for (from, to) in back_edges(&edges) {
        for ty in types
            .get_mut(from)
            .map(|definition| definition.shape.types_mut())
            .unwrap_or_default()
        {
            box_named(ty, TypeId(to));
        }
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
    match ty {
        Type::Named(id) if *id == target => *ty = Type::Boxed(Box::new(Type::Named(target))),
        Type::Nullable(inner) => box_named(inner, target),
        _ => {}
    }
}

/// The edges that lead back into the walk's own path; without recursion, since chains of types may be long.
fn back_edges(edges: &[Vec<usize>]) -> Vec<(usize, usize)> {
    const NEW: u8 = 0;
    const ON_PATH: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; edges.len()];
    let mut found = Vec::new();
    for root in 0..edges.len() {
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
        assert_eq!(back_edges(&edges), [(2, 0), (1, 1)]);
    }
}
