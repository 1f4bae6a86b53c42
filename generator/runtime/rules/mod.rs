//! Constraints on values that callers send: one table per type, and one function that checks all of them.

mod check;
mod decimal;
mod error;
mod formats;
mod listing;
mod patterns;
mod request;
mod table;

pub use error::{ValidationErrors, Violation};

pub(crate) use check::{validate, validate_tree};
pub(crate) use listing::{form_rules, input_rules, list, rules, tagged_union_rules, union_rules, validated};
pub(crate) use table::{Input, InputRule, Rule, Ruled, Rules, TaggedRules, VariantRules, fits, words};
