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
            "valid" => back(result, expected, sample),
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

/// The member that no schema declares.
const UNDECLARED: &str = "an undeclared member";

/// What is expected must come back, and nothing else than what was there.
fn back(result: Result<String, String>, expected: &str, sample: &str) -> Result<(), String> {
    let text = result?;
    let got: Value = serde_json::from_str(&text).map_err(|error| format!("wrote {text}: {error}"))?;
    let expected: Value = serde_json::from_str(expected).map_err(|error| error.to_string())?;
    let mut sample: Value = serde_json::from_str(sample).map_err(|error| error.to_string())?;
    if expected.get(UNDECLARED).is_none()
        && let Some(members) = sample.as_object_mut()
    {
        members.remove(UNDECLARED);
    }
    match is_same(&expected, &got, &sample) {
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

/// Equal but for the spelling of numbers and instants, for a null that is left out, as where a type that is only received
/// reads it as missing, and for more of the sample than is expected.
fn is_same(expected: &Value, got: &Value, sample: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            let of_sample = |name: &str| sample.get(name).unwrap_or(&Value::Null);
            let is_kept = |(name, value): (&String, &Value)| match got.get(name) {
                Some(got) => is_same(value, got, of_sample(name)),
                None => value.is_null(),
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
