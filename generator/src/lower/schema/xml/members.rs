//! The properties of an object in XML.

use std::collections::BTreeSet;

use super::facts::{Facts, Followed, Node, followed};
use super::{at, content};
use crate::ir::{XmlAbsence, XmlContent, XmlElement, XmlMember, XmlName, XmlNode};
use crate::lower::schema::merge;
use crate::lower::schema::objects::{Parts, Property};
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::view::SchemaRef;
use crate::spec::Additional;

/// The members of an object, and what undeclared ones are if that is described.
pub(super) fn of<'a>(
    schemas: &mut Schemas<'a>,
    parts: &Parts<'a>,
    spot: &Spot,
) -> Result<(Vec<XmlMember>, Option<XmlContent>), String> {
    let members = parts.properties.iter().map(|property| {
        let is_required = parts.required.contains(property.name);
        member(schemas, property, is_required)
    });
    let members = members.collect::<Result<_, _>>()?;
    Ok((members, others(schemas, parts, spot, &BTreeSet::new())?))
}

/// What the undeclared properties of an object are; `None` for any JSON.
pub(super) fn others<'a>(
    schemas: &mut Schemas<'a>,
    parts: &Parts<'a>,
    spot: &Spot,
    passed: &BTreeSet<&'a str>,
) -> Result<Option<XmlContent>, String> {
    let Some(Additional::Schema(schema)) = parts.additional else {
        return Ok(None);
    };
    let values = followed(schemas, SchemaRef::from(schema), &spot.values(), passed.clone())?;
    match content(schemas, &values)? {
        XmlContent::Any => Ok(None),
        XmlContent::List(_) => Err(at(&values.spot, "is a list in a map")),
        values => Ok(Some(values)),
    }
}

fn member<'a>(schemas: &mut Schemas<'a>, property: &Property<'a>, is_required: bool) -> Result<XmlMember, String> {
    let Some((leading, spot)) = merge::leading(&property.declared) else {
        return Err(format!("`{}` isn't described", property.name.escape_debug()));
    };
    let mut value = followed(schemas, *leading, spot, BTreeSet::new())?;
    let leading_content = content(schemas, &value)?;
    for (schema, other) in property.declared.iter().filter(|(_, other)| other.place != spot.place) {
        let other = followed(schemas, *schema, other, BTreeSet::new())?;
        if !is_scalar(&leading_content) && !says_nothing(&content(schemas, &other)?) {
            return Err(at(spot, "is described by several schemas"));
        }
        value.facts.add_all(other.facts);
    }
    let absence = match (is_required, schemas.targets.is_nullable(*leading)) {
        (true, true) => XmlAbsence::Null,
        (true, false) => XmlAbsence::Required,
        (false, _) => XmlAbsence::Absent,
    };
    Ok(XmlMember {
        property: property.name.to_owned(),
        node: node(property.name, leading_content, &value)?,
        absence,
    })
}

fn is_scalar(content: &XmlContent) -> bool {
    !matches!(
        content,
        XmlContent::Any | XmlContent::List(_) | XmlContent::Map(_) | XmlContent::Object(_)
    )
}

/// Whether it says nothing beside another content of the same property.
fn says_nothing(content: &XmlContent) -> bool {
    match content {
        XmlContent::Any => true,
        XmlContent::List(item) => item.content == XmlContent::Any,
        _ => false,
    }
}

/// Where a property is. Lists have no element of their own unless that is said, all else has one.
fn node(property: &str, content: XmlContent, value: &Followed<'_>) -> Result<XmlNode, String> {
    let facts = &value.facts;
    Ok(match (facts.node, content) {
        (Some(Node::Element), XmlContent::List(item)) => {
            let name = facts.element_name(property)?;
            let item = named(*item, &name.local);
            XmlNode::Wrapped(name, item)
        }
        (None | Some(Node::Nothing), XmlContent::List(item)) => {
            let inferred = Facts::default().element_name(property)?;
            XmlNode::List(named(*item, &inferred.local))
        }
        (None | Some(Node::Element), content) => XmlNode::Element(XmlElement {
            name: facts.element_name(property)?,
            content,
        }),
        (Some(Node::Attribute), content) if is_scalar(&content) => {
            XmlNode::Attribute(facts.attribute_name(property)?, content)
        }
        (Some(Node::Cdata), content) if is_scalar(&content) => XmlNode::Cdata(content),
        (Some(Node::Text | Node::Nothing), content) if is_scalar(&content) => XmlNode::Text(content),
        (Some(Node::Nothing), content @ XmlContent::Object(_)) => XmlNode::Inside(content),
        (Some(_), _) => return Err(at(&value.spot, "is no scalar, and has no element of its own")),
    })
}

/// The element of a list, and of the lists in it, by the name of the list unless it has its own.
pub(super) fn named(item: XmlElement, inferred: &str) -> XmlElement {
    let name = match item.name.local.is_empty() {
        true => XmlName {
            local: inferred.to_owned(),
            ..item.name
        },
        false => item.name,
    };
    let content = match item.content {
        XmlContent::List(inner) => XmlContent::List(Box::new(named(*inner, &name.local))),
        content => content,
    };
    XmlElement { name, content }
}
