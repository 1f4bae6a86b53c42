//! What of a document is lowered: the operations that the configuration selects, and the components that they lead to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Lowering;
use super::kind::Kind;
use super::methods::{is_method, operations_in};
use super::references::End;
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Candidate, Coverage, Owner, Pattern};
use crate::pointer::Place;

/// What becomes of a selection on the way through a document.
#[derive(Default)]
pub(super) struct Selected<'s> {
    /// The patterns that fit something.
    fitting: BTreeSet<&'s Pattern>,
    /// What patterns could be meant to fit.
    known: BTreeSet<String>,
    pub(super) coverage: Coverage,
    /// The declared components that nothing has led to yet.
    waiting: BTreeMap<(Kind, String), Place>,
    /// The positions of the declared components among those of their kind.
    order: BTreeMap<(Kind, String), usize>,
    /// The declared schemas that have another one in their `allOf`, by the place of that.
    children: BTreeMap<Place, Vec<(String, Place)>>,
}

impl<'s> Lowering<'s> {
    /// The operations of a path item that are in the client; `None` where it has operations, and none of them is.
    pub(super) fn selected<'v>(
        &mut self,
        operations: Vec<(String, &'v Value, Place)>,
        item: &Map<String, Value>,
        path: &str,
        place: &Place,
    ) -> Option<Vec<(String, &'v Value, Place)>> {
        // What belongs to an operation or a webhook is selected with it.
        if self.is_incoming || !self.selection.is_active() || operations.is_empty() {
            return Some(operations);
        }
        let taken = operations.into_iter().filter(|(method, operation, _)| {
            let is_taken = self.selects(Owner::Path(path), method, operation, item, place);
            self.selected.coverage.operations.count(is_taken);
            is_taken
        });
        let taken: Vec<_> = taken.collect();
        (!taken.is_empty()).then_some(taken)
    }

    /// Whether a webhook is in the client: one of its operations is selected.
    pub(super) fn selects_webhook(&mut self, name: &str, item: &Value, place: &Place) -> bool {
        if !self.selection.is_active() {
            return true;
        }
        let Some(item) = self.ended(item, place).as_object() else {
            return true;
        };
        let mut is_taken = false;
        for (method, operation) in operations_in(item) {
            is_taken |= self.selects(Owner::Webhook(name), method, operation, item, place);
        }
        self.selected.coverage.webhooks.count(is_taken);
        is_taken
    }

    fn selects(
        &mut self,
        owner: Owner<'_>,
        method: &str,
        operation: &Value,
        item: &Map<String, Value>,
        place: &Place,
    ) -> bool {
        let operation = self.ended(operation, place);
        let candidate = Candidate {
            owner,
            method,
            objects: [operation.as_object(), Some(item)],
        };
        let (selection, fitting) = (self.selection, &mut self.selected.fitting);
        let is_taken = selection.takes(&candidate, |pattern| {
            fitting.insert(pattern);
        });
        let owner = match owner {
            Owner::Path(path) => path.to_owned(),
            Owner::Webhook(name) => format!("webhook:{name}"),
        };
        let tags = candidate.tags().map(|tag| format!("tag:{tag}"));
        let id = candidate.id().map(str::to_owned);
        self.selected.known.extend(tags.chain(id).chain([owner]));
        is_taken
    }

    /// What a value is in the end, through references.
    fn ended<'v>(&self, value: &'v Value, place: &Place) -> &'v Value
    where
        's: 'v,
    {
        let reference = value.get("$ref").and_then(Value::as_str);
        match reference.map(|reference| self.end(reference, place, &mut BTreeSet::new())) {
            Some(End::At(target, _)) => target,
            _ => value,
        }
    }

    /// Reports the patterns that fit nothing.
    pub(super) fn report_unmatched_patterns(&mut self) {
        for (list, pattern) in self.selection.patterns() {
            if self.selected.fitting.contains(pattern) {
                continue;
            }
            let text = pattern.to_string();
            let message = format!("`{text}` in `{list}` fits no operation and no webhook");
            let meant = closest(&text, self.selected.known.iter().map(String::as_str));
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => {
                    "patterns are `operationId`s, `tag:NAME`, `/path`, `GET /path`, `webhook:NAME` and `x-extension`; \
                         `*` stands for any text"
                        .to_owned()
                }
            };
            self.diagnostics
                .push(Diagnostic::new(Code::UnmatchedPattern, Place::in_configuration(&text), message).help(help));
        }
    }

    /// Holds the declared components back until something leads to them. Security schemes are named by their keys.
    pub(super) fn hold_back(&mut self) {
        let schemas = self.declared.iter().filter(|(kind, ..)| *kind == Kind::Schema);
        self.selected.coverage.schemas.all = schemas.count();
        if !self.selection.prunes {
            return;
        }
        let declared = std::mem::take(&mut self.declared);
        for (index, (kind, name, value, place)) in declared.into_iter().enumerate() {
            if kind == Kind::SecurityScheme {
                self.declared.push((kind, name, value, place));
                continue;
            }
            for parent in self.parents(value, &place) {
                let child = (name.clone(), place.clone());
                self.selected.children.entry(parent).or_default().push(child);
            }
            self.selected.order.insert((kind, name.clone()), index);
            self.selected.waiting.insert((kind, name), place);
        }
    }

    /// The places of the schemas in an `allOf`.
    fn parents(&self, schema: &Value, place: &Place) -> Vec<Place> {
        let members = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let references = members.filter_map(|member| member.get("$ref")?.as_str());
        let targets = references.filter_map(|reference| self.found(&self.target(reference, place)?));
        targets.map(|(_, target)| target).collect()
    }

    /// Notes that something leads to a component.
    pub(super) fn reach(&mut self, kind: Kind, name: &str) {
        if self.selected.waiting.is_empty() {
            return;
        }
        let name = name.to_owned();
        if let Some(place) = self.selected.waiting.remove(&(kind, name.clone())) {
            self.queue.push((kind, place, name));
        }
    }

    /// Notes that something leads to a parent with a discriminator: any of its children may stand there.
    pub(super) fn reach_family(&mut self, parent: &Place) {
        let mut open = vec![parent.clone()];
        while let Some(parent) = open.pop() {
            for (name, place) in self.selected.children.remove(&parent).unwrap_or_default() {
                self.reach(Kind::Schema, &name);
                open.push(place);
            }
        }
    }

    /// The components of a kind in the order in which they are declared, those that aren't behind them.
    pub(super) fn in_order<T>(&self, kind: Kind, members: impl IntoIterator<Item = (String, T)>) -> Vec<(String, T)> {
        let mut members: Vec<(String, T)> = members.into_iter().collect();
        if self.selected.order.is_empty() {
            return members;
        }
        let position = |name: &String| self.selected.order.get(&(kind, name.clone())).copied();
        members.sort_by_cached_key(|(name, _)| position(name).unwrap_or(usize::MAX));
        members
    }

    /// How much of the document is lowered, where that isn't all.
    pub(super) fn coverage(&self) -> Option<Coverage> {
        let mut coverage = self.selected.coverage;
        let left = self.selected.waiting.keys().filter(|(kind, _)| *kind == Kind::Schema);
        coverage.schemas.taken = coverage.schemas.all.saturating_sub(left.count());
        self.selection.is_active().then_some(coverage)
    }
}

/// Whether a lowered path item has an operation.
pub(super) fn has_operations(item: &Value) -> bool {
    let mut keys = item.as_object().into_iter().flat_map(Map::keys);
    keys.any(|key| is_method(key))
}
