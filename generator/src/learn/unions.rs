//! What departs in a value from a union: from the type of it that fits best.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::notes::{Kind, Look, Note, Notes};
use super::scalars::is_literal;
use crate::ir::{Dates, Guard, JsonKind, Type, Union, UnionTag, UnionVariant};

/// A value that is looked at as one of several types.
pub(super) struct Choice<'u, 'v> {
    pub(super) union: &'u Union,
    pub(super) value: &'v Value,
    pub(super) dates: Dates,
}

impl<'u> Choice<'u, '_> {
    pub(super) fn notes(&self, audit: &mut dyn Look<'u>) -> Notes {
        match (&self.union.tag, self.value) {
            (Some(tag), Value::Object(members)) => self.tagged(audit, tag, members),
            (Some(_), _) => self.best(audit, self.candidates(|variant| variant.tags.is_empty())),
            (None, _) => self.best(audit, self.candidates(|_| true)),
        }
    }

    fn tagged(&self, audit: &mut dyn Look<'u>, tag: &UnionTag, members: &Map<String, Value>) -> Notes {
        let name = tag.name();
        let found = members
            .get(name)
            .filter(|value| !value.is_array() && !value.is_object());
        if let Some(variant) = found.and_then(|found| self.told(found)) {
            let notes = self.of(audit, variant);
            // The union knows its tag, whether the type declares it or not.
            return Rc::new(notes.iter().filter(|note| !note.is_undeclared(name)).cloned().collect());
        }
        let others = self.candidates(|variant| variant.tags.is_empty() && !variant.is_default);
        let rest = match (found, tag) {
            (None, UnionTag::Optional(_)) => self.candidates(|_| true),
            _ => others,
        };
        if !rest.is_empty() {
            let notes = self.best(audit, rest);
            if notes.iter().all(|note| !note.kind.is_fatal()) {
                return notes;
            }
        }
        match (self.union.variants.iter().find(|variant| variant.is_default), found) {
            (Some(variant), _) => self.of(audit, variant),
            (None, Some(_)) => Rc::new(vec![Note::unlisted_in(name)]),
            (None, None) => self.refused(&format!("the property `{name}` is missing")),
        }
    }

    /// The type that a value of the tag stands for.
    fn told(&self, tag: &Value) -> Option<&'u UnionVariant> {
        let variants = &self.union.variants;
        let is_mapped = |variant: &&UnionVariant| variant.tags.iter().any(|literal| is_literal(literal, tag));
        variants.iter().find(is_mapped)
    }

    /// The types that a look at the value allows: by its kind, and for objects by their members, where those tell.
    fn candidates(&self, filter: impl Fn(&UnionVariant) -> bool) -> Vec<&'u UnionVariant> {
        let variants = self.union.variants.iter().filter(|variant| filter(variant));
        let of_kind: Vec<&UnionVariant> = variants.filter(|variant| takes(&variant.guard, self.value)).collect();
        let tells = |variant: &&UnionVariant| has_members(&variant.guard, self.value);
        let telling: Vec<&UnionVariant> = of_kind.iter().copied().filter(tells).collect();
        if telling.is_empty() { of_kind } else { telling }
    }

    /// The notes of the type that keeps most of the value; one that takes anything is the last resort.
    fn best(&self, audit: &mut dyn Look<'u>, candidates: Vec<&'u UnionVariant>) -> Notes {
        let (any, typed): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|variant| variant.ty == Type::Json);
        let all: Vec<Notes> = typed.into_iter().map(|variant| self.of(audit, variant)).collect();
        let count = |notes: &Notes, kinds: fn(Kind) -> bool| notes.iter().filter(|note| kinds(note.kind)).count();
        let loss = |notes: &&Notes| {
            let fatal = count(notes, Kind::is_fatal);
            (fatal, count(notes, |kind| kind == Kind::Undeclared), notes.len())
        };
        let best = all.iter().min_by_key(loss);
        match best {
            Some(notes) if count(notes, Kind::is_fatal) == 0 => Rc::clone(notes),
            _ if !any.is_empty() => Notes::default(),
            Some(notes) if all.len() == 1 => Rc::clone(notes),
            _ => self.refused("one of the types"),
        }
    }

    fn refused(&self, expected: &str) -> Notes {
        Rc::new(vec![Note::of_shape(expected, self.value)])
    }

    fn of(&self, audit: &mut dyn Look<'u>, variant: &'u UnionVariant) -> Notes {
        let Some(name) = &variant.inside else {
            return audit.notes(&variant.ty, self.value, self.dates);
        };
        match self.value.get(name) {
            Some(value) => {
                let notes = audit.notes(&variant.ty, value, self.dates);
                Rc::new(notes.iter().map(|note| note.clone().in_member(name)).collect())
            }
            None => Rc::new(vec![Note::missing(name)]),
        }
    }
}

fn takes(guard: &Guard, value: &Value) -> bool {
    let kind = match value {
        Value::Null => return guard.kinds.len() == ALL_KINDS,
        Value::Bool(_) => JsonKind::Bool,
        Value::Number(number) if number.is_f64() => JsonKind::Number,
        Value::Number(_) => JsonKind::Integer,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(_) => JsonKind::Object,
    };
    guard.kinds.contains(&kind)
}

/// Of the types of a union, only one that takes any value takes null.
const ALL_KINDS: usize = 6;

fn has_members(guard: &Guard, value: &Value) -> bool {
    let has = guard.has.iter().all(|name| value.get(name).is_some());
    let mut constants = guard.constants.iter();
    has && constants.all(|(name, literal)| value.get(name).is_some_and(|value| is_literal(literal, value)))
}
