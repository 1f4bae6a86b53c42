//! How a reader tells the types of a union apart without trying them in turn.

use std::collections::BTreeSet;

use super::kinds::Kinds;
use crate::ir::{
    Guard, JsonKind, Literal, Presence, Shape, Struct, Type, TypeDef, TypeId, Union, UnionTag, UnionVariant,
};
use crate::lower::aliases;

/// Gives every union its tag or its guards.
pub(super) fn settle(types: &mut [TypeDef]) {
    let kinds = Kinds::of(types);
    for index in 0..types.len() {
        let Some(Shape::Union(union)) = types.get(index).map(|definition| &definition.shape) else {
            continue;
        };
        let settled = settled(types, &kinds, union.clone());
        if let Some(definition) = types.get_mut(index) {
            definition.shape = Shape::Union(settled);
        }
    }
}

fn settled(types: &[TypeDef], kinds: &Kinds, mut union: Union) -> Union {
    for variant in &mut union.variants {
        variant.guard = guard(types, kinds, &variant.ty);
    }
    if union.tag.is_some() && !has_distinct_tags(&union.variants) {
        union.tag = None;
    }
    union.tag = match union.tag {
        Some(UnionTag::Required(name)) if may_lack(types, &union.variants, &name) => Some(UnionTag::Optional(name)),
        Some(tag) => Some(tag),
        None => implicit_tag(&mut union.variants).map(UnionTag::Required),
    };
    // Without a tag they are told apart by what they keep: the most special first.
    if !matches!(union.tag, Some(UnionTag::Required(_))) {
        union.variants.sort_by_key(|variant| generality(types, variant));
    }
    union
}

/// A tag tells variants apart only where none stands for two of them and all are objects.
fn has_distinct_tags(variants: &[UnionVariant]) -> bool {
    let mut seen = BTreeSet::new();
    variants.iter().all(|variant| {
        variant.guard.kinds == [JsonKind::Object]
            && !variant.tags.is_empty()
            && variant.tags.iter().all(|tag| seen.insert(tag.clone()))
    })
}

/// Whether an object of one of these types may do without the tag; in unions of unions, of any of theirs.
fn may_lack(types: &[TypeDef], variants: &[UnionVariant], tag: &str) -> bool {
    let mut passed = BTreeSet::new();
    let mut open: Vec<&Type> = variants.iter().map(|variant| &variant.ty).collect();
    while let Some(ty) = open.pop() {
        let Type::Named(id) = ty else { return true };
        if !passed.insert(*id) {
            continue;
        }
        match types.get(id.0).map(|definition| &definition.shape) {
            Some(Shape::Struct(object)) => {
                let field = object.fields.iter().find(|field| field.name.wire == tag);
                if field.is_none_or(|field| field.presence != Presence::Required) {
                    return true;
                }
            }
            Some(Shape::Union(union)) => open.extend(union.variants.iter().map(|variant| &variant.ty)),
            Some(Shape::Alias(ty)) => open.push(ty),
            _ => return true,
        }
    }
    false
}

/// A required string constant that all members have, each with a value of its own, is a tag in all but name.
fn implicit_tag(variants: &mut [UnionVariant]) -> Option<String> {
    let candidates = variants.first()?.guard.constants.iter().map(|(name, _)| name.clone());
    let tag = candidates.into_iter().find(|candidate| {
        let mut seen = BTreeSet::new();
        variants.iter().all(|variant| {
            variant.guard.kinds == [JsonKind::Object]
                && string_constant(&variant.guard, candidate).is_some_and(|value| seen.insert(value.to_owned()))
        })
    })?;
    for variant in variants {
        variant.tags = string_constant(&variant.guard, &tag)
            .map(str::to_owned)
            .into_iter()
            .collect();
    }
    Some(tag)
}

fn string_constant<'g>(guard: &'g Guard, name: &str) -> Option<&'g str> {
    guard.constants.iter().find_map(|(known, value)| match value {
        Literal::String(text) if known == name => Some(text.as_str()),
        _ => None,
    })
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
            .filter_map(|field| constant(types, &field.ty).map(|value| (field.name.wire.clone(), value)))
            .collect(),
    }
}

/// The only value of a type, if it has one alone.
fn constant(types: &[TypeDef], ty: &Type) -> Option<Literal> {
    let shape = |id: TypeId| types.get(id.0).map(|definition| &definition.shape);
    let Type::Named(id) = aliases::followed(shape, ty)? else {
        return None;
    };
    match shape(*id)? {
        Shape::Constant(literal) => Some(literal.clone()),
        Shape::StringEnum(members) => match members.variants.as_slice() {
            [only] => Some(Literal::String(only.name.wire.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// What fits fewer values is tried first.
fn generality(
    types: &[TypeDef],
    variant: &UnionVariant,
) -> (usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
    let guard = &variant.guard;
    let breadth = breadth(types, &variant.ty);
    (
        breadth,
        std::cmp::Reverse(guard.constants.len()),
        std::cmp::Reverse(guard.has.len()),
    )
}

fn breadth(types: &[TypeDef], ty: &Type) -> usize {
    match plain(types, ty) {
        (_, Some(Shape::Constant(_))) => 0,
        (_, Some(Shape::StringEnum(_) | Shape::IntegerEnum(_))) => 1,
        (Type::Bool | Type::Scalar(_) | Type::Integer(_), _) => 1,
        (Type::Float(_) | Type::Array(_) | Type::File, _) => 2,
        (Type::Map(_), _) => 4,
        (Type::String, _) => 5,
        (Type::JsonObject, _) => 6,
        (Type::Json, _) => 7,
        (Type::Named(_) | Type::Nullable(_) | Type::Boxed(_), _) => 3,
    }
}
