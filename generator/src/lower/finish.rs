//! The last decisions, which need all types at once: names, direction, boxes, files.

mod boxes;
mod constants;
mod defaults;
mod direction;
mod files;
mod guards;
mod loops;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::schemas::Draft;
use crate::ir::{Group, Name, Scalar, Shape, Type, TypeDef, TypeFile, ValueEnum, Webhooks};
use crate::names::{self, Case, Reserved, distinct};

/// The types as the emitter gets them.
pub(crate) struct Finished {
    pub(crate) types: Vec<TypeDef>,
    pub(crate) files: Vec<TypeFile>,
    pub(crate) scalars: BTreeSet<Arc<Scalar>>,
}

/// Names the drafts and settles how they hold each other.
pub(crate) fn finish(mut drafts: Vec<Draft>, groups: &mut [Group], webhooks: &Webhooks) -> Finished {
    direction::settle(&mut drafts, groups, webhooks);
    let homes: Vec<String> = drafts.iter().map(|draft| draft.home.clone()).collect();
    let mut types = named(drafts);
    constants::settle(&mut types);
    loops::settle(&mut types);
    guards::settle(&mut types);
    boxes::settle(&mut types);
    defaults::settle(&mut types);
    let files = files::of(&types, &homes);
    let scalars = scalars(&types, groups, webhooks);
    Finished { types, files, scalars }
}

/// Component schemas take their names first; inline types and the exhaustive views of enums step aside for them.
fn named(drafts: Vec<Draft>) -> Vec<TypeDef> {
    let components: Vec<&str> = drafts
        .iter()
        .filter(|draft| draft.is_component)
        .map(|draft| draft.text.as_str())
        .collect();
    let component_names = distinct(Case::Pascal, &components, names::TYPES);
    let mut taken: Vec<&str> = names::TYPES
        .names
        .iter()
        .copied()
        .chain(component_names.iter().map(String::as_str))
        .collect();
    taken.sort_unstable();
    let inline = drafts
        .iter()
        .filter(|draft| !draft.is_component)
        .map(|draft| draft.text.clone());
    let views = drafts
        .iter()
        .filter(|draft| is_open(&draft.shape))
        .map(|draft| format!("{} known", draft.text));
    let texts: Vec<String> = inline.chain(views).collect();
    let reserved = Reserved {
        names: &taken,
        word: "inline",
    };
    let mut other_names = distinct(Case::Pascal, &texts, reserved).into_iter();
    let mut component_names = component_names.into_iter();
    let mut types: Vec<TypeDef> = drafts
        .into_iter()
        .map(|draft| {
            let name = if draft.is_component {
                component_names.next()
            } else {
                other_names.next()
            };
            let name = Name {
                rust: name.unwrap_or_default(),
                wire: draft.wire,
            };
            TypeDef {
                name,
                docs: draft.docs,
                shape: draft.shape,
            }
        })
        .collect();
    for definition in &mut types {
        if let Shape::StringEnum(ValueEnum { open: Some(open), .. })
        | Shape::IntegerEnum(ValueEnum { open: Some(open), .. }) = &mut definition.shape
        {
            open.known = other_names.next().unwrap_or_default();
        }
    }
    types
}

fn is_open(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::StringEnum(ValueEnum { open: Some(_), .. }) | Shape::IntegerEnum(ValueEnum { open: Some(_), .. })
    )
}

fn scalars(types: &[TypeDef], groups: &[Group], webhooks: &Webhooks) -> BTreeSet<Arc<Scalar>> {
    let in_types = types.iter().flat_map(|definition| definition.shape.types());
    let in_operations = groups.iter().flat_map(Group::types);
    in_types
        .chain(in_operations)
        .chain(webhooks.types())
        .filter_map(scalar)
        .collect()
}

fn scalar(ty: &Type) -> Option<Arc<Scalar>> {
    match ty {
        Type::Scalar(scalar) => Some(scalar.clone()),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => scalar(inner),
        _ => None,
    }
}
