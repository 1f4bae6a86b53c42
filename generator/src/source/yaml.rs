//! YAML 1.2 with the core schema, over the events of a published parser.
//!
//! `yes`, `no`, `on` and `off` are strings, dates are strings, keys are strings as written (`200:`), aliases and merge
//! keys are expanded within bounds.

mod merge;
mod scalars;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use serde::de::DeserializeSeed;
use serde_json::{Map, Value};

use super::Problem;
use super::budget::{Budget, MAX_DEPTH, MAX_PATH, size_of};
use crate::diagnostic::Code;
use crate::pointer::Pointer;

/// The value of the first document of a YAML text.
///
/// What the strict parser refuses is tried with one that takes the indentation that vendors publish; the message is the
/// strict one's.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Value, Problem> {
    let before = *budget;
    strict(text, budget).or_else(|problem| match problem.code {
        Code::InvalidSyntax => {
            *budget = before;
            lenient(text, budget).ok_or(problem)
        }
        _ => Err(problem),
    })
}

fn lenient(text: &str, budget: &mut Budget) -> Option<Value> {
    let document = serde_yaml::Deserializer::from_str(text).next()?;
    let room = super::json::Room::copying(text, *budget);
    let value = super::json::Seed::new(&room).deserialize(document).ok()?;
    budget.take(room.copied(text));
    value.is_object().then_some(value)
}

