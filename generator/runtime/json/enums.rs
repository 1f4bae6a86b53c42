//! Enums over strings and integers: a table of names or numbers each, one reader for all of them.

use std::fmt;
use std::sync::OnceLock;

use super::{Json, JsonError, Reader, Tolerance};

/// A string value that the API description doesn't list for an enum.
///
/// It is only created by decoding, so it never equals a listed value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The value as it appears on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An integer value that the API description doesn't list for an enum.
///
/// It is only created by decoding, so it never equals a listed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// The value as it appears on the wire.
    pub fn value(self) -> i64 {
        self.0
    }
}

/// The error for a value that an enum doesn't list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownNameError(());

impl fmt::Display for UnknownNameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not one of the listed values")
    }
}

impl std::error::Error for UnknownNameError {}

/// The order of an enum's names, for those with many of them.
pub(crate) type Order = OnceLock<Box<[usize]>>;

/// Up to so many names are looked through in turn.
const FEW: usize = 24;

/// The index of a name among the listed ones.
pub(crate) fn find(names: &'static [&'static str], order: &Order, name: &str) -> Option<usize> {
    if names.len() <= FEW {
        return names.iter().position(|listed| *listed == name);
    }
    let listed = |index: usize| names.get(index).copied().unwrap_or_default();
    let order = order.get_or_init(|| {
        let mut order: Box<[usize]> = (0..names.len()).collect();
        order.sort_by_key(|index| listed(*index));
        order
    });
    order
        .binary_search_by(|index| listed(*index).cmp(name))
        .ok()
        .and_then(|at| order.get(at).copied())
}

#[cold]
pub(crate) fn refuse() -> UnknownNameError {
    UnknownNameError(())
}

pub(crate) fn unknown_value(name: &str) -> UnknownValue {
    UnknownValue(name.into())
}

pub(crate) fn unknown_integer(value: i64) -> UnknownInteger {
    UnknownInteger(value)
}

/// Reads a listed name as its index, and any other as the rest, which no strict reader takes.
#[inline(never)]
pub(crate) fn read_open(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    order: &Order,
) -> Result<Result<usize, UnknownValue>, JsonError> {
    let is_strict = reader.tolerance() == Tolerance::Nothing;
    let name = reader.string()?;
    match find(names, order, name) {
        Some(index) => Ok(Ok(index)),
        None if is_strict => Err(unlisted()),
        None => {
            let unknown = unknown_value(name);
            if reader.is_audited() {
                reader.note_unlisted(None);
            }
            Ok(Err(unknown))
        }
    }
}

/// Reads a listed name as its index.
#[inline(never)]
pub(crate) fn read_closed(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    order: &Order,
) -> Result<usize, JsonError> {
    find(names, order, reader.string()?).ok_or_else(unlisted)
}

/// Reads an integer; one that is not listed is refused by a strict reader.
pub(crate) fn read_integer(reader: &mut Reader<'_>, listed: &[i64], is_open: bool) -> Result<i64, JsonError> {
    let value = i64::read(reader)?;
    let is_listed = listed.contains(&value);
    if !is_listed && is_open && reader.is_audited() {
        reader.note_unlisted(None);
    }
    let is_fit = is_listed || (is_open && reader.tolerance() > Tolerance::Nothing);
    if is_fit { Ok(value) } else { Err(unlisted()) }
}

#[cold]
pub(crate) fn unlisted() -> JsonError {
    JsonError::new(refuse().to_string())
}
