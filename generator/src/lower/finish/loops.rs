//! Types that are themselves: `anyOf: [self, string]` says no more than `string`, and a reader would never end.

use std::collections::BTreeSet;

use crate::ir::{Shape, Type, TypeDef, TypeId, UnionVariant};

/// Replaces the members of unions that lead back to the union itself, before anything is read, by what else they are.
/// What is nothing but itself is any value.
pub(super) fn settle(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let Some(Shape::Union(union)) = types.get(index).map(|definition| &definition.shape) else {
            continue;
        };
        let target = TypeId(index);
        if !union
            .variants
            .iter()
            .any(|variant| leads_to(types, &variant.ty, target))
        {
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
    for index in 0..types.len() {
        let is_itself = match types.get(index).map(|definition| &definition.shape) {
            Some(Shape::Alias(ty)) => leads_to(types, ty, TypeId(index)),
            _ => false,
        };
        if let Some(definition) = types.get_mut(index).filter(|_| is_itself) {
            definition.shape = Shape::Alias(Type::Json);
        }
    }
}

fn without_loops(types: &[TypeDef], variants: &[UnionVariant], target: TypeId) -> Vec<UnionVariant> {
    let (looping, kept): (Vec<&UnionVariant>, Vec<&UnionVariant>) = variants
        .iter()
        .partition(|variant| leads_to(types, &variant.ty, target));
    let mut found: Vec<UnionVariant> = kept.into_iter().cloned().collect();
    for variant in looping {
        for inner in reachable_variants(types, &variant.ty) {
            let is_new = !leads_to(types, &inner.ty, target) && found.iter().all(|known| known.ty != inner.ty);
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

/// Whether a value of `from` may be a value of `target` as it stands, not merely hold one.
fn leads_to(types: &[TypeDef], from: &Type, target: TypeId) -> bool {
    let mut is_found = false;
    as_it_stands(types, from, &mut |id, _| is_found |= id == target);
    is_found
}

/// The members of all unions that a value of `from` may be as it stands.
fn reachable_variants<'t>(types: &'t [TypeDef], from: &Type) -> Vec<&'t UnionVariant> {
    let mut variants = Vec::new();
    as_it_stands(types, from, &mut |_, shape| {
        if let Shape::Union(union) = shape {
            variants.extend(&union.variants);
        }
    });
    variants
}

/// Visits the types that a value of `from` may be without anything around it.
fn as_it_stands<'t>(types: &'t [TypeDef], from: &Type, visit: &mut impl FnMut(TypeId, &'t Shape)) {
    let mut seen = BTreeSet::new();
    let mut open = vec![from.clone()];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) if seen.insert(id) => {
                let Some(definition) = types.get(id.0) else { continue };
                visit(id, &definition.shape);
                match &definition.shape {
                    Shape::Alias(ty) | Shape::Newtype(ty) => open.push(ty.clone()),
                    Shape::Union(union) => open.extend(union.variants.iter().rev().map(|variant| variant.ty.clone())),
                    _ => {}
                }
            }
            Type::Nullable(inner) | Type::Boxed(inner) => open.push(*inner),
            _ => {}
        }
    }
}
