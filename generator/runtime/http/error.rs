//! One error type for code that doesn't inspect errors.

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::build_error::BuildError;
use super::call_error::CallError;
use super::failure::Failure;
use crate::runtime::causes::Causes;

/// Any error of this client: the type for signatures.
///
/// `?` converts every [`CallError`] and [`BuildError`] into it. It keeps the documented error: see
/// [`documented`](Self::documented).
pub struct Error {
    inner: Inner,
}

enum Inner {
    Call {
        failure: Failure,
        documented: Option<Box<dyn Any + Send + Sync>>,
    },
    Build(BuildError),
}

impl Error {
    /// Details of the failed call; `None` if the client could not be built.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.inner {
            Inner::Call { failure, .. } => Some(failure),
            Inner::Build(_) => None,
        }
    }

    /// The documented error, if its type is `E`, the error enum of an operation.
    pub fn documented<E: 'static>(&self) -> Option<&E> {
        match &self.inner {
            Inner::Call { documented, .. } => documented.as_ref()?.downcast_ref(),
            Inner::Build(_) => None,
        }
    }

    /// The server's message: see [`Failure::message`].
    pub fn message(&self) -> Option<String> {
        self.failure()?.message()
    }

    /// The server's error code: see [`Failure::code`].
    pub fn code(&self) -> Option<String> {
        self.failure()?.code()
    }

    /// The status code of the response; `None` if there was none.
    pub fn status(&self) -> Option<u16> {
        self.failure()?.status()
    }

    /// Whether no connection was established, so the server didn't receive the request.
    pub fn is_connect(&self) -> bool {
        self.failure().is_some_and(Failure::is_connect)
    }

    /// Whether the call timed out.
    pub fn is_timeout(&self) -> bool {
        self.failure().is_some_and(Failure::is_timeout)
    }

    /// How long the server asks to wait before a retry.
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure()?.retry_after()
    }
}

impl<E: Send + Sync + 'static> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        let (failure, documented) = error.into_parts();
        let documented = documented.map(|body| body as Box<dyn Any + Send + Sync>);
        Self {
            inner: Inner::Call { failure, documented },
        }
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self {
            inner: Inner::Build(error),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Call { failure, .. } => failure.fmt(formatter),
            Inner::Build(error) => error.fmt(formatter),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Error({})", Causes(self))
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.inner {
            Inner::Call { failure, .. } => StdError::source(failure),
            Inner::Build(error) => StdError::source(error),
        }
    }
}
