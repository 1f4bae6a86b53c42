//! What goes wrong on the way, and is not yet the error of an operation.

use std::error::Error as StdError;
use std::time::Duration;

use super::tokens::TokenError;
use super::transport::{TransportError, TransportErrorKind};
use crate::runtime::json::JsonError;

/// What went wrong on the way, before it is known for which operation.
pub(crate) struct Problem {
    pub(super) kind: ProblemKind,
    pub(super) message: Option<String>,
    pub(super) cause: Option<Cause>,
}

/// The error that a problem comes from.
#[derive(Debug)]
pub(super) enum Cause {
    Transport(TransportError),
    Token(TokenError),
    Json(JsonError),
    Other(Box<dyn StdError + Send + Sync>),
}

impl Cause {
    pub(super) fn error(&self) -> &(dyn StdError + 'static) {
        match self {
            Self::Transport(error) => error,
            Self::Token(error) => error,
            Self::Json(error) => error,
            Self::Other(error) => error.as_ref(),
        }
    }
}

/// Which variant of [`CallError`](super::CallError) a problem becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProblemKind {
    Transport,
    Timeout,
    Request,
    Token,
    TooLarge,
    /// A retry would lead to the same.
    Redirects,
    Pages,
}

impl Problem {
    pub(super) fn request(message: impl Into<String>) -> Self {
        Self {
            kind: ProblemKind::Request,
            message: Some(message.into()),
            cause: None,
        }
    }

    /// The same, caused by this.
    pub(super) fn with_cause(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(Cause::Other(cause.into()));
        self
    }

    pub(super) fn timeout(after: Duration) -> Self {
        Self {
            kind: ProblemKind::Timeout,
            message: Some(format!("no response within {after:?}")),
            cause: None,
        }
    }

    pub(super) fn redirects() -> Self {
        Self {
            kind: ProblemKind::Redirects,
            message: Some("too many redirects".to_owned()),
            cause: None,
        }
    }

    pub(super) fn silence(after: Duration) -> Self {
        Self {
            message: Some(format!("no data for {after:?}")),
            ..Self::timeout(after)
        }
    }

    pub(crate) fn pages(message: impl Into<String>) -> Self {
        Self {
            kind: ProblemKind::Pages,
            ..Self::request(message)
        }
    }

    pub(super) fn too_large(limit: u64) -> Self {
        Self::too_large_part("the response body", limit)
    }

    pub(super) fn too_large_part(part: &str, limit: u64) -> Self {
        Self {
            kind: ProblemKind::TooLarge,
            message: Some(format!("{part} has more than {limit} bytes")),
            cause: None,
        }
    }

    pub(super) fn transport_kind(&self) -> Option<TransportErrorKind> {
        match &self.cause {
            Some(Cause::Transport(error)) => Some(error.kind()),
            _ => None,
        }
    }
}

impl ProblemKind {
    /// The kind in one word, for measuring.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Transport => "transport",
            Self::Timeout => "timeout",
            Self::Request => "request",
            Self::Token => "token",
            Self::TooLarge => "too_large",
            Self::Redirects => "redirects",
            Self::Pages => "pages",
        }
    }
}

impl From<TokenError> for Problem {
    fn from(error: TokenError) -> Self {
        Self {
            kind: ProblemKind::Token,
            message: Some("no access token".to_owned()),
            cause: Some(Cause::Token(error)),
        }
    }
}

impl From<TransportError> for Problem {
    fn from(error: TransportError) -> Self {
        let (kind, message) = match error.kind() {
            TransportErrorKind::Connect => (ProblemKind::Transport, "the request could not be sent"),
            TransportErrorKind::Timeout => (ProblemKind::Timeout, "no response in time"),
            TransportErrorKind::Refused => (ProblemKind::Transport, "the transport refused the request"),
            TransportErrorKind::Other => (ProblemKind::Transport, "no complete response"),
        };
        Self {
            kind,
            message: Some(message.to_owned()),
            cause: Some(Cause::Transport(error)),
        }
    }
}
