//! Properties that are demanded and nowhere declared: JSON Schema 2020-12 (validation), section 6.5.3.
//!
//! A schema may leave it to others to declare what it demands: to the members of its compositions, and to the schemas that
//! it is itself a member of, and to their members.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::{Lowering, Slots};
use crate::component;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Pointer;
use crate::spec::{Additional, Schema, SchemaSlot};

impl Lowering<'_> {
    /// Reports the names in `required` that no schema declares, and gives them fields.
    pub(super) fn check_required(&mut self, skeleton: &Value, components: &mut IndexMap<String, SchemaSlot>) {
        let schemas = Schemas::of(skeleton, &self.slots, components);
        let with_fields = schemas.with_fields();
        let found = schemas.undeclared().into_iter();
        let found: Vec<Undeclared> = found
            .filter_map(|(index, names)| {
                let location = &schemas.all.get(index)?.location;
                Some(Undeclared {
                    pointer: location.pointer.clone(),
                    component: location.component().map(str::to_owned),
                    slot: location.slot().cloned(),
                    within: location.within(),
                    has_fields: with_fields.contains(&index),
                    names: names.into_iter().map(str::to_owned).collect(),
                })
            })
            .collect();
        for one in found {
            self.report_undeclared(&one.pointer, one.has_fields, &one.names);
            let root = match (&one.component, &one.slot) {
                (Some(name), _) => components.get_mut(name),
                (None, slot) => slot.as_ref().and_then(|slot| self.slots.at_mut(slot)),
            };
            if one.has_fields
                && let Some(schema) = root.and_then(|root| at(root, &mut one.within.tokens()))
            {
                declare(schema, &one.names);
            }
        }
    }

    fn report_undeclared(&mut self, pointer: &Pointer, has_fields: bool, names: &[String]) {
        let (is, them) = match names.len() {
            1 => ("is", "it"),
            _ => ("are", "them"),
        };
        let made = match (has_fields, names.len()) {
            (false, _) => format!("there is no field for {them}"),
            (true, 1) => "its field is optional and holds any JSON".to_owned(),
            (true, _) => "their fields are optional and hold any JSON".to_owned(),
        };
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(", ");
        let message = format!("{names} {is} required, but no schema declares {them}; {made}");
        let place = self.origin(&pointer.child("required"));
        let help = format!("declare {them} in `properties`, or remove {them} from `required`");
        self.diagnostics
            .push(Diagnostic::new(Code::UndeclaredRequired, place, message).help(help));
    }
}

/// Declares what a schema requires as any JSON. It isn't demanded: a name that nothing describes is rather a mistake in the
/// document than something that is always there.
fn declare(schema: &mut Schema, names: &[String]) {
    let undeclared: BTreeSet<&String> = names.iter().collect();
    schema.required.retain(|name| !undeclared.contains(name));
    let declared = names.iter().map(|name| (name.clone(), SchemaSlot::any()));
    schema.properties.extend(declared);
}

/// Names that a schema requires and no schema declares.
struct Undeclared {
    pointer: Pointer,
    /// What it is in: a component, or what the skeleton has in place of a schema; and where it stands in that.
    component: Option<String>,
    slot: Option<Value>,
    within: Pointer,
    has_fields: bool,
    names: Vec<String>,
}

/// Where a schema stands in the document, and what it is in.
#[derive(Clone)]
struct Location<'a> {
    pointer: Pointer,
    root: Root<'a>,
    /// How much of the pointer leads to the root.
    start: usize,
}

/// What a schema is in.
#[derive(Clone, Copy)]
enum Root<'a> {
    /// A component, by its name.
    Component(&'a str),
    /// What the skeleton has in place of a schema.
    Slot(&'a Value),
}

impl<'a> Location<'a> {
    fn new(pointer: Pointer, root: Root<'a>) -> Self {
        let start = pointer.as_str().len();
        Self { pointer, root, start }
    }

    fn child(&self, tokens: &[&str]) -> Self {
        Self {
            pointer: tokens
                .iter()
                .fold(self.pointer.clone(), |pointer, token| pointer.child(token)),
            ..*self
        }
    }

    fn component(&self) -> Option<&'a str> {
        match self.root {
            Root::Component(name) => Some(name),
            Root::Slot(_) => None,
        }
    }

    fn slot(&self) -> Option<&'a Value> {
        match self.root {
            Root::Component(_) => None,
            Root::Slot(slot) => Some(slot),
        }
    }

    /// Where it stands in its root.
    fn within(&self) -> Pointer {
        Pointer::parse(self.pointer.as_str().get(self.start..).unwrap_or_default())
    }
}

