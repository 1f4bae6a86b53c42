//! Types: what the schemas of a document are in Rust.

use std::sync::Arc;

use super::{Checks, Docs, Name, Note, Renamed, Rules, Scalar, Told, XmlNode};
use crate::pointer::Place;

/// A type of the emitted crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// One source file of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeFile {
    /// The module.
    pub module: String,
    /// The types, parents before children.
    pub types: Vec<TypeId>,
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// The type's name, and the schema's.
    pub name: Name,
    /// The documentation, ending with where it comes from.
    pub docs: Docs,
    /// Where it comes from.
    pub origin: Place,
    /// What its schema is known by in the lock.
    pub key: String,
    /// The name of its exhaustive view, if it is an enum that keeps unknown values.
    pub view: Option<String>,
    /// What it is.
    pub shape: Shape,
    /// The old names of what it brings.
    pub renamed: Vec<Renamed>,
    /// The constraints on its values.
    pub rules: Rules,
    /// What its schema says besides, if it is another name of a type.
    pub told: Told,
    /// What it checks when callers ask it to; `None` where it has no `validate()`.
    pub checks: Option<Checks>,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with declared properties.
    Struct(Struct),
    /// An enum over strings.
    StringEnum(ValueEnum),
    /// An enum over integers, whose wire names are their digits.
    IntegerEnum(ValueEnum),
    /// One value that never changes.
    Constant(Literal),
    /// One of several types.
    Union(Union),
    /// Another type under a name of its own.
    Alias(Type),
    /// An alias that holds itself, which Rust allows for a struct only.
    Newtype(Type),
}

/// An object with declared properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The properties in document order.
    pub fields: Vec<Field>,
    /// The field of all other properties, and their type.
    pub additional: Option<Additional>,
    /// Whether a request reaches it, so that it is made by callers: `new` and setters.
    pub sent: bool,
    /// The names on the wire of the properties that `new` takes, in the order of its arguments.
    pub arguments: Vec<String>,
    /// The server's defaults as associated constants.
    pub defaults: Vec<DefaultConstant>,
    /// What it is read from and written as.
    pub codec: StructCodec,
}

impl Struct {
    /// The properties that `new` takes, in the order of its arguments.
    pub fn asked_for(&self) -> impl Iterator<Item = &Field> {
        let mut next = 0;
        // Many operations ask for the first ones of a large type, mostly in the order of its fields: a search goes on where the
        // last one ended.
        self.arguments.iter().filter_map(move |wire| {
            let is_it = |field: &Field| field.name.wire == *wire;
            let after = self.fields.iter().skip(next).position(is_it).map(|index| next + index);
            let index = after.or_else(|| self.fields.iter().take(next).position(is_it))?;
            next = index + 1;
            self.fields.get(index)
        })
    }
}

/// The default of a property, as a constant: OpenAPI 3.1.1, "Schema Object", `default`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultConstant {
    /// The constant's name.
    pub name: String,
    /// The field that it is the default of.
    pub field: String,
    /// The note, if the property is deprecated.
    pub deprecated: Option<Note>,
    /// The type and the value.
    pub value: DefaultValue,
}

/// A default as Rust writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// A `&str`.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// A number of the integer or float type of this name, in Rust's digits.
    Number(&'static str, String),
    /// A variant of an enum.
    Variant(TypeId, String),
}

/// What an object is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructCodec {
    /// A JSON object.
    Json,
    /// The parts of a form that holds files; it is only sent.
    Multipart,
}

/// The field that holds the properties that are not declared: JSON Schema 2020-12, section 10.3.2.3.
#[derive(Clone, Debug, PartialEq)]
pub struct Additional {
    /// The field.
    pub field: String,
    /// The type of a value.
    pub ty: Type,
    /// The constraints on a value.
    pub rules: Rules,
    /// Whether the document declares it; otherwise the configuration keeps what the document doesn't describe.
    pub is_declared: bool,
}

/// One property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field, and the property.
    pub name: Name,
    /// The documentation.
    pub docs: Docs,
    /// The note, if the property is deprecated.
    pub deprecated: Option<Note>,
    /// The type of a present value.
    pub ty: Type,
    /// Whether it may be missing or null.
    pub presence: Presence,
    /// Whether null is expected, also where that is no state of its own in Rust.
    pub may_be_null: bool,
    /// How dates in it are read.
    pub dates: Dates,
    /// Which side may give it a value.
    pub access: Access,
    /// The only value that its schema lists, where its type has more: a boolean, a number.
    pub only: Option<Literal>,
    /// What `new` sets it to, so that no caller passes it.
    pub filled: Option<Filled>,
    /// The default, if it is a scalar that matches the type.
    pub default: Option<Literal>,
    /// The constraints on a present value.
    pub rules: Rules,
    /// Where its schema stands, if not in the `properties` of its type.
    pub origin: Option<Box<Place>>,
    /// What its schema says besides.
    pub told: Told,
    /// Where it is in XML, if a body is that.
    pub xml: Option<Box<XmlNode>>,
}

impl Field {
    /// Whether a caller must pass a value.
    pub fn is_asked_for(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Nullable) && self.filled.is_none()
    }

    /// Whether a caller may set it beside what must be passed.
    pub fn is_set_by_callers(&self) -> bool {
        let is_free = match &self.filled {
            Some(filled) => filled.replaceable,
            None => matches!(
                self.presence,
                Presence::Optional | Presence::Tristate | Presence::Lenient
            ),
        };
        is_free && self.access != Access::ReadOnly
    }
}

