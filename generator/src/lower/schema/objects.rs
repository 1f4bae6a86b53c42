//! Objects: OpenAPI 3.1.1, "Schema Object"; JSON Schema 2020-12, sections 10.3.2 and 6.5.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::merge::{self, Declared};
use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::told;
use super::view::{SchemaRef, View};
use super::{compose, defaults, enums, keyed, leniency, rules};
use crate::ir::{Access, Additional, Field, Name, Presence, Shape, Struct, StructCodec, Type};
use crate::lower::docs;
use crate::names::{self, Case, Names, Scope, Wish};
use crate::pointer::Place;
use crate::spec::{self, PropertyNames};

/// An object, gathered from one schema or from all members of an `allOf`.
#[derive(Clone, Default)]
pub(crate) struct Parts<'a> {
    pub(crate) properties: Vec<Property<'a>>,
    /// Where each of them is in the list.
    places: BTreeMap<&'a str, usize>,
    pub(crate) required: BTreeSet<&'a str>,
    pub(crate) additional: Option<&'a spec::Additional>,
    /// What the names of properties are, if it is an enum.
    names: Option<&'a PropertyNames>,
}

/// One declared property.
#[derive(Clone)]
pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    /// Its schemas: several where several members of an `allOf` declare it.
    pub(crate) declared: Vec<Declared<'a>>,
}

/// `type: object`, or a schema with properties.
pub(crate) fn object<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    view.is_object()
        .then(|| from_parts(schemas, Parts::of(view, spot), spot))
}

/// The table of the fields of undeclared properties, in the lock.
const ADDITIONAL: &str = "additional";

/// A struct where properties are declared, otherwise a map.
pub(crate) fn from_parts<'a>(schemas: &mut Schemas<'a>, mut parts: Parts<'a>, spot: &Spot) -> Found {
    parts.declare_required(spot);
    if parts.properties.is_empty() {
        let map = map(schemas, parts.additional, spot);
        return Found::Type(match keyed::names(schemas, parts.names, spot) {
            Some(names) => keyed::map(names, map),
            None => map,
        });
    }
    let wires: Vec<&str> = parts.properties.iter().map(|property| property.name).collect();
    let wishes: Vec<Wish> = wires.iter().map(|wire| Wish::new(wire)).collect();
    let key = spot.key.to_string();
    let before = schemas.names.before(ADDITIONAL, &key).map(str::to_owned);
    let taken: Vec<&str> = before.as_deref().into_iter().collect();
    let scope = Scope::of("fields", &key);
    let reserved = match schemas.options.validate {
        true => names::CHECKED_FIELDS,
        false => names::FIELDS,
    };
    let rust_names = schemas
        .names
        .distinct_beside(scope, Case::Snake, &wishes, &taken, reserved);
    let fields: Vec<Field> = parts
        .properties
        .iter()
        .zip(rust_names)
        .map(|(property, rust)| field(schemas, property, rust, parts.required.contains(property.name), spot))
        .collect();
    let additional = additional(schemas, &parts, &fields, spot);
    Found::Shape(Shape::Struct(Struct {
        fields,
        additional,
        sent: false,
        arguments: Vec::new(),
        defaults: Vec::new(),
        codec: StructCodec::Json,
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
                    declared: vec![(schema.into(), spot.property(name))],
                })
                .collect(),
            places: view
                .properties
                .into_iter()
                .flatten()
                .map(|(name, _)| name.as_str())
                .zip(0..)
                .collect(),
            required: view.required.iter().map(String::as_str).collect(),
            additional: view.additional,
            names: view.schema.names.as_ref(),
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
        self.properties.is_empty() && !matches!(self.additional, Some(spec::Additional::Schema(_)))
    }

    /// Adds the parts of another schema: a property that stands in both must be what both say.
    pub(crate) fn add(&mut self, other: Self) {
        for property in other.properties {
            let place = *self.places.entry(property.name).or_insert(self.properties.len());
            match self.properties.get_mut(place) {
                Some(known) if known.is_conditional() => *known = property,
                Some(_) if property.is_conditional() => {}
                Some(known) => known.add(property.declared),
                None => self.properties.push(property),
            }
        }
        self.require_all(other.required);
        self.additional = other.additional.or(self.additional);
        self.names = other.names.or(self.names);
    }

    /// Declares what is required and described as all other properties are, which have a type.
    fn declare_required(&mut self, spot: &Spot) {
        let Some(spec::Additional::Schema(schema)) = self.additional else {
            return;
        };
        let schema = SchemaRef::from(schema);
        if !schema.says_type() {
            return;
        }
        for name in &self.required {
            if let Entry::Vacant(place) = self.places.entry(name) {
                place.insert(self.properties.len());
                let declared = vec![(schema, spot.values())];
                self.properties.push(Property { name, declared });
            }
        }
    }

    /// Demands properties.
    pub(crate) fn require(&mut self, names: &'a [String]) {
        self.require_all(names.iter().map(String::as_str));
    }

    fn require_all(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.required.extend(names);
    }
}

impl<'a> Property<'a> {
    /// Whether it stands under a condition alone, so that it yields to every other.
    fn is_conditional(&self) -> bool {
        self.declared.iter().all(|(schema, _)| match schema {
            SchemaRef::Inline(schema) => schema.is_conditional,
            SchemaRef::Component(_) => false,
        })
    }

