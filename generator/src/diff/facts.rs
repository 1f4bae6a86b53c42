//! What items stand for on the wire.

use super::context::Keyed;
use super::{Change, Finding};
use crate::surface::{Item, Kind};

/// A change with both lines.
pub(super) fn finding(change: Change, old: Keyed<'_>, new: Keyed<'_>, message: impl Into<String>) -> Finding {
    let mut finding = Finding::new(change, &old.0.path, message);
    let (before, now) = (old.1.signature(old.0.kind), new.1.signature(new.0.kind));
    if before != now {
        finding.old = Some(before);
        finding.new = Some(now);
    }
    finding
}

/// What is said of items of all kinds, and what it means when that changes.
pub(super) const FACTS: &[(&str, Change, &str)] = &[
    ("wire", Change::WireNameChanged, "on the wire it is"),
    ("header", Change::WireNameChanged, "it reads the header"),
    ("url", Change::ConstantChanged, "its URL is"),
    ("default", Change::DefaultChanged, "its default is"),
    ("status", Change::StatusesChanged, "its status code is"),
    ("media", Change::MediaTypeChanged, "its media type is"),
    ("xml", Change::MediaTypeChanged, "in XML it is"),
    ("token URL", Change::SecurityChanged, "the token endpoint is"),
    (
        "device URL",
        Change::SecurityChanged,
        "the device authorization endpoint is",
    ),
];

/// What an item stands for on the wire.
pub(super) fn of_facts(old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let facts = FACTS.iter().filter_map(|(name, change, words)| {
        let (before, now) = (old.1.said(name)?, new.1.said(name)?);
        let message = format!("{words} `{now}`, not `{before}`");
        (before != now).then(|| finding(*change, old, new, message))
    });
    facts.chain(tags(old, new)).collect()
}

/// A tag that no longer leads to a variant is one that callers count on.
pub(super) fn tags(old: Keyed<'_>, new: Keyed<'_>) -> Option<Finding> {
    let all = |item: &Item| -> Vec<String> {
        let tags = item.facts.iter().filter(|fact| fact.name == "tag");
        tags.map(|fact| fact.value.clone()).collect()
    };
    let is_told = matches!(old.0.kind, Kind::Variant | Kind::TaggedUnion);
    let (before, now) = (all(old.1), all(new.1));
    let is_kept = before.iter().all(|tag| now.contains(tag)) && before.first() == now.first();
    let message = || format!("its tag is {}, not {}", now.join(" or "), before.join(" or "));
    (is_told && !before.is_empty() && !now.is_empty() && !is_kept)
        .then(|| finding(Change::WireNameChanged, old, new, message()))
}
