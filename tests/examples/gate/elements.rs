//! The elements of arrays: those that are described by their positions, and the others.

use serde_json::Value;

use crate::document::Node;

/// What describes the elements of an array.
pub(crate) struct Elements<'d> {
    /// The first ones, each by its own schema.
    pub(crate) listed: Vec<Node<'d>>,
    /// Those after them; all, where none are listed.
    pub(crate) rest: Option<Node<'d>>,
    /// Whether there may be none after them.
    pub(crate) is_closed: bool,
    least: usize,
    most: usize,
}

impl<'d> Elements<'d> {
    pub(crate) fn of(schema: Node<'d>) -> Self {
        let listed = match schema.list("prefixItems") {
            none if none.is_empty() => schema.list("items"),
            listed => listed,
        };
        let others = ["items", "additionalItems", "unevaluatedItems"].iter();
        let others: Vec<Node<'d>> = others.filter_map(|key| schema.get(key)).collect();
        let count = |key: &str| {
            schema
                .value
                .get(key)
                .and_then(Value::as_f64)
                .map(|count| count as usize)
        };
        Self {
            rest: others.iter().find(|rest| rest.value.is_object()).copied(),
            is_closed: others.iter().any(|rest| *rest.value == Value::Bool(false)),
            listed,
            least: count("minItems").unwrap_or_default(),
            most: count("maxItems").unwrap_or(usize::MAX),
        }
    }

    /// What describes the element at a position.
    pub(crate) fn at(&self, position: usize) -> Option<Node<'d>> {
        self.listed.get(position).copied().or(self.rest)
    }

    /// Whether there are always as many as are listed.
    pub(crate) fn is_tuple(&self) -> bool {
        let listed = self.listed.len();
        listed > 1 && self.least == listed && (self.most == listed || (self.is_closed && self.most > listed))
    }

    /// Whether there may be so many. Where none are listed, a client reads as many as come.
    pub(crate) fn may_be(&self, count: usize) -> bool {
        let most = match self.is_closed {
            true => self.most.min(self.listed.len()),
            false => self.most,
        };
        self.listed.is_empty() || (self.least..=most).contains(&count)
    }
}
