//! Where a schema stands.

use super::title::Title;
use crate::lower::places::Key;
use crate::names;
use crate::pointer::Pointer;

/// What the elements of a tuple are called.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

/// Where a schema stands: for messages, for its name, and for its file.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(crate) place: Pointer,
    /// What a type here is named from: the parent's and the property.
    pub(crate) title: Title,
    /// The last part of it, as on the wire.
    pub(crate) wire: String,
    /// What a type here is known by in the lock.
    pub(crate) key: Key,
    /// The component schema or operation beside which an inline type is put.
    pub(crate) home: String,
}

impl Spot {
    /// A component schema.
    pub(crate) fn component(name: &str) -> Self {
        Self {
            place: Pointer::root().child("components").child("schemas").child(name),
            title: Title::of(name),
            wire: name.to_owned(),
            key: Key::component(name),
            home: name.to_owned(),
        }
    }

    pub(crate) fn is_component(&self) -> bool {
        self.place.tokens().count() == 3 && self.place.as_str().starts_with("/components/schemas/")
    }

    /// A part of an operation, named after the operation and the part.
    pub(crate) fn operation_part(operation: &str, part: &str, place: Pointer) -> Self {
        let title = match operation.is_empty() {
            true => Title::of(part),
            false => Title::of(operation).with(part),
        };
        let home = if operation.is_empty() { part } else { operation };
        Self {
            key: Key::part(operation, part, &place),
            place,
            title,
            wire: part.to_owned(),
            home: home.to_owned(),
        }
    }

    /// A part of an operation that stands there in several forms: the word sets its name apart, the place its key.
    pub(crate) fn operation_form(operation: &str, part: &str, word: &str, place: Pointer) -> Self {
        let key = Key::part(operation, part, &place);
        let named = format!("{part} {word}");
        Self {
            key,
            ..Self::operation_part(operation, named.trim(), place)
        }
    }

    /// The schema of a property.
    pub(crate) fn property(&self, name: &str) -> Self {
        self.part(
            name,
            name,
            &format!(".{name}"),
            self.place.child("properties").child(name),
        )
    }

    /// The schema of the elements of an array: named by the singular of the array.
    pub(crate) fn items(&self) -> Self {
        let place = self.place.child("items");
        let singular = names::singular(&self.wire);
        let element = singular.and_then(|singular| Some((self.title.element(&self.wire, &singular)?, singular)));
        match element {
            Some((title, singular)) => Self {
                place,
                title,
                wire: singular,
                key: self.key.below("[]"),
                home: self.home.clone(),
            },
            None => self.part("item", "items", "[]", place),
        }
    }

    /// The schema of an element of a tuple, which a keyword lists.
    pub(crate) fn element(&self, keyword: &str, position: usize) -> Self {
        let word = ORDINALS.get(position).copied().unwrap_or("element");
        let place = self.place.child(keyword).index(position);
        self.part(word, word, &format!("[{position}]"), place)
    }

    /// The schema of the values of a map.
    pub(crate) fn values(&self) -> Self {
        self.part(
            "value",
            "additionalProperties",
            "{}",
            self.place.child("additionalProperties"),
        )
    }

    /// The enum of the names of a map.
    pub(crate) fn names(&self) -> Self {
        let place = self.place.child("propertyNames");
        self.part("key", "propertyNames", "{key}", place)
    }

    /// A member of a composition.
    pub(crate) fn member(&self, keyword: &str, index: usize) -> Self {
        Self {
            place: self.place.child(keyword).index(index),
            ..self.clone()
        }
    }

    /// The same place under the name of another.
    pub(crate) fn named_as(&self, other: &Self) -> Self {
        Self {
            place: self.place.clone(),
            ..other.clone()
        }
    }

    fn part(&self, word: &str, wire: &str, key: &str, place: Pointer) -> Self {
        Self {
            place,
            title: self.title.with(word),
            wire: wire.to_owned(),
            key: self.key.below(key),
            home: self.home.clone(),
        }
    }
}
