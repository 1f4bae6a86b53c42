//! Functions: what they take, in which order, and what they return.

use super::context::{Context, Keyed};
use super::facts::{finding, of_facts};
use super::index::Index;
use super::{Change, Finding};
use crate::surface::{Argument, Kind};

/// What changed of a function.
pub(super) fn compare(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    // A setter takes what its field has, whose change is said there.
    let follows_field = old.0.kind == Kind::Setter && context.old.get(&old.0.path, Kind::Field).is_some();
    if !follows_field {
        findings.extend(arguments(context, old, new));
    }
    let (before, now) = (old.1.ty.as_deref().unwrap_or("()"), new.1.ty.as_deref().unwrap_or("()"));
    if !context.is_same_type(before, now) {
        let message = format!("it returns `{now}`, not `{before}`");
        findings.push(finding(Change::OutputChanged, old, new, message));
    }
    if let (Some(before), Some(now)) = (old.1.said("route"), new.1.said("route"))
        && before != now
    {
        let message = format!("it sends `{now}`, not `{before}`");
        findings.push(finding(Change::RouteChanged, old, new, message));
    }
    if let (Some(before), Some(now)) = (old.1.said("sent"), new.1.said("sent")) {
        let is_scheme = old.1.said("scheme").is_some();
        let change = if is_scheme {
            Some(Change::SecurityChanged)
        } else {
            moved(before, now)
        };
        let change = change.filter(|_| before != now);
        findings.extend(change.map(|change| finding(change, old, new, sent_as(before, now))));
    }
    findings.extend(of_facts(old, new));
    findings
}

fn sent_as(before: &str, now: &str) -> String {
    format!("it is sent as `{now}`, not as `{before}`")
}

/// What it means that a value goes elsewhere in the request.
fn moved(before: &str, now: &str) -> Option<Change> {
    let plain = |text: &str| text.split(" (").next().unwrap_or_default().to_owned();
    if before == now {
        return None;
    }
    let is_body = before.starts_with("body ") && now.starts_with("body ");
    Some(match is_body || plain(before) == plain(now) {
        true => Change::MediaTypeChanged,
        false => Change::WireNameChanged,
    })
}

/// What is said of arguments: one finding for what no longer compiles, else one for each that means something else.
fn arguments(context: &Context<'_>, old: Keyed<'_>, new: Keyed<'_>) -> Vec<Finding> {
    let (before, now) = (&old.1.arguments, &new.1.arguments);
    let pairs = || before.iter().zip(now);
    let (meant, means) = (meanings(context.old, old), meanings(context.new, new));
    let is_same = |(before, now): (&Argument, &Argument)| context.is_same_type(&before.ty, &now.ty);
    if before.len() == now.len() && pairs().all(is_same) {
        return silent(old, new, &meant, &means);
    }
    let takes_both = |(before, now): (&Argument, &Argument)| {
        is_same((before, now)) || (before.ty.starts_with("impl Into<") && now.ty.starts_with("impl Into<"))
    };
    let is_permuted = before.len() == now.len() && meant != means && sorted(&meant) == sorted(&means);
    if is_permuted && pairs().all(takes_both) {
        return silent(old, new, &meant, &means);
    }
    let is_wider =
        |(before, now): (&Argument, &Argument)| is_same((before, now)) || now.ty == format!("impl Into<{}>", before.ty);
    if before.len() == now.len() && meant == means && pairs().all(is_wider) {
        return vec![finding(
            Change::ArgumentWidened,
            old,
            new,
            "it takes what turns into an argument",
        )];
    }
    vec![finding(
        Change::ArgumentsChanged,
        old,
        new,
        difference(before, now, &meant, &means),
    )]
}

/// What calls compile with as before.
fn silent(old: Keyed<'_>, new: Keyed<'_>, meant: &[String], means: &[String]) -> Vec<Finding> {
    if meant == means {
        return Vec::new();
    }
    let names = |arguments: &[Argument]| -> String {
        let names: Vec<&str> = arguments.iter().map(|argument| argument.name.as_str()).collect();
        names.join(", ")
    };
    if sorted(meant) == sorted(means) {
        let (before, now) = (names(&old.1.arguments), names(&new.1.arguments));
        let message = format!("it takes `{now}`, not `{before}`, and the types don't tell them apart");
        return vec![finding(Change::ArgumentsReordered, old, new, message)];
    }
    let pairs = meant
        .iter()
        .zip(means)
        .zip(old.1.arguments.iter().zip(&new.1.arguments));
    let others = pairs.filter(|((meant, means), _)| meant != means);
    let others = others.map(|((meant, means), (before, now))| {
        if before.name == now.name {
            let change = moved(meant, means).unwrap_or(Change::WireNameChanged);
            return finding(change, old, new, format!("`{}`: {}", now.name, sent_as(meant, means)));
        }
        let message = format!(
            "it takes `{}` where it took `{}`, of the same type",
            now.name, before.name
        );
        finding(Change::ArgumentReplaced, old, new, message)
    });
    others.collect()
}

fn sorted(texts: &[String]) -> Vec<&str> {
    let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    texts.sort_unstable();
    texts
}

/// What each argument is for: its place in the request, or the property that it sets.
fn meanings(index: &Index<'_>, (key, item): Keyed<'_>) -> Vec<String> {
    let arguments = item.arguments.iter();
    let meanings = arguments.map(|argument| match item.said(&format!("@{}", argument.name)) {
        Some(place) => place.to_owned(),
        None => {
            let field = index.get(&format!("{}::{}", key.parent(), argument.name), Kind::Field);
            let wire = field.and_then(|field| field.said("wire"));
            // The only argument of a setter is what the setter is for.
            let name = if key.kind == Kind::Setter {
                ""
            } else {
                argument.name.as_str()
            };
            wire.unwrap_or(name).to_owned()
        }
    });
    meanings.collect()
}

/// What a function takes that it didn't, and the other way round.
fn difference(before: &[Argument], now: &[Argument], meant: &[String], means: &[String]) -> String {
    let lacking = |arguments: &[Argument], own: &[String], others: &[String]| -> Vec<String> {
        let pairs = arguments
            .iter()
            .zip(own)
            .filter(|(_, meaning)| !others.contains(meaning));
        pairs
            .map(|(argument, _)| format!("`{}: {}`", argument.name, argument.ty))
            .collect()
    };
    let (gone, come) = (lacking(before, meant, means), lacking(now, means, meant));
    let mut parts = Vec::new();
    if !come.is_empty() {
        parts.push(format!("it takes {} as well", come.join(", ")));
    }
    if !gone.is_empty() {
        parts.push(format!("it no longer takes {}", gone.join(", ")));
    }
    let retyped = before.iter().zip(meant).filter_map(|(argument, meaning)| {
        let at = means.iter().position(|other| other == meaning)?;
        let new = now.get(at).filter(|new| new.ty != argument.ty)?;
        Some(format!("`{}` is `{}`, not `{}`", new.name, new.ty, argument.ty))
    });
    parts.extend(retyped);
    match parts.is_empty() {
        true => "it takes its arguments in another order".to_owned(),
        false => parts.join("; "),
    }
}
