//! Bounds of numbers that exclude the number itself: JSON Schema 2020-12 Validation, sections 6.2.3 and 6.2.5; OpenAPI 3.0
//! says so by a flag beside the bound.

use serde_json::{Map, Number, Value};

use crate::spec::Bounds;

/// Exclusive bounds, as numbers or as flags.
pub(super) fn with_exclusive(raw: &Map<String, Value>, mut bounds: Bounds) -> Bounds {
    let Bounds {
        minimum,
        exclusive_minimum,
        maximum,
        exclusive_maximum,
        ..
    } = &mut bounds;
    exclude(raw.get("exclusiveMinimum"), minimum, exclusive_minimum, |bound, own| {
        bound > own
    });
    exclude(raw.get("exclusiveMaximum"), maximum, exclusive_maximum, |bound, own| {
        bound < own
    });
    bounds
}

/// Where the bound that includes its number is tighter, it leaves nothing to say for one that excludes its own.
fn exclude(
    said: Option<&Value>,
    bound: &mut Option<Number>,
    is_exclusive: &mut bool,
    is_tighter: fn(f64, f64) -> bool,
) {
    match said {
        Some(Value::Bool(flag)) => *is_exclusive = *flag,
        Some(Value::Number(own)) => {
            let numbers = bound.as_ref().and_then(Number::as_f64).zip(own.as_f64());
            if !numbers.is_some_and(|(bound, own)| is_tighter(bound, own)) {
                *bound = Some(own.clone());
                *is_exclusive = true;
            }
        }
        _ => {}
    }
}
