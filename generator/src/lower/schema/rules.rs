//! Constraints on values: JSON Schema 2020-12 Validation, sections 6.2 to 6.5. Of all members of an `allOf`, and of what
//! stands beside a reference. A type says its own rules; here are those that a place adds.

use std::collections::BTreeSet;

use serde_json::Number;

use super::composition;
use super::merge::Declared;
use super::schemas::Schemas;
use super::spot::Spot;
use super::view::{SchemaRef, View, is_rounded};
use super::{arrays, formats, patterns, unions};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{BodyFormat, Bound, Rules, Shape, Type};
use crate::spec::{Additional, SchemaSlot};

/// The rules of a value for which all of these schemas hold, and that has this type.
pub(crate) fn of_all(schemas: &Schemas<'_>, declared: &[Declared<'_>], ty: &Type) -> Rules {
    of_schemas(schemas, declared.iter().map(|(schema, _)| *schema), Some(ty))
}

/// The rules of the undeclared members of an object.
pub(crate) fn of_additional(schemas: &Schemas<'_>, additional: Option<&Additional>, ty: &Type) -> Rules {
    let described = match additional {
        Some(Additional::Schema(schema)) => Some(schema.into()),
        Some(Additional::Any(_)) | None => None,
    };
    of_schemas(schemas, described, Some(ty))
}

/// The rules of a named type: an alias says what its type does not.
pub(crate) fn of_shape(schemas: &Schemas<'_>, schema: SchemaRef<'_>, shape: &Shape) -> Rules {
    let ty = match shape {
        Shape::Alias(ty) => Some(ty),
        _ => None,
    };
    of_schemas(schemas, [schema], ty)
}

/// The rules of a union's variant that stands for these members: of several, a value need keep to those of one alone.
pub(crate) fn of_variant<'m>(schemas: &Schemas<'_>, members: impl Iterator<Item = SchemaRef<'m>>, ty: &Type) -> Rules {
    let mut rules = members.map(|member| of_schemas(schemas, [member], Some(ty)));
    let first = rules.next().unwrap_or_default();
    match rules.all(|other| other == first) {
        true => first,
        false => Rules::default(),
    }
}

/// The rules of an input of an operation.
pub(crate) fn of_input(schemas: &Schemas<'_>, schema: Option<SchemaRef<'_>>, ty: &Type) -> Rules {
    of_schemas(schemas, schema, Some(ty))
}

/// Reports the constraints on a body that requests can't check: on bytes, on files, on a form that isn't described as an object.
pub(crate) fn report_unchecked(
    schemas: &mut Schemas<'_>,
    format: BodyFormat,
    (ty, rules): (&Type, &Rules),
    spot: &Spot,
) {
    let unchecked = match format {
        BodyFormat::Bytes if !rules.is_empty() => "the constraints on this body are documented, but not checked",
        BodyFormat::Multipart if bounds_files(schemas, ty) => {
            "the constraints on the files of this form are documented, but not checked"
        }
        _ => return,
    };
    let place = schemas.document.place(&spot.place);
    let why = "the content of bytes and files isn't looked at";
    schemas.report(Diagnostic::new(Code::Unchecked, place, unchecked).why(why));
}

/// Whether a form has bounds on single files.
fn bounds_files(schemas: &Schemas<'_>, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    let Some(Shape::Struct(form)) = schemas.shape_of(*id) else {
        return false;
    };
    form.fields.iter().any(|field| match field.ty.held() {
        Type::File => !field.rules.is_empty(),
        Type::Array(inner) => **inner == Type::File && field.rules.each.is_some(),
        _ => false,
    })
}

fn of_schemas<'s>(schemas: &Schemas<'_>, all: impl IntoIterator<Item = SchemaRef<'s>>, ty: Option<&Type>) -> Rules {
    let mut rules = Rules::default();
    if schemas.options.validate {
        for schema in all {
            gather(schemas, schema, ty, &mut rules);
        }
    }
    rules
}

/// Adds the rules of a schema and of the members of its `allOf`, each component's once, unless the type says them itself.
fn gather<'s>(schemas: &Schemas<'s>, schema: SchemaRef<'s>, ty: Option<&Type>, rules: &mut Rules) {
    let ty = ty.map(Type::held);
    let mut passed = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let is_known = matches!(schema, SchemaRef::Component(name) if !passed.insert(name));
        if is_known || is_own(schemas, schema, ty) {
            continue;
        }
        let Some(view) = schemas.target(schema).map(View::of) else {
            continue;
        };
        rules.add(&Rules {
            bounds: bounds_at(schemas, &view, ty),
            ..Rules::default()
        });
        // The type of what is held is a part of this one, so this ends.
        if let Some((schema, ty)) = inner(&view, ty) {
            let mut each = Rules::default();
            gather(schemas, schema, Some(ty), &mut each);
            rules.add_each(&each);
        }
        if let (Some(Type::Tuple(types)), Some((_, elements))) = (ty, arrays::elements_of_tuple(&view)) {
            for (position, (schema, ty)) in elements.iter().zip(types).enumerate() {
                let mut element = Rules::default();
                gather(schemas, schema.into(), Some(ty), &mut element);
                rules.add_element(position, &element);
            }
        }
        let only = composition::only_member(&view).filter(|_| view.all_of.is_empty());
        let members = view.all_of.iter().rev().map(SchemaRef::from);
        open.extend(only.into_iter().chain(members));
    }
}

