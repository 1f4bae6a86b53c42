//! Reading `clientwright.lock`: the only place that knows it as TOML; [`Lock::text`] writes it.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigError;
use crate::names::{CRATE, DOCUMENTS, Lock, MEMBERS, ORDERS, Place, is_identifier};
use crate::prose::{Shown, shown};

/// The version of the file's form, which its first line states.
const VERSION: &str = "1";

/// The tables that hold words and values, not names.
const WORDS: &[&str] = &[CRATE, DOCUMENTS, "sent", "filled", "homes"];

/// Reads a lock; it is empty where there is no such file.
///
/// # Errors
///
/// When the file can't be read, when it is not TOML, and when it holds something else than a lock: the message names the
/// line.
pub fn read_lock(path: &Path) -> Result<Lock, ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Lock::default()),
        Err(error) => return Err(ConfigError::unreadable(path, &error)),
    };
    parsed(&text).map_err(|Problem { at, message }| {
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        ConfigError::new(shown![
            Shown::line(path.display()),
            ":",
            line,
            ": ",
            Shown::line(message),
            "\n  = help: fix or delete the line; the command with `--relock` writes a new lock, which may rename items",
        ])
    })
}

/// What is wrong, and at which byte.
struct Problem {
    at: usize,
    message: String,
}

fn parsed(text: &str) -> Result<Lock, Problem> {
    let root = DeTable::parse(text).map_err(|error| Problem {
        at: error.span().map_or(0, |span| span.start),
        message: format!("invalid TOML: {}", error.message()),
    })?;
    let mut lock = Lock::default();
    let mut version = None;
    for (table, value) in root.get_ref() {
        match value.get_ref() {
            DeValue::Integer(number) if table.get_ref() == "version" => version = Some(number.as_str()),
            DeValue::Table(places) => {
                for (key, value) in places {
                    let place = place(value, table.get_ref())?;
                    lock.set(table.get_ref(), key.get_ref(), place);
                }
            }
            _ => return Err(problem(value, "a lock contains only tables of names")),
        }
    }
    match version {
        Some(VERSION) => Ok(lock),
        Some(other) => Err(Problem {
            at: 0,
            message: format!("this lock has version {other}, which this version of clientwright doesn't support"),
        }),
        None => Err(Problem {
            at: 0,
            message: "not a lock: it has no `version`".to_owned(),
        }),
    }
}

fn place(value: &Spanned<DeValue<'_>>, table: &str) -> Result<Place, Problem> {
    match value.get_ref() {
        DeValue::String(word) if WORDS.contains(&table) => Ok(Place::Name(word.clone().into_owned())),
        DeValue::Array(members) if ORDERS.contains(&table) => {
            let order: Result<Vec<String>, Problem> = members.iter().map(text).collect();
            order.map(Place::Order)
        }
        _ if ORDERS.contains(&table) => Err(problem(value, "expected a list of strings")),
        DeValue::String(_) => name(value).map(Place::Name),
        DeValue::Array(members) => {
            let mut names = BTreeMap::new();
            for member in members {
                match member.get_ref() {
                    DeValue::String(key) => {
                        names.insert(key.clone().into_owned(), None);
                    }
                    DeValue::Table(given) => {
                        for (key, value) in given {
                            let value = if table == MEMBERS { text(value)? } else { name(value)? };
                            names.insert(key.get_ref().clone().into_owned(), Some(value));
                        }
                    }
                    _ => return Err(problem(member, "expected a string or `{ text = \"name\" }`")),
                }
            }
            Ok(Place::Scope(names))
        }
        _ => Err(problem(value, "expected a name or a list of names")),
    }
}

fn text(value: &Spanned<DeValue<'_>>) -> Result<String, Problem> {
    match value.get_ref() {
        DeValue::String(text) => Ok(text.clone().into_owned()),
        _ => Err(problem(value, "expected a string")),
    }
}

fn name(value: &Spanned<DeValue<'_>>) -> Result<String, Problem> {
    match value.get_ref() {
        DeValue::String(name) if is_identifier(name) => Ok(name.clone().into_owned()),
        DeValue::String(name) => Err(problem(value, &format!("`{name}` isn't a valid Rust identifier"))),
        _ => Err(problem(value, "expected a name")),
    }
}

fn problem(value: &Spanned<DeValue<'_>>, message: &str) -> Problem {
    Problem {
        at: value.span().start,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let text = "version = 1\n\n[fields]\n\"a b\" = [{ a-b = \"a_minus_b\" }, \"firstName\"]\n\n[new]\nPet = [\"b\", \"a b\"]\n\n[sent]\nPet = \"and received\"\n\n[types]\nPet = \"Pet\"\n";
        let lock = parsed(text).ok().unwrap();
        assert!(lock.text().ends_with(text.strip_prefix("version = 1\n").unwrap()));
    }

    #[test]
    fn messages_name_the_place() {
        for (text, at, part) in [
            (
                "version = 1\n[types]\nPet = \"P t\"\n",
                26,
                "isn't a valid Rust identifier",
            ),
            ("version = 1\n[types]\nPet = 1\n", 26, "expected"),
            ("version = 1\n[new]\nPet = \"a\"\n", 24, "list of strings"),
            ("version = 1\n[new]\nPet = [1]\n", 25, "expected a string"),
            ("version = 1\n[types]\n<<<<<<< ours\n", 28, "invalid TOML"),
            ("version = 2\n", 0, "version 2"),
            ("[types]\n", 0, "no `version`"),
        ] {
            let problem = parsed(text).err().unwrap();
            assert_eq!(problem.at, at, "{text}: {}", problem.message);
            assert!(problem.message.contains(part), "{}", problem.message);
        }
    }
}
