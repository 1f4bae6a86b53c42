//! The tags of unions: written by the union, whatever a value of one of its types has there.

use crate::UnknownVariant;
use crate::runtime::json::{from_str, json_object, tagged_union, to_string, union};

/// A type that has the tag as any string.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: i64,
    kind: String,
}

json_object! { Named {
    "name" => name: required,
    "kind" => kind: required,
} }

/// A type that does not declare the tag.
#[derive(Clone, Debug, PartialEq, Default)]
struct Plain {
    parts: Option<Vec<Event>>,
}

json_object! { Plain {
    "parts" => parts: optional,
} }

#[derive(Clone, Debug, PartialEq)]
enum Event {
    Named(Named),
    Plain(Plain),
    Inner(Box<Inner>),
    Text(String),
    Unknown(UnknownVariant),
}

tagged_union! { Event, optional "kind" {
    "a" | "b" => Named,
    "p\"q" => Plain,
    "x" | "y" => Inner,
} else {
    string => Text,
} }

#[derive(Clone, Debug, PartialEq)]
enum Inner {
    X(Plain),
    Y(Plain),
    Unknown(UnknownVariant),
}

tagged_union! { Inner, optional "kind" {
    "x" => X,
    "y" => Y,
} }

#[derive(Clone, Debug, PartialEq)]
struct Amount {
    amount: i64,
}

json_object! { Amount {
    "amount" => amount: required,
} }

#[derive(Clone, Debug, PartialEq)]
enum Scalars {
    Int(Amount),
    Float(Amount),
    Yes(Amount),
    Unknown(UnknownVariant),
}

tagged_union! { Scalars, "type" {
    1 | -2 => Int,
    0.5 => Float,
    true => Yes,
} }

#[derive(Clone, Debug, PartialEq)]
enum Flag {
    On(Amount),
    Off(Amount),
}

union! { Flag {
    object has ["on"] is ["on" = true] => On,
    object has ["on"] is ["on" = false] => Off,
} }

fn named(kind: &str) -> Event {
    Event::Named(Named {
        name: 1,
        kind: kind.to_owned(),
    })
}

