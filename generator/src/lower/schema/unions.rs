//! `oneOf` and `anyOf`: JSON Schema 2020-12, sections 10.2.1.2 and 10.2.1.3; OpenAPI 3.1.1, "Discriminator Object".

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::members::{self, Telling};
use super::objects::{self, Parts};
use super::schemas::{Found, Schemas, Typed};
use super::spot::Spot;
use super::view::{SchemaRef, View};
use super::{alike, arrays, compose, families, listed, overlapping, rules, scalars, wrapped};
use crate::ir::{Guard, Literal, Rules, Shape, Type, Union, UnionTag, UnionVariant};
use crate::lower::docs;
use crate::names::{Case, MEMBERS, Reserved, Scope, Wish, pascal};
use crate::prose::Docs;
use crate::spec::SchemaSlot;

/// A member of a union: the schema and where it stands.
#[derive(Clone)]
pub(crate) struct Member<'a> {
    pub(crate) schema: SchemaRef<'a>,
    pub(crate) view: View<'a>,
    pub(crate) spot: Spot,
    /// What its variant is named from.
    pub(crate) text: String,
    /// The same, or a longer text where two members would be one.
    pub(crate) key: String,
    /// What the lock tells it from others by; nothing for a component.
    pub(crate) words: Vec<String>,
    /// The values of the discriminator that are mapped to it.
    pub(crate) mapped: Vec<String>,
    /// Whether it is what values of other tags are of, and those of none.
    pub(crate) is_default: bool,
    /// The property that has its value, and the schema of that, where it is an object of this one alone, or of a tag and this
    /// one.
    pub(crate) inside: Option<(&'a str, SchemaRef<'a>)>,
    /// The tag beside its value: the property, and what it says.
    pub(crate) beside: Option<(&'a str, String)>,
    /// Whether it is no member of the document's, but what several of them are at once.
    pub(crate) is_of_all: bool,
}

/// Whether the schema is one of several; members that only demand properties, or only bound them, make no union.
pub(crate) fn is_union(view: &View<'_>) -> bool {
    alternatives(view).1.iter().any(|member| match SchemaRef::from(member) {
        SchemaRef::Component(_) => true,
        SchemaRef::Inline(schema) => View::of(schema).adds_to(view),
    })
}

/// A union of several schemas.
pub(crate) fn union<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if !is_union(view) {
        return None;
    }
    if !view.all_of.is_empty() {
        return compose::merged_with_union(schemas, view, spot);
    }
    let base = Parts::of(view, spot);
    if !base.is_empty() {
        return Some(with_base(schemas, view, &base, spot));
    }
    let mut members = members(schemas, view, spot);
    families::check_mapping(schemas, view, &members, spot);
    let listed = listed::of_strings(schemas, &members, spot).or_else(|| listed::of_integers(schemas, &members, spot));
    if listed.is_some() {
        return listed;
    }
    wrapped::settle(schemas, view, &mut members);
    let mut typed: Vec<Typed> = members.iter().map(|member| type_of(schemas, member)).collect();
    overlapping::add_all(schemas, view, &base, (&mut members, &mut typed), spot);
    Some(of_types(schemas, view, &members, typed, spot))
}

/// A union whose members all have the properties of `base` as well.
pub(crate) fn with_base<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, base: &Parts<'a>, spot: &Spot) -> Found {
    let mut members = members(schemas, view, spot);
    families::check_mapping(schemas, view, &members, spot);
    let mut typed = Vec::new();
    for member in &members {
        if families::is_child(schemas, member.schema, spot) {
            typed.push(schemas.type_of(member.schema, &member.spot));
            continue;
        }
        let Some(parts) = compose::added_parts(schemas, member.schema, &member.spot) else {
            schemas.kept_as_json(
                spot,
                "a union with members that aren't objects, beside `properties`, is kept as JSON",
            );
            return Found::Type(Type::Json);
        };
        let mut merged = base.clone();
        merged.add(parts);
        let named = Spot {
            title: spot.title.with(&member.text),
            key: member.spot.key.clone(),
            ..member.spot.named_as(spot)
        };
        let found = objects::from_parts(schemas, merged, &named);
        typed.push(schemas.settle_anew(found, &member.view, &named));
    }
    overlapping::add_all(schemas, view, base, (&mut members, &mut typed), spot);
    of_types(schemas, view, &members, typed, spot)
}

