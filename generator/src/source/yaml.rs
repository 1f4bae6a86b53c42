//! YAML 1.2 with the core schema, over the events of a published parser.
//!
//! `yes`, `no`, `on` and `off` are strings, dates are strings, keys are strings as written (`200:`), aliases and merge
//! keys are expanded within bounds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use serde::de::DeserializeSeed;
use serde_json::{Map, Number, Value};

use super::{MAX_ALIASED, MAX_DEPTH, Problem};
use crate::diagnostic::Code;
use crate::pointer::Pointer;

/// The value of the first document of a YAML text.
///
/// What the strict parser refuses is tried with one that takes the indentation that vendors publish; the message is the
/// strict one's.
pub(super) fn read(text: &str) -> Result<Value, Problem> {
    strict(text).or_else(|problem| match problem.code {
        Code::InvalidSyntax => lenient(text).ok_or(problem),
        _ => Err(problem),
    })
}

fn lenient(text: &str) -> Option<Value> {
    let document = serde_yaml::Deserializer::from_str(text).next()?;
    super::json::Seed.deserialize(document).ok().filter(Value::is_object)
}

fn strict(text: &str) -> Result<Value, Problem> {
    let mut loader = Loader::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let marker = error.marker();
            if error.info().contains("recursion limit") {
                let at = Some((marker.line(), marker.col() + 1));
                return Problem {
                    line_and_column: at,
                    ..Problem::too_deep(Pointer::root())
                };
            }
            Problem::syntax(
                marker.line(),
                marker.col() + 1,
                format!("not valid YAML: {}", error.info()),
            )
        })?;
        let at = (span.start.line(), span.start.col() + 1);
        if loader.take(event).map_err(|problem| Problem {
            line_and_column: Some(at),
            ..problem
        })? {
            break;
        }
    }
    Ok(loader.root.unwrap_or(Value::Null))
}

/// Builds values from events.
#[derive(Default)]
struct Loader {
    open: Vec<Open>,
    anchors: BTreeMap<usize, (Value, usize)>,
    /// How many values there are, copies by aliases included.
    values: usize,
    /// How many of them are copies by aliases.
    aliased: usize,
    root: Option<Value>,
}

/// A collection whose end has not come yet.
struct Open {
    anchor: usize,
    first_value: usize,
    collection: Collection,
}

enum Collection {
    Sequence(Vec<Value>),
    Mapping {
        members: Map<String, Value>,
        key: Option<String>,
        merged: Vec<Value>,
    },
}

