//! Names that collide.

use serde_json::{Value, json};

use crate::{Family, elements, members, of_paths, of_schemas, operation};

pub(crate) const ALL: &[Family] = &[
    Family::new("colliding-schemas", 5_000, schemas),
    Family::new("schemas-by-case", 5_000, schemas_by_case),
    Family::new("colliding-properties", 5_000, properties),
    Family::new("colliding-values", 10_000, values),
    Family::new("values-without-letters", 10_000, values_without_letters),
    Family::new("equal-operation-ids", 7_500, operation_ids),
    Family::new("colliding-operation-ids", 7_500, colliding_operation_ids),
    Family::new("colliding-tags", 5_000, tags),
    Family::new("colliding-parameters", 5_000, parameters),
    Family::new("colliding-inline-types", 5_000, inline_types),
];

/// A text that gets the same name as all others of its kind: words set apart by one separator or another.
fn colliding(index: usize) -> String {
    let separators = (0..16).map(|bit| if index >> bit & 1 == 1 { '-' } else { '.' });
    let letters = 'a'..='q';
    letters
        .zip(separators.chain([' ']))
        .flat_map(|(letter, separator)| [letter, separator])
        .collect::<String>()
        .trim()
        .to_owned()
}

fn by_case(index: usize) -> String {
    let letters = 'a'..='p';
    letters
        .enumerate()
        .map(|(bit, letter)| {
            if index >> bit & 1 == 1 {
                letter.to_ascii_uppercase()
            } else {
                letter
            }
        })
        .collect()
}

fn object() -> Value {
    json!({"type": "object", "properties": {"p": {"type": "string"}}})
}

fn schemas(size: usize) -> String {
    of_schemas(members(size, |index| (colliding(index), object())))
}

fn schemas_by_case(size: usize) -> String {
    of_schemas(members(size, |index| (by_case(index), object())))
}

fn properties(size: usize) -> String {
    let properties = members(size, |index| (colliding(index), json!({"type": "string"})));
    of_schemas(json!({"S": {"type": "object", "properties": properties}}))
}

fn values(size: usize) -> String {
    of_schemas(json!({"S": {"type": "string", "enum": elements(size, |index| json!(colliding(index)))}}))
}

fn values_without_letters(size: usize) -> String {
    let value = |index: usize| -> String {
        (0..16)
            .map(|bit| if index >> bit & 1 == 1 { '☃' } else { '❄' })
            .collect()
    };
    of_schemas(json!({"S": {"type": "string", "enum": elements(size, |index| json!(value(index)))}}))
}

fn of_operations(size: usize, make: impl Fn(usize) -> Value) -> String {
    of_paths(members(size, |index| {
        (format!("/p{index}"), json!({"get": make(index)}))
    }))
}

fn operation_ids(size: usize) -> String {
    of_operations(size, |_| {
        let mut operation = operation();
        operation["operationId"] = json!("get");
        operation
    })
}

fn colliding_operation_ids(size: usize) -> String {
    of_operations(size, |index| {
        let mut operation = operation();
        operation["operationId"] = json!(colliding(index));
        operation
    })
}

fn tags(size: usize) -> String {
    of_operations(size, |index| {
        let mut operation = operation();
        operation["tags"] = json!([colliding(index)]);
        operation
    })
}

fn parameters(size: usize) -> String {
    let parameters = elements(
        size,
        |index| json!({"name": colliding(index), "in": "query", "schema": {"type": "string"}}),
    );
    of_paths(json!({"/one": {"get": {"parameters": parameters, "responses": operation()["responses"]}}}))
}

fn inline_types(size: usize) -> String {
    let properties = members(size, |index| (colliding(index), object()));
    of_schemas(json!({"S": {"type": "object", "properties": properties}}))
}
