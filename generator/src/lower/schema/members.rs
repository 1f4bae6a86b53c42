//! What the members of unions that have no name of their own are known by: what they were known by in the last run, as long
//! as most of what told them apart is there still. A title that changes or a property more makes no other member of one.

use std::collections::{BTreeMap, BTreeSet};

use super::unions;
use super::view::View;
use crate::names::{MEMBERS, Names};

/// How much of a member is listed.
const WORDS: usize = 8;

/// A member of a union: the text that it is named from, and what tells it from others.
pub(crate) struct Telling {
    pub(crate) text: String,
    /// Nothing for a component, which its name tells from others.
    pub(crate) words: Vec<String>,
}

/// What an inline member is told from others by: constants, required properties, the other properties; its type where it
/// isn't an object.
pub(crate) fn words(view: &View<'_>) -> Vec<String> {
    let constants = unions::constants(view);
    let mut words: Vec<String> = constants
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let is_constant = |name: &str| constants.iter().any(|(constant, _)| *constant == name);
    let declared: BTreeSet<&str> = view
        .properties
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    let required: BTreeSet<&str> = view.required.iter().map(String::as_str).collect();
    let (first, then): (Vec<&str>, Vec<&str>) = declared.union(&required).partition(|name| required.contains(*name));
    let names = first.into_iter().chain(then).filter(|name| !is_constant(name));
    words.extend(names.map(str::to_owned));
    if words.is_empty() {
        words.extend(view.schema_type.map(|name| format!("a {name}")));
        words.extend(view.format.map(str::to_owned));
        words.extend(view.enumeration.iter().map(|value| format!("={value}")));
    }
    words.truncate(WORDS);
    words
}

/// The keys of all members, each of its own: those of the last run for the same members.
pub(crate) fn keys(names: &Names, union: &str, members: &[Telling]) -> Vec<String> {
    let before = names.texts_before(MEMBERS, union);
    let before: Vec<Old> = before
        .map(|(key, words)| Old {
            key: key.to_owned(),
            words: words.split(", ").map(str::to_owned).collect(),
        })
        .collect();
    let kept = Matching::of(&before, members).kept();
    let mut free = Free::without(kept.iter().flatten());
    for (member, _) in members.iter().zip(&kept).filter(|(member, _)| member.words.is_empty()) {
        free.numbers.entry(member.text.clone()).or_default();
    }
    let mut seen = BTreeSet::new();
    let members = members.iter().zip(kept);
    members
        .map(|(member, kept)| match kept {
            Some(key) => key,
            None if member.words.is_empty() && seen.insert(&member.text) => member.text.clone(),
            None => free.key(&member.text),
        })
        .collect()
}

/// The keys that are taken, and how far the numbers behind each text are used up.
struct Free {
    numbers: BTreeMap<String, u64>,
}

impl Free {
    fn without<'k>(taken: impl Iterator<Item = &'k String>) -> Self {
        Self {
            numbers: taken.map(|key| (key.clone(), 0)).collect(),
        }
    }

    /// The text, or the text and the first number that makes it another.
    fn key(&mut self, text: &str) -> String {
        let mut number = self.numbers.get(text).map_or(1, |last| (*last).max(1) + 1);
        let numbered = |number: u64| match number {
            1 => text.to_owned(),
            later => format!("{text} {later}"),
        };
        while self.numbers.contains_key(&numbered(number)) {
            number += 1;
        }
        let key = numbered(number);
        self.numbers.entry(key.clone()).or_default();
        self.numbers.insert(text.to_owned(), number);
        key
    }
}

/// Keeps what tells the members apart for the next run.
pub(crate) fn keep(names: &mut Names, union: &str, key: &str, words: &[String]) {
    if !words.is_empty() {
        names.note_text(MEMBERS, union, key, &words.join(", "));
    }
}

/// A member of the last run.
struct Old {
    key: String,
    words: Vec<String>,
}

/// Which member was which in the last run: the surest pairs are found first.
struct Matching<'a> {
    before: &'a [Old],
    members: &'a [Telling],
    /// For each member the position of the one that it was.
    found: Vec<Option<usize>>,
    free: BTreeSet<usize>,
}

impl<'a> Matching<'a> {
    fn of(before: &'a [Old], members: &'a [Telling]) -> Self {
        let mut matching = Self {
            before,
            members,
            found: members.iter().map(|_| None).collect(),
            free: (0..before.len()).collect(),
        };
        let same: BTreeMap<(&[String], &str), usize> = before
            .iter()
            .zip(0..)
            .map(|(old, at)| ((old.words.as_slice(), old.key.as_str()), at))
            .collect();
        matching.take(|member, _| {
            same.get(&(member.words.as_slice(), member.text.as_str()))
                .into_iter()
                .copied()
                .collect()
        });
        let mut alike: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        for (at, old) in before.iter().enumerate() {
            alike.entry(&old.words).or_default().push(at);
        }
        matching.take(|member, _| alike.get(member.words.as_slice()).cloned().unwrap_or_default());
        let keys: BTreeMap<&str, usize> = before.iter().zip(0..).map(|(old, at)| (old.key.as_str(), at)).collect();
        matching.take(|member, old| {
            let at = keys.get(member.text.as_str()).copied().into_iter();
            at.filter(|at| {
                old.get(*at)
                    .is_some_and(|old| !has_other_constant(&old.words, &member.words))
            })
            .collect()
        });
        let by_word = Likeness::of(before, members);
        matching.take(|member, _| by_word.nearest(member));
        matching
    }

