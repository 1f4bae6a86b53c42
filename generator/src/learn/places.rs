//! Where in the types of an API a JSON Pointer leads.

use std::collections::BTreeSet;

use super::Departure;
use crate::ir::{Api, Group, Payload, Shape, Type, TypeId};
use crate::pointer::Pointer;

/// Where a pointer leads.
pub(super) struct Found {
    /// The last place of the configuration on the way.
    pub(super) place: Known,
    /// The keys of the structs that are there.
    pub(super) types: Vec<String>,
}

/// A place of the configuration: a property or the body of a response, and whether the pointer leads further.
#[derive(Clone)]
pub(super) struct Known {
    /// Its name in the configuration.
    pub(super) name: String,
    /// Whether the pointer leads to an element of it, or to one of its properties that have no names in the document.
    pub(super) is_around: bool,
}

impl Known {
    fn of(name: String) -> Self {
        Self { name, is_around: false }
    }

    fn around(self) -> Self {
        Self {
            is_around: true,
            ..self
        }
    }
}

/// The pointer of a departure with `*` for each index of an array and each name in a map.
pub(super) fn general(api: &Api, departure: &Departure) -> String {
    let mut walk = Walk::of(api, &departure.pointer);
    walk.all(departure);
    let tokens = departure.pointer.split('/').enumerate();
    let general = tokens.map(|(at, token)| if walk.free.contains(&at) { "*" } else { token });
    general.collect::<Vec<_>>().join("/")
}

/// Where a pointer into the response of a departure leads; to several places in a union.
pub(super) fn at(api: &Api, departure: &Departure, pointer: &str) -> Vec<Found> {
    let mut walk = Walk::of(api, pointer);
    walk.all(departure);
    walk.found
}

/// The types of the response that departs, and what the configuration calls it.
fn types<'a>(api: &'a Api, departure: &Departure) -> Vec<(&'a Type, Known)> {
    let operations = api.groups.iter().flat_map(Group::operations_with_cases);
    let named = operations.filter(|(operation, _)| operation.name.wire == departure.operation);
    let cases = named.flat_map(|(_, cases)| cases);
    let read = cases.filter(|case| (case.bounds.0..=case.bounds.1).contains(&departure.status));
    let typed = read.filter_map(|case| Some((json_type(&case.payload)?, Known::of(case.place.clone()))));
    typed.collect()
}

fn json_type(payload: &Payload) -> Option<&Type> {
    static TEXT: Type = Type::String;
    match payload {
        Payload::JsonOrText => Some(&TEXT),
        other => other.value_type(),
    }
}

struct Walk<'a> {
    api: &'a Api,
    tokens: Vec<String>,
    /// Which tokens are indices or names in maps, counted from one.
    free: BTreeSet<usize>,
    /// The types that were reached with so many tokens left.
    seen: BTreeSet<(TypeId, usize)>,
    found: Vec<Found>,
}

impl<'a> Walk<'a> {
    fn of(api: &'a Api, pointer: &str) -> Self {
        Self {
            api,
            tokens: Pointer::parse(pointer).tokens().collect(),
            free: BTreeSet::new(),
            seen: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    fn all(&mut self, departure: &Departure) {
        let tokens = self.tokens.clone();
        for (ty, place) in types(self.api, departure) {
            self.go(ty, &tokens, place);
        }
    }

    /// The first of these tokens may be any other.
    fn is_free(&mut self, tokens: &[String]) {
        self.free.insert(self.tokens.len() - tokens.len() + 1);
    }

    fn go(&mut self, ty: &'a Type, tokens: &[String], place: Known) {
        match (ty, tokens) {
            (Type::Nullable(inner) | Type::Boxed(inner), _) => self.go(inner, tokens, place),
            (Type::Named(id), _) => self.named(*id, tokens, place),
            (Type::Array(inner) | Type::Map(inner) | Type::MapBy(_, inner), [_, rest @ ..]) => {
                self.is_free(tokens);
                self.go(inner, rest, place.around());
            }
            (Type::Tuple(elements), [position, rest @ ..]) => {
                let element = position.parse().ok().and_then(|position: usize| elements.get(position));
                element
                    .into_iter()
                    .for_each(|element| self.go(element, rest, place.clone().around()));
            }
            (_, []) => self.end(place, Vec::new()),
            _ => {}
        }
    }

    fn named(&mut self, id: TypeId, tokens: &[String], place: Known) {
        let Some(definition) = self.api.type_def(id) else {
            return;
        };
        if !self.seen.insert((id, tokens.len())) {
            return;
        }
        match &definition.shape {
            Shape::Alias(inner) | Shape::Newtype(inner) => self.go(inner, tokens, place),
            Shape::Union(union) => {
                let before = self.found.len();
                for variant in &union.variants {
                    match (&variant.inside, tokens) {
                        (None, _) => self.go(&variant.ty, tokens, place.clone()),
                        (Some(name), [first, rest @ ..]) if name == first => {
                            self.go(&variant.ty, rest, place.clone().around());
                        }
                        (Some(_), _) => {}
                    }
                }
                if tokens.is_empty() && self.found.len() == before {
                    self.end(place, Vec::new());
                }
            }
            Shape::Struct(object) => match tokens {
                [] => self.end(place, vec![definition.key.clone()]),
                [name, rest @ ..] => {
                    let field = object.fields.iter().find(|field| field.name.wire == *name);
                    let additional = object.additional.as_ref();
                    if let Some(field) = field {
                        let place = Known::of(format!("{}.{name}", definition.key));
                        self.go(&field.ty, rest, place);
                    } else if let Some(additional) = additional {
                        self.is_free(tokens);
                        self.go(&additional.ty, rest, place.around());
                    }
                }
            },
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Constant(_) if tokens.is_empty() => {
                self.end(place, Vec::new());
            }
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Constant(_) => {}
        }
    }

    fn end(&mut self, place: Known, types: Vec<String>) {
        self.found.push(Found { place, types });
    }
}
