//! Unions of listed values, which are one enum: JSON Schema 2020-12 Validation, section 6.1.2.

use std::collections::BTreeSet;

use serde_json::Value;

use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::unions::Member;
use super::view::{SchemaRef, View};
use super::{enums, scalars};
use crate::ir::Type;

/// Strings with and without listed values, in any order: one enum, tolerant where any string will do; a string where
/// nothing is listed.
pub(crate) fn of_strings<'a>(schemas: &mut Schemas<'a>, members: &[Member<'a>], spot: &Spot) -> Option<Found> {
    let is_plain = |view: &View<'_>| scalars::is_plain_string(schemas, view);
    let lists = |view: &View<'_>| !view.enumeration.is_empty() && view.enumeration.iter().all(Value::is_string);
    if !members
        .iter()
        .all(|member| is_plain(&member.view) || lists(&member.view))
    {
        return None;
    }
    let mut seen = BTreeSet::new();
    let listed = members
        .iter()
        .flat_map(|member| member.view.enumeration.iter())
        .filter_map(Value::as_str);
    let values: Vec<&str> = listed.filter(|value| seen.insert(*value)).collect();
    if values.is_empty() {
        // No value tells which of them it is.
        return Some(Found::Type(Type::String));
    }
    if let Some(found) = named_alone(schemas, members, spot) {
        return Some(found);
    }
    let takes_any = members.iter().any(|member| member.view.enumeration.is_empty());
    let is_open = takes_any || enums::keeps_unknown(schemas);
    Some(Found::Shape(enums::of_values(schemas, spot, &values, is_open)))
}

/// A component that lists values, beside strings that may be anything: it is that one, which keeps what it doesn't list.
fn named_alone<'a>(schemas: &mut Schemas<'a>, members: &[Member<'a>], spot: &Spot) -> Option<Found> {
    let mut listing = members.iter().filter(|member| !member.view.enumeration.is_empty());
    let (Some(only), None) = (listing.next(), listing.next()) else {
        return None;
    };
    let is_named = matches!(only.schema, SchemaRef::Component(_));
    let was_enum = spot.is_component() && enums::had_variants(schemas, spot);
    let is_open = enums::is_open(schemas, &only.view);
    (is_named && !was_enum && is_open && only.view.enumeration.len() > 1)
        .then(|| Found::Same(schemas.type_of(only.schema, spot)))
}

/// Listed integers alone: one enum. A value that stands alone in a component is called after it.
pub(crate) fn of_integers<'a>(schemas: &mut Schemas<'a>, members: &[Member<'a>], spot: &Spot) -> Option<Found> {
    let mut values: Vec<(i64, String)> = Vec::new();
    let mut seen = BTreeSet::new();
    for member in members {
        let is_component = matches!(member.schema, SchemaRef::Component(_));
        let own = enums::named_integers(&member.view)?.into_iter();
        for (value, name) in own {
            let is_alone = member.view.enumeration.len() == 1;
            let text = name.or((is_component && is_alone).then(|| member.text.clone()));
            if seen.insert(value) {
                values.push((value, text.unwrap_or_else(|| enums::integer_text(value))));
            }
        }
    }
    let is_open = enums::keeps_unknown(schemas);
    (!values.is_empty()).then(|| Found::Shape(enums::of_integers(schemas, spot, &values, is_open)))
}
