//! The properties that tell the variants of unions apart, in the types of those variants: the unions write them, so nobody
//! need set them.

use std::collections::{BTreeMap, BTreeSet};

use super::constants::{FILLED, followed, literal, target};
use super::tags::has_tag;
use super::within::Within;
use crate::ir::{Filled, FilledValue, Group, Literal, Shape, Type, TypeDef, TypeId, UnionVariant, ValueEnum};
use crate::names::Names;
use crate::prose::{self, Line, line};

/// The unions of which a type is a variant by one property, and the tags that stand for it there.
struct Tagged {
    unions: Vec<String>,
    /// The first one of each union.
    written: Vec<Literal>,
    replaceable: bool,
}

/// Fills in the properties that tell variants of unions apart: the unions write them anyway.
///
/// Where unions have different tags for one type, and it is used by itself as well, callers pass what holds there.
pub(super) fn settle(types: &mut [TypeDef], keys: &[String], groups: &[Group], names: &mut Names) {
    let alone = used_alone(types, groups);
    for ((id, property), tagged) in tagged(types) {
        let Some(Shape::Struct(object)) = types.get(id.0).map(|definition| &definition.shape) else {
            continue;
        };
        let field = object.fields.iter().position(|field| field.name.wire == property);
        let Some((index, field)) = field.and_then(|index| Some((index, object.fields.get(index)?))) else {
            continue;
        };
        // What is filled in with one of several values is so by the lock alone, perhaps for being a tag in the last run.
        let has_one_value = field.filled.as_ref().is_some_and(|filled| !filled.replaceable);
        if !object.sent || has_one_value {
            continue;
        }
        let key = format!("{}.{property}", keys.get(id.0).map(String::as_str).unwrap_or_default());
        let before = names.before(FILLED, &key);
        let mut written = tagged.written.iter();
        let was_filled = written.clone().find(|value| Some(value.text().as_str()) == before);
        let all_write_one = written.clone().all(|value| tagged.written.first() == Some(value));
        let first = written.next().filter(|_| all_write_one || !alone.contains(&id));
        let value = was_filled
            .or(first)
            .and_then(|value| Some((value, of_tag(types, &field.ty, value)?)));
        let docs = tag_docs(&tagged, value.as_ref().map(|(value, _)| value.text()));
        if let Some((value, _)) = &value {
            names.note(FILLED, &key, &value.text());
        }
        let filled = value.map(|(_, value)| Filled {
            value,
            replaceable: tagged.replaceable,
        });
        let Some(Shape::Struct(object)) = types.get_mut(id.0).map(|definition| &mut definition.shape) else {
            continue;
        };
        if let Some(field) = object.fields.get_mut(index) {
            field.filled = filled.or(field.filled.take());
            field.docs.paragraph(vec![docs]);
        }
    }
}

fn tagged(types: &[TypeDef]) -> BTreeMap<(TypeId, String), Tagged> {
    let within = Within::of(types);
    // What a variant holds need not be searched for a property that no struct has.
    let names = within.field_names();
    let mut found: BTreeMap<(TypeId, String), Tagged> = BTreeMap::new();
    for definition in types {
        let Shape::Union(union) = &definition.shape else {
            continue;
        };
        let Some(tag) = union.tag.as_ref().filter(|tag| names.contains(tag.name())) else {
            continue;
        };
        for variant in &union.variants {
            let Some(first) = variant.tags.first() else { continue };
            for id in structs(&within, variant, tag.name()) {
                let tagged = found.entry((id, tag.name().to_owned())).or_insert_with(|| Tagged {
                    unions: Vec::new(),
                    written: Vec::new(),
                    replaceable: false,
                });
                tagged.unions.push(definition.name.rust.clone());
                tagged.written.push(first.clone());
                tagged.replaceable |= variant.tags.len() > 1;
            }
        }
    }
    found
}

/// The structs into which a variant's tag is written: its own, or those of the variants of the union that it holds, whose
/// own tag is another property.
fn structs(within: &Within, variant: &UnionVariant, tag: &str) -> Vec<TypeId> {
    let mut found = Vec::new();
    if let Some(ty) = variant.whole() {
        within.each_entering(
            ty,
            |inner| !has_tag(inner, tag),
            |id, _| found.extend(within.field(id, tag).map(|_| id)),
        );
    }
    found
}

/// The types that stand elsewhere than among the variants of a union.
fn used_alone(types: &[TypeDef], groups: &[Group]) -> BTreeSet<TypeId> {
    let in_types = types.iter().flat_map(|definition| match &definition.shape {
        Shape::Union(_) => Vec::new(),
        shape => shape.types(),
    });
    let held = in_types.chain(groups.iter().flat_map(Group::types));
    // What an alias stands for is held by the last alias, which is one of the types.
    let held = held.flat_map(innermost);
    held.filter_map(|ty| match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    })
    .collect()
}

fn innermost(ty: &Type) -> Vec<&Type> {
    match ty.held() {
        other if other.elements().is_empty() => vec![other],
        held => held.elements().iter().flat_map(innermost).collect(),
    }
}

/// A tag as a value of the property's type.
fn of_tag(types: &[TypeDef], ty: &Type, tag: &Literal) -> Option<FilledValue> {
    let listed = |values: &ValueEnum| {
        let listed = values.variants.iter().find(|variant| variant.name.wire == tag.text());
        listed.map(|variant| FilledValue::Variant(variant.name.rust.clone()))
    };
    match target(types, ty) {
        Some((_, Shape::StringEnum(values))) => {
            listed(values).or_else(|| values.open.is_some().then(|| FilledValue::Unlisted(tag.text())))
        }
        Some((_, Shape::IntegerEnum(values))) => listed(values),
        _ => literal(followed(types, ty)?, &tag.text()).map(FilledValue::Literal),
    }
}

fn tag_docs(tagged: &Tagged, filled: Option<String>) -> Line {
    let unions: BTreeSet<&str> = tagged.unions.iter().map(String::as_str).collect();
    let unions = Line::joined(unions.into_iter().map(prose::code), " and ");
    let sent = match tagged.replaceable {
        true => line!["Sent by ", unions, " if it is one of the values for this variant."],
        false => line!["Always sent by ", unions, " with the value for this variant."],
    };
    match filled {
        Some(value) => line!["Set to ", prose::code(&value), " by `new`. ", sent],
        None => sent,
    }
}