fn strict(text: &str, budget: &mut Budget) -> Result<Value, Problem> {
    let mut loader = Loader {
        budget,
        aliased: aliased(text),
        open: Vec::new(),
        anchors: BTreeMap::new(),
        root: None,
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let marker = error.marker();
            if error.info().contains("recursion limit") {
                let at = Some((marker.line(), marker.col() + 1));
                return Problem {
                    line_and_column: at,
                    ..Problem::too_many_brackets(Pointer::root())
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

/// The anchors that some alias stands for: only what they name is held a second time.
fn aliased(text: &str) -> BTreeSet<usize> {
    if !(text.contains('&') && text.contains('*')) {
        return BTreeSet::new();
    }
    let events = Parser::new_from_str(text).map_while(Result::ok);
    events
        .take_while(|(event, _)| !matches!(event, Event::DocumentEnd))
        .filter_map(|(event, _)| match event {
            Event::Alias(anchor) => Some(anchor),
            _ => None,
        })
        .collect()
}

/// Builds values from events.
struct Loader<'b> {
    budget: &'b mut Budget,
    /// The anchors that some alias stands for.
    aliased: BTreeSet<usize>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    root: Option<Value>,
}

/// A value, how long it is as compact JSON, and how many levels it has.
#[derive(Clone)]
struct Node {
    value: Value,
    size: usize,
    height: usize,
}

/// A collection whose end has not come yet.
struct Open {
    anchor: usize,
    collection: Collection,
    /// How long it is so far, as compact JSON.
    size: usize,
    /// How many levels its members have.
    height: usize,
    /// How many bytes the keys around it have.
    path: usize,
}

enum Collection {
    Sequence(Vec<Value>),
    Mapping {
        members: Map<String, Value>,
        key: Option<String>,
        merged: Vec<Value>,
    },
}

impl Loader<'_> {
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
            Value::String(text.to_string())
        } else {
            scalars::plain(&text)
        };
        let node = Node {
            size: size_of(&text),
            height: 0,
            value,
        };
        self.complete(anchor, node)
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
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let Collection::Mapping { members, key, .. } = &mut open.collection else {
            return Ok(());
        };
        if open.path + text.len() > MAX_PATH {
            return Err(Problem::too_far(self.pointer()));
        }
        if !members.contains_key(&text) {
            open.size += size_of(&text);
            *key = Some(text);
            return Ok(());
        }
        let message = format!("the key `{text}` is duplicated in this mapping");
        Err(Problem::at(
            Code::DuplicateKey,
            self.pointer().child(&text),
            message,
            "remove one of the two",
        ))
    }

    fn begin(&mut self, anchor: usize, collection: Collection) -> Result<(), Problem> {
        if self.wants_key() {
            let message = "a mapping or a sequence can't be a key";
            return Err(Problem::at(
                Code::InvalidSyntax,
                self.pointer(),
                message,
                "use a plain string as the key",
            ));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem::too_deep(Pointer::root()));
        }
        self.open.push(Open {
            anchor,
            collection,
            size: size_of(""),
            height: 0,
            path: self.path(),
        });
        Ok(())
    }

    /// How many bytes the keys around the next value have.
    fn path(&self) -> usize {
        let Some(open) = self.open.last() else { return 0 };
        match &open.collection {
            Collection::Mapping { key: Some(key), .. } => open.path + key.len(),
            _ => open.path,
        }
    }

    fn end(&mut self) -> Result<(), Problem> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let value = match open.collection {
            Collection::Sequence(elements) => Value::Array(elements),
            Collection::Mapping {
                mut members, merged, ..
            } => {
                for (name, value) in merged.into_iter().flat_map(merge::members_of) {
                    members.entry(name).or_insert(value);
                }
                Value::Object(members)
            }
        };
        let node = Node {
            value,
            size: open.size,
            height: open.height + 1,
        };
        self.complete(open.anchor, node)
    }

    /// Takes a value that is whole; it is held a second time where an alias stands for it.
    fn complete(&mut self, anchor: usize, node: Node) -> Result<(), Problem> {
        if anchor > 0 && self.aliased.contains(&anchor) {
            self.pay(node.size)?;
            self.anchors.insert(anchor, node.clone());
        }
        self.add(node);
        Ok(())
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Problem> {
        let Some((size, height)) = self.anchors.get(&anchor).map(|node| (node.size, node.height)) else {
            let message = "the alias has no anchor before it, or refers to a node that contains it";
            return Err(Problem::at(
                Code::InvalidSyntax,
                self.pointer(),
                message,
                "define the anchor before the alias",
            ));
        };
        self.pay(size)?;
        if self.open.len() + height > MAX_DEPTH {
            return Err(Problem::too_deep(self.pointer()));
        }
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Ok(());
        };
        if self.wants_key() {
            let text = node.value.as_str().map(str::to_owned);
            return self.key(text.unwrap_or_else(|| node.value.to_string()));
        }
        self.add(node);
        Ok(())
    }

    /// Pays for a copy.
    fn pay(&mut self, size: usize) -> Result<(), Problem> {
        match self.budget.take(size) {
            Some(()) => Ok(()),
            None => Err(Problem::too_much(self.pointer())),
        }
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node.value);
            return;
        };
        open.size = open.size.saturating_add(node.size);
        let mut height = node.height;
        match &mut open.collection {
            Collection::Sequence(elements) => elements.push(node.value),
            Collection::Mapping { members, key, merged } => match key.take() {
                Some(name) if name == "<<" && merge::is_merged(&node.value) => {
                    height -= if node.value.is_array() { 2 } else { 1 };
                    merged.push(node.value);
                }
                Some(name) => {
                    members.insert(name, node.value);
                }
                None => {}
            },
        }
        open.height = open.height.max(height);
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(text: &str) -> Result<Value, Problem> {
        let mut budget = Budget::new();
        budget.allow(text);
        super::read(text, &mut budget)
    }

    #[test]
    fn keys_are_strings_and_must_differ() {
        assert_eq!(
            read("[200, '200', !!str 200]").ok().unwrap(),
            json!([200, "200", "200"])
        );
        assert_eq!(read("200: a\ntrue: b").ok().unwrap(), json!({"200": "a", "true": "b"}));
        assert!(read("a: 1\nb: 2\na: 3").is_err_and(|problem| problem.code == Code::DuplicateKey));
    }

    #[test]
    fn aliases_and_merge_keys_are_expanded() {
        let text = "a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: *x";
        assert_eq!(read(text).ok().unwrap()["b"], json!({"p": 1, "q": 3}));
    }

    fn refused(text: &str) -> Problem {
        let problem = read(text).err().unwrap();
        assert_eq!(problem.code, Code::TooLarge);
        problem
    }

    #[test]
    fn copies_count_as_much_as_they_hold() {
        let mut nested = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let before = level - 1;
            nested.push_str(&format!(
                "a{level}: &a{level} [{}]\n",
                vec![format!("*a{before}"); 10].join(", ")
            ));
        }
        refused(&nested);
        let long = "x".repeat(200_000);
        let aliases = "- *a\n".repeat(1_000);
        refused(&format!("- &a {long}\n{aliases}"));
        refused(&format!("- &a {{x: {long}}}\n{}", "- {<<: *a}\n".repeat(10_000)));
        refused(&format!(
            "- &a {}\n{}",
            "y".repeat(15_000),
            "- {*a : 1}\n".repeat(50_000)
        ));
        let lenient = format!("x:\n- &a {long}\n{aliases}y: [\n  1,\n]\n");
        assert!(read(&lenient).is_err());
        assert!(read(&format!("- &a {long}\n- *a\n- *a\n")).is_ok());
    }

    #[test]
    fn an_anchor_that_no_alias_stands_for_costs_nothing() {
        let nested = (0..200).fold("x".repeat(50_000), |inner, level| format!("&a{level} [{inner}]"));
        assert!(read(&nested).is_ok());
        let used = (0..200).map(|level| format!("- *a{level}\n")).collect::<String>();
        refused(&format!("- {nested}\n{used}"));
    }

    #[test]
    fn depth_is_bounded_after_aliases_are_expanded() {
        assert!(read(&"[".repeat(20_000)).is_err_and(|problem| problem.code == Code::TooLarge));
        let chain = |link: &str| {
            let links = (1..=500).map(|level| format!("- &a{level} {}\n", link.replace('?', &(level - 1).to_string())));
            format!("- &a0 {{a: 1}}\n{}", links.collect::<String>())
        };
        let problem = refused(&chain("{x: *a?}"));
        assert_eq!(problem.line_and_column.map(|(line, _)| line), Some(400));
        assert_eq!(problem.pointer.as_str(), "/399/x");
        refused(&chain("{<<: [{y: *a?}]}"));
        assert!(read(&chain("{<<: *a?}")).is_ok());
        assert!(read(&chain("{<<: [*a?, {z: 1}]}")).is_ok());
    }

    #[test]
    fn the_way_to_a_value_is_bounded() {
        let key = "k".repeat(1000);
        let nested = |levels: usize| (0..levels).fold("x".to_owned(), |inner, _| format!("{{{key}: {inner}}}"));
        assert!(read(&nested(16)).is_ok());
        refused(&nested(17));
    }
}