/// The schema in place that tokens lead to.
fn at<'s>(slot: &'s mut SchemaSlot, tokens: &mut impl Iterator<Item = String>) -> Option<&'s mut Schema> {
    let SchemaSlot::Inline(schema) = slot else { return None };
    let Some(keyword) = tokens.next() else {
        return Some(schema);
    };
    let next = match keyword.as_str() {
        "properties" => schema.properties.get_mut(&tokens.next()?)?,
        "items" => schema.items.as_mut()?,
        "additionalProperties" => match schema.additional.as_mut()? {
            Additional::Schema(schema) => schema,
            Additional::Any(_) => return None,
        },
        composition => {
            let members = match composition {
                "allOf" => &mut schema.all_of,
                "oneOf" => &mut schema.one_of,
                _ => &mut schema.any_of,
            };
            members.get_mut(tokens.next()?.parse::<usize>().ok()?)?
        }
    };
    at(next, tokens)
}

/// Whether a schema only lists which properties of an object are required.
fn only_demands(slot: &SchemaSlot) -> bool {
    let SchemaSlot::Inline(schema) = slot else { return false };
    let demands_alone = Schema {
        title: schema.title.clone(),
        description: schema.description.clone(),
        required: schema.required.clone(),
        kind: schema.kind.filter(|kind| *kind == "object"),
        ..Schema::default()
    };
    **schema == demands_alone
}

/// One schema as far as it says which properties there are.
struct Node<'a> {
    location: Location<'a>,
    /// The schema, unless it is a reference.
    schema: Option<&'a Schema>,
    /// Whether it describes properties by no name.
    describes_others: bool,
    /// Whether it is one of several schemas.
    has_alternatives: bool,
    /// The schema whose `allOf` it is a member of in place, if it says nothing but what is required there.
    adds_to: Option<usize>,
    /// The members of its compositions, and the schemas that it is a member of.
    members: Vec<usize>,
    owners: Vec<usize>,
}

impl<'a> Node<'a> {
    fn properties(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let schema = self.schema.into_iter();
        schema.flat_map(|schema| schema.properties.keys().map(String::as_str))
    }

    fn required(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let schema = self.schema.into_iter();
        schema.flat_map(|schema| schema.required.iter().map(String::as_str))
    }

    fn declares(&self, name: &str) -> bool {
        self.schema.is_some_and(|schema| schema.properties.contains_key(name))
    }
}

/// All schemas of a document.
#[derive(Default)]
struct Schemas<'a> {
    all: Vec<Node<'a>>,
    /// Those that are components, by their names.
    components: BTreeMap<&'a str, usize>,
    /// Members that are references, by who has them.
    references: Vec<(usize, &'a str)>,
}

impl<'a> Schemas<'a> {
    fn of(skeleton: &'a Value, slots: &'a Slots, components: &'a IndexMap<String, SchemaSlot>) -> Self {
        let mut schemas = Self::default();
        schemas.gather(skeleton, slots, &Pointer::root());
        for (name, schema) in components {
            let location = Location::new(component::pointer("schemas", name), Root::Component(name));
            let index = schemas.add(schema, location);
            schemas.components.insert(name, index);
        }
        for (owner, reference) in std::mem::take(&mut schemas.references) {
            if let Some(member) = schemas.components.get(reference).copied() {
                schemas.join(owner, member);
            }
        }
        schemas
    }

