//! Members of unions that would have one name: they are called by what they differ in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::members::Telling;
use super::view::{SchemaRef, View};
use super::{arrays, unions};
use crate::spec::Additional;

/// What a member may be called by, if it has this.
type Text = fn(&View<'_>, &[&View<'_>]) -> Option<String>;

/// In order of preference; one does where it sets all that are alike apart.
const TEXTS: &[Text] = &[by_value, by_constant, by_format, by_own_property, by_property_type];

/// Gives members that are named from equal texts others, where something sets all of them apart. Components (`None`) and
/// titles stay as they are.
pub(crate) fn set_apart(telling: &mut [Telling], views: &[Option<&View<'_>>]) {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, member) in telling.iter().enumerate() {
        alike.entry(member.text.clone()).or_default().push(index);
    }
    let mut taken: BTreeSet<String> = alike.keys().cloned().collect();
    for (shared, group) in alike.iter().filter(|(_, group)| group.len() > 1) {
        let members: Option<Vec<&View<'_>>> = group.iter().map(|index| *views.get(*index)?).collect();
        let Some(members) = members else { continue };
        if members.iter().any(|member| member.schema.title.is_some()) {
            continue;
        }
        // They give up the text that they share.
        taken.remove(shared);
        let Some(texts) = TEXTS.iter().find_map(|text| distinct(*text, &members, &taken)) else {
            taken.insert(shared.clone());
            continue;
        };
        taken.extend(texts.iter().cloned());
        for (index, text) in group.iter().zip(texts) {
            if let Some(member) = telling.get_mut(*index) {
                member.text = text;
            }
        }
    }
}

/// The texts of all members, if they are distinct and no other member's.
fn distinct(text: Text, members: &[&View<'_>], taken: &BTreeSet<String>) -> Option<Vec<String>> {
    let texts: Option<Vec<String>> = members.iter().map(|member| text(member, members)).collect();
    let texts = texts?;
    let mut sorted: Vec<&str> = texts.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let are_distinct = sorted
        .windows(2)
        .all(|pair| matches!(pair, [left, right] if left != right));
    (are_distinct && !texts.iter().any(|text| taken.contains(text))).then_some(texts)
}

/// The only value that is listed: `auto`.
fn by_value(view: &View<'_>, _others: &[&View<'_>]) -> Option<String> {
    match view.only_value()? {
        Value::String(value) if !value.trim().is_empty() => Some(value.clone()),
        _ => None,
    }
}

/// Names members in place by the constant that tells all of them apart: `paid true`, `paid false`. One that is a string does so
/// already, by itself.
pub(crate) fn name_by_constant(telling: &mut [Telling], views: &[Option<&View<'_>>]) {
    let members: Option<Vec<&View<'_>>> = views.iter().copied().collect();
    let members = members.filter(|members| members.len() > 1 && members.iter().all(|view| view.schema.title.is_none()));
    let constants: Vec<BTreeMap<&str, Value>> = members
        .iter()
        .flatten()
        .map(|view| unions::constants(view).into_iter().collect())
        .collect();
    if constants.iter().flat_map(BTreeMap::values).any(Value::is_string) {
        return;
    }
    let tells = |name: &&str| {
        let values = constants
            .iter()
            .map(|constants| Some(constants.get(*name)?.to_string()));
        let values: Option<BTreeSet<String>> = values.collect();
        values.is_some_and(|values| values.len() == constants.len())
    };
    let Some(name) = constants.first().and_then(|first| first.keys().copied().find(tells)) else {
        return;
    };
    for (member, constants) in telling.iter_mut().zip(&constants) {
        if let Some(value) = constants.get(name) {
            member.text = format!("{name} {value}");
        }
    }
}

/// A property of one value, which is no string: `k 1`.
fn by_constant(view: &View<'_>, _others: &[&View<'_>]) -> Option<String> {
    let constants = unions::constants(view).into_iter();
    let (name, value) = constants.min_by_key(|(name, _)| *name)?;
    Some(format!("{name} {value}"))
}

/// The format of a scalar, of elements or of values; `text` and `empty` for strings without one.
fn by_format(view: &View<'_>, _others: &[&View<'_>]) -> Option<String> {
    let kind_of = |schema: SchemaRef<'_>| match schema {
        SchemaRef::Component(name) => Some(name.to_owned()),
        SchemaRef::Inline(schema) => kind(&View::of(schema)),
    };
    match (view.schema_type, view.additional) {
        _ if arrays::elements_of_tuple(view).is_some() => Some("tuple".to_owned()),
        (Some("array"), _) => Some(format!("{} array", kind_of(view.items?)?)),
        (Some("object"), Some(Additional::Schema(values))) if !view.has_properties() => {
            Some(format!("{} map", kind_of(values.into())?))
        }
        (Some("object"), _) => Some("object".to_owned()),
        _ => kind(view),
    }
}

fn kind(view: &View<'_>) -> Option<String> {
    match (view.schema_type?, view.format) {
        (_, Some(format)) => Some(format.to_owned()),
        ("string", None) if view.bounds.max_length == Some(0) => Some("empty".to_owned()),
        ("string", None) => Some("text".to_owned()),
        (name, None) => Some(name.to_owned()),
    }
}

/// A property that no other of them has: `with vat`.
fn by_own_property(view: &View<'_>, others: &[&View<'_>]) -> Option<String> {
    let declares =
        |view: &View<'_>, name: &str| view.properties.is_some_and(|properties| properties.contains_key(name));
    let is_own = |name: &&String| others.iter().filter(|other| declares(other, name)).count() == 1;
    let names = || view.properties.into_iter().flatten().map(|(name, _)| name);
    let required = names().filter(is_own).find(|name| view.required.contains(name));
    let own = required.or_else(|| names().find(is_own))?;
    Some(format!("with {own}"))
}

/// The type of a property that all have: `string id`.
fn by_property_type(view: &View<'_>, _others: &[&View<'_>]) -> Option<String> {
    let name = view.required.iter().min()?;
    let property = view.properties?.get(name)?;
    let kind = match SchemaRef::from(property) {
        SchemaRef::Component(name) => name.to_owned(),
        SchemaRef::Inline(schema) => View::of(schema).schema_type?.to_owned(),
    };
    Some(format!("{kind} {name}"))
}

/// Whether the members are serde's externally tagged enum, as utoipa and schemars describe it: objects of one property, the
/// tag, and strings for what has no payload. Who doesn't close the objects calls the tags like Rust's variants.
pub(crate) fn are_tags<'v, 'a: 'v>(members: impl Iterator<Item = (SchemaRef<'a>, &'v View<'a>)>) -> bool {
    let mut tags = 0;
    for (schema, view) in members {
        let is_inline = matches!(schema, SchemaRef::Inline(_)) && view.schema.title.is_none();
        let is_closed = matches!(view.additional, Some(Additional::Any(false)));
        let is_tag = |name: &str| is_closed || name.starts_with(char::is_uppercase);
        let is_unit = view.schema_type == Some("string") && !view.enumeration.is_empty();
        match only_property(view) {
            Some(name) if is_inline && is_tag(name) => tags += 1,
            None if is_inline && is_unit => {}
            _ => return false,
        }
    }
    tags > 0
}

/// The only property of an object, which it requires.
pub(crate) fn only_property<'v>(view: &View<'v>) -> Option<&'v str> {
    let mut properties = view.properties?.keys();
    let (name, None) = (properties.next()?, properties.next()) else {
        return None;
    };
    (view.required == [name.as_str()] && view.all_of.is_empty()).then_some(name)
}
