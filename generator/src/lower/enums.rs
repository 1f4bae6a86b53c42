//! Enums: JSON Schema 2020-12 Validation, section 6.1.2; tolerant of unknown values unless the document says otherwise.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{UnknownEnumValues, docs};
use super::schemas::{Found, Schemas, Spot};
use super::view::View;
use crate::ir::{Docs, EnumVariant, Name, OpenEnum, Shape, StringEnum};
use crate::names::{Case, Reserved, distinct};

/// The extension by which a document says what becomes of unknown values.
const UNKNOWN_VALUES: &str = "x-speakeasy-unknown-values";

/// What the variant for unknown values may be called, in order of preference.
const CATCH_ALL: &[&str] = &["Unknown", "UnknownValue", "UnlistedValue", "Unrecognized"];

/// An enum whose values are all strings.
pub(crate) fn string_enum<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, _spot: &Spot) -> Option<Found> {
    let values = string_values(view)?;
    let texts = variant_texts(view, &values);
    let rust_names = distinct(Case::Pascal, &texts, Reserved::NONE);
    let variants: Vec<EnumVariant> = values
        .iter()
        .zip(rust_names)
        .enumerate()
        .map(|(index, (value, rust))| EnumVariant {
            name: Name { rust, wire: (*value).to_owned() },
            docs: variant_docs(view, index, value),
        })
        .collect();
    let open = is_open(schemas, view).then(|| OpenEnum { catch_all: catch_all(&variants), known: String::new() });
    Some(Found::Shape(Shape::StringEnum(StringEnum { variants, open })))
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
fn variant_texts(view: &View<'_>, values: &[&str]) -> Vec<String> {
    let given = view.extension("x-enum-varnames").and_then(Value::as_array);
    let given: Vec<&str> = given.into_iter().flatten().filter_map(Value::as_str).collect();
    if given.len() == values.len() && given.iter().collect::<BTreeSet<_>>().len() == values.len() {
        return given.into_iter().map(str::to_owned).collect();
    }
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn variant_docs(view: &View<'_>, index: usize, value: &str) -> Docs {
    let described = view.extension("x-enum-descriptions").or_else(|| view.extension("x-enumDescriptions"));
    let description = match described {
        Some(Value::Array(list)) => list.get(index).and_then(Value::as_str),
        Some(Value::Object(map)) => map.get(value).and_then(Value::as_str),
        _ => None,
    };
    docs::of_variant(description, value)
}

fn is_open(schemas: &Schemas<'_>, view: &View<'_>) -> bool {
    match view.extension(UNKNOWN_VALUES).and_then(Value::as_str) {
        Some("allow") => true,
        Some("disallow") => false,
        _ => schemas.unknown_enum_values == UnknownEnumValues::Keep,
    }
}

fn catch_all(variants: &[EnumVariant]) -> String {
    let taken = |name: &str| variants.iter().any(|variant| variant.name.rust == name);
    let free = CATCH_ALL.iter().find(|name| !taken(name)).map(|name| (*name).to_owned());
    free.unwrap_or_else(|| "UnknownValueOfThisEnum".to_owned())
}
