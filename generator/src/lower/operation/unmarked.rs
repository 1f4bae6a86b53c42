//! Request bodies that the document doesn't mark as required, although a property of theirs is: OpenAPI 3.1.1, "Request
//! Body Object". `required` is false there by default, and hardly anyone who leaves it out means that a request may come
//! without the body.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Access, Body, Group, Presence, Shape, Struct, Type, TypeDef, TypeId};
use crate::names::Names;
use crate::prose::{self, line};

/// How such bodies are passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnmarkedBodies {
    /// They are arguments.
    #[default]
    Arguments,
    /// They are options, as the document says.
    Options,
}

/// The table of the bodies that are arguments by this rule, in the lock: they stay so when the property is no longer
/// required.
const UNMARKED: &str = "unmarked_bodies";

/// Makes such bodies arguments, once it is decided what their types hold.
pub(crate) fn settle(groups: &mut [Group], types: &[TypeDef], names: &mut Names, diagnostics: &mut Diagnostics) {
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let Some(body) = operation.body.as_mut().filter(|body| !body.required) else {
            continue;
        };
        let property = match body.marked {
            Some(_) => None,
            None => demanded(types, &body.ty),
        };
        let route = &operation.key;
        if property.is_none() && names.before(UNMARKED, route).is_none() {
            continue;
        }
        names.note(UNMARKED, route, "argument");
        make_argument(body, property);
        if let Some(property) = property {
            let place = operation.origin.child("requestBody");
            let message = format!("the body isn't marked as required, but its `{property}` is; it is an argument");
            diagnostics.push(Diagnostic::new(Code::UnmarkedBody, place, message));
        }
    }
}

fn make_argument(body: &mut Body, property: Option<&str>) {
    body.required = true;
    let note = property.map(|property| {
        line![
            "Not marked as required in the API description, but its property ",
            prose::code(property),
            " is."
        ]
    });
    body.docs.paragraph(note);
}

/// A property without which no value of the type can be sent: of a union, what its first variant demands where all do.
fn demanded<'t>(types: &'t [TypeDef], ty: &Type) -> Option<&'t str> {
    let mut seen = BTreeSet::new();
    demanded_beyond(types, ty, &mut seen)
}

/// A union that is reached again adds nothing to what its other variants demand.
fn demanded_beyond<'t>(types: &'t [TypeDef], ty: &Type, seen: &mut BTreeSet<TypeId>) -> Option<&'t str> {
    let id = match ty {
        Type::Boxed(inner) => return demanded_beyond(types, inner, seen),
        Type::Named(id) => *id,
        _ => return None,
    };
    match types.get(id.0).map(|definition| &definition.shape)? {
        Shape::Struct(object) => demanded_by(object),
        Shape::Union(union) if seen.insert(id) => {
            let mut variants = union.variants.iter();
            let first = demanded_beyond(types, &variants.next()?.ty, seen)?;
            let all = variants.all(|variant| demanded_beyond(types, &variant.ty, seen).is_some());
            all.then_some(first)
        }
        _ => None,
    }
}

fn demanded_by(object: &Struct) -> Option<&str> {
    let mut required = object.fields.iter().filter(|field| {
        matches!(field.presence, Presence::Required | Presence::Nullable) && field.access != Access::ReadOnly
    });
    required.next().map(|field| field.name.wire.as_str())
}
