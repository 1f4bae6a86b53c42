//! Bounds of numbers: JSON Schema 2020-12 Validation, section 6.2, in the keywords of OpenAPI 3.0.

use serde_json::{Map, Value};

/// Exclusive bounds as numbers → 3.0's pair.
pub(super) fn insert(raw: &Map<String, Value>, schema: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match raw.get(exclusive) {
            Some(Value::Bool(flag)) => {
                schema.insert(exclusive.to_owned(), Value::Bool(*flag));
            }
            Some(number @ Value::Number(_)) if !is_tighter(bound, schema.get(bound), number) => {
                schema.insert(bound.to_owned(), number.clone());
                schema.insert(exclusive.to_owned(), Value::Bool(true));
            }
            _ => {}
        }
    }
}

/// Whether a bound that includes its number leaves nothing for one that excludes its own to say.
fn is_tighter(keyword: &str, inclusive: Option<&Value>, exclusive: &Value) -> bool {
    let numbers = inclusive.and_then(Value::as_f64).zip(exclusive.as_f64());
    numbers.is_some_and(|(inclusive, exclusive)| match keyword {
        "minimum" => inclusive > exclusive,
        _ => inclusive < exclusive,
    })
}

/// Keeps the digits of integers that the model, which has floats for them, would round.
pub(super) fn insert_exact(schema: &mut Map<String, Value>) {
    /// Up to here every integer is a float of its own.
    const EXACT: u64 = 1 << 53;
    let is_rounded = |number: &Value| match (number.as_u64(), number.as_i64()) {
        (Some(number), _) => number > EXACT,
        (None, Some(number)) => number.unsigned_abs() > EXACT,
        (None, None) => false,
    };
    let bounds = ["minimum", "maximum", "multipleOf"];
    let bounds = bounds
        .iter()
        .filter_map(|keyword| Some((*keyword, schema.get(*keyword)?)));
    let exact: Map<String, Value> = bounds
        .filter(|(_, number)| is_rounded(number))
        .map(|(keyword, number)| (keyword.to_owned(), number.clone()))
        .collect();
    if !exact.is_empty() {
        schema.insert("x-clientwright-exact".to_owned(), Value::Object(exact));
    }
}
