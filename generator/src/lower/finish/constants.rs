//! Fields that `new` fills in: constants, and what lists one value only.
//!
//! An enum of one value may get more. What was filled in goes on being filled in, as the lock says, so that callers need
//! not change; a setter gives them the others.

use crate::ir::aliases;
use crate::ir::{Field, Filled, FilledValue, Literal, Presence, Shape, Struct, Type, TypeDef, TypeId, ValueEnum};
use crate::names::Names;

/// The table of what was filled in, in the lock: the values by the places of the properties.
pub(super) const FILLED: &str = "filled";

/// Fills in the fields that leave callers no choice; `keys` has what the types are known by in the lock.
pub(super) fn settle(types: &mut [TypeDef], keys: &[String], names: &mut Names) {
    for index in 0..types.len() {
        let Some(Shape::Struct(object)) = types.get(index).map(|definition| &definition.shape) else {
            continue;
        };
        let key = keys.get(index).map(String::as_str).unwrap_or_default();
        let found: Vec<Option<(Type, Filled)>> = object
            .fields
            .iter()
            .map(|field| of_field(types, object, field, key, names))
            .collect();
        let Some(Shape::Struct(object)) = types.get_mut(index).map(|definition| &mut definition.shape) else {
            continue;
        };
        for (field, found) in object.fields.iter_mut().zip(found) {
            if let Some((ty, filled)) = found {
                field.ty = ty;
                field.filled = Some(filled);
            }
        }
    }
}

/// What a field is filled with, and its type by the name that has the value.
fn of_field(types: &[TypeDef], object: &Struct, field: &Field, key: &str, names: &mut Names) -> Option<(Type, Filled)> {
    let only = |ty: Type| {
        let filled = Filled {
            value: FilledValue::Unit,
            replaceable: false,
        };
        Some((ty, filled))
    };
    match (&field.ty, target(types, &field.ty)) {
        (Type::Scalar(scalar), _) if scalar.is_null() && field.presence == Presence::Required => only(field.ty.clone()),
        (_, Some((id, Shape::Constant(_)))) if is_never_null(field) => only(Type::Named(id)),
        (_, found) if object.sent && is_settled(field) => {
            let key = format!("{key}.{}", field.name.wire);
            let before = names.before(FILLED, &key);
            let (value, filled) = match found {
                Some((_, Shape::StringEnum(values) | Shape::IntegerEnum(values))) => of_enum(values, before),
                _ => of_scalar(field, before),
            }?;
            names.note(FILLED, &key, &value);
            Some((field.ty.clone(), filled))
        }
        _ => None,
    }
}

fn is_never_null(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Optional)
}

/// Whether a value that is listed alone is sent in any case: the property is required, or the server takes that value where
/// it is absent.
fn is_settled(field: &Field) -> bool {
    match field.presence {
        Presence::Required => true,
        Presence::Optional => field.default.is_some(),
        Presence::Nullable | Presence::Tristate | Presence::Lenient => false,
    }
}

/// The value of before, if it is still listed, or the only one; with its name.
fn of_enum(values: &ValueEnum, before: Option<&str>) -> Option<(String, Filled)> {
    let listed = |value: &str| values.variants.iter().find(|variant| variant.name.wire == value);
    let variant = match (before.and_then(listed), values.variants.as_slice()) {
        (Some(variant), _) | (None, [variant]) => variant,
        _ => return None,
    };
    let filled = Filled {
        value: FilledValue::Variant(variant.name.rust.clone()),
        replaceable: values.variants.len() > 1,
    };
    Some((variant.name.wire.clone(), filled))
}

/// The same for what no enum stands for.
fn of_scalar(field: &Field, before: Option<&str>) -> Option<(String, Filled)> {
    let before = before.and_then(|text| literal(&field.ty, text));
    let value = field.only.clone().or(before)?;
    let is_of_type = matches!(
        (&field.ty, &value),
        (Type::Bool, Literal::Bool(_)) | (Type::Integer(_), Literal::Integer(_)) | (Type::Float(_), Literal::Number(_))
    );
    is_of_type.then(|| {
        let filled = Filled {
            replaceable: field.only.is_none(),
            value: FilledValue::Literal(value.clone()),
        };
        (value.text(), filled)
    })
}

/// The scalar of a type that has this text.
pub(super) fn literal(ty: &Type, text: &str) -> Option<Literal> {
    match ty {
        Type::String => Some(Literal::String(text.to_owned())),
        Type::Bool => text.parse().ok().map(Literal::Bool),
        Type::Integer(_) => text.parse().ok().map(Literal::Integer),
        Type::Float(_) => text
            .parse::<f64>()
            .ok()
            .map(|number| Literal::Number(format!("{number:?}"))),
        _ => None,
    }
}

/// The type that a type stands for, under however many names.
pub(super) fn followed<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t Type> {
    aliases::followed(|id| types.get(id.0).map(|definition| &definition.shape), ty)
}

/// The named type that a type stands for, and what that is.
pub(super) fn target<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<(TypeId, &'t Shape)> {
    match followed(types, ty)? {
        Type::Named(id) => Some((*id, &types.get(id.0)?.shape)),
        _ => None,
    }
}
