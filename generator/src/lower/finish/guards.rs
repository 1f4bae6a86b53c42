//! How a reader tells the types of a union apart without trying them in turn.

use std::collections::BTreeSet;

use crate::ir::{Guard, JsonKind, Literal, Presence, Shape, Struct, Type, TypeDef, Union, UnionTag, UnionVariant};

/// How far a guard looks through aliases and unions.
const DEPTH: usize = 8;

/// Every kind of JSON value but null.
const ALL: [JsonKind; 6] = [
    JsonKind::Bool,
    JsonKind::Integer,
    JsonKind::Number,
    JsonKind::String,
    JsonKind::Array,
    JsonKind::Object,
];

/// Gives every union its tag or its guards.
pub(super) fn settle(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let Some(Shape::Union(union)) = types.get(index).map(|definition| &definition.shape) else {
            continue;
        };
        let settled = settled(types, union.clone());
        if let Some(definition) = types.get_mut(index) {
            definition.shape = Shape::Union(settled);
        }
    }
}

fn settled(types: &[TypeDef], mut union: Union) -> Union {
    for variant in &mut union.variants {
        variant.guard = guard(types, &variant.ty, DEPTH);
    }
    if union.tag.is_some() && !has_distinct_tags(&union.variants) {
        union.tag = None;
    }
    union.tag = match union.tag {
        Some(UnionTag::Required(name)) if may_lack(types, &union.variants, &name, DEPTH) => {
            Some(UnionTag::Optional(name))
        }
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

/// Whether an object of one of these types may do without the tag.
fn may_lack(types: &[TypeDef], variants: &[UnionVariant], tag: &str, depth: usize) -> bool {
    variants.iter().any(|variant| lacks(types, &variant.ty, tag, depth))
}

fn lacks(types: &[TypeDef], ty: &Type, tag: &str, depth: usize) -> bool {
    let Type::Named(id) = ty else { return true };
    match types
        .get(id.0)
        .filter(|_| depth > 0)
        .map(|definition| &definition.shape)
    {
        Some(Shape::Struct(object)) => {
            let field = object.fields.iter().find(|field| field.name.wire == tag);
            field.is_none_or(|field| field.presence != Presence::Required)
        }
        Some(Shape::Union(union)) => may_lack(types, &union.variants, tag, depth - 1),
        Some(Shape::Alias(ty)) => lacks(types, ty, tag, depth - 1),
        _ => true,
    }
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

fn guard(types: &[TypeDef], ty: &Type, depth: usize) -> Guard {
    match ty {
        Type::Scalar(scalar) if scalar.is_number() => of_kinds(&[JsonKind::Integer]),
        Type::String | Type::Scalar(_) => of_kinds(&[JsonKind::String]),
        Type::Bool => of_kinds(&[JsonKind::Bool]),
        Type::Integer(_) => of_kinds(&[JsonKind::Integer]),
        Type::Float(_) => of_kinds(&[JsonKind::Integer, JsonKind::Number]),
        Type::Json => of_kinds(&ALL),
        Type::File => of_kinds(&[]),
        Type::JsonObject | Type::Map(_) => of_kinds(&[JsonKind::Object]),
        Type::Array(_) => of_kinds(&[JsonKind::Array]),
        Type::Nullable(inner) | Type::Boxed(inner) => guard(types, inner, depth),
        Type::Named(id) => match types.get(id.0).filter(|_| depth > 0) {
            Some(definition) => of_shape(types, &definition.shape, depth - 1),
            None => of_kinds(&ALL),
        },
    }
}

fn of_shape(types: &[TypeDef], shape: &Shape, depth: usize) -> Guard {
    match shape {
        Shape::Struct(object) => of_struct(types, object),
        Shape::StringEnum(_) => of_kinds(&[JsonKind::String]),
        Shape::IntegerEnum(_) => of_kinds(&[JsonKind::Integer]),
        Shape::Constant(literal) => of_kinds(&[kind(literal)]),
        Shape::Alias(ty) | Shape::Newtype(ty) => guard(types, ty, depth),
        Shape::Union(union) => {
            let guards = union.variants.iter().map(|variant| guard(types, &variant.ty, depth));
            let kinds: BTreeSet<JsonKind> = guards.flat_map(|guard| guard.kinds).collect();
            of_kinds(&kinds.into_iter().collect::<Vec<_>>())
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
    let Type::Named(id) = ty else { return None };
    match &types.get(id.0)?.shape {
        Shape::Constant(literal) => Some(literal.clone()),
        Shape::StringEnum(members) => match members.variants.as_slice() {
            [only] => Some(Literal::String(only.name.wire.clone())),
            _ => None,
        },
        Shape::Alias(ty) => constant(types, ty),
        _ => None,
    }
}

fn of_kinds(kinds: &[JsonKind]) -> Guard {
    Guard {
        kinds: kinds.to_vec(),
        ..Guard::default()
    }
}

fn kind(literal: &Literal) -> JsonKind {
    match literal {
        Literal::String(_) => JsonKind::String,
        Literal::Integer(_) => JsonKind::Integer,
        Literal::Number(_) => JsonKind::Number,
        Literal::Bool(_) => JsonKind::Bool,
    }
}

/// What fits fewer values is tried first.
fn generality(
    types: &[TypeDef],
    variant: &UnionVariant,
) -> (usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
    let guard = &variant.guard;
    let breadth = breadth(types, &variant.ty, DEPTH);
    (
        breadth,
        std::cmp::Reverse(guard.constants.len()),
        std::cmp::Reverse(guard.has.len()),
    )
}

fn breadth(types: &[TypeDef], ty: &Type, depth: usize) -> usize {
    match ty {
        Type::Bool | Type::Scalar(_) | Type::Integer(_) => 1,
        Type::Float(_) | Type::Array(_) | Type::File => 2,
        Type::Map(_) => 4,
        Type::String => 5,
        Type::JsonObject => 6,
        Type::Json => 7,
        Type::Nullable(inner) | Type::Boxed(inner) => breadth(types, inner, depth),
        Type::Named(id) => match types
            .get(id.0)
            .filter(|_| depth > 0)
            .map(|definition| &definition.shape)
        {
            Some(Shape::Alias(ty) | Shape::Newtype(ty)) => breadth(types, ty, depth - 1),
            Some(Shape::Constant(_)) => 0,
            Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) => 1,
            _ => 3,
        },
    }
}
