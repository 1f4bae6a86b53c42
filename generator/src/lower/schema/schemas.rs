//! From schemas to types: the registry of named types, and the shapes that are tried in order.

use std::collections::BTreeMap;

use super::composition;
use super::elements::nullable;
use super::families::{self, Children};
use super::former_types::FormerTypes;
use super::hoisted::Hoisted;
use super::leniency::Used;
use super::merges::Merges;
use super::named_enums::{Named, NamedEnums};
use super::spot::Spot;
use super::targets::Targets;
use super::title::Title;
use super::told;
use super::view::{SchemaRef, View};
use super::xml::{Laid, Layouts};
use super::{arrays, compose, defaults, enums, objects, patterns, rules, scalars, unions};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Told;
use crate::ir::{Rules, Shape, Struct, Type, TypeId};
use crate::lower::Options;
use crate::lower::docs;
use crate::lower::docs::TypeDocs;
use crate::lower::places::Key;
use crate::names::{Lock, Names};
use crate::pointer::Pointer;
use crate::spec::{Document, Schema};

/// Lowers schemas, one named type for each that needs a name.
pub(crate) struct Schemas<'a> {
    pub(crate) document: &'a Document,
    pub(crate) targets: Targets<'a>,
    pub(crate) merges: Merges<'a>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) names: Names,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) components: BTreeMap<&'a str, TypeId>,
    /// Inline schemas by their place: a component response is reached by many operations.
    inline: BTreeMap<Pointer, Typed>,
    /// The schemas in place that are being made, by their places and what they are, and their names where they need one
    /// before they are made.
    making: BTreeMap<(Pointer, usize), Option<TypeId>>,
    pub(crate) options: &'a Options,
    pub(crate) children: Children<'a>,
    /// The places of the configuration that were found.
    pub(crate) used: Used,
    former: FormerTypes,
    pub(crate) hoisted: Hoisted<'a>,
    pub(crate) named_enums: NamedEnums,
    /// Where properties are in XML.
    pub(crate) layouts: Layouts<'a>,
}

/// A named type whose name is not yet set apart from the others.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What it is named from.
    pub(crate) title: Title,
    /// The schema's own name on the wire.
    pub(crate) wire: String,
    /// What it is known by in the lock.
    pub(crate) key: Key,
    /// The component schema or operation beside which it stands.
    pub(crate) home: String,
    /// Whether it stands among the component schemas and has its name there.
    pub(crate) is_component: bool,
    pub(crate) place: Pointer,
    pub(crate) docs: TypeDocs,
    pub(crate) shape: Shape,
    /// The constraints on its values.
    pub(crate) rules: Rules,
    /// What its schema says besides, if it is another name of a type.
    pub(crate) told: Told,
    /// Whether it is another name of a type that its operation describes as well.
    pub(crate) is_shared: bool,
}

impl Draft {
    /// The draft as a struct, if it is one.
    pub(crate) fn object_mut(&mut self) -> Option<&mut Struct> {
        match &mut self.shape {
            Shape::Struct(object) => Some(object),
            _ => None,
        }
    }
}

/// What was made of all schemas.
pub(crate) struct Parts {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) names: Names,
    pub(crate) diagnostics: Diagnostics,
    /// The names of types that the last run had where references stand now, and what these lead to.
    pub(crate) former: Vec<(String, TypeId)>,
    /// The layouts of objects in XML.
    pub(crate) layouts: Vec<Laid>,
}

/// A type and whether a value of it may be null.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Typed {
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
}

impl Typed {
    /// The type of a value in a place that has no presence of its own: an element, a body.
    pub(crate) fn into_type(self) -> Type {
        match self.nullable {
            true => nullable(self.ty),
            false => self.ty,
        }
    }
}

/// What a shape function makes of a schema.
pub(crate) enum Found {
    /// A type that needs no name.
    Type(Type),
    /// The same as another schema, its nullability included.
    Same(Typed),
    /// Something that needs a name.
    Shape(Shape),
}

/// The shapes, the first that fits is taken.
const SHAPES: &[ShapeFunction] = &[
    scalars::null,
    compose::single,
    enums::constant,
    enums::string_enum,
    enums::integer_enum,
    enums::mixed,
    unions::union,
    families::family,
    compose::merged,
    objects::object,
    arrays::array,
    scalars::scalar,
];

type ShapeFunction = for<'a> fn(&mut Schemas<'a>, &View<'a>, &Spot) -> Option<Found>;

impl<'a> Schemas<'a> {
    /// All component schemas of a document, lowered.
    pub(crate) fn of(document: &'a Document, options: &'a Options) -> Self {
        let mut schemas = Self {
            document,
            targets: Targets::of(document),
            merges: Merges::new(document.mappings),
            diagnostics: Diagnostics::new(),
            names: Names::after(Lock::clone(&options.lock)),
            drafts: Vec::new(),
            components: BTreeMap::new(),
            inline: BTreeMap::new(),
            making: BTreeMap::new(),
            options,
            children: families::children(document),
            used: Used::default(),
            former: FormerTypes::default(),
            hoisted: Hoisted::default(),
            named_enums: NamedEnums::default(),
            layouts: Layouts::default(),
        };
        let names = document.components.schemas.keys();
        for name in names.clone() {
            let id = schemas.reserve(&Spot::component(name));
            schemas.components.insert(name, id);
        }
        schemas.hoisted = Hoisted::of(document, names);
        schemas.all_components();
        schemas
    }

