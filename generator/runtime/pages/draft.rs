//! Changes a request so that it requests another page.

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value};

use crate::runtime::http::{Body, Draft, unreserved};

impl Draft {
    /// Requests the page at this URL instead.
    pub(super) fn replace_url(&mut self, url: String) {
        self.page = Some(url);
    }

    /// Requests the page with this value of a query parameter instead.
    pub(super) fn replace_query(&mut self, name: &str, value: &str) {
        let name = unreserved(name);
        self.query.retain(|pair| value_of(pair, &name).is_none());
        self.query.push(format!("{name}={}", unreserved(value)));
    }

    /// Requests the page with this value of a property of the JSON body instead, at a JSON Pointer.
    pub(super) fn replace_member(&mut self, pointer: &str, value: Value) {
        let mut body = self.json().unwrap_or(Value::Null);
        if let Some(member) = member(&mut body, pointer) {
            *member = value;
            self.content_type
                .get_or_insert(HeaderValue::from_static("application/json"));
            self.body = Some(Body::from(body.to_string()));
        }
    }

    /// The value of a query parameter that is a number.
    pub(super) fn query_number(&self, name: &str) -> Option<u64> {
        let name = unreserved(name);
        self.query.iter().find_map(|pair| value_of(pair, &name)?.parse().ok())
    }

    /// The number that a member of the JSON body has, at a JSON Pointer.
    pub(super) fn member_number(&self, pointer: &str) -> Option<u64> {
        self.json()?.pointer(pointer)?.as_u64()
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body.as_ref()?.bytes()?).ok()
    }
}

/// The value of a pair of this name.
fn value_of<'p>(pair: &'p str, name: &str) -> Option<&'p str> {
    pair.strip_prefix(name)?.strip_prefix('=')
}

/// The member at a JSON Pointer, made where it is not there; `None` where something else than an object is in the way.
fn member<'v>(value: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    pointer.split('/').skip(1).try_fold(value, |value, token| {
        if value.is_null() {
            *value = Value::Object(Map::new());
        }
        let name = token.replace("~1", "/").replace("~0", "~");
        Some(value.as_object_mut()?.entry(name).or_insert(Value::Null))
    })
}
