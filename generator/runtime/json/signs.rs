//! The signs by which types of a union are told apart: which members an object has, and constants among them.
//!
//! An object is looked through once, whatever the number of types: each member sets bits, and each type has a mask of the
//! bits that it needs.

use std::sync::OnceLock;

use super::literals::{Literal, Scalar};
use super::{JsonError, Kind, Reader};

/// What can be seen of a value of one type of a union before it is read.
pub(crate) struct Guard {
    pub(crate) name: &'static str,
    /// Where the variant stands in the union.
    pub(crate) index: usize,
    pub(crate) kinds: &'static [Kind],
    pub(crate) has: &'static [&'static str],
    pub(crate) is: &'static [(&'static str, Literal)],
}

impl Guard {
    pub(super) fn takes_kind(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// The guards of a union, and what is known of them once an object was looked at.
pub(crate) struct Guards {
    pub(super) list: &'static [Guard],
    signs: OnceLock<Signs>,
}

/// One type of a union, or several.
pub(super) enum Candidates {
    One(usize),
    Several(Vec<usize>),
}

/// What the members of objects are looked up in.
struct Signs {
    /// The names of members by their hashes; a name whose place is taken stands in the next free one.
    table: Box<[Option<Sign>]>,
    /// The bits that each type needs, in words.
    masks: Box<[Box<[u64]>]>,
    words: usize,
}

/// A member that tells.
struct Sign {
    name: &'static str,
    /// Set when there is such a member.
    bit: usize,
    /// Set when it has such a value.
    values: Vec<(&'static Literal, usize)>,
}

impl Guards {
    pub(crate) const fn new(list: &'static [Guard]) -> Self {
        Self {
            list,
            signs: OnceLock::new(),
        }
    }

    /// The types that have the members of the object that comes next, which stays unread.
    pub(super) fn telling(&'static self, reader: &Reader<'_>) -> Result<Candidates, JsonError> {
        let signs = self.signs.get_or_init(|| Signs::new(self.list));
        let mut seen = vec![0; signs.words];
        let mut ahead = reader.clone();
        ahead.begin_object()?;
        while let Some(name) = ahead.next_name()? {
            match signs.find(name) {
                // If a member is duplicated, the first one tells.
                Some(sign) if set(&mut seen, sign.bit) && !sign.values.is_empty() => {
                    let Some(value) = Scalar::read(&mut ahead)? else {
                        continue;
                    };
                    for (_, bit) in sign.values.iter().filter(|(literal, _)| value.is(literal)) {
                        set(&mut seen, *bit);
                    }
                }
                _ => ahead.skip()?,
            }
        }
        let has_all = |mask: &[u64]| mask.iter().zip(&seen).all(|(needed, seen)| needed & seen == *needed);
        let guards = self.list.iter().zip(&signs.masks);
        Ok(guards
            .filter(|(guard, mask)| guard.takes_kind(Kind::Object) && has_all(mask))
            .map(|(guard, _)| guard.index)
            .collect())
    }
}

/// Sets a bit; `false` if it was set.
fn set(words: &mut [u64], bit: usize) -> bool {
    let Some(word) = words.get_mut(bit / 64) else {
        return false;
    };
    let before = *word;
    *word |= 1 << (bit % 64);
    *word != before
}

impl Signs {
    #[cold]
    fn new(guards: &'static [Guard]) -> Self {
        let wanted = guards
            .iter()
            .map(|guard| guard.has.len() + guard.is.len())
            .sum::<usize>();
        let mut signs = Self {
            table: std::iter::repeat_with(|| None)
                .take((wanted * 2).next_power_of_two())
                .collect(),
            masks: Box::default(),
            words: 0,
        };
        let mut bits = 0;
        let needed: Vec<Vec<usize>> = guards.iter().map(|guard| signs.needed(guard, &mut bits)).collect();
        signs.words = bits.div_ceil(64);
        let mask = |needed: &Vec<usize>| {
            let mut mask = vec![0; signs.words];
            for bit in needed {
                set(&mut mask, *bit);
            }
            mask.into_boxed_slice()
        };
        signs.masks = needed.iter().map(mask).collect();
        signs
    }

    /// The bits that a type needs, those among them that are new included.
    fn needed(&mut self, guard: &'static Guard, bits: &mut usize) -> Vec<usize> {
        let mut next = || {
            *bits += 1;
            *bits - 1
        };
        let mut needed = Vec::new();
        for name in guard.has {
            needed.extend(self.insert(name, &mut next).map(|sign| sign.bit));
        }
        for (name, literal) in guard.is {
            let Some(sign) = self.insert(name, &mut next) else {
                continue;
            };
            let known = sign
                .values
                .iter()
                .find(|(known, _)| *known == literal)
                .map(|(_, bit)| *bit);
            let bit = known.unwrap_or_else(&mut next);
            if known.is_none() {
                sign.values.push((literal, bit));
            }
            needed.push(bit);
        }
        needed
    }

    fn insert(&mut self, name: &'static str, next: &mut impl FnMut() -> usize) -> Option<&mut Sign> {
        let at = self.places(name).find(|at| match self.table.get(*at) {
            Some(Some(sign)) => sign.name == name,
            _ => true,
        })?;
        let place = self.table.get_mut(at)?;
        Some(place.get_or_insert_with(|| Sign {
            name,
            bit: next(),
            values: Vec::new(),
        }))
    }

    fn find(&self, name: &str) -> Option<&Sign> {
        let signs = self.places(name).map_while(|at| self.table.get(at)?.as_ref());
        signs.into_iter().find(|sign| sign.name == name)
    }

    /// The places where a name may stand, the likeliest first.
    fn places(&self, name: &str) -> impl Iterator<Item = usize> + use<> {
        let last = self.table.len().saturating_sub(1);
        let start = hash(name);
        (0..=last).map(move |step| start.wrapping_add(step) & last)
    }
}

/// Names are those of a document, so nobody can choose many with one hash; what is looked up costs one place, mostly.
fn hash(name: &str) -> usize {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let rest = rest.iter().fold(0, |rest, byte| (rest << 8) | u64::from(*byte));
    let length = name.len() as u64;
    let hash = words.iter().fold(length, |hash, word| {
        (hash ^ u64::from_le_bytes(*word)).wrapping_mul(ODD).rotate_left(29)
    });
    ((hash ^ rest).wrapping_mul(ODD) >> 32) as usize
}

impl Candidates {
    pub(super) fn into_vec(self) -> Vec<usize> {
        match self {
            Self::One(index) => vec![index],
            Self::Several(indices) => indices,
        }
    }
}

impl FromIterator<usize> for Candidates {
    fn from_iter<I: IntoIterator<Item = usize>>(indices: I) -> Self {
        let mut indices = indices.into_iter();
        match (indices.next(), indices.next()) {
            (Some(only), None) => Self::One(only),
            (first, second) => Self::Several(first.into_iter().chain(second).chain(indices).collect()),
        }
    }
}
