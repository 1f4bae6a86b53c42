//! Reads cases from a file, sends each through the client's types, and says which do not come back as they should.

use serde_json::Value;

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let (mut tried, mut failed, mut refused) = (0, 0, 0);
    for line in text.lines() {
        let mut columns = line.splitn(4, '\t');
        let (Some(kind), Some(schema), Some(expected), Some(sample)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let Some(result) = CRATE::gate::round_trip(schema, sample) else {
            println!("missing\t{schema}");
            failed += 1;
            continue;
        };
        tried += 1;
        let verdict = match kind {
            "valid" => back(result, expected),
            _ => {
                refused += 1;
                refusal(result, expected)
            }
        };
        if let Err(why) = verdict {
            failed += 1;
            println!("{kind}\t{schema}\t{why}\t{sample}");
        }
    }
    println!("= {tried} {refused} {failed}");
}

fn back(result: Result<String, String>, expected: &str) -> Result<(), String> {
    let text = result?;
    let got: Value = serde_json::from_str(&text).map_err(|error| format!("wrote {text}: {error}"))?;
    let expected: Value = serde_json::from_str(expected).map_err(|error| error.to_string())?;
    match is_same(&expected, &got) {
        true => Ok(()),
        false => Err(format!("came back as {text}")),
    }
}

fn refusal(result: Result<String, String>, path: &str) -> Result<(), String> {
    match result {
        Ok(text) => Err(format!("was read, and came back as {text}")),
        Err(message) if path.is_empty() && !message.starts_with('/') => Ok(()),
        Err(message) if !path.is_empty() && message.starts_with(&format!("{path}: ")) => Ok(()),
        Err(message) => Err(format!("was refused at another place than {path}: {message}")),
    }
}

/// Equal but for the spelling of numbers and instants, and for nulls where a member may as well be missing.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let mut names: Vec<&String> = left.keys().chain(right.keys()).collect();
            names.sort();
            names.dedup();
            let value = |members: &serde_json::Map<String, Value>, name: &str| {
                members.get(name).cloned().unwrap_or(Value::Null)
            };
            names.into_iter().all(|name| is_same(&value(left, name), &value(right, name)))
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Number(left), Value::Number(right)) => {
            left == right || ((left.is_f64() || right.is_f64()) && near(left.as_f64(), right.as_f64()))
        }
        (Value::String(left), Value::String(right)) => left == right || instant(left) == instant(right),
        _ => left == right,
    }
}

/// Equal up to the precision of `f32`, for which there is a format.
fn near(left: Option<f64>, right: Option<f64>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left == right || (left - right).abs() <= left.abs() * 1e-6,
        _ => false,
    }
}

fn instant(text: &str) -> String {
    text.replace("+00:00", "Z").to_uppercase()
}
