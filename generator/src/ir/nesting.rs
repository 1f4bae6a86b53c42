//! How deep types hold each other, which the compiler goes through to see whether they may go to another thread.

use std::collections::VecDeque;

use super::{Api, Presence, Shape, Type, TypeDef};

/// How deep the compiler looks by itself.
const DEFAULT: usize = 128;

/// What scalars, futures, requests and errors add to the types of a document.
const AROUND: usize = 22;

/// The steps that the compiler takes to what a box, a vector or a map of the standard library holds.
const INTO_BOX: usize = 2;
const INTO_VEC: usize = 3;
const INTO_MAP: usize = 6;

/// A named type that another one holds: its index, and how many steps lead there.
type Held = (usize, usize);

impl Api {
    /// The `recursion_limit` that the crate needs, and every crate that sends its types to another thread; `None` where the
    /// compiler's own will do.
    pub fn recursion_limit(&self) -> Option<usize> {
        let deepest = deepest(&self.types);
        (deepest.saturating_add(AROUND) > DEFAULT).then(|| limit(deepest))
    }
}

/// The limit for types of this depth: twice what they need, and rounded up, so that it changes rarely.
fn limit(depth: usize) -> usize {
    let twice = depth.saturating_add(AROUND).saturating_mul(2);
    twice.checked_next_power_of_two().unwrap_or(usize::MAX)
}

fn deepest(types: &[TypeDef]) -> usize {
    let held: Vec<Vec<Held>> = types.iter().map(|definition| held(&definition.shape)).collect();
    let depths = depths(&held).into_iter().enumerate();
    let deep = depths.filter(|(_, depth)| depth.steps.saturating_add(AROUND) > DEFAULT);
    let (circular, plain): (Vec<_>, Vec<_>) = deep.partition(|(_, depth)| depth.is_circular);
    let circular: Vec<usize> = circular.into_iter().map(|(index, _)| index).collect();
    let plain = plain.into_iter().map(|(_, depth)| depth.steps);
    plain.fold(farthest(&held, &circular), usize::max)
}

/// The longest of the ways from these to the type that is farthest from each, as exactly as the limit needs it.
///
/// A way from one is no longer than the way to another and on from there, so only those are tried that may change the limit:
/// first the one that does so by least, which bounds the most others.
fn farthest(held: &[Vec<Held>], starts: &[usize]) -> usize {
    let mut holders: Vec<Vec<Held>> = vec![Vec::new(); held.len()];
    for (index, all) in held.iter().enumerate() {
        for (inner, steps) in all {
            holders
                .get_mut(*inner)
                .into_iter()
                .for_each(|holders| holders.push((index, *steps)));
        }
    }
    let mut bounds = vec![usize::MAX; held.len()];
    let mut farthest = 0;
    loop {
        let bounded = starts.iter().filter_map(|start| Some((*bounds.get(*start)?, *start)));
        let mattering = bounded.filter(|(bound, _)| limit(*bound) > limit(farthest));
        let Some((_, start)) = mattering.min() else {
            return farthest;
        };
        let reached = reach(held, start);
        farthest = farthest.max(reached);
        visit(&holders, start, |index, steps| {
            if let Some(bound) = bounds.get_mut(index) {
                *bound = (*bound).min(steps.saturating_add(reached));
            }
        });
    }
}

fn held(shape: &Shape) -> Vec<Held> {
    let first = match shape {
        Shape::Alias(_) => 0,
        _ => 1,
    };
    // An `Option` or a `Field` is a step of its own, and undeclared members are in a map.
    let around: Vec<usize> = match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            let fields = fields.map(|field| usize::from(field.presence != Presence::Required));
            fields.chain(object.additional.iter().map(|_| INTO_MAP)).collect()
        }
        _ => vec![0; shape.types().len()],
    };
    let mut held = Vec::new();
    for (ty, around) in shape.types().into_iter().zip(around) {
        of_type(ty, first + around, &mut held);
    }
    held
}

