//! Scalars that the document names: constants of members, tags of unions.

use super::{Json, JsonError, Kind, Reader, Writer};

/// A scalar that a member is known to have.
#[derive(Debug, PartialEq)]
pub(crate) enum Literal {
    String(&'static str),
    Integer(i64),
    Number(f64),
    Boolean(bool),
}

/// `Of("a").literal()`: a literal of Rust as one of JSON.
pub(crate) struct Of<T>(pub(crate) T);

impl Of<&'static str> {
    pub(crate) const fn literal(self) -> Literal {
        Literal::String(self.0)
    }
}

impl Of<i64> {
    pub(crate) const fn literal(self) -> Literal {
        Literal::Integer(self.0)
    }
}

impl Of<f64> {
    pub(crate) const fn literal(self) -> Literal {
        Literal::Number(self.0)
    }
}

impl Of<bool> {
    pub(crate) const fn literal(self) -> Literal {
        Literal::Boolean(self.0)
    }
}

impl Literal {
    /// The JSON text.
    pub(crate) fn text(&self) -> String {
        let mut writer = Writer::new();
        self.write(&mut writer);
        writer.into_string()
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::String(text) => writer.string(text),
            Self::Integer(number) => number.write(writer),
            Self::Number(number) => number.write(writer),
            Self::Boolean(flag) => flag.write(writer),
        }
    }
}

/// A scalar that was read, by its text.
pub(super) enum Scalar<'r> {
    Text(&'r str),
    Digits(&'r str),
    Boolean(bool),
}

impl<'r> Scalar<'r> {
    /// Reads the next value; what is no scalar is skipped, and null is none.
    pub(super) fn read(reader: &'r mut Reader<'_>) -> Result<Option<Self>, JsonError> {
        Ok(match reader.kind()? {
            Kind::String => Some(Self::Text(reader.string()?)),
            Kind::Integer | Kind::Number => Some(Self::Digits(reader.number("a number")?)),
            Kind::Boolean => Some(Self::Boolean(reader.boolean()?)),
            Kind::Null | Kind::Array | Kind::Object => {
                reader.skip()?;
                None
            }
        })
    }

    pub(super) fn is(&self, literal: &Literal) -> bool {
        match (self, literal) {
            (Self::Text(text), Literal::String(expected)) => text == expected,
            (Self::Boolean(value), Literal::Boolean(expected)) => value == expected,
            (Self::Digits(digits), Literal::Integer(expected)) => is_integer(digits, *expected),
            (Self::Digits(digits), Literal::Number(expected)) => digits.parse() == Ok(*expected),
            _ => false,
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Digits(text) => (*text).to_owned(),
            Self::Boolean(value) => value.to_string(),
        }
    }
}

/// `1.0` is the integer `1`, as in JSON Schema.
fn is_integer(digits: &str, expected: i64) -> bool {
    match digits.parse::<i64>() {
        Ok(number) => number == expected,
        Err(_) => digits.parse() == Ok(expected as f64),
    }
}
