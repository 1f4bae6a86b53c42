//! Checks all values against the JSON that is sent.

use std::collections::HashMap;
use std::fmt::Write;

use super::decimal::Decimal;
use super::table::{Measure, Relation, Rule, Ruled, Rules, TaggedRules, VariantRules};
use super::{ValidationErrors, Violation, formats, patterns};
use crate::runtime::http::Tree;
use crate::runtime::json::{self, Json, Reader, Tolerance};

/// Checks a value by the rules of its type.
pub(crate) fn validate<T: Json + Ruled>(value: &T) -> Result<(), ValidationErrors> {
    validate_tree::<T>(&Tree::of(value))
}

/// Checks what a value was written as by the rules of its type.
pub(crate) fn validate_tree<T: Ruled>(value: &Tree) -> Result<(), ValidationErrors> {
    let mut found = Found::default();
    found.of_type(value, T::rules());
    found.into_result()
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    /// The JSON Pointer of the value that is looked at.
    path: String,
    violations: Vec<Violation>,
}

impl Found {
    pub(super) fn into_result(self) -> Result<(), ValidationErrors> {
        ValidationErrors::of(self.violations)
    }

    fn of_type(&mut self, value: &Tree, rules: &Rules) {
        match rules {
            Rules::Plain { own, members, others } => {
                self.of_value(value, own);
                self.of_members(value, members, others);
            }
            Rules::Tagged { own, tag, variants } => {
                self.of_value(value, own);
                self.of_tagged(value, tag, variants);
            }
            Rules::Untagged { own, variants } => {
                self.of_value(value, own);
                self.of_untagged(value, variants);
            }
        }
    }

    pub(super) fn of_value(&mut self, value: &Tree, rules: &[Rule]) {
        for rule in rules {
            match rule {
                Rule::Bound(measure, relation, bound) => self.of_bound(value, *measure, *relation, bound),
                Rule::MultipleOf(step) => self.of_step(value, step),
                Rule::UniqueItems => self.of_unique(value),
                Rule::Pattern(pattern) => self.of_pattern(value, pattern),
                Rule::Format(format) => self.of_format(value, format),
                Rule::Any(lists) => self.of_any(value, lists),
                Rule::Has(name) => self.of_member(value, name),
                Rule::Each(rules) => self.of_each(value, rules),
                Rule::Elements(rules) => self.of_elements(value, rules),
                Rule::Of(rules) => self.of_type(value, rules()),
            }
        }
    }

    /// In the order of the table, which is that of the fields; undeclared members come last.
    fn of_members(&mut self, value: &Tree, members: &[(&str, &[Rule])], others: &[Rule]) {
        let Tree::Members(values) = value else { return };
        for (name, rules) in members {
            if let Some((_, value)) = values.iter().find(|(known, _)| known == name) {
                self.within(name, |found| found.of_value(value, rules));
            }
        }
        let is_declared = |name: &str| members.iter().any(|(known, _)| *known == name);
        for (name, value) in values.iter().filter(|(name, _)| !is_declared(name)) {
            self.within(name, |found| found.of_value(value, others));
        }
    }

    fn of_tagged(&mut self, value: &Tree, tag: &str, variants: &[TaggedRules]) {
        let Tree::Members(members) = value else { return };
        let tag = members
            .iter()
            .find(|(name, _)| name == tag)
            .map(|(_, value)| json::to_string(value));
        let is_one = |variant: &&TaggedRules| variant.tags.iter().any(|value| Some(value.text()) == tag);
        let variant = variants.iter().find(is_one);
        match variant.map(|variant| (variant.member, variant.rules)) {
            Some(([], rules)) => self.of_value(value, rules),
            Some(([name, ..], rules)) => self.of_members(value, &[(*name, rules)], &[]),
            None => {}
        }
    }

    /// A value may be any of the types that it fits; if it keeps to the rules of none, those of the first one count.
    fn of_untagged(&mut self, value: &Tree, variants: &[VariantRules]) {
        let mut first = None;
        for variant in fitting(value, variants) {
            let mut attempt = Self {
                path: self.path.clone(),
                violations: Vec::new(),
            };
            match variant.member {
                [] => attempt.of_value(value, variant.rules),
                [name, ..] => attempt.of_members(value, &[(*name, variant.rules)], &[]),
            }
            if attempt.violations.is_empty() {
                return;
            }
            first.get_or_insert(attempt.violations);
        }
        first.into_iter().flatten().for_each(|violation| self.push(violation));
    }

