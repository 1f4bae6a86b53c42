//! Which values of a property tell the types of a union apart: OpenAPI 3.1.1, "Discriminator Object". A constant that all
//! have, each another, is a tag in all but name.

use std::collections::{BTreeMap, BTreeSet};

use super::constants::{self, target};
use super::within::{Within, named};
use crate::ir::{Field, JsonKind, Literal, Presence, Shape, Type, TypeDef, TypeId, Union, UnionTag, UnionVariant};
use crate::names::bare;

/// What makes the discriminator of a union useless.
pub(super) struct Unusable {
    pub(super) union: TypeId,
    pub(super) message: String,
}

/// Gives the variants of every union that has a discriminator their tags, and finds one for those that have none. Their
/// guards are known.
pub(super) fn settle(types: &mut [TypeDef]) -> Vec<Unusable> {
    let mut unusable = Vec::new();
    let mut settled: BTreeMap<TypeId, Union> = BTreeMap::new();
    let within = Within::of(types);
    for (index, definition) in types.iter().enumerate() {
        if let Shape::Union(union) = &definition.shape {
            settled.insert(TypeId(index), direct(&within, union.clone()));
        }
    }
    for id in settled.keys().copied().collect::<Vec<_>>() {
        let Some(union) = settled.get(&id).cloned() else {
            continue;
        };
        let union = without_shared(&within, with_nested(&within, &settled, union));
        match problem(&within, &union) {
            Some(message) => {
                unusable.push(Unusable { union: id, message });
                settled.insert(id, untagged(&within, union));
            }
            None => {
                settled.insert(id, union);
            }
        }
    }
    for (id, union) in settled {
        if let Some(definition) = types.get_mut(id.0) {
            definition.shape = Shape::Union(union);
        }
    }
    unusable
}

/// The tags that follow from the discriminator and the types themselves; without a discriminator those of a constant.
fn direct(within: &Within, mut union: Union) -> Union {
    let Some(tag) = union.tag.as_ref().map(|tag| tag.name().to_owned()) else {
        return untagged(within, union);
    };
    let listed: Vec<Listed> = union
        .variants
        .iter()
        .map(|variant| {
            variant
                .whole()
                .map(|ty| Listed::of(within, ty, &tag))
                .unwrap_or_default()
        })
        .collect();
    let kind = listed.iter().find_map(|listed| listed.kind);
    let mapped: Vec<Vec<Literal>> = union.variants.iter().map(|variant| variant.tags.clone()).collect();
    for index in 0..union.variants.len() {
        let (Some(variant), Some(own)) = (union.variants.get(index), listed.get(index)) else {
            continue;
        };
        let others = listed
            .iter()
            .zip(&mapped)
            .enumerate()
            .filter(|(other, _)| *other != index);
        let is_shared = |value: &Literal| {
            let text = Literal::String(value.text());
            let mut others = others.clone();
            others.any(|(_, (listed, mapped))| listed.values.contains(value) || mapped.contains(&text))
        };
        let tags = match is_object(variant) && !variant.is_default {
            true => tags(variant, own, kind, is_shared),
            false => Vec::new(),
        };
        if let Some(variant) = union.variants.get_mut(index) {
            variant.tags = tags;
        }
    }
    with_presence(within, union, tag)
}

/// What the types of a variant say of the tag.
#[derive(Default)]
struct Listed {
    /// The values that they list; none where any value will do.
    values: Vec<Literal>,
    /// What kind of scalar it is, where they declare it.
    kind: Option<JsonKind>,
}

impl Listed {
    fn of(within: &Within, ty: &Type, tag: &str) -> Self {
        let mut found = Self::default();
        let mut is_free = false;
        each_object(within, ty, |id| {
            let field = within.field(id, tag).map(|field| of_field(within.types(), field));
            let (values, kind) = field.unwrap_or_default();
            is_free |= values.is_empty();
            found.kind = found.kind.or(kind);
            for value in values {
                if !found.values.contains(&value) {
                    found.values.push(value);
                }
            }
        });
        if is_free {
            found.values.clear();
        }
        found
    }
}

/// The values of a property that are listed, and what kind of scalar it is.
pub(super) fn of_field(types: &[TypeDef], field: &Field) -> (Vec<Literal>, Option<JsonKind>) {
    let ty = constants::followed(types, field.ty.held()).map_or(&field.ty, Type::held);
    let kind = match ty {
        Type::Scalar(scalar) if scalar.is_any_json() => None,
        Type::String | Type::Scalar(_) => Some(JsonKind::String),
        Type::Bool => Some(JsonKind::Bool),
        Type::Integer(_) => Some(JsonKind::Integer),
        Type::Float(_) => Some(JsonKind::Number),
        _ => None,
    };
    match target(types, ty) {
        Some((_, Shape::Constant(value))) => (vec![value.clone()], Some(kind_of(value))),
        Some((_, Shape::StringEnum(values))) => {
            let values = values.variants.iter();
            let values = values.map(|variant| Literal::String(variant.name.wire.clone()));
            (values.collect(), Some(JsonKind::String))
        }
        Some((_, Shape::IntegerEnum(values))) => {
            let values = values
                .variants
                .iter()
                .filter_map(|variant| variant.name.wire.parse().ok());
            (values.map(Literal::Integer).collect(), Some(JsonKind::Integer))
        }
        _ => (field.only.clone().into_iter().collect(), kind),
    }
}

