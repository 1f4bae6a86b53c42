//! What the members of a composition say, as far as the schema alone tells: JSON Schema 2020-12, section 10.2.1.

use super::view::{SchemaRef, View};
use crate::spec::{Additional, Schema};

/// The only member of an `allOf` (or of a `oneOf` or `anyOf`) that no other keyword adds to.
pub(crate) fn only_member<'a>(view: &View<'a>) -> Option<SchemaRef<'a>> {
    let members = [view.all_of, view.one_of, view.any_of];
    let mut present = members.into_iter().filter(|members| !members.is_empty());
    let (Some([member]), None) = (present.next(), present.next()) else {
        return None;
    };
    let is_tagged = view.all_of.is_empty() && view.discriminator().is_some();
    (!adds(view) && !is_tagged).then(|| member.into())
}

/// The schema that says what a component is: the only member in place of a composition that says nothing of it, as deep as
/// such compositions go.
pub(crate) fn says(mut schema: SchemaRef<'_>) -> SchemaRef<'_> {
    while let SchemaRef::Inline(inner) = schema {
        let view = View::of(inner);
        match only_member(&view).filter(|_| view.schema.description.is_none()) {
            Some(member @ SchemaRef::Inline(_)) => schema = member,
            _ => break,
        }
    }
    schema
}

/// Whether a composition says more than its members.
fn adds(view: &View<'_>) -> bool {
    view.has_properties()
        || matches!(view.additional, Some(Additional::Schema(_)))
        || !view.required.is_empty()
        || view.items.is_some()
        || !view.enumeration.is_empty()
}

/// The members of an `allOf` that say more than what the value is about, by their places in it; none where the schema is
/// another composition as well, or says more itself.
pub(crate) fn telling_members<'a>(view: &View<'a>) -> Vec<(usize, SchemaRef<'a>)> {
    if adds(view) || !view.one_of.is_empty() || !view.any_of.is_empty() {
        return Vec::new();
    }
    let members = view.all_of.iter().map(SchemaRef::from).enumerate();
    members.filter(|(_, member)| !only_describes(*member)).collect()
}

/// The members of an `allOf` that only say what the value is about.
pub(crate) fn describing_members<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Schema> {
    let members = view.all_of.iter().map(SchemaRef::from);
    members.filter_map(|member| match member {
        SchemaRef::Inline(schema) if only_describes(member) => Some(schema),
        _ => None,
    })
}

/// Whether a schema in place has prose and bounds alone: neither makes a type of its own.
fn only_describes(schema: SchemaRef<'_>) -> bool {
    let SchemaRef::Inline(schema) = schema else {
        return false;
    };
    let view = View::of(schema);
    !view.says_type() && view.required.is_empty() && !view.schema.nullable
}
