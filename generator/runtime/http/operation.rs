//! What an operation states.

use std::fmt;
use std::ops::RangeInclusive;

use reqwest::Method;

use super::platform::MaybeSend;
use super::servers::OwnServer;
use super::{Mismatch, Reply};

/// An operation: what it gives, how it fails, and the facts of its request.
pub trait Operation {
    /// What success gives.
    type Output: MaybeSend + 'static;
    /// The documented errors.
    type Error: ErrorResponses + MaybeSend + 'static;
    /// The facts of the request.
    const FACTS: Facts;
    /// The media types that the operation declares, for the header `Accept`.
    const ACCEPT: &'static str = "application/json";
    /// The redirects that are responses, and aren't followed.
    const REDIRECTS: Redirects = &[];
    /// The answers that are given as streams.
    const STREAMED: &'static [Streamed] = &[];
    /// Where it is sent, if not to the client's base URL.
    const SERVER: Option<OwnServer> = None;
    /// The scopes that it needs, by the security schemes that give tokens.
    const SCOPES: Scopes = &[];

    /// Reads a success.
    fn output(reply: &Reply) -> Result<Self::Output, Mismatch>;
}

/// Answers that are given as streams: their statuses and media types, none for any.
pub(crate) type Streamed = (RangeInclusive<u16>, &'static [&'static str]);

/// Redirects by their statuses.
pub(crate) type Redirects = &'static [RangeInclusive<u16>];

/// Scopes by the keys of security schemes.
pub(crate) type Scopes = &'static [(&'static str, &'static [&'static str])];

/// The documented errors of an operation.
pub trait ErrorResponses: Sized {
    /// Reads a documented error.
    fn read(reply: &Reply) -> Result<Self, Mismatch>;

    /// The error that no documented one stands for.
    fn undocumented() -> Self;
}

/// What is the same for all requests of an operation.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The `operationId`.
    pub(crate) id: &'static str,
    /// The HTTP method.
    pub(crate) method: Method,
    /// The path template, `{name}` for each variable.
    pub(crate) path: &'static str,
    /// Alternatives of combinations of security schemes; none at all where the operation asks for no credentials.
    pub(crate) security: &'static [&'static [&'static str]],
}

/// The error of an operation that documents none: see [`Failure`](crate::Failure) for status, headers and body.
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
