//! Properties that types keep although the document doesn't declare them, where the configuration says so.

use super::finish;
use super::schema::leniency::KeepUndeclared;
use super::schema::objects;
use super::schema::schemas::Schemas;
use crate::ir::{Additional, Group, Rules, StructCodec, Type, TypeId, Webhooks};

/// Has the types that responses have keep undeclared properties, where the configuration says so.
pub(super) fn keep(schemas: &mut Schemas<'_>, groups: &[Group], webhooks: &Webhooks) {
    let kept = &schemas.options.leniency.keep_undeclared;
    if *kept == KeepUndeclared::default() {
        return;
    }
    let received = finish::received(&schemas.drafts, groups, webhooks);
    for (index, draft) in schemas.drafts.iter_mut().enumerate() {
        let key = draft.key.to_string();
        let is_meant = match kept {
            KeepUndeclared::All => received.contains(&TypeId(index)),
            KeepUndeclared::These(types) => schemas.used.find(types, std::slice::from_ref(&key)),
        };
        let Some(object) = draft.object_mut().filter(|_| is_meant) else {
            continue;
        };
        if object.additional.is_none() && object.codec == StructCodec::Json {
            object.additional = Some(Additional {
                field: objects::additional_name(&mut schemas.names, &object.fields, &key),
                ty: Type::Json,
                rules: Rules::default(),
                is_declared: false,
            });
        }
    }
}
