//! Elements of arrays: JSON Schema 2020-12 (core), section 10.3.1, and the lists of schemas of older drafts.

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::super::{Lowering, child, element};
use crate::pointer::Place;
use crate::spec::{Schema, SchemaSlot};

/// How many elements a tuple has at most: the traits of Rust's standard library know no longer ones.
const LONGEST: usize = 12;

/// What describes the elements after those that are listed, or all of them.
const REST: [&str; 3] = ["items", "additionalItems", "unevaluatedItems"];

impl Lowering<'_> {
    pub(super) fn insert_items(&mut self, raw: &Map<String, Value>, place: &Place, schema: &mut Schema) {
        let described = REST.iter().find_map(|keyword| Some((*keyword, rest(raw, keyword)?)));
        if let Some((keyword, members)) = listed(raw) {
            let members = self.listed_items(members, &child(place, keyword));
            let items = match is_tuple(raw, members.len()) {
                true => SchemaSlot::from(Schema {
                    any_of: members,
                    elements_of: Some(keyword),
                    ..Schema::default()
                }),
                false => {
                    let rest = described.map(|(keyword, rest)| self.schema(rest, &child(place, keyword)));
                    let rest = rest.or_else(|| may_be_longer(raw, members.len()).then(any));
                    any_of(members.into_iter().chain(rest))
                }
            };
            schema.items = Some(items);
            if raw.contains_key("prefixItems") {
                schema.kind.get_or_insert("array");
            }
            return;
        }
        let described = described.or_else(|| Some(("items", raw.get("items")?)));
        if let Some((keyword, items)) = described {
            schema.items = Some(self.schema(items, &child(place, keyword)));
        }
    }

    fn listed_items(&mut self, members: &[Value], place: &Place) -> Vec<SchemaSlot> {
        let members = members.iter().enumerate();
        members
            .map(|(index, member)| self.schema(member, &element(place, index)))
            .collect()
    }
}

/// The schemas of single elements, by their positions, and the keyword that lists them.
fn listed(raw: &Map<String, Value>) -> Option<(&'static str, &Vec<Value>)> {
    let lists = ["prefixItems", "items"].into_iter();
    let mut lists = lists.filter_map(|keyword| Some((keyword, raw.get(keyword)?.as_array()?)));
    lists.next()
}

fn rest<'v>(raw: &'v Map<String, Value>, keyword: &str) -> Option<&'v Value> {
    raw.get(keyword).filter(|schema| schema.is_object())
}

/// Whether a keyword says that there are no elements after those that are listed.
fn is_closed(raw: &Map<String, Value>) -> bool {
    REST.iter()
        .any(|keyword| raw.get(*keyword) == Some(&Value::Bool(false)))
}

/// Whether there are always as many elements as are listed. By themselves, the schemas of single elements neither demand
/// these elements nor forbid others.
fn is_tuple(raw: &Map<String, Value>, listed: usize) -> bool {
    let count = |keyword: &str| raw.get(keyword).and_then(Value::as_f64);
    let is_listed = |count: f64| count == listed as f64;
    let has_no_more = count("maxItems").map_or_else(|| is_closed(raw), is_listed);
    has_no_more && count("minItems").is_some_and(is_listed) && (2..=LONGEST).contains(&listed)
}

/// Whether there may be elements after those that are listed.
fn may_be_longer(raw: &Map<String, Value>, listed: usize) -> bool {
    let most = raw.get("maxItems").and_then(Value::as_f64);
    !is_closed(raw) && most.is_none_or(|most| most > listed as f64)
}

/// What may be anything, as one of several.
pub(super) fn any() -> SchemaSlot {
    SchemaSlot::from(Schema {
        is_anything: true,
        ..Schema::default()
    })
}

/// One of these schemas, each of them once.
pub(super) fn any_of(members: impl Iterator<Item = SchemaSlot>) -> SchemaSlot {
    let mut members: IndexSet<SchemaSlot> = members.collect();
    match members.len() {
        0 | 1 => members.pop().unwrap_or_else(SchemaSlot::any),
        _ => SchemaSlot::from(Schema {
            any_of: members.into_iter().collect(),
            ..Schema::default()
        }),
    }
}
