//! The order of the arguments of `new`, which callers rely on: two strings that change places still compile.

use crate::ir::{Shape, TypeDef};
use crate::names::{NEW, Names};

/// Gives every struct that callers make the order of its arguments: that of the last run, what is new after it.
pub(super) fn settle(types: &mut [TypeDef], keys: &[String], names: &mut Names) {
    for (definition, key) in types.iter_mut().zip(keys) {
        let Shape::Struct(object) = &mut definition.shape else {
            continue;
        };
        if !object.sent {
            continue;
        }
        let asked_for = object.fields.iter().filter(|field| field.is_asked_for());
        let wires: Vec<&str> = asked_for.map(|field| field.name.wire.as_str()).collect();
        let order = names.in_order(NEW, key, &wires).into_iter();
        let arguments = order.filter_map(|position| wires.get(position));
        object.arguments = arguments.map(|wire| (*wire).to_owned()).collect();
    }
}
