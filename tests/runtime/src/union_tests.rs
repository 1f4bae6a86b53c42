//! Unions where more than one type would do: the one that keeps most of the value is read.

use serde_json::Value;

use crate::UnknownVariant;
use crate::runtime::json::{from_str, json_object, tagged_union, to_string, union};

#[derive(Clone, Debug, PartialEq)]
enum Figure {
    Named(Named),
    Sized(Sized),
    Unknown(UnknownVariant),
}

tagged_union! { Figure, optional "kind" {
    "named" => Named,
    "sized" => Sized,
} }

#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: String,
}

json_object! { Named {
    "name" => name: required,
} }

#[derive(Clone, Debug, PartialEq)]
struct Sized {
    name: String,
    size: Option<i64>,
}

json_object! { Sized {
    "name" => name: required,
    "size" => size: optional,
} }

#[derive(Clone, Debug, PartialEq)]
enum Link {
    Short(ShortLink),
    Long(LongLink),
}

union! { Link {
    object => Short,
    object => Long,
} }

#[derive(Clone, Debug, PartialEq)]
struct ShortLink {
    next: Option<Box<Link>>,
}

json_object! { ShortLink {
    "next" => next: optional,
} }

#[derive(Clone, Debug, PartialEq)]
struct LongLink {
    next: Option<Box<Link>>,
    length: Option<i64>,
}

json_object! { LongLink {
    "next" => next: optional,
    "length" => length: optional,
} }

