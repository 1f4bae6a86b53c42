//! One flat look at a schema, with the discriminator that it may have from elsewhere.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Number, Value};

use crate::spec::{Additional, Bounds, Discriminator, Schema, SchemaSlot};

/// A schema or a reference to one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SchemaRef<'a> {
    /// A component, by its name.
    Component(&'a str),
    /// A schema in place.
    Inline(&'a Schema),
}

impl<'a> From<&'a SchemaSlot> for SchemaRef<'a> {
    fn from(slot: &'a SchemaSlot) -> Self {
        match slot {
            SchemaSlot::Component(name) => Self::Component(name),
            SchemaSlot::Inline(schema) => Self::Inline(schema),
        }
    }
}

impl<'a> From<&'a Arc<SchemaSlot>> for SchemaRef<'a> {
    fn from(slot: &'a Arc<SchemaSlot>) -> Self {
        Self::from(slot.as_ref())
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
    /// The schema's own; [`View::discriminator`] finds that of its parts as well.
    pub(crate) own_discriminator: Option<&'a Discriminator>,
    pub(crate) schema_type: Option<&'static str>,
    pub(crate) format: Option<&'a str>,
    pub(crate) pattern: Option<&'a str>,
    pub(crate) enumeration: &'a [Value],
    pub(crate) properties: Option<&'a IndexMap<String, SchemaSlot>>,
    pub(crate) required: &'a [String],
    pub(crate) additional: Option<&'a Additional>,
    pub(crate) items: Option<SchemaRef<'a>>,
    pub(crate) one_of: &'a [SchemaSlot],
    pub(crate) any_of: &'a [SchemaSlot],
    pub(crate) all_of: &'a [SchemaSlot],
    pub(crate) bounds: &'a Bounds,
}

impl<'a> View<'a> {
    /// The view of a schema.
    pub(crate) fn of(schema: &'a Schema) -> Self {
        Self {
            schema,
            own_discriminator: schema.discriminator.as_deref(),
            schema_type: schema.kind,
            format: schema.format.as_deref(),
            pattern: schema.pattern.as_deref(),
            enumeration: &schema.values,
            properties: Some(&*schema.properties).filter(|properties| !properties.is_empty()),
            required: &schema.required,
            additional: schema.additional.as_ref(),
            items: schema.items.as_ref().map(SchemaRef::from),
            one_of: &schema.one_of,
            any_of: &schema.any_of,
            all_of: &schema.all_of,
            bounds: schema.bounds(),
        }
    }

    /// Whether it declares properties.
    pub(crate) fn has_properties(&self) -> bool {
        self.properties.is_some()
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
            || matches!(self.additional, Some(Additional::Schema(_)))
            || self.format.is_some()
            || self.items.is_some()
            || !self.enumeration.is_empty()
            || !self.all_of.is_empty()
            || self.alternatives().any(|member| member.says_type())
    }

    /// Whether it is made of other schemas: JSON Schema 2020-12, section 10.2.1.
    pub(crate) fn is_composed(&self) -> bool {
        !(self.all_of.is_empty() && self.one_of.is_empty() && self.any_of.is_empty())
    }

    /// The value that it lists alone.
    pub(crate) fn only_value(&self) -> Option<&'a Value> {
        match self.enumeration {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether it lists a value; numbers are the same however they are written.
    pub(crate) fn lists(&self, value: &Value) -> bool {
        let number = value.as_f64();
        let mut listed = self.enumeration.iter();
        listed.any(|listed| listed == value || (number.is_some() && listed.as_f64() == number))
    }

    /// An extension that says more of listed values.
    pub(crate) fn extension(&self, key: &str) -> Option<&'a Value> {
        self.schema.extensions.get(key)
    }

    /// The discriminator, which may also stand in a member of the `allOf` that is written in place.
    pub(crate) fn discriminator(&self) -> Option<&'a Discriminator> {
        let in_place = || {
            let members = self.all_of.iter().filter_map(SchemaSlot::schema);
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
}

/// Whether a number is one that no float is exactly.
pub(crate) fn is_rounded(number: &Number) -> bool {
    /// Up to here every integer is a float of its own.
    const EXACT: u64 = 1 << 53;
    match (number.as_u64(), number.as_i64()) {
        (Some(number), _) => number > EXACT,
        (None, Some(number)) => number.unsigned_abs() > EXACT,
        (None, None) => false,
    }
}

/// Whether all values are integers that an enum over integers can hold.
pub(crate) fn is_of_integers(values: &[Value]) -> bool {
    values.iter().all(|value| integer_value(value).is_some())
}

pub(crate) fn integer_value(value: &Value) -> Option<i64> {
    let float = || {
        value
            .as_f64()
            .filter(|float| float.fract() == 0.0 && float.abs() < 9e15)
            .map(|float| float as i64)
    };
    value.as_i64().or_else(float)
}
