//! Signatures: how callers pass values and what they are given. The emitter prints them as code, the surface lists them.

use super::aliases;
use super::{
    Api, Body, BodyFormat, EventForm, Events, Field, FilledValue, Lines, Output, Parameter, Payload, Presence,
    ResponseCase, ResponseEnum, SchemeKind, Shape, Struct, StructCodec, Type, Union, UnionVariant, XmlBody,
};

/// How a caller passes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed<'t> {
    /// `T`
    Value(&'t Type),
    /// `impl Into<T>`, where callers mostly have something else.
    Into(&'t Type),
    /// `Option<T>`
    Option(&'t Type),
    /// `impl Into<Field<T>>`
    IntoField(&'t Type),
    /// `impl Into<Lenient<T>>`
    IntoLenient(&'t Type),
    /// `&str`
    Text,
    /// `impl IntoIterator<Item: AsRef<str>>`
    Texts,
    /// `impl IntoIterator<Item: Borrow<T>>`
    Lent(&'t Type),
    /// `impl IntoIterator<Item = T>`
    Items(&'t Type),
    /// `impl IntoIterator<Item: Into<T>>`, where callers mostly have something else.
    IntoItems(&'t Type),
    /// `&T`
    Reference(&'t Type),
    /// `impl Into<Body>`
    IntoBody,
    /// `impl Into<Form>`
    IntoForm,
}

/// What a response gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given<'t> {
    /// No value: `()`, or a variant that holds nothing.
    Nothing,
    /// `T`
    Value(&'t Type),
    /// `String`
    Text,
    /// `Vec<u8>`
    Bytes,
    /// `ByteStream`
    ByteStream,
    /// `EventStream<Event<T>>`
    Events(&'t Type),
    /// `EventStream<T>`
    EventObjects(&'t Type),
    /// `JsonLines<T>`
    Lines(&'t Type),
}

/// What turns into a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Converted<'t> {
    /// `T`
    Value(&'t Type),
    /// `&str`, which the variant keeps as a `String`.
    Text,
}

/// What a credential is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// `impl Into<String>`
    Text,
    /// `impl Into<BearerToken>`
    Token,
}

/// The traits that a struct derives, apart from those that every type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultValueOf {
    /// None: something is asked for.
    None,
    /// `Default` as Rust derives it.
    Derived,
    /// `Default` as `new` makes one.
    New,
}

impl Type {
    /// Whether callers mostly have something else, which turns into it: for a union, a value of one of its types.
    fn is_made_from_others(&self, api: &Api) -> bool {
        match self.without_aliases(api) {
            Self::String | Self::Json => true,
            Self::Scalar(scalar) => scalar.is_made_from_others(),
            Self::Named(id) => match api.type_def(*id).map(|definition| &definition.shape) {
                Some(Shape::Union(union)) => union.conversions().next().is_some(),
                _ => false,
            },
            _ => false,
        }
    }

    /// A value that is kept: something that turns into it, where that spares a conversion.
    pub fn passed_to_keep(&self, api: &Api) -> Passed<'_> {
        match self {
            Self::Boxed(inner) => inner.passed_to_keep(api),
            Self::Array(item) => item.passed_as_items(api),
            ty if ty.is_made_from_others(api) => Passed::Into(ty),
            other => Passed::Value(other),
        }
    }

    /// A list of values. What is said of the items is also what an empty list and `into()` in a list are inferred from, so they
    /// turn into the type only where callers have many at hand that do: texts, not values of a union's types.
    fn passed_as_items(&self, api: &Api) -> Passed<'_> {
        match (self, self.without_aliases(api)) {
            (Self::Array(_), _) | (_, Self::String) => Passed::IntoItems(self),
            (_, Self::Scalar(scalar)) if scalar.is_made_from_others() => Passed::IntoItems(self),
            _ => Passed::Items(self),
        }
    }

    /// What it stands for, if it is an alias.
    fn without_aliases<'t>(&'t self, api: &'t Api) -> &'t Self {
        let shape = |id| api.type_def(id).map(|definition| &definition.shape);
        aliases::followed(shape, self).unwrap_or(self)
    }
}

impl Field {
    /// What `new` takes for it.
    pub fn passed_to_new(&self, api: &Api) -> Passed<'_> {
        match self.presence {
            Presence::Nullable => Passed::Option(&self.ty),
            _ => self.ty.passed_to_keep(api),
        }
    }

    /// What its setter takes.
    pub fn passed_to_setter(&self, api: &Api) -> Passed<'_> {
        match self.presence {
            Presence::Tristate => Passed::IntoField(&self.ty),
            Presence::Lenient => Passed::IntoLenient(&self.ty),
            _ => self.ty.passed_to_keep(api),
        }
    }
}

impl Union {
    /// What turns into the union: the variants, and the types of the values.
    pub fn conversions(&self) -> impl Iterator<Item = (&UnionVariant, Converted<'_>)> {
        let variants = self.variants.iter().filter(|variant| variant.is_only_of_type);
        variants.flat_map(|variant| {
            let ty = match &variant.ty {
                Type::Boxed(inner) => inner,
                ty => ty,
            };
            let text = (*ty == Type::String).then_some((variant, Converted::Text));
            std::iter::once((variant, Converted::Value(ty))).chain(text)
        })
    }
}

impl Struct {
    /// Whether there is a value that nobody passes anything for, and how it is made.
    ///
    /// What callers don't make has none, so that it loses none when the server promises a property.
    pub fn default_value(&self) -> DefaultValueOf {
        match self.sent && !self.fields.iter().any(Field::is_asked_for) {
            true if self.derives_default() => DefaultValueOf::Derived,
            true => DefaultValueOf::New,
            false => DefaultValueOf::None,
        }
    }

    /// Whether what Rust derives is such a value: types of one value are it, and what is optional is absent.
    fn derives_default(&self) -> bool {
        self.fields.iter().all(|field| match (field.presence, &field.filled) {
            (Presence::Required, Some(filled)) => filled.value == FilledValue::Unit,
            (Presence::Required | Presence::Nullable, _) => false,
            (Presence::Optional | Presence::Tristate | Presence::Lenient, filled) => filled.is_none(),
        })
    }

    /// Whether values can be compared: those of a form that holds files can't.
    pub fn is_comparable(&self) -> bool {
        self.codec == StructCodec::Json
    }
}

impl Parameter {
    /// What a method takes for it: borrowed where that spares a copy.
    pub fn passed(&self) -> Passed<'_> {
        match &self.ty {
            Type::String => Passed::Text,
            Type::Array(item) if **item == Type::String => Passed::Texts,
            Type::Array(item) => Passed::Lent(item),
            ty @ (Type::Bool | Type::Integer(_) | Type::Float(_) | Type::Scalar(_)) => Passed::Value(ty),
            other => Passed::Reference(other),
        }
    }
}

impl Body {
    /// What a method takes for it.
    pub fn passed(&self, api: &Api) -> Passed<'_> {
        match self.format {
            BodyFormat::Json | BodyFormat::Xml | BodyFormat::Form | BodyFormat::Multipart => {
                self.ty.passed_to_keep(api)
            }
            BodyFormat::Text => Passed::Into(&Type::String),
            BodyFormat::FreeForm => Passed::IntoForm,
            BodyFormat::Bytes => Passed::IntoBody,
        }
    }
}

impl Payload {
    /// What it is given as.
    pub fn given(&self) -> Given<'_> {
        match self {
            Self::Empty => Given::Nothing,
            Self::Json(ty) | Self::Xml(XmlBody { ty, .. }) => Given::Value(ty),
            Self::Text | Self::JsonOrText => Given::Text,
            Self::Bytes => Given::Bytes,
            Self::ByteStream => Given::ByteStream,
            Self::Events(Events { ty, form, .. }) => match form {
                EventForm::Data | EventForm::Text => Given::Events(ty),
                EventForm::Object | EventForm::TextObject => Given::EventObjects(ty),
            },
            Self::Lines(Lines { ty, .. }) => Given::Lines(ty),
        }
    }
}

impl Output {
    /// The type of a success that is the same for all statuses; `None` for an enum.
    pub fn plain(&self) -> Option<Given<'_>> {
        match self {
            Self::One(cases) => Some(cases.first().map_or(Given::Nothing, ResponseCase::given)),
            Self::Several(_) => None,
        }
    }
}

impl ResponseCase {
    /// What its variant holds.
    pub fn given(&self) -> Given<'_> {
        self.payload.given()
    }
}

impl ResponseEnum {
    /// The variant for what no other stands for, of the enums of errors.
    pub const UNDOCUMENTED: &'static str = "Undocumented";
}

impl SchemeKind {
    /// The arguments of the builder's method.
    pub fn asks_for(&self) -> &'static [(&'static str, Secret)] {
        match self {
            Self::Basic => &[("username", Secret::Text), ("password", Secret::Text)],
            Self::Bearer => &[("token", Secret::Token)],
            Self::Header(_) | Self::Query(_) | Self::Cookie(_) => &[("value", Secret::Text)],
        }
    }
}
