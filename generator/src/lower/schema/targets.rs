//! What component schemas come to: the schema that a reference leads to in the end, and whether null is a value of it.
//! Both are asked of every property, so they are settled once for all components.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::composition;
use super::view::{SchemaRef, View};
use crate::spec::{Document, Schema, SchemaSlot};

/// The component schemas of a document, references followed.
pub(crate) struct Targets<'a> {
    schemas: BTreeMap<&'a str, &'a Schema>,
    nullable: BTreeSet<&'a str>,
}

impl<'a> Targets<'a> {
    /// The targets of all component schemas.
    pub(crate) fn of(document: &'a Document) -> Self {
        let components = document.components.schemas.iter();
        let components: BTreeMap<&str, &SchemaSlot> =
            components.map(|(name, schema)| (name.as_str(), schema)).collect();
        let mut targets = Self {
            schemas: followed(&components),
            nullable: BTreeSet::new(),
        };
        targets.settle_nullable();
        targets
    }

    /// The schema that a reference leads to in the end; `None` where it leads nowhere, or only to itself.
    pub(crate) fn target(&self, schema: SchemaRef<'a>) -> Option<&'a Schema> {
        match schema {
            SchemaRef::Inline(schema) => Some(schema),
            SchemaRef::Component(name) => self.schemas.get(name).copied(),
        }
    }

    /// Whether null is a value of a schema, through references and compositions.
    pub(crate) fn is_nullable(&self, schema: SchemaRef<'a>) -> bool {
        match schema {
            SchemaRef::Component(name) => self.nullable.contains(name),
            SchemaRef::Inline(schema) => self.says_nullable(&View::of(schema)),
        }
    }

    /// Whether null fits some member of a `oneOf` or `anyOf`, or every member of an `allOf`.
    pub(crate) fn members_allow_null(&self, view: &View<'a>) -> bool {
        let mut members = view.one_of.iter().chain(view.any_of);
        members.any(|member| self.is_nullable(member.into())) || self.all_allow_null(view)
    }

    fn says_nullable(&self, view: &View<'a>) -> bool {
        view.schema.nullable || self.members_allow_null(view)
    }

    fn all_allow_null(&self, view: &View<'a>) -> bool {
        let members = composition::telling_members(view).into_iter().map(|(_, member)| member);
        let typed: Vec<SchemaRef<'a>> = members.filter(|member| member.says_type()).collect();
        !typed.is_empty() && typed.into_iter().all(|member| self.is_nullable(member))
    }

    /// Components ask each other, in circles too: null is a value where something says so, and nowhere else. That is the
    /// least of all answers that agree, and it is reached from "nowhere" by asking again whoever asked what changed.
    fn settle_nullable(&mut self) {
        let mut askers: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
        for (name, schema) in &self.schemas {
            asked(schema, &mut |other| askers.entry(other).or_default().push(name));
        }
        let mut open: VecDeque<&'a str> = self.schemas.keys().copied().collect();
        let mut waiting: BTreeSet<&'a str> = open.iter().copied().collect();
        while let Some(name) = open.pop_front() {
            waiting.remove(name);
            let Some(schema) = self.schemas.get(name).filter(|_| !self.nullable.contains(name)) else {
                continue;
            };
            if self.says_nullable(&View::of(schema)) {
                self.nullable.insert(name);
                let askers = askers.get(name).into_iter().flatten();
                open.extend(askers.filter(|asker| waiting.insert(asker)));
            }
        }
    }
}

/// The schemas at the ends of all chains of references; what leads only to itself has none.
fn followed<'a>(components: &BTreeMap<&'a str, &'a SchemaSlot>) -> BTreeMap<&'a str, &'a Schema> {
    let mut ends: BTreeMap<&str, Option<&Schema>> = BTreeMap::new();
    for start in components.keys() {
        let mut way = Vec::new();
        let mut next = Some(*start);
        let mut end = None;
        while let Some(name) = next.take() {
            if let Some(known) = ends.get(name) {
                end = *known;
                break;
            }
            // Until the end is known, whoever comes back here is going in a circle.
            ends.insert(name, None);
            way.push(name);
            match components.get(name).map(|schema| SchemaRef::from(*schema)) {
                Some(SchemaRef::Inline(schema)) => end = Some(schema),
                Some(SchemaRef::Component(other)) => next = Some(other),
                None => {}
            }
        }
        ends.extend(way.into_iter().map(|name| (name, end)));
    }
    ends.into_iter().filter_map(|(name, end)| Some((name, end?))).collect()
}

/// Visits the components whose nullability a schema's depends on.
fn asked<'a>(schema: &'a Schema, visit: &mut impl FnMut(&'a str)) {
    let view = View::of(schema);
    for member in view.one_of.iter().chain(view.any_of).chain(view.all_of) {
        match SchemaRef::from(member) {
            SchemaRef::Component(name) => visit(name),
            SchemaRef::Inline(schema) => asked(schema, visit),
        }
    }
}
