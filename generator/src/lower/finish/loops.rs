//! Types that are themselves: `anyOf: [self, string]` says no more than `string`, and a reader would never end.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Shape, Type, TypeDef, TypeId, UnionVariant};

/// Replaces the members of unions that lead back to the union itself, before anything is read, by what else they are.
/// What is nothing but itself is any value.
pub(super) fn settle(types: &mut [TypeDef]) {
    for target in in_circles(types) {
        let index = target.0;
        let Some(Shape::Union(union)) = types.get(index).map(|definition| &definition.shape) else {
            continue;
        };
        let mut is_itself = false;
        let variants = union.variants.iter().filter_map(UnionVariant::whole);
        as_it_stands(types, variants.collect(), &mut BTreeSet::new(), &mut |id, _| {
            is_itself |= id == target;
        });
        if !is_itself {
            continue;
        }
        let variants = without_loops(types, &union.variants, target);
        if let Some(definition) = types.get_mut(index)
            && let Shape::Union(union) = &mut definition.shape
        {
            union.variants = variants;
            if union.variants.is_empty() {
                definition.shape = Shape::Alias(Type::Json);
            }
        }
    }
    for id in aliases_of_themselves(types) {
        if let Some(definition) = types.get_mut(id.0) {
            definition.shape = Shape::Alias(Type::Json);
        }
    }
}

/// The types that may lead back to themselves, in their order: those whose alternatives don't all come to an end.
fn in_circles(types: &[TypeDef]) -> Vec<TypeId> {
    let from = users(types);
    let mut open: Vec<usize> = types
        .iter()
        .map(|definition| named(&definition.shape).count())
        .collect();
    let mut ended: Vec<TypeId> = (0..types.len())
        .filter(|index| open.get(*index) == Some(&0))
        .map(TypeId)
        .collect();
    while let Some(id) = ended.pop() {
        for user in from.get(&id).into_iter().flatten() {
            if let Some(count) = open.get_mut(user.0) {
                *count -= 1;
                ended.extend((*count == 0).then_some(*user));
            }
        }
    }
    let left = open.into_iter().enumerate().filter(|(_, count)| *count > 0);
    left.map(|(index, _)| TypeId(index)).collect()
}

/// The types that have each as an alternative, as often as they have it.
fn users(types: &[TypeDef]) -> BTreeMap<TypeId, Vec<TypeId>> {
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for (index, definition) in types.iter().enumerate() {
        for id in named(&definition.shape) {
            users.entry(id).or_default().push(TypeId(index));
        }
    }
    users
}

/// The types among the alternatives of a shape.
fn named(shape: &Shape) -> impl Iterator<Item = TypeId> {
    alternatives(shape).into_iter().filter_map(|ty| match ty.held() {
        Type::Named(id) => Some(*id),
        _ => None,
    })
}

/// The aliases whose chain comes back to them. What a chain has passed, no other one passes again.
fn aliases_of_themselves(types: &[TypeDef]) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut passed = BTreeSet::new();
    for start in 0..types.len() {
        let mut chain = Vec::new();
        let mut next = Some(TypeId(start));
        while let Some(id) = next.filter(|id| passed.insert(*id)) {
            chain.push(id);
            next = aliased(types, id);
        }
        let circle = chain.iter().position(|id| Some(*id) == next);
        found.extend(circle.and_then(|first| chain.get(first..)).into_iter().flatten());
    }
    found
}

/// The type that an alias is of, if it is one with a name.
fn aliased(types: &[TypeDef], id: TypeId) -> Option<TypeId> {
    match types.get(id.0).map(|definition| &definition.shape)? {
        Shape::Alias(ty) => match ty.held() {
            Type::Named(id) => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

fn without_loops(types: &[TypeDef], variants: &[UnionVariant], target: TypeId) -> Vec<UnionVariant> {
    let leading = leading_to(types, target);
    let leads = |ty: &Type| matches!(ty.held(), Type::Named(id) if leading.contains(id));
    let (looping, kept): (Vec<&UnionVariant>, Vec<&UnionVariant>) =
        variants.iter().partition(|variant| variant.whole().is_some_and(leads));
    let mut found: Vec<UnionVariant> = kept.into_iter().cloned().collect();
    // What was met on the way from one variant is known when the next one leads there.
    let mut passed = BTreeSet::new();
    for variant in looping {
        let mut reached = Vec::new();
        as_it_stands(types, vec![&variant.ty], &mut passed, &mut |_, shape| {
            if let Shape::Union(union) = shape {
                reached.extend(&union.variants);
            }
        });
        for inner in reached {
            let is_same = |known: &UnionVariant| known.ty == inner.ty && known.inside == inner.inside;
            let is_new = !inner.whole().is_some_and(leads) && !found.iter().any(is_same);
            if is_new {
                let taken = |name: &str| found.iter().any(|known| known.name == name);
                let mut name = inner.name.clone();
                while taken(&name) {
                    name = format!("{}{name}", variant.name);
                }
                found.push(UnionVariant { name, ..inner.clone() });
            }
        }
    }
    found
}

/// The types whose values may be values of `target` as they stand, not merely hold one; `target` among them.
fn leading_to(types: &[TypeDef], target: TypeId) -> BTreeSet<TypeId> {
    let from = users(types);
    let mut leading = BTreeSet::from([target]);
    let mut open = vec![target];
    while let Some(id) = open.pop() {
        let next = from.get(&id).into_iter().flatten();
        open.extend(next.copied().filter(|id| leading.insert(*id)));
    }
    leading
}

/// The types that a value of this shape may be without anything around it.
fn alternatives(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Alias(_) | Shape::Newtype(_) => shape.types(),
        Shape::Union(union) => union.variants.iter().filter_map(UnionVariant::whole).collect(),
        _ => Vec::new(),
    }
}

/// Visits the types that values of these may be without anything around them, but for what has been passed.
fn as_it_stands<'t>(
    types: &'t [TypeDef],
    mut open: Vec<&'t Type>,
    passed: &mut BTreeSet<TypeId>,
    visit: &mut impl FnMut(TypeId, &'t Shape),
) {
    while let Some(ty) = open.pop() {
        let Type::Named(id) = ty.held() else { continue };
        if let Some(definition) = types.get(id.0).filter(|_| passed.insert(*id)) {
            visit(*id, &definition.shape);
            open.extend(alternatives(&definition.shape).into_iter().rev());
        }
    }
}
