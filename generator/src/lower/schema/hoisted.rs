//! One type for one place, however it is reached: what a `$ref` leads to is a component, also where it stands elsewhere, in a
//! response or among the properties of another schema. The value there is of the component's type, which is named from there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::schemas::{Schemas, Typed};
use super::spot::Spot;
use super::view::SchemaRef;
use crate::ir::{Shape, Type};
use crate::pointer::{Place, Pointer};
use crate::spec::Document;

/// The components that stand elsewhere.
#[derive(Default)]
pub(crate) struct Hoisted<'a> {
    by_place: BTreeMap<Place, &'a str>,
    begun: BTreeSet<&'a str>,
    /// The types that were made for each.
    made: BTreeMap<&'a str, Range<usize>>,
    /// Those that have their names from where they stand.
    named: BTreeSet<&'a str>,
}

impl<'a> Hoisted<'a> {
    pub(crate) fn of(document: &Document, names: impl Iterator<Item = &'a String>) -> Self {
        let stands_elsewhere = |name: &'a String| {
            let own = Spot::component(name).place;
            let place = document.place(&own);
            (place != Place::entry(own)).then_some((place, name.as_str()))
        };
        Self {
            by_place: names.filter_map(stands_elsewhere).collect(),
            ..Self::default()
        }
    }

    /// The component that stands at a place or around it, and the same place in it; `None` within the component itself.
    fn at(&self, document: &Document, pointer: &Pointer) -> Option<(&'a str, Pointer)> {
        if self.by_place.is_empty() {
            return None;
        }
        let origin = document.place(pointer);
        let mut around = Place {
            file: origin.file,
            pointer: origin.pointer.clone(),
        };
        let name = loop {
            if let Some(name) = self.by_place.get(&around) {
                break *name;
            }
            around.pointer = around.pointer.parent()?;
        };
        let rest = origin.pointer.as_str().get(around.pointer.as_str().len()..)?;
        let there = Pointer::parse(&format!("{}{rest}", Spot::component(name).place));
        (there != *pointer).then_some((name, there))
    }
}

impl<'a> Schemas<'a> {
    /// Lowers the component schemas that are not lowered yet.
    pub(crate) fn all_components(&mut self) {
        let document = self.document;
        for name in document.components.schemas.keys() {
            self.component_once(name);
        }
    }

    /// The place by which the type of a schema in place is known, or its type if that is a component's.
    pub(crate) fn known_place(&mut self, spot: &Spot) -> Result<Pointer, Typed> {
        let Some((name, place)) = self.hoisted.at(self.document, &spot.place) else {
            return Ok(spot.place.clone());
        };
        match place == Spot::component(name).place {
            true => Err(self.hoisted_type(name, spot)),
            false => Ok(place),
        }
    }

    fn component_once(&mut self, name: &'a str) {
        if self.hoisted.begun.insert(name) {
            let first = self.drafts.len();
            self.component(name);
            self.hoisted.made.insert(name, first..self.drafts.len());
        }
    }

    /// The type of a component where it stands: an alias is of use to those only who refer to it.
    fn hoisted_type(&mut self, name: &'a str, spot: &Spot) -> Typed {
        self.component_once(name);
        if !self.document.named.contains(name) && self.hoisted.named.insert(name) {
            self.name_from(name, spot);
        }
        let typed = self.type_of(SchemaRef::Component(name), spot);
        let shape = match &typed.ty {
            Type::Named(id) if self.hoisted.made.contains_key(name) => self.shape_of(*id),
            _ => None,
        };
        match shape {
            Some(Shape::Alias(ty)) => Typed {
                ty: ty.clone(),
                ..typed
            },
            _ => typed,
        }
    }

    /// Names a component, and the types in it, from where it stands.
    fn name_from(&mut self, name: &'a str, spot: &Spot) {
        let own = self.components.get(name).map(|id| id.0).into_iter();
        let made = self.hoisted.made.get(name).cloned().into_iter().flatten();
        for index in own.chain(made) {
            let draft = self.drafts.get_mut(index).filter(|draft| draft.key.root == name);
            if let Some(draft) = draft {
                if draft.key.rest.is_empty() {
                    draft.wire.clone_from(&spot.wire);
                }
                draft.title = draft.title.rooted_in(&spot.title);
                draft.key = spot.key.below(&draft.key.rest);
                draft.home.clone_from(&spot.home);
                draft.is_component = false;
            }
        }
    }
}