fn alternatives<'a>(view: &View<'a>) -> (&'static str, &'a [SchemaSlot]) {
    if view.one_of.is_empty() {
        ("anyOf", view.any_of)
    } else {
        ("oneOf", view.one_of)
    }
}

fn members<'a>(schemas: &Schemas<'a>, view: &View<'a>, spot: &Spot) -> Vec<Member<'a>> {
    let (keyword, members) = alternatives(view);
    let discriminator = view.discriminator();
    let listed: Vec<(usize, SchemaRef<'a>, View<'a>)> = members
        .iter()
        .enumerate()
        .filter_map(|(index, member)| {
            let view = View::of(schemas.target(member.into())?);
            // The union is nullable then; a reference to what is always null is no member of its own.
            (!scalars::is_null(&view)).then_some((index, member.into(), view))
        })
        .collect();
    let are_tags = alike::are_tags(listed.iter().map(|(_, schema, view)| (*schema, view)));
    let text = |schema: SchemaRef<'a>, view: &View<'a>| match alike::only_property(view) {
        Some(tag) if are_tags => tag.to_owned(),
        _ => member_text(schema, view),
    };
    let telling = listed.iter().map(|(_, schema, view)| Telling {
        text: text(*schema, view),
        words: match schema {
            SchemaRef::Inline(_) => members::words(view),
            SchemaRef::Component(_) => Vec::new(),
        },
    });
    let mut telling: Vec<Telling> = telling.collect();
    let inline: Vec<Option<&View<'a>>> = listed
        .iter()
        .map(|(_, schema, view)| matches!(schema, SchemaRef::Inline(_)).then_some(view))
        .collect();
    alike::name_by_constant(&mut telling, &inline);
    alike::set_apart(&mut telling, &inline);
    let keys = members::keys(&schemas.names, &spot.key.to_string(), &telling);
    number_alike(&mut telling, &keys);
    let mut found: Vec<Member<'a>> = Vec::new();
    for (((index, schema, view), Telling { text, words }), key) in listed.into_iter().zip(telling).zip(keys) {
        let at = spot.member(keyword, index);
        let spot = Spot {
            title: spot.title.with(&text),
            wire: text.clone(),
            key: spot.key.below(&format!("|{key}")),
            ..at
        };
        found.push(Member {
            schema,
            mapped: families::mapped(discriminator, schema),
            is_default: families::is_default(discriminator, schema),
            view,
            spot,
            text,
            key,
            words,
            inside: None,
            beside: None,
            is_of_all: false,
        });
    }
    found
}

/// The type of a member's value.
fn type_of<'a>(schemas: &mut Schemas<'a>, member: &Member<'a>) -> Typed {
    let Some((name, schema)) = member.inside else {
        return schemas.type_of(member.schema, &member.spot);
    };
    let spot = Spot {
        title: member.spot.title.clone(),
        ..member.spot.property(name)
    };
    Typed {
        ty: schemas.type_of(schema, &spot).into_type(),
        nullable: false,
    }
}

/// Inline members that nothing sets apart are numbered as they are in the lock, so that the variant and the type agree.
fn number_alike(telling: &mut [Telling], keys: &[String]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for member in telling.iter() {
        *counts.entry(pascal(&member.text)).or_default() += 1;
    }
    for (member, key) in telling.iter_mut().zip(keys) {
        let is_shared = counts.get(&pascal(&member.text)).is_some_and(|count| *count > 1);
        if is_shared && !member.words.is_empty() {
            member.text.clone_from(key);
        }
    }
}

/// The component's name, the title, a constant property's value, the first required property, or the kind of value.
fn member_text(schema: SchemaRef<'_>, view: &View<'_>) -> String {
    if let SchemaRef::Component(name) = schema {
        return name.to_owned();
    }
    let title = view
        .schema
        .title
        .as_deref()
        .map(str::trim)
        .filter(|title| !title.is_empty() && title.len() <= 60);
    let constant = || {
        let members = view.all_of.iter().filter_map(SchemaSlot::schema).map(View::of);
        let members: Vec<View<'_>> = members.collect();
        members
            .iter()
            .chain([view])
            .flat_map(constants)
            .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
            .min()
            .map(|(_, value)| value)
    };
    let required = || view.required.iter().min().map(|name| format!("with {name}"));
    let kind = || match view.schema_type {
        Some("array") => element_text(view),
        Some(name) => name.to_owned(),
        None if !view.enumeration.is_empty() => listed_text(view.enumeration),
        None if view.has_properties() => "object".to_owned(),
        None if view.schema.is_anything => "other".to_owned(),
        None => "value".to_owned(),
    };
    title
        .map(str::to_owned)
        .or_else(constant)
        .or_else(required)
        .unwrap_or_else(kind)
}

