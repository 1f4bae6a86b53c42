//! XML bodies: OpenAPI 3.0.4, 3.1.1 and 3.2.0, "XML Object".
//!
//! A body that a schema describes has the type that it would have in JSON, and a layout: where in XML each property is.
//! Layouts are made of schemas as types are, one for each object. What has no layout makes the whole body a text.

mod facts;
mod members;
mod reached;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::objects::Parts;
use super::schemas::Schemas;
use super::spot::Spot;
use super::view::{SchemaRef, View};
use super::{arrays, compose, families, scalars, unions};
use crate::ir::{XmlContent, XmlElement, XmlObject};
use crate::pointer::Pointer;
use crate::spec::MediaType;
use facts::{Followed, Node, followed};

pub(crate) use reached::settle;

/// What an XML body is: a value in a root element, or else a text.
#[derive(Default)]
pub(crate) struct Described {
    /// The root element. One whose name is empty can be received, but not sent.
    pub(crate) root: Option<XmlElement>,
    /// Why it is a text, although its schema says more.
    pub(crate) unfit: Option<String>,
}

impl Described {
    /// The same as a body that is sent.
    pub(crate) fn for_sending(self) -> Self {
        match self.root {
            Some(root) if root.name.local.is_empty() => Self {
                root: None,
                unfit: Some(NAMELESS.to_owned()),
            },
            _ => self,
        }
    }
}

const NAMELESS: &str = "its root element has no name (`xml.name`)";

/// The layouts of objects that were needed so far.
#[derive(Default)]
pub(crate) struct Layouts<'a> {
    objects: Vec<Laid>,
    /// Where in them the object of a place is.
    places: BTreeMap<Pointer, usize>,
    /// Those that are promised and not made yet.
    pending: Vec<(usize, Parts<'a>, Spot)>,
    /// Those that have a layout, and lead to none that hasn't.
    fit: BTreeSet<usize>,
}

impl Layouts<'_> {
    pub(crate) fn into_objects(self) -> Vec<Laid> {
        self.objects
    }
}

/// A layout.
pub(crate) struct Laid {
    spot: Spot,
    object: XmlObject,
    /// Why there is none.
    unfit: Option<String>,
}

/// What the body of an XML media type is; `spot` is that of its schema.
pub(crate) fn described<'a>(schemas: &mut Schemas<'a>, media_type: &'a MediaType, spot: &Spot) -> Described {
    let Some(schema) = &media_type.schema else {
        return Described::default();
    };
    let (root, unfit) = match root(schemas, SchemaRef::from(schema), spot, "") {
        Ok(root) => (root, None),
        Err(why) => (None, Some(why)),
    };
    Described { root, unfit }
}

/// The root element, which is named so if its schema doesn't say; `None` if the schema describes a text.
///
/// # Errors
///
/// Why it has no form in XML.
pub(crate) fn root<'a>(
    schemas: &mut Schemas<'a>,
    schema: SchemaRef<'a>,
    spot: &Spot,
    inferred: &str,
) -> Result<Option<XmlElement>, String> {
    let followed = followed(schemas, schema, spot, BTreeSet::new())?;
    let is_named = followed.facts.name.is_some();
    let content = content(schemas, &followed)?;
    match content {
        XmlContent::Text | XmlContent::Token if !is_named => return Ok(None),
        XmlContent::Number | XmlContent::Boolean if !is_named => {
            return Err(NAMELESS.to_owned());
        }
        XmlContent::Any => return Err("its schema declares no properties".to_owned()),
        _ => {}
    }
    let name = followed.facts.element_name(schema.component().unwrap_or(inferred))?;
    let content = match content {
        XmlContent::List(item) => {
            let inferred = followed.view.items.and_then(SchemaRef::component).unwrap_or("item");
            XmlContent::List(Box::new(members::named(*item, inferred)))
        }
        content => content,
    };
    while let Some((index, parts, spot)) = schemas.layouts.pending.pop() {
        let made = members::of(schemas, &parts, &spot);
        if let Some(laid) = schemas.layouts.objects.get_mut(index) {
            match made {
                Ok((members, others)) => (laid.object.members, laid.object.others) = (members, others),
                Err(why) => laid.unfit = Some(why),
            }
        }
    }
    let Layouts { objects, fit, .. } = &mut schemas.layouts;
    match reached::unfit(objects, fit, &content) {
        Some(why) => Err(why),
        None => Ok(Some(XmlElement { name, content })),
    }
}

