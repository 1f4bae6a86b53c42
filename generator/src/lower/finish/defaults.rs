//! The server's defaults as constants of the struct, where Rust has a constant of the type.

use crate::ir::aliases;
use crate::ir::{
    Access, DefaultConstant, DefaultValue, Field, Literal, Name, Shape, Struct, Type, TypeDef, TypeId, ValueEnum,
};
use crate::names::{Case, Reserved, distinct};

/// Gives every struct that callers make the constants for the defaults of its properties.
pub(super) fn settle(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let Some(Shape::Struct(object)) = types.get(index).map(|definition| &definition.shape) else {
            continue;
        };
        let constants = constants(types, object);
        if let Some(Shape::Struct(object)) = types.get_mut(index).map(|definition| &mut definition.shape) {
            object.defaults = constants;
        }
    }
}

fn constants(types: &[TypeDef], object: &Struct) -> Vec<DefaultConstant> {
    let set_by_callers = object.fields.iter().filter(|field| object.sent && is_set(field));
    let defaults: Vec<(&Field, DefaultValue)> = set_by_callers
        .filter_map(|field| Some((field, value(types, &field.ty, field.default.as_ref()?)?)))
        .collect();
    let texts: Vec<String> = defaults
        .iter()
        .map(|(field, _)| format!("default {}", field.name.rust))
        .collect();
    let names = distinct(Case::Constant, &texts, Reserved::NONE);
    let constants = defaults.into_iter().zip(names);
    constants
        .map(|((field, value), name)| DefaultConstant {
            name,
            field: field.name.rust.clone(),
            deprecated: field.deprecated.clone(),
            value,
        })
        .collect()
}

fn is_set(field: &Field) -> bool {
    field.access != Access::ReadOnly && field.filled.is_none()
}

fn value(types: &[TypeDef], ty: &Type, default: &Literal) -> Option<DefaultValue> {
    let shape = |id: TypeId| types.get(id.0).map(|definition| &definition.shape);
    match (aliases::followed(shape, ty)?, default) {
        (Type::String, Literal::String(text)) => Some(DefaultValue::Text(text.clone())),
        (Type::Bool, Literal::Bool(value)) => Some(DefaultValue::Bool(*value)),
        (Type::Integer(name), number) => integer(name, number).map(|digits| DefaultValue::Number(name, digits)),
        (Type::Float(name), number) => float(name, number)
            .filter(|digits| !is_known_to_rust(digits))
            .map(|digits| DefaultValue::Number(name, digits)),
        (Type::Named(id), default) => {
            let found = match shape(*id)? {
                Shape::StringEnum(members) => string_variant(members, default)?,
                Shape::IntegerEnum(members) => integer_variant(members, default)?,
                _ => return None,
            };
            Some(DefaultValue::Variant(*id, found.rust.clone()))
        }
        _ => None,
    }
}

fn integer(name: &str, number: &Literal) -> Option<String> {
    let value: i128 = match number {
        Literal::Integer(integer) => i128::from(*integer),
        Literal::Number(digits) => digits.strip_suffix(".0").unwrap_or(digits).parse().ok()?,
        _ => return None,
    };
    let fits = match name {
        "i8" => i8::try_from(value).is_ok(),
        "i16" => i16::try_from(value).is_ok(),
        "i32" => i32::try_from(value).is_ok(),
        "u8" => u8::try_from(value).is_ok(),
        "u16" => u16::try_from(value).is_ok(),
        "u32" => u32::try_from(value).is_ok(),
        "u64" => u64::try_from(value).is_ok(),
        _ => i64::try_from(value).is_ok(),
    };
    fits.then(|| value.to_string())
}

/// The shortest digits that are this number in its type.
fn float(name: &str, number: &Literal) -> Option<String> {
    let digits = match number {
        Literal::Integer(integer) => integer.to_string(),
        Literal::Number(digits) => digits.clone(),
        _ => return None,
    };
    match name {
        "f32" => digits
            .parse::<f32>()
            .ok()
            .filter(|value| value.is_finite())
            .map(|value| format!("{value:?}")),
        _ => digits
            .parse::<f64>()
            .ok()
            .filter(|value| value.is_finite())
            .map(|value| format!("{value:?}")),
    }
}

/// `3.14` and its like: a linter would ask for `std::f64::consts::PI`, which is another number.
fn is_known_to_rust(digits: &str) -> bool {
    use std::f64::consts;
    const KNOWN: [f64; 17] = [
        consts::PI,
        consts::TAU,
        consts::E,
        consts::SQRT_2,
        consts::LN_2,
        consts::LN_10,
        consts::LOG2_E,
        consts::LOG2_10,
        consts::LOG10_E,
        consts::LOG10_2,
        consts::FRAC_1_PI,
        consts::FRAC_1_SQRT_2,
        consts::FRAC_2_PI,
        consts::FRAC_2_SQRT_PI,
        consts::FRAC_PI_2,
        consts::FRAC_PI_3,
        consts::FRAC_PI_4,
    ];
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let is_near = |known: f64| format!("{known:.decimals$}") == digits || known.to_string().starts_with(digits);
    decimals > 1 && KNOWN.into_iter().any(is_near)
}

fn string_variant<'m>(members: &'m ValueEnum, default: &Literal) -> Option<&'m Name> {
    let Literal::String(text) = default else { return None };
    named(members, text)
}

fn integer_variant<'m>(members: &'m ValueEnum, default: &Literal) -> Option<&'m Name> {
    named(members, &integer("i64", default)?)
}

fn named<'m>(members: &'m ValueEnum, wire: &str) -> Option<&'m Name> {
    let mut names = members.variants.iter().map(|variant| &variant.name);
    names.find(|name| name.wire == wire)
}
