//! Which types callers send, and what follows from it.

use crate::ir::{Group, Presence, Shape, Type, TypeDef, TypeId};

/// Marks what request bodies and parameters reach; only there absent and null are told apart.
pub(super) fn settle(types: &mut [TypeDef], groups: &[Group]) {
    let mut sent = vec![false; types.len()];
    let mut open: Vec<TypeId> = Vec::new();
    for ty in groups.iter().flat_map(Group::sent_types) {
        push_named(ty, &mut open);
    }
    while let Some(id) = open.pop() {
        let Some(seen) = sent.get_mut(id.0) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        for ty in types
            .get(id.0)
            .map(|definition| definition.shape.types())
            .unwrap_or_default()
        {
            push_named(ty, &mut open);
        }
    }
    for (definition, sent) in types.iter_mut().zip(sent) {
        if let Shape::Struct(object) = &mut definition.shape {
            object.sent = sent;
            if !sent {
                for field in object
                    .fields
                    .iter_mut()
                    .filter(|field| field.presence == Presence::Tristate)
                {
                    field.presence = Presence::Optional;
                }
            }
        }
    }
}

fn push_named(ty: &Type, open: &mut Vec<TypeId>) {
    ty.named(&mut |id, _| open.push(id));
}
