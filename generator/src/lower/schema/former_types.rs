//! Names of types that stood in place in the last run, where the document has a reference now.
//!
//! Who moves a schema to a component moves all that is in it: what stands below the reference keeps its old names as well.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::schemas::Draft;
use crate::ir::TypeId;
use crate::lower::places::{Key, TYPES};
use crate::lower::renamed;
use crate::names::{Case, Names, pascal};

/// References by their places, and the types that they lead to.
#[derive(Debug, Default)]
pub(crate) struct FormerTypes {
    references: BTreeMap<Key, TypeId>,
}

impl FormerTypes {
    /// Remembers a reference.
    pub(crate) fn note(&mut self, key: &Key, id: TypeId) {
        self.references.insert(key.clone(), id);
    }

    /// Keeps the old names in the lock, from what is new in the document. The name of the component itself is no old one.
    pub(crate) fn kept(&self, drafts: &[Draft], names: &mut Names) -> Vec<(String, TypeId)> {
        let mut kept = Vec::new();
        for (key, id) in self.gone(drafts, names) {
            let Some(old) = key.name_before(names) else { continue };
            let is_own = drafts.get(id.0).is_some_and(|draft| pascal(&draft.wire) == old);
            if is_own {
                continue;
            }
            names.note_name(Case::Pascal, TYPES, &key.root, &key.rest, &old);
            renamed::retire_type(&old, names);
            kept.push((old, id));
        }
        kept
    }

    /// The places where the last run had types and the document has none, and the types that are reached there now.
    fn gone(&self, drafts: &[Draft], names: &Names) -> Vec<(Key, TypeId)> {
        let types = drafts.iter().enumerate();
        let types: BTreeMap<&Key, TypeId> = types.map(|(index, draft)| (&draft.key, TypeId(index))).collect();
        let is_gone = |key: &Key| !types.contains_key(key) && key.name_before(names).is_some();
        let references = self.references.iter().filter(|(key, _)| is_gone(key));
        let mut next: VecDeque<(Key, TypeId)> = references.map(|(key, id)| (key.clone(), *id)).collect();
        let mut seen: BTreeSet<Key> = next.iter().map(|(key, _)| key.clone()).collect();
        let mut gone = Vec::new();
        while let Some((key, id)) = next.pop_front() {
            let now = drafts.get(id.0).map(|draft| &draft.key);
            let of_types = now.into_iter().flat_map(|now| below(now, &types));
            let references = now.into_iter().flat_map(|now| below(now, &self.references));
            for (way, id) in of_types.chain(references) {
                let former = key.below(way);
                if is_gone(&former) && seen.insert(former.clone()) {
                    next.push_back((former, id));
                }
            }
            gone.push((key, id));
        }
        gone
    }
}

/// What stands below a place, by the ways from there.
fn below<'m, K: std::borrow::Borrow<Key> + Ord>(
    place: &'m Key,
    all: &'m BTreeMap<K, TypeId>,
) -> impl Iterator<Item = (&'m str, TypeId)> {
    let from_here = all.range(place..);
    let ways = from_here.map_while(|(key, id)| {
        let key: &Key = key.borrow();
        let way = key
            .rest
            .strip_prefix(place.rest.as_str())
            .filter(|_| key.root == place.root)?;
        Some((way, *id))
    });
    // `.tag` isn't above `.tags`.
    ways.filter(|(way, _)| way.starts_with(|letter: char| !letter.is_alphanumeric() && letter != '_'))
}
