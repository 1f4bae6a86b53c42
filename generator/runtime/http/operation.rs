//! The facts of an operation.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use reqwest::Method;

use super::draft::Draft;
use super::inputs::{InputRules, NO_RULES};
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

impl Facts {
    /// The facts of a request by these inputs.
    pub(super) fn of(self, draft: &Draft) -> Self {
        match &draft.target {
            Some(target) => Self {
                method: Cow::Owned(target.method.to_string()),
                ..self
            },
            None => self,
        }
    }

    /// The facts of an operation: its `operationId`, the HTTP method, the path template, and alternatives of combinations of
    /// security schemes.
    pub(crate) const fn new(
        id: &'static str,
        method: &'static str,
        path: &'static str,
        security: &'static [&'static [&'static str]],
    ) -> Self {
        Self {
            id,
            method: Cow::Borrowed(method),
            path,
            security,
        }
    }

    /// The HTTP method as a request has it. What isn't a method is never among the facts.
    pub(super) fn verb(&self) -> Method {
        self.method.parse().unwrap_or_default()
    }
}

/// Responses that are streams: status codes and media types; none for any.
pub(crate) type Streamed = (RangeInclusive<u16>, &'static [&'static str]);

/// Status codes.
pub(crate) type Statuses = &'static [RangeInclusive<u16>];

/// Redirects by status code.
pub(crate) type Redirects = &'static [RangeInclusive<u16>];

/// Scopes by the keys of security schemes.
pub(crate) type Scopes = &'static [(&'static str, &'static [&'static str])];

/// The error responses of an operation.
pub trait ErrorResponses: Sized {
    /// Decodes a documented error.
    fn read(reply: &Reply) -> Result<Self, Mismatch>;

    /// An error that isn't documented.
    fn undocumented() -> Self;
}

/// The facts that are the same for all requests of an operation.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The `operationId`.
    pub(crate) id: &'static str,
    /// The HTTP method.
    pub(crate) method: Cow<'static, str>,
    /// The path template, `{name}` for each variable.
    pub(crate) path: &'static str,
    /// Alternatives of combinations of security schemes; empty if the operation requires no credentials.
    pub(crate) security: &'static [&'static [&'static str]],
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
