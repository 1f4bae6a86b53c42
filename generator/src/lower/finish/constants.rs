//! Members of one value only: they need no argument, since they write themselves.

use crate::ir::{Presence, Shape, Type, TypeDef, TypeId};

/// How many names a constant may go by.
const DEPTH: usize = 8;

/// Marks the required fields whose type is a constant, under whatever name.
pub(super) fn settle(types: &mut [TypeDef]) {
    let constants: Vec<Option<TypeId>> = (0..types.len())
        .map(|index| constant(types, TypeId(index), DEPTH))
        .collect();
    for definition in types {
        let Shape::Struct(object) = &mut definition.shape else {
            continue;
        };
        for field in object
            .fields
            .iter_mut()
            .filter(|field| field.presence == Presence::Required)
        {
            if matches!(&field.ty, Type::Scalar(scalar) if scalar.is_null()) {
                field.fixed = true;
            } else if let Type::Named(id) = field.ty
                && let Some(constant) = constants.get(id.0).copied().flatten()
            {
                field.ty = Type::Named(constant);
                field.fixed = true;
            }
        }
    }
}

fn constant(types: &[TypeDef], id: TypeId, depth: usize) -> Option<TypeId> {
    match &types.get(id.0)?.shape {
        Shape::Constant(_) => Some(id),
        Shape::Alias(Type::Named(other)) if depth > 0 => constant(types, *other, depth - 1),
        _ => None,
    }
}
