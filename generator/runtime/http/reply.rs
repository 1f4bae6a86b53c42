//! Answers.

use reqwest::header::HeaderMap;

use crate::runtime::json::{self, Json, JsonError};

/// A whole answer, not yet understood.
pub struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Why an answer is not what an operation declares.
pub enum Mismatch {
    /// The status is not declared.
    Undeclared,
    /// The body is not the declared JSON.
    Json(JsonError),
    /// The body is not text.
    Text,
}

impl Reply {
    /// The status.
    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    /// The body as JSON.
    pub(crate) fn json<T: Json>(&self) -> Result<T, Mismatch> {
        json::from_slice(&self.body).map_err(Mismatch::Json)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<String, Mismatch> {
        String::from_utf8(self.body.clone()).map_err(|_| Mismatch::Text)
    }

    /// The body as it is.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Mismatch> {
        Ok(self.body.clone())
    }
}

/// A success with its status and headers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The value.
    pub value: T,
}
