//! Types that have several names: an alias is the type that it stands for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::surface::{Kind, Surface};

/// What types are called by now, whatever they are called by.
pub(super) struct Aliases {
    old: Names,
    new: Names,
    groups: RefCell<Groups>,
}

/// A type with each of its names replaced: equal for types that are the same. What stands in brackets is one part of it,
/// so that a type is small however much its names stand for.
#[derive(PartialEq, Eq)]
struct Expanded(Vec<Part>);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Text(String),
    Group(usize),
}

impl Aliases {
    /// The aliases of both clients. Old names lead to what has them, or took their place, in the new client.
    pub(super) fn of(old: &Surface, new: &Surface, renames: &BTreeMap<String, String>) -> Self {
        let (mut earlier, now) = (aliases(old), aliases(new));
        earlier.extend(now.clone());
        earlier.extend(renames.clone());
        let mut groups = Groups::default();
        Self {
            old: Names::of(&earlier, &mut groups),
            new: Names::of(&now, &mut groups),
            groups: RefCell::new(groups),
        }
    }

    /// Whether a type of the old client and one of the new client are one.
    pub(super) fn is_same(&self, old: &str, new: &str) -> bool {
        let mut groups = self.groups.borrow_mut();
        self.old.expanded(old, &mut groups) == self.new.expanded(new, &mut groups)
    }

    /// The path of the type that a name in the new client stands for, if it stands for one.
    pub(super) fn new_path(&self, path: &str) -> Option<&str> {
        self.new.path(path)
    }

    /// The path that an item of the old client has in the new one, if what it stands in is an alias there, or renamed.
    pub(super) fn path(&self, path: &str) -> String {
        let renamed = path
            .rsplit_once("::")
            .and_then(|(parent, name)| Some((self.old.path(parent)?, name)));
        match renamed {
            Some((parent, name)) => format!("{parent}::{name}"),
            None => path.to_owned(),
        }
    }
}

fn aliases(surface: &Surface) -> BTreeMap<String, String> {
    let aliases = surface.items.iter().filter(|(key, _)| key.kind == Kind::Alias);
    aliases
        .filter_map(|(key, item)| Some((key.path.clone(), item.ty.clone()?)))
        .collect()
}

/// What stands in brackets anywhere, once.
#[derive(Default)]
struct Groups(BTreeMap<(char, Vec<Part>), usize>);

impl Groups {
    fn part(&mut self, open: char, parts: Vec<Part>) -> Part {
        let next = self.0.len();
        Part::Group(*self.0.entry((open, parts)).or_insert(next))
    }
}

/// The names of one client's types, and what they stand for.
#[derive(Default)]
struct Names(BTreeMap<String, Expanded>);

impl Names {
    /// Each after those that it holds. An alias that holds itself stays where it does.
    fn of(aliases: &BTreeMap<String, String>, groups: &mut Groups) -> Self {
        let (mut names, mut met) = (Self::default(), BTreeSet::new());
        for name in aliases.keys() {
            let mut open = vec![name.as_str()];
            while let Some(name) = open.pop() {
                let Some(ty) = aliases.get(name).filter(|_| !names.0.contains_key(name)) else {
                    continue;
                };
                if met.insert(name) {
                    open.push(name);
                    open.extend(parts(ty).filter(|part| aliases.contains_key(*part) && !met.contains(*part)));
                } else {
                    let expanded = names.expanded(ty, groups);
                    names.0.insert(name.to_owned(), expanded);
                }
            }
        }
        names
    }

    fn expanded(&self, ty: &str, groups: &mut Groups) -> Expanded {
        let mut open: Vec<(char, Vec<Part>)> = Vec::new();
        let mut current = Vec::new();
        for part in parts(ty) {
            match (part, self.0.get(part)) {
                (_, Some(Expanded(parts))) => current.extend(parts.iter().cloned()),
                ("<" | "(" | "[", _) => {
                    let bracket = part.chars().next().unwrap_or_default();
                    open.push((bracket, std::mem::take(&mut current)));
                }
                (">" | ")" | "]", _) => {
                    if let Some((bracket, before)) = open.pop() {
                        let group = groups.part(bracket, std::mem::replace(&mut current, before));
                        current.push(group);
                    }
                }
                _ => current.push(Part::Text(part.to_owned())),
            }
        }
        Expanded(current)
    }

    /// The path that a name stands for, if it is a name and stands for a path.
    fn path(&self, name: &str) -> Option<&str> {
        match self.0.get(name)?.0.as_slice() {
            [Part::Text(path)] => Some(path),
            _ => None,
        }
    }
}

/// The paths in a type, its brackets, and what else stands between them.
fn parts(ty: &str) -> impl Iterator<Item = &str> {
    let mut rest = ty;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_path = is_in_path(first);
        let end = match is_bracket(first) {
            true => 1,
            false => rest
                .find(|letter| is_in_path(letter) != is_path || is_bracket(letter))
                .unwrap_or(rest.len()),
        };
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some(part)
    })
}

fn is_bracket(letter: char) -> bool {
    matches!(letter, '<' | '>' | '(' | ')' | '[' | ']')
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
        assert!(aliases.is_same("Option<types::A>", "Option<Vec<types::E>>"));
        assert!(!aliases.is_same("Option<types::A>", "Option<Vec<types::F>>"));
        assert!(aliases.is_same("types::D", "Vec<types::D>"));
        assert!(aliases.is_same("(types::F, types::F)", "(types::G, types::G)"));
        assert!(!aliases.is_same("(types::F, types::F)", "types::G, types::G"));
        assert!(!aliases.is_same("types::C", "types::A"));
        assert_eq!(aliases.path("types::F::a"), "types::G::a");
        assert_eq!(aliases.path("types::A::a"), "types::A::a");
    }

    #[test]
    fn what_an_alias_stands_for_may_be_large() {
        let chain = |last: &str| {
            let mut lines: Vec<String> = (0..100)
                .map(|index| format!("types::A{index} type: (types::A{}, types::A{})", index + 1, index + 1))
                .collect();
            lines.push(format!("types::A100 type: {last}"));
            Surface::parse(&lines.join("\n")).unwrap()
        };
        let aliases = |old: &str, new: &str| Aliases::of(&chain(old), &chain(new), &BTreeMap::new());
        assert!(aliases("String", "String").is_same("(types::A1, types::A1)", "types::A0"));
        assert!(!aliases("String", "String").is_same("(types::A1, types::A1)", "types::A1"));
    }
}
