//! What an operation is made of before its group gives the names.

use super::homes::Home;
use super::payloads::Delivery;
use crate::ir::{
    Body, Note, OperationDocs, OperationId, Paging, Parameter, ResponseCase, ResponseHeader, ResponseVariant, Streamed,
};
use crate::pointer::Place;

/// An operation on its way into a group.
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
    /// What is sent.
    pub(crate) call: Call,
    /// What success gives.
    pub(crate) answer: Answer,
    /// The variants of its documented errors, if it has some.
    pub(crate) errors: Option<Vec<ResponseVariant>>,
    /// The headers that its responses declare, if they do.
    pub(crate) headers: Option<Vec<ResponseHeader>>,
    /// How the answer comes, if this is a second method of the operation before it, with which it shares errors and headers.
    pub(crate) delivery: Option<Delivery>,
    /// What it was called on other handles.
    pub(crate) former: Vec<FormerMethod>,
}

/// What all methods of an operation have alike: each field is that of [`Operation`](crate::ir::Operation).
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) id: OperationId,
    /// The `operationId` or, without one, method and path.
    pub(crate) wire: String,
    pub(crate) docs: OperationDocs,
    pub(crate) key: String,
    pub(crate) origin: Place,
    pub(crate) deprecated: Option<Note>,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) security: Vec<Vec<String>>,
    pub(crate) scopes: Vec<(String, Vec<String>)>,
    pub(crate) server: Option<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// The other bodies, each with the word that sets its method apart.
    pub(crate) other_bodies: Vec<Way>,
    pub(crate) redirects: Vec<(u16, u16)>,
    pub(crate) paging: Option<Paging>,
}

/// A body, and the word by which its method is set apart from that of the first one.
#[derive(Clone)]
pub(crate) struct Way {
    pub(crate) word: String,
    pub(crate) body: Body,
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
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) output: OutputDraft,
    pub(crate) accept: String,
    pub(crate) streamed: Vec<Streamed>,
}

/// What success gives.
#[derive(Clone)]
pub(crate) enum OutputDraft {
    /// One type, for all of these responses.
    One(Vec<ResponseCase>),
    /// A value of several types.
    Several(Vec<ResponseVariant>),
}
