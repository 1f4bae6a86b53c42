//! Paths whose variables have other names than in the last run: the names that the lock has are theirs still.

use std::collections::{BTreeMap, BTreeSet};

use super::called::root_before;
use super::parameters::PARAMETERS;
use super::raw::Raw;
use crate::lower::places::TYPES;
use crate::lower::tables::OPERATIONS;
use crate::names::{ARGUMENTS, Names, pascal};
use crate::template;

/// An operation whose path has other variables now.
struct Move {
    /// The route as the lock has it, and as it is now.
    route: (String, String),
    /// The same for the path, where no other operation has the old one still.
    path: Option<(String, String)>,
    /// What the places of the operation's inline types begin with.
    root: String,
    /// The variables: the old name and the new one.
    variables: Vec<(String, String)>,
}

/// Has the lock speak of the paths as they are called now.
pub(crate) fn follow(raw: &[Raw<'_>], names: &mut Names) {
    let moves = moves(raw, names);
    if !moves.is_empty() {
        let new_key = |key: &str| new_key(&moves, key);
        let new_member = |place: (&str, &str), text: &str, name: Option<&str>| new_member(&moves, place, (text, name));
        names.rename_before(&new_key, &new_member);
    }
}

/// Routes that the lock doesn't have, each with the only one that it has instead and the document has no more.
fn moves(raw: &[Raw<'_>], names: &Names) -> Vec<Move> {
    let now: BTreeSet<String> = raw.iter().map(Raw::key).collect();
    let mut gone: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for route in names.keys_before(OPERATIONS).filter(|route| !now.contains(*route)) {
        gone.entry(without_names(route)).or_default().push(route);
    }
    let paths: BTreeSet<&str> = raw.iter().map(|raw| raw.path).collect();
    let mut moves = Vec::new();
    for raw in raw.iter().filter(|raw| names.before(OPERATIONS, &raw.key()).is_none()) {
        let new = raw.key();
        let Some([old]) = gone.get(&without_names(&new)).map(Vec::as_slice) else {
            continue;
        };
        let Some((_, old_path)) = old.split_once(' ') else {
            continue;
        };
        let plain = |path| {
            template::variables(path)
                .into_iter()
                .map(template::plain_name)
                .map(str::to_owned)
        };
        moves.push(Move {
            root: format!("{}()", root_before(names, old).unwrap_or_default()),
            path: (!paths.contains(old_path)).then(|| (old_path.to_owned(), raw.path.to_owned())),
            variables: plain(old_path).zip(plain(raw.path)).collect(),
            route: ((*old).to_owned(), new),
        });
    }
    moves
}

/// `get /pets/{id}` → `get /pets/{}`
fn without_names(route: &str) -> String {
    let mut parts = route.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
        format!("{text}{{}}{rest}")
    })
}

/// Keys begin with a route, a path or an operation.
fn new_key(moves: &[Move], key: &str) -> Option<String> {
    moves.iter().find_map(|one| {
        let (old, new) = &one.route;
        let of_route = || rest_of(key, old).map(|rest| format!("{new}{rest}"));
        let of_path = || {
            let (old, new) = one.path.as_ref()?;
            Some(format!("{new}{}", of_parameter(one, rest_of(key, old)?)))
        };
        let of_types = || {
            Some(format!(
                "{}{}",
                one.root,
                of_parameter(one, key.strip_prefix(&one.root)?)
            ))
        };
        of_route().or_else(of_path).or_else(of_types)
    })
}

/// Types have names that follow from where they stand: those stay.
fn new_member(
    moves: &[Move],
    (table, key): (&str, &str),
    (text, name): (&str, Option<&str>),
) -> Option<(String, Option<String>)> {
    moves.iter().find_map(|one| match table {
        PARAMETERS | ARGUMENTS if key == one.route.0 => {
            Some((new_name(one, text)?.to_owned(), name.map(str::to_owned)))
        }
        TYPES if key == one.root || one.path.as_ref().is_some_and(|(old, _)| key == old) => {
            let given = name.map_or_else(|| pascal(&format!("{key}{text}")), str::to_owned);
            Some((of_parameter(one, text), Some(given)))
        }
        _ => None,
    })
}

fn rest_of<'k>(key: &'k str, start: &str) -> Option<&'k str> {
    let rest = key.strip_prefix(start)?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

/// ` ?id.kind` → ` ?petId.kind`
fn of_parameter(one: &Move, rest: &str) -> String {
    let end = |text: &str| !text.starts_with(|letter: char| letter.is_alphanumeric() || "_-".contains(letter));
    let renamed = one.variables.iter().find_map(|(old, new)| {
        let tail = rest.strip_prefix(" ?")?.strip_prefix(old.as_str())?;
        end(tail).then(|| format!(" ?{new}{tail}"))
    });
    renamed.unwrap_or_else(|| rest.to_owned())
}

fn new_name<'m>(one: &'m Move, name: &str) -> Option<&'m str> {
    let variable = one.variables.iter().find(|(old, _)| old == name);
    variable.map(|(_, new)| new.as_str())
}
