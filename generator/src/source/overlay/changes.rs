//! What actions do to a value: Overlay Specification 1.1.0, "Action Object".

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::super::kind_of;
use super::origins::Origin;
use super::origins::Origins;
use crate::pointer::{Place, Pointer};

/// Two values that can't be merged.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Conflict {
    /// Where in the document.
    pub(super) at: Pointer,
    /// Where the new value is written.
    pub(super) place: Place,
    /// What kinds of values they are.
    pub(super) new: &'static str,
    pub(super) old: &'static str,
}

/// Merges a value into a node that an action selects. A list takes a list's elements, or a value as a new element.
///
/// # Errors
///
/// When the two are of kinds that can't be merged.
pub(super) fn merge(
    node: &mut Value,
    value: &Value,
    at: &Pointer,
    origin: &Origin,
    origins: &mut Origins,
) -> Result<(), Conflict> {
    match (node, value) {
        (Value::Array(elements), value) if !value.is_array() => {
            origins.set(&at.index(elements.len()), origin.clone());
            elements.push(value.clone());
            Ok(())
        }
        (node, value) => merge_member(node, value, at, origin, origins),
    }
}

/// Merges a value into one that has the same place. A null of the document stands for nothing, and one of the overlay adds
/// nothing to a collection, as in the standard's own example of a structured overlay.
fn merge_member(
    old: &mut Value,
    new: &Value,
    at: &Pointer,
    origin: &Origin,
    origins: &mut Origins,
) -> Result<(), Conflict> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => merge_members(old, new, at, origin, origins),
        (Value::Array(old), Value::Array(new)) => {
            for (index, element) in new.iter().enumerate() {
                origins.set(&at.index(old.len()), origin.element(index));
                old.push(element.clone());
            }
            Ok(())
        }
        (Value::Object(_) | Value::Array(_), Value::Null) => Ok(()),
        (old, new) if old.is_null() || is_primitive(old) && is_primitive(new) => {
            *old = new.clone();
            origins.set(at, origin.clone());
            Ok(())
        }
        (old, new) => Err(Conflict {
            at: at.clone(),
            place: origin.place(),
            new: kind_of(new),
            old: kind_of(old),
        }),
    }
}

fn merge_members(
    old: &mut Map<String, Value>,
    new: &Map<String, Value>,
    at: &Pointer,
    origin: &Origin,
    origins: &mut Origins,
) -> Result<(), Conflict> {
    for (key, value) in new {
        let (at, origin) = (at.child(key), origin.member(key));
        match old.get_mut(key) {
            Some(old) => merge_member(old, value, &at, &origin, origins)?,
            None => {
                old.insert(key.clone(), value.clone());
                origins.set(&at, origin);
            }
        }
    }
    Ok(())
}

fn is_primitive(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// Removes nodes from what contains them, inner ones first, so that no index changes before it is used.
pub(super) fn remove(document: &mut Value, nodes: Vec<Pointer>, origins: &mut Origins) {
    let mut by_container: BTreeMap<(usize, Pointer), BTreeSet<String>> = BTreeMap::new();
    for node in nodes {
        if let (Some(container), Some(last)) = (node.parent(), node.last()) {
            let depth = container.tokens().count();
            by_container.entry((depth, container)).or_default().insert(last);
        }
    }
    for ((_, container), removed) in by_container.into_iter().rev() {
        match document.pointer_mut(container.as_str()) {
            Some(Value::Object(members)) => {
                members.retain(|key, _| !removed.contains(key));
                removed.iter().for_each(|key| origins.forget(&container.child(key)));
            }
            Some(Value::Array(elements)) => {
                let removed: BTreeSet<usize> = removed.iter().filter_map(|index| index.parse().ok()).collect();
                origins.close_ranks(&container, &removed, elements.len());
                let mut index = 0..;
                elements.retain(|_| index.next().is_none_or(|index| !removed.contains(&index)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn origin() -> Origin {
        Origin::of_update(Place {
            file: "/overlay/0".to_owned(),
            pointer: Pointer::parse("/actions/0/update"),
        })
    }

    fn merged(mut old: Value, new: &Value) -> Result<Value, Conflict> {
        let mut origins = Origins::default();
        merge(&mut old, new, &Pointer::root(), &origin(), &mut origins)?;
        Ok(old)
    }

    #[test]
    fn members_are_merged_and_lists_grow() {
        for (old, new, expected) in [
            (
                json!({"a": 1, "b": {"c": 2}}),
                json!({"b": {"d": 3}}),
                json!({"a": 1, "b": {"c": 2, "d": 3}}),
            ),
            (json!({"a": [1]}), json!({"a": [2, 3]}), json!({"a": [1, 2, 3]})),
            (json!([1]), json!({"a": 1}), json!([1, {"a": 1}])),
            (json!([1]), json!([2]), json!([1, 2])),
            (json!({"a": "x"}), json!({"a": true}), json!({"a": true})),
            (json!("x"), json!("y"), json!("y")),
            (
                json!({"a": {"b": 1}, "c": null}),
                json!({"a": null, "c": {}}),
                json!({"a": {"b": 1}, "c": {}}),
            ),
        ] {
            assert_eq!(merged(old, &new).unwrap(), expected);
        }
    }

    #[test]
    fn values_of_other_kinds_are_conflicts() {
        for (old, new, at) in [
            (json!({"a": {"b": {}}}), json!({"a": {"b": 1}}), "/a/b"),
            (json!({"a": [1]}), json!({"a": 1}), "/a"),
            (json!({"a": "x"}), json!({"a": ["x"]}), "/a"),
            (json!("x"), json!({}), ""),
        ] {
            let conflict = merged(old, &new).unwrap_err();
            assert_eq!(conflict.at.as_str(), at);
            assert_eq!(conflict.place.pointer.to_string(), format!("/actions/0/update{at}"));
        }
    }

    #[test]
    fn inner_nodes_are_removed_before_their_indexes_change() {
        let mut document = json!({"l": [{"a": 1}, {"a": 2, "b": 3}, 4, 5]});
        let nodes = ["/l/0", "/l/1/a", "/l/2"].map(Pointer::parse).to_vec();
        remove(&mut document, nodes, &mut Origins::default());
        assert_eq!(document, json!({"l": [{"b": 3}, 5]}));
    }
}
