//! Defaults: JSON Schema 2020-12 Validation, section 9.2. They are the server's: documented, and sent by no one.

use serde_json::Value;

use super::enums;
use super::schemas::Schemas;
use super::spot::Spot;
use super::view::{SchemaRef, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Literal;

/// How far a default is compared with what a schema holds.
const DEPTH: usize = 16;

/// `default: null`, which the model does not keep.
const NULL: &Value = &Value::Null;

/// The default of a schema, if it is one of its values.
pub(crate) fn of<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Option<&'a Value> {
    declared(view).filter(|value| mismatch(schemas, view, value, DEPTH).is_none())
}

/// Reports a default that is none of the schema's values.
pub(crate) fn check<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) {
    let Some(reason) = declared(view).and_then(|value| mismatch(schemas, view, value, DEPTH)) else {
        return;
    };
    let place = schemas.document.place(&spot.place.child("default"));
    let message = format!("the default does not fit its schema: {reason}");
    schemas.report(Diagnostic::new(Code::InvalidDefault, place, message).why("it is ignored"));
}

/// A default as a literal, if it is a scalar.
pub(crate) fn literal(default: &Value) -> Option<Literal> {
    match default {
        Value::String(text) => Some(Literal::String(text.clone())),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::Number(number) => enums::number_literal(number),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn declared<'a>(view: &View<'a>) -> Option<&'a Value> {
    let is_null = view.is_marked("x-clientwright-null-default");
    view.data.default.as_ref().or(is_null.then_some(NULL))
}

/// Why a value is none of a schema's; `None` where it is one, or where the schema doesn't say.
fn mismatch<'a>(schemas: &Schemas<'a>, view: &View<'a>, value: &Value, depth: usize) -> Option<String> {
    if depth == 0 {
        return None;
    }
    if value.is_null() {
        return of_null(schemas, view);
    }
    let of_keywords = [
        of_type(view, value),
        of_format(view, value),
        of_enumeration(view, value),
    ];
    let of_keywords = of_keywords.into_iter().flatten().next();
    of_keywords
        .or_else(|| of_elements(schemas, view, value, depth))
        .or_else(|| of_members(schemas, view, value, depth))
        .or_else(|| of_compositions(schemas, view, value, depth))
}

fn of_null(schemas: &Schemas<'_>, view: &View<'_>) -> Option<String> {
    let member_allows = || {
        let mut members = view.all_of.iter();
        members.any(|member| schemas.nullable_within(member.into(), DEPTH))
    };
    let is_allowed = !view.says_type() || view.data.nullable || schemas.allows_null(view) || member_allows();
    (!is_allowed).then(|| "it is null, which the schema does not allow".to_owned())
}

fn of_type(view: &View<'_>, value: &Value) -> Option<String> {
    let name = view.schema_type?;
    let fits = match name {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    (!fits).then(|| format!("it is {}, and the type is `{name}`", kind_of(value)))
}

fn of_format(view: &View<'_>, value: &Value) -> Option<String> {
    let number = value.as_f64()?;
    let (least, most) = match view.format? {
        "int8" => (f64::from(i8::MIN), f64::from(i8::MAX)),
        "int16" => (f64::from(i16::MIN), f64::from(i16::MAX)),
        "int32" => (f64::from(i32::MIN), f64::from(i32::MAX)),
        "uint8" => (0.0, f64::from(u8::MAX)),
        "uint16" => (0.0, f64::from(u16::MAX)),
        "uint32" => (0.0, f64::from(u32::MAX)),
        _ => return None,
    };
    let fits = (least..=most).contains(&number);
    (!fits).then(|| format!("{value} is out of the range of `{}`", view.format.unwrap_or_default()))
}

fn of_enumeration(view: &View<'_>, value: &Value) -> Option<String> {
    let equals = |listed: &Value| match (listed.as_f64(), value.as_f64()) {
        (Some(listed), Some(number)) => listed == number,
        _ => listed == value,
    };
    let fits = view.enumeration.is_empty() || view.enumeration.iter().any(equals);
    (!fits).then(|| "it is none of the listed values".to_owned())
}

fn of_elements<'a>(schemas: &Schemas<'a>, view: &View<'a>, value: &Value, depth: usize) -> Option<String> {
    let items = view.items?;
    let mut elements = value.as_array()?.iter();
    elements.find_map(|element| of_schema(schemas, items, element, depth))
}

fn of_members<'a>(schemas: &Schemas<'a>, view: &View<'a>, value: &Value, depth: usize) -> Option<String> {
    let properties = view.properties?;
    let mut members = value.as_object()?.iter();
    members.find_map(|(name, member)| {
        let schema = properties.get(name)?;
        of_schema(schemas, schema.into(), member, depth).map(|reason| format!("in `{name}`: {reason}"))
    })
}

fn of_compositions<'a>(schemas: &Schemas<'a>, view: &View<'a>, value: &Value, depth: usize) -> Option<String> {
    let mut all = view.all_of.iter();
    let reason = all.find_map(|member| of_schema(schemas, member.into(), value, depth));
    let of_any = |members: &'a [openapiv3::ReferenceOr<openapiv3::Schema>]| {
        let reasons = members
            .iter()
            .map(|member| of_schema(schemas, member.into(), value, depth));
        let reasons: Option<Vec<String>> = reasons.collect();
        reasons.filter(|reasons| !reasons.is_empty())
    };
    let is_none = || {
        (of_any(view.one_of).or_else(|| of_any(view.any_of)))
            .map(|_| "it fits none of the schemas that it may fit".to_owned())
    };
    reason.or_else(is_none)
}

fn of_schema<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>, value: &Value, depth: usize) -> Option<String> {
    mismatch(schemas, &View::of(schemas.target(schema)?), value, depth - 1)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
