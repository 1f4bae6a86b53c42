//! The codec: what is read, what is written, and what an error says.

mod lenient;
mod scalars;
mod scanner;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::runtime::json::{
    Field, Json, closed_enum, constant, from_slice, from_str, json_newtype, json_object, open_enum, open_integer_enum,
    tagged_union, to_string, union,
};
use crate::{UnknownInteger, UnknownValue, UnknownVariant};

#[derive(Clone, Debug, PartialEq)]
struct Pet {
    id: i64,
    owner: Option<String>,
    name: Option<String>,
    #[deprecated]
    tag: Field<String>,
    status: Option<Vec<Option<Status>>>,
    additional: BTreeMap<String, Value>,
}

json_object! { Pet {
    "id" => id: required,
    "owner" => owner: nullable,
    "name" => name: optional,
    "tag" => tag: field,
    "status" => status: optional,
    .. => additional,
} }

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Status {
    Active,
    Retired,
    Unknown(UnknownValue),
}

open_enum! { Status, StatusKnown {
    "active" => Active,
    "re-tired" => Retired,
} }

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Size {
    Small,
    Large,
}

closed_enum! { Size {
    "s" => Small,
    "l" => Large,
} }

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Level {
    Low,
    Minus1,
    Unknown(UnknownInteger),
}

open_integer_enum! { Level, LevelKnown {
    0 => Low,
    -1 => Minus1,
} }

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Kind;

constant! { Kind = "circle" }

#[derive(Clone, Debug, PartialEq)]
struct Circle {
    kind: Kind,
    radius: f64,
}

json_object! { Circle {
    "kind" => kind: required,
    "radius" => radius: required,
} }

#[derive(Clone, Debug, PartialEq)]
struct Square {
    kind: String,
    side: Option<f64>,
}

json_object! { Square {
    "kind" => kind: required,
    "side" => side: optional,
} }

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Circle(Circle),
    Square(Box<Square>),
    Unknown(UnknownVariant),
}

tagged_union! { Shape, "kind" {
    "circle" => Circle,
    "square" | "rectangle" => Square,
} }

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Status(Status),
    Text(String),
    Amount(f64),
    Circle(Circle),
    Named(Named),
    Sized(NamedAndSized),
}

union! { Content {
    string => Status,
    string => Text,
    integer | number => Amount,
    object has ["kind", "radius"] is ["kind" = "circle"] => Circle,
    object has ["name"] => Named,
    object has ["name"] => Sized,
} }

#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: String,
}

json_object! { Named {
    "name" => name: required,
} }

#[derive(Clone, Debug, PartialEq)]
struct NamedAndSized {
    name: String,
    size: Option<Size>,
}

json_object! { NamedAndSized {
    "name" => name: required,
    "size" => size: optional,
} }

#[derive(Clone, Debug, PartialEq)]
struct Tree(Vec<Tree>);

json_newtype! { Tree }

fn error<T: Json + std::fmt::Debug>(text: &str) -> (String, String) {
    let error = from_str::<T>(text).unwrap_err();
    (error.path(), error.message().to_owned())
}

fn same<T: Json>(text: &str) {
    assert_eq!(to_string(&from_str::<T>(text).unwrap()), text);
}

#[test]
fn maps_are_keyed_by_enums() {
    let text = r#"{"active":1,"new":2}"#;
    let read: BTreeMap<Status, i64> = from_str(text).unwrap();
    let expected = [(Status::Active, 1), (Status::from("new"), 2)];
    assert_eq!(read, BTreeMap::from(expected));
    assert_eq!(to_string(&read), text);
}

