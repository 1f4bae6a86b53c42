//! Inheritance: a parent with a discriminator and the schemas that have it in their `allOf`; OpenAPI 3.1.1,
//! "Models with Polymorphism Support". Where the parent is used, any of its children may stand.

use std::collections::{BTreeMap, BTreeSet};

use super::objects::{self, Parts};
use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::unions::{self, Member, is_union};
use super::view::{SchemaRef, View};
use crate::spec::{Discriminator, Document, Schema};

/// The component schemas that have another one in their `allOf`, directly or through others, by that other one.
pub(crate) type Children<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// The children of all parents that have a discriminator, in the order of the document.
pub(crate) fn children(document: &Document) -> Children<'_> {
    let components: Vec<(&str, &Schema)> = document
        .components
        .schemas
        .iter()
        .filter_map(|(name, schema)| Some((name.as_str(), schema.schema()?)))
        .collect();
    let mut direct: Children<'_> = BTreeMap::new();
    for (name, schema) in &components {
        for parent in parents(schema) {
            direct.entry(parent).or_default().push(name);
        }
    }
    let has_tag = |schema: &Schema| View::of(schema).discriminator().is_some();
    let parents = components.iter().filter(|(_, schema)| has_tag(schema));
    let all = parents.map(|(parent, _)| (*parent, descendants(&direct, parent)));
    all.filter(|(_, children)| !children.is_empty()).collect()
}

fn parents(schema: &Schema) -> impl Iterator<Item = &str> {
    let members = View::of(schema).all_of.iter();
    members.filter_map(|member| SchemaRef::from(member).component())
}

fn descendants<'a>(direct: &Children<'a>, parent: &'a str) -> Vec<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![parent];
    while let Some(name) = open.pop() {
        for child in direct.get(name).into_iter().flatten() {
            if *child != parent && found.insert(*child) {
                open.push(child);
            }
        }
    }
    found.into_iter().collect()
}

/// Whether a schema is a parent with a discriminator, so that any of its children may stand in its place.
pub(crate) fn is_parent<'a>(schemas: &Schemas<'a>, view: &View<'a>, spot: &Spot) -> bool {
    let has_children = spot.is_component() && schemas.children.contains_key(spot.wire.as_str());
    has_children && view.discriminator().is_some() && !is_union(view)
}

/// A parent with a discriminator: an enum of its children and of itself.
pub(crate) fn family<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    let discriminator = view.discriminator().filter(|_| !is_union(view))?;
    let children = spot
        .is_component()
        .then(|| schemas.children.get(spot.wire.as_str()).cloned());
    let Some(children) = children.flatten() else {
        if !has_union(schemas, view) {
            schemas.unused_discriminator(
                spot,
                "no schema has this one in its `allOf`; the discriminator is ignored",
            );
        }
        return None;
    };
    let mut members = Vec::new();
    let mut types = Vec::new();
    for name in children {
        let schema = SchemaRef::Component(name);
        let Some(target) = schemas.target(schema) else { continue };
        let member = Member {
            schema,
            view: View::of(target),
            spot: Spot::component(name),
            text: name.to_owned(),
            key: name.to_owned(),
            words: Vec::new(),
            mapped: mapped(Some(discriminator), schema),
            is_default: is_default(Some(discriminator), schema),
            inside: None,
            beside: None,
            is_of_all: false,
        };
        types.push(schemas.type_of(schema, &member.spot));
        members.push(member);
    }
    let base = Spot {
        title: spot.title.with("base"),
        key: spot.key.below("|base"),
        ..spot.clone()
    };
    let parts = Parts::gathered(schemas, view, spot);
    let own = objects::from_parts(schemas, parts, &base);
    types.push(schemas.settle_anew(own, view, &base));
    let mut own_tags = mapped(Some(discriminator), SchemaRef::Component(&spot.wire));
    if own_tags.is_empty() {
        own_tags.push(spot.wire.clone());
    }
    members.push(Member {
        schema: SchemaRef::Inline(view.schema),
        view: view.clone(),
        text: "base".to_owned(),
        key: "base".to_owned(),
        words: Vec::new(),
        mapped: own_tags,
        is_default: is_default(Some(discriminator), SchemaRef::Component(&spot.wire)),
        inside: None,
        beside: None,
        is_of_all: false,
        spot: base,
    });
    check_mapping(schemas, view, &members, spot);
    Some(unions::of_types(schemas, view, &members, types, spot))
}

