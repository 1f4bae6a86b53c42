//! Arrays: JSON Schema 2020-12 Validation, section 6.4, and OpenAPI 3.0.4, "Schema Object".

use super::schemas::{Found, Schemas, Spot};
use super::view::View;
use crate::ir::Type;

/// `type: array`, or `items` without a type.
pub(crate) fn array<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    let is_array = view.schema_type == Some("array") || (view.schema_type.is_none() && view.items.is_some());
    if !is_array {
        return None;
    }
    let element = match view.items {
        Some(items) => schemas.type_of(items, &spot.items()).into_type(),
        None => Type::Json,
    };
    Some(Found::Type(Type::Array(Box::new(element))))
}
