//! One flat look at a schema, whichever of `openapiv3`'s kinds it was read as.

mod enumeration;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde_json::{Number, Value};

use self::enumeration::{Enumeration, Listed};
use crate::component;

/// A schema or a reference to one, whether boxed in the model or not.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SchemaRef<'a> {
    /// A component, by its name.
    Component(&'a str),
    /// A schema in place.
    Inline(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::named(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::named(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

impl<'a> SchemaRef<'a> {
    /// The name of the component that is referred to.
    pub(crate) fn component(self) -> Option<&'a str> {
        match self {
            Self::Component(name) => Some(name),
            Self::Inline(_) => None,
        }
    }

    fn named(reference: &'a str) -> Self {
        Self::Component(component::name(reference))
    }

    /// Whether it says anything of the kind of value, as every reference does.
    pub(crate) fn says_type(self) -> bool {
        match self {
            Self::Component(_) => true,
            Self::Inline(schema) => View::of(schema).says_type(),
        }
    }
}

/// The keywords of a schema, those that are not there as `None` or empty.
#[derive(Clone, Debug)]
pub(crate) struct View<'a> {
    /// The schema itself.
    pub(crate) schema: &'a Schema,
    pub(crate) data: &'a SchemaData,
    /// The schema's own; [`View::discriminator`] finds that of its parts as well.
    pub(crate) own_discriminator: Option<&'a Discriminator>,
    pub(crate) schema_type: Option<&'a str>,
    pub(crate) format: Option<&'a str>,
    pub(crate) pattern: Option<&'a str>,
    pub(crate) enumeration: Enumeration<'a>,
    pub(crate) properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(crate) required: &'a [String],
    pub(crate) additional: Option<&'a AdditionalProperties>,
    pub(crate) items: Option<SchemaRef<'a>>,
    pub(crate) one_of: &'a [ReferenceOr<Schema>],
    pub(crate) any_of: &'a [ReferenceOr<Schema>],
    pub(crate) all_of: &'a [ReferenceOr<Schema>],
    pub(crate) bounds: Bounds,
}

/// The bounds on numbers, lengths and counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) exclusive_maximum: bool,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) unique_items: bool,
    pub(crate) min_properties: Option<usize>,
    pub(crate) max_properties: Option<usize>,
    pub(crate) multiple_of: Option<f64>,
}

impl<'a> View<'a> {
    /// The view of a schema.
    pub(crate) fn of(schema: &'a Schema) -> Self {
        let empty = Self::empty(schema);
        match &schema.schema_kind {
            SchemaKind::Type(schema_type) => empty.with_type(schema_type),
            SchemaKind::OneOf { one_of } => Self { one_of, ..empty },
            SchemaKind::AnyOf { any_of } => Self { any_of, ..empty },
            SchemaKind::AllOf { all_of } => Self { all_of, ..empty },
            SchemaKind::Not { .. } => empty,
            SchemaKind::Any(any) => empty.with_any(any),
        }
    }

    /// Whether it declares properties.
    pub(crate) fn has_properties(&self) -> bool {
        self.properties.is_some_and(|properties| !properties.is_empty())
    }

    /// Whether it describes an object, by `type` or by what it says of properties.
    pub(crate) fn is_object(&self) -> bool {
        match self.schema_type {
            Some(name) => name == "object",
            None => self.has_properties() || self.additional.is_some(),
        }
    }

    /// Whether it says anything of the kind of value; otherwise it only annotates, or demands properties.
    pub(crate) fn says_type(&self) -> bool {
        self.schema_type.is_some()
            || self.is_object()
            || self.items.is_some()
            || !self.enumeration.is_empty()
            || !self.all_of.is_empty()
            || self.alternatives().any(|member| member.says_type())
    }

    /// The members of `oneOf` and `anyOf`.
    fn alternatives(&self) -> impl Iterator<Item = SchemaRef<'a>> {
        self.one_of.iter().chain(self.any_of).map(SchemaRef::from)
    }

    /// Whether it says more of the kind of value than a schema beside it, which holds as well.
    pub(crate) fn adds_to(&self, other: &Self) -> bool {
        self.says_more() || (self.schema_type.is_some() && self.schema_type != other.schema_type)
    }

    /// Whether it says more than a type alone.
    pub(crate) fn says_more(&self) -> bool {
        self.has_properties()
            || matches!(self.additional, Some(AdditionalProperties::Schema(_)))
            || self.format.is_some()
            || self.items.is_some()
            || !self.enumeration.is_empty()
            || !self.all_of.is_empty()
            || self.alternatives().any(|member| member.says_type())
    }

    /// The digits of a bound that the model's float is not exactly, as the document has them.
    pub(crate) fn exact(&self, keyword: &str) -> Option<&'a Number> {
        match self.extension("x-clientwright-exact")?.get(keyword)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is made of other schemas: JSON Schema 2020-12, section 10.2.1.
    pub(crate) fn is_composed(&self) -> bool {
        !(self.all_of.is_empty() && self.one_of.is_empty() && self.any_of.is_empty())
    }

    /// An extension keyword, one of the dialect's own or the document's.
    pub(crate) fn extension(&self, key: &str) -> Option<&'a Value> {
        self.data.extensions.get(key)
    }

    /// The discriminator, which may also stand in a member of the `allOf` that is written in place.
    pub(crate) fn discriminator(&self) -> Option<&'a Discriminator> {
        let in_place = || {
            let members = self.all_of.iter().filter_map(ReferenceOr::as_item);
            members.map(View::of).find_map(|member| member.discriminator())
        };
        self.own_discriminator.or_else(in_place)
    }

    /// The same with a discriminator, unless it has one.
    #[must_use]
    pub(crate) fn with_discriminator(self, discriminator: Option<&'a Discriminator>) -> Self {
        Self {
            own_discriminator: self.own_discriminator.or(discriminator),
            ..self
        }
    }

    /// Whether it holds `keyword: true` among its extensions.
    pub(crate) fn is_marked(&self, key: &str) -> bool {
        self.extension(key) == Some(&Value::Bool(true))
    }

    fn empty(schema: &'a Schema) -> Self {
        Self {
            schema,
            data: &schema.schema_data,
            own_discriminator: schema.schema_data.discriminator.as_ref(),
            schema_type: None,
            format: None,
            pattern: None,
            enumeration: Enumeration::default(),
            properties: None,
            required: &[],
            additional: None,
            items: None,
            one_of: &[],
            any_of: &[],
            all_of: &[],
            bounds: Bounds::default(),
        }
    }

    fn with_type(self, schema_type: &'a Type) -> Self {
        match schema_type {
            Type::String(string) => Self {
                schema_type: Some("string"),
                format: format_name(&string.format, string_format),
                pattern: string.pattern.as_deref(),
                enumeration: Listed::Strings(&string.enumeration).into(),
                bounds: Bounds {
                    min_length: string.min_length,
                    max_length: string.max_length,
                    ..Bounds::default()
                },
                ..self
            },
            Type::Number(number) => Self {
                schema_type: Some("number"),
                format: format_name(&number.format, number_format),
                enumeration: Listed::Numbers(&number.enumeration).into(),
                bounds: Bounds {
                    minimum: number.minimum,
                    maximum: number.maximum,
                    exclusive_minimum: number.exclusive_minimum,
                    exclusive_maximum: number.exclusive_maximum,
                    multiple_of: number.multiple_of,
                    ..Bounds::default()
                },
                ..self
            },
            Type::Integer(integer) => Self {
                schema_type: Some("integer"),
                format: format_name(&integer.format, integer_format),
                enumeration: Listed::Integers(&integer.enumeration).into(),
                bounds: Bounds {
                    minimum: integer.minimum.map(|bound| bound as f64),
                    maximum: integer.maximum.map(|bound| bound as f64),
                    exclusive_minimum: integer.exclusive_minimum,
                    exclusive_maximum: integer.exclusive_maximum,
                    multiple_of: integer.multiple_of.map(|step| step as f64),
                    ..Bounds::default()
                },
                ..self
            },
            Type::Object(object) => Self {
                schema_type: Some("object"),
                properties: Some(&object.properties),
                required: &object.required,
                additional: object.additional_properties.as_ref(),
                bounds: Bounds {
                    min_properties: object.min_properties,
                    max_properties: object.max_properties,
                    ..Bounds::default()
                },
                ..self
            },
            Type::Array(array) => Self {
                schema_type: Some("array"),
                items: array.items.as_ref().map(SchemaRef::from),
                bounds: Bounds {
                    min_items: array.min_items,
                    max_items: array.max_items,
                    unique_items: array.unique_items,
                    ..Bounds::default()
                },
                ..self
            },
            Type::Boolean(boolean) => Self {
                schema_type: Some("boolean"),
                enumeration: Listed::Booleans(&boolean.enumeration).into(),
                ..self
            },
        }
    }

    fn with_any(self, any: &'a openapiv3::AnySchema) -> Self {
        Self {
            schema_type: any.typ.as_deref(),
            format: any.format.as_deref(),
            pattern: any.pattern.as_deref(),
            enumeration: Listed::Any(&any.enumeration).into(),
            properties: Some(&any.properties),
            required: &any.required,
            additional: any.additional_properties.as_ref(),
            items: any.items.as_ref().map(SchemaRef::from),
            one_of: &any.one_of,
            any_of: &any.any_of,
            all_of: &any.all_of,
            bounds: Bounds {
                minimum: any.minimum,
                maximum: any.maximum,
                exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
                exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
                min_length: any.min_length,
                max_length: any.max_length,
                min_items: any.min_items,
                max_items: any.max_items,
                unique_items: any.unique_items.unwrap_or_default(),
                min_properties: any.min_properties,
                max_properties: any.max_properties,
                multiple_of: any.multiple_of,
            },
            ..self
        }
    }
}

fn format_name<T>(format: &VariantOrUnknownOrEmpty<T>, name: fn(&T) -> &'static str) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(item) => Some(name(item)),
        VariantOrUnknownOrEmpty::Unknown(other) => Some(other),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn string_format(format: &openapiv3::StringFormat) -> &'static str {
    match format {
        openapiv3::StringFormat::Date => "date",
        openapiv3::StringFormat::DateTime => "date-time",
        openapiv3::StringFormat::Password => "password",
        openapiv3::StringFormat::Byte => "byte",
        openapiv3::StringFormat::Binary => "binary",
    }
}

fn number_format(format: &openapiv3::NumberFormat) -> &'static str {
    match format {
        openapiv3::NumberFormat::Float => "float",
        openapiv3::NumberFormat::Double => "double",
    }
}

fn integer_format(format: &openapiv3::IntegerFormat) -> &'static str {
    match format {
        openapiv3::IntegerFormat::Int32 => "int32",
        openapiv3::IntegerFormat::Int64 => "int64",
    }
}