/// What `new` sets a field to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The value.
    pub value: FilledValue,
    /// Whether there are other values that a caller may mean.
    pub replaceable: bool,
}

/// A value that the emitted code writes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilledValue {
    /// The only value of the field's type: a constant, or null.
    Unit,
    /// A variant of the enum that is the field's type.
    Variant(String),
    /// A scalar.
    Literal(Literal),
    /// A value that the enum that is the field's type does not list.
    Unlisted(String),
}

/// Which side may give a property a value: OpenAPI 3.1.1, `readOnly` and `writeOnly`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Both.
    #[default]
    Both,
    /// The server alone: it is not set by callers.
    ReadOnly,
    /// The caller alone: it is not in answers.
    WriteOnly,
}

/// Whether a property may be missing or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be there: `T`.
    Required,
    /// It must be there and may be null: `Option<T>`.
    Nullable,
    /// It may be missing: `Option<T>`.
    Optional,
    /// It may be missing and may be null, which differ: `Field<T>`.
    Tristate,
    /// It may be anything, as the configuration says: `Lenient<T>`.
    Lenient,
}

/// How dates and times are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// As RFC 3339 has them.
    #[default]
    Strict,
    /// Also without a zone, with a space, and in other forms that servers send.
    Lenient,
}

/// An enum over strings or integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueEnum {
    /// The members in document order.
    pub variants: Vec<EnumVariant>,
    /// How unknown values are kept; `None` for a closed enum.
    pub open: Option<OpenEnum>,
}

/// The tolerant part of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEnum {
    /// The variant that keeps an unknown value.
    pub catch_all: String,
}

/// One member of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumVariant {
    /// The variant, and the value.
    pub name: Name,
    /// The documentation.
    pub docs: Docs,
}

/// A scalar of JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// Any other number: an integer past `i64`, or a fraction. The digits are Rust's.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
}

impl Literal {
    /// The text of it, as the lock and the tags of unions have it: a string without quotes.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::String(text) | Self::Number(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Bool(value) => value.to_string(),
        }
    }
}

/// One of several types: JSON Schema 2020-12, sections 10.2.1.2 and 10.2.1.3.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The property that tells which one, if there is one. It is written by the union.
    pub tag: Option<UnionTag>,
    /// The types; without a tag in the order in which they are tried. A tag does not tell those that have no value of it.
    pub variants: Vec<UnionVariant>,
}

/// The property that tells which type of a [`Union`] an object is: OpenAPI 3.1.1, "Discriminator Object".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionTag {
    /// All types that have a value of it require it.
    Required(String),
    /// Some of them do without it, although the standard wants it required.
    Optional(String),
}

impl UnionTag {
    /// The property's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Required(name) | Self::Optional(name) => name,
        }
    }
}

/// One type of a [`Union`].
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The variant.
    pub name: String,
    /// The documentation.
    pub docs: Docs,
    /// The type of the value.
    pub ty: Type,
    /// The property that has the value, where the variant is an object of this one alone: `{"Circle": …}`.
    pub inside: Option<String>,
    /// The constraints on the value.
    pub rules: Rules,
    /// The values of the tag that stand for it; the first one is written.
    pub tags: Vec<Literal>,
    /// The value that stands for it where none is mapped to it: the name of the component schema.
    pub implied: Option<String>,
    /// What a value looks like that may be of this type.
    pub guard: Guard,
    /// Whether it takes the objects whose tag no variant has, and those without one.
    pub is_default: bool,
    /// Whether no other variant holds this type, so that a value of it turns into the union.
    pub is_only_of_type: bool,
}

impl UnionVariant {
    /// The type of the whole value, unless that is an object around it.
    pub fn whole(&self) -> Option<&Type> {
        Some(&self.ty).filter(|_| self.inside.is_none())
    }
}

/// What can be seen of a JSON value without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// The kinds of JSON value.
    pub kinds: Vec<JsonKind>,
    /// The members that an object must have.
    pub has: Vec<String>,
    /// The members of an object whose value is known.
    pub constants: Vec<(String, Literal)>,
}

/// A kind of JSON value: RFC 8259, section 3; integers are told apart, as in JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// `true` or `false`
    Bool,
    /// A number without a fraction.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// The kind of a JSON value in words, as messages and clients have it.
pub(crate) fn in_words(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "a boolean",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "an array",
        serde_json::Value::Object(_) => "an object",
    }
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// An integer type of this name: `i64`.
    Integer(&'static str),
    /// A floating-point type of this name: `f64`.
    Float(&'static str),
    /// What a `format` stands for.
    Scalar(Arc<Scalar>),
    /// Any JSON value.
    Json,
    /// A JSON object of any members.
    JsonObject,
    /// `Vec<T>`
    Array(Box<Type>),
    /// `(A, B)`: an array of as many elements, from two to twelve.
    Tuple(Vec<Type>),
    /// `BTreeMap<String, T>`
    Map(Box<Type>),
    /// `BTreeMap<K, T>`, where `K` is an enum over strings.
    MapBy(TypeId, Box<Type>),
    /// A value that may be null: `Option<T>`.
    Nullable(Box<Type>),
    /// A file in a form.
    File,
    /// `Box<T>`, where a type holds itself.
    Boxed(Box<Type>),
    /// A type of the emitted crate.
    Named(TypeId),
}