/// Those that are mapped to the variant; otherwise the value that it lists, or of several the one that it is named by, or
/// all that no other variant lists; otherwise its name.
fn tags(
    variant: &UnionVariant,
    own: &Listed,
    kind: Option<JsonKind>,
    is_shared: impl Fn(&Literal) -> bool,
) -> Vec<Literal> {
    let kind = own.kind.or(kind).unwrap_or(JsonKind::String);
    if !variant.tags.is_empty() {
        let mapped = variant.tags.iter().map(|tag| of_kind(&tag.text(), kind));
        let mut mapped: Vec<Literal> = mapped.collect();
        let contradicts = !own
            .values
            .iter()
            .any(|value| mapped.contains(value) || is_shared(value));
        if contradicts {
            mapped.extend(own.values.iter().cloned());
        }
        return mapped;
    }
    match own.values.as_slice() {
        [] => variant.implied.iter().map(|name| of_kind(name, kind)).collect(),
        [only] => vec![only.clone()],
        several => {
            let name = variant.implied.as_deref().unwrap_or_default();
            let is_named = |value: &&Literal| bare(&value.text()) == bare(name);
            let named = several.iter().find(is_named);
            match named {
                Some(named) if several.iter().any(&is_shared) => vec![named.clone()],
                _ if several.iter().any(is_shared) => Vec::new(),
                named => {
                    let rest = several.iter().filter(|value| Some(*value) != named);
                    named.into_iter().chain(rest).cloned().collect()
                }
            }
        }
    }
}

fn of_kind(text: &str, kind: JsonKind) -> Literal {
    let literal = match kind {
        JsonKind::Bool => text.parse().ok().map(Literal::Bool),
        JsonKind::Integer => text.parse().ok().map(Literal::Integer),
        JsonKind::Number => constants::literal(&Type::Float("f64"), text),
        JsonKind::String | JsonKind::Array | JsonKind::Object => None,
    };
    literal.unwrap_or_else(|| Literal::String(text.to_owned()))
}

pub(super) fn kind_of(value: &Literal) -> JsonKind {
    match value {
        Literal::String(_) => JsonKind::String,
        Literal::Integer(_) => JsonKind::Integer,
        Literal::Number(_) => JsonKind::Number,
        Literal::Bool(_) => JsonKind::Bool,
    }
}

/// Calls `visit` with all types that a value of `ty` may be of as it stands, except unions and other names.
fn each_object(within: &Within, ty: &Type, mut visit: impl FnMut(TypeId)) {
    within.each(ty, |id, shape| {
        if !matches!(shape, Shape::Alias(_) | Shape::Newtype(_) | Shape::Union(_)) {
            visit(id);
        }
    });
}

fn is_object(variant: &UnionVariant) -> bool {
    variant.guard.kinds == [JsonKind::Object]
}

/// A variant that is a union by the same property stands for the tags of that one as well, unless others have them.
fn with_nested(within: &Within, settled: &BTreeMap<TypeId, Union>, mut union: Union) -> Union {
    let Some(tag) = union.tag.as_ref().map(|tag| tag.name().to_owned()) else {
        return union;
    };
    let mut taken: BTreeSet<Literal> = union.variants.iter().flat_map(|variant| variant.tags.clone()).collect();
    for variant in union.variants.iter_mut().filter(|variant| !variant.tags.is_empty()) {
        let nested = variant.whole().map(|ty| nested_tags(within, settled, ty, &tag));
        for nested in nested.unwrap_or_default() {
            if taken.insert(nested.clone()) {
                variant.tags.push(nested);
            }
        }
    }
    union
}

fn nested_tags(within: &Within, settled: &BTreeMap<TypeId, Union>, ty: &Type, tag: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    within.each(ty, |id, _| {
        let union = settled.get(&id).filter(|union| has_tag(union, tag));
        let variants = union.into_iter().flat_map(|union| union.variants.iter().rev());
        found.extend(variants.flat_map(|variant| variant.tags.iter().cloned()));
    });
    found
}

pub(super) fn has_tag(union: &Union, name: &str) -> bool {
    union.tag.as_ref().is_some_and(|tag| tag.name() == name)
}

