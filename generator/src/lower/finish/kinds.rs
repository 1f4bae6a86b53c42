//! The kinds of JSON value that types are written as.

use std::collections::{BTreeSet, VecDeque};

use crate::ir::{JsonKind, Literal, Shape, Type, TypeDef, UnionVariant};

/// Every kind of JSON value but null.
const ALL: [JsonKind; 6] = [
    JsonKind::Bool,
    JsonKind::Integer,
    JsonKind::Number,
    JsonKind::String,
    JsonKind::Array,
    JsonKind::Object,
];

/// The kinds of all named types, null aside.
///
/// A union is of all the kinds that its members are of, and unions may lead to each other in circles: a type is of a kind
/// where something says so, and of no other. That is the least of all answers that agree.
pub(super) struct Kinds(Vec<BTreeSet<JsonKind>>);

impl Kinds {
    /// Begins with none, and asks again whoever asked for what has grown.
    pub(super) fn of(types: &[TypeDef]) -> Self {
        let mut kinds = Self(vec![BTreeSet::new(); types.len()]);
        let askers = askers(types);
        let mut open: VecDeque<usize> = (0..types.len()).collect();
        let mut waits = vec![true; types.len()];
        while let Some(index) = open.pop_front() {
            if let Some(waits) = waits.get_mut(index) {
                *waits = false;
            }
            let found = types.get(index).map(|definition| kinds.of_shape(&definition.shape));
            let Some((known, found)) = kinds
                .0
                .get_mut(index)
                .zip(found)
                .filter(|(known, found)| **known != *found)
            else {
                continue;
            };
            *known = found;
            for asker in askers.get(index).into_iter().flatten() {
                if let Some(waits) = waits.get_mut(*asker).filter(|waits| !**waits) {
                    *waits = true;
                    open.push_back(*asker);
                }
            }
        }
        kinds
    }

    /// The kinds of a type.
    pub(super) fn of_type(&self, ty: &Type) -> BTreeSet<JsonKind> {
        match ty {
            Type::Scalar(scalar) if scalar.is_any_json() => ALL.into(),
            Type::Scalar(scalar) if scalar.is_number() => [JsonKind::Integer].into(),
            Type::String | Type::Scalar(_) => [JsonKind::String].into(),
            Type::Bool => [JsonKind::Bool].into(),
            Type::Integer(_) => [JsonKind::Integer].into(),
            Type::Float(_) => [JsonKind::Integer, JsonKind::Number].into(),
            Type::Json => ALL.into(),
            Type::File => BTreeSet::new(),
            Type::JsonObject | Type::Map(_) | Type::MapBy(..) => [JsonKind::Object].into(),
            Type::Array(_) | Type::Tuple(_) => [JsonKind::Array].into(),
            Type::Nullable(inner) | Type::Boxed(inner) => self.of_type(inner),
            Type::Named(id) => self.0.get(id.0).cloned().unwrap_or_default(),
        }
    }

    fn of_shape(&self, shape: &Shape) -> BTreeSet<JsonKind> {
        match shape {
            Shape::Struct(_) => [JsonKind::Object].into(),
            Shape::StringEnum(_) => [JsonKind::String].into(),
            Shape::IntegerEnum(_) => [JsonKind::Integer].into(),
            Shape::Constant(literal) => [of_literal(literal)].into(),
            Shape::Alias(ty) | Shape::Newtype(ty) => self.of_type(ty),
            Shape::Union(union) => {
                let variants = union.variants.iter().map(UnionVariant::whole);
                let kinds = variants.map(|ty| ty.map_or([JsonKind::Object].into(), |ty| self.of_type(ty)));
                kinds.flatten().collect()
            }
        }
    }
}

fn of_literal(literal: &Literal) -> JsonKind {
    match literal {
        Literal::String(_) => JsonKind::String,
        Literal::Integer(_) => JsonKind::Integer,
        Literal::Number(_) => JsonKind::Number,
        Literal::Bool(_) => JsonKind::Bool,
    }
}

/// For each type those whose kinds depend on its own.
fn askers(types: &[TypeDef]) -> Vec<Vec<usize>> {
    let mut askers = vec![Vec::new(); types.len()];
    for (index, definition) in types.iter().enumerate() {
        let asked = match &definition.shape {
            Shape::Alias(_) | Shape::Newtype(_) | Shape::Union(_) => definition.shape.types(),
            _ => Vec::new(),
        };
        for ty in asked {
            if let Type::Named(id) = ty.held()
                && let Some(askers) = askers.get_mut(id.0)
            {
                askers.push(index);
            }
        }
    }
    askers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Docs, Guard, Name, Rules, TypeId, Union};

    fn union_of(members: &[Type]) -> TypeDef {
        let variants = members.iter().map(|ty| UnionVariant {
            name: "Member".to_owned(),
            docs: Docs::default(),
            ty: ty.clone(),
            inside: None,
            rules: Rules::default(),
            tags: Vec::new(),
            implied: None,
            guard: Guard::default(),
            is_default: false,
            is_only_of_type: false,
        });
        TypeDef {
            name: Name {
                rust: "Union".to_owned(),
                wire: "Union".to_owned(),
            },
            docs: Docs::default(),
            origin: crate::pointer::Place::default(),
            key: "Union".to_owned(),
            view: None,
            told: crate::ir::Told::default(),
            shape: Shape::Union(Union {
                tag: None,
                variants: variants.collect(),
            }),
            renamed: Vec::new(),
            rules: Rules::default(),
            checks: None,
        }
    }

    #[test]
    fn in_a_circle_each_is_what_some_member_says_and_no_more() {
        let named = |index: usize| Type::Named(TypeId(index));
        let types = [
            union_of(&[named(1), Type::Bool]),
            union_of(&[named(2), named(0)]),
            union_of(&[named(0), Type::String]),
            union_of(&[named(3)]),
        ];
        let kinds = Kinds::of(&types);
        for index in 0..3 {
            assert_eq!(kinds.of_type(&named(index)), [JsonKind::Bool, JsonKind::String].into());
        }
        assert_eq!(kinds.of_type(&named(3)), BTreeSet::new());
    }
}
