//! Which emitted type stands for which schema: by the place that its documentation ends with.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Node;

/// The emitted types by the pointer of their schema.
pub(crate) struct Types {
    received: BTreeMap<String, String>,
    /// The form in which it is sent, where that is another type.
    sent: BTreeMap<String, String>,
}

/// Which way a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Received,
    Sent,
}

impl Types {
    /// The types of an emitted crate, read from its text.
    pub(crate) fn of(files: &BTreeMap<String, String>) -> Self {
        let mut types = Self {
            received: BTreeMap::new(),
            sent: BTreeMap::new(),
        };
        for (_, text) in files.iter().filter(|(path, _)| path.starts_with("src/types/")) {
            types.read(text);
        }
        types
    }

    fn read(&mut self, text: &str) {
        let (mut place, mut is_sent) = (None, false);
        for line in text.lines() {
            let prose = line.strip_prefix("/// ");
            if let Some(pointer) = prose.and_then(|line| line.trim_matches('`').strip_prefix('#')) {
                place = Some(pointer.to_owned());
            }
            is_sent |= prose.is_some_and(|line| line.starts_with("As it is sent: "));
            let item = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .find_map(|word| line.strip_prefix(word));
            let Some(item) = item else { continue };
            let name = item
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_');
            let into = match std::mem::take(&mut is_sent) {
                true => &mut self.sent,
                false => &mut self.received,
            };
            if let Some(place) = place.take() {
                into.entry(place)
                    .or_insert_with(|| format!("crate::types::{}", name.collect::<String>()));
            }
        }
    }

    /// The type that stands for a component.
    pub(crate) fn component(&self, name: &str) -> Option<&str> {
        self.at(&component_pointer(name), Direction::Received)
    }

    fn at(&self, pointer: &str, direction: Direction) -> Option<&str> {
        let sent = self.sent.get(pointer).filter(|_| direction == Direction::Sent);
        sent.or_else(|| self.received.get(pointer)).map(String::as_str)
    }

    /// The type of a schema at a pointer: of its own, of the component that it refers to, or a list of such.
    pub(crate) fn of_schema(&self, schema: Node<'_>, pointer: &str, direction: Direction) -> Option<String> {
        if let Some(reference) = schema.text("$ref") {
            let pointer = reference.strip_prefix("#/components/schemas/")?;
            return self
                .at(&format!("/components/schemas/{pointer}"), direction)
                .map(str::to_owned);
        }
        let is_list = schema.types().0 == ["array"];
        match schema.get("items").filter(|_| is_list) {
            Some(items) => {
                let element = self.of_schema(items, &format!("{pointer}/items"), direction)?;
                Some(format!("Vec<{element}>"))
            }
            None => self.at(pointer, direction).map(str::to_owned),
        }
    }
}

pub(crate) fn component_pointer(name: &str) -> String {
    format!("/components/schemas/{}", escaped(name))
}

pub(crate) fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// The module of the emitted crate that sends a text through the type of a key.
pub(crate) fn module(arms: &BTreeMap<String, String>) -> String {
    let lines: BTreeSet<String> = arms
        .iter()
        .map(|(key, ty)| format!("        {key:?} => again::<{ty}>(text),\n"))
        .collect();
    let lines: String = lines.into_iter().collect();
    format!(
        "use crate::runtime::json::{{Json, from_str, to_string}};

fn again<T: Json>(text: &str) -> Result<String, String> {{
    from_str::<T>(text).map(|value| to_string(&value)).map_err(|error| error.to_string())
}}

pub fn round_trip(key: &str, text: &str) -> Option<Result<String, String>> {{
    Some(match key {{
{lines}        _ => return None,
    }})
}}
"
    )
}
