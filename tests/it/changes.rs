//! Changes of documents at random: additive ones, after which the code of users must go on; breaking ones, which must be said; and
//! other orders, which must not change anything.

mod operations;
mod orders;
mod places;
mod schemas;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use clientwright::surface::{Item, Key, Kind, NO_ERRORS, Surface};
use serde_json::Value;

use crate::mutations::random::Random;

pub use places::Places;

macro_rules! changes {
    ($($list:ident: $(#[doc = $about:literal])+ { $($(#[doc = $doc:literal])+ $change:ident,)+ })+) => {
        /// A change of a document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Change { $($($(#[doc = $doc])+ $change,)+)+ }

        $($(#[doc = $about])+ pub const $list: &[Change] = &[$(Change::$change),+];)+
    };
}

changes! {
    ADDITIVE:
    /// Changes after which the code of users goes on.
    {
        /// An optional property more.
        OptionalProperty,
        /// A required property more in a type that only responses have.
        PromisedProperty,
        /// A value of an enum more.
        EnumValue,
        /// A schema in place that becomes a component of its own.
        Reference,
        /// An operation more.
        Operation,
        /// An optional query parameter more.
        QueryParameter,
        /// A schema that nothing uses.
        Schema,
        /// A documented error more, or the first one.
        Error,
        /// A header of a response more.
        ResponseHeader,
        /// A media type of a request body more.
        BodyMedia,
        /// Another first tag, or the first one.
        Tag,
        /// An operation that is deprecated.
        Deprecation,
        /// Another description.
        Description,
    }
    ORDERS:
    /// Changes of an order, which says nothing.
    {
        /// Of properties.
        Properties,
        /// Of the names of required properties.
        Required,
        /// Of the values of an enum.
        Values,
        /// Of the parameters of an operation.
        Parameters,
        /// Of the responses of an operation.
        Responses,
        /// Of all component schemas.
        Schemas,
        /// Of all paths.
        Paths,
    }
    BREAKING:
    /// Changes that break it, where it has to do with them.
    {
        /// A property less.
        PropertyGone,
        /// A property of another type.
        PropertyRetyped,
        /// A property of another name.
        PropertyRenamed,
        /// A property that may be null.
        PropertyNullable,
        /// A required property more in a type that requests have.
        DemandedProperty,
        /// A component schema of another name.
        SchemaRenamed,
        /// A value of an enum less.
        ValueGone,
        /// An operation less.
        OperationGone,
        /// A required query parameter more.
        RequiredParameter,
        /// A parameter less.
        ParameterGone,
        /// A parameter of another type.
        ParameterRetyped,
        /// A success response of another type.
        ResponseRetyped,
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self:?}")
    }
}

/// Changes a document; says where, or nothing where it has no place for such a change.
pub fn apply(change: Change, document: &mut Value, places: &Places, random: &mut Random) -> Option<String> {
    schemas::apply(change, document, places, random)
        .or_else(|| operations::apply(change, document, places, random))
        .or_else(|| orders::apply(change, document, places, random))
}

/// The items of a client that another one lacks, or has with another signature: judged by the lines of `api.txt` alone. An item
/// whose name is a deprecated alias now is what that stands for.
pub fn lost(old: &Surface, new: &Surface) -> BTreeSet<String> {
    let aliases = new
        .items
        .iter()
        .filter(|(key, item)| key.kind == Kind::Alias && item.said("deprecated").is_some());
    let aliases: BTreeMap<&str, &str> = aliases
        .filter_map(|(key, item)| Some((key.path.as_str(), item.ty.as_deref()?)))
        .collect();
    // More traits break nobody.
    let plain = |key: &Key, item: &Item| {
        let item = Item {
            traits: Vec::new(),
            ..item.clone()
        };
        item.signature(key.kind)
    };
    let is_kept = |key: &Key, item: &Item| {
        // A first documented error takes nothing from an operation that had none.
        let path = key.path.clone();
        if item.ty.as_deref() == Some(NO_ERRORS)
            && new.items.contains_key(&Key {
                path,
                kind: Kind::Errors,
            })
        {
            return true;
        }
        let path = match aliases.get(key.parent()) {
            Some(parent) => format!("{parent}::{}", key.name()),
            None => aliases
                .get(key.path.as_str())
                .map_or(key.path.clone(), |path| (*path).to_owned()),
        };
        let kind = key.kind;
        new.items.get(&Key { path, kind }).is_some_and(|now| {
            (plain(key, item) == plain(key, now) || renamed(&plain(key, item), &aliases) == plain(key, now))
                && item
                    .traits
                    .iter()
                    .all(|name| now.traits.contains(&renamed(name, &aliases)))
        })
    };
    let lost = old.items.iter().filter(|(key, item)| !is_kept(key, item));
    lost.map(|(key, _)| format!("{} {}", key.path, key.kind)).collect()
}

/// A signature with other names in place of those that are aliases.
fn renamed(signature: &str, aliases: &BTreeMap<&str, &str>) -> String {
    let is_in_path = |letter: char| letter == ':' || letter == '_' || letter.is_alphanumeric();
    let mut text = String::new();
    let mut rest = signature;
    while let Some(first) = rest.chars().next() {
        let is_path = is_in_path(first);
        let end = rest.find(|letter| is_in_path(letter) != is_path).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        text.push_str(aliases.get(part).copied().unwrap_or(part));
        rest = behind;
    }
    text
}
