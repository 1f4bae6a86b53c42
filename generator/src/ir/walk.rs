//! Looking through the types of the parts of a document.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Api, Body, BodyFormat, Group, Operation, Output, Payload, ResponseCase, ResponseEnum, Shape, Type, TypeDef, TypeId,
    aliases,
};

impl Type {
    /// Calls `visit` for every named type in it, with whether it is held by value (not behind a `Vec`, a map or a `Box`).
    pub fn named(&self, visit: &mut impl FnMut(TypeId, bool)) {
        self.walk(true, visit);
    }

    fn walk(&self, by_value: bool, visit: &mut impl FnMut(TypeId, bool)) {
        match self {
            Self::Named(id) => visit(*id, by_value),
            Self::Nullable(inner) => inner.walk(by_value, visit),
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) => inner.walk(false, visit),
            Self::Tuple(elements) => elements.iter().for_each(|element| element.walk(by_value, visit)),
            Self::MapBy(id, inner) => {
                visit(*id, false);
                inner.walk(false, visit);
            }
            _ => {}
        }
    }
}

impl Type {
    /// The types that it holds in any number, or one of each: elements, values of a map.
    pub fn elements(&self) -> &[Self] {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::MapBy(_, inner) => std::slice::from_ref(inner),
            Self::Tuple(elements) => elements,
            _ => &[],
        }
    }

    /// The type of a value that is there, wherever it is held.
    pub fn held(&self) -> &Self {
        match self {
            Self::Nullable(inner) | Self::Boxed(inner) => inner.held(),
            other => other,
        }
    }

    /// Calls `change` for every named type in it.
    pub fn rename(&mut self, change: &mut impl FnMut(&mut TypeId)) {
        match self {
            Self::Named(id) => change(id),
            Self::Nullable(inner) | Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) => inner.rename(change),
            Self::Tuple(elements) => elements.iter_mut().for_each(|element| element.rename(change)),
            Self::MapBy(id, inner) => {
                change(id);
                inner.rename(change);
            }
            _ => {}
        }
    }
}

impl Shape {
    /// The types of its parts, in order.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => {
                let additional = object.additional.iter().map(|additional| &additional.ty);
                object.fields.iter().map(|field| &field.ty).chain(additional).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::Constant(_) => Vec::new(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
        }
    }

    /// The types of its parts, to be changed.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let additional = object.additional.iter_mut().map(|additional| &mut additional.ty);
                object
                    .fields
                    .iter_mut()
                    .map(|field| &mut field.ty)
                    .chain(additional)
                    .collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::Constant(_) => Vec::new(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
        }
    }
}

impl Group {
    /// The types of all parameters, bodies and responses.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.sent_types().chain(self.received_types())
    }

    /// The enums of responses and of errors, by their names.
    pub fn enums(&self) -> BTreeMap<&str, Vec<&ResponseEnum>> {
        let mut enums: BTreeMap<&str, Vec<&ResponseEnum>> = BTreeMap::new();
        for one in self.outputs.iter().chain(&self.errors) {
            enums.entry(&one.name).or_default().push(one);
        }
        enums
    }

    /// The bodies of all responses.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        let outputs = self.operations.iter().flat_map(|operation| match &operation.output {
            Output::One(cases) => cases.as_slice(),
            Output::Several(_) => &[],
        });
        let enums = self.outputs.iter().chain(&self.errors).flat_map(ResponseEnum::cases);
        outputs.chain(enums).map(|case| &case.payload)
    }

    /// Each operation with the cases of its responses, the documented errors among them.
    pub fn operations_with_cases(&self) -> impl Iterator<Item = (&Operation, Vec<&ResponseCase>)> {
        let enums = self.outputs.iter().chain(&self.errors);
        let enums: BTreeMap<&str, &ResponseEnum> = enums.map(|one| (one.name.as_str(), one)).collect();
        self.operations.iter().map(move |operation| {
            let (plain, several) = match &operation.output {
                Output::One(cases) => (cases.as_slice(), None),
                Output::Several(name) => (&[][..], Some(name)),
            };
            let names = several.into_iter().chain([&operation.error]);
            let named = names.filter_map(|name| enums.get(name.as_str()));
            let cases = plain.iter().chain(named.flat_map(|one| one.cases()));
            (operation, cases.collect())
        })
    }

    /// The types of all responses and their headers.
    pub fn received_types(&self) -> impl Iterator<Item = &Type> {
        let headers = self.headers.iter().flat_map(|headers| headers.headers.own());
        let bodies = self.payloads().filter_map(Payload::value_type);
        bodies.chain(headers.map(|header| &header.ty))
    }

    /// The types of all responses and their headers, to be changed.
    pub fn received_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let outputs = self
            .operations
            .iter_mut()
            .flat_map(|operation| match &mut operation.output {
                Output::One(cases) => cases.as_mut_slice(),
                Output::Several(_) => &mut [],
            });
        let enums = self.outputs.iter_mut().chain(&mut self.errors);
        let enums = enums.flat_map(|response_enum| &mut response_enum.variants);
        let enums = enums.map(|variant| &mut variant.case);
        let headers = self.headers.iter_mut().flat_map(|headers| headers.headers.own_mut());
        let bodies = outputs.chain(enums).filter_map(|case| case.payload.value_type_mut());
        bodies.chain(headers.map(|header| &mut header.ty))
    }

    /// The types of all parameters and request bodies, to be changed.
    pub fn sent_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        self.operations.iter_mut().flat_map(|operation| {
            let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.ty);
            let others = operation.other_bodies.iter_mut().map(|other| &mut other.body);
            parameters.chain(operation.body.iter_mut().chain(others).map(|body| &mut body.ty))
        })
    }

    /// The types of all parameters and request bodies.
    pub fn sent_types(&self) -> impl Iterator<Item = &Type> {
        self.operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
            parameters.chain(operation.bodies().map(|body| &body.ty))
        })
    }
}

