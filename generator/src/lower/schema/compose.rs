//! `allOf`: JSON Schema 2020-12, section 10.2.1.1. One member is that member; several objects become one flat struct.

use std::collections::BTreeSet;

use super::composition::only_member;
use super::composition::telling_members;
use super::objects::{self, Parts};
use super::schemas::{Found, Schemas};
use super::spot::Spot;
use super::unions;
use super::view::{SchemaRef, View};
use crate::ir::Type;

/// A composition of one member: this is how 3.0 writes a nullable reference, and a reference with a description.
pub(crate) fn single<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if spot.is_component() {
        return only_member(view).map(|member| match member {
            SchemaRef::Component(_) => Found::Same(schemas.type_of(member, spot)),
            // The component is what its member is, so that it has its own name.
            SchemaRef::Inline(schema) => schemas.shape(&View::of(schema), spot),
        });
    }
    let (keyword, index, member) = match telling_members(view).as_slice() {
        [(index, member)] => ("allOf", *index, *member),
        _ => (only_keyword(view), 0, only_member(view)?),
    };
    let typed = match is_composed(member) {
        true => schemas.type_of(member, &spot.member(keyword, index)),
        false => schemas.type_of(member, spot),
    };
    Some(Found::Same(typed))
}

/// Whether it is a composition in place: the places of its own members are below its own.
fn is_composed(member: SchemaRef<'_>) -> bool {
    let SchemaRef::Inline(schema) = member else {
        return false;
    };
    View::of(schema).is_composed()
}

fn only_keyword(view: &View<'_>) -> &'static str {
    match (view.all_of, view.one_of) {
        ([_], _) => "allOf",
        (_, [_]) => "oneOf",
        _ => "anyOf",
    }
}

/// A composition of several members.
pub(crate) fn merged<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    if view.all_of.is_empty() {
        return None;
    }
    let mut gathered = Gathered::within(spot);
    gathered.members(schemas, view, spot);
    Some(gathered.found(schemas, view, spot))
}

/// A composition that is a union as well: every member of the union has all the properties.
pub(crate) fn merged_with_union<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Option<Found> {
    let mut gathered = Gathered::within(spot);
    gathered.members(schemas, view, spot);
    gathered.unions.push((
        View {
            all_of: &[],
            properties: None,
            additional: None,
            ..view.clone()
        },
        spot.clone(),
    ));
    Some(gathered.found(schemas, view, spot))
}

impl<'a> Gathered<'a> {
    fn found(self, schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) -> Found {
        let tagged = |union: &View<'a>| union.clone().with_discriminator(view.discriminator());
        match (self.objects.is_empty(), self.unions.as_slice(), self.others.as_slice()) {
            // Members that only describe or demand leave the value free.
            (true, [], []) if !self.is_object => Found::Type(Type::Json),
            (_, [], []) => objects::from_parts(schemas, self.objects, spot),
            (true, [(union, at)], []) => {
                let (union, at) = (tagged(union), at.clone());
                unions::union(schemas, &union, &at).unwrap_or(Found::Type(Type::Json))
            }
            (false, [(union, at)], []) => unions::with_base(schemas, &tagged(union), &self.objects, &at.named_as(spot)),
            (true, [], others) => of_others(schemas, others, spot),
            // What all members of the union are anyway says nothing more of them.
            (true, [(union, at)], others) if are_of_kind(schemas, union, others) => {
                let (union, at) = (tagged(union), at.clone());
                unions::union(schemas, &union, &at).unwrap_or(Found::Type(Type::Json))
            }
            _ => {
                schemas.kept_as_json(spot, "an `allOf` of schemas of different kinds is kept as JSON");
                Found::Type(Type::Json)
            }
        }
    }
}

/// The properties of a schema and of all that it is composed of; `None` where it isn't an object alone.
pub(crate) fn object_parts<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>, spot: &Spot) -> Option<Parts<'a>> {
    let gathered = Gathered::of(schemas, schema, spot);
    gathered.is_object.then(|| gathered.into_parts()).flatten()
}

/// The properties that a schema adds to those of an object: none where it only describes the object, or only demands some.
pub(crate) fn added_parts<'a>(schemas: &Schemas<'a>, schema: SchemaRef<'a>, spot: &Spot) -> Option<Parts<'a>> {
    Gathered::of(schemas, schema, spot).into_parts()
}