    /// The type of a schema at a spot.
    pub(crate) fn type_of(&mut self, schema: SchemaRef<'a>, spot: &Spot) -> Typed {
        match schema {
            SchemaRef::Component(name) => self.reference(name, spot),
            SchemaRef::Inline(schema) => self.inline(schema, spot),
        }
    }

    /// The schema that a reference leads to in the end.
    pub(crate) fn target(&self, schema: SchemaRef<'a>) -> Option<&'a Schema> {
        self.targets.target(schema)
    }

    /// Reports something that stays JSON.
    pub(crate) fn kept_as_json(&mut self, spot: &Spot, message: impl Into<String>) {
        self.report(Diagnostic::new(
            Code::KeptAsJson,
            self.document.place(&spot.place),
            message,
        ));
    }

    /// Reports a discriminator, or a part of it, that tells nothing.
    pub(crate) fn unused_discriminator(&mut self, spot: &Spot, message: impl Into<String>) {
        self.report(Diagnostic::new(
            Code::UnusedDiscriminator,
            self.document.place(&spot.place.child("discriminator")),
            message,
        ));
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A named type that no schema describes by itself.
    pub(crate) fn add(&mut self, spot: &Spot, docs: TypeDocs, shape: Shape) -> TypeId {
        let id = self.reserve(spot);
        if let Some(draft) = self.drafts.get_mut(id.0) {
            draft.docs = docs;
            draft.shape = shape;
        }
        id
    }

    /// The shape of a named type, as far as it is known.
    pub(crate) fn shape_of(&self, id: TypeId) -> Option<&Shape> {
        self.drafts.get(id.0).map(|draft| &draft.shape)
    }

    pub(crate) fn into_parts(mut self) -> Parts {
        let former = self.former.kept(&self.drafts, &mut self.names);
        Parts {
            drafts: self.drafts,
            names: self.names,
            diagnostics: self.diagnostics,
            former,
            layouts: self.layouts.into_objects(),
        }
    }

    pub(crate) fn component(&mut self, name: &'a str) {
        let document = self.document;
        let Some(schema) = document.components.schemas.get(name) else {
            return;
        };
        let spot = Spot::component(name);
        let replacement = self.replacement(name);
        let is_replaced = replacement.is_some();
        let found = match (replacement, SchemaRef::from(schema)) {
            (Some(ty), _) => Found::Type(ty),
            (None, SchemaRef::Component(target)) => Found::Same(self.reference(target, &spot)),
            (None, SchemaRef::Inline(schema)) => {
                let view = View::of(schema);
                defaults::check(self, &view, &spot);
                patterns::check(self, &view, &spot);
                self.shape(&view, &spot)
            }
        };
        let shape = match found {
            Found::Shape(shape) => shape,
            Found::Type(ty) | Found::Same(Typed { ty, .. }) => Shape::Alias(ty),
        };
        let origin = self.document.place(&spot.place);
        let says = composition::says(schema.into());
        let rules = match is_replaced {
            true => Rules::default(),
            false => rules::of_shape(self, says, &shape),
        };
        let draft = self.components.get(name).and_then(|id| self.drafts.get_mut(id.0));
        if let Some(draft) = draft {
            if matches!(shape, Shape::Alias(_)) {
                draft.told = told::of(Some(schema.into()));
            }
            draft.shape = shape;
            draft.rules = rules;
            draft.docs = match says {
                SchemaRef::Inline(schema) => docs::of_type(&View::of(schema), &origin),
                SchemaRef::Component(_) => TypeDocs::default(),
            };
        }
    }

    /// The type of the configuration that stands in place of a component, if there is one.
    fn replacement(&self, name: &str) -> Option<Type> {
        let scalar = self.options.replaced.get(name)?;
        // It has a type of its own here, which reads and writes it without a detour.
        if scalar.path == "serde_json::Value" {
            return Some(Type::Json);
        }
        let known = self.options.formats.of_path(&scalar.path);
        Some(Type::Scalar(known.unwrap_or_else(|| scalar.clone().shared())))
    }

    fn reference(&mut self, name: &'a str, spot: &Spot) -> Typed {
        let Some(id) = self.components.get(name).copied() else {
            let message = format!("`#/components/schemas/{name}` does not exist");
            self.report(Diagnostic::new(
                Code::UnresolvedRef,
                self.document.place(&spot.place),
                message,
            ));
            return Typed {
                ty: Type::Json,
                nullable: false,
            };
        };
        self.keep_former(spot, id);
        Typed {
            ty: Type::Named(id),
            nullable: self.targets.is_nullable(SchemaRef::Component(name)),
        }
    }

    /// Keeps the name of a type that the last run had at a place which is of another type now.
    pub(crate) fn keep_former(&mut self, spot: &Spot, id: TypeId) {
        if !spot.is_component() && self.names.are_known() {
            self.former.note(&spot.key, id);
        }
    }

    fn inline(&mut self, schema: &'a Schema, spot: &Spot) -> Typed {
        let place = match self.known_place(spot) {
            Ok(place) => place,
            Err(typed) => return typed,
        };
        if let Some(typed) = self.inline.get(&place) {
            return typed.clone();
        }
        let view = View::of(schema);
        // A member of a composition may be made for the place of the whole.
        let making = (spot.place.clone(), std::ptr::from_ref(schema) as usize);
        if let Some(promised) = self.making.get(&making).copied() {
            return self.promised(making, promised, &view, spot);
        }
        self.making.insert(making.clone(), None);
        defaults::check(self, &view, spot);
        patterns::check(self, &view, spot);
        let found = self.shape(&view, spot);
        let typed = match self.making.remove(&making).flatten() {
            None => self.settle_anew(found, &view, spot),
            Some(id) => {
                self.complete(id, found, &view, spot);
                self.named(id, &view)
            }
        };
        self.inline.insert(place, typed.clone());
        typed
    }

    /// The type of a schema that holds itself, as the property of an object does that is this object with more demands: it
    /// has a name before it has a shape.
    fn promised(&mut self, making: (Pointer, usize), promised: Option<TypeId>, view: &View<'a>, spot: &Spot) -> Typed {
        let id = promised.unwrap_or_else(|| self.reserve(spot));
        self.making.insert(making, Some(id));
        self.named(id, view)
    }

    fn named(&self, id: TypeId, view: &View<'a>) -> Typed {
        Typed {
            ty: Type::Named(id),
            nullable: self.allows_null(view),
        }
    }

    /// A type that is made once for a place and remembered.
    pub(crate) fn once(&mut self, place: Pointer, make: impl FnOnce(&mut Self) -> Typed) -> Type {
        if let Some(typed) = self.inline.get(&place) {
            return typed.ty.clone();
        }
        let typed = make(self);
        self.inline.insert(place, typed.clone());
        typed.ty
    }

    /// What a shape function found as a type, with a name of its own where it needs one.
    pub(crate) fn settle_anew(&mut self, found: Found, view: &View<'a>, spot: &Spot) -> Typed {
        let nullable = self.allows_null(view);
        match found {
            Found::Type(ty) => Typed { ty, nullable },
            Found::Same(typed) => Typed {
                nullable: typed.nullable || nullable,
                ..typed
            },
            Found::Shape(ref shape) => {
                let id = match self.named_enum(shape, view, spot) {
                    Named::Same(id) => id,
                    Named::New(spot) => {
                        let id = self.reserve(&spot);
                        self.complete(id, found, view, &spot);
                        self.note_enum(id, view);
                        id
                    }
                };
                Typed {
                    ty: Type::Named(id),
                    nullable,
                }
            }
        }
    }

    /// Gives a named type that has been reserved its shape, its docs and its rules.
    pub(crate) fn complete(&mut self, id: TypeId, found: Found, view: &View<'a>, spot: &Spot) {
        let shape = match found {
            Found::Shape(shape) => shape,
            Found::Type(ty) | Found::Same(Typed { ty, .. }) => Shape::Alias(ty),
        };
        let origin = self.document.place(&spot.place);
        let rules = rules::of_shape(self, SchemaRef::Inline(view.schema), &shape);
        if let Some(draft) = self.drafts.get_mut(id.0) {
            if matches!(shape, Shape::Alias(_)) {
                draft.told = told::of(Some(SchemaRef::Inline(view.schema)));
            }
            draft.shape = shape;
            draft.rules = rules;
            draft.docs = docs::of_type(view, &origin);
        }
    }

    /// What a schema is.
    pub(crate) fn shape(&mut self, view: &View<'a>, spot: &Spot) -> Found {
        SHAPES
            .iter()
            .find_map(|shape| shape(self, view, spot))
            .unwrap_or(Found::Type(Type::Json))
    }

    pub(crate) fn allows_null(&self, view: &View<'a>) -> bool {
        let may_be = view.schema.nullable && !scalars::is_null(view);
        may_be || self.targets.members_allow_null(view)
    }

    pub(crate) fn reserve(&mut self, spot: &Spot) -> TypeId {
        self.drafts.push(Draft {
            title: spot.title.clone(),
            wire: spot.wire.clone(),
            key: spot.key.clone(),
            home: spot.home.clone(),
            is_component: spot.is_component(),
            place: spot.place.clone(),
            docs: TypeDocs::default(),
            shape: Shape::Alias(Type::Json),
            rules: Rules::default(),
            told: Told::default(),
            is_shared: false,
        });
        TypeId(self.drafts.len() - 1)
    }
}