/// Whether a member of a union has the component that is this union in its `allOf`: it has its properties already.
pub(crate) fn is_child<'a>(schemas: &Schemas<'a>, member: SchemaRef<'a>, spot: &Spot) -> bool {
    let is_own = |parent: &str| spot.is_component() && parent == spot.wire;
    matches!(member, SchemaRef::Component(_))
        && schemas.target(member).is_some_and(|target| parents(target).any(is_own))
}

/// Whether a member of an `allOf` is a union.
fn has_union<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> bool {
    view.all_of.iter().map(SchemaRef::from).any(|member| {
        let view = schemas.target(member).map(View::of);
        let is_in_place = matches!(member, SchemaRef::Inline(_));
        view.is_some_and(|view| is_union(&view) || (is_in_place && has_union(schemas, &view)))
    })
}

/// The tags that a discriminator maps to a member.
pub(crate) fn mapped(discriminator: Option<&Discriminator>, schema: SchemaRef<'_>) -> Vec<String> {
    let SchemaRef::Component(name) = schema else {
        return Vec::new();
    };
    let mapping = discriminator
        .into_iter()
        .flat_map(|discriminator| &discriminator.mapping);
    let mapped = mapping.filter(|(_, target)| *target == name);
    mapped.map(|(tag, _)| tag.clone()).collect()
}

/// The component that values of no tag are of, and those of tags that stand for none: OpenAPI 3.2.0, section 4.25.
fn default(discriminator: &Discriminator) -> Option<&str> {
    discriminator.default.as_deref()
}

/// Whether a member is that component.
pub(crate) fn is_default(discriminator: Option<&Discriminator>, schema: SchemaRef<'_>) -> bool {
    let SchemaRef::Component(name) = schema else {
        return false;
    };
    discriminator.and_then(default) == Some(name)
}

/// Reports the tags that are mapped to other schemas than the members and what those consist of.
pub(crate) fn check_mapping<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, members: &[Member<'a>], spot: &Spot) {
    let Some(discriminator) = view.discriminator() else {
        return;
    };
    let has_default = members.iter().any(|member| member.is_default);
    if let Some(name) = default(discriminator).filter(|_| !has_default) {
        let message = format!("`defaultMapping` is `{name}`, which isn't a member of this union");
        schemas.unused_discriminator(spot, message);
    }
    if discriminator.mapping.is_empty() {
        return;
    }
    let direct: BTreeSet<&str> = members.iter().filter_map(|member| member.schema.component()).collect();
    // Nearly all documents map the members themselves, so that nothing within these need be looked for.
    let mut nested = None;
    for (tag, target) in &discriminator.mapping {
        let name = target.as_str();
        if direct.contains(name) || name == spot.wire {
            continue;
        }
        if !nested.get_or_insert_with(|| within(schemas, members)).contains(name) {
            let message = format!("the discriminator maps `{tag}` to `{name}`, which isn't a member of this union");
            schemas.unused_discriminator(spot, message);
        }
    }
}

/// The components that are members, or members of members.
fn within<'a>(schemas: &Schemas<'a>, members: &[Member<'a>]) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<SchemaRef<'a>> = members.iter().map(|member| member.schema).collect();
    while let Some(schema) = open.pop() {
        let is_new = match schema {
            SchemaRef::Component(name) => found.insert(name),
            SchemaRef::Inline(_) => true,
        };
        if let Some(target) = schemas.target(schema).filter(|_| is_new) {
            let view = View::of(target);
            let nested = view.one_of.iter().chain(view.any_of);
            open.extend(nested.map(SchemaRef::from));
        }
    }
    found
}