/// What is in an element of a schema.
fn content<'a>(schemas: &mut Schemas<'a>, followed: &Followed<'a>) -> Result<XmlContent, String> {
    let (view, spot) = (&followed.view, &followed.spot);
    if let Some(scalar) = scalar(schemas, view) {
        return Ok(scalar);
    }
    if !view.enumeration.is_empty() {
        return Err(at(spot, "lists values of several kinds"));
    }
    if arrays::elements_of_tuple(view).is_some() {
        return Err(at(spot, "is a list whose elements have types of their own"));
    }
    if unions::is_union(view) {
        return one_of_scalars(schemas, view).ok_or_else(|| at(spot, "is one of several schemas"));
    }
    if families::is_parent(schemas, view, spot) {
        return Err(at(spot, "is one of several schemas, by its discriminator"));
    }
    if view.is_object() || !view.all_of.is_empty() {
        return object(schemas, followed);
    }
    match view.items {
        Some(items) => list(schemas, items, followed),
        None if view.schema_type == Some("array") => Err(at(spot, "is a list of any values")),
        None => Ok(XmlContent::Any),
    }
}

/// What is said of a schema that has no layout.
fn at(spot: &Spot, what: &str) -> String {
    format!("`#{}` {what}", spot.place)
}

/// The content of a scalar; `None` if the schema isn't one of a scalar.
fn scalar<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Option<XmlContent> {
    if scalars::is_null(view) {
        return Some(XmlContent::Token);
    }
    let listed = view.enumeration.iter().map(kind);
    let kinds: Vec<&str> = match view.enumeration.is_empty() {
        true => view.schema_type.into_iter().collect(),
        false => listed.collect(),
    };
    match kinds.first()? {
        _ if kinds.iter().any(|kind| Some(kind) != kinds.first()) => None,
        &"string" => Some(text(schemas, view)),
        &"integer" | &"number" => Some(XmlContent::Number),
        &"boolean" => Some(XmlContent::Boolean),
        _ => None,
    }
}

/// The type of a listed value.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "string",
        Value::Number(_) => "number",
        Value::Bool(_) => "boolean",
        Value::Null | Value::Array(_) | Value::Object(_) => "other",
    }
}

/// White space counts in a string, unless its type has none.
fn text(schemas: &Schemas<'_>, view: &View<'_>) -> XmlContent {
    let is_padded = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| text.is_empty() || text != text.trim())
    };
    let has_type = |format| schemas.options.formats.has_type(format);
    match view.enumeration.is_empty() {
        true if view.format.is_some_and(has_type) => XmlContent::Token,
        false if !view.enumeration.iter().any(is_padded) => XmlContent::Token,
        _ => XmlContent::Text,
    }
}

/// Scalars of one kind, of which any has the same form.
fn one_of_scalars<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Option<XmlContent> {
    let members = view.one_of.iter().chain(view.any_of);
    let mut contents = members.map(|member| scalar(schemas, &View::of(schemas.target(member.into())?)));
    let first = contents.next()??;
    contents.try_fold(first, |all, one| match (all, one?) {
        (XmlContent::Text | XmlContent::Token, XmlContent::Text | XmlContent::Token) => Some(XmlContent::Text),
        (all, one) => (all == one).then_some(all),
    })
}

/// A list whose elements have an element each. Its name is empty if it is inferred: see [`members::named`].
fn list<'a>(schemas: &mut Schemas<'a>, items: SchemaRef<'a>, list: &Followed<'a>) -> Result<XmlContent, String> {
    let item = followed(schemas, items, &list.spot.items(), list.passed.clone())?;
    let content = content(schemas, &item)?;
    let is_list = matches!(content, XmlContent::List(_));
    match item.facts.node {
        None if !is_list => {}
        Some(Node::Element) => {}
        None => return Err(at(&item.spot, "is a list in a list, without an element around it")),
        Some(_) => return Err(at(&item.spot, "is the element of a list and has no element of its own")),
    }
    let name = item.facts.element_name("")?;
    Ok(XmlContent::List(Box::new(XmlElement { name, content })))
}

/// An object, which is made later, or a map.
fn object<'a>(schemas: &mut Schemas<'a>, followed: &Followed<'a>) -> Result<XmlContent, String> {
    let spot = &followed.spot;
    if let Some(known) = schemas.layouts.places.get(&spot.place) {
        return Ok(XmlContent::Object(*known));
    }
    let parts = compose::object_parts(schemas, SchemaRef::Inline(followed.view.schema), spot)
        .ok_or_else(|| at(spot, "is composed of schemas that aren't all objects"))?;
    if parts.properties.is_empty() {
        let values = members::others(schemas, &parts, spot, &followed.passed)?;
        return Ok(values.map_or(XmlContent::Any, |values| XmlContent::Map(Box::new(values))));
    }
    let layouts = &mut schemas.layouts;
    let index = layouts.objects.len();
    layouts.objects.push(Laid {
        spot: spot.clone(),
        object: XmlObject::default(),
        unfit: None,
    });
    layouts.places.insert(spot.place.clone(), index);
    layouts.pending.push((index, parts, spot.clone()));
    Ok(XmlContent::Object(index))
}
