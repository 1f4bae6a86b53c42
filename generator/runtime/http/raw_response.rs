//! Responses that aren't decoded.

use std::borrow::Cow;
use std::fmt;

use reqwest::header::HeaderMap;

use super::reply::Reply;

/// A response of any status code, as it was received.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl RawResponse {
    pub(super) fn of(reply: Reply) -> Self {
        Self {
            status: reply.status,
            headers: reply.headers,
            body: reply.body,
        }
    }

    /// Whether the status code is a success: 200 to 299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as text; bytes that aren't UTF-8 are replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

#[cfg(feature = "serde")]
impl RawResponse {
    /// Decodes the body: as a type of this crate, or any other.
    ///
    /// # Errors
    ///
    /// Returns an error if the body isn't JSON, or doesn't match the type. It may show a value of the body.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}

/// Neither the headers nor the body are shown, because they may contain secrets.
impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RawResponse({}, {} bytes)", self.status, self.body.len())
    }
}
