//! Constraints on values: JSON Schema 2020-12 Validation, sections 6.2 to 6.5.

use super::{Api, Literal, TypeId};

/// The constraints on the values at a place, beside those of their types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Of the value itself.
    pub bounds: Vec<Bound>,
    /// Of each element of an array, each value of a map.
    pub each: Option<Box<Rules>>,
}

/// One bound on values, with its digits as Rust writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `minimum`
    Minimum(String),
    /// `exclusiveMinimum`
    ExclusiveMinimum(String),
    /// `maximum`
    Maximum(String),
    /// `exclusiveMaximum`
    ExclusiveMaximum(String),
    /// `multipleOf`
    MultipleOf(String),
    /// `minLength`
    MinLength(String),
    /// `maxLength`
    MaxLength(String),
    /// `minItems`
    MinItems(String),
    /// `maxItems`
    MaxItems(String),
    /// `uniqueItems`
    UniqueItems,
    /// `minProperties`
    MinProperties(String),
    /// `maxProperties`
    MaxProperties(String),
}

/// All that a type of its own checks in its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    /// Of the value as a whole.
    pub own: Vec<Check>,
    /// Of what it consists of.
    pub parts: CheckedParts,
}

/// The constraints on the parts of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckedParts {
    /// Members by their names on the wire, and those that are not declared.
    Members(Vec<(String, Vec<Check>)>, Vec<Check>),
    /// The member that is the tag; its values, and what holds for the types that they stand for.
    Tagged(String, Vec<(Vec<Literal>, Vec<Check>)>),
    /// The variants, and what holds for each.
    Untagged(Vec<(String, Vec<Check>)>),
}

/// One thing that is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// A bound.
    Bound(Bound),
    /// What holds for each element of an array, each value of a map.
    Each(Vec<Check>),
    /// What a type checks by itself.
    Of(TypeId),
}

impl Rules {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty() && self.each.is_none()
    }

    /// Adds others, those that are there already left out.
    pub fn add(&mut self, others: &Self) {
        for bound in &others.bounds {
            if !self.bounds.contains(bound) {
                self.bounds.push(bound.clone());
            }
        }
        if let Some(each) = &others.each {
            self.add_each(each);
        }
    }

    /// Adds those of what a value holds in any number.
    pub fn add_each(&mut self, others: &Self) {
        if !others.is_empty() {
            self.each.get_or_insert_default().add(others);
        }
    }
}

impl Checks {
    /// All lists of checks in it.
    pub fn lists(&self) -> impl Iterator<Item = &[Check]> {
        let lists: Vec<&[Check]> = match &self.parts {
            CheckedParts::Members(members, others) => {
                let members = members.iter().map(|(_, checks)| checks.as_slice());
                members.chain([others.as_slice()]).collect()
            }
            CheckedParts::Tagged(_, variants) => variants.iter().map(|(_, checks)| checks.as_slice()).collect(),
            CheckedParts::Untagged(variants) => variants.iter().map(|(_, checks)| checks.as_slice()).collect(),
        };
        std::iter::once(self.own.as_slice()).chain(lists)
    }
}

impl Api {
    /// Whether some type checks its values.
    pub fn has_checks(&self) -> bool {
        self.types.iter().any(|definition| definition.checks.is_some())
    }
}
