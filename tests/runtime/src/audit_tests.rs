//! What departs from the document in a text that is read.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::runtime::json::{Json, Note, NoteKind, audit, json_object, open_enum, tagged_union, union};
use crate::{Field, Lenient, UnknownValue, UnknownVariant};

#[derive(Clone, Debug, PartialEq)]
struct Pet {
    id: i64,
    name: String,
    owner: Option<String>,
    note: Option<String>,
    tag: Field<i64>,
    status: Option<Status>,
    young: Option<Vec<Pet>>,
    by_name: Option<BTreeMap<String, Pet>>,
    size: Lenient<i64>,
    any: Option<Value>,
}

json_object! { Pet {
    "id" => id: required,
    "name" => name: required,
    "owner" => owner: optional,
    "note" => note: maybe,
    "tag" => tag: field,
    "status" => status: optional,
    "young" => young: optional,
    "by_name" => by_name: optional,
    "size" => size: lenient,
    "any" => any: maybe,
} }

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Status {
    Active,
    Unknown(UnknownValue),
}

open_enum! { Status, StatusKnown {
    "active" => Active,
} }

#[derive(Clone, Debug, PartialEq)]
struct Other {
    other: String,
}

json_object! { Other {
    "other" => other: required,
} }

#[derive(Clone, Debug, PartialEq)]
enum Thing {
    Pet(Box<Pet>),
    Other(Other),
    Number(f64),
}

union! { Thing {
    object has ["id", "name"] => Pet,
    object has ["other"] => Other,
    integer | number => Number,
} }

#[derive(Clone, Debug, PartialEq)]
enum Tagged {
    Pet(Box<Pet>),
    Unknown(UnknownVariant),
}

tagged_union! { Tagged, "kind" {
    "pet" => Pet,
} }

fn notes<T: Json>(text: &str) -> Vec<(NoteKind, String)> {
    let notes = audit(text.as_bytes(), |reader| T::read(reader).map(drop));
    let places = notes.iter().map(|Note { kind, pointer, .. }| (*kind, pointer.clone()));
    places.collect()
}

fn expect<T: Json>(text: &str, expected: &[(NoteKind, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(kind, at)| (*kind, (*at).to_owned())).collect();
    assert_eq!(notes::<T>(text), expected, "{text}");
}

use NoteKind::{Missing, Null, Shape, Undeclared, Unlisted};

#[test]
fn what_is_as_declared_is_not_noted() {
    expect::<Pet>(
        r#"{"id":1,"name":"a","note":null,"tag":null,"status":"active","any":null}"#,
        &[],
    );
    expect::<Pet>(r#"{"id":1,"name":"a","size":"large"}"#, &[]);
    expect::<Vec<Thing>>(r#"[{"id":1,"name":"a"},{"other":"b"},1.5]"#, &[]);
}

#[test]
fn every_difference_is_noted_at_its_place() {
    expect::<Pet>(
        r#"{"id":"1","owner":null,"tag":"x","status":"gone","colour":"red","young":[{"id":2,"name":3}],"by_name":{"a/b":null}}"#,
        &[
            (Shape, "/id"),
            (Null, "/owner"),
            (Shape, "/tag"),
            (Unlisted, "/status"),
            (Undeclared, "/colour"),
            (Shape, "/young/0/name"),
            (Null, "/by_name/a~1b"),
            (Missing, "/name"),
        ],
    );
}

#[test]
fn all_that_is_absent_is_noted_and_what_follows_too() {
    expect::<Vec<Pet>>(
        r#"[{},{"id":null,"name":"a"}]"#,
        &[(Missing, "/0/id"), (Missing, "/0/name"), (Null, "/1/id")],
    );
}

#[test]
fn a_place_in_every_element_is_noted_once() {
    let pets = r#"{"id":1,"name":null},"#.repeat(500);
    let text = format!("[{}]", pets.trim_end_matches(','));
    expect::<Vec<Pet>>(&text, &[(Null, "/0/name")]);
}

#[test]
fn the_type_of_a_union_is_found_first() {
    expect::<Thing>(r#"{"id":1,"name":"a","colour":"red"}"#, &[(Undeclared, "/colour")]);
    expect::<Thing>("[]", &[(Shape, "")]);
    expect::<Tagged>(r#"{"kind":"pet","id":1,"name":2}"#, &[(Shape, "/name")]);
    expect::<Vec<Tagged>>(r#"[{"kind":"cat"}]"#, &[(Unlisted, "/0/kind")]);
}

#[test]
fn what_is_inside_of_a_lenient_value_counts() {
    #[derive(Clone, Debug, PartialEq)]
    struct Cage {
        pet: Lenient<Pet>,
    }
    json_object! { Cage { "pet" => pet: lenient, } }
    expect::<Cage>(r#"{"pet":{"id":1,"name":"a","owner":null}}"#, &[(Null, "/pet/owner")]);
    expect::<Cage>(r#"{"pet":[1]}"#, &[]);
}

#[test]
fn no_value_is_in_a_note() {
    let text = r#"{"id":"SECRET","name":{"SECRET":1},"status":"SECRET","tag":["SECRET"]}"#;
    let notes = audit(text.as_bytes(), |reader| Pet::read(reader).map(drop));
    assert_eq!(notes.len(), 4);
    assert!(!format!("{notes:?}").contains("SECRET"), "{notes:?}");
    let first = notes.first().map(|note| (note.expected.as_str(), note.found.as_str()));
    assert_eq!(first, Some(("an integer", "a string")));
}

#[test]
fn a_text_that_breaks_off_ends_the_reading() {
    let text = r#"{"id":null,"name":"a","young":[{"id":1,"name":"b"}],"by_name":{"c":{"id":2,"name":"d"}}}"#;
    for end in 0..text.len() {
        let cut = text.get(..end).unwrap_or_default();
        assert!(notes::<Pet>(cut).len() <= 3, "{cut}");
    }
    assert!(audit(b"\xff", |reader| Pet::read(reader).map(drop)).is_empty());
    let deep = format!("{}{}", r#"{"young":["#.repeat(500), "]}".repeat(500));
    assert!(!notes::<Pet>(&deep).is_empty());
}
