//! Scalars: one table of (type, format) → Rust type.

use super::schemas::{Found, Schemas, Spot};
use super::view::View;
use crate::ir::{Scalar, Type};

/// A string, number or boolean, by its format.
pub(crate) fn scalar<'a>(_schemas: &mut Schemas<'a>, view: &View<'a>, _spot: &Spot) -> Option<Found> {
    let ty = match view.schema_type? {
        "string" => string(view.format),
        "integer" => integer(view),
        "number" => number(view.format),
        "boolean" => Type::Bool,
        _ => return None,
    };
    Some(Found::Type(ty))
}

fn string(format: Option<&str>) -> Type {
    match format {
        Some("date-time") => Type::Scalar(Scalar::DateTime),
        Some("date") => Type::Scalar(Scalar::Date),
        Some("uuid") => Type::Scalar(Scalar::Uuid),
        _ => Type::String,
    }
}

fn integer(view: &View<'_>) -> Type {
    let past_i64 = view.bounds.maximum.is_some_and(|maximum| maximum > i64::MAX as f64);
    let name = match view.format {
        Some("int32") => "i32",
        Some("uint8") => "u8",
        Some("uint16") => "u16",
        Some("uint32") => "u32",
        Some("uint64") => "u64",
        _ if past_i64 => "u64",
        _ => "i64",
    };
    Type::Integer(name)
}

fn number(format: Option<&str>) -> Type {
    Type::Float(if format == Some("float") { "f32" } else { "f64" })
}
