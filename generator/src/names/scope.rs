//! Names that stand side by side: collisions are resolved for a whole scope at once, in phases.

use std::collections::{BTreeMap, BTreeSet};

use super::casing;

/// The case of a kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Types and variants.
    Pascal,
    /// Fields and functions.
    Snake,
    /// Constants.
    Constant,
    /// Modules that are files, whose names are ASCII letters, digits and underscores.
    Module,
}

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

    fn holds(&self, name: &str) -> bool {
        self.names.binary_search(&name).is_ok()
    }
}

/// The names of all `texts` in one scope, in their order: distinct, and none of `reserved`.
///
/// Texts that are equal are told apart by a number, so a scope should be given distinct texts.
pub fn distinct<Text: AsRef<str>>(case: Case, texts: &[Text], reserved: Reserved<'_>) -> Vec<String> {
    let mut members: Vec<Member<'_>> = texts.iter().map(|text| Member::new(case, text.as_ref())).collect();
    for member in &mut members {
        member.avoid(reserved);
    }
    while let Some(losers) = colliding(&members, reserved) {
        for loser in losers {
            if let Some(member) = members.get_mut(loser) {
                member.give_way();
            }
        }
    }
    members.into_iter().map(|member| member.name).collect()
}

/// One text on its way to a name.
struct Member<'a> {
    case: Case,
    text: &'a str,
    phase: u32,
    name: String,
}

impl<'a> Member<'a> {
    fn new(case: Case, text: &'a str) -> Self {
        Self {
            case,
            text,
            phase: 0,
            name: casing::plain(case, text),
        }
    }

    /// Steps aside for a name that is taken already.
    fn avoid(&mut self, reserved: Reserved<'_>) {
        if reserved.holds(&self.name) {
            self.name = joined(self.case, &self.name, reserved.word);
        }
    }

    /// Takes the next, more telling form.
    fn give_way(&mut self) {
        self.phase += 1;
        let spelled = casing::spelled(self.case, self.text);
        self.name = match self.phase {
            1 => spelled,
            2 => joined(self.case, &spelled, casing::case_word(self.text)),
            3 => joined(self.case, &spelled, &format!("x{:x}", casing::fingerprint(self.text))),
            later => joined(
                self.case,
                &spelled,
                &format!("x{:x} {later}", casing::fingerprint(self.text)),
            ),
        };
    }

    /// How near the text is to the name that it asks for: the nearest keeps it.
    fn plainness(&self) -> u8 {
        let is_word = |allowed: fn(char) -> bool| self.text.chars().all(|letter| allowed(letter) || letter == '_');
        if self.text == self.name {
            3
        } else if is_word(|letter| letter.is_lowercase() || letter.is_numeric()) {
            2
        } else {
            u8::from(is_word(char::is_alphanumeric))
        }
    }
}

/// The members that must give way; `None` when all names are distinct.
fn colliding(members: &[Member<'_>], reserved: Reserved<'_>) -> Option<Vec<usize>> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        by_name.entry(&member.name).or_default().push(index);
    }
    let losers: BTreeSet<usize> = by_name
        .into_iter()
        .flat_map(|(name, group)| losers_of(members, &group, reserved.holds(name)))
        .collect();
    (!losers.is_empty()).then(|| losers.into_iter().collect())
}

fn losers_of(members: &[Member<'_>], group: &[usize], reserved: bool) -> Vec<usize> {
    let claims: Vec<(usize, u32, u8)> = group
        .iter()
        .filter_map(|&index| {
            members
                .get(index)
                .map(|member| (index, member.phase, member.plainness()))
        })
        .collect();
    if reserved {
        return group.to_vec();
    }
    let best = claims
        .iter()
        .map(|(_, phase, plainness)| (u32::MAX - phase, *plainness))
        .max();
    let winners = claims
        .iter()
        .filter(|(_, phase, plainness)| Some((u32::MAX - phase, *plainness)) == best)
        .count();
    let equal_texts = group.windows(2).all(|pair| match pair {
        [left, right] => members.get(*left).map(|member| member.text) == members.get(*right).map(|member| member.text),
        _ => true,
    });
    if equal_texts {
        return group.iter().skip(1).copied().collect();
    }
    claims
        .iter()
        .filter(|(_, phase, plainness)| winners > 1 || Some((u32::MAX - phase, *plainness)) != best)
        .map(|(index, _, _)| *index)
        .collect()
}

fn joined(case: Case, name: &str, suffix: &str) -> String {
    casing::plain(case, &format!("{name} {suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_by_symbols_spell_them() {
        assert_eq!(
            distinct(Case::Snake, &["StartTime", "StartTime<", "StartTime>"], Reserved::NONE),
            ["start_time", "start_time_less", "start_time_greater"]
        );
        assert_eq!(
            distinct(Case::Pascal, &["+1", "-1", ">", ">="], Reserved::NONE),
            ["Plus1", "Minus1", "Greater", "GreaterEqual"]
        );
    }

    #[test]
    fn texts_that_differ_by_case_say_so() {
        assert_eq!(
            distinct(Case::Pascal, &["ASC", "asc", "DESC"], Reserved::NONE),
            ["AscUpper", "Asc", "Desc"]
        );
        assert_eq!(
            distinct(Case::Pascal, &["Asc", "asc", "ASC"], Reserved::NONE),
            ["Asc", "AscLower", "AscUpper"]
        );
    }

    #[test]
    fn order_does_not_matter() {
        assert_eq!(
            distinct(Case::Pascal, &["asc", "ASC"], Reserved::NONE),
            ["Asc", "AscUpper"]
        );
        assert_eq!(
            distinct(Case::Snake, &["a-b", "a_b", "a.b"], Reserved::NONE),
            ["a_minus_b", "a_b", "a_dot_b"]
        );
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
    fn equal_texts_stay_distinct() {
        let names = distinct(Case::Snake, &["id", "id"], Reserved::NONE);
        assert_eq!(names[0], "id");
        assert_ne!(names[1], "id");
    }
}
