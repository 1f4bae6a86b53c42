//! Single values of a JSON text by JSON Pointers (RFC 6901), without reading the rest.

use serde_json::Value;

use crate::runtime::json::{Json, Kind, Reader};

/// The token that stands for the last element of an array.
const LAST: &str = "-1";

/// The string or number at a place; `None` where there is none, or an empty one.
pub(super) fn scalar(body: &[u8], pointer: &str) -> Option<Value> {
    match value(body, pointer)? {
        Value::String(text) if text.is_empty() => None,
        scalar @ (Value::String(_) | Value::Number(_)) => Some(scalar),
        _ => None,
    }
}

/// The text of the string or number at a place.
pub(super) fn text(body: &[u8], pointer: &str) -> Option<String> {
    scalar(body, pointer).map(|scalar| text_of(&scalar))
}

/// The text of a string or number.
pub(super) fn text_of(scalar: &Value) -> String {
    match scalar {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The boolean at a place.
pub(super) fn boolean(body: &[u8], pointer: &str) -> Option<bool> {
    value(body, pointer)?.as_bool()
}

/// The number of elements of the array at a place.
pub(super) fn count(body: &[u8], pointer: &str) -> Option<u64> {
    let mut reader = at(body, pointer)?;
    let mut count = 0;
    let mut has_element = reader.begin_array().ok()?;
    while has_element {
        count += 1;
        reader.skip().ok()?;
        has_element = reader.next_element().ok()?;
    }
    Some(count)
}

fn value(body: &[u8], pointer: &str) -> Option<Value> {
    Value::read(&mut at(body, pointer)?).ok()
}

/// A reader of the value at a place.
fn at<'b>(body: &'b [u8], pointer: &str) -> Option<Reader<'b>> {
    let mut reader = Reader::new(std::str::from_utf8(body).ok()?);
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        reader = match reader.kind().ok()? {
            Kind::Object => member(reader, &token)?,
            Kind::Array => element(reader, &token)?,
            _ => return None,
        };
    }
    Some(reader)
}

fn member<'b>(mut reader: Reader<'b>, name: &str) -> Option<Reader<'b>> {
    reader.begin_object().ok()?;
    while let Some(found) = reader.next_name().ok()? {
        if found == name {
            return Some(reader);
        }
        reader.skip().ok()?;
    }
    None
}

fn element<'b>(mut reader: Reader<'b>, token: &str) -> Option<Reader<'b>> {
    let mut last = None;
    let mut index = 0;
    let mut has_element = reader.begin_array().ok()?;
    while has_element {
        last = Some(reader.clone());
        if token.parse() == Ok(index) {
            return last;
        }
        index += 1;
        reader.skip().ok()?;
        has_element = reader.next_element().ok()?;
    }
    last.filter(|_| token == LAST)
}
