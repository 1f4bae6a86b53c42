//! What is gone and what is new, without what follows from something else that is gone or new.

use std::collections::BTreeSet;

use super::context::Context;
use super::index::Index;
use super::index::is_type;
use super::{Change, Finding};
use crate::surface::{Item, Key, Kind, Surface};

/// The items that are no longer there.
pub(super) fn gone(context: &Context<'_>, gone: &BTreeSet<&Key>, changed: &BTreeSet<String>) -> Vec<Finding> {
    let side = Side::of(context.old, gone, changed);
    let findings = gone.iter().filter(|key| !side.is_implied(key));
    let findings = findings.filter(|key| !is_asked_for_now(context, key));
    let findings = findings.map(|key| {
        let item = context.old.surface.items.get(*key);
        let message = match key.kind {
            // A field that is still there is set by the server alone.
            Kind::Setter if context.new.get(&key.path, Kind::Field).is_some() => {
                "callers can no longer set it".to_owned()
            }
            Kind::Method if item.is_some_and(|item| item.said("route").is_some()) => "the operation is gone".to_owned(),
            kind => format!("the {} is gone", noun(kind)),
        };
        let mut finding = Finding::new(Change::ItemRemoved, &key.path, message);
        finding.old = item.map(|item| item.signature(key.kind));
        finding
    });
    findings.collect()
}

/// The items that weren't there before.
pub(super) fn come(context: &Context<'_>, come: &BTreeSet<&Key>, changed: &BTreeSet<String>) -> Vec<Finding> {
    let side = Side::of(context.new, come, changed);
    let findings = come.iter().copied().filter(|key| !side.is_implied(key));
    let (kept, findings): (Vec<&Key>, Vec<&Key>) = findings.partition(|key| is_kept(context, key));
    let kept = kept.into_iter().filter_map(|key| kept_name(context, key));
    let findings = findings.into_iter();
    let findings = findings.map(|key| {
        let item = context.new.surface.items.get(key);
        let mut finding = match view(context.new, key) {
            Some(view) => {
                let message = format!("`{}` has another variant", view.path);
                Finding::new(Change::KnownViewGrew, &key.path, message)
            }
            None => Finding::new(Change::ItemAdded, &key.path, format!("the {} is new", noun(key.kind))),
        };
        finding.new = item.map(|item| item.signature(key.kind));
        finding
    });
    findings.chain(kept).collect()
}

/// Whether an alias is the old name of a type, which is no new item.
fn is_kept(context: &Context<'_>, key: &Key) -> bool {
    key.kind == Kind::Alias && context.old.type_at(&key.path).is_some()
}

/// An old name that is kept for a while.
fn kept_name(context: &Context<'_>, key: &Key) -> Option<Finding> {
    let item = context.new.surface.items.get(key)?;
    item.said("deprecated")?;
    let message = format!(
        "it is `{}` now; the old name is a deprecated alias",
        item.ty.as_deref()?
    );
    Some(Finding::new(Change::Deprecated, &key.path, message))
}

/// A setter that is gone because `new` takes the value now, which is a change of its own.
fn is_asked_for_now(context: &Context<'_>, key: &Key) -> bool {
    let path = context.aliases.path(&key.path);
    let parent = path.rsplit_once("::").map_or("", |(parent, _)| parent);
    let item = context.new.get(&format!("{parent}::new"), Kind::Function);
    let mut arguments = item.iter().flat_map(|item| &item.arguments);
    key.kind == Kind::Setter && arguments.any(|argument| argument.name == key.name())
}

/// The exhaustive view of the enum that a variant is of.
fn view<'s>(index: &Index<'s>, key: &Key) -> Option<&'s Key> {
    index.view(key.parent()).filter(|_| key.kind == Kind::Variant)
}

/// The items of one client that the other one lacks.
struct Side<'s> {
    index: &'s Index<'s>,
    keys: &'s BTreeSet<&'s Key>,
    /// The types among them, and those that are of another kind: what they have goes with them.
    owners: BTreeSet<&'s str>,
    /// What goes with the operations among them.
    of_operations: BTreeSet<String>,
    /// The fields among them: what they belong to, and their names.
    fields: BTreeSet<(&'s str, &'s str)>,
}

impl<'s> Side<'s> {
    fn of(index: &'s Index<'s>, keys: &'s BTreeSet<&'s Key>, changed: &'s BTreeSet<String>) -> Self {
        let types = keys.iter().filter(|key| is_type(key.kind) && key.kind != Kind::Handle);
        let types = types.map(|key| key.path.as_str());
        let fields = keys.iter().filter(|key| key.kind == Kind::Field);
        let operations = keys.iter().filter(|key| key.kind == Kind::Operation);
        Self {
            index,
            keys,
            owners: types.chain(changed.iter().map(String::as_str)).collect(),
            fields: fields
                .map(|key| (key.parent(), key.name().trim_end_matches('_')))
                .collect(),
            of_operations: operations.flat_map(|key| beside(index.surface, key)).collect(),
        }
    }

    /// Whether an item is in this client alone because something else is.
    fn is_implied(&self, key: &Key) -> bool {
        let item = self.index.surface.items.get(key);
        let of = item.and_then(|item| item.ty.as_deref()).unwrap_or_default();
        let has = |path: String, kind: Kind| self.keys.contains(&&Key { path, kind });
        self.owners.contains(key.parent())
            || match key.kind {
                Kind::KnownView => self.owners.contains(of),
                Kind::Handle => true,
                Kind::Operation => {
                    let mut methods = self.index.methods(key).iter();
                    methods.any(|method| self.keys.contains(*method))
                }
                Kind::Errors | Kind::Responses | Kind::Headers | Kind::Alias => self.of_operations.contains(&key.path),
                Kind::Setter => has(key.path.clone(), Kind::Field),
                Kind::Constant => self.is_default_of_its_kind(key),
                _ => false,
            }
    }

    /// The default of a field goes with it.
    fn is_default_of_its_kind(&self, key: &Key) -> bool {
        let Some(field) = key.name().strip_prefix("DEFAULT_") else {
            return false;
        };
        let field = field.to_lowercase();
        self.fields.contains(&(key.parent(), field.trim_end_matches('_')))
    }
}

/// What stands with an operation: its enums, and its headers.
fn beside(surface: &Surface, marker: &Key) -> Vec<String> {
    let types = surface.items.get(marker).map(|item: &Item| item.arguments.as_slice());
    let types = types.unwrap_or_default().iter();
    let types = types.map(|argument| format!("{}::{}", marker.parent(), argument.ty));
    let own = ["Headers", "Request"].map(|word| format!("{}{word}", marker.path));
    types.chain(own).collect()
}

/// What an item is called in a sentence.
fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Field => "field",
        Kind::Variant | Kind::CatchAll => "variant",
        Kind::Constant => "constant",
        Kind::Function => "function",
        Kind::Method => "method",
        Kind::Setter => "setter",
        Kind::Operation => "operation",
        Kind::Webhook => "webhook",
        Kind::Handle => "tag",
        Kind::Headers => "reader of headers",
        Kind::Server => "server",
        _ => "type",
    }
}
