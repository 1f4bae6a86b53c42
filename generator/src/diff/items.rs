//! An item as it was and as it is.

use std::collections::BTreeSet;

use super::context::{Context, Keyed};
use super::facts::finding;
use super::facts::of_facts;
use super::index::Index;
use super::index::{class, is_type};
use super::{Change, Finding, signatures};
use crate::surface::{Item, Key, Kind, NO_ERRORS};

/// What changed of an item.
pub(super) fn compare(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    if old.1 == new.1 && old.0.kind == new.0.kind {
        return Vec::new();
    }
    let mut findings = match old.0.kind {
        kind if is_type(kind) => of_type(context, old, new),
        Kind::Field => of_field(context, old, new),
        Kind::Variant | Kind::CatchAll => of_variant(context, old, new),
        Kind::Constant => of_constant(context, old, new),
        _ => signatures::compare(context, old, new),
    };
    let is_deprecated = |item: &Item| item.said("deprecated").is_some();
    // The setter of a field and its default are deprecated with it.
    let is_own = old.0.kind != Kind::Constant && !(old.0.kind == Kind::Setter && old.0.path.starts_with("types::"));
    if is_own && is_deprecated(new.1) && !is_deprecated(old.1) {
        findings.push(finding(Change::Deprecated, old, new, "it is deprecated now"));
    }
    findings
}

fn of_type(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let (before, now) = (
        class(old.0.kind).unwrap_or_default(),
        class(new.0.kind).unwrap_or_default(),
    );
    if old.0.kind == Kind::Alias && old.1.ty.as_deref() == Some(NO_ERRORS) && new.0.kind == Kind::Errors {
        let message = "the operation documents errors now: it is an enum of them";
        return vec![finding(Change::ErrorsDocumented, old, new, message)];
    }
    if before != now {
        let message = format!("it was {before} and is {now}");
        return vec![finding(Change::KindChanged, old, new, message)];
    }
    let mut findings = traits(old, new);
    match old.0.kind {
        Kind::Alias | Kind::Newtype => findings.extend(typed(context, Change::TypeChanged, old, new)),
        Kind::ConstantType if old.1.value != new.1.value => {
            findings.push(finding(
                Change::ConstantChanged,
                old,
                new,
                changed(&old.1.value, &new.1.value),
            ));
        }
        Kind::Operation => findings.extend(of_operation(context, old, new)),
        _ => findings.extend(of_facts(old, new)),
    }
    findings
}

fn traits(old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let all = |(key, item): Keyed<'_>| -> BTreeSet<String> {
        let brought = key.kind.brings().traits.iter().map(|name| (*name).to_owned());
        brought.chain(item.traits.iter().cloned()).collect()
    };
    let (before, now) = (all(old), all(new));
    let lost = before.difference(&now).map(|name| {
        let message = format!("it no longer implements `{name}`");
        Finding::new(Change::TraitRemoved, &old.0.path, message)
    });
    let gained = now.difference(&before).map(|name| {
        let message = format!("it implements `{name}` now");
        Finding::new(Change::TraitAdded, &old.0.path, message)
    });
    lost.chain(gained).collect()
}

/// A type that is another one now.
fn typed(context: &Context<'_>, change: Change, old: Keyed<'_>, new: Keyed<'_>) -> Option<Finding> {
    let (before, now) = (old.1.ty.as_deref(), new.1.ty.as_deref());
    let is_same = match (before, now) {
        (Some(before), Some(now)) => context.is_same_type(before, now),
        (before, now) => before == now,
    };
    (!is_same).then(|| finding(change, old, new, changed(&old.1.ty, &new.1.ty)))
}

fn changed(before: &Option<String>, now: &Option<String>) -> String {
    let shown = |text: &Option<String>| text.as_ref().map_or("nothing".to_owned(), |text| format!("`{text}`"));
    format!("it is {}, not {}", shown(now), shown(before))
}

fn of_field(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    if let Some(changed) = typed(context, Change::TypeChanged, old, new) {
        let parts = |item: &Item| presence(item.ty.as_deref().unwrap_or_default());
        let ((before, inner), (now, new_inner)) = (parts(old.1), parts(new.1));
        let is_presence = before != now && context.is_same_type(&inner, &new_inner);
        findings.push(match is_presence {
            true => Finding {
                change: Change::PresenceChanged,
                message: format!("it {}; before, it {}", now.is(), before.was()),
                ..changed
            },
            false => changed,
        });
    } else if old.1.said("nullable") != new.1.said("nullable") {
        let message = match new.1.said("nullable") {
            Some(_) => "it is required now and may be null; before, it could be left out",
            None => "it may be left out now; before, it was required and could be null",
        };
        findings.push(finding(Change::RequirementChanged, old, new, message));
    }
    if let (Some(before), Some(now)) = (old.1.said("filled"), new.1.said("filled"))
        && before != now
    {
        let message = format!("`new` sets it to `{now}`, not to `{before}`");
        findings.push(finding(Change::ConstantChanged, old, new, message));
    }
    findings.extend(of_facts(old, new));
    findings
}

/// Whether a value may be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Always,
    Optional,
    Tristate,
}

