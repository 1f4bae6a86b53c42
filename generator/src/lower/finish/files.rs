//! One source file per component schema, its inline children beside it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{TypeDef, TypeFile, TypeId};
use crate::names::{self, Case, distinct};

/// The files in the order of the document; in each, parents stand before children.
pub(super) fn of(types: &[TypeDef], homes: &[String]) -> Vec<TypeFile> {
    let mut order: Vec<&str> = Vec::new();
    let mut members: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for (index, home) in homes.iter().enumerate() {
        let ids = members.entry(home).or_default();
        if ids.is_empty() {
            order.push(home);
        }
        ids.push(TypeId(index));
    }
    let modules = distinct(Case::Module, &order, names::TYPE_MODULES);
    order
        .into_iter()
        .zip(modules)
        .map(|(home, module)| {
            let ids = members.remove(home).unwrap_or_default();
            TypeFile {
                module,
                types: parents_first(types, &ids),
            }
        })
        .collect()
}

fn parents_first(types: &[TypeDef], ids: &[TypeId]) -> Vec<TypeId> {
    let here: BTreeSet<TypeId> = ids.iter().copied().collect();
    let children: BTreeSet<TypeId> = ids
        .iter()
        .flat_map(|id| children(types, *id).into_iter().filter(move |child| child != id))
        .collect();
    let roots = ids.iter().filter(|id| !children.contains(id)).chain(ids);
    let mut ordered = Vec::new();
    let mut seen = BTreeSet::new();
    for root in roots {
        let mut open = vec![*root];
        while let Some(id) = open.pop() {
            if here.contains(&id) && seen.insert(id) {
                ordered.push(id);
                open.extend(self::children(types, id).into_iter().rev());
            }
        }
    }
    ordered
}

fn children(types: &[TypeDef], id: TypeId) -> Vec<TypeId> {
    let mut found = Vec::new();
    for ty in types
        .get(id.0)
        .map(|definition| definition.shape.types())
        .unwrap_or_default()
    {
        ty.named(&mut |id, _| found.push(id));
    }
    found
}
