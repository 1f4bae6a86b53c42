//! Defaults: JSON Schema 2020-12 Validation, section 9.2. They are the server's: documented, and sent by no one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::schemas::Schemas;
use super::spot::Spot;
use super::view::{SchemaRef, View};
use super::{enums, formats, scalars};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Literal, Type, in_words};
use crate::spec::SchemaSlot;

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
    view.schema.default.as_deref()
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
            of_format(self.schemas, view, value),
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
        let mut fits_none = |members: &'a [SchemaSlot]| {
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
    let is_allowed = !view.says_type() || view.schema.nullable || schemas.allows_null(view) || member_allows();
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
    (!fits).then(|| format!("it is {}, but the type is `{name}`", in_words(value)))
}

/// An integer out of the range of its type, or a text that its format doesn't allow, where that has a type of its own.
fn of_format(schemas: &Schemas<'_>, view: &View<'_>, value: &Value) -> Option<String> {
    match (view.schema_type?, value) {
        ("integer", Value::Number(number)) => of_range(view, number),
        ("string", Value::String(text)) => {
            let format = view.format.filter(|format| schemas.options.formats.has_type(format))?;
            let reason = || format!("{value} isn't of the format `{format}`");
            (!formats::is_of(format, text)).then(reason)
        }
        _ => None,
    }
}

fn of_range(view: &View<'_>, number: &serde_json::Number) -> Option<String> {
    let Type::Integer(name) = scalars::integer(view) else {
        return None;
    };
    let (least, most) = match name {
        "i8" => (i128::from(i8::MIN), i128::from(i8::MAX)),
        "i16" => (i128::from(i16::MIN), i128::from(i16::MAX)),
        "i32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
        "u8" => (0, i128::from(u8::MAX)),
        "u16" => (0, i128::from(u16::MAX)),
        "u32" => (0, i128::from(u32::MAX)),
        "u64" => (0, i128::from(u64::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let exact = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
    // From a float past all of them the nearest integer is past them, too.
    let exact = exact.or(number.as_f64().map(|float| float as i128))?;
    let is_fit = (least..=most).contains(&exact);
    (!is_fit).then(|| format!("{number} is out of the range of `{}`", view.format.unwrap_or(name)))
}

fn of_enumeration(view: &View<'_>, value: &Value) -> Option<String> {
    let fits = view.enumeration.is_empty() || view.lists(value);
    (!fits).then(|| "it isn't one of the listed values".to_owned())
}

#[cfg(test)]
mod tests {
    use super::formats::is_of;

    #[test]
    fn formats_allow_what_their_standards_do() {
        let valid = [
            ("date-time", "2024-02-29T23:59:60.5+05:30 2024-01-01t00:00:00z"),
            ("date", "2024-02-29 2000-02-29 1999-12-31"),
            ("time", "23:59:59Z 00:00:00.123-08:00"),
            ("duration", "P1Y2M3DT4H5M6S PT1M P3W P1D"),
            (
                "email",
                "a@b.c first.last+tag@example.com \"a\"@[127.0.0.1] a@[IPv6:::1]",
            ),
            ("hostname", "localhost a-1.example.com"),
            ("ipv4", "192.0.2.1"),
            ("ipv6", "2001:db8::1 ::"),
            ("uri", "https://example.com/a?b=c%20d#e urn:isbn:1 mailto:a@b.c"),
            ("uuid", "F0BC3D88-2178-5423-8c81-b81d6c9da824"),
            ("another", "anything"),
        ];
        let invalid = [
            ("date-time", "2024-02-29 2024-02-29T24:00:00Z 2024-02-29T00:00:00"),
            ("date", "2023-02-29 2024-13-01 2024-1-1 2024-00-10 1900-02-29"),
            ("time", "23:59:59 24:00:00Z 00:00:00.Z 1:2:3Z"),
            ("duration", "P PT P1S PT1D P1W2D 1D P1"),
            ("email", "a @b.c a@ a@-b.c .a@b.c a@[b]"),
            ("hostname", "-a a..b a_b"),
            ("ipv4", "192.0.2.256 192.0.2"),
            ("ipv6", "1::2::3 192.0.2.1"),
            ("uri", "example.com/a //example.com https://exämple.com a:%2 1a:b"),
            (
                "uuid",
                "f0bc3d88217854238c81b81d6c9da824 g0bc3d88-2178-5423-8c81-b81d6c9da824",
            ),
        ];
        for (format, texts) in valid {
            texts
                .split(' ')
                .for_each(|text| assert!(is_of(format, text), "{format}: {text}"));
        }
        for (format, texts) in invalid {
            texts
                .split(' ')
                .for_each(|text| assert!(!is_of(format, text), "{format}: {text}"));
        }
        assert!(!is_of("date", "") && !is_of("duration", "") && !is_of("uuid", "") && !is_of("hostname", ""));
    }
}
