//! Why a response is another one than declared.

use crate::runtime::json::JsonError;

/// Why a response doesn't match its declaration.
pub enum Mismatch {
    /// The status is not declared.
    Undeclared,
    /// The body is not the declared JSON.
    Json(JsonError),
    /// The body is not text.
    Text,
    /// The body is none of the declared media types; this one was expected.
    MediaType(&'static str),
}
