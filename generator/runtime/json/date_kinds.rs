//! The kinds of members with dates in other forms than those of RFC 3339.

use super::objects::kinds;
use super::{Json, JsonError, Reader};

/// Reads with lenient dates.
fn leniently(
    reader: &mut Reader<'_>,
    read: impl FnOnce(&mut Reader<'_>) -> Result<(), JsonError>,
) -> Result<(), JsonError> {
    let before = reader.set_lenient_dates(true);
    let result = read(reader);
    reader.set_lenient_dates(before);
    result
}

/// `required`
pub(crate) mod required_dates {
    use super::{Json, JsonError, Reader, kinds, leniently};

    pub(crate) use super::kinds::required::{IS_REQUIRED, Slot, empty, finish, write};

    #[inline(never)]
    pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Slot<T>) -> Result<(), JsonError> {
        leniently(reader, |reader| kinds::required::read(reader, slot))
    }
}

/// `nullable`
pub(crate) mod nullable_dates {
    use super::{Json, JsonError, Reader, kinds, leniently};

    pub(crate) use super::kinds::nullable::{IS_REQUIRED, Slot, empty, finish, write};

    #[inline(never)]
    pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Slot<T>) -> Result<(), JsonError> {
        leniently(reader, |reader| kinds::nullable::read(reader, slot))
    }
}

/// `optional`
pub(crate) mod optional_dates {
    use super::{Json, JsonError, Reader, kinds, leniently};

    pub(crate) use super::kinds::optional::{IS_REQUIRED, Slot, empty, finish, write};

    #[inline(never)]
    pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Slot<T>) -> Result<(), JsonError> {
        leniently(reader, |reader| kinds::optional::read(reader, slot))
    }
}

/// `maybe`
pub(crate) mod maybe_dates {
    use super::{Json, JsonError, Reader, kinds, leniently};

    pub(crate) use super::kinds::maybe::{IS_REQUIRED, Slot, empty, finish, write};

    #[inline(never)]
    pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Slot<T>) -> Result<(), JsonError> {
        leniently(reader, |reader| kinds::maybe::read(reader, slot))
    }
}

/// `field`
pub(crate) mod field_dates {
    use super::{Json, JsonError, Reader, kinds, leniently};

    pub(crate) use super::kinds::field::{IS_REQUIRED, Slot, empty, finish, write};

    #[inline(never)]
    pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Slot<T>) -> Result<(), JsonError> {
        leniently(reader, |reader| kinds::field::read(reader, slot))
    }
}

/// `lenient`
pub(crate) mod lenient_dates {
    use super::{Json, JsonError, Reader, kinds, leniently};

    pub(crate) use super::kinds::lenient::{IS_REQUIRED, Slot, empty, finish, write};

    #[inline(never)]
    pub(crate) fn read<T: Json>(reader: &mut Reader<'_>, slot: &mut Slot<T>) -> Result<(), JsonError> {
        leniently(reader, |reader| kinds::lenient::read(reader, slot))
    }
}