/// The bounds that a schema adds to its type: a tuple has as many elements as it has, and what has a type of its own is of its
/// format.
fn bounds_at(schemas: &Schemas<'_>, view: &View<'_>, ty: Option<&Type>) -> Vec<Bound> {
    let mut all = bounds(view);
    if matches!(ty, Some(Type::Tuple(_))) {
        all.retain(|bound| !matches!(bound, Bound::MinItems(_) | Bound::MaxItems(_)));
    }
    let format = view
        .format
        .filter(|format| ty == Some(&Type::String) && formats::CHECKED.contains(format));
    all.extend(format.map(|format| Bound::Format(format.to_owned())));
    if !unions::is_union(view) {
        all.extend(alternatives(schemas, view, view.any_of));
        all.extend(alternatives(schemas, view, view.one_of));
    }
    all
}

/// Alternatives that only bound a value, or demand properties of it: one at least must hold. One that says nothing holds always.
fn alternatives(schemas: &Schemas<'_>, whole: &View<'_>, members: &[SchemaSlot]) -> Option<Bound> {
    // What only the server sets is demanded of responses.
    let is_sent = |name: &&String| {
        let property = whole.properties.and_then(|properties| properties.get(*name)?.schema());
        !property.is_some_and(|property| property.read_only)
    };
    let lists = members.iter().map(|member| {
        let view = View::of(schemas.target(member.into())?);
        let says_more = !view.all_of.is_empty() || !view.any_of.is_empty() || !view.one_of.is_empty();
        let required = view.required.iter().filter(is_sent).cloned().map(Bound::Has);
        let list: Vec<Bound> = bounds(&view).into_iter().chain(required).collect();
        (!list.is_empty() && !says_more).then_some(list)
    });
    let lists: Vec<Vec<Bound>> = lists.collect::<Option<_>>()?;
    (!lists.is_empty()).then_some(Bound::Any(lists))
}

/// Whether the type is that of the component itself, whose rules stand with it.
fn is_own(schemas: &Schemas<'_>, schema: SchemaRef<'_>, ty: Option<&Type>) -> bool {
    match (schema, ty) {
        (SchemaRef::Component(name), Some(Type::Named(id))) => schemas.components.get(name) == Some(id),
        _ => false,
    }
}

/// The schema and the type of what a value holds in any number.
fn inner<'v, 't>(view: &View<'v>, ty: Option<&'t Type>) -> Option<(SchemaRef<'v>, &'t Type)> {
    match (ty?, view.items, view.additional) {
        (Type::Array(inner), Some(items), _) => Some((items, inner)),
        (Type::Map(inner) | Type::MapBy(_, inner), _, Some(Additional::Schema(values))) => Some((values.into(), inner)),
        _ => None,
    }
}

fn bounds(view: &View<'_>) -> Vec<Bound> {
    let bounds = view.bounds;
    let least = bounds.minimum.as_ref().and_then(|bound| digits(bound, f64::next_down));
    let most = bounds.maximum.as_ref().and_then(|bound| digits(bound, f64::next_up));
    let step = bounds.multiple_of.as_ref().and_then(|step| digits(step, |step| step));
    let count = |count: Option<usize>, bound: fn(String) -> Bound| count.map(|count| bound(count.to_string()));
    let all = [
        least.map(if bounds.exclusive_minimum {
            Bound::ExclusiveMinimum
        } else {
            Bound::Minimum
        }),
        most.map(if bounds.exclusive_maximum {
            Bound::ExclusiveMaximum
        } else {
            Bound::Maximum
        }),
        step.map(Bound::MultipleOf),
        count(bounds.min_length, Bound::MinLength),
        count(bounds.max_length, Bound::MaxLength),
        count(bounds.min_items, Bound::MinItems),
        count(bounds.max_items, Bound::MaxItems),
        patterns::checked(view).map(|pattern| Bound::Pattern(pattern.to_owned())),
        bounds.unique_items.then_some(Bound::UniqueItems),
        count(bounds.min_properties, Bound::MinProperties),
        count(bounds.max_properties, Bound::MaxProperties),
    ];
    all.into_iter().flatten().collect()
}

/// The digits of the document; of a number past 64 bits, which is known as a float alone, those of a bound that is not too
/// tight. `None` for one that no float reaches.
fn digits(number: &Number, loosened: fn(f64) -> f64) -> Option<String> {
    /// From here on a document's integers are floats.
    const EXACT: f64 = u64::MAX as f64;
    /// What has no more digits than these is the float that was written.
    const DIGITS: usize = 15;
    if is_rounded(number) {
        return Some(number.to_string());
    }
    let bound = number.as_f64()?;
    let scientific = format!("{bound:e}");
    let mantissa = scientific.split('e').next().unwrap_or_default();
    let is_near = bound.abs() >= EXACT && mantissa.bytes().filter(u8::is_ascii_digit).count() > DIGITS;
    let bound = if is_near { loosened(bound) } else { bound };
    let is_plain = bound == 0.0 || (1e-6..1e17).contains(&bound.abs());
    bound.is_finite().then(|| match is_plain {
        true => bound.to_string(),
        false => format!("{bound:e}"),
    })
}