/// Variants that have a tag in common are told apart as those are that have none: by what they look like. A union within,
/// which has no tags of its own, has those of its types.
fn without_shared(within: &Within, mut union: Union) -> Union {
    if union.variants.iter().all(|variant| variant.tags.is_empty()) {
        return union;
    }
    let name = union.tag.as_ref().map(|tag| tag.name().to_owned()).unwrap_or_default();
    let is_untold_union = |variant: &&UnionVariant| variant.tags.is_empty() && is_union(within.types(), variant);
    let nested = union.variants.iter().filter(is_untold_union);
    let nested = nested.flat_map(|variant| Listed::of(within, &variant.ty, &name).values);
    let own = union.variants.iter().flat_map(|variant| variant.tags.iter().cloned());
    let mut counts: BTreeMap<Literal, usize> = BTreeMap::new();
    for tag in own.chain(nested) {
        *counts.entry(tag).or_default() += 1;
    }
    let is_shared = |tag: &Literal| counts.get(tag).is_some_and(|count| *count > 1);
    for variant in &mut union.variants {
        if variant.tags.iter().any(is_shared) {
            variant.tags.clear();
        }
    }
    union
}

fn is_union(types: &[TypeDef], variant: &UnionVariant) -> bool {
    matches!(target(types, variant.ty.held()), Some((_, Shape::Union(_))))
}

/// Why a tag does not tell the variants apart. A type that lists values of the tag writes one itself.
fn problem(within: &Within, union: &Union) -> Option<String> {
    let tag = union.tag.as_ref()?.name();
    if union.variants.iter().all(|variant| variant.tags.is_empty()) {
        return Some(format!(
            "no value of the discriminator `{tag}` identifies a single type"
        ));
    }
    let untold = |variant: &&UnionVariant| {
        let is_named =
            variant.tags.is_empty() && variant.implied.is_some() && is_object(variant) && !variant.is_default;
        is_named && Listed::of(within, &variant.ty, tag).values.is_empty()
    };
    let untold = union.variants.iter().find(untold)?;
    Some(format!(
        "no value of the discriminator `{tag}` identifies the type `{}`",
        untold.name
    ))
}

/// The union without its discriminator: it may still have a constant that tells its types apart.
fn untagged(within: &Within, mut union: Union) -> Union {
    union.tag = None;
    for variant in &mut union.variants {
        variant.tags = Vec::new();
    }
    match constant(within, &union) {
        Some((tag, values)) => {
            for (variant, value) in union.variants.iter_mut().zip(values) {
                variant.tags = value.into_iter().collect();
            }
            with_presence(within, union, tag)
        }
        None => union,
    }
}

/// A property that all objects have, each with one value of its own: one that is required, if there are several.
fn constant(within: &Within, union: &Union) -> Option<(String, Vec<Option<Literal>>)> {
    let objects: Vec<&UnionVariant> = union.variants.iter().filter(|variant| is_object(variant)).collect();
    let [first, _, ..] = objects.as_slice() else {
        return None;
    };
    let Some((_, Shape::Struct(object))) = target(within.types(), first.whole()?.held()) else {
        return None;
    };
    let required = object
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    let optional = object
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Optional);
    let mut candidates = required.chain(optional).map(|field| &field.name.wire);
    candidates.find_map(|name| {
        let mut seen = BTreeSet::new();
        let values = union.variants.iter().map(|variant| match is_object(variant) {
            true => only_value(within, variant, name)
                .filter(|value| seen.insert(value.clone()))
                .map(Some),
            false => (!variant.guard.kinds.contains(&JsonKind::Object)).then_some(None),
        });
        let values: Option<Vec<Option<Literal>>> = values.collect();
        values.map(|values| (name.clone(), values))
    })
}

/// The only value of a property of a struct, where it has one and is not null.
fn only_value(within: &Within, variant: &UnionVariant, name: &str) -> Option<Literal> {
    let (id, _) = target(within.types(), variant.whole()?.held())?;
    let field = within.field(id, name)?;
    let is_never_null = matches!(field.presence, Presence::Required | Presence::Optional);
    match of_field(within.types(), field).0.as_slice() {
        [only] if is_never_null => Some(only.clone()),
        _ => None,
    }
}

/// The tag, and whether an object may do without it.
fn with_presence(within: &Within, mut union: Union, tag: String) -> Union {
    let has_default = union.variants.iter().any(|variant| variant.is_default);
    let tagged = union.variants.iter().filter(|variant| !variant.tags.is_empty());
    let mut may_lack = false;
    // Where there is a default, an object without the tag is of that and of no other type.
    for variant in tagged.filter(|_| !has_default) {
        // Around a payload, the tag is required.
        let Some(ty) = variant.whole() else { continue };
        each_object(within, ty, |id| {
            let field = within.field(id, &tag);
            may_lack |= field.is_none_or(|field| field.presence != Presence::Required);
        });
        may_lack |= named(ty).is_none();
    }
    union.tag = Some(match may_lack {
        true => UnionTag::Optional(tag),
        false => UnionTag::Required(tag),
    });
    union
}
