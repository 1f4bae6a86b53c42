//! When a value that came back is the one that should.

use serde_json::{Value, json};

/// What stands for a tag that is written although the value had none: the values of which one is written, null for none.
const WRITTEN: &str = "one of these is written";

/// What is expected of a tag that is written although the value had none.
pub(crate) fn of_tag(tag: Value) -> Value {
    json!({ WRITTEN: [tag] })
}

fn tags(expected: &Value) -> Option<&Vec<Value>> {
    expected.get(WRITTEN)?.as_array()
}

/// What is expected where either will do, if they differ in the tags that are written; otherwise the left one.
pub(crate) fn either(left: Value, right: Value) -> Value {
    if let (Some(some), Some(others)) = (tags(&left), tags(&right)) {
        let new = others.iter().filter(|tag| !some.contains(tag));
        return json!({ WRITTEN: some.iter().chain(new).collect::<Vec<_>>() });
    }
    match (left, right) {
        (Value::Object(mut left), Value::Object(mut right)) => {
            let or_none = |tag: Value| either(tag, of_tag(Value::Null));
            for (name, value) in &mut left {
                let other = right.remove(name);
                let before = value.take();
                *value = match other {
                    Some(other) => either(before, other),
                    None if tags(&before).is_some() => or_none(before),
                    None => before,
                };
            }
            let tags_of_right = right.into_iter().filter(|(_, value)| tags(value).is_some());
            left.extend(tags_of_right.map(|(name, value)| (name, or_none(value))));
            Value::Object(left)
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .into_iter()
            .zip(right)
            .map(|(left, right)| either(left, right))
            .collect(),
        (left, _) => left,
    }
}

/// Equal but for the spelling of numbers and instants, for a null that is left out, as where a type that is only received
/// reads it as missing, and for more of the sample than is expected.
pub(crate) fn is_same(expected: &Value, got: &Value, sample: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            let of_sample = |name: &str| sample.get(name).unwrap_or(&Value::Null);
            let is_kept = |(name, value): (&String, &Value)| match (got.get(name), tags(value)) {
                (got, Some(tags)) => tags.contains(got.unwrap_or(&Value::Null)),
                (Some(got), None) => is_same(value, got, of_sample(name)),
                (None, None) => value.is_null(),
            };
            let is_of_sample = |(name, got): (&String, &Value)| {
                expected.contains_key(name) || sample.get(name).is_some_and(|value| is_part(got, value))
            };
            expected.iter().all(is_kept) && got.iter().all(is_of_sample)
        }
        (Value::Array(left), Value::Array(right)) => {
            let pairs = left.iter().zip(right).enumerate();
            let of_sample = |index: usize| sample.get(index).unwrap_or(&Value::Null);
            let mut same = pairs.map(|(index, (left, right))| is_same(left, right, of_sample(index)));
            left.len() == right.len() && same.all(|same| same)
        }
        _ => is_same_scalar(expected, got),
    }
}

/// Whether nothing is there that is not in the whole.
fn is_part(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part
            .iter()
            .all(|(name, value)| whole.get(name).is_some_and(|whole| is_part(value, whole))),
        (Value::Array(part), Value::Array(whole)) => {
            let mut pairs = part.iter().zip(whole);
            part.len() == whole.len() && pairs.all(|(part, whole)| is_part(part, whole))
        }
        _ => is_same_scalar(part, whole),
    }
}

fn is_same_scalar(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || ((left.is_f64() || right.is_f64()) && near(left.as_f64(), right.as_f64()))
        }
        (Value::String(left), Value::String(right)) => {
            left == right || (is_instant(left) && instant(left) == instant(right))
        }
        _ => expected == got,
    }
}

/// Equal up to the precision of `f32`, for which there is a format.
fn near(left: Option<f64>, right: Option<f64>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left == right || (left - right).abs() <= left.abs() * 1e-6,
        _ => false,
    }
}

fn is_instant(text: &str) -> bool {
    text.len() >= 20 && text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(['T', 't'])
}

/// One spelling: upper case, no zeros at the end of a fraction, `Z` for UTC.
fn instant(text: &str) -> String {
    let text = text.replace("+00:00", "Z").to_uppercase();
    let Some((seconds, rest)) = text.split_once('.') else {
        return text;
    };
    let digits = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let (fraction, zone) = rest.split_at(digits);
    match fraction.trim_end_matches('0') {
        "" => format!("{seconds}{zone}"),
        fraction => format!("{seconds}.{fraction}{zone}"),
    }
}
