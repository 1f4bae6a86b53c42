//! Integers beyond the range of Rust's integer types: RFC 8259, section 6.

use std::fmt;
use std::str::FromStr;

use crate::runtime::json::{Json, JsonError, Reader, Writer};

/// An integer of any size, by its decimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BigInteger(String);

impl BigInteger {
    /// The digits, after a minus sign if it is negative.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BigInteger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for BigInteger {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_integer = !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        match is_integer {
            true => Ok(Self(text.to_owned())),
            false => Err(JsonError::new("expected an integer in decimal digits")),
        }
    }
}

macro_rules! from_integers {
    ($($ty:ident),+) => {$(
        impl From<$ty> for BigInteger {
            fn from(value: $ty) -> Self {
                Self(value.to_string())
            }
        }
    )+};
}

from_integers!(i32, i64, i128, u32, u64, u128);

impl Json for BigInteger {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        reader.number("an integer")?.parse()
    }

    fn write(&self, writer: &mut Writer) {
        writer.number(&self.0);
    }
}