fn of_type(ty: &Type, steps: usize, held: &mut Vec<Held>) {
    match ty {
        Type::Named(id) => held.push((id.0, steps)),
        Type::Nullable(inner) => of_type(inner, steps + 1, held),
        Type::Boxed(inner) => of_type(inner, steps + INTO_BOX, held),
        Type::Array(inner) => of_type(inner, steps + INTO_VEC, held),
        Type::Tuple(elements) => elements.iter().for_each(|element| of_type(element, steps + 1, held)),
        Type::Map(inner) | Type::MapBy(_, inner) => of_type(inner, steps + INTO_MAP, held),
        _ => {}
    }
}

/// How many steps the longest way from a type has, and whether it comes to a circle.
#[derive(Clone, Copy, Default)]
struct Depth {
    steps: usize,
    is_circular: bool,
}

/// The depths of all types; chains of types may be long, so this is no recursion.
fn depths(held: &[Vec<Held>]) -> Vec<Depth> {
    let mut depths: Vec<Option<Depth>> = vec![None; held.len()];
    let mut is_begun = vec![false; held.len()];
    for root in 0..held.len() {
        let mut open = vec![root];
        while let Some(index) = open.last().copied() {
            let all = held.get(index).map(Vec::as_slice).unwrap_or_default();
            match is_begun.get_mut(index) {
                Some(begun) if !*begun => {
                    *begun = true;
                    let next = all.iter().map(|(inner, _)| *inner);
                    open.extend(next.filter(|inner| is_begun.get(*inner) == Some(&false)));
                    continue;
                }
                _ => open.pop(),
            };
            if let Some(depth @ None) = depths.get(index).copied() {
                let found = all
                    .iter()
                    .fold(depth.unwrap_or_default(), |depth: Depth, (inner, steps)| {
                        let inner = depths.get(*inner).copied().flatten();
                        let known = inner.unwrap_or_default();
                        Depth {
                            steps: depth.steps.max(known.steps.saturating_add(*steps)),
                            is_circular: depth.is_circular || known.is_circular || inner.is_none(),
                        }
                    });
                if let Some(depth) = depths.get_mut(index) {
                    *depth = Some(found);
                }
            }
        }
    }
    depths.into_iter().map(Option::unwrap_or_default).collect()
}

/// How many steps the shortest way to the farthest type has: in circles the longest one goes through nearly all of them, and
/// the compiler, which remembers what it has seen, does not.
fn reach(held: &[Vec<Held>], start: usize) -> usize {
    let mut farthest = 0;
    visit(held, start, |_, steps| farthest = farthest.max(steps));
    farthest
}

/// Visits what is reached from a type, with how many steps the shortest way there has.
fn visit(held: &[Vec<Held>], start: usize, mut found: impl FnMut(usize, usize)) {
    let mut is_seen = vec![false; held.len()];
    let mut open = VecDeque::from([(start, 0)]);
    while let Some((index, steps)) = open.pop_front() {
        let Some(seen) = is_seen.get_mut(index).filter(|seen| !**seen) else {
            continue;
        };
        *seen = true;
        found(index, steps);
        let all = held.get(index).into_iter().flatten();
        open.extend(all.map(|(inner, more)| (*inner, steps + more)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_as_deep_as_its_longest_way_and_a_circle_as_its_shortest() {
        let chain = [vec![(1, 2), (3, 1)], vec![(2, 2)], vec![(3, 2)], vec![]];
        let deepest = depths(&chain);
        assert_eq!(
            deepest.first().map(|depth| (depth.steps, depth.is_circular)),
            Some((6, false))
        );
        let circle = [vec![(1, 2), (2, 2)], vec![(2, 2)], vec![(0, 2)]];
        assert!(depths(&circle).iter().all(|depth| depth.is_circular));
        assert_eq!(reach(&circle, 0), 2);
        assert_eq!(reach(&circle, 1), 4);
        assert_eq!(limit(farthest(&circle, &[0, 1, 2])), limit(4));
    }

    #[test]
    fn few_types_of_a_circle_tell_its_limit() {
        for size in [2, 100, 170, 171, 500] {
            // All hold the next one; a third of them is longer.
            let circle: Vec<Vec<Held>> = (0..size)
                .map(|index| vec![((index + 1) % size, 1 + index % 3 / 2)])
                .collect();
            let all: Vec<usize> = (0..size).collect();
            let exact = all.iter().map(|start| reach(&circle, *start)).max().unwrap_or_default();
            assert_eq!(limit(farthest(&circle, &all)), limit(exact));
        }
    }
}