    fn of_each(&mut self, value: &Tree, rules: &[Rule]) {
        match value {
            Tree::List(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.within(&index.to_string(), |found| found.of_value(element, rules));
                }
            }
            Tree::Members(members) => {
                for (name, value) in members {
                    self.within(name, |found| found.of_value(value, rules));
                }
            }
            Tree::Null | Tree::Literal(_) | Tree::Text(_) => {}
        }
    }

    fn of_elements(&mut self, value: &Tree, rules: &[&[Rule]]) {
        let Tree::List(elements) = value else { return };
        for (index, (element, rules)) in elements.iter().zip(rules).enumerate() {
            self.within(&index.to_string(), |found| found.of_value(element, rules));
        }
    }

    fn of_bound(&mut self, value: &Tree, measure: Measure, relation: Relation, bound: &str) {
        let measured = match (measure, value) {
            (Measure::Number, value) => number(value),
            (Measure::Characters, Tree::Text(text)) => Some(text.chars().count().into()),
            (Measure::Elements, Tree::List(elements)) => Some(elements.len().into()),
            (Measure::Members, Tree::Members(members)) => Some(members.len().into()),
            _ => None,
        };
        let (Some(measured), Some(limit)) = (measured, Decimal::parse(bound)) else {
            return;
        };
        let keeps = match relation {
            Relation::AtLeast => measured >= limit,
            Relation::MoreThan => measured > limit,
            Relation::AtMost => measured <= limit,
            Relation::LessThan => measured < limit,
        };
        if !keeps {
            self.add(bound_words(measure, relation, bound));
        }
    }

    fn of_step(&mut self, value: &Tree, step: &str) {
        let (Some(value), Some(divisor)) = (number(value), Decimal::parse(step)) else {
            return;
        };
        if !value.is_multiple_of(&divisor) {
            self.add(format!("must be a multiple of {step}"));
        }
    }

    fn of_pattern(&mut self, value: &Tree, pattern: &'static str) {
        let Tree::Text(text) = value else { return };
        if !patterns::is_match(pattern, text) {
            self.add(format!("must match the pattern `{pattern}`"));
        }
    }

    fn of_format(&mut self, value: &Tree, format: &str) {
        let Tree::Text(text) = value else { return };
        if !formats::is_of(format, text) {
            self.add(format!("must be of the format `{format}`"));
        }
    }

    fn of_member(&mut self, value: &Tree, name: &str) {
        let Tree::Members(members) = value else { return };
        if members.iter().all(|(known, _)| known != name) {
            self.add(format!("must have the property `{name}`"));
        }
    }

    /// What a value must be that keeps to none of several lists, in one sentence.
    fn of_any(&mut self, value: &Tree, lists: &[&[Rule]]) {
        let mut messages = Vec::new();
        for rules in lists {
            let mut attempt = Self {
                path: self.path.clone(),
                violations: Vec::new(),
            };
            attempt.of_value(value, rules);
            if attempt.violations.is_empty() {
                return;
            }
            let found = attempt.violations.iter().map(Violation::message);
            messages.push(found.collect::<Vec<_>>().join(" and "));
        }
        self.add(messages.join(", or "));
    }

    fn of_unique(&mut self, value: &Tree) {
        let Tree::List(elements) = value else { return };
        let mut seen = HashMap::new();
        for (index, element) in elements.iter().enumerate() {
            if let Some(first) = seen.insert(canonical(element), index) {
                return self.add(format!(
                    "must have unique elements; those at {first} and {index} are equal"
                ));
            }
        }
    }

    fn add(&mut self, message: String) {
        self.push(Violation::new(&self.path, message));
    }

    /// What a union bounds may be what its types bound as well: it is said once.
    fn push(&mut self, violation: Violation) {
        let here = self.violations.iter().rev();
        let mut here = here.take_while(|known| known.path() == violation.path());
        if !here.any(|known| *known == violation) {
            self.violations.push(violation);
        }
    }

    /// Looks at what stands below the value.
    pub(super) fn within(&mut self, segment: &str, look: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(&json::escaped(segment));
        look(self);
        self.path.truncate(length);
    }
}

fn bound_words(measure: Measure, relation: Relation, bound: &str) -> String {
    let verb = if measure == Measure::Number { "be" } else { "have" };
    let relation = match relation {
        Relation::AtLeast => "at least",
        Relation::MoreThan => "greater than",
        Relation::AtMost => "at most",
        Relation::LessThan => "less than",
    };
    let noun = match (measure, bound) {
        (Measure::Number, _) => "",
        (Measure::Characters, "1") => " character",
        (Measure::Characters, _) => " characters",
        (Measure::Elements, "1") => " element",
        (Measure::Elements, _) => " elements",
        (Measure::Members, "1") => " property",
        (Measure::Members, _) => " properties",
    };
    format!("must {verb} {relation} {bound}{noun}")
}

/// The types of a union that a value may be read as; as when it is read, those that know all of it go before the others.
fn fitting<'r>(value: &Tree, variants: &'r [VariantRules]) -> Vec<&'r VariantRules> {
    let text = json::to_string(value);
    for tolerance in Tolerance::PASSES {
        let is_fit = |variant: &&VariantRules| {
            let mut reader = Reader::new(&text);
            reader.set_tolerance(tolerance);
            (variant.fits)(&mut reader)
        };
        let fitting: Vec<&VariantRules> = variants.iter().filter(is_fit).collect();
        if !fitting.is_empty() {
            return fitting;
        }
    }
    Vec::new()
}

/// A literal is a number or a boolean.
fn number(value: &Tree) -> Option<Decimal> {
    match value {
        Tree::Literal(text) => Decimal::parse(text),
        _ => None,
    }
}

/// A text that equal values have in common: JSON Schema 2020-12, section 4.2.2. `1` is `1.0`, and members have no order.
fn canonical(value: &Tree) -> String {
    match value {
        Tree::Null => "null".to_owned(),
        Tree::Literal(text) => number(value).map_or_else(|| text.clone(), |number| format!("{number:?}")),
        Tree::Text(text) => format!("{text:?}"),
        Tree::List(elements) => {
            let elements: Vec<String> = elements.iter().map(canonical).collect();
            format!("[{}]", elements.join(","))
        }
        Tree::Members(members) => {
            let mut members: Vec<(&str, String)> = members
                .iter()
                .map(|(name, value)| (name.as_str(), canonical(value)))
                .collect();
            members.sort_unstable();
            let mut text = String::from("{");
            for (name, value) in members {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "{name:?}:{value},");
            }
            text + "}"
        }
    }
}
