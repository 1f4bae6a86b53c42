//! Where values are in XML: OpenAPI 3.2.0, "XML Object".

use std::fmt;

use super::Type;
use crate::pointer::Place;

/// A body that is XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlBody {
    /// The type of the value.
    pub ty: Type,
    /// The root element.
    pub root: XmlElement,
}

/// The layout of an object: one table of the emitted crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlObject {
    /// The table's name.
    pub name: String,
    /// Where its schema is, and that of its type.
    pub origin: Place,
    /// The properties.
    pub members: Vec<XmlMember>,
    /// What undeclared properties are, if they are described.
    pub others: Option<XmlContent>,
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlElement {
    /// Its name.
    pub name: XmlName,
    /// What is in it.
    pub content: XmlContent,
}

/// The name of an element or an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlName {
    /// The prefix; empty for none.
    pub prefix: String,
    /// The name without a prefix.
    pub local: String,
    /// The namespace; empty for none.
    pub namespace: String,
}

/// What is in an element or an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlContent {
    /// A string.
    Text,
    /// A string without white space around it.
    Token,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Any JSON.
    Any,
    /// A list of such elements.
    List(Box<XmlElement>),
    /// An object without declared properties, whose values are these.
    Map(Box<XmlContent>),
    /// An object, by its index in [`Api::xml`](super::Api::xml).
    Object(usize),
}

/// A property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlMember {
    /// Its name in JSON.
    pub property: String,
    /// Where it is.
    pub node: XmlNode,
    /// What it means that nothing of it is there.
    pub absence: XmlAbsence,
}

/// Where a property is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlNode {
    /// In an attribute.
    Attribute(XmlName, XmlContent),
    /// In an element.
    Element(XmlElement),
    /// Each element of a list in an element.
    List(XmlElement),
    /// The same, with an element of this name around them all.
    Wrapped(XmlName, XmlElement),
    /// In the text.
    Text(XmlContent),
    /// In the text, as a CDATA section.
    Cdata(XmlContent),
    /// Its own properties are among those of the object.
    Inside(XmlContent),
}

/// What it means that nothing of a property is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlAbsence {
    /// The property is absent.
    Absent,
    /// It is required: a list is empty, all else an error.
    Required,
    /// It is required and null.
    Null,
}

impl XmlContent {
    /// The objects that it leads to at once.
    pub fn objects(&self) -> impl Iterator<Item = usize> {
        let mut content = self;
        loop {
            match content {
                Self::List(item) => content = &item.content,
                Self::Map(values) => content = values,
                Self::Object(index) => return Some(*index).into_iter(),
                _ => return None.into_iter(),
            }
        }
    }
}

impl XmlNode {
    /// What is in it.
    pub fn content(&self) -> &XmlContent {
        match self {
            Self::Attribute(_, content) | Self::Text(content) | Self::Cdata(content) | Self::Inside(content) => content,
            Self::Element(element) | Self::List(element) | Self::Wrapped(_, element) => &element.content,
        }
    }
}

impl XmlObject {
    /// The objects that it leads to at once.
    pub fn objects(&self) -> impl Iterator<Item = usize> {
        let members = self.members.iter().map(|member| member.node.content());
        members.chain(&self.others).flat_map(XmlContent::objects)
    }
}

/// `{urn:shop}order`
impl fmt::Display for XmlName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.namespace.is_empty() {
            true => formatter.write_str(&self.local),
            false => write!(formatter, "{{{}}}{}", self.namespace, self.local),
        }
    }
}

/// `<order>`
impl fmt::Display for XmlElement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "<{}>", self.name)?;
        match &self.content {
            XmlContent::List(item) => write!(formatter, "{item}*"),
            _ => Ok(()),
        }
    }
}

/// `@id`, `<name>`, `<lines><line>*`
impl fmt::Display for XmlNode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(name, _) => write!(formatter, "@{name}"),
            Self::Element(element) => write!(formatter, "{element}"),
            Self::List(item) => write!(formatter, "{item}*"),
            Self::Wrapped(name, item) => write!(formatter, "<{name}>{item}*"),
            Self::Text(_) => formatter.write_str("text"),
            Self::Cdata(_) => formatter.write_str("cdata"),
            Self::Inside(_) => formatter.write_str("none"),
        }
    }
}
