//! Inheritance: a parent with a discriminator and the schemas that have it in their `allOf`; OpenAPI 3.1.1,
//! "Models with Polymorphism Support". Where the parent is used, any of its children may stand.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Discriminator, ReferenceOr, Schema};

use super::objects::{self, Parts};
use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::unions::{self, Member, is_union};
use super::view::{SchemaRef, View};
use crate::document::Document;

/// The component schemas that have another one in their `allOf`, directly or through others, by that other one.
pub(crate) type Children<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// The children of all parents that have a discriminator, in the order of the document.
pub(crate) fn children(document: &Document) -> Children<'_> {
    let components: Vec<(&str, &Schema)> = document
        .openapi
        .components
        .iter()
        .flat_map(|components| &components.schemas)
        .filter_map(|(name, schema)| Some((name.as_str(), schema.as_item()?)))
        .collect();
    let mut direct: Children<'_> = BTreeMap::new();
    for (name, schema) in &components {
        for parent in parents(schema) {
            direct.entry(parent).or_default().push(name);
        }
    }
    let has_tag = |schema: &Schema| schema.schema_data.discriminator.is_some();
    let parents = components.iter().filter(|(_, schema)| has_tag(schema));
    let all = parents.map(|(parent, _)| (*parent, descendants(&direct, parent)));
    all.filter(|(_, children)| !children.is_empty()).collect()
}

fn parents(schema: &Schema) -> impl Iterator<Item = &str> {
    let members = View::of(schema).all_of.iter();
    members.filter_map(|member| match SchemaRef::from(member) {
        SchemaRef::Component(name) => Some(name),
        SchemaRef::Inline(_) => None,
    })
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

/// A parent with a discriminator: an enum of its children and of itself.
pub(crate) fn family<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    let discriminator = view.data.discriminator.as_ref()?;
    if !spot.is_component() || is_union(view) {
        return None;
    }
    let children = schemas.children.get(spot.wire.as_str())?.clone();
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
            tags: tags(discriminator, name, Some(target)),
        };
        types.push(schemas.type_of(schema, &member.spot));
        members.push(member);
    }
    let base = Spot {
        text: format!("{} base", spot.text),
        key: spot.key.below("|base"),
        ..spot.clone()
    };
    let parts = Parts::gathered(schemas, view, spot);
    let own = objects::from_parts(schemas, parts, &base);
    types.push(schemas.settle_anew(own, view, &base));
    members.push(Member {
        schema: SchemaRef::Inline(view.schema),
        view: view.clone(),
        text: "base".to_owned(),
        key: "base".to_owned(),
        words: Vec::new(),
        tags: tags(discriminator, &spot.wire, None),
        spot: base,
    });
    Some(unions::of_types(schemas, view, &members, types, spot))
}

/// The tags of a member: those mapped to it, what its own property says, or the component's name.
pub(crate) fn tags(discriminator: &Discriminator, name: &str, schema: Option<&Schema>) -> Vec<String> {
    let mapped = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| target.rsplit('/').next() == Some(name));
    let mapped: Vec<String> = mapped.map(|(tag, _)| tag.clone()).collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let own = schema.map(|schema| own_tags(discriminator, &View::of(schema)));
    own.filter(|own| !own.is_empty())
        .unwrap_or_else(|| vec![name.to_owned()])
}

/// The values that a schema itself lists for the tag.
pub(crate) fn own_tags(discriminator: &Discriminator, view: &View<'_>) -> Vec<String> {
    let inline = view.all_of.iter().filter_map(ReferenceOr::as_item);
    let views = std::iter::once(view.clone()).chain(inline.map(View::of));
    let listed = views.filter_map(|view| {
        let property = view.properties?.get(&discriminator.property_name)?;
        match SchemaRef::from(property) {
            SchemaRef::Inline(schema) => Some(View::of(schema).enumeration),
            SchemaRef::Component(_) => None,
        }
    });
    let texts = listed.flatten().filter_map(|value| value.as_str().map(str::to_owned));
    texts.collect()
}
