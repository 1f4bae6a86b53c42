//! Error responses of an API without XML: they are JSON, or else texts.

/// The JSON of an error response that isn't JSON itself.
pub(super) fn as_json(_body: &[u8]) -> Option<String> {
    None
}
