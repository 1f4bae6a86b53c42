//! Where the nodes of an overlaid document are written: in the document, there perhaps at another index, or in an overlay.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::pointer::{Place, Pointer};

/// The nodes that aren't written where they stand now; what is below one is written below its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    nodes: BTreeMap<String, Origin>,
}

impl Origins {
    /// Where a node is written; `None` where it is written where it stands.
    pub(super) fn written(&self, pointer: &Pointer) -> Option<Place> {
        self.origin(pointer).map(|origin| origin.place())
    }

    fn origin(&self, pointer: &Pointer) -> Option<Origin> {
        if self.nodes.is_empty() {
            return None;
        }
        let whole = pointer.as_str();
        let mut above = whole;
        loop {
            if let Some(origin) = self.nodes.get(above) {
                return Some(origin.below(whole.get(above.len()..).unwrap_or_default()));
            }
            above = above.rsplit_once('/').map(|(above, _)| above)?;
        }
    }

    /// Notes that a node comes from elsewhere, with all that is below it.
    pub(super) fn set(&mut self, pointer: &Pointer, origin: Origin) {
        self.forget(pointer);
        self.nodes.insert(pointer.as_str().to_owned(), origin);
    }

    /// Forgets a node that is there no longer.
    pub(super) fn forget(&mut self, pointer: &Pointer) {
        self.nodes.remove(pointer.as_str());
        self.take_below(pointer);
    }

    /// Notes that elements of a list were removed, so that those behind them have other indexes.
    pub(super) fn close_ranks(&mut self, list: &Pointer, removed: &BTreeSet<usize>, length: usize) {
        let first = removed.first().copied().unwrap_or(length);
        let elements = (first..length).map(|index| list.index(index));
        let origins: Vec<Origin> = elements
            .map(|element| {
                let known = self.origin(&element);
                known.unwrap_or_else(|| Origin::of_update(Place::entry(element)))
            })
            .collect();
        let below = self.take_below(list);
        let kept = (0..length).filter(|index| !removed.contains(index));
        let moved: BTreeMap<usize, usize> = kept.enumerate().map(|(new, old)| (old, new)).collect();
        for (old, origin) in (first..).zip(origins) {
            if let Some(new) = moved.get(&old) {
                self.nodes.insert(list.index(*new).to_string(), origin);
            }
        }
        let start = list.as_str().len() + 1;
        for (key, origin) in below {
            let rest = key.get(start..).unwrap_or_default();
            let (index, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let new = index.parse().ok().and_then(|old: usize| moved.get(&old));
            if let Some(new) = new {
                self.nodes.insert(format!("{}{rest}", list.index(*new)), origin);
            }
        }
    }

    /// Takes out what is known below a node.
    fn take_below(&mut self, pointer: &Pointer) -> Vec<(String, Origin)> {
        let prefix = format!("{pointer}/");
        let start = (Bound::Included(prefix.as_str()), Bound::Unbounded);
        let keys = self.nodes.range::<str, _>(start).map(|(key, _)| key);
        let keys: Vec<String> = keys.take_while(|key| key.starts_with(&prefix)).cloned().collect();
        keys.into_iter()
            .filter_map(|key| self.nodes.remove_entry(&key))
            .collect()
    }
}

/// Where a value that an action inserts is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    place: Place,
    /// Whether the parts of the value are written below the place; those of a copy aren't.
    has_parts: bool,
}

impl Origin {
    /// A value that is written at a place.
    pub(super) fn of_update(place: Place) -> Self {
        Self { place, has_parts: true }
    }

    /// A value that the action at a place copies.
    pub(super) fn of_copy(place: Place) -> Self {
        Self {
            place,
            has_parts: false,
        }
    }

    pub(super) fn place(&self) -> Place {
        self.place.clone()
    }

    /// The origin of a part, by the pointer from the value to it.
    pub(super) fn below(&self, rest: &str) -> Self {
        let mut part = self.clone();
        if self.has_parts {
            part.place.pointer = self.place.pointer.join(rest);
        }
        part
    }

    pub(super) fn member(&self, key: &str) -> Self {
        self.below(Pointer::root().child(key).as_str())
    }

    pub(super) fn element(&self, index: usize) -> Self {
        self.below(Pointer::root().index(index).as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_overlay(pointer: &str) -> Origin {
        Origin::of_update(Place {
            file: "/overlay/0".to_owned(),
            pointer: Pointer::parse(pointer),
        })
    }

    fn written(origins: &Origins, pointer: &str) -> Option<String> {
        origins.written(&Pointer::parse(pointer)).map(|place| place.to_string())
    }

    #[test]
    fn what_is_below_a_node_is_written_below_its_place() {
        let mut origins = Origins::default();
        origins.set(&Pointer::parse("/a/b"), of_overlay("/actions/0/update/b"));
        assert_eq!(
            written(&origins, "/a/b/c").as_deref(),
            Some("/overlay/0#/actions/0/update/b/c")
        );
        assert_eq!(written(&origins, "/a/bc"), None);
        origins.forget(&Pointer::parse("/a"));
        assert_eq!(written(&origins, "/a/b/c"), None);
    }

    #[test]
    fn elements_behind_removed_ones_keep_their_lines() {
        let mut origins = Origins::default();
        origins.set(&Pointer::parse("/l/3"), of_overlay("/actions/0/update"));
        origins.set(&Pointer::parse("/l/2/x"), of_overlay("/actions/1/update/x"));
        origins.close_ranks(&Pointer::parse("/l"), &BTreeSet::from([1]), 4);
        assert_eq!(written(&origins, "/l/0"), None);
        assert_eq!(written(&origins, "/l/1/y").as_deref(), Some("#/l/2/y"));
        assert_eq!(
            written(&origins, "/l/1/x").as_deref(),
            Some("/overlay/0#/actions/1/update/x")
        );
        assert_eq!(
            written(&origins, "/l/2").as_deref(),
            Some("/overlay/0#/actions/0/update")
        );
        origins.close_ranks(&Pointer::parse("/l"), &BTreeSet::from([0]), 3);
        assert_eq!(written(&origins, "/l/0/y").as_deref(), Some("#/l/2/y"));
        assert_eq!(
            written(&origins, "/l/0/x").as_deref(),
            Some("/overlay/0#/actions/1/update/x")
        );
    }
}
