//! Names that stand side by side: collisions are resolved for a whole scope at once, in phases.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::casing;
use super::casing::Case;

/// Names of a scope that are taken already, and the word by which a text that asks for one is set apart.
#[derive(Clone, Copy, Debug)]
pub struct Reserved<'a> {
    /// The names, sorted.
    pub names: &'a [&'a str],
    /// The word that is added: a schema `Option` becomes `OptionSchema`.
    pub word: &'a str,
}

impl Reserved<'_> {
    /// No name is taken.
    pub const NONE: Reserved<'static> = Reserved { names: &[], word: "" };

    /// The names and more of them, sorted.
    pub fn with<'n>(&'n self, more: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
        let mut all: Vec<&str> = self.names.iter().copied().chain(more).collect();
        all.sort_unstable();
        all
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        self.names.binary_search(&name).is_ok()
    }
}

/// The names of all `texts` in one scope, in their order: distinct, and none of `reserved`.
///
/// For scopes that are the same whatever the document says, as the statuses of responses; the names of all others are
/// kept from one run to the next by [`Names::distinct`](super::Names::distinct). Texts that are equal are told apart by a
/// number, so a scope should be given distinct texts.
pub fn distinct<Text: AsRef<str>>(case: Case, texts: &[Text], reserved: Reserved<'_>) -> Vec<String> {
    let wishes: Vec<Wish> = texts.iter().map(|text| Wish::new(text.as_ref())).collect();
    resolve(case, &wishes, &[], &BTreeSet::new(), reserved)
}

/// What asks for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What it is known by in its scope, from one run to the next.
    pub key: String,
    /// The line of the lock that it stands in, where names of one scope stand in several.
    pub group: Option<String>,
    /// The text that the name is made from.
    pub text: String,
    /// Texts that say more, one after the other, where another thing of the scope asks for the same name.
    pub longer: Vec<String>,
    /// The name that it had before although the lock doesn't list it, since it follows from another name.
    pub presumed: Option<String>,
    /// The name that the next run will presume, so that the lock need not list it.
    pub implied: Option<String>,
}

impl Wish {
    /// Something that is known by the text that it is named from.
    pub fn new(text: &str) -> Self {
        Self::keyed(text, text)
    }

    /// Something that is known by another text than the one that it is named from.
    pub fn keyed(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            text: text.into(),
            longer: Vec::new(),
            group: None,
            presumed: None,
            implied: None,
        }
    }

    /// The same, with texts that say more.
    #[must_use]
    pub fn or(self, longer: Vec<String>) -> Self {
        Self { longer, ..self }
    }

    /// What no other wish of the scope has.
    fn identity(&self) -> String {
        let group = self.group.as_deref().unwrap_or_default();
        let text = if self.key == self.text { "" } else { &self.text };
        format!("{group}{}{text}", self.key)
    }
}

/// The names of all wishes, in their order. Those that are `kept` are final; the others avoid them, and what is `taken`.
pub(super) fn resolve(
    case: Case,
    wishes: &[Wish],
    kept: &[Option<String>],
    taken: &BTreeSet<&str>,
    reserved: Reserved<'_>,
) -> Vec<String> {
    let kept = kept.iter().map(Option::as_deref).chain(std::iter::repeat(None));
    let mut members: Vec<Member<'_>> = wishes
        .iter()
        .zip(kept)
        .map(|(wish, kept)| Member::new(case, wish, kept))
        .collect();
    for member in members.iter_mut().filter(|member| !member.is_kept) {
        member.avoid(reserved);
    }
    let is_taken = |name: &str| reserved.holds(name) || taken.contains(name);
    while let Some(losers) = colliding(&members, is_taken) {
        for (loser, rank) in losers {
            if let Some(member) = members.get_mut(loser) {
                member.give_way(rank);
                member.avoid(reserved);
            }
        }
    }
    members.into_iter().map(|member| member.name).collect()
}

/// Whether no other text of a scope can dispute the name with this one, whichever was there first.
pub(super) fn has_first_claim(case: Case, text: &str, name: &str) -> bool {
    match case {
        Case::Pascal | Case::Snake | Case::Constant | Case::Module => text == name,
        Case::Value => text == casing::plain(Case::Snake, name),
    }
}

