//! How the members of a union are told apart: by a discriminator, OpenAPI 3.1.1, "Discriminator Object", or by a property
//! that has one value in each.

use serde_json::Value;

use crate::declared::{properties, required};
use crate::document::{Document, Node};
use crate::listed::{is_no_object, is_union, listed, listed_alone};
use crate::unions::{Branch, discriminator};

/// The values of one property that stand for each member.
pub(crate) struct Tags<'d> {
    pub(crate) property: &'d str,
    /// The members' values, in their order; none, where the property doesn't tell a member.
    pub(crate) values: Vec<Vec<Value>>,
}

impl<'d> Tags<'d> {
    /// The tags of these members of a schema's union.
    pub(crate) fn of(document: &Document<'d>, schema: Node<'d>, branches: &[Branch<'d>]) -> Option<Self> {
        let by_discriminator = discriminator(schema).and_then(|discriminator| {
            let property = discriminator.text("propertyName")?;
            Self::by_discriminator(document, discriminator, property, branches)
        });
        by_discriminator.or_else(|| Self::by_constant(document, branches))
    }

    fn by_discriminator(
        document: &Document<'d>,
        discriminator: Node<'d>,
        property: &'d str,
        branches: &[Branch<'d>],
    ) -> Option<Self> {
        let listed: Vec<Vec<Value>> = branches
            .iter()
            .map(|branch| listed(document, branch.schema, property, 0))
            .collect();
        let mapped: Vec<Vec<&str>> = branches.iter().map(|branch| mapped(discriminator, *branch)).collect();
        let own = branches.iter().zip(&listed).zip(&mapped).enumerate();
        let values = own.map(|(index, ((branch, own), tags))| {
            let is_shared = |value: &Value| {
                let others = listed
                    .iter()
                    .zip(&mapped)
                    .enumerate()
                    .filter(|(other, _)| *other != index);
                let mut others = others.map(|(_, other)| other);
                others.any(|(listed, mapped)| listed.contains(value) || mapped.iter().any(|tag| text(value) == *tag))
            };
            tags_of(document, *branch, property, own, tags, &is_shared)
        });
        let mut values: Vec<Vec<Value>> = values.collect();
        let within = branches.iter().zip(&listed).zip(&values);
        let untold = within.filter(|((branch, _), values)| values.is_empty() && is_union(document, branch.schema));
        let untold: Vec<Value> = untold.flat_map(|((_, listed), _)| listed.clone()).collect();
        forget_shared(&mut values, untold);
        // A member that lists values writes one itself.
        let tells = |((branch, values), listed): ((&Branch<'d>, &Vec<Value>), &Vec<Value>)| {
            !values.is_empty() || branch.name.is_none() || !listed.is_empty()
        };
        let is_of_use = values.iter().any(|values| !values.is_empty());
        (is_of_use && branches.iter().zip(&values).zip(&listed).all(tells)).then_some(Self { property, values })
    }

    /// The first property that all objects have, each with one value of its own; a required one before others.
    fn by_constant(document: &Document<'d>, branches: &[Branch<'d>]) -> Option<Self> {
        let is_object = |branch: &&Branch<'d>| !properties(document, branch.schema, 0).is_empty();
        let objects: Vec<&Branch<'d>> = branches.iter().filter(is_object).collect();
        let [first, _, ..] = objects.as_slice() else {
            return None;
        };
        if !branches
            .iter()
            .all(|branch| is_object(&branch) || is_no_object(document, branch.schema))
        {
            return None;
        }
        let demanded = required(document, first.schema, 0);
        let mut names: Vec<&str> = properties(document, first.schema, 0)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        names.sort_by_key(|name| !demanded.contains(name));
        names.into_iter().find_map(|property| {
            let alone = branches
                .iter()
                .map(|branch| listed_alone(document, branch.schema, property));
            let values: Vec<Vec<Value>> = alone.collect();
            let mut all: Vec<String> = values.iter().flatten().map(Value::to_string).collect();
            let count = all.len();
            all.sort();
            all.dedup();
            (count == objects.len() && all.len() == count).then_some(Self { property, values })
        })
    }

    /// The members that the tag of a value stands for; none where it has no such tag.
    pub(crate) fn meant(&self, value: &Value) -> Vec<usize> {
        let Some(tag) = value.get(self.property) else {
            return Vec::new();
        };
        let members = self.values.iter().enumerate();
        members
            .filter(|(_, values)| values.contains(tag))
            .map(|(index, _)| index)
            .collect()
    }

    /// What a value of a member has for a tag: the first one, if it has none.
    pub(crate) fn written(&self, index: usize) -> Option<&Value> {
        self.values.get(index)?.first()
    }
}

/// The values that stand for one member: those mapped to it, and the one that it lists if it contradicts them; or what it
/// lists; or its name.
fn tags_of<'d>(
    document: &Document<'d>,
    branch: Branch<'d>,
    property: &str,
    listed: &[Value],
    mapped: &[&str],
    is_shared: &dyn Fn(&Value) -> bool,
) -> Vec<Value> {
    let of_kind = |text: &&str| of_kind(document, branch, property, text);
    if !mapped.is_empty() {
        let mut tags: Vec<Value> = mapped.iter().map(of_kind).collect();
        if !listed.iter().any(|value| tags.contains(value) || is_shared(value)) {
            tags.extend_from_slice(listed);
        }
        return tags;
    }
    let name = branch.name.unwrap_or_default();
    match listed {
        [] => branch.name.iter().map(of_kind).collect(),
        [only] => vec![only.clone()],
        several => {
            let named = several.iter().find(|value| bare(&text(value)) == bare(name));
            match named {
                Some(named) if several.iter().any(is_shared) => vec![named.clone()],
                _ if several.iter().any(is_shared) => Vec::new(),
                named => {
                    let others = several.iter().filter(|value| Some(*value) != named);
                    named.into_iter().chain(others).cloned().collect()
                }
            }
        }
    }
}

/// Members that have a tag in common are not told apart by it, nor is one that has it in common with the members of a union
/// within.
fn forget_shared(values: &mut [Vec<Value>], within: Vec<Value>) {
    let all: Vec<Value> = values.iter().flatten().cloned().chain(within).collect();
    let is_shared = |value: &Value| all.iter().filter(|other| *other == value).count() > 1;
    for values in values.iter_mut().filter(|values| values.iter().any(is_shared)) {
        values.clear();
    }
}

/// The tags that a discriminator maps to a member: to its place or to its name.
fn mapped<'d>(discriminator: Node<'d>, branch: Branch<'d>) -> Vec<&'d str> {
    let leads_here = |target: &str| target.rsplit('/').next() == branch.name;
    let mapping = discriminator.members("mapping").into_iter();
    let mut mapped: Vec<&str> = mapping
        .filter(|(_, target)| target.value.as_str().is_some_and(leads_here))
        .map(|(tag, _)| tag)
        .collect();
    mapped.extend(branch.name.filter(|_| branch.is_parent && mapped.is_empty()));
    mapped
}

/// A tag as the kind of scalar that the member's property is.
fn of_kind<'d>(document: &Document<'d>, branch: Branch<'d>, property: &str, text: &str) -> Value {
    let own = properties(document, branch.schema, 0);
    let own = own.into_iter().find(|(name, _)| *name == property);
    let schema = own.map(|(_, schema)| document.target(schema).unwrap_or(schema));
    let types = schema.map(|schema| schema.types().0).unwrap_or_default();
    let parsed = match types.as_slice() {
        ["integer" | "number" | "boolean"] => serde_json::from_str(text).ok(),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::from(text))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A name without what sets its words apart.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
