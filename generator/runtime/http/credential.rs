//! The credential of a security scheme.

use std::fmt;
use std::sync::Arc;

use super::encoding::base64;
use super::schemes::Place;
use super::tokens::{BearerToken, TokenSource, Tokens};

/// A credential of one security scheme. What it holds never shows.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(super) place: Place,
    pub(super) value: Value,
}

#[derive(Clone)]
pub(super) enum Value {
    Given(String),
    Token(Arc<Tokens>),
}

impl Credential {
    /// HTTP basic: RFC 7617.
    pub(crate) fn basic(username: impl Into<String>, password: impl Into<String>) -> Self {
        let pair = format!("{}:{}", username.into(), password.into());
        Self {
            place: Place::Header("authorization"),
            value: Value::Given(format!("Basic {}", base64(pair.as_bytes()))),
        }
    }

    /// A bearer token: RFC 6750.
    pub(crate) fn bearer(token: impl Into<BearerToken>) -> Self {
        let value = match token.into().source {
            TokenSource::Given(token) => Value::Given(bearer(&token)),
            TokenSource::Provided(tokens) => Value::Token(tokens),
        };
        Self {
            place: Place::Header("authorization"),
            value,
        }
    }

    /// An API key in a header.
    pub(crate) fn header(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            place: Place::Header(name),
            value: Value::Given(value.into()),
        }
    }

    /// An API key in the query.
    pub(crate) fn query(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            place: Place::Query(name),
            value: Value::Given(value.into()),
        }
    }

    /// An API key in a cookie.
    pub(crate) fn cookie(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            place: Place::Cookie(name),
            value: Value::Given(value.into()),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential(..)")
    }
}

/// The value of the `Authorization` header.
pub(super) fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
