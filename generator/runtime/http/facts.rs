//! The facts of an operation that its type has no part in.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use reqwest::Method;

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

impl Facts {
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
