//! Enums: JSON Schema 2020-12 Validation, section 6.1.2; tolerant of unknown values unless the document says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::view::View;
use super::view::integer_value;
use super::view::is_of_integers;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, EnumVariant, Literal, Name, OpenEnum, Shape, Type, ValueEnum};
use crate::lower::{UnknownEnumValues, docs};
use crate::names::{Case, Names, Reserved, Scope, Wish, pascal};

/// The extension by which a document says what becomes of unknown values.
const UNKNOWN_VALUES: &str = "x-speakeasy-unknown-values";

/// What the variant for unknown values may be called, in order of preference.
const CATCH_ALL: &[&str] = &["Unknown", "UnknownValue", "UnlistedValue", "Unrecognized"];

/// The tables of the lock.
const VALUES: &str = "values";
const CATCH_ALLS: &str = "catch_alls";

/// A value that never changes: `const`, which the dialect marks.
///
/// An `enum` of one value is none: it lists what the API knows today, and an answer with a value that was added since
/// must still be read. Documents write `const` where they mean that nothing is ever added.
pub(crate) fn constant<'a>(_schemas: &mut Schemas<'a>, view: &View<'a>, _spot: &Spot) -> Option<Found> {
    let literal = only_value(view).filter(|_| view.schema.is_const)?;
    Some(Found::Shape(Shape::Constant(literal)))
}

/// The value of a schema that lists one scalar alone.
pub(crate) fn only_value(view: &View<'_>) -> Option<Literal> {
    match view.only_value()? {
        Value::String(text) => Some(Literal::String(text.clone())),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::Number(number) if !number.is_u64() || number.is_i64() => number_literal(number),
        _ => None,
    }
}

/// An enum whose values are all strings.
pub(crate) fn string_enum<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    let values = string_values(view)?;
    let by_value = values.iter().map(|value| (*value).to_owned()).collect();
    let texts = variant_texts(schemas, view, spot, &values, by_value);
    let described = descriptions(view);
    let docs = |index: usize, value: &str| docs::of_variant(described.get(index).copied().flatten(), value);
    let is_open = is_open(schemas, view);
    Some(Found::Shape(Shape::StringEnum(members(
        schemas, spot, &values, &texts, docs, is_open,
    ))))
}

/// An enum of values that several schemas list.
pub(crate) fn of_values(schemas: &mut Schemas<'_>, spot: &Spot, values: &[&str], is_open: bool) -> Shape {
    Shape::StringEnum(members(
        schemas,
        spot,
        values,
        values,
        |_, value| docs::of_variant(None, value),
        is_open,
    ))
}

/// The same for integers, each with what its variant is named from.
pub(crate) fn of_integers(schemas: &mut Schemas<'_>, spot: &Spot, values: &[(i64, String)], is_open: bool) -> Shape {
    let wires: Vec<String> = values.iter().map(|(value, _)| value.to_string()).collect();
    let wires: Vec<&str> = wires.iter().map(String::as_str).collect();
    let texts: Vec<&str> = values.iter().map(|(_, text)| text.as_str()).collect();
    let docs = |_, value: &str| docs::of_variant(None, value);
    Shape::IntegerEnum(members(schemas, spot, &wires, &texts, docs, is_open))
}

/// The integers that a schema lists, with the names that the document gives them; `None` where it allows anything else.
pub(crate) fn named_integers(view: &View<'_>) -> Option<Vec<(i64, Option<String>)>> {
    if view.enumeration.is_empty() || !matches!(view.schema_type, None | Some("integer" | "number")) {
        return None;
    }
    let values: Vec<i64> = view.enumeration.iter().map(integer_value).collect::<Option<_>>()?;
    let given = match given_names(view) {
        given if given.len() == values.len() => given,
        _ => view
            .schema
            .title
            .as_deref()
            .filter(|_| values.len() == 1)
            .into_iter()
            .collect(),
    };
    let names = given.into_iter().map(|name| Some(name.to_owned()));
    Some(values.into_iter().zip(names.chain(std::iter::repeat(None))).collect())
}

/// What a variant is named from where the document doesn't say.
pub(crate) fn integer_text(value: i64) -> String {
    match value {
        ..0 => value.to_string(),
        _ => format!("value {value}"),
    }
}

