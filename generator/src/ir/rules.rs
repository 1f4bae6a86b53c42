//! Constraints on values: JSON Schema 2020-12 Validation, sections 6.2 to 6.5.

use super::{Api, Literal, Operation, TypeId};

/// The constraints on the values at a place, beside those of their types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Of the value itself.
    pub bounds: Vec<Bound>,
    /// Of each element of an array, each value of a map.
    pub each: Option<Box<Rules>>,
    /// Of the elements of a tuple, by their positions.
    pub elements: Vec<Rules>,
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
    /// `pattern`
    Pattern(String),
    /// A `format` that a string is checked for.
    Format(String),
    /// A member of `required`, among alternatives.
    Has(String),
    /// `anyOf` or `oneOf` of bounds: one of these lists at least.
    Any(Vec<Vec<Bound>>),
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
    /// The member that is the tag; and what holds for the types that its values stand for.
    Tagged(String, Vec<CheckedTag>),
    /// The variants, and what holds for each.
    Untagged(Vec<CheckedVariant>),
}

/// What holds for a variant of a union that a tag tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTag {
    /// The values of the tag.
    pub tags: Vec<Literal>,
    /// The property that has the value, where the tag stands beside it.
    pub inside: Option<String>,
    /// What holds for the value.
    pub checks: Vec<Check>,
}

/// What holds for a variant of a union that no tag tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedVariant {
    /// The variant.
    pub name: String,
    /// The property that has the value, where the variant is an object of this one alone.
    pub inside: Option<String>,
    /// What holds for the value.
    pub checks: Vec<Check>,
}

/// One thing that is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// A bound.
    Bound(Bound),
    /// What holds for each element of an array, each value of a map.
    Each(Vec<Check>),
    /// What holds for the elements of a tuple, by their positions.
    Elements(Vec<Vec<Check>>),
    /// What a type checks by itself.
    Of(TypeId),
}

impl Rules {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty() && self.each.is_none() && self.elements.iter().all(Self::is_empty)
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
        for (position, element) in others.elements.iter().enumerate() {
            self.add_element(position, element);
        }
    }

    /// Adds those of what a value holds in any number.
    pub fn add_each(&mut self, others: &Self) {
        if !others.is_empty() {
            self.each.get_or_insert_default().add(others);
        }
    }

    /// Adds those of the element of a tuple at this position.
    pub fn add_element(&mut self, position: usize, others: &Self) {
        if others.is_empty() {
            return;
        }
        if self.elements.len() <= position {
            self.elements.resize_with(position + 1, Self::default);
        }
        if let Some(element) = self.elements.get_mut(position) {
            element.add(others);
        }
    }
}

impl Operation {
    /// All that its requests check.
    pub fn checks(&self) -> impl Iterator<Item = &[Check]> {
        let parameters = self.parameters.iter().map(|parameter| parameter.checks.as_slice());
        parameters.chain(self.bodies().map(|body| body.checks.as_slice()))
    }
}

impl Check {
    fn has_pattern(&self) -> bool {
        match self {
            Self::Bound(bound) => bound.has_pattern(),
            Self::Each(checks) => checks.iter().any(Self::has_pattern),
            Self::Elements(elements) => elements.iter().flatten().any(Self::has_pattern),
            Self::Of(_) => false,
        }
    }
}

impl Bound {
    fn has_pattern(&self) -> bool {
        match self {
            Self::Pattern(_) => true,
            Self::Any(lists) => lists.iter().flatten().any(Self::has_pattern),
            _ => false,
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
            CheckedParts::Tagged(_, variants) => variants.iter().map(|variant| variant.checks.as_slice()).collect(),
            CheckedParts::Untagged(variants) => variants.iter().map(|variant| variant.checks.as_slice()).collect(),
        };
        std::iter::once(self.own.as_slice()).chain(lists)
    }
}

impl Api {
    /// Whether a type or a request checks a pattern.
    pub fn has_patterns(&self) -> bool {
        let checks = self.types.iter().filter_map(|definition| definition.checks.as_ref());
        let of_operations = self.groups.iter().flat_map(|group| &group.operations);
        let mut lists = checks
            .flat_map(Checks::lists)
            .chain(of_operations.flat_map(Operation::checks));
        lists.any(|list| list.iter().any(Check::has_pattern))
    }
}