impl Loader {
    /// Takes one event; `true` when the document is over.
    fn take(&mut self, event: Event<'_>) -> Result<bool, Problem> {
        match event {
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag)?,
            Event::SequenceStart(anchor, _) => self.begin(anchor, Collection::Sequence(Vec::new()))?,
            Event::MappingStart(anchor, _) => {
                self.begin(
                    anchor,
                    Collection::Mapping {
                        members: Map::new(),
                        key: None,
                        merged: Vec::new(),
                    },
                )?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end()?,
            Event::Alias(anchor) => self.alias(anchor)?,
            Event::DocumentEnd => return Ok(true),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
        Ok(false)
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
    ) -> Result<(), Problem> {
        if self.wants_key() {
            return self.key(text.into_owned());
        }
        let is_string = style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix == "str");
        let value = if is_string {
            Value::String(text.into_owned())
        } else {
            plain(&text)
        };
        self.values += 1;
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), 1));
        }
        self.add(value)
    }

    fn wants_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                collection: Collection::Mapping { key: None, .. },
                ..
            })
        )
    }

    fn key(&mut self, text: String) -> Result<(), Problem> {
        let pointer = self.pointer();
        let Some(Open {
            collection: Collection::Mapping { members, key, .. },
            ..
        }) = self.open.last_mut()
        else {
            return Ok(());
        };
        if members.contains_key(&text) {
            let message = format!("the key `{text}` stands twice in this mapping");
            return Err(Problem::at(
                Code::DuplicateKey,
                pointer.child(&text),
                message,
                "remove one of the two",
            ));
        }
        *key = Some(text);
        Ok(())
    }

    fn begin(&mut self, anchor: usize, collection: Collection) -> Result<(), Problem> {
        if self.wants_key() {
            let message = "a mapping or a sequence can't be a key here";
            return Err(Problem::at(
                Code::InvalidSyntax,
                self.pointer(),
                message,
                "use a plain text as the key",
            ));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem::too_deep(Pointer::root()));
        }
        self.values += 1;
        self.open.push(Open {
            anchor,
            first_value: self.values,
            collection,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Problem> {
        let Some(Open {
            anchor,
            first_value,
            collection,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        let value = match collection {
            Collection::Sequence(elements) => Value::Array(elements),
            Collection::Mapping {
                mut members, merged, ..
            } => {
                for (name, value) in merged.into_iter().flat_map(members_of) {
                    members.entry(name).or_insert(value);
                }
                Value::Object(members)
            }
        };
        if anchor > 0 {
            self.anchors
                .insert(anchor, (value.clone(), self.values - first_value + 1));
        }
        self.add(value)
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Problem> {
        let known = self.anchors.get(&anchor);
        let Some((value, size)) = known.filter(|(_, size)| *size <= MAX_ALIASED).cloned() else {
            let message = "the alias stands for nothing, or for something that it is in itself";
            return Err(Problem::at(
                Code::InvalidSyntax,
                self.pointer(),
                message,
                "give the anchor before the alias",
            ));
        };
        if self.wants_key() {
            return self.key(value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string()));
        }
        self.values += size;
        self.aliased += size;
        if self.aliased <= MAX_ALIASED {
            return self.add(value);
        }
        let message = format!("the aliases stand for more than {MAX_ALIASED} values");
        Err(Problem::at(
            Code::TooLarge,
            self.pointer(),
            message,
            "use `$ref` instead of aliases",
        ))
    }

    fn add(&mut self, value: Value) -> Result<(), Problem> {
        match self.open.last_mut().map(|open| &mut open.collection) {
            None => self.root = Some(value),
            Some(Collection::Sequence(elements)) => elements.push(value),
            Some(Collection::Mapping { members, key, merged }) => match key.take() {
                Some(name) if name == "<<" && !value.is_string() => merged.push(value),
                Some(name) => {
                    members.insert(name, value);
                }
                None => {}
            },
        }
        Ok(())
    }

    /// Where the next value will stand.
    fn pointer(&self) -> Pointer {
        self.open
            .iter()
            .fold(Pointer::root(), |pointer, open| match &open.collection {
                Collection::Sequence(elements) => pointer.index(elements.len()),
                Collection::Mapping { key: Some(key), .. } => pointer.child(key),
                Collection::Mapping { .. } => pointer,
            })
    }
}

/// The members that a merge key brings: of one mapping, or of several, the first of which counts.
fn members_of(value: Value) -> Vec<(String, Value)> {
    match value {
        Value::Object(members) => members.into_iter().collect(),
        Value::Array(mappings) => mappings.into_iter().flat_map(members_of).collect(),
        _ => Vec::new(),
    }
}

/// A plain scalar by the core schema: YAML 1.2.2, section 10.3.2.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        other => number(other).map_or_else(|| Value::String(other.to_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let first = text.bytes().next()?;
    if !first.is_ascii_digit() && !matches!(first, b'-' | b'+' | b'.') {
        return None;
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).ok().map(Number::from);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return u64::from_str_radix(digits, 8).ok().map(Number::from);
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if let Ok(integer) = unsigned.parse::<i64>() {
        return Some(Number::from(integer));
    }
    if let Ok(integer) = unsigned.parse::<u64>() {
        return Some(Number::from(integer));
    }
    let is_float = unsigned
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && unsigned.bytes().any(|byte| byte.is_ascii_digit());
    is_float
        .then(|| unsigned.parse::<f64>().ok().and_then(Number::from_f64))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scalars_follow_the_core_schema() {
        let text = "[yes, true, 0o17, 0x1F, 1.5, 1.0.0, 2024-01-01, ~, '200', -3, 1e3, +1, .5]";
        let expected = json!([
            "yes",
            true,
            15,
            31,
            1.5,
            "1.0.0",
            "2024-01-01",
            null,
            "200",
            -3,
            1000.0,
            1,
            0.5
        ]);
        assert_eq!(read(text).ok().unwrap(), expected);
        assert_eq!(
            read("[9223372036854775808, -9223372036854776000]").ok().unwrap()[0],
            json!(9223372036854775808_u64)
        );
    }

    #[test]
    fn keys_are_strings_and_must_differ() {
        assert_eq!(read("200: a\ntrue: b").ok().unwrap(), json!({"200": "a", "true": "b"}));
        assert!(read("a: 1\nb: 2\na: 3").is_err_and(|problem| problem.code == Code::DuplicateKey));
    }

    #[test]
    fn aliases_and_merge_keys_are_expanded() {
        let text = "a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: *x";
        assert_eq!(read(text).ok().unwrap()["b"], json!({"p": 1, "q": 3}));
    }

    #[test]
    fn bombs_are_refused() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let before = level - 1;
            text.push_str(&format!(
                "a{level}: &a{level} [{}]\n",
                vec![format!("*a{before}"); 10].join(", ")
            ));
        }
        assert!(read(&text).is_err_and(|problem| problem.code == Code::TooLarge));
        assert!(read(&"[".repeat(20_000)).is_err_and(|problem| problem.code == Code::TooLarge));
    }
}
