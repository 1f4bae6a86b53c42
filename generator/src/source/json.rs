//! JSON: RFC 8259. A duplicate name in an object is rejected, because one of the values would be lost.

use std::cell::Cell;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::Problem;
use super::budget::{Budget, MAX_DEPTH, MAX_PATH, size_of};
use crate::diagnostic::Code;
use crate::pointer::Pointer;

/// The value of a JSON text.
pub(super) fn read(text: &str) -> Result<Value, Problem> {
    if let Some(at) = too_deep(text) {
        let (line, column) = line_and_column(text, at);
        return Err(Problem {
            line_and_column: Some((line, column)),
            ..Problem::too_deep(Pointer::root())
        });
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let room = Room::without_end();
    let read = Seed::new(&room)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| {
        let message = error.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(message, _)| message)
            .to_owned();
        let line_and_column = Some((error.line(), error.column()));
        if message == TOO_FAR {
            return Problem {
                line_and_column,
                ..Problem::too_far(Pointer::root())
            };
        }
        let is_duplicate = message.starts_with(DUPLICATE);
        let problem = Problem::syntax(error.line(), error.column(), message);
        match is_duplicate {
            true => Problem {
                code: Code::DuplicateKey,
                help: "remove one of the two".to_owned(),
                ..problem
            },
            false => problem,
        }
    })
}

const DUPLICATE: &str = "the key `";
const TOO_FAR: &str = "too far";
const TOO_MUCH: &str = "too much";

/// Where the text nests too deep, found before anything is built.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// How long what is read may become, as compact JSON.
pub(super) struct Room {
    left: Cell<usize>,
    all: usize,
}

impl Room {
    /// For what copies nothing.
    fn without_end() -> Self {
        Self::of(usize::MAX)
    }

    /// For a text whose aliases may copy as much as is left of the budget.
    pub(super) fn copying(text: &str, budget: Budget) -> Self {
        Self::of(Self::plain(text).saturating_add(budget.left()))
    }

    /// How much more was read than a text has without aliases.
    pub(super) fn copied(&self, text: &str) -> usize {
        let read = self.all.saturating_sub(self.left.get());
        read.saturating_sub(Self::plain(text))
    }

    fn of(all: usize) -> Self {
        Self {
            left: Cell::new(all),
            all,
        }
    }

    /// Every scalar and collection has a character and a separator at least, so that this is never less than it is as JSON.
    fn plain(text: &str) -> usize {
        text.len().saturating_mul(2)
    }

    fn take<E: serde::de::Error>(&self, size: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(size).ok_or_else(|| E::custom(TOO_MUCH))?;
        self.left.set(left);
        Ok(())
    }
}

/// Builds a value, within the room that there is.
#[derive(Clone, Copy)]
pub(super) struct Seed<'r> {
    room: &'r Room,
    /// How many bytes the keys around the value have.
    path: usize,
}

impl<'r> Seed<'r> {
    pub(super) fn new(room: &'r Room) -> Self {
        Self { room, path: 0 }
    }

    fn scalar<E: serde::de::Error>(self, value: impl Into<Value>, text: &str) -> Result<Value, E> {
        self.room.take(size_of(text))?;
        Ok(value.into())
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.scalar(Value::Null, "")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        self.scalar(value, "")
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.scalar(value, "")
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.scalar(value, "")
    }

    /// An integer past 64 bits is near enough as a float: no schema needs its last digits.
    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        self.scalar(Number::from_f64(value).map_or(Value::Null, Value::Number), "")
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.scalar(value, value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.room.take(size_of(""))?;
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(self)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.room.take(size_of(""))?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<Name>()? {
            self.room.take(size_of(&name.0))?;
            let path = self.path + name.0.len();
            if path > MAX_PATH {
                return Err(A::Error::custom(TOO_FAR));
            }
            let value = members.next_value_seed(Self { path, ..self })?;
            if object.insert(name.0.clone(), value).is_some() {
                return Err(A::Error::custom(format_args!(
                    "{DUPLICATE}{}` is duplicated in this object",
                    name.0
                )));
            }
        }
        Ok(Value::Object(object))
    }
}

struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_stands_twice_is_refused() {
        let problem = read("{\n  \"a\": 1,\n  \"a\": 2\n}").err().unwrap();
        assert_eq!(problem.code, Code::DuplicateKey);
        assert!(problem.message.contains("`a`"));
    }

    #[test]
    fn the_way_to_a_value_is_bounded() {
        let key = "k".repeat(10_000);
        assert!(read(&format!("{{\"{key}\": 1, \"{key}2\": {{\"a\": 1}}}}")).is_ok());
        let problem = read(&format!("{{\"{key}\": [\n{{\"{key}\": 1}}]}}")).err().unwrap();
        assert_eq!(problem.code, Code::TooLarge);
        assert_eq!(problem.line_and_column.map(|(line, _)| line), Some(2));
    }

    #[test]
    fn nesting_is_bounded_and_strings_do_not_nest() {
        assert!(read(&"[".repeat(100_000)).is_err_and(|problem| problem.code == Code::TooLarge));
        assert!(read(&format!("{:?}", "[".repeat(100_000))).is_ok());
    }
}
