//! `allOf`: JSON Schema 2020-12, section 10.2.1.1. One member is that member; several become one flat struct.

use super::schemas::{Found, Schemas, Spot};
use super::view::{SchemaRef, View};
use crate::ir::Type;

/// The only member of an `allOf` (or of a `oneOf` or `anyOf`) that no other keyword adds to.
pub(crate) fn only_member<'a>(view: &View<'a>) -> Option<SchemaRef<'a>> {
    let members = [view.all_of, view.one_of, view.any_of];
    let mut present = members.into_iter().filter(|members| !members.is_empty());
    let (Some([member]), None) = (present.next(), present.next()) else { return None };
    let adds = view.properties.is_some_and(|properties| !properties.is_empty())
        || view.additional.is_some()
        || !view.required.is_empty()
        || view.items.is_some()
        || !view.enumeration.is_empty();
    (!adds).then(|| member.into())
}

/// A composition of one member: this is how 3.0 writes a nullable reference.
pub(crate) fn single<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    let member = only_member(view)?;
    Some(Found::Same(schemas.type_of(member, spot)))
}

/// A composition of several members.
pub(crate) fn merged<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if view.all_of.is_empty() {
        return None;
    }
    schemas.kept_as_json(spot, "an `allOf` of several schemas is kept as JSON");
    Some(Found::Type(Type::Json))
}
