//! What is in a value that callers pass or get: the names of its fields or variants, so that a reader need not open its page.

use crate::ir::{Api, Field, Shape, Struct, Type, Union};
use crate::prose::{self, Line, line};

/// How many names of a kind are listed.
const MOST: usize = 12;

/// How many are counted: thousands of operations may have the same large type.
const COUNTED: usize = 200;

/// What callers pass: `` Takes `name`; optionally `tag`. ``
pub(super) fn passed(api: &Api, ty: &Type) -> Option<Line> {
    let object = match shape(api, ty)? {
        Shape::Struct(object) => object,
        Shape::Union(union) => return variants(union),
        _ => return None,
    };
    let settable = object.fields.iter().filter(|field| field.is_set_by_callers());
    let optional = listed(settable.filter(|field| field.deprecated.is_none()).map(name));
    match (listed(object.asked_for().map(name)), optional) {
        (None, None) => None,
        (Some(required), None) => Some(line!["Takes ", required, "."]),
        (None, Some(optional)) => Some(line!["Optionally takes ", optional, "."]),
        (Some(required), Some(optional)) => Some(line!["Takes ", required, "; optionally ", optional, "."]),
    }
}

/// What callers get: `` Fields: `id`, `name`. ``
pub(super) fn given(api: &Api, ty: &Type) -> Option<Line> {
    match (ty, shape(api, ty)?) {
        (Type::Array(_), Shape::Struct(object)) => fields(object).map(|names| line!["Fields of each: ", names, "."]),
        (_, Shape::Struct(object)) => fields(object).map(|names| line!["Fields: ", names, "."]),
        (_, Shape::Union(union)) => variants(union),
        _ => None,
    }
}

/// The shape of a type of the API's own, or of the elements of a list.
fn shape<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a Shape> {
    /// Lists within lists are rare, and what is in them says little.
    const DEEPEST: usize = 4;
    let mut ty = api.held(ty)?;
    for _ in 0..DEEPEST {
        let Type::Array(inner) = ty else { break };
        ty = api.held(inner)?;
    }
    match ty {
        Type::Named(id) => api.type_def(*id).map(|definition| &definition.shape),
        _ => None,
    }
}

fn fields(object: &Struct) -> Option<Line> {
    listed(
        object
            .fields
            .iter()
            .filter(|field| field.deprecated.is_none())
            .map(name),
    )
}

fn variants(union: &Union) -> Option<Line> {
    let names = union.variants.iter().map(|variant| variant.name.as_str());
    listed(names).map(|names| line!["One of ", names, "."])
}

fn name(field: &Field) -> &str {
    &field.name.rust
}

/// The names, of many the first ones; `None` where there are none.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> Option<Line> {
    let names: Vec<&str> = names.take(COUNTED).collect();
    let (shown, more) = match names.len().saturating_sub(MOST) {
        0 | 1 => (names.len(), Line::default()),
        _ if names.len() == COUNTED => (MOST, line![" and many more"]),
        more => (MOST, line![" and ", more, " more"]),
    };
    let shown = names.iter().take(shown).map(|name| line!["`", prose::path(name), "`"]);
    (!names.is_empty()).then(|| line![Line::joined(shown, ", "), more])
}
