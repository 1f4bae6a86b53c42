//! Constraints on values that callers send: one table per type, and one function that checks all of them.

mod check;
mod decimal;
mod error;
mod formats;
mod listing;
mod patterns;
mod table;

pub use error::{ValidationErrors, Violation};

pub(crate) use check::validate;
pub(crate) use listing::{list, rules, tagged_union_rules, union_rules, validated};
pub(crate) use table::{Rule, Ruled, Rules, TaggedRules, VariantRules, fits, words};
