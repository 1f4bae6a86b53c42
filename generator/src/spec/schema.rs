//! Schemas: OpenAPI 3.2.0, "Schema Object", and JSON Schema 2020-12, as far as types depend on them.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::Referable;

/// A place where a schema stands: the schema, or a reference to one.
pub type SchemaSlot = Referable<Box<Schema>>;

impl SchemaSlot {
    /// The schema, if it stands in place.
    pub fn schema(&self) -> Option<&Schema> {
        self.inline().map(Box::as_ref)
    }

    /// A schema in place of a string, of which nothing else is said.
    pub(crate) fn string() -> Self {
        Self::from(Schema {
            kind: Some("string"),
            ..Schema::default()
        })
    }

    /// A schema in place that says nothing: any value fits.
    pub(crate) fn any() -> Self {
        Self::from(Schema::default())
    }
}

impl SchemaSlot {
    /// Hands over each component that it refers to, or that a part of it does.
    pub(crate) fn each_component<'s>(&'s self, found: &mut dyn FnMut(&'s str)) {
        match self {
            Self::Component(name) => found(name),
            Self::Inline(schema) => {
                if let Some(PropertyNames::Component(name)) = &schema.names {
                    found(name);
                }
                let tagged = schema.discriminator.iter();
                tagged.for_each(|tagged| {
                    tagged
                        .mapping
                        .values()
                        .chain(&tagged.default)
                        .for_each(|name| found(name))
                });
                schema.subschemas().for_each(|schema| schema.each_component(found));
            }
        }
    }

    /// How many mappings it is written with.
    pub(crate) fn mappings(&self) -> usize {
        let within = |schema: &Schema| schema.subschemas().map(Self::mappings).sum::<usize>();
        1 + self
            .inline()
            .map_or(0, |schema| usize::from(!schema.properties.is_empty()) + within(schema))
    }
}

impl From<Schema> for SchemaSlot {
    fn from(schema: Schema) -> Self {
        Self::Inline(Box::new(schema))
    }
}

/// One schema. A document has many, of which most say little, so what is rarely said is boxed. What it doesn't say is `None`, `false` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schema {
    /// A few words.
    pub title: Option<String>,
    /// In CommonMark.
    pub description: Option<String>,
    /// The value that goes without saying, which may be null.
    pub default: Option<Box<Value>>,
    /// One value.
    pub example: Option<Box<Value>>,
    /// Whether values are no longer to be used.
    pub deprecated: bool,
    /// Whether values are only received.
    pub read_only: bool,
    /// Whether values are only sent.
    pub write_only: bool,
    /// Whether null fits besides what else it says.
    pub nullable: bool,
    /// Whether nothing but null fits.
    pub is_null: bool,
    /// The type, by the name that JSON Schema has for it: validation, section 6.1.1.
    pub kind: Option<&'static str>,
    /// Validation, section 7.
    pub format: Option<String>,
    /// A regular expression: validation, section 6.3.3.
    pub pattern: Option<String>,
    /// The values that fit, null left out: validation, section 6.1.2.
    pub values: Vec<Value>,
    /// Whether the value comes from `const`, not from an `enum` that may grow: validation, section 6.1.3.
    pub is_const: bool,
    /// Properties of an object: core, section 10.3.2.1.
    pub properties: Properties,
    /// The names of those that must be there: validation, section 6.5.3.
    pub required: Vec<String>,
    /// The other properties: core, section 10.3.2.3.
    pub additional: Option<Additional>,
    /// What the names of properties are: core, section 10.3.2.4.
    pub names: Option<PropertyNames>,
    /// Whether it is a property that only conditions declare, which yields to every other schema of the same property.
    pub is_conditional: bool,
    /// The elements of a list: core, section 10.3.1.2.
    pub items: Option<SchemaSlot>,
    /// As the `items` of a tuple: the keyword that lists the elements in the document. They are its `any_of`.
    pub elements_of: Option<&'static str>,
    /// Whether it stands for what may be anything, among the alternatives that elements or properties are.
    pub is_anything: bool,
    /// All of these fit: core, section 10.2.1.1.
    pub all_of: Vec<SchemaSlot>,
    /// One or more of these fit: core, section 10.2.1.2.
    pub any_of: Vec<SchemaSlot>,
    /// One of these fits: core, section 10.2.1.3.
    pub one_of: Vec<SchemaSlot>,
    /// What tells the members of a union apart.
    pub discriminator: Option<Box<Discriminator>>,
    /// The bounds on numbers, lengths and counts, if there are any.
    pub bounds: Option<Box<Bounds>>,
    /// What values are in XML.
    pub xml: Option<Box<Xml>>,
    /// Extensions of vendors that say more of listed values.
    pub extensions: BTreeMap<&'static str, Value>,
}