#[test]
fn a_tag_that_a_type_lacks_comes_first() {
    assert_eq!(to_string(&Event::Plain(Plain::default())), r#"{"kind":"p\"q"}"#);
    let deep = Event::Plain(Plain {
        parts: Some(vec![Event::Plain(Plain::default()), Event::Text("t".to_owned())]),
    });
    let text = r#"{"kind":"p\"q","parts":[{"kind":"p\"q"},"t"]}"#;
    assert_eq!(to_string(&deep), text);
    assert_eq!(from_str::<Event>(text).unwrap(), deep);
}

#[test]
fn a_wrong_tag_is_never_written_and_another_one_of_the_type_stays() {
    assert_eq!(to_string(&named("p\"q")), r#"{"name":1,"kind":"a"}"#);
    assert_eq!(to_string(&named("")), r#"{"name":1,"kind":"a"}"#);
    assert_eq!(to_string(&named("b")), r#"{"name":1,"kind":"b"}"#);
}

#[test]
fn the_inner_one_of_two_unions_says_it_more_exactly() {
    let inner = Event::Inner(Box::new(Inner::Y(Plain::default())));
    assert_eq!(to_string(&inner), r#"{"kind":"y"}"#);
    let unknown = from_str::<Inner>(r#"{"a":[{"kind":"q"}],"kind":"z"}"#).unwrap();
    let text = to_string(&Event::Inner(Box::new(unknown)));
    assert_eq!(text, r#"{"a":[{"kind":"q"}],"kind":"z"}"#);
}

#[test]
fn tags_may_be_any_scalar() {
    for text in [
        r#"{"type":1,"amount":3}"#,
        r#"{"type":-2,"amount":3}"#,
        r#"{"type":0.5,"amount":3}"#,
        r#"{"type":true,"amount":3}"#,
    ] {
        let value = from_str::<Scalars>(text).unwrap();
        assert!(!matches!(value, Scalars::Unknown(_)), "{text}");
        let first = text.replace("-2", "1");
        assert_eq!(to_string(&value), first);
    }
    assert!(matches!(
        from_str(r#"{"type":1.0,"amount":3}"#).unwrap(),
        Scalars::Int(_)
    ));
    for (text, tag) in [
        (r#"{"amount":3,"type":7}"#, "7"),
        (r#"{"type":false}"#, "false"),
        (r#"{"amount":3,"type":"1"}"#, "1"),
    ] {
        let Scalars::Unknown(unknown) = from_str(text).unwrap() else {
            panic!("{text}")
        };
        assert_eq!(unknown.tag(), Some(tag));
        assert_eq!(to_string(&Scalars::Unknown(unknown)), text);
    }
    let error = from_str::<Scalars>(r#"{"type":null,"amount":3}"#).unwrap_err();
    assert!(error.to_string().contains("`type` is missing"), "{error}");
}

#[test]
fn what_is_no_object_is_told_by_its_kind() {
    assert_eq!(from_str::<Event>(r#""t""#).unwrap(), Event::Text("t".to_owned()));
    assert!(matches!(from_str(r#"{"kind":"new"}"#).unwrap(), Event::Unknown(unknown) if unknown.tag() == Some("new")));
    assert!(matches!(from_str(r#"{"name":1,"kind":"b"}"#).unwrap(), Event::Named(_)));
    let error = from_str::<Event>("7").unwrap_err();
    assert!(error.to_string().contains("an integer fits none of Text"), "{error}");
}

#[derive(Clone, Debug, PartialEq)]
enum Message {
    Other(Amount),
    Sized(Sized),
    Unknown(UnknownVariant),
}

tagged_union! { Message, "type" {
    "other" => Other,
} else {
    object has ["size", "type"] is ["type" = "message"] => Sized,
} }

#[derive(Clone, Debug, PartialEq)]
struct Sized {
    size: i64,
}

json_object! { Sized {
    "size" => size: required,
} }

#[test]
fn a_tag_that_several_types_have_is_not_unknown_and_an_unknown_one_is_none_of_them() {
    let message = r#"{"type":"message","size":1}"#;
    assert!(matches!(from_str(message).unwrap(), Message::Sized(_)));
    for unknown in [r#"{"size":1,"type":"new"}"#, r#"{"type":"message"}"#] {
        assert!(matches!(from_str(unknown).unwrap(), Message::Unknown(_)), "{unknown}");
    }
}

#[test]
fn booleans_tell_types_apart_without_a_tag() {
    assert!(matches!(from_str(r#"{"on":false,"amount":1}"#).unwrap(), Flag::Off(_)));
    assert!(matches!(from_str(r#"{"on":true,"amount":1}"#).unwrap(), Flag::On(_)));
}

#[derive(Clone, Debug, PartialEq)]
enum Animal {
    Dog(Amount),
    Other(Plain),
    Unknown(UnknownVariant),
}

tagged_union! { Animal, "kind" {
    "dog" => Dog,
} else {
    object => Other,
} }

#[test]
fn a_type_without_a_tag_takes_what_no_tag_tells() {
    assert!(matches!(
        from_str(r#"{"kind":"dog","amount":1}"#).unwrap(),
        Animal::Dog(_)
    ));
    for text in [r#"{"kind":"dogs"}"#, r#"{"kind":"bird"}"#, "{}"] {
        assert!(matches!(from_str(text).unwrap(), Animal::Other(_)), "{text}");
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Beside {
    Count(i64),
    Total(i64),
    Done(Plain),
    Unknown(UnknownVariant),
}

tagged_union! { Beside, "type" {
    "Count" => Count in "content",
    "Total" => Total in "content",
    "Done" => Done,
} }

#[test]
fn a_tag_stands_beside_the_value() {
    for (text, value) in [
        (r#"{"type":"Count","content":1}"#, Beside::Count(1)),
        (r#"{"type":"Total","content":1}"#, Beside::Total(1)),
        (r#"{"type":"Done"}"#, Beside::Done(Plain::default())),
    ] {
        assert_eq!(from_str::<Beside>(text).unwrap(), value);
        assert_eq!(to_string(&value), text);
    }
    assert_eq!(
        from_str::<Beside>(r#"{"content":2,"type":"Total"}"#).unwrap(),
        Beside::Total(2)
    );
    let error = from_str::<Beside>(r#"{"type":"Count","content":"a"}"#)
        .unwrap_err()
        .to_string();
    assert!(error.contains("content"), "{error}");
    assert!(from_str::<Beside>(r#"{"type":"Count"}"#).is_err());
    assert!(matches!(
        from_str(r#"{"type":"Later","content":1}"#).unwrap(),
        Beside::Unknown(_)
    ));
}
