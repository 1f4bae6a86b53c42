//! What types check when callers ask them to: their own rules, those of what they hold, and where another type takes over.

use std::collections::{BTreeMap, BTreeSet};

use super::ways;
use crate::ir::{
    Check, CheckedParts, CheckedTag, CheckedVariant, Checks, Group, Rules, Shape, Type, TypeDef, TypeId, Union,
    UnionTag,
};

/// Gives every type of its own that is sent what it checks, and every operation what its requests check. A type has it also
/// where that is nothing, since a bound that leaves the document must not take a method away.
pub(crate) fn give(types: &mut [TypeDef], groups: &mut [Group]) {
    let checked = checked(types, groups);
    let all = checked
        .iter()
        .filter_map(|id| Some((*id, of_type(types, &checked, *id)?)));
    let all: BTreeMap<TypeId, Checks> = all.collect();
    let telling = telling(&all);
    let of_input = |ty: &Type, rules: &Rules| kept(of_place(types, &checked, ty, rules), &telling);
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        for parameter in &mut operation.parameters {
            parameter.checks = of_input(&parameter.ty, &parameter.rules);
        }
        for body in operation.bodies_mut().filter(|body| body.format.is_read()) {
            body.checks = of_input(&body.ty, &body.rules);
        }
    }
    for (id, checks) in all {
        if let Some(definition) = types.get_mut(id.0) {
            definition.checks = Some(without_idle(checks, &telling));
        }
    }
}

/// The types that are sent and have methods, those that were sent before included.
fn checked(types: &[TypeDef], groups: &[Group]) -> BTreeSet<TypeId> {
    let mut sent = ways::named(groups.iter().flat_map(Group::sent_types));
    let ids = (0..types.len()).map(TypeId);
    sent.extend(ids.filter(|id| matches!(shape(types, *id), Some(Shape::Struct(object)) if object.sent)));
    let mut reached = ways::reached(|id| shape(types, id), sent);
    reached.retain(|id| shape(types, *id).is_some_and(has_method));
    reached
}

fn shape(types: &[TypeDef], id: TypeId) -> Option<&Shape> {
    types.get(id.0).map(|definition| &definition.shape)
}

/// An alias has the methods of what it stands for.
fn has_method(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) => true,
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Constant(_) | Shape::Alias(_) => false,
    }
}

fn of_type(types: &[TypeDef], checked: &BTreeSet<TypeId>, id: TypeId) -> Option<Checks> {
    let definition = types.get(id.0)?;
    let rules = &definition.rules;
    let of = |ty: &Type, rules: &Rules| of_place(types, checked, ty, rules);
    let own = || rules.bounds.iter().cloned().map(Check::Bound).collect();
    match &definition.shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            let members = fields.map(|field| (field.name.wire.clone(), of(&field.ty, &field.rules)));
            let others = object
                .additional
                .iter()
                .flat_map(|others| of(&others.ty, &others.rules));
            Some(Checks {
                own: own(),
                parts: CheckedParts::Members(members.collect(), others.collect()),
            })
        }
        Shape::Union(union) => Some(Checks {
            own: own(),
            parts: of_union(union, of),
        }),
        Shape::Newtype(ty) => Some(Checks {
            own: of(ty, rules),
            parts: CheckedParts::Members(Vec::new(), Vec::new()),
        }),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Constant(_) | Shape::Alias(_) => None,
    }
}

fn of_union(union: &Union, of: impl Fn(&Type, &Rules) -> Vec<Check>) -> CheckedParts {
    let variants = union.variants.iter();
    let variants = variants.map(|variant| (variant, of(&variant.ty, &variant.rules)));
    match &union.tag {
        Some(UnionTag::Required(tag)) if union.variants.iter().all(|variant| !variant.tags.is_empty()) => {
            let variants = variants.map(|(variant, checks)| CheckedTag {
                tags: variant.tags.clone(),
                inside: variant.inside.clone(),
                checks,
            });
            CheckedParts::Tagged(tag.clone(), variants.collect())
        }
        // A tag that may be missing does not always tell.
        Some(_) | None => CheckedParts::Untagged(
            variants
                .map(|(variant, checks)| CheckedVariant {
                    name: variant.name.clone(),
                    inside: variant.inside.clone(),
                    checks,
                })
                .collect(),
        ),
    }
}