/// One text on its way to a name.
struct Member<'a> {
    case: Case,
    wish: &'a Wish,
    is_kept: bool,
    /// How many of the longer texts were tried.
    longer: usize,
    phase: u32,
    /// The number behind the name, once nothing else sets it apart.
    number: u32,
    name: String,
}

impl<'a> Member<'a> {
    fn new(case: Case, wish: &'a Wish, kept: Option<&str>) -> Self {
        Self {
            case,
            wish,
            is_kept: kept.is_some(),
            longer: 0,
            phase: 0,
            number: 1,
            name: kept.map_or_else(|| casing::plain(case, &wish.text), str::to_owned),
        }
    }

    /// The text that it is named from now.
    fn text(&self) -> &str {
        let last = self.wish.longer.len();
        let longer = self.longer.min(last).checked_sub(1);
        longer
            .and_then(|index| self.wish.longer.get(index))
            .unwrap_or(&self.wish.text)
    }

    /// Whether there is a text that says more.
    fn has_longer(&self) -> bool {
        self.longer < self.wish.longer.len()
    }

    /// The name that tells the signs of the text, where it doesn't yet.
    fn told(&self) -> Option<String> {
        (self.phase == 0)
            .then(|| casing::told(self.case, self.text()))
            .flatten()
    }

    fn can_say_more(&self) -> bool {
        self.has_longer() || self.told().is_some()
    }

    /// Steps aside for a name that is taken already, with a word of its own where it has no longer text.
    fn avoid(&mut self, reserved: Reserved<'_>) {
        while reserved.holds(&self.name) && self.has_longer() {
            self.say_more();
        }
        if reserved.holds(&self.name) {
            self.name = casing::joined(self.case, &self.name, reserved.word);
        }
    }

    fn say_more(&mut self) {
        self.longer += 1;
        self.name = casing::plain(self.case, self.text());
    }

    /// Takes the next, more telling form; the rank is its own among those that give way for one name.
    fn give_way(&mut self, rank: u32) {
        if self.has_longer() {
            return self.say_more();
        }
        let told = self.told();
        self.phase += 1;
        if let Some(told) = told {
            self.name = told;
            return;
        }
        // Steps grow, so that many names that are taken are passed soon.
        let step = 1 << self.phase.saturating_sub(FIRST_NUMBER).min(20);
        self.number = self.number.saturating_add(step).saturating_add(rank);
        self.name = casing::joined(
            self.case,
            &casing::plain(self.case, self.text()),
            &self.number.to_string(),
        );
    }

    /// How near the text is to the name that it asks for: the nearest keeps it.
    fn plainness(&self) -> u8 {
        let text = self.text();
        let is_word = |allowed: fn(char) -> bool| text.chars().all(|letter| allowed(letter) || letter == '_');
        if has_first_claim(self.case, text, &self.name) {
            4
        } else if text == self.name {
            3
        } else if is_word(|letter| letter.is_lowercase() || letter.is_numeric()) {
            2
        } else {
            u8::from(is_word(char::is_alphanumeric))
        }
    }

    /// Who keeps a name that several ask for: the greatest.
    fn claim(&self) -> (u32, u8) {
        (u32::MAX - self.phase, self.plainness())
    }
}

/// The phase from which on the numbers that set names apart grow by more than one.
const FIRST_NUMBER: u32 = 2;

/// The members that must give way, each with its rank among those that do so for one name; `None` when all names are
/// distinct.
fn colliding(members: &[Member<'_>], is_taken: impl Fn(&str) -> bool) -> Option<BTreeMap<usize, u32>> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        by_name.entry(&member.name).or_default().push(index);
    }
    let losers: BTreeMap<usize, u32> = by_name
        .into_iter()
        .flat_map(|(name, group)| ranked(members, losers_of(members, &group, is_taken(name))))
        .collect();
    (!losers.is_empty()).then_some(losers)
}

