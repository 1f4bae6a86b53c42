//! How far down a document its values are: what is emitted of one repeats the keys around it, in notes and in the lock.

use serde_json::Value;

use super::Problem;
use crate::pointer::Pointer;

/// How many bytes of the keys around a value count nothing; real ones rarely have more.
const FREE: usize = 512;

/// How many bytes those of all values may count, besides four times as many as the file has.
pub(super) const MAX_REACH: usize = 16 * 1024 * 1024;

/// Refuses a document in which many values have long keys around them.
pub(super) fn check(value: &Value, text: &str) -> Result<(), Problem> {
    let mut left = text.len().saturating_mul(4).saturating_add(MAX_REACH);
    let Some(mut past) = count(value, 0, &mut left) else {
        return Ok(());
    };
    past.reverse();
    let pointer = past.iter().fold(Pointer::root(), |pointer, key| pointer.child(key));
    Err(Problem::too_many_far(pointer))
}

/// Counts a value and what is in it; the keys of the value for which nothing is left, innermost first.
fn count(value: &Value, path: usize, left: &mut usize) -> Option<Vec<String>> {
    *left = match left.checked_sub(path.saturating_sub(FREE)) {
        Some(rest) => rest,
        None => return Some(Vec::new()),
    };
    match value {
        Value::Object(members) => members.iter().find_map(|(key, member)| {
            let mut past = count(member, path + key.len() + 1, left)?;
            past.push(key.clone());
            Some(past)
        }),
        Value::Array(elements) => elements.iter().enumerate().find_map(|(index, element)| {
            let mut past = count(element, path + 2, left)?;
            past.push(index.to_string());
            Some(past)
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, json};

    fn nested(key: &str, levels: usize, values: usize) -> Value {
        let inner: Map<String, Value> = (0..values).map(|index| (format!("p{index}"), json!({}))).collect();
        (0..levels).fold(Value::Object(inner), |inner, _| json!({key: inner}))
    }

    #[test]
    fn few_values_may_be_far_down_and_many_not_so_far() {
        let long = "word".repeat(100);
        let refused = |value: &Value| check(value, "").err().map(|problem| problem.pointer);
        assert_eq!(refused(&nested(&long, 35, 1_000)), None);
        assert_eq!(refused(&nested("word", 35, 100_000)), None);
        let past = refused(&nested(&long, 35, 2_000));
        assert!(past.is_some_and(|pointer| pointer.as_str().starts_with(&format!("/{long}/{long}"))));
    }
}
