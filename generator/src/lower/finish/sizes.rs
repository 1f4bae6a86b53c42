//! What is large is boxed where it is held: documents nest objects as deep as they like, and a value that holds all of
//! that by value does not fit a stack.
//!
//! What was held by value before stays so, as the lock says.

use crate::ir::{Shape, Type, TypeDef};

/// How many bytes a part of a type may have before it is boxed.
const LARGEST: usize = 1024;

/// A part of a type that is to be boxed: the type, and which of its parts.
type Part = (usize, usize);

/// The parts that are too large to be held by value, once nothing holds itself; `was_held` says which were so before.
pub(super) fn large_parts(types: &[TypeDef], was_held: impl Fn(usize, usize) -> bool) -> Vec<Part> {
    let mut sizes = Sizes {
        types,
        was_held: &was_held,
        known: vec![None; types.len()],
        large: Vec::new(),
    };
    for index in 0..types.len() {
        sizes.of_type(index);
    }
    sizes.large.sort_unstable();
    sizes.large
}

struct Sizes<'t> {
    types: &'t [TypeDef],
    was_held: &'t dyn Fn(usize, usize) -> bool,
    known: Vec<Option<usize>>,
    large: Vec<Part>,
}

impl Sizes<'_> {
    /// About how many bytes a value has; what is only begun counts nothing, so that this ends.
    fn of_type(&mut self, index: usize) -> usize {
        if let Some(known) = self.known.get(index).copied().flatten() {
            return known;
        }
        self.remember(index, 0);
        let size = match self.types.get(index).map(|definition| &definition.shape) {
            Some(Shape::Struct(_)) => self.parts(index).into_iter().sum(),
            Some(Shape::Union(_)) => 8 + self.parts(index).into_iter().max().unwrap_or_default(),
            Some(Shape::Alias(ty) | Shape::Newtype(ty)) => self.of(ty),
            Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) => 24,
            Some(Shape::Constant(_)) | None => 0,
        };
        self.remember(index, size);
        size
    }

    /// The sizes of the parts of a struct or a union, those that are boxed as boxes.
    fn parts(&mut self, index: usize) -> Vec<usize> {
        let types = self.types.get(index).map(|definition| definition.shape.types());
        let types = types.unwrap_or_default().into_iter().enumerate();
        types
            .map(|(part, ty)| match self.of(ty) {
                size if size > LARGEST && !(self.was_held)(index, part) => {
                    self.large.push((index, part));
                    8
                }
                size => size,
            })
            .collect()
    }

    fn of(&mut self, ty: &Type) -> usize {
        match ty {
            Type::Bool => 1,
            Type::Integer(_) | Type::Float(_) => 16,
            Type::String | Type::Scalar(_) | Type::Array(_) | Type::Map(_) | Type::MapBy(..) => 24,
            Type::Json | Type::JsonObject => 32,
            Type::File => 256,
            Type::Boxed(_) => 8,
            Type::Tuple(elements) => elements.iter().map(|element| self.of(element)).sum(),
            Type::Nullable(inner) => self.of(inner),
            Type::Named(id) => self.of_type(id.0),
        }
    }

    fn remember(&mut self, index: usize, size: usize) {
        if let Some(known) = self.known.get_mut(index) {
            *known = Some(size);
        }
    }
}