impl Operation {
    /// All its bodies, the first one first.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let others = self.other_bodies.iter().map(|other| &other.body);
        self.body.iter().chain(others)
    }

    /// The same, to be changed.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Body> {
        let others = self.other_bodies.iter_mut().map(|other| &mut other.body);
        self.body.iter_mut().chain(others)
    }

    /// Its methods, the one of its own name first.
    pub fn methods(&self) -> impl Iterator<Item = &String> {
        let others = self.other_bodies.iter().map(|other| &other.method);
        std::iter::once(&self.name.rust).chain(others)
    }
}

impl TypeDef {
    /// The names that it brings: its own and, for a tolerant enum, that of the exhaustive view.
    pub fn rust_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.rust.as_str()).chain(self.view.as_deref())
    }
}

/// The modules of a client's root, which may have no crate of the same name beside them.
const OWN_MODULES: &[&str] = &[
    "api",
    "callbacks",
    "client",
    "errors",
    "runtime",
    "servers",
    "transport",
    "types",
    "webhooks",
    "xml",
];

impl Api {
    /// The forms of all bodies.
    pub fn body_formats(&self) -> BTreeSet<BodyFormat> {
        let bodies = self.operations().flat_map(Operation::bodies);
        bodies.map(|body| body.format).collect()
    }

    /// Whether some body is XML.
    pub fn has_xml(&self) -> bool {
        let mut payloads = self.groups.iter().flat_map(Group::payloads);
        payloads.any(|payload| matches!(payload, Payload::Xml(_)))
            || self
                .operations()
                .flat_map(Operation::bodies)
                .any(|body| body.xml_roots().next().is_some())
            || self.webhooks.xml().next().is_some()
    }

    /// The type of an id; `None` only for an id of another [`Api`].
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// The type of a value that is there, without its other names; `None` for an alias of itself.
    pub(crate) fn held<'t>(&'t self, ty: &'t Type) -> Option<&'t Type> {
        let followed = |ty| aliases::followed(|id| self.type_def(id).map(|definition| &definition.shape), ty);
        let mut ty = followed(ty)?;
        while let Type::Nullable(inner) | Type::Boxed(inner) = ty {
            ty = followed(inner)?;
        }
        Some(ty)
    }

    /// The crates whose types callers name, and which the client re-exports: JSON values, and what formats stand for.
    pub fn public_crates(&self) -> BTreeSet<String> {
        let of_scalars = self.scalars.iter().filter_map(|scalar| scalar.public_crate());
        let is_free = |name: &String| !OWN_MODULES.contains(&name.as_str());
        let json = "serde_json".to_owned();
        of_scalars.filter(is_free).chain([json]).collect()
    }

    /// Whether some operation is paginated.
    pub fn has_pages(&self) -> bool {
        self.operations().any(|operation| operation.paging.is_some())
    }

    /// All operations of all groups.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}
