//! What a schema is to a body of many values: one of them, or all.

use super::schemas::Schemas;
use super::spot::Spot;
use super::view::{SchemaRef, View};
use crate::ir::Type;

/// The type of an element, if the schema is one of an array, or of the whole.
pub(crate) fn element_type<'a>(schemas: &mut Schemas<'a>, schema: SchemaRef<'a>, spot: &Spot) -> Type {
    let items = schemas
        .target(schema)
        .map(View::of)
        .filter(|view| view.schema_type == Some("array"))
        .and_then(|view| view.items);
    match items {
        Some(items) => schemas
            .type_of(
                items,
                &Spot {
                    place: spot.place.child("items"),
                    ..spot.clone()
                },
            )
            .into_type(),
        None => schemas.type_of(schema, spot).into_type(),
    }
}

/// Whether a schema is one of a string, whatever string.
pub(crate) fn is_string<'a>(schemas: &Schemas<'a>, schema: Option<SchemaRef<'a>>) -> bool {
    let view = schema.and_then(|schema| schemas.target(schema)).map(View::of);
    view.is_some_and(|view| view.schema_type == Some("string") && view.enumeration.is_empty())
}

/// A type that may be null, once.
pub(crate) fn nullable(ty: Type) -> Type {
    match ty {
        Type::Nullable(_) | Type::Json => ty,
        other => Type::Nullable(Box::new(other)),
    }
}
