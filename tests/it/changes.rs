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

/// The items of a client that another one lacks, or has with another signature: judged by the lines of `api.txt` alone. A name that is
/// an alias is what that stands for.
pub fn lost(old: &Surface, new: &Surface) -> BTreeSet<String> {
    let (now, own) = (aliases(new), aliases(old));
    let mut before = now.clone();
    before.extend(own.clone());
    // More traits break nobody.
    let plain = |key: &Key, item: &Item, aliases: &BTreeMap<&str, &str>| {
        let item = Item {
            traits: Vec::new(),
            ..item.clone()
        };
        expanded(&item.signature(key.kind), aliases)
    };
    let is_kept = |key: &Key, item: &Item| {
        // A first documented error takes nothing from an operation that had none.
        let (path, kind) = (key.path.clone(), Kind::Errors);
        if item.ty.as_deref() == Some(NO_ERRORS) && new.items.contains_key(&Key { path, kind }) {
            return true;
        }
        let path = match own.contains_key(key.path.as_str()) {
            true => key.path.clone(),
            false => expanded(&key.path, &now),
        };
        let kind = key.kind;
        new.items.get(&Key { path, kind }).is_some_and(|new| {
            let has = |name: &String| {
                new.traits
                    .iter()
                    .any(|other| expanded(other, &now) == expanded(name, &before))
            };
            plain(key, item, &before) == plain(key, new, &now) && item.traits.iter().all(has)
        })
    };
    let lost = old.items.iter().filter(|(key, item)| !is_kept(key, item));
    lost.map(|(key, _)| format!("{} {}", key.path, key.kind)).collect()
}

fn aliases(surface: &Surface) -> BTreeMap<&str, &str> {
    let aliases = surface.items.iter().filter(|(key, _)| key.kind == Kind::Alias);
    aliases
        .filter_map(|(key, item)| Some((key.path.as_str(), item.ty.as_deref()?)))
        .collect()
}

/// A text with what they stand for in place of aliases and of what stands in them, until there are no more.
fn expanded(text: &str, aliases: &BTreeMap<&str, &str>) -> String {
    let mut seen = BTreeSet::new();
    let mut text = text.to_owned();
    while seen.insert(text.clone()) {
        text = expanded_once(&text, aliases);
    }
    text
}

fn expanded_once(text: &str, aliases: &BTreeMap<&str, &str>) -> String {
    let is_in_path = |letter: char| letter == ':' || letter == '_' || letter.is_alphanumeric();
    let mut expanded = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_path = is_in_path(first);
        let end = rest.find(|letter| is_in_path(letter) != is_path).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        let parent = part
            .rsplit_once("::")
            .and_then(|(parent, name)| Some((*aliases.get(parent)?, name)));
        match (aliases.get(part), parent) {
            (Some(target), _) => expanded.push_str(target),
            (None, Some((target, name))) => expanded.push_str(&format!("{target}::{name}")),
            (None, None) => expanded.push_str(part),
        }
        rest = behind;
    }
    expanded
}
