//! Payloads in objects that say by a tag what they hold: serde's externally and adjacently tagged enums, as utoipa and schemars
//! describe them. A variant holds what stands in its object, as in the enum that it comes from.

use std::collections::BTreeSet;

use super::alike;
use super::schemas::Schemas;
use super::unions::{self, Member};
use super::view::{SchemaRef, View};
use crate::spec::Additional;

/// Marks the payloads of the members of a union, where all of them are of one of these forms.
pub(crate) fn settle(schemas: &Schemas<'_>, view: &View<'_>, members: &mut [Member<'_>]) {
    if view.discriminator().is_none() && !externally(members) {
        adjacently(schemas, members);
    }
}

/// `{"Circle": …}`: the tag is the name of the only property. One that several of them have is no such tag.
fn externally(members: &mut [Member<'_>]) -> bool {
    let are_tags = alike::are_tags(members.iter().map(|member| (member.schema, &member.view)));
    let mut seen = BTreeSet::new();
    let mut tags = members.iter().filter_map(|member| alike::only_property(&member.view));
    if !are_tags || !tags.all(|tag| seen.insert(tag)) {
        return false;
    }
    for member in members {
        let tag = alike::only_property(&member.view);
        let property = |tag| Some((tag, member.view.properties?.get(tag)?.into()));
        member.inside = tag.and_then(property);
    }
    true
}

/// `{"type": "Circle", "content": …}`: the tag stands beside the payload, which may be missing. Members that the last run had as
/// structs stay structs.
fn adjacently(schemas: &Schemas<'_>, members: &mut [Member<'_>]) {
    let found: Option<Vec<Adjacent<'_>>> = members.iter().map(|member| adjacent(member)).collect();
    let Some(found) = found.filter(|found| are_one_enum(found)) else {
        return;
    };
    let was_struct = |(member, found): (&Member<'_>, &Adjacent<'_>)| {
        found.content.is_some() && member.spot.key.name_before(&schemas.names).is_some()
    };
    if members.iter().zip(&found).any(was_struct) {
        return;
    }
    for (member, adjacent) in members.iter_mut().zip(found) {
        member.inside = adjacent.content;
        member.beside = Some((adjacent.tag, adjacent.value));
    }
}

/// An object of a tag, and of the payload beside it.
struct Adjacent<'a> {
    tag: &'a str,
    value: String,
    content: Option<(&'a str, SchemaRef<'a>)>,
}

fn adjacent<'a>(member: &Member<'a>) -> Option<Adjacent<'a>> {
    let view = &member.view;
    let is_plain = matches!(member.schema, SchemaRef::Inline(_)) && view.schema.title.is_none() && !view.is_composed();
    let is_open = matches!(view.additional, Some(Additional::Schema(_)));
    let properties = view.properties.filter(|_| is_plain && !is_open)?;
    let mut constants = unions::constants(view).into_iter();
    let (tag, value) = constants.find_map(|(name, value)| Some((name, value.as_str()?.to_owned())))?;
    let tag = properties.keys().find(|name| *name == tag)?;
    let others: Vec<_> = properties.iter().filter(|(name, _)| *name != tag).collect();
    let content = match others.as_slice() {
        [] => None,
        [(name, schema)] => Some((name.as_str(), SchemaRef::from(*schema))),
        _ => return None,
    };
    let is_required = properties.keys().all(|name| view.required.contains(name));
    let is_closed = matches!(view.additional, Some(Additional::Any(false)));
    // Who doesn't close the objects calls the tags like Rust's variants.
    let is_tag = is_closed || value.starts_with(char::is_uppercase);
    (is_required && is_tag).then_some(Adjacent { tag, value, content })
}

/// Whether all have the same properties for tag and payload, and each a tag of its own.
fn are_one_enum(members: &[Adjacent<'_>]) -> bool {
    let tags: BTreeSet<&str> = members.iter().map(|member| member.tag).collect();
    let values: BTreeSet<&str> = members.iter().map(|member| member.value.as_str()).collect();
    let contents: BTreeSet<&str> = members.iter().filter_map(|member| Some(member.content?.0)).collect();
    members.len() > 1 && tags.len() == 1 && values.len() == members.len() && contents.len() == 1
}
