//! A value that several schemas describe at once, as a property does that stands in several members of an `allOf`:
//! JSON Schema 2020-12, section 10.2.1.1.

use std::collections::BTreeSet;

use super::compose;
use super::merges;
use super::objects::Parts;
use super::schemas::{Schemas, Typed};
use super::spot::Spot;
use super::unions::is_union;
use super::view::{SchemaRef, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Type;
use crate::spec::Additional;

/// A schema, and where it stands.
pub(crate) type Declared<'a> = (SchemaRef<'a>, Spot);

/// The one that counts where only one can: the last that says anything of the kind of value.
pub(crate) fn leading<'d, 'a>(declared: &'d [Declared<'a>]) -> Option<&'d Declared<'a>> {
    let telling = declared.iter().rev().find(|(schema, _)| schema.says_type());
    telling.or(declared.last())
}

/// The type of a value for which all of these hold: the one that says most decides, objects become one, and of what
/// contradicts the last one wins.
pub(crate) fn type_of_all<'a>(schemas: &mut Schemas<'a>, declared: &[Declared<'a>]) -> Typed {
    let Some(last) = leading(declared) else {
        return Typed {
            ty: Type::Json,
            nullable: false,
        };
    };
    // Nearly all properties are declared once: there is nothing to compare.
    if declared.len() == 1 {
        return schemas.type_of(last.0, &last.1);
    }
    let telling: Vec<&Declared<'a>> = declared.iter().filter(|(schema, _)| schema.says_type()).collect();
    warn_of_contradiction(schemas, &telling);
    let ranks: Vec<(bool, usize)> = telling.iter().map(|(schema, _)| rank(schemas, *schema)).collect();
    let most = ranks.iter().max();
    let (best, others): (Vec<_>, Vec<_>) = telling
        .into_iter()
        .zip(&ranks)
        .partition(|(_, rank)| Some(*rank) == most);
    // What keeps undeclared members counts beside what declares some.
    let counted = others
        .into_iter()
        .filter(|((schema, _), _)| keeps_undeclared(schemas, *schema))
        .chain(best);
    let counted: Vec<&Declared<'a>> = counted.map(|(declared, _)| declared).collect();
    match counted.as_slice() {
        [] => schemas.type_of(last.0, &last.1),
        [(schema, spot)] => schemas.type_of(*schema, spot),
        several => of_several(schemas, several),
    }
}

/// Whether it says of an object that there may be more than it declares.
fn keeps_undeclared(schemas: &Schemas<'_>, schema: SchemaRef<'_>) -> bool {
    let additional = schemas.target(schema).and_then(|target| View::of(target).additional);
    matches!(additional, Some(Additional::Any(true) | Additional::Schema(_)))
}

/// How much a schema says: a struct, a union or listed values most, then a format, then a bare type; an array or a map says
/// more than that what it holds says.
fn rank<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>) -> (bool, usize) {
    let mut levels = 0;
    let mut passed = BTreeSet::new();
    let mut next = Some(schema);
    while let Some(schema) = next.take() {
        // What holds itself says no more each time.
        if matches!(schema, SchemaRef::Component(name) if !passed.insert(name)) {
            break;
        }
        let Some(view) = schemas.target(schema).map(View::of) else {
            break;
        };
        if !view.enumeration.is_empty() || view.has_properties() || !view.all_of.is_empty() || is_union(&view) {
            return (true, levels);
        }
        levels += usize::from(view.says_type());
        match (view.items, view.additional) {
            (Some(items), _) => next = Some(items),
            (None, Some(Additional::Schema(values))) => next = Some(values.into()),
            _ => levels += usize::from(view.format.is_some()),
        }
    }
    (false, levels)
}

/// Several that count: one list of one kind of element, one struct, or the last one.
fn of_several<'a>(schemas: &mut Schemas<'a>, several: &[&Declared<'a>]) -> Typed {
    let Some((last, spot)) = several.last() else {
        return type_of_all(schemas, &[]);
    };
    let Some(view) = schemas.target(*last).map(View::of) else {
        return schemas.type_of(*last, spot);
    };
    if let Some(elements) = elements(several) {
        let element = type_of_all(schemas, &elements).into_type();
        return Typed {
            ty: Type::Array(Box::new(element)),
            nullable: view.schema.nullable,
        };
    }
    match parts(schemas, several) {
        Some(parts) if !parts.properties.is_empty() && !is_whole(schemas, *last, spot, &parts) => {
            merges::one_struct(schemas, several, parts, view)
        }
        _ => schemas.type_of(*last, spot),
    }
}

/// What the elements must be, where all say it in place.
fn elements<'a>(several: &[&Declared<'a>]) -> Option<Vec<Declared<'a>>> {
    let elements = several.iter().map(|(schema, spot)| match schema {
        SchemaRef::Inline(schema) => View::of(schema).items.map(|items| (items, spot.items())),
        SchemaRef::Component(_) => None,
    });
    elements.collect()
}

/// The properties of all, where all are objects.
fn parts<'a>(schemas: &Schemas<'a>, several: &[&Declared<'a>]) -> Option<Parts<'a>> {
    let mut merged = Parts::default();
    for (schema, spot) in several {
        merged.add(compose::object_parts(schemas, *schema, spot)?);
    }
    Some(merged)
}

/// Whether a component has all of these parts already, as one has that extends the others.
fn is_whole<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>, spot: &Spot, parts: &Parts<'a>) -> bool {
    let SchemaRef::Component(_) = schema else { return false };
    compose::object_parts(schemas, schema, spot).is_some_and(|own| {
        own.properties.len() == parts.properties.len() && own.additional.is_some() == parts.additional.is_some()
    })
}

/// Two kinds of JSON value can't both be meant.
fn warn_of_contradiction<'a>(schemas: &mut Schemas<'a>, telling: &[&Declared<'a>]) {
    let type_of = |declared: &&Declared<'a>| View::of(schemas.target(declared.0)?).schema_type;
    let types: Vec<&str> = telling.iter().filter_map(type_of).collect();
    let (Some((last, earlier)), Some((_, spot))) = (types.split_last(), telling.last()) else {
        return;
    };
    if let Some(other) = earlier.iter().find(|other| kind(other) != kind(last)) {
        let message = format!("type `{last}` here, but `{other}` in another member of the `allOf`");
        let place = schemas.document.place(&spot.place);
        let diagnostic = Diagnostic::new(Code::Contradiction, place, message).why("the last one wins");
        schemas.report(diagnostic.help("write the same type in all members"));
    }
}

/// The kind of JSON value that a type is.
fn kind(schema_type: &str) -> &str {
    if schema_type == "integer" {
        "number"
    } else {
        schema_type
    }
}
