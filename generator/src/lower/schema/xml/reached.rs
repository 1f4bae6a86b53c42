//! The layouts that bodies lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Laid, at};
use crate::ir::{Body, Group, Operation, Payload, Shape, TypeDef, Webhooks, XmlContent, XmlNode, XmlObject};
use crate::lower::schema::title::LONGEST;
use crate::names::{self, Case};
use crate::pointer::Place;
use crate::spec::Document;

/// Why something in a content has no layout. What is found fit isn't looked at again.
pub(super) fn unfit(objects: &[Laid], fit: &mut BTreeSet<usize>, content: &XmlContent) -> Option<String> {
    let all = from(content.objects().collect(), |index| {
        let laid = objects.get(index).filter(|_| !fit.contains(&index));
        laid.map(|laid| &laid.object)
    });
    let unfit = all.iter().filter_map(|index| objects.get(*index));
    let why = unfit
        .filter_map(|laid| laid.unfit.clone().or_else(|| nested(objects, laid)))
        .next();
    if why.is_none() {
        fit.extend(all);
    }
    why
}

/// Properties may be among those of an object, but no further down: an object could be within itself.
fn nested(objects: &[Laid], laid: &Laid) -> Option<String> {
    let insides = |laid: &Laid| {
        let nodes = laid.object.members.iter().map(|member| &member.node);
        let insides = nodes.filter_map(|node| match node {
            XmlNode::Inside(XmlContent::Object(index)) => Some(*index),
            _ => None,
        });
        insides.collect::<Vec<_>>()
    };
    let inner = insides(laid).into_iter().filter_map(|index| objects.get(index));
    let nested = inner.filter(|inner| !insides(inner).is_empty());
    nested
        .map(|inner| at(&inner.spot, "has no element, and holds an object without one"))
        .next()
}

/// All objects that lead on from some.
fn from<'o>(mut open: Vec<usize>, object: impl Fn(usize) -> Option<&'o XmlObject>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    while let Some(index) = open.pop() {
        if found.insert(index) {
            open.extend(object(index).into_iter().flat_map(XmlObject::objects));
        }
    }
    found
}

/// The layouts of all bodies of operations and webhooks, with their names. The fields of the types are told where in XML they are.
pub(crate) fn settle(
    document: &Document,
    objects: Vec<Laid>,
    groups: &[Group],
    webhooks: &Webhooks,
    types: &mut [TypeDef],
) -> BTreeMap<usize, XmlObject> {
    let layouts = named(document, objects, groups, webhooks);
    let by_origin: BTreeMap<&Place, &XmlObject> = layouts.values().map(|layout| (&layout.origin, layout)).collect();
    for definition in types {
        if let (Some(layout), Shape::Struct(object)) = (by_origin.get(&definition.origin), &mut definition.shape) {
            let members = layout.members.iter();
            let nodes: BTreeMap<&str, &XmlNode> =
                members.map(|member| (member.property.as_str(), &member.node)).collect();
            for field in &mut object.fields {
                let node = nodes.get(field.name.wire.as_str());
                field.xml = node.map(|node| Box::new((*node).clone()));
            }
        }
    }
    layouts
}

fn named(document: &Document, objects: Vec<Laid>, groups: &[Group], webhooks: &Webhooks) -> BTreeMap<usize, XmlObject> {
    let bodies = groups
        .iter()
        .flat_map(|group| &group.operations)
        .flat_map(Operation::bodies);
    let sent = bodies.flat_map(Body::xml_roots);
    let received = groups
        .iter()
        .flat_map(Group::payloads)
        .filter_map(|payload| match payload {
            Payload::Xml(body) => Some(&body.root),
            _ => None,
        });
    let roots = sent.chain(received).chain(webhooks.xml());
    let roots = roots.flat_map(|root| root.content.objects());
    let all = from(roots.collect(), |index| objects.get(index).map(|laid| &laid.object));
    let texts: Vec<String> = all
        .iter()
        .filter_map(|index| objects.get(*index))
        .map(|laid| laid.spot.title.texts(LONGEST).into_iter().next().unwrap_or_default())
        .collect();
    // No name of these is public, so none has to stay.
    let mut names = names::distinct(Case::Pascal, &texts, names::TYPES).into_iter();
    let mut objects: Vec<Option<Laid>> = objects.into_iter().map(Some).collect();
    all.into_iter()
        .filter_map(|index| {
            let laid = objects.get_mut(index)?.take()?;
            let object = XmlObject {
                name: names.next().unwrap_or_default(),
                origin: document.place(&laid.spot.place),
                ..laid.object
            };
            Some((index, object))
        })
        .collect()
}