#[test]
fn absent_null_and_a_value_are_told_apart() {
    same::<Pet>(r#"{"id":1,"owner":null}"#);
    same::<Pet>(r#"{"id":1,"owner":"o","name":"n","tag":null}"#);
    same::<Pet>(r#"{"id":1,"owner":null,"tag":"t"}"#);
    assert_eq!(
        to_string(&from_str::<Pet>(r#"{"id":1,"owner":null,"name":null}"#).unwrap()),
        r#"{"id":1,"owner":null}"#
    );
}

#[test]
fn members_come_in_any_order_and_the_last_counts() {
    let pet: Pet = from_str(r#"{"name":"a","owner":"b","id":1,"name":"c","x":[1,{"y":2}]}"#).unwrap();
    assert_eq!(pet.name.as_deref(), Some("c"));
    assert_eq!(pet.additional.get("x"), Some(&json!([1, {"y": 2}])));
    assert_eq!(to_string(&pet), r#"{"id":1,"owner":"b","name":"c","x":[1,{"y":2}]}"#);
}

#[test]
fn an_error_says_where_and_what_without_the_value() {
    assert_eq!(error::<Pet>("{}"), ("".into(), "the property `id` is missing".into()));
    assert_eq!(
        error::<Pet>(r#"{"id":1}"#),
        ("".into(), "the property `owner` is missing".into())
    );
    assert_eq!(
        error::<Pet>(r#"{"id":"secret"}"#),
        ("/id".into(), "expected an integer, found a string".into())
    );
    assert_eq!(
        error::<Pet>(r#"{"id":1,"owner":null,"status":["active",null,3]}"#),
        ("/status/2".into(), "expected a string, found a number".into())
    );
    assert_eq!(error::<BTreeMap<String, i64>>(r#"{"a/b~":true}"#).0, "/a~1b~0");
    assert_eq!(
        from_str::<Pet>("[]").unwrap_err().to_string(),
        "expected an object, found an array"
    );
    assert_eq!(
        from_slice::<String>(b"\"\xff\"").unwrap_err().message(),
        "the text is not UTF-8 from byte 1 on"
    );
}

#[test]
fn a_text_that_breaks_off_anywhere_is_an_error() {
    let text = r#"{"id":-12.0,"owner":"\u00e9\n","status":["active",null],"x":{"y":[1e3,true]}}"#;
    assert!(from_str::<Pet>(text).is_ok());
    for end in text.char_indices().map(|(end, _)| end) {
        let part = text.get(..end).unwrap();
        assert!(from_str::<Pet>(part).is_err(), "{part}");
    }
    assert!(from_str::<Pet>(&format!("{text} x")).is_err());
}

#[test]
fn nesting_is_bounded_wherever_it_is() {
    let deep = "[".repeat(100_000);
    assert!(from_str::<Tree>(&deep).unwrap_err().message().contains("128"));
    assert!(from_str::<Value>(&deep).is_err());
    assert!(from_str::<Named>(&format!(r#"{{"x":{deep}"#)).is_err());
    let fair = format!("{}{}", "[".repeat(100), "]".repeat(100));
    same::<Tree>(&fair);
}

#[test]
fn integers_are_integers_however_they_are_written() {
    assert_eq!(from_str::<i64>("3600.0").unwrap(), 3600);
    assert_eq!(from_str::<i32>("1e3").unwrap(), 1000);
    assert_eq!(from_str::<u64>("18446744073709551615").unwrap(), u64::MAX);
    assert_eq!(from_str::<i64>("-0").unwrap(), 0);
    assert!(from_str::<i64>("1.5").is_err());
    assert!(from_str::<i32>("2147483648").is_err());
    assert!(from_str::<u8>("-1").is_err());
}

#[test]
fn floats_are_written_as_people_write_them() {
    for (value, text) in [
        (1800.0, "1800"),
        (0.1, "0.1"),
        (-0.0, "-0.0"),
        (1e300, "1e300"),
        (-2.5e-9, "-2.5e-9"),
    ] {
        assert_eq!(to_string(&value), text);
        assert_eq!(from_str::<f64>(text).unwrap(), value);
    }
    assert_eq!(to_string(&f64::NAN), "null");
    assert!(from_str::<f64>("1e400").is_err());
    assert!(from_str::<f32>("1e39").is_err());
    same::<Value>("18446744073709551615");
}

#[test]
fn strings_are_escaped_and_unescaped() {
    let text = "\u{0}\u{1f} \"\\ \n\r\t é 😀 \u{2028}";
    assert_eq!(from_str::<String>(&to_string(&text.to_owned())).unwrap(), text);
    assert_eq!(
        serde_json::from_str::<String>(&to_string(&text.to_owned())).unwrap(),
        text
    );
    assert_eq!(from_str::<String>(r#""\ud83d\ude00""#).unwrap(), "😀");
    assert!(from_str::<String>(r#""\ud83d""#).is_err());
    assert!(from_str::<String>("\"\n\"").is_err());
}

#[test]
fn an_unknown_enum_value_is_kept() {
    let status = Status::from("paused");
    assert_eq!(status.as_str(), "paused");
    assert_eq!(status.known(), None);
    assert_eq!(to_string(&from_str::<Status>("\"paused\"").unwrap()), "\"paused\"");
    assert_eq!(Status::from("re-tired"), Status::Retired);
    assert_eq!(Status::Retired.known(), Some(StatusKnown::Retired));
    assert_eq!(StatusKnown::ALL.len(), 2);
    assert_eq!("active".parse::<Status>(), Ok(Status::Active));
    assert!(from_str::<Status>("null").is_err());
}

#[test]
fn values_are_in_the_order_of_their_texts_and_numbers() {
    let mut all = vec![Status::from("zzz"), Status::Retired, Status::from("b"), Status::Active];
    all.sort();
    assert_eq!(
        all,
        [Status::Active, Status::from("b"), Status::Retired, Status::from("zzz")]
    );
    assert!(StatusKnown::Active < StatusKnown::Retired && Size::Large < Size::Small);
    assert!(Level::Minus1 < Level::Low && LevelKnown::Minus1 < LevelKnown::Low);
}

#[test]
fn a_closed_enum_refuses() {
    assert_eq!("l".parse(), Ok(Size::Large));
    assert!("xl".parse::<Size>().is_err());
    assert_eq!(
        error::<Vec<Size>>(r#"["s","xl"]"#),
        ("/1".into(), "not one of the listed values".into())
    );
}

#[test]
fn integer_enums_are_tolerant_too() {
    same::<Vec<Level>>("[0,-1,7]");
    assert_eq!(Level::from(-1), Level::Minus1);
    assert_eq!(Level::from(7).known(), None);
    assert!(from_str::<Level>("1.5").is_err());
}

#[test]
fn a_constant_is_itself_alone() {
    same::<Kind>("\"circle\"");
    assert_eq!(error::<Circle>(r#"{"kind":"square","radius":1}"#).0, "/kind");
}

#[test]
fn a_tag_decides() {
    same::<Shape>(r#"{"kind":"circle","radius":1.5}"#);
    same::<Shape>(r#"{"kind":"rectangle","side":2}"#);
    assert!(matches!(
        from_str(r#"{"side":1,"kind":"square"}"#).unwrap(),
        Shape::Square(_)
    ));
    let unknown: Shape = from_str(r#"{"kind":"star","points":5}"#).unwrap();
    assert!(matches!(&unknown, Shape::Unknown(variant) if variant.tag() == Some("star")));
    assert_eq!(to_string(&unknown), r#"{"kind":"star","points":5}"#);
}

#[test]
fn a_malformed_known_variant_is_an_error_and_so_is_no_tag() {
    assert_eq!(
        error::<Shape>(r#"{"kind":"circle"}"#).1,
        "the property `radius` is missing"
    );
    assert_eq!(error::<Shape>(r#"{"radius":1}"#).1, "the property `kind` is missing");
    assert!(from_str::<Shape>("3").is_err());
}

#[test]
fn a_look_decides_where_there_is_no_tag() {
    assert!(matches!(
        from_str(r#""active""#).unwrap(),
        Content::Status(Status::Active)
    ));
    assert!(matches!(from_str(r#""hello""#).unwrap(), Content::Text(_)));
    assert!(matches!(from_str("2.5").unwrap(), Content::Amount(_)));
    assert!(matches!(
        from_str(r#"{"kind":"circle","radius":1}"#).unwrap(),
        Content::Circle(_)
    ));
    assert!(matches!(from_str(r#"{"name":"n"}"#).unwrap(), Content::Named(_)));
    assert!(matches!(
        from_str(r#"{"name":"n","size":"l"}"#).unwrap(),
        Content::Sized(_)
    ));
    assert!(matches!(
        from_str(r#"{"name":"n","other":1}"#).unwrap(),
        Content::Named(_)
    ));
}

#[test]
fn a_failed_look_says_why() {
    assert!(
        error::<Content>("[]")
            .1
            .contains("an array fits none of Status, Text, Amount")
    );
    let (_, message) = error::<Content>(r#"{"name":1}"#);
    assert!(
        message.contains("Named: /name: expected a string, found a number"),
        "{message}"
    );
}

#[cfg(feature = "serde")]
#[test]
fn serde_agrees_with_the_codec() {
    let text = r#"{"id":1,"owner":null,"tag":null,"status":["active",null,"other"],"x":1.5}"#;
    let by_codec: Pet = from_str(text).unwrap();
    let by_serde: Pet = serde_json::from_str(text).unwrap();
    assert_eq!(by_codec, by_serde);
    let value: Value = serde_json::to_value(&by_codec).unwrap();
    assert_eq!(value, serde_json::from_str::<Value>(&to_string(&by_codec)).unwrap());
    assert!(
        serde_json::from_str::<Pet>(r#"{"id":true}"#)
            .unwrap_err()
            .to_string()
            .contains("/id")
    );
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Half;

constant! { Half = 0.5 }

#[test]
fn a_constant_may_have_a_fraction() {
    assert_eq!(from_str::<Half>("0.5").unwrap(), Half);
    assert_eq!(from_str::<Half>("5e-1").unwrap(), Half);
    assert_eq!(from_str::<Half>("0.25").unwrap_err().message(), "expected 0.5");
    assert_eq!(to_string(&Half), "0.5");
}

#[test]
fn a_nullable_string_is_made_from_borrowed_ones() {
    let text = "a".to_owned();
    assert_eq!(Field::from(&text), Field::Value(text.clone()));
    assert_eq!(Field::from("a"), Field::Value(text));
}
