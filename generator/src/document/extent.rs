//! How many operations and schemas a document may have, before they are read one by one.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect;
use crate::pointer::Pointer;

/// The largest real documents stay below half of it.
pub(crate) const MAX_ITEMS: usize = 50_000;

/// Why a document in the one dialect has too many operations or schemas.
pub(super) fn refusal(document: &Value) -> Option<Diagnostic> {
    let paths = document.get("paths").and_then(Value::as_object);
    let methods = paths.into_iter().flatten().filter_map(|(_, item)| item.as_object());
    let operations = methods.flatten().filter(|(key, _)| dialect::is_method(key)).count();
    let schemas_at = Pointer::root().child("components").child("schemas");
    let schemas = document.pointer(&schemas_at.to_string()).and_then(Value::as_object);
    let of_operations = too_many(operations, MAX_ITEMS, "operations", Pointer::root().child("paths"));
    of_operations.or_else(|| too_many(schemas.map_or(0, |all| all.len()), MAX_ITEMS, "schemas", schemas_at))
}

/// That there are more of something than a client may have.
pub(crate) fn too_many(count: usize, most: usize, what: &str, place: Pointer) -> Option<Diagnostic> {
    let help = "generate several clients from parts of it, by `--include` and `--exclude`";
    let refusal = || Diagnostic::new(Code::TooLarge, place, format!("more than {most} {what}")).help(help);
    (count > most).then(refusal)
}
