//! Maps whose names are the values of an enum: JSON Schema 2020-12 (core), section 10.3.2.4.

use serde_json::Value;

use super::enums;
use super::schemas::{Schemas, Typed};
use super::spot::Spot;
use super::view::{SchemaRef, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Type, TypeId};
use crate::lower::docs::TypeDocs;
use crate::spec::PropertyNames;

/// The same map by an enum.
pub(crate) fn map(names: TypeId, map: Type) -> Type {
    match map {
        Type::Map(values) => Type::MapBy(names, values),
        _ => Type::MapBy(names, Box::new(Type::Json)),
    }
}

/// The enum that names are values of, if they are.
pub(crate) fn names<'a>(schemas: &mut Schemas<'a>, names: Option<&'a PropertyNames>, spot: &Spot) -> Option<TypeId> {
    let values: Vec<&str> = match names? {
        PropertyNames::Component(name) => return component(schemas, name, spot),
        PropertyNames::Listed(values) => values.iter().map(String::as_str).collect(),
    };
    let at = spot.names();
    let ty = schemas.once(at.place.clone(), |schemas| {
        let shape = enums::of_values(schemas, &at, &values, enums::keeps_unknown(schemas));
        Typed {
            ty: Type::Named(schemas.add(&at, TypeDocs::default(), shape)),
            nullable: false,
        }
    });
    match ty {
        Type::Named(id) => Some(id),
        _ => None,
    }
}

/// A component, if it is an enum over strings.
fn component<'a>(schemas: &mut Schemas<'a>, name: &'a str, spot: &Spot) -> Option<TypeId> {
    let view = schemas.target(SchemaRef::Component(name)).map(View::of)?;
    let lists_strings = !view.enumeration.is_empty() && view.enumeration.iter().all(Value::is_string);
    if lists_strings && !view.schema.is_const {
        return schemas.components.get(name).copied();
    }
    let place = schemas.document.place(&spot.place.child("propertyNames"));
    let message = "`propertyNames` is ignored: properties may have any name";
    schemas.report(Diagnostic::new(Code::IgnoredKeyword, place, message).why("they aren't the values of an enum"));
    None
}
