//! `oneOf` and `anyOf`: JSON Schema 2020-12, sections 10.2.1.2 and 10.2.1.3.

use super::schemas::{Found, Schemas, Spot};
use super::view::View;
use crate::ir::Type;

/// A union of several schemas.
pub(crate) fn union<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if view.one_of.is_empty() && view.any_of.is_empty() {
        return None;
    }
    schemas.kept_as_json(spot, "a union is kept as JSON");
    Some(Found::Type(Type::Json))
}
