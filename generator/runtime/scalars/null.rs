//! A value that is always null: RFC 8259, section 3.

use crate::runtime::json::{Json, JsonError, Reader, Writer};

/// A value that is always `null`. An `Option` of it distinguishes a null property from an absent one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Null;

impl Json for Null {
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        match reader.null()? {
            true => Ok(Self),
            false => Err(JsonError::new("expected null")),
        }
    }

    fn of_null() -> Option<Self> {
        Some(Self)
    }

    fn write(&self, writer: &mut Writer) {
        writer.null();
    }
}
