//! What was learned from the departures of a server: `[[learned]]`, as `clientwright learn` writes it.

use serde::Deserialize;

use super::Config;
use crate::learn::Lesson;

/// Where a server departs from its document: `optional`, `lenient` and `keep_undeclared` for one place, or a departure that is
/// expected.
///
/// ```toml
/// [[learned]]
/// optional = "User.avatar"
/// count = 28
/// reason = "list_users 200 /0/avatar: expected a string, found null"
///
/// [[learned]]
/// expected = "status"
/// operation = "create_flow"
/// status = 201
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Row")]
pub struct LearnedConfig(Lesson);

/// A row as it stands in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    optional: Option<String>,
    lenient: Option<String>,
    keep_undeclared: Option<String>,
    expected: Option<String>,
    operation: Option<String>,
    status: Option<u16>,
    pointer: Option<String>,
    /// For those who read it.
    #[serde(rename = "count")]
    _count: Option<u64>,
    #[serde(rename = "reason")]
    _reason: Option<String>,
}

impl TryFrom<Row> for LearnedConfig {
    type Error = String;

    fn try_from(row: Row) -> Result<Self, String> {
        let is_plain = row.operation.is_none() && row.status.is_none() && row.pointer.is_none();
        let lesson = match (row.optional, row.lenient, row.keep_undeclared, row.expected) {
            (Some(place), None, None, None) if is_plain => Lesson::Optional(place),
            (None, Some(place), None, None) if is_plain => Lesson::Lenient(place),
            (None, None, Some(name), None) if is_plain => Lesson::KeepUndeclared(name),
            (None, None, None, Some(kind)) => Lesson::Expected {
                kind: known(kind)?,
                operation: row.operation.ok_or("an `expected` departure needs an `operation`")?,
                status: row.status.ok_or("an `expected` departure needs a `status`")?,
                pointer: row.pointer.unwrap_or_default(),
            },
            _ => {
                return Err(
                    "a row of `learned` has one of `optional`, `lenient`, `keep_undeclared` and `expected`; only the last one has \
                     `operation`, `status` and `pointer`"
                        .to_owned(),
                );
            }
        };
        Ok(Self(lesson))
    }
}

/// The kinds of departures that may be expected: their values are read.
const KINDS: &[&str] = &["status", "media-type", "unlisted-value", "undeclared-property", "null"];

fn known(kind: String) -> Result<String, String> {
    match KINDS.contains(&kind.as_str()) {
        true => Ok(kind),
        false => Err(format!("`expected` is one of `{}`", KINDS.join("`, `"))),
    }
}

impl Config {
    /// The rows of `[[learned]]`.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.learned.iter().map(|LearnedConfig(lesson)| lesson)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Result<Lesson, String> {
        let row: Result<LearnedConfig, _> = toml::from_str(text);
        row.map(|LearnedConfig(lesson)| lesson)
            .map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_row_says_one_thing() {
        assert_eq!(
            row("optional = 'A.b'\ncount = 3").unwrap(),
            Lesson::Optional("A.b".to_owned())
        );
        for (text, part) in [
            ("", "one of"),
            ("optional = 'A.b'\nlenient = 'A.b'", "one of"),
            ("optional = 'A.b'\nstatus = 201", "one of"),
            ("expected = 'status'\nstatus = 201", "an `operation`"),
            ("expected = 'status'\noperation = 'a'", "a `status`"),
            (
                "expected = 'shape'\noperation = 'a'\nstatus = 200",
                "`expected` is one of",
            ),
        ] {
            let error = row(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
