//! How numbers come.

/// Whether a string of digits is read as the number.
pub(crate) const IN_STRINGS: bool = false;
