//! What the document bounds in values that callers send: one table for each type, one function that checks them all.

mod check;
mod decimal;
mod error;
mod listing;
mod table;

pub use error::{ValidationErrors, Violation};

pub(crate) use check::validate;
pub(crate) use listing::{list, rules, tagged_union_rules, union_rules, validated};
pub(crate) use table::{Rule, Ruled, Rules, TaggedRules, VariantRules, fits, words};
