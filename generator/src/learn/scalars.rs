//! What departs in a scalar from its type.

use serde_json::{Number, Value};

use super::notes::Note;
use crate::ir::{Api, DateForm, Dates, Literal, Scalar, ScalarCodec, ScalarModule, Type};
use crate::lower::formats;

/// The difference between a value and a type that holds no others.
pub(super) fn note(api: &Api, ty: &Type, value: &Value, dates: Dates) -> Option<Note> {
    let expected = match (ty, value) {
        (Type::Json | Type::File, _)
        | (Type::String, Value::String(_))
        | (Type::Bool, Value::Bool(_))
        | (Type::Float(_), Value::Number(_))
        | (Type::JsonObject, Value::Object(_)) => return None,
        (Type::Integer(_), Value::Number(number)) if is_whole(number) => return None,
        (Type::Integer(_) | Type::Float(_), Value::String(text)) if api.reads_digits && is_number(text) => return None,
        (Type::Integer(name), Value::Number(_)) => format!("not an integer that fits {name}"),
        (Type::Scalar(scalar), _) => return of_scalar(api, scalar, value, dates),
        (Type::String, _) => "a string".to_owned(),
        (Type::Bool, _) => "a boolean".to_owned(),
        (Type::Float(_), _) => "a number".to_owned(),
        (Type::Integer(_), _) => "an integer".to_owned(),
        _ => "an object".to_owned(),
    };
    Some(Note::of_shape(&expected, value))
}

/// The difference between a value and the only one that there is.
pub(super) fn constant(literal: &Literal, value: &Value) -> Option<Note> {
    (!is_literal(literal, value)).then(|| {
        let expected = match literal {
            Literal::String(text) => format!("\"{text}\""),
            other => other.text(),
        };
        Note::of_shape(&expected, value)
    })
}

/// Whether a value is this one.
pub(super) fn is_literal(literal: &Literal, value: &Value) -> bool {
    match (literal, value) {
        (Literal::String(text), Value::String(other)) => text == other,
        (Literal::Integer(number), Value::Number(other)) => other.as_f64() == Some(*number as f64),
        (Literal::Number(digits), Value::Number(other)) => digits.parse().ok() == other.as_f64(),
        (Literal::Bool(value), Value::Bool(other)) => value == other,
        _ => false,
    }
}

/// `1e3` and `3600.0` are integers too, as in JSON Schema.
fn is_whole(number: &Number) -> bool {
    let is_integer = number.is_i64() || number.is_u64();
    is_integer || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

fn of_scalar(api: &Api, scalar: &Scalar, value: &Value, dates: Dates) -> Option<Note> {
    let expected = match value {
        _ if scalar.is_any_json() => return None,
        Value::Null if scalar.is_null() => return None,
        _ if scalar.is_null() => "null",
        Value::Number(_) if scalar.is_number() => return None,
        _ if scalar.is_number() => "an integer",
        Value::String(text) => unread(api, scalar, text, dates)?,
        _ => "a string",
    };
    Some(Note::of_shape(expected, value))
}

/// What is expected of a text that isn't of its format.
fn unread<'s>(api: &Api, scalar: &'s Scalar, text: &str, dates: Dates) -> Option<&'s str> {
    let is_lenient = |all: bool| all || dates == Dates::Lenient;
    let (format, expected) = match &scalar.codec {
        ScalarCodec::Text(words) => (format_of(&scalar.path)?, words.as_str()),
        _ if is_date(scalar) => {
            if is_lenient(api.lenient_dates) {
                return None;
            }
            ("date", "a date (RFC 3339)")
        }
        ScalarCodec::Date(_) | ScalarCodec::Module(ScalarModule::Chrono | ScalarModule::Time) => {
            if is_lenient(api.lenient_date_times) {
                return None;
            }
            ("date-time", "a date and time (RFC 3339)")
        }
        ScalarCodec::Module(_) | ScalarCodec::Serde(_) => return None,
    };
    (!formats::is_of(format, text)).then_some(expected)
}

fn is_date(scalar: &Scalar) -> bool {
    scalar.codec == ScalarCodec::Date(DateForm::Date) || scalar.path == "time::Date"
}

/// The format that a type of ours reads; those of the configuration read what they like.
fn format_of(path: &str) -> Option<&'static str> {
    match path {
        "uuid::Uuid" => Some("uuid"),
        "std::net::Ipv4Addr" => Some("ipv4"),
        "std::net::Ipv6Addr" => Some("ipv6"),
        _ => None,
    }
}
