//! Unions: of the schemas that one lists, and of a parent's children.

use crate::document::{Document, Node};
use crate::tags::Tags;

/// One of the ways in which a schema is one of several.
pub(crate) struct Union<'d> {
    pub(crate) branches: Vec<Branch<'d>>,
    pub(crate) tags: Option<Tags<'d>>,
    /// Whether the members are the children of a parent, and the parent itself.
    pub(crate) is_family: bool,
    pub(crate) or_null: bool,
}

/// A member of a union.
#[derive(Clone, Copy)]
pub(crate) struct Branch<'d> {
    pub(crate) schema: Node<'d>,
    /// The component that it is, which a discriminator may name.
    pub(crate) name: Option<&'d str>,
    /// Whether it is the parent among its children, which its name stands for, whatever it lists.
    pub(crate) is_parent: bool,
}

impl<'d> Branch<'d> {
    fn listed(schema: Node<'d>) -> Self {
        let reference = schema.text("$ref");
        Self {
            schema,
            name: reference.and_then(|reference| reference.rsplit('/').next()),
            is_parent: false,
        }
    }
}

/// The discriminator, which may also stand in a part that is written in place.
pub(crate) fn discriminator<'d>(schema: Node<'d>) -> Option<Node<'d>> {
    let in_place = || {
        let parts = schema.list("allOf").into_iter();
        parts.filter(|part| part.text("$ref").is_none()).find_map(discriminator)
    };
    schema.get("discriminator").or_else(in_place)
}

/// The unions that a schema is: of the members that it lists, and of its children where it is a parent with a discriminator.
pub(crate) fn unions<'d>(document: &Document<'d>, schema: Node<'d>) -> Vec<Union<'d>> {
    let listed = ["oneOf", "anyOf"].iter().map(|key| {
        let (members, or_null) = schema.alternatives(key);
        (members.into_iter().map(Branch::listed).collect(), or_null, false)
    });
    let all = listed.chain([(family(document, schema), false, true)]);
    let all = all.filter(|(branches, or_null, _)| !branches.is_empty() || *or_null);
    all.map(|(branches, or_null, is_family)| Union {
        tags: Tags::of(document, schema, &branches),
        branches,
        is_family,
        or_null,
    })
    .collect()
}

/// The children of a parent with a discriminator, and the parent: OpenAPI 3.1.1, "Models with Polymorphism Support".
fn family<'d>(document: &Document<'d>, schema: Node<'d>) -> Vec<Branch<'d>> {
    let is_union = !schema.list("oneOf").is_empty() || !schema.list("anyOf").is_empty();
    if is_union || discriminator(schema).is_none() {
        return Vec::new();
    }
    let all = document.family(schema).into_iter();
    all.map(|(name, branch)| Branch {
        is_parent: std::ptr::eq(branch.value, schema.value),
        schema: branch,
        name: Some(name),
    })
    .collect()
}
