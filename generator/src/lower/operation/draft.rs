//! What an operation is made of before its group gives the names.

use super::homes::Home;
use super::payloads::Delivery;
use crate::ir::{self, Output, ResponseEnum, ResponseHeaders, Streamed};

/// A lowered operation on its way into a group.
#[derive(Clone)]
pub(crate) struct OperationDraft {
    /// The text that its inline types are named from, which no other operation has.
    pub(crate) text: String,
    /// The texts that its method and its marker may be named from, from the shortest to the longest.
    pub(crate) method_texts: Vec<String>,
    /// What it is known by in the lock.
    pub(crate) key: String,
    /// The handle that it is called on, if not on the client itself.
    pub(crate) home: Option<Home>,
    pub(crate) operation: Box<ir::Operation>,
    /// The enum of its success responses, if they are of several types.
    pub(crate) output: Option<ResponseEnum>,
    /// The enum of its documented errors, if it has some.
    pub(crate) error: Option<ResponseEnum>,
    /// The struct of the headers that its responses declare, if they do.
    pub(crate) headers: Option<ResponseHeaders>,
    /// How the answer comes, if this is a second method of the operation before it, with which it shares errors and headers.
    pub(crate) delivery: Option<Delivery>,
    /// What it was called on other handles.
    pub(crate) former: Vec<FormerMethod>,
}

/// A former method of an operation.
#[derive(Clone, Debug)]
pub(crate) struct FormerMethod {
    /// What gave the handle; nothing for a method of the client.
    pub(super) home: String,
    /// What it was called.
    pub(super) old: String,
    /// Which of the operation's methods it is: its own is the first.
    pub(super) position: usize,
    /// The names of the items that stood beside it, in the order of [`SUFFIXES`].
    pub(super) items: Vec<String>,
}

/// What one method gives.
pub(crate) struct Answer {
    pub(crate) plain_output: Output,
    pub(crate) output: Option<ResponseEnum>,
    pub(crate) accept: String,
    pub(crate) streamed: Vec<Streamed>,
}
