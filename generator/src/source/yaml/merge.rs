//! Merge keys: `<<: *defaults`, and `<<: [*first, *second]`.

use serde_json::Value;

/// Whether a merge key can have this value: a mapping, or a list of mappings. Under any other it is a key like all.
pub(super) fn is_merged(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(mappings) => !mappings.is_empty() && mappings.iter().all(Value::is_object),
        _ => false,
    }
}

/// The members that a merge key brings: of one mapping, or of several, the first of which counts.
pub(super) fn members_of(value: Value) -> Vec<(String, Value)> {
    let mappings = match value {
        Value::Array(mappings) => mappings,
        mapping => vec![mapping],
    };
    let members = mappings.into_iter().filter_map(|mapping| match mapping {
        Value::Object(members) => Some(members),
        _ => None,
    });
    members.flatten().collect()
}
