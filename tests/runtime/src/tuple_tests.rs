//! Tuples: arrays whose elements have types of their own.

use crate::runtime::json::{Json, JsonError, NoteKind, audit, from_str, json_object, to_string, union};

type Pair = (String, Option<i64>);

#[derive(Clone, Debug, PartialEq)]
struct Point {
    x: f64,
}

json_object! { Point {
    "x" => x: required,
} }

#[derive(Clone, Debug, PartialEq)]
enum Either {
    Tuple((String, Point)),
    Array(Vec<String>),
}

union! { Either {
    array => Tuple,
    array => Array,
} }

fn error<T: Json + std::fmt::Debug>(text: &str) -> JsonError {
    from_str::<T>(text).unwrap_err()
}

#[test]
fn every_element_is_read_and_written_by_its_position() {
    for text in [r#"["a",1]"#, r#"["",null]"#] {
        assert_eq!(to_string(&from_str::<Pair>(text).unwrap()), text);
    }
    type Long = (
        i64,
        bool,
        String,
        Vec<Pair>,
        Point,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        (i64, i64),
    );
    let long = r#"[1,true,"c",[["a",1]],{"x":1.5},6,7,8,9,10,11,[12,13]]"#;
    assert_eq!(to_string(&from_str::<Long>(long).unwrap()), long);
}

#[test]
fn an_error_names_the_position() {
    let wrong = error::<Vec<Pair>>(r#"[["a",1],["b","c"]]"#);
    assert_eq!(
        (wrong.path().as_str(), wrong.message()),
        ("/1/1", "expected an integer, found a string")
    );
    let within = error::<(String, Point)>(r#"["a",{"x":"b"}]"#);
    assert_eq!(within.path(), "/1/x");
    let short = error::<Pair>(r#"["a"]"#);
    assert_eq!(
        (short.path().as_str(), short.message()),
        ("", "expected an array of 2 elements, found fewer")
    );
    assert_eq!(error::<Pair>("[]").message(), short.message());
    assert_eq!(error::<Pair>("{}").message(), "expected an array, found an object");
}

#[test]
fn further_elements_are_skipped_as_undeclared_members_are() {
    let pair = from_str::<Pair>(r#"["a",1,{"b":[2]},3]"#).unwrap();
    assert_eq!(pair, ("a".to_owned(), Some(1)));
    // Of two types, the one that keeps them is read.
    assert!(matches!(from_str(r#"["a",{"x":1}]"#).unwrap(), Either::Tuple(_)));
    assert!(matches!(from_str(r#"["a","b","c"]"#).unwrap(), Either::Array(_)));
}

#[test]
fn what_departs_is_noted_at_its_position() {
    type Row = (i64, i64, Point);
    let notes = |text: &str| {
        let notes = audit(text.as_bytes(), |reader| Vec::<Row>::read(reader).map(drop));
        let places = notes.into_iter().map(|note| (note.kind, note.pointer));
        places.collect::<Vec<_>>()
    };
    let at = |kind: NoteKind, pointer: &str| (kind, pointer.to_owned());
    assert_eq!(notes(r#"[[1,2,{"x":3}]]"#), []);
    assert_eq!(
        notes(r#"[["a","b",{"x":3}],[1,2,{"x":"c"}],[1,"b",{"x":3},4]]"#),
        [
            at(NoteKind::Shape, "/0/0"),
            at(NoteKind::Shape, "/0/1"),
            at(NoteKind::Shape, "/1/2/x"),
            at(NoteKind::Undeclared, "/2/3"),
        ]
    );
    assert_eq!(notes("[[1]]"), [at(NoteKind::Shape, "/0")]);
}

#[cfg(feature = "serde")]
#[test]
fn serde_reads_and_writes_a_struct_that_holds_one() {
    #[derive(Clone, Debug, PartialEq)]
    struct Row {
        pair: Pair,
    }
    json_object! { Row { "pair" => pair: required, } }
    let row: Row = serde_json::from_value(serde_json::json!({"pair": ["a", 1]})).unwrap();
    assert_eq!(
        serde_json::to_value(&row).unwrap(),
        serde_json::json!({"pair": ["a", 1]})
    );
}
