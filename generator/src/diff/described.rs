//! What documents say of values whose Rust type is the same: formats, defaults, constraints.

use std::collections::BTreeSet;

use super::{Change, Finding, Version};
use crate::ir::Told;
use crate::surface::{Item, Kind};

/// The changes that no surface shows; those that are found already aren't repeated.
pub(super) fn compare(old: &Version, new: &Version, found: &[Finding]) -> Vec<Finding> {
    let seen: BTreeSet<&str> = found.iter().map(|finding| finding.item.as_str()).collect();
    let mut findings = Vec::new();
    for (path, before) in &old.origins.told {
        let Some(now) = new.origins.told.get(path) else {
            continue;
        };
        let is_same = !seen.contains(path.as_str()) && types(old, path) == types(new, path);
        if is_same && before != now {
            findings.extend(of_value(path, before, now));
        }
    }
    // Defaults of properties are constants, if they can be.
    let constants: BTreeSet<(&str, String)> = found
        .iter()
        .filter(|finding| finding.change == Change::DefaultChanged)
        .filter_map(|finding| {
            let (owner, name) = finding.item.rsplit_once("::")?;
            Some((owner, name.strip_prefix("DEFAULT_")?.to_lowercase()))
        })
        .collect();
    findings.retain(|finding: &Finding| {
        let (owner, name) = finding.item.rsplit_once("::").unwrap_or_default();
        !(finding.change == Change::DefaultChanged
            && constants.contains(&(owner, name.trim_end_matches('_').to_owned())))
    });
    // A parameter belongs to the method and to the marker of its operation.
    let mut told = BTreeSet::new();
    findings.retain(|finding| {
        let is_of_type = finding.item.starts_with("types::");
        let name = finding.item.rsplit_once("::").map(|(_, name)| name.to_owned());
        is_of_type || told.insert((name, finding.message.clone(), finding.change))
    });
    findings
}

/// The types of what has a path.
fn types(version: &Version, path: &str) -> Vec<Option<String>> {
    let kinds = [Kind::Field, Kind::Setter, Kind::Alias];
    let ty = |item: &Item| {
        let argument = item.arguments.first().map(|argument| argument.ty.clone());
        item.ty.clone().or(argument)
    };
    let items = kinds.iter().map(|kind| {
        let key = crate::surface::Key {
            path: path.to_owned(),
            kind: *kind,
        };
        version.surface.items.get(&key).and_then(ty)
    });
    items.collect()
}

fn of_value(path: &str, before: &Told, now: &Told) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(old), Some(new)) = (before.said("format"), now.said("format"))
        && old != new
    {
        let message = format!("its format is `{new}`, not `{old}`");
        findings.push(Finding::new(Change::FormatChanged, path, message));
    }
    if let (Some(old), Some(new)) = (before.said("default"), now.said("default"))
        && old != new
    {
        let message = format!("if it isn't sent, the server uses `{new}`, not `{old}`");
        findings.push(Finding::new(Change::DefaultChanged, path, message));
    }
    let bounds: Vec<String> = BOUNDS
        .iter()
        .filter_map(|keyword| bound(keyword, before, now))
        .collect();
    if !bounds.is_empty() {
        findings.push(Finding::new(Change::ConstraintChanged, path, bounds.join("; ")));
    }
    findings
}

/// The keywords of constraints: JSON Schema 2020-12, section 6.
const BOUNDS: &[&str] = &[
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

fn bound(keyword: &str, before: &Told, now: &Told) -> Option<String> {
    match (before.said(keyword), now.said(keyword)) {
        (Some(old), Some(new)) if old != new => Some(format!("`{keyword}` is `{new}`, not `{old}`")),
        (None, Some(new)) => Some(format!("`{keyword}` is `{new}` now")),
        (Some(old), None) => Some(format!("`{keyword}` is no longer `{old}`")),
        _ => None,
    }
}