fn ranked(members: &[Member<'_>], mut losers: Vec<usize>) -> impl Iterator<Item = (usize, u32)> + use<> {
    losers.sort_by_cached_key(|index| (members.get(*index).map(|member| member.wish.identity()), *index));
    losers.into_iter().zip(0..)
}

fn losers_of(members: &[Member<'_>], group: &[usize], is_taken: bool) -> Vec<usize> {
    let of_group = || group.iter().filter_map(|&index| Some((index, members.get(index)?)));
    let has_kept = of_group().any(|(_, member)| member.is_kept);
    if is_taken || has_kept {
        let others = of_group().filter(|(_, member)| !member.is_kept);
        return others.map(|(index, _)| index).collect();
    }
    if group.len() < 2 {
        return Vec::new();
    }
    let longer: Vec<usize> = of_group()
        .filter(|(_, member)| member.can_say_more())
        .map(|(index, _)| index)
        .collect();
    if !longer.is_empty() {
        return longer;
    }
    let first = of_group().min_by_key(|(index, member)| (Reverse(member.claim()), member.wish.identity(), *index));
    let first = first.map(|(index, _)| index);
    group.iter().copied().filter(|index| Some(*index) != first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_say_something_are_told() {
        assert_eq!(
            distinct(Case::Snake, &["StartTime", "StartTime<", "StartTime>="], Reserved::NONE),
            ["start_time", "start_time_lt", "start_time_gte"]
        );
        assert_eq!(
            distinct(
                Case::Value,
                &["created_at", "-created_at", "+created_at"],
                Reserved::NONE
            ),
            ["CreatedAt", "CreatedAtDesc", "CreatedAtAsc"]
        );
        assert_eq!(
            distinct(
                Case::Value,
                &["+1", "-1", ">", ">=", "c", "c++", "c#", "!c"],
                Reserved::NONE
            ),
            [
                "Plus1",
                "Minus1",
                "Greater",
                "GreaterOrEqual",
                "C",
                "CPlusPlus",
                "CSharp",
                "NotC"
            ]
        );
    }

    #[test]
    fn separators_and_case_are_not() {
        assert_eq!(
            distinct(Case::Pascal, &["ASC", "asc", "DESC"], Reserved::NONE),
            ["Asc2", "Asc", "Desc"]
        );
        assert_eq!(
            distinct(Case::Snake, &["a-b", "a_b", "a.b", "a b "], Reserved::NONE),
            ["a_b_3", "a_b", "a_b_4", "a_b_2"]
        );
        assert_eq!(
            distinct(Case::Pascal, &["v1.0", "v10"], Reserved::NONE),
            ["V1_0", "V10"]
        );
    }

    #[test]
    fn order_does_not_matter() {
        assert_eq!(distinct(Case::Pascal, &["asc", "ASC"], Reserved::NONE), ["Asc", "Asc2"]);
        assert_eq!(
            distinct(Case::Snake, &["a.b", "a b ", "a_b", "a-b"], Reserved::NONE),
            ["a_b_4", "a_b_2", "a_b", "a_b_3"]
        );
    }

    #[test]
    fn longer_texts_come_before_numbers() {
        let wish =
            |text: &str, longer: &[&str]| Wish::new(text).or(longer.iter().map(|text| (*text).to_owned()).collect());
        let names = |wishes: &[Wish]| resolve(Case::Snake, wishes, &[], &BTreeSet::new(), Reserved::NONE);
        let list = wish("list", &["list issues"]);
        assert_eq!(
            names(&[list.clone(), wish("create", &["create issue"])]),
            ["list", "create"]
        );
        assert_eq!(
            names(&[list.clone(), wish("list", &["issues list"])]),
            ["list_issues", "issues_list"]
        );
        assert_eq!(names(&[list, wish("list", &[])]), ["list_issues", "list"]);
    }

    #[test]
    fn reserved_names_are_not_given() {
        let reserved = Reserved {
            names: &["Option"],
            word: "schema",
        };
        assert_eq!(
            distinct(Case::Pascal, &["Option", "Vec"], reserved),
            ["OptionSchema", "Vec"]
        );
    }

    #[test]
    fn names_that_are_cut_stay_distinct() {
        let texts = ["longer words ".repeat(40), "宠".repeat(300), "a".repeat(300)]
            .map(|text| [format!("{text}1"), format!("{text}2")]);
        let texts = texts.concat();
        for case in [Case::Pascal, Case::Value, Case::Snake, Case::Constant, Case::Module] {
            let names = distinct(case, &texts, Reserved::NONE);
            assert!(names.iter().all(|name| name.len() <= 160), "{names:?}");
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), texts.len());
        }
    }

    #[test]
    fn equal_texts_stay_distinct() {
        let names = distinct(Case::Snake, &["id", "id"], Reserved::NONE);
        assert_eq!(names[0], "id");
        assert_ne!(names[1], "id");
    }
}
