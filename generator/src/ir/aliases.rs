//! Types by other names.

use super::{Shape, Type, TypeId};

/// The type that a type stands for, under however many names; `None` for an alias of itself.
///
/// A circle is found by Brent's algorithm: it comes back to a mark that is moved on ever more rarely, and nothing is stored.
pub(crate) fn followed<'t>(shape: impl Fn(TypeId) -> Option<&'t Shape>, ty: &'t Type) -> Option<&'t Type> {
    let mut ty = ty;
    let mut mark = None;
    let (mut steps, mut limit) = (0_usize, 1_usize);
    while let Type::Named(id) = ty
        && let Some(Shape::Alias(other)) = shape(*id)
    {
        if mark == Some(*id) {
            return None;
        }
        steps += 1;
        if steps == limit {
            (mark, steps, limit) = (Some(*id), 0, limit.saturating_mul(2));
        }
        ty = other;
    }
    Some(ty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_have_an_end_and_circles_have_none() {
        let named = |index: usize| Type::Named(TypeId(index));
        let targets = [named(1), Type::Bool, named(2), named(4), named(5), named(6), named(4)];
        let shapes = targets.map(Shape::Alias);
        let shape = |id: TypeId| shapes.get(id.0);
        let starts = [named(0), named(2), named(3), named(9)];
        let ends = starts.each_ref().map(|start| followed(shape, start).cloned());
        assert_eq!(ends, [Some(Type::Bool), None, None, Some(named(9))]);
    }
}
