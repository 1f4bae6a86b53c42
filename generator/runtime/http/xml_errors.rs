//! Error responses that are XML, as the JSON that they stand for.

use crate::runtime::xml;

/// The JSON of an error response that isn't JSON itself.
pub(super) fn as_json(body: &[u8]) -> Option<String> {
    xml::any_as_json(body)
}
