//! Other orders of what has none.

use serde_json::{Map, Value};

use super::{Change, Places};
use crate::mutations::random::Random;

pub(super) fn apply(change: Change, document: &mut Value, places: &Places, random: &mut Random) -> Option<String> {
    let (place, key) = match change {
        Change::Properties => (random.pick(&places.objects)?.clone(), "properties"),
        Change::Required => (random.pick(&places.objects)?.clone(), "required"),
        Change::Values => (random.pick(&places.enums)?.clone(), "enum"),
        Change::Parameters => (random.pick(&places.operations)?.clone(), "parameters"),
        Change::Responses => (random.pick(&places.operations)?.clone(), "responses"),
        Change::Schemas => ("/components".to_owned(), "schemas"),
        Change::Paths => (String::new(), "paths"),
        _ => return None,
    };
    shuffle(document.pointer_mut(&place)?.get_mut(key)?, random)?;
    Some(format!("{key} of {place}"))
}

/// Another order; nothing where there is none.
fn shuffle(value: &mut Value, random: &mut Random) -> Option<()> {
    match value {
        Value::Object(members) if members.len() > 1 => {
            let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            shuffled(&mut all, random);
            *members = all.into_iter().collect::<Map<String, Value>>();
        }
        Value::Array(elements) if elements.len() > 1 => shuffled(elements, random),
        _ => return None,
    }
    Some(())
}

/// As Sattolo does: nothing stays where it was.
fn shuffled<T>(things: &mut [T], random: &mut Random) {
    for end in (1..things.len()).rev() {
        things.swap(end, random.below(end));
    }
}
