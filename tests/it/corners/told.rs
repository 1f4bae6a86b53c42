//! Whether a broken corner must be spoken of.

use clientwright::pointer::Place;
use serde_json::{Value, json};

use super::breaks::Break;

/// Whether one place is the other or above it.
pub(super) fn is_above(one: &str, other: &str) -> bool {
    other
        .strip_prefix(one)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a message at a place is about another: it stands there, below it or above it, but not at the document as a whole.
pub(super) fn is_near(place: &str, at: &Place) -> bool {
    let pointer = at.pointer.as_str();
    at.file.is_empty() && (is_above(place, pointer) || (!pointer.is_empty() && is_above(pointer, place)))
}

/// Whether a broken corner must be spoken of: what stands there now may not, and matters.
pub(super) fn must_be(broken: &Break, whole: &Value) -> bool {
    let old = whole.pointer(&broken.place).unwrap_or(&Value::Null);
    match &broken.new {
        Some(new) => !is_prose(&broken.place) && !may_stand(&broken.place, old, new),
        None => is_required(&broken.place) && !is_prose(&broken.place),
    }
}

/// Whether requests and types are the same whatever stands there: text for people, and values that are data.
fn is_prose(place: &str) -> bool {
    const PROSE: [&str; 5] = ["/description", "/summary", "/enum/", "/scopes", "/links"];
    let is_of_info = place.starts_with("/info/") && !["/info/title", "/info/version"].contains(&place);
    let is_title = place.ends_with("/title") && !place.starts_with("/info");
    is_of_info || is_title || PROSE.iter().any(|key| place.contains(key))
}

/// Whether the new value may stand where the old one did.
fn may_stand(place: &str, old: &Value, new: &Value) -> bool {
    const TEXTS: [&str; 8] = [
        "contentType",
        "default",
        "name",
        "operationId",
        "propertyName",
        "title",
        "tokenUrl",
        "url",
    ];
    let key = place.rsplit('/').next().unwrap_or_default();
    let is_same_kind = match (old, new) {
        (Value::String(_), Value::String(_)) | (Value::Number(_), Value::Number(_)) => true,
        (Value::Array(_), Value::Array(_)) => true,
        (Value::Object(_), Value::Object(new)) => new.is_empty(),
        _ => false,
    };
    let is_text = old.is_string() && new.is_number() && (TEXTS.contains(&key) || place == "/info/version");
    // Draft 4 has a list of schemas for a tuple.
    let is_schema = key == "additionalProperties" && new == &json!({}) || key == "items" && new == &json!([]);
    is_same_kind || is_text || is_schema
}

/// Whether a document says nothing clear without this member of one of its objects.
fn is_required(place: &str) -> bool {
    let mut tokens = place.rsplit('/');
    let (key, above, further) = (tokens.next(), tokens.next(), tokens.next());
    let is_element = |token: Option<&str>| token.is_some_and(|token| token.parse::<usize>().is_ok());
    match key.unwrap_or_default() {
        "in" | "name" => is_element(above) && further == Some("parameters"),
        "title" | "version" => above == Some("info") && further == Some(""),
        "url" => is_element(above) && further == Some("servers"),
        "propertyName" => above == Some("discriminator"),
        _ => false,
    }
}
