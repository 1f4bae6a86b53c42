//! What a value of each type may be as it stands: the types behind other names and newtypes, and the variants of unions.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::ir::{Field, Shape, Type, TypeDef, TypeId, Union, UnionVariant};

/// The types, as a graph to be walked again and again: a chain of unions is walked from each of them.
pub(super) struct Within<'t> {
    types: &'t [TypeDef],
    /// The types that may stand where a type does, the first one last.
    next: Vec<Vec<TypeId>>,
    fields: HashMap<(TypeId, &'t str), &'t Field>,
    walks: Cell<usize>,
    /// On which walk each type was met last.
    met: Cell<Vec<usize>>,
}

impl<'t> Within<'t> {
    pub(super) fn of(types: &'t [TypeDef]) -> Self {
        let fields = types.iter().enumerate().flat_map(|(index, definition)| {
            let fields = match &definition.shape {
                Shape::Struct(object) => object.fields.as_slice(),
                _ => &[],
            };
            // The first one of a name is the one that is found.
            let fields = fields.iter().rev();
            fields.map(move |field| ((TypeId(index), field.name.wire.as_str()), field))
        });
        Self {
            types,
            next: types.iter().map(|definition| next(&definition.shape)).collect(),
            fields: fields.collect(),
            walks: Cell::new(0),
            met: Cell::new(Vec::new()),
        }
    }

    pub(super) fn types(&self) -> &'t [TypeDef] {
        self.types
    }

    /// The property of a struct.
    pub(super) fn field(&self, id: TypeId, name: &str) -> Option<&'t Field> {
        self.fields.get(&(id, name)).copied()
    }

    /// The names of the properties of all structs.
    pub(super) fn field_names(&self) -> HashSet<&'t str> {
        self.fields.keys().map(|(_, name)| *name).collect()
    }

    /// Calls `visit` with each type that a value of `ty` may be of as it stands, once, in the order of the variants.
    pub(super) fn each(&self, ty: &Type, visit: impl FnMut(TypeId, &'t Shape)) {
        self.each_entering(ty, |_| true, visit);
    }

    /// The same, but not with the variants of the unions that `enters` excludes.
    pub(super) fn each_entering(
        &self,
        ty: &Type,
        enters: impl Fn(&Union) -> bool,
        mut visit: impl FnMut(TypeId, &'t Shape),
    ) {
        let walk = self.walks.get() + 1;
        self.walks.set(walk);
        let mut met = self.met.take();
        met.resize(self.types.len(), 0);
        let mut open: Vec<TypeId> = named(ty).into_iter().collect();
        while let Some(id) = open.pop() {
            let (Some(definition), Some(met)) = (self.types.get(id.0), met.get_mut(id.0)) else {
                continue;
            };
            if std::mem::replace(met, walk) == walk {
                continue;
            }
            visit(id, &definition.shape);
            let is_entered = match &definition.shape {
                Shape::Union(union) => enters(union),
                _ => true,
            };
            if is_entered {
                open.extend(self.next.get(id.0).into_iter().flatten());
            }
        }
        self.met.set(met);
    }
}

fn next(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Alias(ty) | Shape::Newtype(ty) => named(ty).into_iter().collect(),
        Shape::Union(union) => {
            let whole = union.variants.iter().rev().filter_map(UnionVariant::whole);
            whole.filter_map(named).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn named(ty: &Type) -> Option<TypeId> {
    match ty.held() {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}