    /// Has every member that is not found yet take the first of these that is free.
    fn take(&mut self, candidates: impl Fn(&Telling, &[Old]) -> Vec<usize>) {
        let open = self
            .members
            .iter()
            .zip(&mut self.found)
            .filter(|(member, found)| found.is_none() && !member.words.is_empty());
        for (member, found) in open {
            *found = candidates(member, self.before)
                .into_iter()
                .find(|at| self.free.remove(at));
        }
    }

    fn kept(&self) -> Vec<Option<String>> {
        let key = |at: &Option<usize>| Some(self.before.get((*at)?)?.key.clone());
        self.found.iter().map(key).collect()
    }
}

/// How many members may have a word that tells something.
const RARE: usize = 32;

/// Half of what a member had, in percent.
const ENOUGH: usize = 50;

/// The old members by the words that tell them apart.
struct Likeness<'a> {
    before: &'a [Old],
    /// The positions of those that have a word, where it tells something.
    having: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Likeness<'a> {
    fn of(before: &'a [Old], members: &'a [Telling]) -> Self {
        let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, old) in before.iter().enumerate() {
            for word in &old.words {
                having.entry(word).or_default().push(at);
            }
        }
        let inline = members.iter().filter(|member| !member.words.is_empty());
        let words: Vec<&Vec<String>> = inline.map(|member| &member.words).collect();
        let of_all = |word: &str| words.len() > 1 && words.iter().all(|words| words.iter().any(|other| other == word));
        having.retain(|word, all| all.len() <= RARE && (all.len() < before.len() || all.len() == 1) && !of_all(word));
        Self { before, having }
    }

    /// Those of which at least half is there still, the most alike first.
    fn nearest(&self, member: &Telling) -> Vec<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for at in member
            .words
            .iter()
            .filter_map(|word| self.having.get(word.as_str()))
            .flatten()
        {
            *shared.entry(*at).or_default() += 1;
        }
        let mut near: Vec<(usize, usize)> = shared
            .into_iter()
            .filter_map(|(at, count)| {
                let old = self
                    .before
                    .get(at)
                    .filter(|old| !has_other_constant(&old.words, &member.words))?;
                let telling = old
                    .words
                    .iter()
                    .filter(|word| self.having.contains_key(word.as_str()))
                    .count();
                let percent = count * 100 / telling.max(1);
                (percent >= ENOUGH).then_some((percent, at))
            })
            .collect();
        near.sort_by(|(left, at), (right, other)| right.cmp(left).then(at.cmp(other)));
        near.into_iter().map(|(_, at)| at).collect()
    }
}

/// Whether a property is a constant in both, of another value.
fn has_other_constant(old: &[String], new: &[String]) -> bool {
    let constants = |words: &[String]| -> BTreeMap<String, String> {
        let constants = words.iter().filter_map(|word| word.split_once('='));
        let named = constants.filter(|(name, _)| !name.is_empty());
        named.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let new = constants(new);
    constants(old)
        .iter()
        .any(|(name, value)| new.get(name).is_some_and(|now| now != value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(before: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
        let mut names = Names::default();
        for (key, words) in before {
            keep(&mut names, "A", key, &[(*words).to_owned()]);
        }
        let names = Names::after(names.into_lock());
        let words = |words: &str| {
            words
                .split(", ")
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let members = now.iter().map(|(text, listed)| Telling {
            text: (*text).to_owned(),
            words: words(listed),
        });
        keys(&names, "A", &members.collect::<Vec<_>>())
    }

    const CARD_AND_BANK: &[(&str, &str)] = &[("Card", "number"), ("Bank", "iban")];

    #[test]
    fn a_title_that_changes_makes_no_other_member() {
        assert_eq!(
            kept(CARD_AND_BANK, &[("Bank", "iban"), ("Bank card", "number")]),
            ["Bank", "Card"]
        );
        assert_eq!(
            kept(CARD_AND_BANK, &[("Bank", "number"), ("Card", "iban")]),
            ["Card", "Bank"]
        );
    }

    #[test]
    fn a_property_more_makes_no_other_member() {
        assert_eq!(
            kept(
                CARD_AND_BANK,
                &[("with brand", "brand, number"), ("with bic", "bic, country, iban")]
            ),
            ["Card", "Bank"]
        );
    }

    #[test]
    fn what_has_nothing_of_an_old_member_is_new() {
        assert_eq!(
            kept(CARD_AND_BANK, &[("Cash", "amount"), ("Bank", "iban")]),
            ["Cash", "Bank"]
        );
        let shared = &[("Card", "name, number"), ("Bank", "iban, name")];
        assert_eq!(
            kept(shared, &[("Wallet", "address, name"), ("Bank", "iban, name")]),
            ["Wallet", "Bank"]
        );
        let constant = &[("card", "kind=\"card\", id"), ("bank", "kind=\"bank\", id")];
        assert_eq!(
            kept(
                constant,
                &[("cash", "kind=\"cash\", id"), ("bank", "kind=\"bank\", id")]
            ),
            ["cash", "bank"]
        );
    }

    #[test]
    fn a_newcomer_gets_no_key_of_an_old_member() {
        assert_eq!(
            kept(&[("object", "a")], &[("object", "b"), ("object", "a"), ("Pet", "")]),
            ["object 2", "object", "Pet"]
        );
    }
}