fn listed_text(values: &[Value]) -> String {
    match values {
        [Value::String(text)] => text.clone(),
        [only] => format!("value {only}"),
        _ => "enum".to_owned(),
    }
}

fn element_text(view: &View<'_>) -> String {
    match view.items {
        _ if arrays::elements_of_tuple(view).is_some() => "tuple".to_owned(),
        Some(SchemaRef::Component(name)) => format!("{name} array"),
        Some(SchemaRef::Inline(items)) => match View::of(items).schema_type {
            Some(name) => format!("{name} array"),
            None => "array".to_owned(),
        },
        None => "array".to_owned(),
    }
}

/// Properties of one value, by which a reader may tell an object from others.
pub(crate) fn constants<'v>(view: &View<'v>) -> Vec<(&'v str, Value)> {
    let properties = view.properties.into_iter().flatten();
    properties
        .filter_map(|(name, schema)| match SchemaRef::from(schema) {
            SchemaRef::Inline(schema) => Some((name.as_str(), View::of(schema).only_value()?.clone())),
            SchemaRef::Component(_) => None,
        })
        .collect()
}

/// What it is where it is no union: of one type, or of anything.
fn no_union(members: &[(&Member<'_>, &Type)], has_discriminator: bool) -> Option<Found> {
    let may_not_be_told = |(member, ty): &(&Member<'_>, &Type)| **ty == Type::Json && !member.may_be_anything();
    match members {
        [] => Some(Found::Type(Type::Json)),
        [(member, ty)] if !has_discriminator && member.inside.is_none() => Some(Found::Type((*ty).clone())),
        several => several.iter().any(may_not_be_told).then_some(Found::Type(Type::Json)),
    }
}

fn variant_names(schemas: &mut Schemas<'_>, distinct: &[(&Member<'_>, &Type)], key: &str) -> Vec<String> {
    let known: BTreeSet<&str> = schemas.names.texts_before(MEMBERS, key).map(|(key, _)| key).collect();
    let wishes = distinct.iter().map(|(member, _)| Wish {
        presumed: known.contains(member.key.as_str()).then(|| pascal(&member.key)),
        ..Wish::keyed(&member.key, &member.text)
    });
    let wishes: Vec<Wish> = wishes.collect();
    for (member, _) in distinct {
        members::keep(&mut schemas.names, key, &member.key, &member.words);
    }
    schemas.names.distinct(
        Scope::of("variants", key),
        Case::Pascal,
        &wishes,
        Reserved {
            names: &["Unknown"],
            word: "variant",
        },
    )
}

/// The types of the members. Strings that no value tells apart, whatever they are called, are one type.
fn one_plain_string<'a>(schemas: &Schemas<'a>, members: &[Member<'a>], typed: Vec<Typed>) -> Vec<Type> {
    let is_plain = |member: &Member<'a>| scalars::is_plain_string(schemas, &member.view);
    let several = members.iter().filter(|member| is_plain(member)).count() > 1;
    let types = members.iter().zip(typed);
    types
        .map(|(member, typed)| match several && is_plain(member) {
            true => Type::String,
            false => typed.ty,
        })
        .collect()
}

/// The union of the members' types, those that are equal once.
pub(crate) fn of_types<'a>(
    schemas: &mut Schemas<'a>,
    view: &View<'_>,
    members: &[Member<'a>],
    typed: Vec<Typed>,
    spot: &Spot,
) -> Found {
    let typed = one_plain_string(schemas, members, typed);
    let alike = alike_members(members, &typed);
    let distinct_members: Vec<(&Member<'_>, &Type)> = alike
        .iter()
        .filter_map(|(ty, alike)| Some((*alike.first()?, *ty)))
        .collect();
    let discriminator = view.discriminator();
    if let Some(found) = no_union(&distinct_members, discriminator.is_some()) {
        return found;
    }
    let names = variant_names(schemas, &distinct_members, &spot.key.to_string());
    let variants = distinct_members
        .iter()
        .zip(&alike)
        .zip(names)
        .map(|(((member, ty), (_, alike)), name)| UnionVariant {
            name,
            docs: member.docs(ty),
            ty: (*ty).clone(),
            inside: member.tag().map(str::to_owned),
            rules: match member.is_of_all {
                true => Rules::default(),
                false => rules::of_variant(schemas, alike.iter().map(|member| member.value()), ty),
            },
            tags: member.beside.as_ref().map_or_else(
                || mapped(alike.iter().copied()),
                |(_, value)| vec![Literal::String(value.clone())],
            ),
            implied: discriminator.and_then(|_| member.implied_tag()),
            guard: Guard::default(),
            is_default: alike.iter().any(|member| member.is_default),
            is_only_of_type: false,
        })
        .collect();
    let beside = members.iter().find_map(|member| member.beside.as_ref());
    let tag = discriminator.map(|discriminator| discriminator.property.clone());
    let tag = tag.or_else(|| beside.map(|(name, _)| (*name).to_owned()));
    let tag = tag.map(UnionTag::Required);
    Found::Shape(Shape::Union(Union { tag, variants }))
}

/// The types, each once, and the members that are of it: those that stand in different objects stay apart.
fn alike_members<'m, 'a>(members: &'m [Member<'a>], typed: &'m [Type]) -> Vec<(&'m Type, Vec<&'m Member<'a>>)> {
    let mut positions: BTreeMap<(Option<&str>, Option<&str>, &Type), usize> = BTreeMap::new();
    let mut alike: Vec<(&Type, Vec<&Member<'a>>)> = Vec::new();
    for (member, ty) in members.iter().zip(typed) {
        let beside = member.beside.as_ref().map(|(_, value)| value.as_str());
        let position = *positions.entry((member.tag(), beside, ty)).or_insert(alike.len());
        match alike.get_mut(position) {
            Some((_, alike)) => alike.push(member),
            None => alike.push((ty, vec![member])),
        }
    }
    alike
}

/// The tags that are mapped to the members of one type. What kind of scalar they are, the type says.
fn mapped<'m>(members: impl Iterator<Item = &'m Member<'m>>) -> Vec<Literal> {
    let mapped = members.flat_map(|member| &member.mapped);
    let mut seen = BTreeSet::new();
    let distinct = mapped.filter(|tag| seen.insert(*tag));
    distinct.map(|tag| Literal::String(tag.clone())).collect()
}

impl<'a> Member<'a> {
    /// What the objects of an `anyOf` are at once, by the text that it is named from and what the lock knows it by.
    pub(crate) fn of_all(view: &View<'a>, spot: Spot, (text, key): (&str, &str)) -> Self {
        Self {
            schema: SchemaRef::Inline(view.schema),
            view: view.clone(),
            spot,
            text: text.to_owned(),
            key: key.to_owned(),
            words: Vec::new(),
            mapped: Vec::new(),
            is_default: false,
            inside: None,
            beside: None,
            is_of_all: true,
        }
    }

    fn docs(&self, ty: &Type) -> Docs {
        if self.is_of_all {
            return Docs::of(["All of these types at once."]);
        }
        let own = Some(&self.view).filter(|_| matches!(self.schema, SchemaRef::Inline(_)));
        docs::of_member(&self.text, own, matches!(ty, Type::Named(_)))
    }

    /// Whether any value has a place in it: inside of an object, or where none of the others fits.
    fn may_be_anything(&self) -> bool {
        self.inside.is_some() || self.view.schema.is_anything
    }

    /// The property that has its value, where it is an object of this one alone.
    fn tag(&self) -> Option<&'a str> {
        self.inside.map(|(name, _)| name)
    }

    /// The schema of its value.
    fn value(&self) -> SchemaRef<'a> {
        self.inside.map_or(self.schema, |(_, schema)| schema)
    }

    /// The tag of a component that none is mapped to: OpenAPI 3.1.1, section 4.8.25.
    fn implied_tag(&self) -> Option<String> {
        self.schema.component().map(str::to_owned)
    }
}
