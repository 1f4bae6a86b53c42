//! One error type for code that doesn't inspect errors.

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;

use super::builder::BuildError;
use super::error::Error;
use super::failure::Failure;
use crate::runtime::causes::Causes;

/// Any error of this client. `?` converts every [`Error`] and [`BuildError`] into it.
pub struct AnyError {
    inner: Inner,
}

enum Inner {
    Call {
        failure: Failure,
        documented: Option<Box<dyn Any + Send + Sync>>,
    },
    Build(BuildError),
}

impl AnyError {
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
}

impl<E: Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        let (failure, documented) = error.into_parts();
        let documented = documented.map(|body| body as Box<dyn Any + Send + Sync>);
        Self {
            inner: Inner::Call { failure, documented },
        }
    }
}

impl From<BuildError> for AnyError {
    fn from(error: BuildError) -> Self {
        Self {
            inner: Inner::Build(error),
        }
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Call { failure, .. } => failure.fmt(formatter),
            Inner::Build(error) => error.fmt(formatter),
        }
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AnyError({})", Causes(self))
    }
}

impl StdError for AnyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.inner {
            Inner::Call { failure, .. } => StdError::source(failure),
            Inner::Build(error) => StdError::source(error),
        }
    }
}
