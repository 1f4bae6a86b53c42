//! How numbers come.

/// Whether a string of digits is read as the number, as the API description says: its numbers are `[integer, string]`
/// with a pattern of digits.
pub(crate) const IN_STRINGS: bool = true;
