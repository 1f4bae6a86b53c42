//! Where in the types of an API a JSON Pointer leads.

use std::collections::BTreeSet;

use super::Departure;
use crate::ir::{Api, Group, Shape, Type, TypeId};
use crate::pointer::Pointer;

/// Where a pointer leads: the last property on the way, and the structs that are there.
pub(super) struct Found {
    property: Option<(String, String)>,
    /// The keys of the structs.
    pub(super) types: Vec<String>,
}

impl Found {
    /// The place of the property, as the configuration names it.
    pub(super) fn property(self) -> Option<String> {
        self.property.map(|(key, name)| format!("{key}.{name}"))
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

/// The types of the response that departs.
fn types<'a>(api: &'a Api, departure: &Departure) -> Vec<&'a Type> {
    let operations = api.groups.iter().flat_map(Group::operations_with_cases);
    let named = operations.filter(|(operation, _)| operation.name.wire == departure.operation);
    let cases = named.flat_map(|(_, cases)| cases);
    let read = cases.filter(|case| (case.bounds.0..=case.bounds.1).contains(&departure.status));
    read.filter_map(|case| case.payload.value_type()).collect()
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
        for ty in types(self.api, departure) {
            self.go(ty, &tokens, None);
        }
    }

    /// The first of these tokens may be any other.
    fn is_free(&mut self, tokens: &[String]) {
        self.free.insert(self.tokens.len() - tokens.len() + 1);
    }

    fn go(&mut self, ty: &'a Type, tokens: &[String], property: Option<(String, String)>) {
        match (ty, tokens) {
            (Type::Nullable(inner) | Type::Boxed(inner), _) => self.go(inner, tokens, property),
            (Type::Named(id), _) => self.named(*id, tokens, property),
            (Type::Array(inner) | Type::Map(inner) | Type::MapBy(_, inner), [_, rest @ ..]) => {
                self.is_free(tokens);
                self.go(inner, rest, property);
            }
            (Type::Tuple(elements), [position, rest @ ..]) => {
                let element = position.parse().ok().and_then(|position: usize| elements.get(position));
                element
                    .into_iter()
                    .for_each(|element| self.go(element, rest, property.clone()));
            }
            (_, []) => self.found.push(Found {
                property,
                types: Vec::new(),
            }),
            _ => {}
        }
    }

    fn named(&mut self, id: TypeId, tokens: &[String], property: Option<(String, String)>) {
        let Some(definition) = self.api.type_def(id) else {
            return;
        };
        if !self.seen.insert((id, tokens.len())) {
            return;
        }
        match &definition.shape {
            Shape::Alias(inner) | Shape::Newtype(inner) => self.go(inner, tokens, property),
            Shape::Union(union) => {
                let before = self.found.len();
                for variant in &union.variants {
                    match (&variant.inside, tokens) {
                        (None, _) => self.go(&variant.ty, tokens, property.clone()),
                        (Some(name), [first, rest @ ..]) if name == first => {
                            self.go(&variant.ty, rest, property.clone());
                        }
                        (Some(_), _) => {}
                    }
                }
                if tokens.is_empty() && self.found.len() == before {
                    self.end(property, Vec::new());
                }
            }
            Shape::Struct(object) => match tokens {
                [] => self.end(property, vec![definition.key.clone()]),
                [name, rest @ ..] => {
                    let field = object.fields.iter().find(|field| field.name.wire == *name);
                    let additional = object.additional.as_ref();
                    if let Some(field) = field {
                        self.go(&field.ty, rest, Some((definition.key.clone(), name.clone())));
                    } else if let Some(additional) = additional {
                        self.is_free(tokens);
                        self.go(&additional.ty, rest, property);
                    }
                }
            },
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Constant(_) if tokens.is_empty() => {
                self.end(property, Vec::new());
            }
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Constant(_) => {}
        }
    }

    fn end(&mut self, property: Option<(String, String)>, types: Vec<String>) {
        self.found.push(Found { property, types });
    }
}
