//! The public surface of the API's own part of a client, as plain data: what a user's code may name, with its signature and what
//! it stands for on the wire.
//!
//! It is made from [`ir`](crate::ir), so it is known before a line of code is written. It is written as `api.txt`, and read from
//! that again. What every client has is no part of it: `Client::builder`, the runtime's own types.

mod client;
mod kinds;
mod operations;
pub(crate) mod rust;
mod text;
mod types;
mod webhooks;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

pub use kinds::{Brings, Kind};
pub use operations::NO_ERRORS;
pub use text::{FILE_NAME, SurfaceError};

use crate::ir::Api;

/// All items by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The items.
    pub items: BTreeMap<Key, Item>,
}

/// What an item is known by: its path from the root of the crate, and its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The path: `types::Pet::name`. The setters of a request stand below the marker of its operation.
    pub path: String,
    /// The kind.
    pub kind: Kind,
}

/// What is declared of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The arguments of a function, without its receiver.
    pub arguments: Vec<Argument>,
    /// The type of a field, a constant or an alias, what a variant holds, what a function returns.
    pub ty: Option<String>,
    /// The value of a constant.
    pub value: Option<String>,
    /// The traits that not everything of its kind has.
    pub traits: Vec<String>,
    /// What it stands for on the wire, by what is said of it.
    pub facts: Vec<Fact>,
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
}

/// Something that no signature tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// What is said: `wire`, `status`, or `@name` of an argument.
    pub name: Cow<'static, str>,
    /// The value, as the document has it.
    pub value: String,
}

impl Surface {
    /// The surface of a client.
    pub fn of(api: &Api) -> Self {
        let mut surface = Self::default();
        types::add(&mut surface, api);
        operations::add(&mut surface, api);
        client::add(&mut surface, api);
        webhooks::add(&mut surface, api);
        surface
    }

    fn add(&mut self, path: impl Into<String>, kind: Kind, item: Item) {
        let path = path.into();
        self.items.insert(Key { path, kind }, item);
    }
}

impl Key {
    /// The path of what the item stands in; empty for an item at the root.
    pub fn parent(&self) -> &str {
        self.path.rsplit_once("::").map_or("", |(parent, _)| parent)
    }

    /// The item's own name.
    pub fn name(&self) -> &str {
        self.path.rsplit_once("::").map_or(&self.path, |(_, name)| name)
    }
}

/// What stands in an item comes right behind it: `::` comes before all that a name can hold.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |byte: u8| if byte == b':' { 0 } else { byte };
        let (own, others) = (self.path.as_bytes(), other.path.as_bytes());
        let differing = own.iter().zip(others).find(|(own, other)| own != other);
        let paths = match differing {
            Some((own, other)) => rank(*own).cmp(&rank(*other)),
            None => own.len().cmp(&others.len()),
        };
        paths.then_with(|| self.kind.cmp(&other.kind))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Item {
    fn typed(ty: impl Into<String>) -> Self {
        Self {
            ty: Some(ty.into()),
            ..Self::default()
        }
    }

    fn function(arguments: Vec<Argument>, returns: Option<String>) -> Self {
        Self {
            arguments,
            ty: returns,
            ..Self::default()
        }
    }

    #[must_use]
    fn fact(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        // There are many items, and few have a second fact.
        self.facts.reserve_exact(1);
        self.facts.push(Fact {
            name: name.into(),
            value: value.into(),
        });
        self
    }

    #[must_use]
    fn deprecated(self, is_deprecated: bool) -> Self {
        match is_deprecated {
            true => self.fact("deprecated", ""),
            false => self,
        }
    }

    /// What is said of it under a name.
    pub fn said(&self, name: &str) -> Option<&str> {
        let fact = self.facts.iter().find(|fact| fact.name == name)?;
        Some(&fact.value)
    }
}

impl Argument {
    fn new(name: impl Into<String>, ty: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ty: ty.into(),
        }
    }
}
