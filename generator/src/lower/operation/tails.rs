//! Operations that have one name without the tails that FastAPI appends: what of their paths tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::snake;

/// An operation's name without its tail, and its path.
#[derive(Clone, Copy)]
pub(super) struct Tailless<'t> {
    pub(super) text: &'t str,
    pub(super) path: &'t str,
}

/// The names with the segments of the path that not all operations of the same name have: `list_items` of `/v1/items` and of
/// `/v2/items` are `list_items_v1` and `list_items_v2`. `None` for those that are alone, and where that tells nothing.
pub(super) fn set_apart(all: &[Option<Tailless<'_>>]) -> Vec<Option<String>> {
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for one in all.iter().flatten() {
        alike.entry(snake(one.text)).or_default().push(one.path);
    }
    let common: BTreeMap<String, BTreeSet<&str>> = alike
        .into_iter()
        .filter(|(_, paths)| paths.len() > 1)
        .map(|(name, paths)| (name, in_all(&paths)))
        .collect();
    let named = |one: &Tailless<'_>| {
        let common = common.get(&snake(one.text))?;
        let own: Vec<&str> = segments(one.path).filter(|segment| !common.contains(segment)).collect();
        (!own.is_empty()).then(|| format!("{}_{}", one.text, own.join("_")))
    };
    all.iter().map(|one| named(one.as_ref()?)).collect()
}

fn in_all<'p>(paths: &[&'p str]) -> BTreeSet<&'p str> {
    let mut sets = paths.iter().map(|path| segments(path).collect::<BTreeSet<&str>>());
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |common, set| common.intersection(&set).copied().collect())
}

/// The segments without variables.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter(|segment| !segment.is_empty() && !segment.contains('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_tell_operations_of_one_name_apart() {
        let one = |text, path| Some(Tailless { text, path });
        let all = [
            one("list_items", "/api/v1/items"),
            one("list_items", "/api/v2/items"),
            one("read_user", "/users/{id}"),
            one("read_item", "/orgs/{org}/items/{id}"),
            one("read_item", "/items/{id}"),
            None,
        ];
        let texts = set_apart(&all);
        let texts: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
        let expected = [
            Some("list_items_v1"),
            Some("list_items_v2"),
            None,
            Some("read_item_orgs"),
            None,
            None,
        ];
        assert_eq!(texts, expected);
    }
}
