//! What a comparison looks things up in.

use super::aliases::Aliases;
use super::index::Index;
use super::index::is_type;
use super::renames::Renames;
use crate::surface::{Item, Key, Kind};

/// Two surfaces, and what leads from one to the other.
pub(super) struct Context<'c> {
    pub(super) old: &'c Index<'c>,
    pub(super) new: &'c Index<'c>,
    pub(super) renames: &'c Renames,
    pub(super) aliases: &'c Aliases,
}

impl<'c> Context<'c> {
    /// What an item of the old client is in the new one.
    pub(super) fn counterpart(&self, key: &Key) -> Option<Keyed<'c>> {
        if is_type(key.kind) {
            return self.type_counterpart(key);
        }
        let renamed = self.renames.methods.get(&key.path).filter(|_| key.kind == Kind::Method);
        let path = renamed.cloned().unwrap_or_else(|| self.aliases.path(&key.path));
        let found = self.new.surface.items.get_key_value(&Key { path, kind: key.kind });
        found.or_else(|| self.new.surface.items.get_key_value(key))
    }

    pub(super) fn type_counterpart(&self, key: &Key) -> Option<Keyed<'c>> {
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

/// An item with its key.
pub(super) type Keyed<'c> = (&'c Key, &'c Item);
