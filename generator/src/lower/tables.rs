//! The tables of the lock that several files read and write.

/// The table of the methods of all operations, in the lock.
pub(crate) const OPERATIONS: &str = "operations";

/// The table of the items beside the methods, in the lock.
pub(crate) const ITEMS: &str = "items";