impl Presence {
    fn is(self) -> &'static str {
        match self {
            Self::Always => "is always there",
            Self::Optional => "may be missing or null",
            Self::Tristate => "may be missing, and may be null",
        }
    }

    fn was(self) -> &'static str {
        match self {
            Self::Always => "was always there",
            Self::Optional => "could be missing or null",
            Self::Tristate => "could be missing, and could be null",
        }
    }
}

/// Whether a value may be missing, and the type of one that is there.
fn presence(ty: &str) -> (Presence, String) {
    let inner = |start: &str| ty.strip_prefix(start)?.strip_suffix('>').map(str::to_owned);
    if let Some(inner) = inner("Option<") {
        return (Presence::Optional, inner);
    }
    match inner("Field<") {
        Some(inner) => (Presence::Tristate, inner),
        None => (Presence::Always, ty.to_owned()),
    }
}

fn of_variant(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let changed = typed(context, Change::TypeChanged, old, new);
    changed.into_iter().chain(of_facts(old, new)).collect()
}

fn of_constant(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let changed_type = typed(context, Change::TypeChanged, old, new);
    let change = match old.0.path.starts_with("types::") {
        true => Change::DefaultChanged,
        false => Change::ConstantChanged,
    };
    // A variant is the same under another name of its enum.
    let value = |item: &Item| item.value.as_deref().map(|value| context.aliases.path(value));
    let is_other = changed_type.is_none() && value(old.1) != value(new.1);
    let value = is_other.then(|| finding(change, old, new, changed(&old.1.value, &new.1.value)));
    changed_type.into_iter().chain(value).collect()
}

fn of_operation(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    // Callers know an operation by its method.
    let item = context
        .old
        .methods(old.0)
        .first()
        .map_or(&old.0.path, |method| &method.path);
    let types = [
        ("Output", Change::OutputChanged, "its value"),
        ("Error", Change::ErrorChanged, "its error type"),
        ("Item", Change::OutputChanged, "an item of its pages"),
    ];
    let types = types.iter().filter_map(|(name, change, words)| {
        let (before, now) = (stated(old, name)?, stated(new, name)?);
        let is_same = context.is_same_type(&beside(context, old.0, &before), &beside(context, new.0, &now));
        (!is_same).then(|| Finding::new(*change, item, format!("{words} is `{now}`, not `{before}`")))
    });
    let sets = [
        ("security", Change::SecurityChanged, "it asks for"),
        ("accept", Change::MediaTypeChanged, "it asks for the media types"),
        ("server", Change::ServerChanged, "it is sent to the server"),
    ];
    let sets = sets.iter().filter_map(|(name, change, words)| {
        let (before, now) = (listed(old.1, name), listed(new.1, name));
        (before != now).then(|| Finding::new(*change, item, format!("{words} {now}, not {before}")))
    });
    let mut findings: Vec<Finding> = types.chain(sets).collect();
    let (before, now) = (statuses(context.old, old), statuses(context.new, new));
    if before != now {
        let message = format!("its documented successes are {now}, not {before}");
        findings.push(Finding::new(Change::StatusesChanged, item, message));
    }
    let pages = (old.1.said("pages"), new.1.said("pages"));
    findings.extend(match pages {
        (Some(_), None) => Some(Finding::new(
            Change::ItemRemoved,
            item,
            "it no longer has pages: `items` and `pages` are gone",
        )),
        (None, Some(_)) => Some(Finding::new(Change::ItemAdded, item, "it has pages now")),
        _ => None,
    });
    findings
}

fn stated((_, item): Keyed<'_>, name: &str) -> Option<String> {
    let argument = item.arguments.iter().find(|argument| argument.name == name)?;
    Some(argument.ty.clone())
}

/// A type by its whole path, where it stands with the operation.
fn beside(context: &Context<'_>, marker: &Key, ty: &str) -> String {
    let path = format!("{}::{ty}", marker.parent());
    let kinds = [Kind::Errors, Kind::Responses, Kind::Alias];
    let is_known = [context.old, context.new]
        .iter()
        .any(|index| kinds.iter().any(|kind| index.get(&path, *kind).is_some()));
    if is_known { path } else { ty.to_owned() }
}

/// The status codes of an operation's successes: those of one type, or those of an enum's variants.
fn statuses(index: &Index<'_>, operation: Keyed<'_>) -> String {
    let output = stated(operation, "Output").unwrap_or_default();
    let path = format!("{}::{output}", operation.0.parent());
    let mut all: Vec<&str> = std::iter::once(operation.1)
        .chain(index.variants(&path).iter().copied())
        .flat_map(|item| &item.facts)
        .filter(|fact| fact.name == "status")
        .map(|fact| fact.value.as_str())
        .collect();
    all.sort_unstable();
    all.dedup();
    match all.is_empty() {
        true => "none".to_owned(),
        false => format!("`{}`", all.join("`, `")),
    }
}

/// All values of a fact, in words.
fn listed(item: &Item, name: &str) -> String {
    let facts = item.facts.iter().filter(|fact| fact.name == name);
    let values: Vec<String> = facts
        .map(|fact| match fact.value.is_empty() {
            true => "nothing".to_owned(),
            false => format!("`{}`", fact.value),
        })
        .collect();
    match values.is_empty() {
        true => "nothing".to_owned(),
        false => values.join(" or "),
    }
}
