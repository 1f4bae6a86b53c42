//! What servers send otherwise than their document says: places of the configuration, and what is read there.
//!
//! A place is a property with the schema that declares it, both by their names in the document: `User.avatar`. A schema in
//! place is known by its key in the lock: `list_tasks() response.tasks[].total`. `*` stands for any text.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::objects::Property;
use super::schemas::{Draft, Schemas};
use super::spot::Spot;
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Dates, ExpectedDeparture, Group, Presence, Shape};
use crate::pattern::matches;
use crate::pointer::Place;

/// The places where servers depart from the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leniency {
    /// Properties that may be absent or null.
    pub optional: Vec<String>,
    /// Properties that may be anything.
    pub lenient: Vec<String>,
    /// Types that keep undeclared properties.
    pub keep_undeclared: KeepUndeclared,
    /// Departures that clients don't report.
    pub expected: Vec<ExpectedDeparture>,
}

/// Which types keep the properties that they don't declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeepUndeclared {
    /// All that responses have.
    All,
    /// Those of these names.
    These(Vec<String>),
}

impl Default for KeepUndeclared {
    fn default() -> Self {
        Self::These(Vec::new())
    }
}

/// The patterns that some place has matched.
#[derive(Debug, Default)]
pub(crate) struct Used(RefCell<BTreeSet<String>>);

impl Used {
    /// Whether one of these patterns matches one of these places.
    pub(crate) fn find<'p>(&self, patterns: impl IntoIterator<Item = &'p String>, places: &[String]) -> bool {
        let mut is_found = false;
        for pattern in patterns {
            if places.iter().any(|place| matches(pattern, place)) {
                self.0.borrow_mut().insert(pattern.clone());
                is_found = true;
            }
        }
        is_found
    }

    fn has(&self, pattern: &str) -> bool {
        self.0.borrow().contains(pattern)
    }
}

/// What the configuration declares for a property.
pub(crate) struct OfProperty {
    /// Whether it may be absent, null or anything.
    pub(super) presence: Presence,
    /// How its dates are read.
    pub(super) dates: Dates,
}

/// A property, whose presence by its schemas is `declared`.
pub(crate) fn of_property(
    schemas: &Schemas<'_>,
    object: &Spot,
    property: &Property<'_>,
    declared: Presence,
) -> OfProperty {
    let (leniency, formats) = (&schemas.options.leniency, &schemas.options.formats);
    if leniency.optional.is_empty() && leniency.lenient.is_empty() && !formats.has_lenient_places() {
        return OfProperty {
            presence: declared,
            dates: Dates::Strict,
        };
    }
    let places = places(object, property);
    let lenient = schemas.used.find(&leniency.lenient, &places);
    let optional = schemas.used.find(&leniency.optional, &places);
    let dates = schemas.used.find(formats.lenient_places(), &places);
    OfProperty {
        presence: match (lenient, optional) {
            (true, _) => Presence::Lenient,
            (false, true) => Presence::Tristate,
            (false, false) => declared,
        },
        dates: if dates { Dates::Lenient } else { Dates::Strict },
    }
}

/// The body of a response, which is a place by itself: whether it may be null or anything.
pub(crate) fn of_response(schemas: &Schemas<'_>, place: &String) -> Presence {
    let leniency = &schemas.options.leniency;
    let is_of = |patterns: &Vec<String>| schemas.used.find(patterns, std::slice::from_ref(place));
    let (lenient, optional) = (is_of(&leniency.lenient), is_of(&leniency.optional));
    match (lenient, optional) {
        (true, _) => Presence::Lenient,
        (false, true) => Presence::Nullable,
        (false, false) => Presence::Required,
    }
}

/// What a property is known by: with its struct, and with the schemas that declare it.
fn places(object: &Spot, property: &Property<'_>) -> Vec<String> {
    let own = format!("{}.{}", object.key, property.name);
    let declared = property.declared.iter().map(|(_, spot)| spot.key.to_string());
    std::iter::once(own).chain(declared).collect()
}

/// The departures that are expected of operations that the client has; others are reported.
pub(crate) fn expected(leniency: &Leniency, groups: &[Group], diagnostics: &mut Diagnostics) -> Vec<ExpectedDeparture> {
    let operations = groups.iter().flat_map(|group| &group.operations);
    let names: BTreeSet<&str> = operations.map(|operation| operation.name.wire.as_str()).collect();
    let is_known = |expected: &&ExpectedDeparture| names.contains(expected.operation.as_str());
    let (known, unknown): (Vec<_>, Vec<_>) = leniency.expected.iter().partition(is_known);
    for expected in unknown {
        let message = format!("`{}` in `learned` matches no operation", expected.operation);
        let help = "remove the row, or use the `operationId` of an operation";
        let place = Place::in_configuration(&expected.operation);
        diagnostics.push(Diagnostic::new(Code::UnmatchedPlace, place, message).help(help));
    }
    known.into_iter().cloned().collect()
}

/// Reports each pattern that matches nothing.
pub(crate) fn report_unused(schemas: &mut Schemas<'_>) {
    let leniency = &schemas.options.leniency;
    let types: &[String] = match &leniency.keep_undeclared {
        KeepUndeclared::All => &[],
        KeepUndeclared::These(types) => types,
    };
    let places = schemas.options.formats.places();
    let patterns = (leniency.optional.iter().map(|pattern| ("optional", pattern)))
        .chain(leniency.lenient.iter().map(|pattern| ("lenient", pattern)))
        .chain(types.iter().map(|pattern| (KEEP_UNDECLARED, pattern)))
        .chain(places.map(|pattern| ("formats", pattern)));
    let unused = patterns.filter(|(_, pattern)| !schemas.used.has(pattern));
    let is_unknown = |name: &&String| !schemas.components.contains_key(name.as_str());
    let replaced = schemas.options.replaced.keys().filter(is_unknown);
    let unused: Vec<_> = unused.chain(replaced.map(|name| (TYPES, name))).collect();
    for (key, pattern) in unused {
        let diagnostic = unmatched(schemas, key, pattern);
        schemas.report(diagnostic);
    }
}

const KEEP_UNDECLARED: &str = "keep_undeclared";
const TYPES: &str = "types";

fn unmatched(schemas: &Schemas<'_>, key: &str, pattern: &str) -> Diagnostic {
    let is_type = matches!(key, KEEP_UNDECLARED | TYPES);
    let (what, help) = match key {
        TYPES => (
            "component schema",
            "use the name of a component schema, such as `Money`",
        ),
        KEEP_UNDECLARED => ("type", "use the name of a schema, such as `User`; `*` matches any text"),
        _ => (
            "property",
            "use the names of a schema and of its property, such as `User.avatar`; `*` matches any text",
        ),
    };
    let message = format!("`{pattern}` in `{key}` matches no {what}");
    let known: Vec<String> = match is_type {
        true => schemas.drafts.iter().map(|draft| draft.key.to_string()).collect(),
        false => schemas.drafts.iter().flat_map(properties).collect(),
    };
    let meant = closest(pattern, known.iter().map(String::as_str));
    let help = meant.map_or(help.to_owned(), |meant| format!("did you mean `{meant}`?"));
    Diagnostic::new(Code::UnmatchedPlace, Place::in_configuration(pattern), message).help(help)
}

fn properties(draft: &Draft) -> Vec<String> {
    match &draft.shape {
        Shape::Struct(object) => {
            let names = object.fields.iter().map(|field| &field.name.wire);
            names.map(|name| format!("{}.{name}", draft.key)).collect()
        }
        _ => Vec::new(),
    }
}
