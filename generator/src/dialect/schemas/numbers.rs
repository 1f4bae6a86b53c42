//! Numbers that are told by their format: `int32` of a `number`, and what servers write that read numbers from strings.

use serde_json::{Map, Value, json};

/// The formats of integers: OpenAPI's registry, and the sizes that vendors add to it.
const INTEGERS: &[&str] = &[
    "int8", "int16", "int32", "int64", "int128", "uint8", "uint16", "uint32", "uint64", "uint128",
];

/// The formats of other numbers.
const NUMBERS: &[&str] = &["float", "double", "decimal"];

/// What says by itself of which type values are.
const TYPING: &[&str] = &[
    "$ref",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "items",
    "oneOf",
    "properties",
    "type",
];

/// The same schema with the type that its format tells, and what to report; `None` where the type stays.
pub(super) fn typed(raw: &Map<String, Value>) -> Option<(Map<String, Value>, Option<&'static str>)> {
    let format = raw.get("format").and_then(Value::as_str);
    let is_of = |formats: &[&str]| format.is_some_and(|format| formats.contains(&format));
    let of_type = |name: Value| {
        let mut typed = raw.clone();
        typed.insert("type".to_owned(), name);
        typed
    };
    match raw.get("type").and_then(Value::as_str) {
        // A size of integers is a format of `number` in OpenAPI's registry.
        Some("number") if is_of(INTEGERS) => Some((of_type(json!("integer")), None)),
        Some("string") if format == Some("int-or-string") => {
            let mut typed = of_type(json!(["integer", "string"]));
            typed.remove("format");
            Some((
                typed,
                Some("a string of the format `int-or-string` is treated as an integer or a string"),
            ))
        }
        None if is_int_or_string(raw) => Some((of_type(json!(["integer", "string"])), None)),
        None if is_written_as_digits(raw) && !TYPING.iter().any(|key| raw.contains_key(*key)) => {
            let name = if is_of(INTEGERS) { "integer" } else { "number" };
            let message = "the format is one of numbers, and no type is given; it is treated as a number";
            let typed = of_type(json!([name, "string"]));
            (is_of(INTEGERS) || is_of(NUMBERS)).then_some((typed, Some(message)))
        }
        _ => None,
    }
}

/// Whether Kubernetes says so of a schema that says nothing else of its type.
fn is_int_or_string(raw: &Map<String, Value>) -> bool {
    let is_marked = raw.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true));
    is_marked && !TYPING.iter().any(|key| raw.contains_key(*key))
}

/// Whether strings of a schema are numbers in digits, as .NET describes what it reads as well as numbers.
pub(super) fn is_written_as_digits(raw: &Map<String, Value>) -> bool {
    raw.get("pattern").and_then(Value::as_str).is_some_and(is_of_digits)
}

/// Whether a regular expression fits numbers alone: digits, a sign in front, a point and an exponent.
fn is_of_digits(pattern: &str) -> bool {
    let mut rest = pattern.to_owned();
    for part in [
        "(?:", "[eE]", "[0-9]", "[1-9]", "[+-]", "[-+]", "\\d", "\\.", "\\+", "\\-", "{1,",
    ] {
        rest = rest.replace(part, if matches!(part, "[0-9]" | "\\d") { "0" } else { "" });
    }
    let signs = rest.matches('-').count();
    let has_sign_in_front = ["^-", "^(-"].iter().any(|start| rest.starts_with(start));
    let is_plain = |letter: char| letter.is_ascii_digit() || "^$-?*+()|.,{}[]".contains(letter);
    rest.contains('0') && rest.chars().all(is_plain) && (signs == 0 || (signs == 1 && has_sign_in_front))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_numbers() {
        for pattern in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
            r"^[0-9]+$",
        ] {
            assert!(is_of_digits(pattern), "{pattern}");
        }
        for pattern in [r"^\d{4}-\d{2}-\d{2}$", "^[a-z]+$", r"^\d+px$", "", "^v[0-9]+$"] {
            assert!(!is_of_digits(pattern), "{pattern}");
        }
    }
}
