//! How many operations and schemas a document may have in all, before they are read one by one.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect;
use crate::pointer::Pointer;

/// The largest real documents stay below half of it.
pub(crate) const MAX_ITEMS: usize = 50_000;

/// Why a document in the one dialect has too many operations, webhooks and schemas.
pub(super) fn refusal(document: &Value, schemas: usize) -> Option<Diagnostic> {
    let under = |key: &str| document.get(key).and_then(Value::as_object);
    let methods = [under("paths"), under(dialect::WEBHOOKS)]
        .into_iter()
        .flatten()
        .flatten();
    let methods = methods.filter_map(|(_, item)| item.as_object()).flatten();
    let operations = methods.filter(|(key, _)| dialect::is_method(key)).count();
    too_many(
        operations + schemas,
        MAX_ITEMS,
        "operations and schemas",
        Pointer::root(),
    )
}

/// That there are more of something than a client may have.
pub(crate) fn too_many(count: usize, most: usize, what: &str, place: Pointer) -> Option<Diagnostic> {
    let help = "generate several clients from parts of it, by `--include` and `--exclude`";
    let refusal = || Diagnostic::new(Code::TooLarge, place, format!("more than {most} {what}")).help(help);
    (count > most).then(refusal)
}
