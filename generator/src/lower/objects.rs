//! Objects: OpenAPI 3.1.1, "Schema Object"; JSON Schema 2020-12, sections 10.3.2 and 6.5.

use openapiv3::AdditionalProperties;

use super::schemas::{Found, Schemas, Spot};
use super::view::{SchemaRef, View};
use super::{compose, docs};
use crate::ir::{Access, Additional, Field, Name, Presence, Shape, Struct, Type};
use crate::names::{self, Case, distinct};

/// An object, gathered from one schema or from all members of an `allOf`.
#[derive(Clone, Default)]
pub(crate) struct Parts<'a> {
    pub(crate) properties: Vec<Property<'a>>,
    pub(crate) required: Vec<&'a str>,
    pub(crate) additional: Option<&'a AdditionalProperties>,
}

/// One declared property.
#[derive(Clone)]
pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    pub(crate) schema: SchemaRef<'a>,
    pub(crate) spot: Spot,
}

/// `type: object`, or a schema with properties.
pub(crate) fn object<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    view.is_object()
        .then(|| from_parts(schemas, Parts::of(view, spot), spot))
}

/// A struct where properties are declared, otherwise a map.
pub(crate) fn from_parts<'a>(schemas: &mut Schemas<'a>, parts: Parts<'a>, spot: &Spot) -> Found {
    if parts.properties.is_empty() {
        return Found::Type(map(schemas, parts.additional, spot));
    }
    let wires: Vec<&str> = parts.properties.iter().map(|property| property.name).collect();
    let rust_names = distinct(Case::Snake, &wires, names::FIELDS);
    let fields: Vec<Field> = parts
        .properties
        .iter()
        .zip(rust_names)
        .map(|(property, rust)| field(schemas, property, rust, parts.required.contains(&property.name)))
        .collect();
    let additional = additional(schemas, &parts, &fields, spot);
    Found::Shape(Shape::Struct(Struct {
        fields,
        additional,
        sent: false,
    }))
}

impl<'a> Parts<'a> {
    /// The parts of one schema.
    pub(crate) fn of(view: &View<'a>, spot: &Spot) -> Self {
        let properties = view.properties.into_iter().flatten();
        Self {
            properties: properties
                .map(|(name, schema)| Property {
                    name,
                    schema: schema.into(),
                    spot: spot.property(name),
                })
                .collect(),
            required: view.required.iter().map(String::as_str).collect(),
            additional: view.additional,
        }
    }

    /// The parts of one schema and of what it is composed of.
    pub(crate) fn gathered(schemas: &Schemas<'a>, view: &View<'a>, spot: &Spot) -> Self {
        let mut parts = Self::default();
        for (index, member) in view.all_of.iter().enumerate() {
            let at = spot.member("allOf", index);
            parts.add(compose::object_parts(schemas, member.into(), &at).unwrap_or_default());
        }
        parts.add(Self::of(view, spot));
        parts
    }

    /// Whether nothing is declared.
    pub(crate) fn is_empty(&self) -> bool {
        self.properties.is_empty() && !matches!(self.additional, Some(AdditionalProperties::Schema(_)))
    }

    /// Adds the parts of another schema: a property that stands in both is taken from the one that says more, and
    /// from the later one where both do.
    pub(crate) fn add(&mut self, other: Self) {
        for property in other.properties {
            match self.properties.iter_mut().find(|known| known.name == property.name) {
                Some(known) if property.says_type() => *known = property,
                Some(_) => {}
                None => self.properties.push(property),
            }
        }
        self.require_all(other.required);
        self.additional = other.additional.or(self.additional);
    }

    /// Demands properties.
    pub(crate) fn require(&mut self, names: &'a [String]) {
        self.require_all(names.iter().map(String::as_str));
    }

    fn require_all(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.required.extend(names);
    }
}

impl Property<'_> {
    fn says_type(&self) -> bool {
        match self.schema {
            SchemaRef::Component(_) => true,
            SchemaRef::Inline(schema) => View::of(schema).says_type(),
        }
    }
}

fn field<'a>(schemas: &mut Schemas<'a>, property: &Property<'a>, rust: String, required: bool) -> Field {
    let typed = schemas.type_of(property.schema, &property.spot);
    let presence = match (required, typed.nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::Tristate,
    };
    let view = schemas.target(property.schema).map(View::of);
    Field {
        name: Name {
            rust,
            wire: property.name.to_owned(),
        },
        docs: docs::of_property(view.as_ref(), property.name),
        deprecated: view
            .as_ref()
            .filter(|_| matches!(property.schema, SchemaRef::Inline(_)))
            .and_then(|view| docs::deprecation(view.data.deprecated, view.data.description.as_deref())),
        ty: typed.ty,
        presence,
        access: access(schemas, property.schema),
        fixed: false,
    }
}

/// What the property's schema or the one that it refers to says.
fn access(schemas: &Schemas<'_>, schema: SchemaRef<'_>) -> Access {
    let data = schemas.target(schema).map(|target| &target.schema_data);
    match data.map(|data| (data.read_only, data.write_only)) {
        Some((true, false)) => Access::ReadOnly,
        Some((false, true)) => Access::WriteOnly,
        _ => Access::Both,
    }
}

/// The field of undeclared properties, where the schema describes them; where it only allows them, they are ignored.
fn additional<'a>(schemas: &mut Schemas<'a>, parts: &Parts<'a>, fields: &[Field], spot: &Spot) -> Option<Additional> {
    let declared = match parts.additional {
        Some(AdditionalProperties::Schema(_) | AdditionalProperties::Any(true)) => parts.additional,
        Some(AdditionalProperties::Any(false)) | None => return None,
    };
    let ty = match map(schemas, declared, spot) {
        Type::Map(values) => *values,
        _ => Type::Json,
    };
    let taken = |name: &str| fields.iter().any(|field| field.name.rust == name);
    let names = [
        "additional",
        "additional_properties",
        "other_properties",
        "undeclared_properties",
    ];
    let free = names
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("properties_that_are_not_declared");
    Some(Additional {
        field: free.to_owned(),
        ty,
    })
}

fn map<'a>(schemas: &mut Schemas<'a>, additional: Option<&'a AdditionalProperties>, spot: &Spot) -> Type {
    match additional {
        Some(AdditionalProperties::Schema(schema)) => {
            let values = schemas.type_of(schema.as_ref().into(), &spot.values()).into_type();
            match values {
                Type::Json => Type::JsonObject,
                values => Type::Map(Box::new(values)),
            }
        }
        Some(AdditionalProperties::Any(_)) | None => Type::JsonObject,
    }
}
