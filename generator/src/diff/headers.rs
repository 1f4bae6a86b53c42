//! Headers that several operations share: equal ones are one struct, and the others are aliases of it. Users know each by its own name,
//! so which of them is the struct says nothing.

use super::compare::{Context, Keyed};
use super::index::Index;
use super::{Change, Finding};
use crate::surface::{Item, Key, Kind};

/// What changed of an alias of headers; `None` where it isn't one, or something else than headers is in its place.
pub(super) fn of_shared(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Option<Vec<Finding>> {
    let before = old.1.ty.as_deref().filter(|_| old.0.kind == Kind::Alias)?;
    context.old.get(before, Kind::Headers)?;
    let now = match new.0.kind {
        Kind::Headers => new.0.path.as_str(),
        Kind::Alias => new.1.ty.as_deref()?,
        _ => return None,
    };
    context.new.get(now, Kind::Headers)?;
    let gone = methods(context.old, before).filter_map(|(key, item)| {
        let kept = context.new.get(&format!("{now}::{}", key.name()), Kind::Method);
        let path = format!("{}::{}", old.0.path, key.name());
        match kept {
            None => Some(Finding::new(Change::ItemRemoved, path, "it is no longer there")),
            Some(kept) if kept.ty != item.ty => {
                let message = format!("it returns `{}`", kept.ty.as_deref().unwrap_or("()"));
                Some(Finding::new(Change::OutputChanged, path, message))
            }
            Some(_) => None,
        }
    });
    Some(gone.collect())
}

fn methods<'s>(index: &Index<'s>, parent: &str) -> impl Iterator<Item = (&'s Key, &'s Item)> {
    let all = index.surface.items.iter();
    all.filter(move |(key, _)| key.kind == Kind::Method && key.parent() == parent)
}
