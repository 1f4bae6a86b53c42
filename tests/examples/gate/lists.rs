//! Valid values of arrays.

use serde_json::{Value, json};

use crate::document::{Document, Node};
use crate::elements::Elements;
use crate::synthesis::{DEEP, samples};

/// The first element alone, none, and all of them; by position where they are described so.
pub(crate) fn arrays<'d>(document: &Document<'d>, schema: Node<'d>, depth: usize) -> Vec<Value> {
    let described = Elements::of(schema);
    if !described.listed.is_empty() {
        return by_position(document, &described, depth);
    }
    let Some(items) = described.rest.filter(|_| depth < DEEP) else {
        return vec![json!([])];
    };
    let elements = samples(document, items, depth + 1);
    let first: Vec<&Value> = elements.iter().take(1).collect();
    vec![json!(first), json!([]), json!(elements)]
}

/// The first value of each position, each position's other values in turn, and fewer and more elements where there may be.
fn by_position<'d>(document: &Document<'d>, described: &Elements<'d>, depth: usize) -> Vec<Value> {
    let listed = described.listed.iter();
    let listed: Vec<Vec<Value>> = listed.map(|element| samples(document, *element, depth + 1)).collect();
    let Some(first) = listed
        .iter()
        .map(|values| values.first().cloned())
        .collect::<Option<Vec<Value>>>()
    else {
        return vec![json!([])];
    };
    let mut made = vec![first.clone()];
    for (position, values) in listed.iter().enumerate() {
        for value in values.iter().skip(1) {
            let mut elements = first.clone();
            elements.splice(position..=position, [value.clone()]);
            made.push(elements);
        }
    }
    made.extend(
        (0..first.len())
            .filter_map(|count| first.get(..count))
            .map(<[Value]>::to_vec),
    );
    let rest = described.rest.filter(|_| depth < DEEP).into_iter();
    let rest = rest.flat_map(|rest| samples(document, rest, depth + 1));
    made.extend(rest.map(|value| first.iter().cloned().chain([value]).collect()));
    if described.rest.is_none() {
        let free = [json!({"any": [1, null]}), json!("free")];
        made.push(first.iter().cloned().chain(free).collect());
    }
    made.retain(|elements| described.may_be(elements.len()));
    made.into_iter().map(Value::Array).collect()
}
