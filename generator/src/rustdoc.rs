//! What rustdoc shows of operations: text and examples, rendered from their parts in one place. [`emit`](crate::emit) prints it.

mod arguments;
mod code;
mod contents;
mod example;
mod library;
mod operation;
mod responses;
mod security;
mod types;
mod values;

use crate::ir::{Api, Group, Operation, ResponseEnum};
use crate::prose::{Line, line};

pub(crate) use arguments::{of_body, of_parameter};
pub(crate) use library::{library, public_crates, readme};
pub(crate) use operation::{method, method_path, request};
pub(crate) use responses::variant;

/// An operation, and what its documentation draws on.
pub(crate) struct Subject<'a> {
    /// The whole client.
    pub(crate) api: &'a Api,
    /// The group of the operation.
    pub(crate) group: &'a Group,
    /// The operation.
    pub(crate) operation: &'a Operation,
    /// The enum of its success responses, if they are of several types.
    pub(crate) output: Option<&'a ResponseEnum>,
    /// The enum of its documented errors, if it has any.
    pub(crate) error: Option<&'a ResponseEnum>,
}

/// `a, b or c`
fn enumerated(mut lines: Vec<Line>, last_word: &'static str) -> Line {
    match lines.pop() {
        Some(last) if lines.is_empty() => last,
        Some(last) => line![Line::joined(lines, ", "), last_word, last],
        None => Line::default(),
    }
}
