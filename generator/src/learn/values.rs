//! What departs in a value from its type, as the readers of a client note it.
//!
//! A client reads a text by its types; here the types are data, and the text is a value. Both must note the same.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::notes::{Kind, Look, Note, Notes, Step};
use super::scalars;
use super::unions::Choice;
use crate::ir::{Api, Dates, Field, Presence, Shape, Struct, Type, TypeId, ValueEnum};

/// How many differences are noted of one value.
const MAX_NOTES: usize = 1000;

/// What departs in a value of this type; what is the same for several elements of an array, once.
pub(super) fn audit(api: &Api, ty: &Type, value: &Value) -> Vec<Note> {
    let mut audit = Audit {
        api,
        known: BTreeMap::new(),
    };
    audit.of(ty, value, Dates::Strict).as_ref().clone()
}

pub(super) struct Audit<'a> {
    pub(super) api: &'a Api,
    /// The notes of values that were looked at as named types, by the addresses of the values: the types of a union are all
    /// tried, and so is what is in them.
    known: BTreeMap<(TypeId, *const Value, bool), Notes>,
}

impl<'a> Look<'a> for Audit<'a> {
    fn notes(&mut self, ty: &'a Type, value: &Value, dates: Dates) -> Notes {
        self.of(ty, value, dates)
    }
}

impl<'a> Audit<'a> {
    pub(super) fn of(&mut self, ty: &'a Type, value: &Value, dates: Dates) -> Notes {
        match ty {
            Type::Nullable(_) if value.is_null() => Notes::default(),
            Type::Nullable(inner) | Type::Boxed(inner) => self.of(inner, value, dates),
            Type::Named(id) => self.named(*id, value, dates),
            Type::Array(inner) => self.array(inner, value, dates),
            Type::Tuple(elements) => self.tuple(elements, value, dates),
            Type::Map(inner) | Type::MapBy(_, inner) => self.map(inner, value, dates),
            _ => Rc::new(scalars::note(self.api, ty, value, dates).into_iter().collect()),
        }
    }

    fn named(&mut self, id: TypeId, value: &Value, dates: Dates) -> Notes {
        let key = (id, std::ptr::from_ref(value), dates == Dates::Lenient);
        if let Some(notes) = self.known.get(&key) {
            return Rc::clone(notes);
        }
        // A type that holds itself without anything around it fits nothing.
        self.known
            .insert(key, Rc::new(vec![Note::of_shape("another value", value)]));
        let api = self.api;
        let notes = match api.type_def(id).map(|definition| &definition.shape) {
            Some(Shape::Alias(inner) | Shape::Newtype(inner)) => self.of(inner, value, dates),
            Some(Shape::Struct(object)) => match value {
                Value::Object(members) => Rc::new(self.object(object, members, dates)),
                other => Rc::new(vec![Note::of_shape("an object", other)]),
            },
            Some(Shape::Union(union)) => Choice { union, value, dates }.notes(self),
            Some(Shape::Constant(literal)) => Rc::new(scalars::constant(literal, value).into_iter().collect()),
            Some(Shape::StringEnum(listed)) => Rc::new(listed_value(listed, value, "a string")),
            Some(Shape::IntegerEnum(listed)) => Rc::new(listed_value(listed, value, "an integer")),
            None => Notes::default(),
        };
        self.known.insert(key, Rc::clone(&notes));
        notes
    }

    fn array(&mut self, inner: &'a Type, value: &Value, dates: Dates) -> Notes {
        let Value::Array(elements) = value else {
            return Rc::new(vec![Note::of_shape("an array", value)]);
        };
        let mut gathered = Gathered::default();
        for (index, element) in elements.iter().enumerate() {
            let notes = self.of(inner, element, dates);
            gathered.add(notes.iter().map(|note| note.clone().in_element(index)));
        }
        Rc::new(gathered.notes)
    }

