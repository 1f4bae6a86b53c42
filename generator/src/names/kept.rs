//! Names that stay: those that were given before are given again, and what is new avoids them.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Case;
use super::lock::{Lock, Place, Renaming, RenamingOfMembers};
use super::scope::{self, Reserved, Wish};
use super::{casing, is_identifier};

/// Where names stand side by side, as the lock knows it.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    table: &'a str,
    key: Option<&'a str>,
    part: &'a str,
}

impl<'a> Scope<'a> {
    /// A scope of the whole client, with a line in the lock for each name: the types, the operations.
    pub const fn whole(table: &'a str) -> Self {
        Self {
            table,
            key: None,
            part: "",
        }
    }

    /// One of many scopes of a kind, with one line in the lock for all its names: the fields of a struct.
    pub const fn of(table: &'a str, key: &'a str) -> Self {
        Self {
            table,
            key: Some(key),
            part: "",
        }
    }

    /// One of the scopes whose names stand in the same table: the operations of one tag.
    pub const fn part(self, part: &'a str) -> Self {
        Self { part, ..self }
    }
}

/// A part of a scope, which steps aside for the parts before it.
#[derive(Clone, Copy, Debug)]
pub struct Rank<'a> {
    wishes: &'a [Wish],
    word: &'a str,
}

impl<'a> Rank<'a> {
    /// What asks for names, and the word by which it is set apart from what is reserved and from earlier ranks.
    pub fn new(wishes: &'a [Wish], word: &'a str) -> Self {
        Self { wishes, word }
    }
}

/// The names that were given before, and those that are given now.
#[derive(Debug, Default)]
pub struct Names {
    before: Lock,
    now: Lock,
    /// Old names that stay as aliases, by the table and the part of it.
    retired: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Names {
    /// Names that follow those of an earlier run; none if the lock is empty.
    pub fn after(before: Lock) -> Self {
        Self {
            before,
            ..Self::default()
        }
    }

    /// Has the last run speak of places by other keys, and of what stands there by other texts: see [`Lock::renamed`].
    pub(crate) fn rename_before(&mut self, new_key: Renaming<'_>, new_member: RenamingOfMembers<'_>) {
        self.before = std::mem::take(&mut self.before).renamed(new_key, new_member);
    }

    /// The texts that a place of a table of texts had in the last run, by their keys.
    pub(crate) fn texts_before(&self, table: &str, key: &str) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.before.scope(table, key).into_iter().flatten();
        texts.map(|(key, text)| (key.as_str(), text.as_deref().unwrap_or_default()))
    }

    /// Keeps a text, in a table of texts.
    pub(crate) fn note_text(&mut self, table: &str, key: &str, member: &str, text: &str) {
        self.now.add(table, key, member, Some(text.to_owned()));
    }

    /// The keys that a table of the last run has.
    pub(crate) fn keys_before(&self, table: &str) -> impl Iterator<Item = &str> {
        self.before.keys(table)
    }

    /// Whether there was an earlier run.
    pub(crate) fn are_known(&self) -> bool {
        !self.before.is_empty()
    }

    /// Keeps an old name from newcomers of a scope, since it stays as an alias. What has it by the lock has it still.
    pub(crate) fn retire(&mut self, scope: Scope<'_>, name: String) {
        let scope = (scope.table.to_owned(), scope.part.to_owned());
        self.retired.entry(scope).or_default().insert(name);
    }

    /// The old names of a scope that stay as aliases.
    pub(crate) fn retired(&self, scope: Scope<'_>) -> impl Iterator<Item = &str> {
        let names = self.retired.get(&(scope.table.to_owned(), scope.part.to_owned()));
        names.into_iter().flatten().map(String::as_str)
    }

    /// What is to be kept for the next run.
    pub fn into_lock(self) -> Lock {
        self.now
    }

    /// The names of a whole scope, in the order of the wishes: distinct, none of `reserved`, and those of the last run for
    /// all that was there then.
    pub fn distinct(&mut self, scope: Scope<'_>, case: Case, wishes: &[Wish], reserved: Reserved<'_>) -> Vec<String> {
        self.distinct_beside(scope, case, wishes, &[], reserved)
    }

