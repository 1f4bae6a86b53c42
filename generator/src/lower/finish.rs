//! The last decisions, which need all types at once: names, direction, boxes, files.

mod arguments;
mod boxes;
mod checks;
mod constants;
mod conversions;
mod defaults;
mod direction;
mod files;
mod guards;
mod kinds;
mod loops;
mod naming;
mod past;
mod sizes;
mod split;
mod tagged_fields;
mod tags;
mod ways;
mod within;

pub(crate) use checks::give as give_checks;
pub(crate) use direction::received;
pub(crate) use past::was_form;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::schema::schemas::Draft;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Group, Scalar, Type, TypeDef, TypeFile, Webhooks};
use crate::names::Names;
use crate::pointer::Pointer;
use crate::spec::Document;

/// The types as the emitter gets them.
pub(crate) struct Finished {
    pub(crate) types: Vec<TypeDef>,
    pub(crate) files: Vec<TypeFile>,
    pub(crate) scalars: BTreeSet<Arc<Scalar>>,
}

/// Names the drafts and settles how they hold each other; what stood in the lock stays as it was.
pub(crate) fn finish(
    document: &Document,
    mut drafts: Vec<Draft>,
    groups: &mut [Group],
    webhooks: &Webhooks,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) -> Finished {
    naming::tell_apart(&mut drafts);
    direction::settle(document, &mut drafts, groups, webhooks, names, diagnostics);
    let homes: Vec<String> = drafts.iter().map(|draft| draft.home.clone()).collect();
    let keys: Vec<String> = drafts.iter().map(|draft| draft.key.to_string()).collect();
    let places: Vec<Pointer> = drafts.iter().map(|draft| draft.place.clone()).collect();
    let mut types = naming::named(document, drafts, names);
    constants::settle(&mut types, &keys, names);
    loops::settle(&mut types);
    guards::settle(&mut types);
    for unusable in tags::settle(&mut types) {
        if let Some(place) = places.get(unusable.union.0) {
            let place = document.place(&place.child("discriminator"));
            diagnostics.push(Diagnostic::new(Code::UnusedDiscriminator, place, unusable.message));
        }
    }
    tagged_fields::settle(&mut types, &keys, groups, names);
    arguments::settle(&mut types, &keys, names);
    guards::order(&mut types);
    boxes::settle(&mut types, &keys, names);
    conversions::settle(&mut types);
    defaults::settle(&mut types);
    let files = files::of(&types, &homes);
    let scalars = scalars(&types, groups, webhooks);
    Finished { types, files, scalars }
}

fn scalars(types: &[TypeDef], groups: &[Group], webhooks: &Webhooks) -> BTreeSet<Arc<Scalar>> {
    let in_types = types.iter().flat_map(|definition| definition.shape.types());
    let in_operations = groups.iter().flat_map(Group::types);
    in_types
        .chain(in_operations)
        .chain(webhooks.types())
        .flat_map(scalars_of)
        .collect()
}

/// The scalars that a type holds, wherever in it.
fn scalars_of(ty: &Type) -> Vec<Arc<Scalar>> {
    match ty.held() {
        Type::Scalar(scalar) => vec![scalar.clone()],
        other => other.elements().iter().flat_map(scalars_of).collect(),
    }
}
