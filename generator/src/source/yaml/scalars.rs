//! Plain scalars: YAML 1.2.2, section 10.3.2.

use serde_json::{Number, Value};

/// A plain scalar by the core schema: YAML 1.2.2, section 10.3.2.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        other => number(other).map_or_else(|| Value::String(other.to_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let first = text.bytes().next()?;
    if !first.is_ascii_digit() && !matches!(first, b'-' | b'+' | b'.') {
        return None;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).ok().map(Number::from);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return u64::from_str_radix(digits, 8).ok().map(Number::from);
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if let Ok(integer) = unsigned.parse::<i64>() {
        return Some(Number::from(integer));
    }
    if let Ok(integer) = unsigned.parse::<u64>() {
        return Some(Number::from(integer));
    }
    let is_float = unsigned
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && unsigned.bytes().any(|byte| byte.is_ascii_digit());
    is_float
        .then(|| unsigned.parse::<f64>().ok().and_then(Number::from_f64))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scalars_follow_the_core_schema() {
        let of = |text: &str| plain(text);
        assert_eq!(of("yes"), json!("yes"));
        assert_eq!(of("true"), json!(true));
        assert_eq!(
            [of("0o17"), of("0x1F"), of("-3"), of("+1")],
            [15, 31, -3, 1].map(Value::from)
        );
        assert_eq!([of("1.5"), of("1e3"), of(".5")], [1.5, 1000.0, 0.5].map(Value::from));
        assert_eq!(
            [of("1.0.0"), of("2024-01-01")],
            ["1.0.0", "2024-01-01"].map(Value::from)
        );
        assert_eq!(of("~"), Value::Null);
        assert_eq!(of("9223372036854775808"), json!(9223372036854775808_u64));
    }
}