    /// Adds what another schema says of it; the same schema says nothing new.
    fn add(&mut self, declared: Vec<Declared<'a>>) {
        for (schema, spot) in declared {
            if self.declared.iter().all(|(_, known)| known.place != spot.place) {
                self.declared.push((schema, spot));
            }
        }
    }
}

fn field<'a>(schemas: &mut Schemas<'a>, property: &Property<'a>, rust: String, required: bool, object: &Spot) -> Field {
    let typed = merge::type_of_all(schemas, &property.declared);
    let typed_nullable = typed.nullable;
    let presence = match (required, typed_nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::Tristate,
    };
    let lenient = leniency::of_property(schemas, object, property, presence);
    let may_be_null = typed_nullable || typed.ty == Type::Json || lenient.presence != presence;
    let leading = merge::leading(&property.declared).map(|(schema, _)| *schema);
    let view = leading.and_then(|schema| schemas.target(schema)).map(View::of);
    let default = view.as_ref().and_then(|view| defaults::of(schemas, view));
    let declared = own(property, object);
    Field {
        name: Name {
            rust,
            wire: property.name.to_owned(),
        },
        docs: docs::of_property(view.as_ref(), default, property.name, lenient.presence),
        deprecated: view
            .as_ref()
            .filter(|_| matches!(leading, Some(SchemaRef::Inline(_))))
            .and_then(|view| docs::deprecation(view.schema.deprecated, view.schema.description.as_deref())),
        rules: rules::of_all(schemas, &property.declared, &typed.ty),
        ty: typed.ty,
        presence: lenient.presence,
        may_be_null,
        dates: lenient.dates,
        access: access(schemas, &property.declared),
        only: view.as_ref().and_then(enums::only_value),
        filled: None,
        default: default.and_then(defaults::literal),
        origin: declared.and_then(|(_, spot)| origin(schemas, spot, property.name, object)),
        told: told::of(declared.map(|(schema, _)| *schema)),
        xml: None,
    }
}

/// The schema that an object has of its property itself, or the first of those that others have.
fn own<'p, 'a>(property: &'p Property<'a>, object: &Spot) -> Option<&'p Declared<'a>> {
    let place = object.property(property.name).place;
    let mut declared = property.declared.iter();
    declared
        .find(|(_, spot)| spot.place == place)
        .or(property.declared.first())
}

/// Where a property is declared, if not in the object itself.
fn origin(schemas: &Schemas<'_>, spot: &Spot, name: &str, object: &Spot) -> Option<Box<Place>> {
    let is_own = spot.place == object.property(name).place;
    (!is_own).then(|| Box::new(schemas.document.place(&spot.place)))
}

/// What the property's schemas or those that they refer to say.
fn access(schemas: &Schemas<'_>, declared: &[Declared<'_>]) -> Access {
    let targets = declared.iter().filter_map(|(schema, _)| schemas.target(*schema));
    let data = targets.map(|target| (target.read_only, target.write_only));
    let (read_only, write_only) = data.fold((false, false), |all, one| (all.0 | one.0, all.1 | one.1));
    match (read_only && !is_listed_anew(schemas, declared), write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Both,
    }
}

/// Whether the last of several members lists the values of a property that others call read-only: it is the tag that says
/// which member a caller means, and must be sent.
fn is_listed_anew(schemas: &Schemas<'_>, declared: &[Declared<'_>]) -> bool {
    let leading = merge::leading(declared).and_then(|(schema, _)| schemas.target(*schema));
    leading.is_some_and(|target| !target.read_only && !View::of(target).enumeration.is_empty())
}

/// The field of undeclared properties, where the schema describes them; where it only allows them, they are ignored.
fn additional<'a>(schemas: &mut Schemas<'a>, parts: &Parts<'a>, fields: &[Field], spot: &Spot) -> Option<Additional> {
    let declared = match parts.additional {
        Some(spec::Additional::Schema(_) | spec::Additional::Any(true)) => parts.additional,
        Some(spec::Additional::Any(false)) | None => return None,
    };
    let ty = match map(schemas, declared, spot) {
        Type::Map(values) => *values,
        _ => Type::Json,
    };
    let field = additional_name(&mut schemas.names, fields, &spot.key.to_string());
    let rules = rules::of_additional(schemas, declared, &ty);
    Some(Additional {
        field,
        ty,
        rules,
        is_declared: true,
    })
}

/// The name of the field of undeclared properties, which no other field has.
pub(crate) fn additional_name(names: &mut Names, fields: &[Field], key: &str) -> String {
    let wishes = [
        "additional",
        "additional_properties",
        "other_properties",
        "undeclared_properties",
    ];
    let taken = |name: &str| fields.iter().any(|field| field.name.rust == name);
    let before = names.before(ADDITIONAL, key);
    let free = before
        .into_iter()
        .chain(wishes)
        .find(|name| !taken(name))
        .unwrap_or("properties_that_are_not_declared")
        .to_owned();
    names.note(ADDITIONAL, key, &free);
    free
}

fn map<'a>(schemas: &mut Schemas<'a>, additional: Option<&'a spec::Additional>, spot: &Spot) -> Type {
    match additional {
        Some(spec::Additional::Schema(schema)) => {
            let values = schemas.type_of(schema.into(), &spot.values()).into_type();
            match values {
                Type::Json => Type::JsonObject,
                values => Type::Map(Box::new(values)),
            }
        }
        Some(spec::Additional::Any(_)) | None => Type::JsonObject,
    }
}
