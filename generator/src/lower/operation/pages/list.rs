//! The way from a page to its items, through the fields of its type.

use crate::ir::aliases;
use crate::ir::{
    Operation, Output, PageList, PageStep, Payload, Presence, Shape, Type, TypeDef, TypeId, XmlBody, XmlContent,
};

/// The fields that lead to the list at a JSON Pointer; `None` where there is none.
pub(super) fn of(operation: &Operation, types: &[TypeDef], pointer: &str) -> Option<PageList> {
    let mut ty = page_type(operation)?;
    let mut steps = Vec::new();
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        let (step, next) = field(types, ty, &name)?;
        steps.push(step);
        ty = next;
    }
    match plain(types, ty)? {
        Type::Array(item) => Some(PageList {
            steps,
            item: (**item).clone(),
        }),
        _ => None,
    }
}

/// What is in the root element of a page that is XML.
pub(super) fn xml(operation: &Operation) -> Option<XmlContent> {
    match page(operation)? {
        Payload::Xml(body) => Some(body.root.content.clone()),
        _ => None,
    }
}

fn page_type(operation: &Operation) -> Option<&Type> {
    match page(operation)? {
        Payload::Json(ty) | Payload::Xml(XmlBody { ty, .. }) => Some(ty),
        _ => None,
    }
}

fn page(operation: &Operation) -> Option<&Payload> {
    match &operation.output {
        Output::One(cases) => Some(&cases.first()?.payload),
        Output::Several(_) => None,
    }
}

/// A deprecated field would make the emitted crate itself warn.
fn field<'t>(types: &'t [TypeDef], ty: &'t Type, name: &str) -> Option<(PageStep, &'t Type)> {
    let Type::Named(id) = plain(types, ty)? else {
        return None;
    };
    let Shape::Struct(object) = &types.get(id.0)?.shape else {
        return None;
    };
    let mut fields = object.fields.iter();
    let field = fields.find(|field| field.name.wire == name && field.deprecated.is_none())?;
    let rust = field.name.rust.clone();
    let step = match field.presence {
        Presence::Required => PageStep::Required(rust),
        Presence::Nullable | Presence::Optional => PageStep::Optional(rust),
        Presence::Tristate | Presence::Lenient => PageStep::Tristate(rust),
    };
    Some((step, &field.ty))
}

/// The type without its other names and without its box.
fn plain<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t Type> {
    let shape = |id: TypeId| types.get(id.0).map(|definition| &definition.shape);
    let mut ty = aliases::followed(shape, ty)?;
    while let Type::Boxed(inner) = ty {
        ty = aliases::followed(shape, inner)?;
    }
    Some(ty)
}
