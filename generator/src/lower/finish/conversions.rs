//! Which values turn into a union by `From`: those of a type that one variant alone holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Scalar, Shape, Type, TypeDef, TypeId};

/// Marks the variants whose type is their own.
pub(super) fn settle(types: &mut [TypeDef]) {
    let decided: Vec<Vec<bool>> = types
        .iter()
        .enumerate()
        .map(|(index, definition)| match &definition.shape {
            Shape::Union(union) => {
                let held = union.variants.iter().map(|variant| {
                    let held = Resolved::of(types, &variant.ty);
                    // What a number inside of an object means, only the name of the variant says.
                    held.filter(|ty| variant.inside.is_none() || matches!(ty, Resolved::Named(_)))
                });
                own(TypeId(index), held.collect())
            }
            _ => Vec::new(),
        })
        .collect();
    for (definition, decided) in types.iter_mut().zip(decided) {
        if let Shape::Union(union) = &mut definition.shape {
            for (variant, is_own) in union.variants.iter_mut().zip(decided) {
                variant.is_only_of_type = is_own;
            }
        }
    }
}

/// For each variant, whether it alone holds a type that can turn into the union.
fn own(union: TypeId, held: Vec<Option<Resolved>>) -> Vec<bool> {
    let mut counts: BTreeMap<&Resolved, usize> = BTreeMap::new();
    for ty in held.iter().flatten() {
        *counts.entry(ty).or_default() += 1;
    }
    let is_own = |ty: &Resolved| counts.get(ty) == Some(&1) && *ty != Resolved::Named(union);
    held.iter().map(|ty| ty.as_ref().is_some_and(is_own)).collect()
}

/// A type without aliases and boxes: two of them are the same type of Rust, or differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Resolved {
    Plain(String),
    Json,
    JsonObject,
    Array(Box<Resolved>),
    Tuple(Vec<Resolved>),
    Map(Box<Resolved>),
    MapBy(TypeId, Box<Resolved>),
    Named(TypeId),
}

impl Resolved {
    /// `None` for a type that can't be compared with others, such as one that the configuration names, or that an absent
    /// value turns into.
    fn of(types: &[TypeDef], ty: &Type) -> Option<Self> {
        let inner = |ty: &Type| Some(Box::new(Self::of(types, ty)?));
        Some(match ty {
            Type::String => Self::Plain("String".to_owned()),
            Type::Bool => Self::Plain("bool".to_owned()),
            Type::Integer(name) | Type::Float(name) => Self::Plain((*name).to_owned()),
            Type::Scalar(scalar) => Self::Plain(compared(scalar)?.to_owned()),
            Type::Json => Self::Json,
            Type::JsonObject => Self::JsonObject,
            Type::Array(item) => Self::Array(inner(item)?),
            Type::Tuple(elements) => {
                let elements = elements.iter().map(|element| Self::of(types, element));
                Self::Tuple(elements.collect::<Option<_>>()?)
            }
            Type::Map(value) => Self::Map(inner(value)?),
            Type::MapBy(names, value) => Self::MapBy(*names, inner(value)?),
            Type::Boxed(ty) => return Self::of(types, ty),
            Type::Nullable(_) | Type::File => return None,
            Type::Named(id) => return Self::named(types, *id),
        })
    }

    /// What an alias, or an alias of an alias, stands for.
    fn named(types: &[TypeDef], id: TypeId) -> Option<Self> {
        let mut passed = BTreeSet::new();
        let mut id = id;
        while passed.insert(id) {
            match types.get(id.0).map(|definition| &definition.shape) {
                Some(Shape::Alias(Type::Named(next))) => id = *next,
                Some(Shape::Alias(ty)) => return Self::of(types, ty),
                _ => return Some(Self::Named(id)),
            }
        }
        None
    }
}

/// The path of a scalar, if no other path leads to the same type: one that the configuration names may be an alias.
fn compared(scalar: &Scalar) -> Option<&str> {
    const KNOWN: [&str; 4] = ["std::net::", "chrono::", "uuid::", "crate::"];
    KNOWN
        .iter()
        .any(|start| scalar.path.starts_with(start))
        .then_some(scalar.path.as_str())
}
