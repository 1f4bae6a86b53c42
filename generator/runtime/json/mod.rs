//! The JSON codec: one concrete reader, one concrete writer, and macros that list the facts of a type.
//!
//! Nothing here is generic over a format, so that a crate of a thousand types still builds fast; every error says by a
//! JSON Pointer (RFC 6901) where in the text it is.

mod audit;
mod bridge;
mod constants;
mod containers;
mod date_kinds;
mod digits;
mod enum_macros;
mod enums;
mod error;
mod escapes;
mod field;
mod lenient;
mod literals;
mod members;
mod notes;
mod numbers;
mod objects;
mod reader;
mod scanner;
mod signs;
mod strings;
mod tagged;
mod tuples;
mod unions;
mod values;
mod writer;

pub use enums::{UnknownInteger, UnknownNameError, UnknownValue};
pub use error::JsonError;
pub use field::Field;
pub use lenient::Lenient;
pub use tagged::UnknownVariant;

pub(crate) use audit::audit;
pub(crate) use bridge::serde_bridge;
pub(crate) use constants::constant;
pub(crate) use containers::json_newtype;
pub(crate) use enum_macros::{
    closed_enum, closed_integer_enum, named_enum, numbered_enum, open_enum, open_integer_enum, ordered,
};
pub(crate) use error::escaped;
pub(crate) use members::Members;
pub(crate) use notes::{Note, NoteKind};
pub(crate) use objects::json_object;
pub(crate) use reader::{Effort, Kind, Reader, Tolerance};
pub(crate) use tagged::tagged_union;
pub(crate) use unions::{conversions, guards, union, variant, variants_by_index};
pub(crate) use writer::Writer;

/// What the macros expand to.
pub(crate) mod macros {
    #[cfg(feature = "serde")]
    pub(crate) use super::bridge::{deserialize, serialize};
    pub(crate) use super::constants::{Constant, expect};
    pub(crate) use super::enums::{
        Order, find, read_closed, read_integer, read_open, refuse, unknown_integer, unknown_value, unlisted,
    };
    pub(crate) use super::literals::{Literal, Of};
    pub(crate) use super::objects::kinds;
    pub(crate) use super::reader::kinds as kinds_of_values;
    pub(crate) use super::signs::{Guard, Guards};
    pub(crate) use super::tagged::{
        Strings, Tagged, TaggedVariant, read_mixed, read_tagged, write_beside, write_tagged,
    };
    pub(crate) use super::unions::{read_inside, read_untagged, write_inside};
}

/// A value that is read from and written as JSON.
pub(crate) trait Json: Sized {
    /// Reads one value.
    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError>;

    /// Reads one value; `None` for null, and for what else stands for no value.
    fn read_present(reader: &mut Reader<'_>) -> Result<Option<Self>, JsonError> {
        match reader.null()? {
            true => Ok(Self::of_null()),
            false => Self::read(reader).map(Some),
        }
    }

    /// The value that null stands for, where it is one of this type and not merely the lack of one.
    fn of_null() -> Option<Self> {
        None
    }

    /// Writes the value.
    fn write(&self, writer: &mut Writer);
}

/// Reads one value from the whole of `bytes`, which must be UTF-8 (RFC 8259, section 8.1).
pub(crate) fn from_slice<T: Json>(bytes: &[u8]) -> Result<T, JsonError> {
    let text = std::str::from_utf8(bytes).map_err(|error| JsonError::encoding(error.valid_up_to()))?;
    from_str(text)
}

/// Reads one value from the whole of `text`.
pub(crate) fn from_str<T: Json>(text: &str) -> Result<T, JsonError> {
    let mut reader = Reader::new(text);
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// The JSON text of a value, without white space.
pub(crate) fn to_string<T: Json>(value: &T) -> String {
    let mut writer = Writer::new();
    value.write(&mut writer);
    writer.into_string()
}

/// The JSON text of a value as bytes.
pub(crate) fn to_vec<T: Json>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}
