//! What both programs measure with.

pub mod measure;

use serde_json::Value;

/// Compares a client's root type with its twin over one payload, which both must read as the same value.
#[macro_export]
macro_rules! payload {
    ($title:expr, $client:ident, $twin:ty, $text:expr) => {{
        let text: &str = &$text;
        let ours = $client::codec::read(text.as_bytes()).expect("the client reads the payload");
        let twin: $twin = serde_json::from_str(text).expect("the twin reads the payload");
        let written = serde_json::to_vec(&twin).expect("serde writes");
        assert_eq!(
            $crate::value(&$client::codec::write(&ours)),
            $crate::value(&written),
            "{}",
            $title
        );
        $crate::measure::Row {
            title: String::from($title),
            bytes: text.len(),
            read: $crate::measure::compare(
                || $client::codec::read(text.as_bytes()),
                || serde_json::from_slice::<$twin>(text.as_bytes()),
            ),
            write: $crate::measure::compare(
                || $client::codec::write(&ours),
                || serde_json::to_vec(&twin).expect("serde writes"),
            ),
        }
        .print();
    }};
}

/// A text as a value in which `7.0` is `7`.
pub fn value(text: &[u8]) -> Value {
    fn plain(value: Value) -> Value {
        match value {
            Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
            Value::Array(elements) => elements.into_iter().map(plain).collect(),
            Value::Object(members) => members.into_iter().map(|(name, value)| (name, plain(value))).collect(),
            value => value,
        }
    }
    plain(serde_json::from_slice(text).expect("JSON"))
}
