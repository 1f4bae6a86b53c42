//! Defaults: JSON Schema 2020-12 Validation, section 9.2. They are the server's: documented, and sent by no one.

use std::collections::BTreeMap;

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::enums;
use super::schemas::Schemas;
use super::spot::Spot;
use super::view::{SchemaRef, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Literal;

/// `default: null`, which the model does not keep.
const NULL: &Value = &Value::Null;

/// The default of a schema, if it is one of its values.
pub(crate) fn of<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Option<&'a Value> {
    declared(view).filter(|value| Comparison::of(schemas).mismatch(view, value).is_none())
}

/// Reports a default that is none of the schema's values.
pub(crate) fn check<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) {
    let Some(reason) = declared(view).and_then(|value| Comparison::of(schemas).mismatch(view, value)) else {
        return;
    };
    let place = schemas.document.place(&spot.place.child("default"));
    let message = format!("the default doesn't match its schema: {reason}");
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

/// Why values are none of schemas'; each value is compared with each component once.
struct Comparison<'s, 'a> {
    schemas: &'s Schemas<'a>,
    /// What is known of a component and of a value, which is told from others by where it is in memory. A component that
    /// is being compared with the same value already, in a circle, adds no reason.
    known: BTreeMap<(&'a str, *const Value), Option<String>>,
}

impl<'s, 'a> Comparison<'s, 'a> {
    fn of(schemas: &'s Schemas<'a>) -> Self {
        Self {
            schemas,
            known: BTreeMap::new(),
        }
    }

    /// Why a value is none of a schema's; `None` where it is one, or where the schema doesn't say.
    fn mismatch(&mut self, view: &View<'a>, value: &Value) -> Option<String> {
        if value.is_null() {
            return of_null(self.schemas, view);
        }
        let of_keywords = [
            of_type(view, value),
            of_format(view, value),
            of_enumeration(view, value),
        ];
        let of_keywords = of_keywords.into_iter().flatten().next();
        of_keywords
            .or_else(|| self.of_elements(view, value))
            .or_else(|| self.of_members(view, value))
            .or_else(|| self.of_compositions(view, value))
    }

    fn of_elements(&mut self, view: &View<'a>, value: &Value) -> Option<String> {
        let items = view.items?;
        let mut elements = value.as_array()?.iter();
        elements.find_map(|element| self.of_schema(items, element))
    }

    fn of_members(&mut self, view: &View<'a>, value: &Value) -> Option<String> {
        let properties = view.properties?;
        let mut members = value.as_object()?.iter();
        members.find_map(|(name, member)| {
            let schema = properties.get(name)?;
            let reason = self.of_schema(schema.into(), member)?;
            Some(format!("in `{name}`: {reason}"))
        })
    }

    fn of_compositions(&mut self, view: &View<'a>, value: &Value) -> Option<String> {
        let mut all = view.all_of.iter();
        let reason = all.find_map(|member| self.of_schema(member.into(), value));
        if reason.is_some() {
            return reason;
        }
        let mut fits_none = |members: &'a [ReferenceOr<Schema>]| {
            !members.is_empty()
                && members
                    .iter()
                    .all(|member| self.of_schema(member.into(), value).is_some())
        };
        (fits_none(view.one_of) || fits_none(view.any_of)).then(|| "it matches none of the alternatives".to_owned())
    }

    fn of_schema(&mut self, schema: SchemaRef<'a>, value: &Value) -> Option<String> {
        let key = match schema {
            SchemaRef::Inline(schema) => return self.mismatch(&View::of(schema), value),
            SchemaRef::Component(name) => (name, std::ptr::from_ref(value)),
        };
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        self.known.insert(key, None);
        let reason = self.mismatch(&View::of(self.schemas.target(schema)?), value);
        self.known.insert(key, reason.clone());
        reason
    }
}

fn of_null(schemas: &Schemas<'_>, view: &View<'_>) -> Option<String> {
    let member_allows = || {
        let mut members = view.all_of.iter();
        members.any(|member| schemas.targets.is_nullable(member.into()))
    };
    let is_allowed = !view.says_type() || view.data.nullable || schemas.allows_null(view) || member_allows();
    (!is_allowed).then(|| "it is null, but the schema isn't nullable".to_owned())
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
    (!fits).then(|| format!("it is {}, but the type is `{name}`", kind_of(value)))
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
    (!fits).then(|| "it isn't one of the listed values".to_owned())
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