#[test]
fn an_optional_tag_decides_where_it_is() {
    let named = from_str::<Figure>(r#"{"kind":"named","name":"n","size":1}"#).unwrap();
    assert!(matches!(named, Figure::Named(_)));
    let unknown = r#"{"kind":"later","name":"n"}"#;
    assert_eq!(to_string(&from_str::<Figure>(unknown).unwrap()), unknown);
}

#[test]
fn without_an_optional_tag_the_type_counts_that_keeps_most() {
    let named = from_str::<Figure>(r#"{"name":"n"}"#).unwrap();
    assert!(matches!(named, Figure::Named(_)));
    let sized = from_str::<Figure>(r#"{"name":"n","size":1,"other":1}"#).unwrap();
    assert!(matches!(sized, Figure::Sized(_)));
    let error = from_str::<Figure>(r#"{"size":1}"#).unwrap_err();
    assert!(
        error.message().contains("Sized: the property `name` is missing"),
        "{error}"
    );
}

#[test]
fn each_element_is_read_as_the_type_that_keeps_most_of_it() {
    let text = r#"[{"name":"n","x":1},{"name":"n","size":1,"x":1}]"#;
    let figures = from_str::<Vec<Figure>>(text).unwrap();
    assert!(matches!(figures.as_slice(), [Figure::Named(_), Figure::Sized(_)]));
}

#[test]
fn undeclared_members_on_every_level_do_not_multiply_the_work() {
    let begin = r#"{"added":1,"length":2,"next":"#.repeat(100);
    let text = format!("{begin}null{}", "}".repeat(100));
    let mut link = Some(Box::new(from_str::<Link>(&text).unwrap()));
    let mut levels = 0;
    while let Some(next) = link.take() {
        let Link::Long(long) = *next else { panic!("{next:?}") };
        assert_eq!(long.length, Some(2));
        levels += 1;
        link = long.next;
    }
    assert_eq!(levels, 100);
}

/// The leaf of a hundred levels, each of which two types take.
fn nested(leaf: &str) -> String {
    format!("{}{leaf}{}", r#"{"next":"#.repeat(100), "}".repeat(100))
}

#[test]
fn an_undeclared_member_under_many_levels_is_read_in_bounded_time() {
    let mut link = Some(Box::new(from_str::<Link>(&nested(r#"{"later":1}"#)).unwrap()));
    let mut levels = 0;
    while let Some(next) = link.take() {
        levels += 1;
        link = match *next {
            Link::Short(short) => short.next,
            Link::Long(long) => long.next,
        };
    }
    assert_eq!(levels, 101);
}

#[test]
fn what_no_type_takes_under_many_levels_is_refused_in_bounded_time_and_words() {
    let error = from_str::<Link>(&nested(r#"{"length":"long","next":7}"#)).unwrap_err();
    assert!(
        error.message().starts_with("none of the types fits (Short: "),
        "{error}"
    );
    assert!(error.message().len() < 1100, "{}", error.message().len());
}

#[derive(Clone, Debug, PartialEq)]
enum Event {
    Name(String),
    Count(i64),
    Total(i64),
    Maybe(Option<String>),
    Pair((String, bool)),
    Again(Box<Event>),
}

union! { Event {
    string => Name,
    object in "Count" => Count,
    object in "Total" => Total,
    object in "Maybe" => Maybe,
    object in "Pair" => Pair,
    object in "Again" => Again,
} }

#[test]
fn a_value_that_is_the_only_member_is_told_by_its_name() {
    let events = [
        (r#""a""#, Event::Name("a".to_owned())),
        (r#"{"Count":1}"#, Event::Count(1)),
        (r#"{"Total":1}"#, Event::Total(1)),
        (r#"{"Maybe":null}"#, Event::Maybe(None)),
        (r#"{"Pair":["a",true]}"#, Event::Pair(("a".to_owned(), true))),
        (r#"{"Again":{"Total":2}}"#, Event::Again(Box::new(Event::Total(2)))),
    ];
    for (text, event) in events {
        assert_eq!(from_str::<Event>(text).unwrap(), event);
        assert_eq!(to_string(&event), text);
    }
    assert_eq!(from_str::<Event>(r#"{"Count":1,"more":2}"#).unwrap(), Event::Count(1));
    let error = from_str::<Event>(r#"{"Again":{"Count":"x"}}"#).unwrap_err();
    assert_eq!(error.path(), "/Again/Count");
    assert!(from_str::<Event>("{}").is_err());
    assert!(from_str::<Event>(r#"{"Size":1}"#).is_err());
}

#[derive(Clone, Debug, PartialEq)]
enum Element {
    Sized(Sized),
    Text(String),
    Other(Value),
}

union! { Element {
    object has ["name"] => Sized,
    string => Text,
    any => Other,
} }

#[test]
fn what_none_of_the_types_takes_is_kept() {
    let text = r#"["a",{"name":"n","size":1},{"name":1},null,[2],3.5,true]"#;
    let elements = from_str::<Vec<Element>>(text).unwrap();
    let [Element::Text(_), Element::Sized(_), others @ ..] = elements.as_slice() else {
        panic!("{elements:?}");
    };
    assert!(
        others.iter().all(|element| matches!(element, Element::Other(_))),
        "{others:?}"
    );
    assert_eq!(to_string(&elements), text);
    // An undeclared member makes no other type of it.
    let more = from_str::<Element>(r#"{"name":"n","more":1}"#).unwrap();
    assert!(matches!(more, Element::Sized(_)));
}

#[derive(Clone, Debug, PartialEq)]
struct Loose {
    size: Option<i64>,
}

json_object! { Loose {
    "size" => size: optional,
} }

#[derive(Clone, Debug, PartialEq)]
enum Free {
    Loose(Loose),
    Other(Value),
}

union! { Free {
    object => Loose,
    any => Other,
} }

#[test]
fn a_type_that_would_keep_nothing_is_no_guess_where_another_takes_anything() {
    let text = r#"[{"any":[1,null]},{},{"size":1},{"size":1,"more":2}]"#;
    let read = from_str::<Vec<Free>>(text).unwrap();
    let [Free::Other(_), Free::Loose(_), Free::Loose(_), Free::Loose(_)] = read.as_slice() else {
        panic!("{read:?}");
    };
    assert_eq!(to_string(&read), r#"[{"any":[1,null]},{},{"size":1},{"size":1}]"#);
}
