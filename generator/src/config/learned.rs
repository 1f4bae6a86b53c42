//! What was learned from the departures of a server: `[[learned]]`, as `clientwright learn` writes it.

use serde::Deserialize;

use super::clients::{CLIENT, end, parsed};
use super::{Config, ConfigError};
use crate::learn::Lesson;
use crate::prose::{Shown, shown};

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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Row")]
pub struct LearnedConfig(#[cfg_attr(feature = "schema", schemars(with = "Row"))] Lesson);

/// A row as it stands in the configuration.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
struct Row {
    /// A property or a response, as in the list `optional`.
    optional: Option<String>,
    /// A property or a response, as in the list `lenient`.
    lenient: Option<String>,
    /// A type, as in the list `keep_undeclared`.
    keep_undeclared: Option<String>,
    /// The kind of a departure that is no longer reported, since its value is read all the same.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = KINDS)))]
    expected: Option<String>,
    /// The operation of an expected departure.
    operation: Option<String>,
    /// The status code of an expected departure.
    status: Option<u16>,
    /// The place of an expected departure; `*` in the JSON Pointer is any index or name.
    pointer: Option<String>,
    /// How many departures there were, for readers.
    #[serde(rename = "count")]
    _count: Option<u64>,
    /// The first departure, for readers.
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

    /// The text of the configuration file with more rows for this client: at its end, where a table of an array may
    /// always stand.
    ///
    /// # Errors
    ///
    /// When the client isn't a table `[[client]]` of the file.
    pub fn with_rows(&self, text: &str, rows: &[String]) -> Result<String, ConfigError> {
        let rows = rows.join("\n");
        let Some(client) = &self.client else {
            return Ok(format!("{}\n\n{rows}", text.trim_end()));
        };
        let missing = || ConfigError::new(shown!["client `", Shown::line(client), "` isn't a table `[[client]]`"]);
        let index = parsed(text)?.iter().position(|config| config.is_called(client));
        let at = index.and_then(|index| end(text, index)).ok_or_else(missing)?;
        let (before, after) = text.split_at_checked(at).ok_or_else(missing)?;
        let rows = rows.replace("[[learned]]\n", &format!("[[{CLIENT}.learned]]\n"));
        let space = if after.is_empty() { "" } else { "\n" };
        Ok(format!("{}\n\n{rows}{space}{after}", before.trim_end()))
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
    fn rows_are_added_to_their_client() {
        let rows = ["[[learned]]\noptional = 'A.b'\n".to_owned()];
        let text = "[[client]]\nspec = 'a'\noutput = 'one'\n\n# Two.\n[[client]]\nspec = 'b'\noutput = 'two'\n";
        let config = |name: &str| Config {
            client: Some(name.to_owned()),
            ..Config::default()
        };
        let with = config("one").with_rows(text, &rows).unwrap();
        let clients = parsed(&with).ok().unwrap();
        let counts: Vec<usize> = clients.iter().map(|config| config.learned.len()).collect();
        assert_eq!(counts, [1, 0], "{with}");
        assert!(with.contains("optional = 'A.b'\n\n# Two.\n[[client]]"), "{with}");
        let with = config("two").with_rows(text, &rows).unwrap();
        assert!(with.ends_with("[[client.learned]]\noptional = 'A.b'\n"), "{with}");
        assert!(config("three").with_rows(text, &rows).is_err());
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
