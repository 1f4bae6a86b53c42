//! Goes through two surfaces: what is in both is compared, what is in one alone is gone or new.

use std::collections::BTreeSet;

use super::aliases::Aliases;
use super::context::Context;
use super::index::Index;
use super::renames::Renames;
use super::{Change, Finding, folded, items};
use crate::surface::{Key, Kind};

/// All changes.
pub(super) fn compare(old: &Index<'_>, new: &Index<'_>, renames: &Renames, aliases: &Aliases) -> Vec<Finding> {
    let context = Context {
        old,
        new,
        renames,
        aliases,
    };
    let mut findings = renamed(&context);
    let mut gone = BTreeSet::new();
    let mut there = BTreeSet::new();
    for (key, item) in &old.surface.items {
        match context.counterpart(key) {
            Some(new) => {
                there.insert(new.0);
                findings.extend(items::compare(&context, (key, item), new));
            }
            None => _ = gone.insert(key),
        }
    }
    let come: BTreeSet<&Key> = new.surface.items.keys().filter(|key| !there.contains(key)).collect();
    let changed: BTreeSet<String> = findings.iter().filter_map(of_other_kind).collect();
    findings.extend(folded::gone(&context, &gone, &changed));
    findings.extend(folded::come(&context, &come, &changed));
    findings
}

fn of_other_kind(finding: &Finding) -> Option<String> {
    matches!(finding.change, Change::KindChanged | Change::ErrorsDocumented).then(|| finding.item.clone())
}

fn renamed(context: &Context<'_>) -> Vec<Finding> {
    let types = context.renames.paths.iter();
    let types = types.filter(|(old, _)| old.starts_with("types::") && context.old.get(old, Kind::KnownView).is_none());
    let types = types.map(|(old, new)| {
        let mut finding = Finding::new(
            Change::ItemRenamed,
            old,
            format!("it is `{new}` now, with the same members"),
        );
        finding.new = Some(new.clone());
        finding
    });
    let methods = context.renames.methods.iter().filter(|(old, new)| old != new);
    let methods = methods.map(|(old, new)| {
        let is_moved = old.rsplit_once("::").map(|(owner, _)| owner) != new.rsplit_once("::").map(|(owner, _)| owner);
        let change = if is_moved {
            Change::OperationMoved
        } else {
            Change::ItemRenamed
        };
        Finding::new(change, old, format!("the same request is made by `{new}` now"))
    });
    types.chain(methods).collect()
}