/// An enum whose values are all integers.
pub(crate) fn integer_enum<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if view.enumeration.is_empty() || !matches!(view.schema_type, None | Some("integer" | "number")) {
        return None;
    }
    let mut seen = BTreeSet::new();
    if view.enumeration.iter().any(Value::is_u64) && !is_of_integers(view.enumeration) {
        return past_i64(view).map(Found::Type);
    }
    let values: Option<Vec<i64>> = view.enumeration.iter().map(integer_value).collect();
    let values: Vec<i64> = values?.into_iter().filter(|value| seen.insert(*value)).collect();
    let texts = values.iter().copied().map(integer_text);
    let wires: Vec<String> = values.iter().map(i64::to_string).collect();
    let wires: Vec<&str> = wires.iter().map(String::as_str).collect();
    let texts = variant_texts(schemas, view, spot, &wires, texts.collect());
    let described = descriptions(view);
    let docs = |index: usize, value: &str| docs::of_variant(described.get(index).copied().flatten(), value);
    let is_open = is_open(schemas, view);
    Some(Found::Shape(Shape::IntegerEnum(members(
        schemas, spot, &wires, &texts, docs, is_open,
    ))))
}

/// Integers of which one is past `i64` are numbers of their own size; what is listed stands in the documentation.
fn past_i64(view: &View<'_>) -> Option<Type> {
    view.enumeration
        .iter()
        .all(Value::is_u64)
        .then_some(Type::Integer("u64"))
}

/// A number as Rust writes it.
pub(crate) fn number_literal(number: &serde_json::Number) -> Option<Literal> {
    match (number.as_i64(), number.as_u64()) {
        (Some(integer), _) => Some(Literal::Integer(integer)),
        (None, Some(integer)) => Some(Literal::Number(integer.to_string())),
        (None, None) => number.as_f64().map(|float| Literal::Number(format!("{float:?}"))),
    }
}

/// Listed values that no enum can hold: numbers with fractions are floats, booleans are booleans, and the rest is JSON.
/// Scalars of several kinds do not get here: the dialect makes a union of them, a member for each kind.
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
        let place = schemas.document.place(&spot.place.child("enum"));
        let message = "listed objects and arrays aren't distinguished from other values of the same type";
        schemas.report(Diagnostic::new(Code::Unsupported, place, message));
        return None;
    }
    schemas.kept_as_json(spot, "an enum with values of several types is kept as JSON");
    Some(Found::Type(Type::Json))
}

fn members<Text: AsRef<str>>(
    schemas: &mut Schemas<'_>,
    spot: &Spot,
    values: &[&str],
    texts: &[Text],
    docs: impl Fn(usize, &str) -> Docs,
    is_open: bool,
) -> ValueEnum {
    let twins = twins(texts);
    let wishes = values.iter().zip(texts);
    let wishes = wishes.map(|(value, text)| {
        let (wish, text) = (Wish::keyed(*value, text.as_ref()), text.as_ref());
        match by_case(text).filter(|_| twins.contains(&text.to_lowercase())) {
            Some(longer) => wish.or(vec![longer]),
            None => wish,
        }
    });
    let wishes: Vec<Wish> = wishes.collect();
    let before = is_open.then(|| catch_all_before(schemas, spot, &wishes)).flatten();
    let taken: Vec<&str> = before.as_deref().into_iter().collect();
    let key = spot.key.to_string();
    let scope = Scope::of(VALUES, &key);
    let names = schemas
        .names
        .distinct_beside(scope, Case::Value, &wishes, &taken, Reserved::NONE);
    let variants: Vec<EnumVariant> = values
        .iter()
        .zip(names)
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
        catch_all: before.unwrap_or_else(|| catch_all(&variants)),
    });
    if let Some(open) = open
        .as_ref()
        .filter(|open| CATCH_ALL.first() != Some(&open.catch_all.as_str()))
    {
        schemas.names.note(CATCH_ALLS, &key, &open.catch_all);
    }
    ValueEnum { variants, open }
}

/// The texts, in lower case, that differ in case alone.
fn twins<Text: AsRef<str>>(texts: &[Text]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let lower = texts.iter().map(|text| text.as_ref().to_lowercase());
    lower.filter(|text| !seen.insert(text.clone())).collect()
}

/// What a value is called beside one that differs in case alone; nothing for one in lower case.
fn by_case(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let rest = text
        .get(text.chars().next().map_or(0, char::len_utf8)..)
        .unwrap_or_default();
    let word = match () {
        () if text == lower => return None,
        () if text == text.to_uppercase() => "uppercase",
        () if lower.ends_with(rest) => "capitalized",
        () => "mixed case",
    };
    Some(format!("{word} {lower}"))
}

/// Whether an enum stood here in the last run.
pub(crate) fn had_variants(schemas: &Schemas<'_>, spot: &Spot) -> bool {
    schemas.names.was_scope(VALUES, &spot.key.to_string())
}

