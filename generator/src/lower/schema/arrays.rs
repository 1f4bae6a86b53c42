//! Arrays: JSON Schema 2020-12 Validation, section 6.4, and OpenAPI 3.0.4, "Schema Object".

use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::view::{SchemaRef, View};
use crate::ir::Type;
use crate::spec::SchemaSlot;

/// `type: array`, or `items` without a type.
///
/// Strictly, `items` doesn't restrict values that aren't arrays. It is treated as `type: array` all the same, because
/// documents that omit the type mean it; but not if the elements are only alternatives: converters write the lists of
/// schemas of older drafts like this, which were meant for the value itself, and responses contain single values.
pub(crate) fn array<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if view.schema_type.is_none() && view.items.is_some_and(are_alternatives) {
        schemas.kept_as_json(
            spot,
            "`items` without `type: array` lists alternatives; kept as JSON, because the value may be one of them or a list",
        );
        return Some(Found::Type(Type::Json));
    }
    let is_array = view.schema_type == Some("array") || (view.schema_type.is_none() && view.items.is_some());
    if !is_array {
        return None;
    }
    if let Some((keyword, elements)) = elements_of_tuple(view) {
        let elements = elements.iter().enumerate().map(|(position, element)| {
            let spot = spot.element(keyword, position);
            schemas.type_of(element.into(), &spot).into_type()
        });
        return Some(Found::Type(Type::Tuple(elements.collect())));
    }
    let element = match view.items {
        Some(items) => schemas.type_of(items, &spot.items()).into_type(),
        None => Type::Json,
    };
    Some(Found::Type(Type::Array(Box::new(element))))
}

/// The elements of a tuple, and the keyword that lists them: JSON Schema 2020-12, section 10.3.1.1.
pub(crate) fn elements_of_tuple<'a>(view: &View<'a>) -> Option<(&'static str, &'a [SchemaSlot])> {
    let Some(SchemaRef::Inline(items)) = view.items else {
        return None;
    };
    Some((items.elements_of?, &items.any_of))
}

/// A schema in place that says nothing of its own but one of what it may be.
fn are_alternatives(items: SchemaRef<'_>) -> bool {
    let SchemaRef::Inline(schema) = items else { return false };
    let view = View::of(schema);
    let lists = !view.one_of.is_empty() || !view.any_of.is_empty();
    lists && view.schema_type.is_none() && !view.is_object() && view.all_of.is_empty()
}