    /// The same, where some other names of the scope are `taken`.
    pub fn distinct_beside(
        &mut self,
        scope: Scope<'_>,
        case: Case,
        wishes: &[Wish],
        taken: &[&str],
        reserved: Reserved<'_>,
    ) -> Vec<String> {
        let taken: BTreeSet<&str> = taken.iter().copied().collect();
        let mut kept = self.kept(scope, case, wishes, reserved);
        for name in &mut kept {
            name.take_if(|name| taken.contains(name.as_str()));
        }
        let taken = taken.into_iter().chain(self.retired(scope)).collect();
        let names = scope::resolve(case, wishes, &kept, &taken, reserved);
        self.keep(scope, case, wishes, &names);
        names
    }

    /// The names of a scope whose parts step aside for each other, a list for each part. The caller notes what is to be kept.
    pub(crate) fn in_ranks(
        &self,
        scope: Scope<'_>,
        case: Case,
        ranks: &[Rank<'_>],
        reserved: Reserved<'_>,
    ) -> Vec<Vec<String>> {
        let all: Vec<Wish> = ranks.iter().flat_map(|rank| rank.wishes).cloned().collect();
        let mut kept = self.kept(scope, case, &all, reserved).into_iter();
        let kept: Vec<Vec<Option<String>>> = ranks
            .iter()
            .map(|rank| kept.by_ref().take(rank.wishes.len()).collect())
            .collect();
        let mut given: Vec<Vec<String>> = Vec::new();
        for (index, (rank, own)) in ranks.iter().zip(&kept).enumerate() {
            let earlier = given.iter().flatten().map(String::as_str);
            let taken = reserved.with(earlier);
            let reserved = Reserved {
                names: &taken,
                word: rank.word,
            };
            let others = kept.iter().enumerate().filter(|(other, _)| *other > index);
            let others: BTreeSet<&str> = others
                .flat_map(|(_, names)| names.iter().flatten())
                .map(String::as_str)
                .chain(self.retired(scope))
                .collect();
            given.push(scope::resolve(case, rank.wishes, own, &others, reserved));
        }
        given
    }

    /// The names that the wishes had before, where they may still be had; no name twice.
    pub(crate) fn kept(
        &self,
        scope: Scope<'_>,
        case: Case,
        wishes: &[Wish],
        reserved: Reserved<'_>,
    ) -> Vec<Option<String>> {
        let mut given = BTreeSet::new();
        let mut may_have = |name: String| {
            let is_fit = !reserved.holds(&name) && is_identifier(&name);
            (is_fit && given.insert(name.clone())).then_some(name)
        };
        let listed = wishes.iter().map(|wish| self.listed(scope, case, wish));
        let mut kept: Vec<Option<String>> = listed.map(|name| name.and_then(&mut may_have)).collect();
        for (wish, name) in wishes.iter().zip(&mut kept) {
            if name.is_none() {
                *name = wish.presumed.clone().and_then(&mut may_have);
            }
        }
        kept
    }

    /// Lists the names for the next run, where they don't follow from the texts alone.
    pub(crate) fn keep(&mut self, scope: Scope<'_>, case: Case, wishes: &[Wish], names: &[String]) {
        let listed = wishes
            .iter()
            .zip(names)
            .filter(|(wish, name)| wish.implied.as_ref() != Some(name));
        for (wish, name) in listed {
            let Some(key) = scope.key else {
                self.note(scope.table, &wish.key, name);
                continue;
            };
            let is_plain = *name == casing::plain(case, &wish.key);
            if !(is_plain && scope::has_first_claim(case, &wish.key, name)) {
                let name = (!is_plain).then(|| name.clone());
                self.now.add(scope.table, key, &wish.key, name);
            }
        }
    }

    /// The name that one thing had before.
    pub(crate) fn before(&self, table: &str, key: &str) -> Option<&str> {
        self.before.name(table, key)
    }

    /// The name that one of many things in a line had before.
    pub(crate) fn member_before(&self, case: Case, table: &str, key: &str, member: &str) -> Option<String> {
        let name = self.before.scope(table, key)?.get(member)?;
        let plain = || casing::plain(case, &format!("{key}{member}"));
        Some(name.clone().unwrap_or_else(plain))
    }

    /// Keeps the name of one of many things in a line.
    pub(crate) fn note_name(&mut self, case: Case, table: &str, key: &str, member: &str, name: &str) {
        let is_plain = name == casing::plain(case, &format!("{key}{member}"));
        self.now.add(table, key, member, (!is_plain).then(|| name.to_owned()));
    }

    /// Whether this key was a scope before.
    pub(crate) fn was_scope(&self, table: &str, key: &str) -> bool {
        self.before.scope(table, key).is_some()
    }

    /// Whether the scope of this key held the member before.
    pub(crate) fn held_before(&self, table: &str, key: &str, member: &str) -> bool {
        let scope = self.before.scope(table, key);
        scope.is_some_and(|names| names.contains_key(member))
    }

    /// Keeps the name of one thing, or a word for how it was decided.
    pub(crate) fn note(&mut self, table: &str, key: &str, name: &str) {
        self.now.set(table, key, Place::Name(name.to_owned()));
    }

    /// The positions of what stands in a list, in the order that stays: first what the last run had, as it was then, and
    /// after it what is new, as it stands. The next run finds this order.
    pub(crate) fn in_order(&mut self, table: &str, key: &str, members: &[&str]) -> Vec<usize> {
        let before = self.before.order(table, key);
        let first_first = before.iter().enumerate().rev();
        let ranks: BTreeMap<&str, usize> = first_first.map(|(rank, member)| (member.as_str(), rank)).collect();
        let rank = |position: usize| ranks.get(members.get(position)?).copied();
        let mut positions: Vec<usize> = (0..members.len()).collect();
        positions.sort_by_key(|position| rank(*position).unwrap_or(usize::MAX));
        let ordered = positions.iter().filter_map(|position| members.get(*position));
        let ordered: Vec<String> = ordered.map(|member| (*member).to_owned()).collect();
        if !ordered.is_empty() {
            self.now.set(table, key, Place::Order(ordered));
        }
        positions
    }

    /// Keeps that the scope of this key holds a member.
    pub(crate) fn note_member(&mut self, table: &str, key: &str, member: &str) {
        self.now.add(table, key, member, None);
    }

    /// The name that the lock lists for one of the things in a scope.
    pub(crate) fn listed_name(&self, scope: Scope<'_>, case: Case, key: &str) -> Option<String> {
        self.listed(scope, case, &Wish::keyed(key, key))
    }

    fn listed(&self, scope: Scope<'_>, case: Case, wish: &Wish) -> Option<String> {
        if let Some(group) = &wish.group {
            return self.member_before(case, scope.table, group, &wish.key);
        }
        let Some(key) = scope.key else {
            return self.before(scope.table, &wish.key).map(str::to_owned);
        };
        let name = self.before.scope(scope.table, key)?.get(&wish.key)?;
        Some(name.clone().unwrap_or_else(|| casing::plain(case, &wish.key)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: Scope<'static> = Scope::of("fields", "Pet");

    fn names(before: Lock, texts: &[&str]) -> (Vec<String>, Lock) {
        let wishes: Vec<Wish> = texts.iter().map(|text| Wish::new(text)).collect();
        let mut names = Names::after(before);
        let given = names.distinct(FIELDS, Case::Snake, &wishes, Reserved::NONE);
        (given, names.into_lock())
    }

    #[test]
    fn the_newcomer_yields() {
        let (first, lock) = names(Lock::default(), &["firstName", "id"]);
        assert_eq!(first, ["first_name", "id"]);
        let (second, lock) = names(lock, &["first_name", "id", "firstName"]);
        assert_eq!(second, ["first_name_2", "id", "first_name"]);
        let (third, _) = names(lock, &["FirstName", "first_name", "firstName"]);
        assert_eq!(third, ["first_name_3", "first_name_2", "first_name"]);
    }

    #[test]
    fn a_text_that_is_its_name_needs_no_line() {
        let (_, lock) = names(Lock::default(), &["first_name", "id"]);
        assert!(lock.is_empty());
        let (given, _) = names(lock, &["firstName", "first_name"]);
        assert_eq!(given[1], "first_name");
    }

    #[test]
    fn a_name_that_is_listed_twice_is_given_once() {
        let (_, mut lock) = names(Lock::default(), &["firstName"]);
        lock.add("fields", "Pet", "FirstName", None);
        let (given, _) = names(lock, &["FirstName", "firstName"]);
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), 2);
    }
}