/// What the variant for unknown values was called: the lock lists it where it is not the usual name.
fn catch_all_before(schemas: &Schemas<'_>, spot: &Spot, wishes: &[Wish]) -> Option<String> {
    let names = &schemas.names;
    spot.key.name_before(names)?;
    let key = spot.key.to_string();
    let usual = CATCH_ALL.first().map(|name| (*name).to_owned());
    let before = names.before(CATCH_ALLS, &key).map(str::to_owned).or(usual);
    let kept = names.kept(Scope::of(VALUES, &key), Case::Value, wishes, Reserved::NONE);
    before.filter(|name| !kept.iter().flatten().any(|kept| kept == name))
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

/// Extensions that list the names of the values, in their order.
const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames"];

/// The names that the document gives, by a list beside the values or one by one in `x-ms-enum`.
fn given_names<'a>(view: &View<'a>) -> Vec<&'a str> {
    let listed = NAMES.iter().find_map(|key| view.extension(key)?.as_array());
    if let Some(listed) = listed {
        return listed.iter().filter_map(Value::as_str).collect();
    }
    let named = described_values(view).into_iter();
    let named: Option<Vec<&str>> = named.map(|value| value?.get("name")?.as_str()).collect();
    named.unwrap_or_default()
}

/// What `x-ms-enum` says of each value, in the order of the enum's own.
fn described_values<'a>(view: &View<'a>) -> Vec<Option<&'a Value>> {
    let values = view
        .extension("x-ms-enum")
        .and_then(|extension| extension.get("values"));
    let described: BTreeMap<String, &Value> = values
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|described| Some((described.get("value")?.to_string(), described)))
        .collect();
    let listed = view.enumeration.iter();
    listed.map(|value| described.get(&value.to_string()).copied()).collect()
}

/// The names of values that an enum in the `allOf` lists among others: a part of it keeps them.
fn names_of_whole<'a>(schemas: &Schemas<'a>, view: &View<'a>, values: &[&str]) -> Vec<&'a str> {
    let wholes = view.all_of.iter().filter_map(|member| schemas.target(member.into()));
    let mut named = wholes.map(|whole| {
        let whole = View::of(whole);
        let listed = whole.enumeration.iter().map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let given: BTreeMap<String, &str> = listed.zip(given_names(&whole)).collect();
        let named = values.iter().map(|value| given.get(*value).copied());
        named.collect::<Option<Vec<&str>>>().unwrap_or_default()
    });
    named.find(|named| !named.is_empty()).unwrap_or_default()
}

/// The texts that the variants are named from: those that the document gives, or `by_value`.
///
/// An enum that the lock knows without given names gets none: they would rename its variants.
fn variant_texts(
    schemas: &Schemas<'_>,
    view: &View<'_>,
    spot: &Spot,
    values: &[&str],
    by_value: Vec<String>,
) -> Vec<String> {
    let names = &schemas.names;
    let given = match given_names(view) {
        none if none.is_empty() => names_of_whole(schemas, view, values),
        given => given,
    };
    let is_fit = given.len() == values.len() && given.iter().collect::<BTreeSet<_>>().len() == values.len();
    let is_known = spot.key.name_before(names).is_some();
    if !is_fit || (is_known && !had_given_names(names, spot, values, &given, &by_value)) {
        return by_value;
    }
    given.into_iter().map(str::to_owned).collect()
}

/// Whether one of the variants has the name that the document gives, where its value alone would give another.
fn had_given_names(names: &Names, spot: &Spot, values: &[&str], given: &[&str], by_value: &[String]) -> bool {
    let key = spot.key.to_string();
    let scope = Scope::of(VALUES, &key);
    let mut variants = values.iter().zip(given).zip(by_value);
    variants.any(|((value, given), by_value)| {
        let name = names.listed_name(scope, Case::Value, value);
        name.is_some_and(|name| name == pascal(given) && name != pascal(by_value))
    })
}

/// What the document says of each value, in their order: a list or a mapping beside them, or `x-ms-enum`.
fn descriptions<'a>(view: &View<'a>) -> Vec<Option<&'a str>> {
    let described = view
        .extension("x-enum-descriptions")
        .or_else(|| view.extension("x-enumDescriptions"));
    match described {
        Some(Value::Array(list)) => list.iter().map(Value::as_str).collect(),
        Some(Value::Object(map)) => {
            let of = |value: &Value| map.get(value.as_str().unwrap_or(&value.to_string()))?.as_str();
            view.enumeration.iter().map(of).collect()
        }
        _ => {
            let described = described_values(view).into_iter();
            described.map(|value| value?.get("description")?.as_str()).collect()
        }
    }
}

/// What the configuration says of unknown values.
pub(crate) fn keeps_unknown(schemas: &Schemas<'_>) -> bool {
    schemas.options.unknown_enum_values == UnknownEnumValues::Keep
}

pub(crate) fn is_open(schemas: &Schemas<'_>, view: &View<'_>) -> bool {
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
