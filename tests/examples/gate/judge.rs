//! Whether what a client's types made of each case is what should come of it.

use std::path::Path;

use serde_json::Value;

use crate::compare::is_same;

/// The cases of one document: how many there are, how many are to be refused, and how many failed.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) tried: usize,
    pub(crate) refused: usize,
    pub(crate) failures: Vec<String>,
}

/// Judges the results of all cases; a case without a result fails.
pub(crate) fn judge(cases: &Path, results: &Path) -> std::io::Result<Tally> {
    let (cases, results) = (std::fs::read_to_string(cases)?, std::fs::read_to_string(results)?);
    let mut tally = Tally::default();
    let mut results = results.lines();
    for line in cases.lines() {
        let (kind, result) = results
            .next()
            .and_then(|result| result.split_once('\t'))
            .unwrap_or(("lost", ""));
        let columns: Vec<&str> = line.splitn(4, '\t').collect();
        let [expectation, schema, expected, sample] = columns.as_slice() else {
            tally.failures.push(format!("unreadable\t{line}"));
            continue;
        };
        tally.tried += 1;
        tally.refused += usize::from(*expectation == "invalid");
        let verdict = match (*expectation, kind) {
            ("valid", "written") => back(result, expected, sample),
            ("valid", "refused") => Err(result.to_owned()),
            ("invalid", "written") => Err(format!("was read, and came back as {result}")),
            ("invalid", "refused") => refusal(result, expected),
            _ => Err(format!("has no result: {kind}")),
        };
        if let Err(why) = verdict {
            tally
                .failures
                .push(format!("{expectation}\t{schema}\t{why}\t{sample}\t{expected}"));
        }
    }
    Ok(tally)
}

/// The member that no schema declares.
const UNDECLARED: &str = "an undeclared member";

/// What is expected must come back, and nothing else than what was there.
fn back(text: &str, expected: &str, sample: &str) -> Result<(), String> {
    let got: Value = serde_json::from_str(text).map_err(|error| format!("wrote {text}: {error}"))?;
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

fn refusal(message: &str, path: &str) -> Result<(), String> {
    let is_there = match path.is_empty() {
        true => !message.starts_with('/'),
        false => message.starts_with(&format!("{path}: ")),
    };
    match is_there {
        true => Ok(()),
        false => Err(format!("was refused at another place than {path}: {message}")),
    }
}
