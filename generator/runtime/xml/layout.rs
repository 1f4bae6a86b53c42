//! Where the properties of a type are in XML: a table without code.

/// The name of an element or an attribute: Namespaces in XML 1.0, section 3. What it doesn't have is empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(super) prefix: &'static str,
    pub(super) local: &'static str,
    pub(super) namespace: &'static str,
}

impl Name {
    const fn plain(local: &'static str) -> Self {
        Self {
            prefix: "",
            local,
            namespace: "",
        }
    }
}

/// An element and what is in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub(super) name: Name,
    pub(super) content: &'static Content,
}

/// What is in an element, or in an attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content {
    /// A string, with all of its white space.
    Text,
    /// A string whose type has no white space around it: a date, a value of an enum. Without text, it is null.
    Token,
    /// A number. Without text, it is null.
    Number,
    /// `true` or `false`, also written as `1` or `0`. Without text, it is null.
    Boolean,
    /// Any JSON: an element without attributes and elements is a string, any other an object with the members `@attribute`,
    /// `element` and `#text`.
    Any,
    /// A list, whose elements are the elements in it.
    List(Element),
    /// An object of these members; all others are as [`Content::Any`] has them.
    Object(&'static [Member]),
    /// The same, with others of this content.
    Map(&'static [Member], &'static Content),
}

/// A property of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// Its name in JSON.
    pub(super) property: &'static str,
    pub(super) node: Node,
    pub(super) absence: Absence,
}

/// Where a property is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    /// In an attribute.
    Attribute(Name, &'static Content),
    /// In an element of its own.
    Element(Element),
    /// Each element of a list in an element of its own, beside those of other properties.
    List(Element),
    /// The same, with an element around them all.
    Wrapped(Name, Element),
    /// In the text of the element of the object.
    Text(&'static Content),
    /// The same, written as a CDATA section.
    Cdata(&'static Content),
    /// Its own properties are among those of the object.
    Inside(&'static Content),
}

/// What it means that nothing of a property is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// The property is absent.
    Absent,
    /// The property is required: a list is empty, all else an error of the type.
    Required,
    /// The property is required and null.
    Null,
}

/// An element of this name.
pub(crate) const fn of(name: &'static str, content: &'static Content) -> Element {
    Element {
        name: Name::plain(name),
        content,
    }
}

impl Element {
    /// The same element in a namespace.
    pub(crate) const fn within(self, prefix: &'static str, namespace: &'static str) -> Self {
        let name = Name {
            prefix,
            namespace,
            ..self.name
        };
        Self { name, ..self }
    }
}

/// A property in an attribute of its name.
pub(crate) const fn attribute(property: &'static str, content: &'static Content) -> Member {
    member(property, Node::Attribute(Name::plain(property), content))
}

/// A property in an element of its name.
pub(crate) const fn element(property: &'static str, content: &'static Content) -> Member {
    member(property, Node::Element(of(property, content)))
}

/// A list, each of its elements in such an element.
pub(crate) const fn list(property: &'static str, item: Element) -> Member {
    member(property, Node::List(item))
}

/// A list, each of its elements in such an element, with one of the property's name around them all.
pub(crate) const fn wrapped(property: &'static str, item: Element) -> Member {
    member(property, Node::Wrapped(Name::plain(property), item))
}

/// A property in the text of the element.
pub(crate) const fn text(property: &'static str, content: &'static Content) -> Member {
    member(property, Node::Text(content))
}

/// A property in the text of the element, written as a CDATA section.
pub(crate) const fn cdata(property: &'static str, content: &'static Content) -> Member {
    member(property, Node::Cdata(content))
}

/// A property whose own properties are among those of the element.
pub(crate) const fn inside(property: &'static str, content: &'static Content) -> Member {
    member(property, Node::Inside(content))
}

const fn member(property: &'static str, node: Node) -> Member {
    Member {
        property,
        node,
        absence: Absence::Absent,
    }
}

impl Member {
    /// The same property by another name in XML.
    pub(crate) const fn named(self, local: &'static str) -> Self {
        self.renamed(Name::plain(local))
    }

    /// The same property by a name in a namespace.
    pub(crate) const fn within(self, prefix: &'static str, local: &'static str, namespace: &'static str) -> Self {
        self.renamed(Name {
            prefix,
            local,
            namespace,
        })
    }

    const fn renamed(self, name: Name) -> Self {
        let node = match self.node {
            Node::Attribute(_, content) => Node::Attribute(name, content),
            Node::Element(element) => Node::Element(Element { name, ..element }),
            Node::Wrapped(_, item) => Node::Wrapped(name, item),
            node => node,
        };
        Self { node, ..self }
    }

    /// The same property, which is required.
    pub(crate) const fn required(self) -> Self {
        Self {
            absence: Absence::Required,
            ..self
        }
    }

    /// The same property, which is required and null where nothing of it is there.
    pub(crate) const fn nullable(self) -> Self {
        Self {
            absence: Absence::Null,
            ..self
        }
    }
}

impl Content {
    /// The properties of an object.
    pub(super) fn members(&self) -> &'static [Member] {
        match self {
            Self::Object(members) | Self::Map(members, _) => members,
            _ => &[],
        }
    }

    /// What undeclared properties of an object are.
    pub(super) fn others(&self) -> &'static Self {
        match self {
            Self::Map(_, others) => others,
            _ => &Self::Any,
        }
    }
}
