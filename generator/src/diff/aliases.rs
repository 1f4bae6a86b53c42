//! Types that have several names: an alias is the type that it stands for.

use std::collections::{BTreeMap, BTreeSet};

use crate::surface::{Kind, Surface};

/// What types are called by now, whatever they are called by.
pub(super) struct Aliases {
    old: BTreeMap<String, String>,
    new: BTreeMap<String, String>,
}

impl Aliases {
    /// The aliases of both clients. Old names lead to what has them, or took their place, in the new client.
    pub(super) fn of(old: &Surface, new: &Surface, renames: &BTreeMap<String, String>) -> Self {
        let (mut earlier, new) = (aliases(old), aliases(new));
        earlier.extend(new.clone());
        earlier.extend(renames.clone());
        Self { old: earlier, new }
    }

    /// A type of the old client.
    pub(super) fn of_old(&self, ty: &str) -> String {
        expanded(ty, &self.old, &mut BTreeSet::new())
    }

    /// A type of the new client.
    pub(super) fn of_new(&self, ty: &str) -> String {
        expanded(ty, &self.new, &mut BTreeSet::new())
    }

    /// The path that an item of the old client has in the new one, if what it stands in is an alias there, or renamed.
    pub(super) fn path(&self, path: &str) -> String {
        match path.rsplit_once("::") {
            Some((parent, name)) if self.old.contains_key(parent) => format!("{}::{name}", self.of_old(parent)),
            _ => path.to_owned(),
        }
    }
}

fn aliases(surface: &Surface) -> BTreeMap<String, String> {
    let aliases = surface.items.iter().filter(|(key, _)| key.kind == Kind::Alias);
    aliases
        .filter_map(|(key, item)| Some((key.path.clone(), item.ty.clone()?)))
        .collect()
}

/// The type with each of its names replaced; an alias that holds itself stays.
fn expanded<'a>(ty: &'a str, aliases: &'a BTreeMap<String, String>, open: &mut BTreeSet<String>) -> String {
    let mut text = String::with_capacity(ty.len());
    for part in parts(ty) {
        match aliases.get(part) {
            Some(target) if open.insert(part.to_owned()) => {
                text.push_str(&expanded(target, aliases, open));
                open.remove(part);
            }
            _ => text.push_str(part),
        }
    }
    text
}

/// The paths in a type, and what stands between them.
fn parts(ty: &str) -> impl Iterator<Item = &str> {
    let mut rest = ty;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_path = is_in_path(first);
        let end = rest.find(|letter| is_in_path(letter) != is_path).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some(part)
    })
}

fn is_in_path(letter: char) -> bool {
    letter == ':' || letter == '_' || letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_is_what_it_stands_for() {
        let old = Surface::parse("types::A type: Vec<types::B>\ntypes::B type: types::C\ntypes::D type: Vec<types::D>")
            .unwrap();
        let new = Surface::parse("types::B type: types::E").unwrap();
        let aliases = Aliases::of(
            &old,
            &new,
            &BTreeMap::from([("types::F".to_owned(), "types::G".to_owned())]),
        );
        assert_eq!(aliases.of_old("Option<types::A>"), "Option<Vec<types::E>>");
        assert_eq!(aliases.of_old("types::D"), "Vec<types::D>");
        assert_eq!(aliases.of_old("types::F"), "types::G");
        assert_eq!(aliases.of_new("types::A"), "types::A");
        assert_eq!(aliases.path("types::F::a"), "types::G::a");
    }
}