/// What the members of an `allOf` come to, nested ones included. Each component counts once, however many ways lead to it.
#[derive(Default)]
struct Gathered<'a> {
    /// The component that this is, if it is one.
    own: Option<String>,
    /// The components that have been passed.
    passed: BTreeSet<&'a str>,
    is_object: bool,
    objects: Parts<'a>,
    unions: Vec<(View<'a>, Spot)>,
    others: Vec<(SchemaRef<'a>, Spot)>,
}

/// What is still to be gathered.
enum Step<'a> {
    /// A member, with all that it is composed of.
    Schema(SchemaRef<'a>, Spot),
    /// What a composition says beside its members.
    Own(Box<View<'a>>, Spot),
}

impl<'a> Gathered<'a> {
    fn within(spot: &Spot) -> Self {
        Self {
            own: spot.is_component().then(|| spot.wire.clone()),
            ..Self::default()
        }
    }

    fn of(schemas: &Schemas<'a>, schema: SchemaRef<'a>, spot: &Spot) -> Self {
        let mut gathered = Self::within(spot);
        gathered.walk(schemas, vec![Step::Schema(schema, spot.clone())]);
        gathered
    }

    /// The properties, where there is nothing but objects.
    fn into_parts(self) -> Option<Parts<'a>> {
        (self.unions.is_empty() && self.others.is_empty()).then_some(self.objects)
    }

    /// A parent that is one of its own children, this one among them, adds its properties alone.
    fn leads_back(&self, view: &View<'a>) -> bool {
        let mut members = view.one_of.iter().chain(view.any_of);
        members.any(|member| match SchemaRef::from(member) {
            SchemaRef::Component(name) => self.passed.contains(name) || self.own.as_deref() == Some(name),
            SchemaRef::Inline(_) => false,
        })
    }

    /// The members of a composition, then what it says itself.
    fn members(&mut self, schemas: &Schemas<'a>, view: &View<'a>, spot: &Spot) {
        self.walk(schemas, steps(view.clone(), spot.clone()));
    }

    /// Goes through the steps from the last to the first: chains of components may be longer than a stack is deep.
    fn walk(&mut self, schemas: &Schemas<'a>, mut open: Vec<Step<'a>>) {
        while let Some(step) = open.pop() {
            match step {
                Step::Schema(schema, spot) => open.extend(self.schema(schemas, schema, spot)),
                Step::Own(view, spot) => {
                    self.is_object |= view.is_object();
                    self.objects.add(Parts::of(&view, &spot));
                }
            }
        }
    }

    /// Takes a schema as what it is; a composition comes back as its steps.
    fn schema(&mut self, schemas: &Schemas<'a>, schema: SchemaRef<'a>, spot: Spot) -> Vec<Step<'a>> {
        let spot = match schema {
            SchemaRef::Component(name) if !self.passed.insert(name) => return Vec::new(),
            SchemaRef::Component(name) => Spot::component(name),
            SchemaRef::Inline(_) => spot,
        };
        let Some(target) = schemas.target(schema) else {
            return Vec::new();
        };
        let view = View::of(target);
        let is_union = unions::is_union(&view);
        if is_union && !self.leads_back(&view) {
            self.unions.push((view, spot));
        } else if !is_union && !view.all_of.is_empty() {
            return steps(view, spot);
        } else if is_union || view.is_object() {
            self.is_object = true;
            self.objects.add(Parts::of(&view, &spot));
        } else if view.says_type() {
            self.others.push((schema, spot));
        } else {
            self.objects.require(view.required);
        }
        Vec::new()
    }
}

/// The members of a composition and what it says beside them, the last step first.
fn steps<'a>(view: View<'a>, spot: Spot) -> Vec<Step<'a>> {
    let members = view.all_of.iter().enumerate().rev();
    let members: Vec<Step<'a>> = members
        .map(|(index, member)| Step::Schema(member.into(), spot.member("allOf", index)))
        .collect();
    let mut steps = vec![Step::Own(Box::new(view), spot)];
    steps.extend(members);
    steps
}

/// Several constraints on something that isn't an object: the most specific one decides.
fn of_others<'a>(schemas: &mut Schemas<'a>, others: &[(SchemaRef<'a>, Spot)], spot: &Spot) -> Found {
    let lists_values = |(schema, _): &&(SchemaRef<'a>, Spot)| {
        let target = schemas.target(*schema);
        target.is_some_and(|target| !View::of(target).enumeration.is_empty())
    };
    let telling = others.iter().find(lists_values).or(others.first()).cloned();
    telling.map_or(Found::Type(Type::Json), |(schema, _)| {
        Found::Same(schemas.type_of(schema, spot))
    })
}

/// Whether other members of an `allOf` only say the type that the members of a union have as well.
fn are_of_kind<'a>(schemas: &Schemas<'a>, union: &View<'a>, others: &[(SchemaRef<'a>, Spot)]) -> bool {
    let view_of = |schema: SchemaRef<'a>| schemas.target(schema).map(View::of);
    let plain_type = |(schema, _): &(SchemaRef<'a>, Spot)| {
        let view = view_of(*schema).filter(|view| view.enumeration.is_empty() && view.items.is_none())?;
        view.schema_type
    };
    let types: Option<BTreeSet<&str>> = others.iter().map(plain_type).collect();
    let types = types.unwrap_or_default();
    let mut members = union.one_of.iter().chain(union.any_of);
    types.len() == 1
        && members.all(|member| {
            let view = view_of(member.into());
            view.and_then(|view| view.schema_type)
                .is_some_and(|name| types.contains(name))
        })
}
