//! What documents say of values whose Rust type is the same: formats, defaults, constraints.

use std::collections::BTreeSet;

use serde_json::Value;

use super::origins::value;
use super::{Change, Finding, Version};
use crate::surface::{Item, Kind};

/// The changes that no surface shows; those that are found already aren't repeated.
pub(super) fn compare(old: &Version, new: &Version, found: &[Finding]) -> Vec<Finding> {
    let (Some(old_source), Some(new_source)) = (&old.source, &new.source) else {
        return Vec::new();
    };
    let seen: BTreeSet<&str> = found.iter().map(|finding| finding.item.as_str()).collect();
    let mut findings = Vec::new();
    for (path, place) in &old.origins.schemas {
        let Some(new_place) = new.origins.schemas.get(path) else {
            continue;
        };
        let (Some(before), Some(now)) = (value(old_source, place), value(new_source, new_place)) else {
            continue;
        };
        let is_same = !seen.contains(path.as_str()) && types(old, path) == types(new, path);
        if is_same && before != now {
            findings.extend(of_value(path, schema(before), schema(now)));
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

/// The schema of a parameter, or the value itself.
fn schema(value: &Value) -> &Value {
    value.get("schema").unwrap_or(value)
}

fn of_value(path: &str, before: &Value, now: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(old), Some(new)) = (said(before, "format"), said(now, "format"))
        && old != new
    {
        let message = format!("its format is `{new}`, not `{old}`");
        findings.push(Finding::new(Change::FormatChanged, path, message));
    }
    if let (Some(old), Some(new)) = (said(before, "default"), said(now, "default"))
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

fn bound(keyword: &str, before: &Value, now: &Value) -> Option<String> {
    let shown = |value: &Value| said(value, keyword);
    match (shown(before), shown(now)) {
        (Some(old), Some(new)) if old != new => Some(format!("`{keyword}` is `{new}`, not `{old}`")),
        (None, Some(new)) => Some(format!("`{keyword}` is `{new}` now")),
        (Some(old), None) => Some(format!("`{keyword}` is no longer `{old}`")),
        _ => None,
    }
}

/// The value of a keyword, as people read it.
fn said(schema: &Value, keyword: &str) -> Option<String> {
    let value = schema.get(keyword)?;
    Some(match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}
