//! Objects of an `anyOf` that nothing tells apart: JSON Schema 2020-12, section 10.2.1.2. A value may be of several of them
//! at once, and what one of them declares must not be lost because the value is read as another. So there is one more
//! variant, which has the properties of all.

use std::collections::{BTreeMap, BTreeSet};

use super::objects::{self, Parts, Property};
use super::schemas::{Schemas, Typed};
use super::spot::Spot;
use super::unions::Member;
use super::view::{SchemaRef, View};
use super::{compose, families, merges};
use crate::diagnostic::{Code, Diagnostic};

/// What the variant is called.
const ALL: &str = "all";

/// What the lock knows it by: no component is called so.
const KEY: &str = "all of";

/// Adds the member that stands for all objects of an `anyOf` at once; `base` is what they have in common.
pub(crate) fn add_all<'a>(
    schemas: &mut Schemas<'a>,
    view: &View<'a>,
    base: &Parts<'a>,
    (members, typed): (&mut Vec<Member<'a>>, &mut Vec<Typed>),
    spot: &Spot,
) {
    let (member, ty) = all_at_once(schemas, view, (members.as_slice(), base), spot).unzip();
    members.extend(member);
    typed.extend(ty);
}

/// The member, and its type.
fn all_at_once<'a>(
    schemas: &mut Schemas<'a>,
    view: &View<'a>,
    (members, base): (&[Member<'a>], &Parts<'a>),
    spot: &Spot,
) -> Option<(Member<'a>, Typed)> {
    if !view.one_of.is_empty() || view.discriminator().is_some() {
        return None;
    }
    let objects = untold(schemas, members, spot)?;
    let mut merged = base.clone();
    for parts in objects {
        merged.add(parts);
    }
    if !merges::may_add(&mut schemas.merges, merged.properties.len()) {
        let place = schemas.document.place(&spot.place);
        let message = "a value that fits several members of this `anyOf` is read as one of them";
        schemas.report(Diagnostic::new(Code::IgnoredKeyword, place, message).why("there are too many such unions"));
        return None;
    }
    let at = Spot {
        place: spot.place.child("anyOf"),
        title: spot.title.with(ALL),
        wire: ALL.to_owned(),
        key: spot.key.below(&format!("|{KEY}")),
        home: spot.home.clone(),
    };
    let found = objects::from_parts(schemas, merged, &at);
    let typed = schemas.settle_anew(found, view, &at);
    Some((Member::of_all(view, at, (ALL, KEY)), typed))
}

/// The parts of the members that are objects, if nothing tells those apart and none has the properties of all others.
fn untold<'a>(schemas: &Schemas<'a>, members: &[Member<'a>], spot: &Spot) -> Option<Vec<Parts<'a>>> {
    let mut objects: Vec<Parts<'a>> = Vec::new();
    for member in members
        .iter()
        .filter(|member| member.view.schema_type.is_none_or(|name| name == "object"))
    {
        let is_parent = member.view.discriminator().is_some() || families::is_child(schemas, member.schema, spot);
        if is_parent || member.inside.is_some() || member.beside.is_some() {
            return None;
        }
        let parts = compose::added_parts(schemas, member.schema, &member.spot)?;
        if parts.properties.is_empty()
            || parts.additional.is_some()
            || objects.first().is_some_and(|first| first.required != parts.required)
        {
            return None;
        }
        objects.push(parts);
    }
    let names: BTreeSet<&str> = objects
        .iter()
        .flat_map(|parts| &parts.properties)
        .map(|property| property.name)
        .collect();
    let has_all = |parts: &Parts<'a>| parts.properties.len() == names.len();
    let agrees = || {
        let mut known: BTreeMap<&str, &Property<'a>> = BTreeMap::new();
        let mut properties = objects.iter().flat_map(|parts| &parts.properties);
        properties.all(|property| {
            known
                .insert(property.name, property)
                .is_none_or(|other| agree(other, property))
        })
    };
    (objects.len() > 1 && !objects.iter().any(has_all) && agrees()).then_some(objects)
}

/// Whether two members may both hold for what a property has, as far as their form tells.
fn agree(left: &Property<'_>, right: &Property<'_>) -> bool {
    let ([(left, _)], [(right, _)]) = (left.declared.as_slice(), right.declared.as_slice()) else {
        return false;
    };
    match (left, right) {
        (SchemaRef::Component(left), SchemaRef::Component(right)) => left == right,
        (SchemaRef::Inline(left), SchemaRef::Inline(right)) => {
            let (left, right) = (View::of(left), View::of(right));
            let is_plain = |view: &View<'_>| view.schema_type.is_some() && !view.says_more();
            left.schema_type == right.schema_type && left.format == right.format && is_plain(&left) && is_plain(&right)
        }
        _ => false,
    }
}
