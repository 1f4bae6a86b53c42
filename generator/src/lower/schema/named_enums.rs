//! Enums that the document names where they stand: `x-ms-enum` of AutoRest. Those of one name and of the same values are one
//! type.

use std::collections::{BTreeMap, BTreeSet};

use super::schemas::Schemas;
use super::spot::Spot;
use super::title::Title;
use super::view::View;
use crate::ir::{Shape, TypeId};
use crate::names::pascal;

/// The enums that the document names.
#[derive(Default)]
pub(crate) struct NamedEnums {
    /// Those so far, by their names and their values.
    known: BTreeMap<(String, Vec<String>), TypeId>,
    /// The names of components, once they are asked for.
    components: Option<BTreeSet<String>>,
}

/// What is to become of an enum in place.
pub(crate) enum Named {
    /// It is this one.
    Same(TypeId),
    /// It is a type of its own, under the name that the document gives it or that of its place.
    New(Spot),
}

impl<'a> Schemas<'a> {
    /// The type of an enum in place that the document names, or where it stands.
    pub(crate) fn named_enum(&mut self, shape: &Shape, view: &View<'a>, spot: &Spot) -> Named {
        let Some(name) = given_name(view).filter(|name| !self.is_component_name(name)) else {
            return Named::New(spot.clone());
        };
        let Some(known) = values(shape).and_then(|values| self.named_enums.known.get(&(pascal(name), values)).copied())
        else {
            return Named::New(Spot {
                title: Title::of(name),
                ..spot.clone()
            });
        };
        self.keep_former(spot, known);
        Named::Same(known)
    }

    /// Remembers an enum that the document names.
    pub(crate) fn note_enum(&mut self, id: TypeId, view: &View<'a>) {
        let values = self.shape_of(id).and_then(values);
        if let Some((name, values)) = given_name(view).zip(values) {
            self.named_enums.known.entry((pascal(name), values)).or_insert(id);
        }
    }

    fn is_component_name(&mut self, name: &str) -> bool {
        let components = self.components.keys();
        let names = self
            .named_enums
            .components
            .get_or_insert_with(|| components.map(|name| pascal(name)).collect());
        names.contains(&pascal(name))
    }
}

fn given_name<'a>(view: &View<'a>) -> Option<&'a str> {
    let name = view.extension("x-ms-enum")?.get("name")?.as_str()?.trim();
    (!view.enumeration.is_empty() && !name.is_empty()).then_some(name)
}

fn values(shape: &Shape) -> Option<Vec<String>> {
    match shape {
        Shape::StringEnum(members) | Shape::IntegerEnum(members) => Some(
            members
                .variants
                .iter()
                .map(|variant| variant.name.wire.clone())
                .collect(),
        ),
        _ => None,
    }
}
