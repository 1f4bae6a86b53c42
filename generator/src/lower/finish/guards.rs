//! How a reader tells the types of a union apart without trying them in turn.

use std::collections::BTreeSet;

use super::kinds::Kinds;
use super::tags;
use crate::ir::{
    Field, Guard, JsonKind, Literal, Presence, Shape, Struct, Type, TypeDef, Union, UnionTag, UnionVariant,
};

/// Gives the variants of every union their guards.
pub(super) fn settle(types: &mut [TypeDef]) {
    let kinds = Kinds::of(types);
    change_unions(types, |types, union| {
        for variant in &mut union.variants {
            variant.guard = match &variant.inside {
                Some(name) => inside(name),
                None => guard(types, &kinds, &variant.ty),
            };
        }
    });
}

/// Without a tag that all have, variants are told apart by what they keep: the most special first.
pub(super) fn order(types: &mut [TypeDef]) {
    change_unions(types, |types, union| {
        let is_told = matches!(union.tag, Some(UnionTag::Required(_)))
            && union.variants.iter().all(|variant| !variant.tags.is_empty());
        if !is_told {
            union.variants.sort_by_key(|variant| generality(types, variant));
        }
    });
}

fn change_unions(types: &mut [TypeDef], change: impl Fn(&[TypeDef], &mut Union)) {
    for index in 0..types.len() {
        let Some(Shape::Union(union)) = types.get(index).map(|definition| &definition.shape) else {
            continue;
        };
        let mut union = union.clone();
        change(types, &mut union);
        if let Some(definition) = types.get_mut(index) {
            definition.shape = Shape::Union(union);
        }
    }
}

/// What a reader knows of a type's values: of a struct, what they have; of anything else, what kinds they are of.
fn guard(types: &[TypeDef], kinds: &Kinds, ty: &Type) -> Guard {
    match plain(types, ty).1 {
        Some(Shape::Struct(object)) => of_struct(types, object),
        _ => Guard {
            kinds: kinds.of_type(ty).into_iter().collect(),
            ..Guard::default()
        },
    }
}

/// What a reader knows of an object of one property.
fn inside(name: &str) -> Guard {
    Guard {
        kinds: vec![JsonKind::Object],
        has: vec![name.to_owned()],
        constants: Vec::new(),
    }
}

/// A type without its other names, boxes and null, and its shape where it has one.
fn plain<'t>(types: &'t [TypeDef], ty: &'t Type) -> (&'t Type, Option<&'t Shape>) {
    let mut passed = BTreeSet::new();
    let mut ty = ty.held();
    loop {
        let Type::Named(id) = ty else { return (ty, None) };
        match types.get(id.0).map(|definition| &definition.shape) {
            Some(Shape::Alias(other) | Shape::Newtype(other)) if passed.insert(*id) => ty = other.held(),
            shape => return (ty, shape),
        }
    }
}

fn of_struct(types: &[TypeDef], object: &Struct) -> Guard {
    let required = object
        .fields
        .iter()
        .filter(|field| matches!(field.presence, Presence::Required | Presence::Nullable));
    let constants = object
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    Guard {
        kinds: vec![JsonKind::Object],
        has: required.map(|field| field.name.wire.clone()).collect(),
        constants: constants
            .filter_map(|field| constant(types, field).map(|value| (field.name.wire.clone(), value)))
            .collect(),
    }
}

/// The only value of a property, if it has one alone.
fn constant(types: &[TypeDef], field: &Field) -> Option<Literal> {
    match tags::of_field(types, field).0.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// What fits fewer values is tried first.
fn generality(
    types: &[TypeDef],
    variant: &UnionVariant,
) -> (usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
    let guard = &variant.guard;
    let breadth = variant.whole().map_or(OBJECT, |ty| breadth(types, ty));
    (
        breadth,
        std::cmp::Reverse(guard.constants.len()),
        std::cmp::Reverse(guard.has.len()),
    )
}

/// How many values an object of declared properties fits, among other types.
const OBJECT: usize = 3;

fn breadth(types: &[TypeDef], ty: &Type) -> usize {
    match plain(types, ty) {
        (_, Some(Shape::Constant(_))) => 0,
        (_, Some(Shape::StringEnum(_) | Shape::IntegerEnum(_))) => 1,
        (Type::Bool | Type::Scalar(_) | Type::Integer(_) | Type::Tuple(_), _) => 1,
        (Type::Float(_) | Type::Array(_) | Type::File, _) => 2,
        (Type::Map(_) | Type::MapBy(..), _) => 4,
        (Type::String, _) => 5,
        (Type::JsonObject, _) => 6,
        (Type::Json, _) => 7,
        (Type::Named(_) | Type::Nullable(_) | Type::Boxed(_), _) => OBJECT,
    }
}