impl Schema {
    /// The bounds that it sets; none where it sets none.
    pub(crate) fn bounds(&self) -> &Bounds {
        static NONE: LazyLock<Bounds> = LazyLock::new(Bounds::default);
        self.bounds.as_deref().unwrap_or(&NONE)
    }

    /// The schemas in it.
    pub(crate) fn subschemas(&self) -> impl Iterator<Item = &SchemaSlot> {
        let additional = self.additional.as_ref().and_then(Additional::schema);
        let members = [&self.all_of, &self.any_of, &self.one_of];
        let properties = self.properties.values();
        let single = additional.into_iter().chain(&self.items);
        properties.chain(single).chain(members.into_iter().flatten())
    }
}

/// Properties by their names. Their order says nothing of values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties(IndexMap<String, SchemaSlot>);

impl Deref for Properties {
    type Target = IndexMap<String, SchemaSlot>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Properties {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Hash for Properties {
    /// Equal for the same properties in another order, as they are equal then.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let all = self.0.iter().map(|property| hasher.hash_one(property));
        state.write_u64(all.fold(0, u64::wrapping_add));
    }
}

/// What properties that aren't declared may be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Additional {
    /// Anything, or not there at all.
    Any(bool),
    /// Values of a schema.
    Schema(SchemaSlot),
}

impl Additional {
    /// The schema of these properties.
    pub fn schema(&self) -> Option<&SchemaSlot> {
        match self {
            Self::Any(_) => None,
            Self::Schema(schema) => Some(schema),
        }
    }
}

/// What the names of properties are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PropertyNames {
    /// The strings of a component.
    Component(String),
    /// These.
    Listed(Vec<String>),
}

/// What tells the members of a union apart: OpenAPI 3.2.0, "Discriminator Object".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The property that has the tag.
    pub property: String,
    /// The components that tags stand for, by their names.
    pub mapping: IndexMap<String, String>,
    /// The component that values of no tag are of, and those of other tags.
    pub default: Option<String>,
}

impl Hash for Discriminator {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.property, self.mapping.len(), &self.default).hash(state);
    }
}

/// The bounds on numbers, lengths and counts: JSON Schema 2020-12 (validation), sections 6.2 to 6.5.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The least number.
    pub minimum: Option<Number>,
    /// The greatest number.
    pub maximum: Option<Number>,
    /// Whether the least number itself doesn't fit.
    pub exclusive_minimum: bool,
    /// Whether the greatest number itself doesn't fit.
    pub exclusive_maximum: bool,
    /// Numbers are multiples of it.
    pub multiple_of: Option<Number>,
    /// In characters.
    pub min_length: Option<usize>,
    /// In characters.
    pub max_length: Option<usize>,
    /// Of elements.
    pub min_items: Option<usize>,
    /// Of elements.
    pub max_items: Option<usize>,
    /// Whether no element comes twice.
    pub unique_items: bool,
    /// Of properties.
    pub min_properties: Option<usize>,
    /// Of properties.
    pub max_properties: Option<usize>,
}

/// What a value is in XML: OpenAPI 3.2.0, "XML Object".
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Xml {
    /// The name of the element or attribute.
    pub name: Option<String>,
    /// The namespace that it is in.
    pub namespace: Option<String>,
    /// The prefix of its name.
    pub prefix: Option<String>,
    /// What it is.
    pub node: Option<XmlNode>,
}

/// What a schema is in XML: OpenAPI 3.2.0, "XML Node Types".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum XmlNode {
    /// `element`
    Element,
    /// `attribute`
    Attribute,
    /// `text`
    Text,
    /// `cdata`
    Cdata,
    /// `none`: what is in it stands in the element around it.
    Nothing,
}
