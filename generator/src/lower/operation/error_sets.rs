//! Error responses that several operations have alike: one enum, of which each operation has a type by its own name.
//!
//! The types stay different ones, by the operation that is their parameter: callers implement `From` for several of them, and
//! an error that one operation documents later changes the type of no other.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::ir::{ErrorSet, Group, ResponseCase, ResponseEnum, ResponseVariant, StatusPattern, Type, TypeDef};
use crate::lower::tables::OPERATIONS;
use crate::names::{self, Case, Names, Reserved, distinct};

/// The longest text of a name.
const LONGEST: usize = 60;

/// The table of the lock: the operations whose errors are of a set.
const ERRORS: &str = "errors";

/// The word for them.
const SHARED: &str = "shared";

/// Says which enums of errors are of a set, and gives the sets in the order of the first operations that have them. An
/// operation that had an enum of its own in the last run keeps it: nothing can be imported from another name of a type.
pub(crate) fn settle(groups: &mut [Group], types: &[TypeDef], names: &mut Names) -> Vec<ErrorSet> {
    let mut alike: Vec<Vec<Errors<'_>>> = Vec::new();
    let mut by_fingerprint: BTreeMap<u64, usize> = BTreeMap::new();
    let all = groups.iter_mut().flat_map(keyed);
    for errors in all.filter(|errors| errors.may_be_shared(names)) {
        let index = *by_fingerprint.entry(fingerprint(errors.own)).or_insert(alike.len());
        match alike.get_mut(index) {
            Some(members) if members.first().is_some_and(|first| are_alike(first.own, errors.own)) => {
                members.push(errors)
            }
            Some(_) => {}
            None => alike.push(vec![errors]),
        }
    }
    alike.retain(|members| members.len() > 1);
    let texts = texts(&alike, types);
    let sets = alike.into_iter().zip(named(&texts)).filter_map(|(mut members, name)| {
        for errors in &mut members {
            names.note(ERRORS, errors.key, SHARED);
            errors.own.set = Some(name.clone());
        }
        let first = members.into_iter().next()?.own.clone();
        Some(ErrorSet { name, first })
    });
    sets.collect()
}

/// The errors of an operation.
struct Errors<'g> {
    /// What the lock knows the operation by.
    key: &'g str,
    own: &'g mut ResponseEnum,
}

impl Errors<'_> {
    fn may_be_shared(&self, names: &Names) -> bool {
        let is_new = names.before(OPERATIONS, self.key).is_none();
        // A stream can be neither copied nor compared.
        (is_new || names.before(ERRORS, self.key) == Some(SHARED)) && !self.own.has_streams()
    }
}

fn keyed(group: &mut Group) -> impl Iterator<Item = Errors<'_>> {
    let mut keys: BTreeMap<&str, &str> = BTreeMap::new();
    for operation in &group.operations {
        keys.entry(&operation.error).or_insert(&operation.key);
    }
    group.errors.iter_mut().map(move |own| {
        let key = keys.get(own.name.as_str()).copied().unwrap_or_default();
        Errors { key, own }
    })
}

/// All of a case but what the configuration calls it.
fn facts(variant: &ResponseVariant) -> impl PartialEq + fmt::Debug {
    let ResponseVariant { name, case } = variant;
    let ResponseCase {
        status,
        bounds,
        media_types,
        payload,
        place: _,
        description,
        form,
    } = case;
    ((name, status, bounds, media_types), (payload, description, form))
}

fn fingerprint(errors: &ResponseEnum) -> u64 {
    let mut hasher = DefaultHasher::new();
    let facts = errors.variants.iter().map(facts);
    facts.for_each(|facts| format!("{facts:?}").hash(&mut hasher));
    hasher.finish()
}

fn are_alike(one: &ResponseEnum, other: &ResponseEnum) -> bool {
    one.variants.iter().map(facts).eq(other.variants.iter().map(facts))
}

/// What sets are named from: their statuses and, where those are the same, the types of their bodies as well.
fn texts(sets: &[Vec<Errors<'_>>], types: &[TypeDef]) -> Vec<String> {
    let cases = sets
        .iter()
        .filter_map(|set| set.first())
        .map(|one| one.own.cases().collect::<Vec<_>>());
    let statuses: Vec<String> = cases.clone().map(|cases| statuses(&cases)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    statuses.iter().for_each(|text| *counts.entry(text).or_insert(0) += 1);
    let texts = statuses.iter().zip(cases).map(|(text, cases)| {
        let is_one = counts.get(text.as_str()) == Some(&1);
        let longer = format!("{text} with {}", bodies(&cases, types));
        match is_one || longer.len() > LONGEST {
            true => text.clone(),
            false => longer,
        }
    });
    texts.collect()
}

/// `on 404 and 409`.
fn statuses(cases: &[&ResponseCase]) -> String {
    let mut statuses: Vec<String> = cases.iter().map(|case| status(case.status)).collect();
    statuses.dedup();
    let all = format!("on {}", statuses.join(" and "));
    match statuses.as_slice() {
        [first, .., last] if all.len() > LONGEST => format!("on {first} to {last}"),
        _ => all,
    }
}

fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}xx"),
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => "others".to_owned(),
    }
}

fn bodies(cases: &[&ResponseCase], types: &[TypeDef]) -> String {
    let types = cases.iter().filter_map(|case| match case.payload.value_type()? {
        Type::Named(id) => types.get(id.0),
        _ => None,
    });
    let mut names: Vec<&str> = types.map(|definition| definition.name.rust.as_str()).collect();
    names.dedup();
    match names.is_empty() {
        true => "other bodies".to_owned(),
        false => names.join(" and "),
    }
}

fn named(texts: &[String]) -> Vec<String> {
    let taken = names::API_ITEMS.with([names::ERROR_OF]);
    let reserved = Reserved {
        names: &taken,
        word: names::API_ITEMS.word,
    };
    distinct(Case::Pascal, texts, reserved)
}
