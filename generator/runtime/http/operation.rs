//! The facts of an operation.

use std::fmt;

use super::draft::Draft;
use super::facts::Facts;
use super::facts::Redirects;
use super::facts::Scopes;
use super::facts::Statuses;
use super::facts::Streamed;
use super::inputs::{InputRules, Inputs, NO_RULES};
use super::platform::MaybeSend;
use super::servers::OwnServer;
use super::{Mismatch, Reply};

/// An operation: the type of its value and that of its documented errors.
///
/// The marker types of the operations implement it, so that code that is generic over operations can name both:
/// `fn send<Op: Operation>(request: Request<Op>) -> Op::Output`. It is sealed: no other type can implement it.
pub trait Operation {
    /// The type of the success response.
    type Output: MaybeSend + 'static;
    /// The type of the error responses.
    type Error: ErrorResponses + MaybeSend + 'static;
    /// The facts of the request.
    #[doc(hidden)]
    const FACTS: Facts;
    /// The media types that the operation declares, for the header `Accept`.
    #[doc(hidden)]
    const ACCEPT: &'static str = "application/json";
    /// The success status codes that the operation declares.
    #[doc(hidden)]
    const STATUSES: Statuses = &[200..=200];
    /// The declared redirects, which aren't followed.
    #[doc(hidden)]
    const REDIRECTS: Redirects = &[];
    /// The responses that are streams.
    #[doc(hidden)]
    const STREAMED: &'static [Streamed] = &[];
    /// Its own server, if it isn't sent to the client's base URL.
    #[doc(hidden)]
    const SERVER: Option<OwnServer> = None;
    /// The scopes that it requires, by security scheme.
    #[doc(hidden)]
    const SCOPES: Scopes = &[];
    /// The constraints on its parameters and bodies.
    #[doc(hidden)]
    const RULES: InputRules = NO_RULES;

    /// Decodes a success response. Its types are private, which is what seals the trait.
    #[doc(hidden)]
    fn output(reply: &Reply) -> Result<Self::Output, Mismatch>;
}

/// The error responses of an operation.
pub trait ErrorResponses: Sized {
    /// Decodes a documented error.
    fn read(reply: &Reply) -> Result<Self, Mismatch>;

    /// An error that isn't documented.
    fn undocumented() -> Self;
}

/// The error type of an operation that documents no errors. [`Failure`](crate::Failure) has status code, headers and body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoDocumentedError;

impl fmt::Display for NoDocumentedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an error that the API description doesn't document")
    }
}

impl ErrorResponses for NoDocumentedError {
    fn read(_reply: &Reply) -> Result<Self, Mismatch> {
        Err(Mismatch::Undeclared)
    }

    fn undocumented() -> Self {
        Self
    }
}

impl Draft {
    /// A request without inputs.
    pub(super) fn of<Op: Operation>() -> Self {
        Self {
            inputs: Inputs::of(Op::RULES),
            server: Op::SERVER,
            scopes: Op::SCOPES,
            accept: Op::ACCEPT,
            redirects: Op::REDIRECTS,
            streamed: Op::STREAMED,
            ..Self::default()
        }
    }
}
