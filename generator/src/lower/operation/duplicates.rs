//! `operationId`s that can't name their operations, since another one makes the same name: OpenAPI 3.1.1, "Operation
//! Object", has each stand once.

use std::collections::BTreeMap;

use super::raw::Raw;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Group, OperationId};
use crate::names::snake;
use crate::spec::Document;

/// Reports them, once the methods have their names: each one, with the first operation that has it.
pub(crate) fn report(document: &Document, raw: &[Raw<'_>], groups: &[Group], diagnostics: &mut Diagnostics) {
    let methods = methods(groups);
    let method = |index: usize| methods.get(&OperationId(index)).map(String::as_str).unwrap_or_default();
    let mut first_by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (index, operation) in raw.iter().enumerate() {
        let Some(id) = id(operation) else { continue };
        let first = *first_by_name.entry(snake(id)).or_insert(index);
        let Some(other) = raw.get(first).filter(|_| first != index) else {
            continue;
        };
        let message = match self::id(other) {
            Some(other_id) if other_id != id => format!(
                "`{id}` and `{other_id}` of `{}` result in the same name; the methods are `{}` and `{}`",
                other.route(),
                method(index),
                method(first)
            ),
            _ => format!(
                "`{id}` is also the `operationId` of `{}`; the methods are `{}` and `{}`",
                other.route(),
                method(index),
                method(first)
            ),
        };
        let place = document.place(&operation.place.child("operationId"));
        let other = document.place(&other.place.child("operationId"));
        let help = format!("give each operation a unique `operationId`; the other one is at {other}");
        diagnostics.push(Diagnostic::new(Code::DuplicateOperationId, place, message).help(help));
    }
}

fn id<'a>(raw: &Raw<'a>) -> Option<&'a str> {
    let id = raw.operation.id.as_deref().map(str::trim);
    id.filter(|id| !id.is_empty())
}

/// The first method of each operation, as callers write it.
fn methods(groups: &[Group]) -> BTreeMap<OperationId, String> {
    let mut methods = BTreeMap::new();
    for group in groups {
        let accessor = group.handle.as_ref().map(|handle| format!("{}().", handle.accessor));
        let accessor = accessor.unwrap_or_default();
        for operation in &group.operations {
            let name = || format!("{accessor}{}", operation.name.rust);
            methods.entry(operation.id).or_insert_with(name);
        }
    }
    methods
}