    /// The schemas that the skeleton has.
    fn gather(&mut self, value: &'a Value, slots: &'a Slots, pointer: &Pointer) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let place = pointer.child(key);
                    match (key.as_str(), slots.at(member)) {
                        ("schema", Some(schema)) => {
                            self.add(schema, Location::new(place, Root::Slot(member)));
                        }
                        ("example", _) => {}
                        _ => self.gather(member, slots, &place),
                    }
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.gather(element, slots, &pointer.index(index));
                }
            }
            _ => {}
        }
    }

    /// Adds a schema and all in it.
    fn add(&mut self, slot: &'a SchemaSlot, location: Location<'a>) -> usize {
        let index = self.all.len();
        let schema = slot.schema();
        let additional = schema.and_then(|schema| schema.additional.as_ref()?.schema());
        self.all.push(Node {
            location: location.clone(),
            schema,
            describes_others: additional.is_some(),
            has_alternatives: schema.is_some_and(|schema| !schema.one_of.is_empty() || !schema.any_of.is_empty()),
            adds_to: None,
            members: Vec::new(),
            owners: Vec::new(),
        });
        match slot {
            // A schema that is a reference alone is the one that it leads to.
            SchemaSlot::Component(name) => self.references.push((index, name)),
            SchemaSlot::Inline(schema) => self.add_parts(schema, index, &location),
        }
        index
    }

    fn add_parts(&mut self, schema: &'a Schema, index: usize, location: &Location<'a>) {
        for (name, property) in schema.properties.iter() {
            self.add(property, location.child(&["properties", name]));
        }
        let additional = schema.additional.as_ref().and_then(Additional::schema);
        for (keyword, schema) in [("additionalProperties", additional), ("items", schema.items.as_ref())] {
            if let Some(schema) = schema {
                self.add(schema, location.child(&[keyword]));
            }
        }
        for (keyword, members) in [
            ("allOf", &schema.all_of),
            ("oneOf", &schema.one_of),
            ("anyOf", &schema.any_of),
        ] {
            for (position, member) in members.iter().enumerate() {
                if let SchemaSlot::Component(name) = member {
                    self.references.push((index, name));
                    continue;
                }
                let added = self.add(member, location.child(&[keyword, &position.to_string()]));
                self.join(index, added);
                if let Some(added) = self.all.get_mut(added) {
                    added.adds_to = (keyword == "allOf" && only_demands(member)).then_some(index);
                }
            }
        }
    }

    /// Those that are structs, or add to one, so that they may have more fields.
    fn with_fields(&self) -> BTreeSet<usize> {
        let declares = |node: &Node<'a>| node.properties().next().is_some();
        let above = |is: &dyn Fn(&Node<'a>) -> bool| {
            let all = self.all.iter().enumerate().filter(|(_, schema)| is(schema));
            self.reached(all.map(|(index, _)| index).collect(), |schema| &schema.owners)
        };
        let above_properties = above(&declares);
        let above_alternatives = above(&|schema| schema.has_alternatives);
        let is_merged = |index: &usize| above_properties.contains(index) && !above_alternatives.contains(index);
        let all = self.all.iter().enumerate();
        let all = all.filter(|(index, schema)| declares(schema) || is_merged(&schema.adds_to.unwrap_or(*index)));
        all.map(|(index, _)| index).collect()
    }

    fn join(&mut self, owner: usize, member: usize) {
        if let Some(owner) = self.all.get_mut(owner) {
            owner.members.push(member);
        }
        if let Some(member) = self.all.get_mut(member) {
            member.owners.push(owner);
        }
    }

    /// The schemas that may hold for the same value as one of these: all that have it for a member, and their members.
    fn beside(&self, declaring: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        let owners = self.reached(declaring.collect(), |schema| &schema.owners);
        self.reached(owners, |schema| &schema.members)
    }

    fn reached(
        &self,
        mut reached: BTreeSet<usize>,
        next: for<'s> fn(&'s Node<'a>) -> &'s Vec<usize>,
    ) -> BTreeSet<usize> {
        let mut open: Vec<usize> = reached.iter().copied().collect();
        while let Some(schema) = open.pop().and_then(|index| self.all.get(index)) {
            open.extend(next(schema).iter().filter(|other| reached.insert(**other)));
        }
        reached
    }

    /// The names that are required and that no schema declares, by the schemas that require them.
    fn undeclared(&self) -> BTreeMap<usize, Vec<&'a str>> {
        let all = || self.all.iter().enumerate();
        let free = self.beside(
            all()
                .filter(|(_, schema)| schema.describes_others)
                .map(|(index, _)| index),
        );
        let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, schema) in all().filter(|(index, _)| !free.contains(index)) {
            for name in schema.required().filter(|name| !schema.declares(name)) {
                open.entry(name).or_default().push(index);
            }
        }
        let mut declaring: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, schema) in all() {
            for name in schema.properties().filter(|name| open.contains_key(name)) {
                declaring.entry(name).or_default().push(index);
            }
        }
        let mut undeclared: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (name, requiring) in open {
            let declared = self.beside(declaring.remove(name).unwrap_or_default().into_iter());
            for index in requiring.into_iter().filter(|index| !declared.contains(index)) {
                undeclared.entry(index).or_default().push(name);
            }
        }
        undeclared
    }
}
