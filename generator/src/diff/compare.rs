//! Goes through two surfaces: what is in both is compared, what is in one alone is gone or new.

use std::collections::BTreeSet;

use super::aliases::Aliases;
use super::index::Index;
use super::renames::Renames;
use super::{Change, Finding, folded, items};
use crate::surface::{Item, Key, Kind};

/// Two surfaces, and what leads from one to the other.
pub(super) struct Context<'c> {
    pub(super) old: &'c Index<'c>,
    pub(super) new: &'c Index<'c>,
    pub(super) renames: &'c Renames,
    pub(super) aliases: &'c Aliases,
}

/// An item with its key.
pub(super) type Keyed<'c> = (&'c Key, &'c Item);

/// All changes.
pub(super) fn compare(old: &Index<'_>, new: &Index<'_>, renames: &Renames, aliases: &Aliases) -> Vec<Finding> {
    let context = Context {
        old,
        new,
        renames,
        aliases,
    };
    let mut findings = renamed(&context);
    let mut gone = BTreeSet::new();
    let mut there = BTreeSet::new();
    for (key, item) in &old.surface.items {
        match context.counterpart(key) {
            Some(new) => {
                there.insert(new.0);
                findings.extend(items::compare(&context, (key, item), new));
            }
            None => _ = gone.insert(key),
        }
    }
    let come: BTreeSet<&Key> = new.surface.items.keys().filter(|key| !there.contains(key)).collect();
    let changed: BTreeSet<String> = findings.iter().filter_map(of_other_kind).collect();
    findings.extend(folded::gone(&context, &gone, &changed));
    findings.extend(folded::come(&context, &come, &changed));
    findings
}

fn of_other_kind(finding: &Finding) -> Option<String> {
    matches!(finding.change, Change::KindChanged | Change::ErrorsDocumented).then(|| finding.item.clone())
}

fn renamed(context: &Context<'_>) -> Vec<Finding> {
    let types = context.renames.paths.iter();
    let types = types.filter(|(old, _)| old.starts_with("types::") && context.old.get(old, Kind::KnownView).is_none());
    let types = types.map(|(old, new)| {
        let mut finding = Finding::new(
            Change::ItemRenamed,
            old,
            format!("it is `{new}` now, with the same members"),
        );
        finding.new = Some(new.clone());
        finding
    });
    let methods = context.renames.methods.iter().filter(|(old, new)| old != new);
    let methods = methods.map(|(old, new)| {
        let is_moved = old.rsplit_once("::").map(|(owner, _)| owner) != new.rsplit_once("::").map(|(owner, _)| owner);
        let change = if is_moved {
            Change::OperationMoved
        } else {
            Change::ItemRenamed
        };
        Finding::new(change, old, format!("the same request is made by `{new}` now"))
    });
    types.chain(methods).collect()
}

impl<'c> Context<'c> {
    /// What an item of the old client is in the new one.
    fn counterpart(&self, key: &Key) -> Option<Keyed<'c>> {
        if is_type(key.kind) {
            return self.type_counterpart(key);
        }
        let renamed = self.renames.methods.get(&key.path).filter(|_| key.kind == Kind::Method);
        let path = renamed.cloned().unwrap_or_else(|| self.aliases.path(&key.path));
        let found = self.new.surface.items.get_key_value(&Key { path, kind: key.kind });
        found.or_else(|| self.new.surface.items.get_key_value(key))
    }

    fn type_counterpart(&self, key: &Key) -> Option<Keyed<'c>> {
        let path = self.renames.paths.get(&key.path).unwrap_or(&key.path);
        let found = self.new.type_at(path)?;
        let target = match (key.kind, found.kind) {
            (Kind::Alias, _) => None,
            (_, Kind::Alias) => self.aliases.new_path(path).and_then(|path| self.new.type_at(path)),
            _ => None,
        };
        self.new.surface.items.get_key_value(target.unwrap_or(found))
    }

    /// Whether two types are one, and how each is written.
    pub(super) fn is_same_type(&self, old: &str, new: &str) -> bool {
        old == new || self.aliases.is_same(old, new)
    }
}

/// Whether an item is a type of its own, or the name of one.
pub(super) fn is_type(kind: Kind) -> bool {
    class(kind).is_some()
}

/// What a type is, in words; types of one class can take each other's place.
pub(super) fn class(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Struct | Kind::FormStruct => "a struct",
        Kind::Newtype => "a newtype",
        Kind::OpenStringEnum | Kind::ClosedStringEnum => "an enum over strings",
        Kind::OpenIntegerEnum | Kind::ClosedIntegerEnum => "an enum over integers",
        Kind::KnownView => "an exhaustive view",
        Kind::TaggedUnion | Kind::Union => "a union",
        Kind::ConstantType => "a constant",
        Kind::Alias => "an alias",
        Kind::Handle => "the operations of a tag",
        Kind::Operation => "an operation",
        Kind::Responses => "an enum of responses",
        Kind::Errors => "an enum of errors",
        Kind::Headers => "response headers",
        Kind::Webhook => "a webhook",
        Kind::ReceivedHeaders => "the headers of a webhook",
        Kind::Server => "a server",
        Kind::ServerValues => "the values of a server variable",
        Kind::Field
        | Kind::Variant
        | Kind::CatchAll
        | Kind::Constant
        | Kind::Function
        | Kind::Method
        | Kind::Setter => return None,
    })
}
