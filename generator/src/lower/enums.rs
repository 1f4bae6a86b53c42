//! Enums: JSON Schema 2020-12 Validation, section 6.1.2; tolerant of unknown values unless the document says otherwise.

use std::collections::BTreeSet;

use serde_json::Value;

use super::schemas::{Found, Schemas, Spot};
use super::view::View;
use super::{UnknownEnumValues, docs};
use crate::ir::{Docs, EnumVariant, Literal, Name, OpenEnum, Shape, Type, ValueEnum};
use crate::names::{Case, Reserved, distinct};

/// The extension by which a document says what becomes of unknown values.
const UNKNOWN_VALUES: &str = "x-speakeasy-unknown-values";

/// What the variant for unknown values may be called, in order of preference.
const CATCH_ALL: &[&str] = &["Unknown", "UnknownValue", "UnlistedValue", "Unrecognized"];

/// A value that never changes: `const`, which the dialect marks.
pub(crate) fn constant<'a>(_schemas: &mut Schemas<'a>, view: &View<'a>, _spot: &Spot) -> Option<Found> {
    let [value] = view.enumeration.as_slice() else {
        return None;
    };
    let literal = match value {
        Value::String(text) => Literal::String(text.clone()),
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(number) => Literal::Integer(number.as_i64()?),
        _ => return None,
    };
    view.is_marked("x-clientwright-const")
        .then_some(Found::Shape(Shape::Constant(literal)))
}

/// An enum whose values are all strings.
pub(crate) fn string_enum<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, _spot: &Spot) -> Option<Found> {
    let values = string_values(view)?;
    let texts = variant_texts(view, values.iter().map(|value| (*value).to_owned()).collect());
    let docs = |index: usize, value: &str| variant_docs(view, index, value);
    Some(Found::Shape(Shape::StringEnum(members(
        &values,
        &texts,
        docs,
        is_open(schemas, view),
    ))))
}

/// An enum of values that several schemas list.
pub(crate) fn of_values(values: &[&str], is_open: bool) -> Shape {
    Shape::StringEnum(members(
        values,
        values,
        |_, value| docs::of_variant(None, value),
        is_open,
    ))
}

/// An enum whose values are all integers.
pub(crate) fn integer_enum<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, _spot: &Spot) -> Option<Found> {
    if view.enumeration.is_empty() || !matches!(view.schema_type, None | Some("integer" | "number")) {
        return None;
    }
    let mut seen = BTreeSet::new();
    let values: Option<Vec<i64>> = view.enumeration.iter().map(integer_value).collect();
    let values: Vec<i64> = values?.into_iter().filter(|value| seen.insert(*value)).collect();
    let texts = values.iter().map(|value| {
        if *value < 0 {
            value.to_string()
        } else {
            format!("value {value}")
        }
    });
    let texts = variant_texts(view, texts.collect());
    let variants: Vec<EnumVariant> = values
        .iter()
        .zip(distinct(Case::Pascal, &texts, Reserved::NONE))
        .enumerate()
        .map(|(index, (value, rust))| {
            let wire = value.to_string();
            EnumVariant {
                docs: variant_docs(view, index, &wire),
                name: Name { rust, wire },
            }
        })
        .collect();
    let open = is_open(schemas, view).then(|| OpenEnum {
        catch_all: catch_all(&variants),
        known: String::new(),
    });
    Some(Found::Shape(Shape::IntegerEnum(ValueEnum { variants, open })))
}

/// Listed values of several kinds have no Rust type of their own: they are JSON. Listed booleans are booleans.
pub(crate) fn mixed<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if view.enumeration.is_empty() {
        return None;
    }
    if view.enumeration.iter().all(Value::is_boolean) {
        return Some(Found::Type(Type::Bool));
    }
    if view.enumeration.iter().all(Value::is_number) {
        return Some(Found::Type(Type::Float("f64")));
    }
    if view.schema_type.is_some() {
        return None;
    }
    schemas.kept_as_json(spot, "an enum of values of several types is kept as JSON");
    Some(Found::Type(Type::Json))
}

fn integer_value(value: &Value) -> Option<i64> {
    let float = || {
        value
            .as_f64()
            .filter(|float| float.fract() == 0.0 && float.abs() < 9e15)
            .map(|float| float as i64)
    };
    value.as_i64().or_else(float)
}

fn members<Text: AsRef<str>>(
    values: &[&str],
    texts: &[Text],
    docs: impl Fn(usize, &str) -> Docs,
    is_open: bool,
) -> ValueEnum {
    let variants: Vec<EnumVariant> = values
        .iter()
        .zip(distinct(Case::Pascal, texts, Reserved::NONE))
        .enumerate()
        .map(|(index, (value, rust))| EnumVariant {
            docs: docs(index, value),
            name: Name {
                rust,
                wire: (*value).to_owned(),
            },
        })
        .collect();
    let open = is_open.then(|| OpenEnum {
        catch_all: catch_all(&variants),
        known: String::new(),
    });
    ValueEnum { variants, open }
}

/// The distinct values, if there are some and all are strings.
fn string_values<'v>(view: &'v View<'_>) -> Option<Vec<&'v str>> {
    if view.enumeration.is_empty() || !matches!(view.schema_type, None | Some("string")) {
        return None;
    }
    let values: Option<Vec<&str>> = view.enumeration.iter().map(Value::as_str).collect();
    let mut seen = BTreeSet::new();
    values.map(|values| values.into_iter().filter(|value| seen.insert(*value)).collect())
}

/// The texts that the variants are named from: `x-enum-varnames`, or the values.
fn variant_texts(view: &View<'_>, values: Vec<String>) -> Vec<String> {
    let given = view.extension("x-enum-varnames").and_then(Value::as_array);
    let given: Vec<&str> = given.into_iter().flatten().filter_map(Value::as_str).collect();
    if given.len() == values.len() && given.iter().collect::<BTreeSet<_>>().len() == values.len() {
        return given.into_iter().map(str::to_owned).collect();
    }
    values
}

fn variant_docs(view: &View<'_>, index: usize, value: &str) -> Docs {
    let described = view
        .extension("x-enum-descriptions")
        .or_else(|| view.extension("x-enumDescriptions"));
    let description = match described {
        Some(Value::Array(list)) => list.get(index).and_then(Value::as_str),
        Some(Value::Object(map)) => map.get(value).and_then(Value::as_str),
        _ => None,
    };
    docs::of_variant(description, value)
}

/// What the configuration says of unknown values.
pub(crate) fn keeps_unknown(schemas: &Schemas<'_>) -> bool {
    schemas.options.unknown_enum_values == UnknownEnumValues::Keep
}

fn is_open(schemas: &Schemas<'_>, view: &View<'_>) -> bool {
    match view.extension(UNKNOWN_VALUES).and_then(Value::as_str) {
        Some("allow") => true,
        Some("disallow") => false,
        _ => keeps_unknown(schemas),
    }
}

fn catch_all(variants: &[EnumVariant]) -> String {
    let taken = |name: &str| variants.iter().any(|variant| variant.name.rust == name);
    let free = CATCH_ALL
        .iter()
        .find(|name| !taken(name))
        .map(|name| (*name).to_owned());
    free.unwrap_or_else(|| "UnknownValueOfThisEnum".to_owned())
}
