//! How much a value takes, in the units of the limits on documents.

use serde_json::Value;

use super::super::budget::{MAX_DEPTH, MAX_PATH, size_of};
use crate::pointer::Pointer;

/// The extent of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// How long it is as compact JSON.
    pub(super) size: usize,
    /// How many levels it has.
    pub(super) height: usize,
    /// How many bytes the longest keys around a value in it have.
    path: usize,
    /// How many nodes it has, itself among them.
    pub(super) nodes: usize,
}

impl Extent {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::scalar(text),
            Value::Object(members) => {
                let members = members.iter();
                Self::around(members.map(|(key, member)| (key.len(), size_of(key), Self::of(member))))
            }
            Value::Array(elements) => Self::around(elements.iter().map(|element| (0, 0, Self::of(element)))),
            _ => Self::scalar(""),
        }
    }

    fn scalar(text: &str) -> Self {
        Self {
            size: size_of(text),
            nodes: 1,
            ..Self::default()
        }
    }

    fn around(parts: impl Iterator<Item = (usize, usize, Self)>) -> Self {
        let empty = Self::scalar("");
        let whole = parts.fold(empty, |whole, (key, size, part)| Self {
            size: whole.size.saturating_add(size).saturating_add(part.size),
            height: whole.height.max(part.height),
            path: whole.path.max(key.saturating_add(part.path)),
            nodes: whole.nodes.saturating_add(part.nodes),
        });
        Self {
            height: whole.height + 1,
            ..whole
        }
    }

    /// Whether the value may stand in a node of the document.
    pub(super) fn fits_below(&self, node: &Pointer) -> bool {
        let depth = node.tokens().count() + 1;
        depth + self.height <= MAX_DEPTH && node.as_str().len() + self.path <= MAX_PATH
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn levels_keys_and_nodes_are_counted() {
        let extent = Extent::of(&json!({"ab": [1, {"cde": {}}], "f": "xyz"}));
        let counted = (extent.height, extent.path, extent.nodes);
        assert_eq!(counted, (4, 5, 6));
        assert_eq!(extent.size, 2 + 4 + 2 + 2 + 2 + 5 + 2 + 3 + 5);
    }
}
