//! Failed calls.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::facts::Facts;
use super::failure::Failure;
use super::mismatch::Mismatch;
use super::operation::ErrorResponses;
use super::problem::{Cause, Problem, ProblemKind};
use super::reply::Reply;
use crate::runtime::causes::Causes;
use crate::runtime::json::JsonError;

/// Why a call failed.
///
/// `E` is the error enum of the operation; everything else is the same for all operations. [`Error`](crate::Error), into
/// which `?` converts it, has no parameter. `Display` shows what failed, with the server's message if there is one, and
/// `source()` returns the cause, such as a refused connection or the place in the JSON that doesn't match. Neither
/// `Display` nor `Debug` shows other parts of bodies, URLs or credentials.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// An error response: any status code other than a success, documented or not, with any body.
    Api(ApiError<E>),
    /// A success response that the API description doesn't declare.
    Unexpected(Failure),
    /// The body of a success response doesn't match the API description.
    Decode(Failure),
    /// There was no complete response.
    Transport(Failure),
    /// The call timed out.
    Timeout(Failure),
    /// The request could not be built; nothing was sent.
    Request(Failure),
    /// There is no access token. The source is a [`TokenError`](crate::TokenError).
    Token(Failure),
    /// The response exceeds the size limit of the client.
    TooLarge(Failure),
    /// Pagination could not continue: the next page was already read, or is outside the API.
    Pages(Failure),
}

/// An error response. Documented errors are decoded according to their status code.
pub struct ApiError<E> {
    body: Box<E>,
    failure: Failure,
}

impl<E> ApiError<E> {
    /// The decoded body, a variant per status code.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// Returns the decoded body.
    pub fn into_body(self) -> E {
        *self.body
    }

    /// The status code of the response.
    pub fn status(&self) -> u16 {
        self.failure.status().unwrap_or_default()
    }
}

/// Further details of the failed call.
impl<E> std::ops::Deref for ApiError<E> {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.failure
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(formatter)
    }
}

/// The body isn't shown, because it may contain secrets.
impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ApiError({})", Causes(&self.failure))
    }
}

impl<E> StdError for ApiError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        StdError::source(&self.failure)
    }
}

impl<E> CallError<E> {
    /// An error response, and what in it doesn't match.
    pub(super) fn api(facts: &Facts, body: E, mismatch: Option<Mismatch>, reply: Reply) -> Self {
        let failure = Failure::new(facts).with_reply(reply);
        Self::Api(ApiError {
            body: Box::new(body),
            failure: match mismatch {
                Some(mismatch) => failure.with_mismatch(mismatch),
                None => failure,
            },
        })
    }

    /// The same where no documented error can be read.
    pub(super) fn undocumented(facts: &Facts, mismatch: Mismatch, reply: Reply) -> Self
    where
        E: ErrorResponses,
    {
        Self::api(facts, E::undocumented(), Some(mismatch), reply)
    }

    pub(super) fn mismatched(facts: &Facts, mismatch: Mismatch, reply: Reply) -> Self {
        let is_undeclared = matches!(mismatch, Mismatch::Undeclared);
        let failure = Failure::new(facts).with_reply(reply).with_mismatch(mismatch);
        if is_undeclared {
            Self::Unexpected(failure)
        } else {
            Self::Decode(failure)
        }
    }

    pub(crate) fn on_the_way(facts: &Facts, problem: Problem) -> Self {
        Self::of_problem(Failure::new(facts), problem)
    }

    /// An error after the head of a streamed response.
    pub(super) fn in_stream(facts: &Facts, head: Reply, problem: Problem) -> Self {
        Self::of_problem(Failure::new(facts).with_reply(head), problem)
    }

    /// A part of a streamed response, the body of `reply`, that doesn't match the document.
    pub(super) fn unfit_part(facts: &Facts, reply: Reply, part: String, error: JsonError) -> Self {
        let mut failure = Failure::new(facts).with_reply(reply);
        failure.context.message = Some(format!("{part} doesn't match the API description"));
        failure.context.cause = Some(Cause::Json(error));
        Self::Decode(failure)
    }

    fn of_problem(mut failure: Failure, problem: Problem) -> Self {
        failure.context.message = problem.message;
        failure.context.kind = Some(problem.kind);
        failure.context.cause = problem.cause;
        match problem.kind {
            ProblemKind::Transport | ProblemKind::Redirects => Self::Transport(failure),
            ProblemKind::Timeout => Self::Timeout(failure),
            ProblemKind::Request => Self::Request(failure),
            ProblemKind::Token => Self::Token(failure),
            ProblemKind::TooLarge => Self::TooLarge(failure),
            ProblemKind::Pages => Self::Pages(failure),
        }
    }

    /// Details of the call.
    pub fn failure(&self) -> &Failure {
        match self {
            Self::Api(error) => &error.failure,
            Self::Unexpected(failure)
            | Self::Decode(failure)
            | Self::Transport(failure)
            | Self::Timeout(failure)
            | Self::Request(failure)
            | Self::Token(failure)
            | Self::TooLarge(failure)
            | Self::Pages(failure) => failure,
        }
    }

    /// The server's message: see [`Failure::message`].
    pub fn message(&self) -> Option<String> {
        self.failure().message()
    }

    /// The server's error code: see [`Failure::code`].
    pub fn code(&self) -> Option<String> {
        self.failure().code()
    }

    /// Whether no connection was established, so the server didn't receive the request.
    pub fn is_connect(&self) -> bool {
        self.failure().is_connect()
    }

    /// Whether the call timed out.
    pub fn is_timeout(&self) -> bool {
        self.failure().is_timeout()
    }

    /// The status code of the response; `None` if there was none.
    pub fn status(&self) -> Option<u16> {
        self.failure().status()
    }

    /// How long the server asks to wait before a retry.
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure().retry_after()
    }

    pub(super) fn into_parts(self) -> (Failure, Option<Box<E>>) {
        match self {
            Self::Api(ApiError { body, failure }) => (failure, Some(body)),
            Self::Unexpected(failure)
            | Self::Decode(failure)
            | Self::Transport(failure)
            | Self::Timeout(failure)
            | Self::Request(failure)
            | Self::Token(failure)
            | Self::TooLarge(failure)
            | Self::Pages(failure) => (failure, None),
        }
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure().fmt(formatter)
    }
}

impl<E: fmt::Debug> StdError for CallError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        StdError::source(self.failure())
    }
}