    fn tuple(&mut self, types: &'a [Type], value: &Value, dates: Dates) -> Notes {
        let Value::Array(elements) = value else {
            return Rc::new(vec![Note::of_shape("an array", value)]);
        };
        if elements.len() < types.len() {
            let expected = format!("an array of {} elements", types.len());
            return Rc::new(vec![Note::new(Kind::Shape, &expected, "an array")]);
        }
        let mut gathered = Gathered::default();
        for (index, element) in elements.iter().enumerate() {
            let notes = match types.get(index) {
                Some(ty) => self.of(ty, element, dates),
                None => Rc::new(vec![Note::new(Kind::Undeclared, "no such element", "an element")]),
            };
            gathered.add(notes.iter().map(|note| note.clone().in_element(index)));
        }
        Rc::new(gathered.notes)
    }

    fn map(&mut self, inner: &'a Type, value: &Value, dates: Dates) -> Notes {
        let Value::Object(members) = value else {
            return Rc::new(vec![Note::of_shape("an object", value)]);
        };
        let mut gathered = Gathered::default();
        for (name, member) in members {
            let notes = self.of(inner, member, dates);
            gathered.add(notes.iter().map(|note| note.clone().in_member(name)));
        }
        Rc::new(gathered.notes)
    }

    fn object(&mut self, object: &'a Struct, members: &Map<String, Value>, dates: Dates) -> Vec<Note> {
        let mut gathered = Gathered::default();
        let fields: BTreeMap<&str, &Field> = object
            .fields
            .iter()
            .map(|field| (field.name.wire.as_str(), field))
            .collect();
        for (name, member) in members {
            let notes = match (fields.get(name.as_str()), &object.additional) {
                (Some(field), _) => self.field(field, member, dates),
                (None, Some(additional)) => self.of(&additional.ty, member, dates),
                (None, None) => Rc::new(vec![Note::new(Kind::Undeclared, "no such property", "a property")]),
            };
            gathered.add(notes.iter().map(|note| note.clone().in_member(name)));
        }
        let required = |field: &&Field| matches!(field.presence, Presence::Required | Presence::Nullable);
        for field in object.fields.iter().filter(required) {
            let name = &field.name.wire;
            if !members.contains_key(name) {
                gathered.add([Note::missing(name)]);
            }
        }
        gathered.notes
    }

    fn field(&mut self, field: &'a Field, value: &Value, dates: Dates) -> Notes {
        let dates = match field.dates {
            Dates::Lenient => Dates::Lenient,
            Dates::Strict => dates,
        };
        let may_be_null = match field.presence {
            Presence::Nullable | Presence::Tristate | Presence::Lenient => true,
            Presence::Optional => field.may_be_null,
            Presence::Required => false,
        };
        if value.is_null() && may_be_null {
            return Notes::default();
        }
        let notes = self.of(&field.ty, value, dates);
        let is_read = notes.iter().all(|note| !note.kind.is_fatal());
        match field.presence {
            Presence::Optional if value.is_null() && !is_read => {
                Rc::new(vec![Note::new(Kind::ReadNull, "a value", "null")])
            }
            Presence::Lenient if !is_read => Notes::default(),
            _ => notes,
        }
    }
}

/// A value of an enum.
fn listed_value(listed: &ValueEnum, value: &Value, expected: &str) -> Vec<Note> {
    let text = match value {
        Value::String(text) if expected == "a string" => text.clone(),
        Value::Number(number) if expected == "an integer" => number.to_string(),
        other => return vec![Note::of_shape(expected, other)],
    };
    let is_listed = listed.variants.iter().any(|variant| variant.name.wire == text);
    match (is_listed, &listed.open) {
        (true, _) => Vec::new(),
        (false, Some(_)) => vec![Note::new(Kind::Unlisted, "a listed value", "another value")],
        (false, None) => vec![Note::of_shape("not one of the listed values", value)],
    }
}

/// Notes, each once for all elements of an array.
#[derive(Default)]
struct Gathered {
    notes: Vec<Note>,
    known: BTreeSet<(Kind, Vec<Step>, &'static str)>,
}

impl Gathered {
    fn add(&mut self, notes: impl IntoIterator<Item = Note>) {
        for note in notes {
            if self.notes.len() < MAX_NOTES && self.known.insert(note.general()) {
                self.notes.push(note);
            }
        }
    }
}