/// What is checked where a value of a type stands under rules of the place: a type without methods is looked through.
/// No alias leads back to itself any more: the first of a circle is a type of its own.
fn of_place(types: &[TypeDef], checked: &BTreeSet<TypeId>, ty: &Type, rules: &Rules) -> Vec<Check> {
    let bounds = || rules.bounds.iter().cloned().map(Check::Bound);
    match ty.held() {
        // What a file holds isn't looked at.
        Type::File => Vec::new(),
        Type::Array(inner) | Type::Map(inner) | Type::MapBy(_, inner) => {
            let none = Rules::default();
            let each = rules.each.as_deref().unwrap_or(&none);
            let each = of_place(types, checked, inner, each);
            let each = (!each.is_empty()).then_some(Check::Each(each));
            bounds().chain(each).collect()
        }
        Type::Tuple(elements) => {
            let none = Rules::default();
            let rules_of = |position| rules.elements.get(position).unwrap_or(&none);
            let elements = elements.iter().enumerate();
            let elements = elements.map(|(position, element)| of_place(types, checked, element, rules_of(position)));
            bounds().chain([Check::Elements(elements.collect())]).collect()
        }
        Type::Named(id) => match types.get(id.0) {
            Some(definition) if checked.contains(id) => {
                let is_own =
                    |check: &Check| matches!(check, Check::Bound(bound) if definition.rules.bounds.contains(bound));
                let added = bounds().filter(|check| !is_own(check));
                added.chain([Check::Of(*id)]).collect()
            }
            Some(definition) => {
                let mut all = definition.rules.clone();
                all.add(rules);
                match &definition.shape {
                    Shape::Alias(ty) => of_place(types, checked, ty, &all),
                    _ => all.bounds.into_iter().map(Check::Bound).collect(),
                }
            }
            None => bounds().collect(),
        },
        _ => bounds().collect(),
    }
}

/// The types that check something, by themselves or by what they hold.
fn telling(all: &BTreeMap<TypeId, Checks>) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    loop {
        let known = found.len();
        for (id, checks) in all {
            if !found.contains(id) && checks.lists().any(|list| list.iter().any(|check| tells(check, &found))) {
                found.insert(*id);
            }
        }
        if found.len() == known {
            return found;
        }
    }
}

fn tells(check: &Check, telling: &BTreeSet<TypeId>) -> bool {
    match check {
        Check::Bound(_) => true,
        Check::Each(inner) => inner.iter().any(|check| tells(check, telling)),
        Check::Elements(elements) => elements.iter().flatten().any(|check| tells(check, telling)),
        Check::Of(id) => telling.contains(id),
    }
}

/// The same without what checks nothing. What is undeclared is known by all that is declared, and that a value fits a
/// variant without bounds is worth knowing where others have some.
fn without_idle(checks: Checks, telling: &BTreeSet<TypeId>) -> Checks {
    let kept = |list| kept(list, telling);
    let parts = match checks.parts {
        CheckedParts::Members(members, others) => {
            let others = kept(others);
            let members = members.into_iter().map(|(name, list)| (name, kept(list)));
            let members = members.filter(|(_, list)| !list.is_empty() || !others.is_empty());
            CheckedParts::Members(members.collect(), others)
        }
        CheckedParts::Tagged(tag, variants) => {
            let variants = variants.into_iter().map(|variant| CheckedTag {
                checks: kept(variant.checks),
                ..variant
            });
            CheckedParts::Tagged(tag, variants.filter(|variant| !variant.checks.is_empty()).collect())
        }
        CheckedParts::Untagged(variants) => {
            let variants = variants.into_iter().map(|variant| CheckedVariant {
                checks: kept(variant.checks),
                ..variant
            });
            let variants: Vec<CheckedVariant> = variants.collect();
            let is_idle = variants.iter().all(|variant| variant.checks.is_empty());
            CheckedParts::Untagged(if is_idle { Vec::new() } else { variants })
        }
    };
    Checks {
        own: kept(checks.own),
        parts,
    }
}

fn kept(list: Vec<Check>, telling: &BTreeSet<TypeId>) -> Vec<Check> {
    let telling_ones = list.into_iter().filter(|check| tells(check, telling));
    telling_ones
        .map(|check| match check {
            Check::Each(inner) => Check::Each(kept(inner, telling)),
            Check::Elements(elements) => {
                Check::Elements(elements.into_iter().map(|element| kept(element, telling)).collect())
            }
            other => other,
        })
        .collect()
}
