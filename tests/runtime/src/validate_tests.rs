//! What is out of bounds is said, all of it, and nothing else is.

mod alternatives;
mod inputs;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::runtime::json::{Field, json_newtype, json_object, tagged_union, union};
use crate::runtime::rules::{rules, tagged_union_rules, union_rules};
use crate::{BigInteger, UnknownVariant, ValidationErrors};

/// Some values that differ in what they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    count: i64,
    share: Option<f64>,
    label: Field<String>,
    lines: Vec<Line>,
    tags: Option<Vec<Value>>,
    huge: Option<BigInteger>,
    most: Option<u64>,
    rest: BTreeMap<String, String>,
}

json_object! { Order {
    "count" => count: required,
    "share" => share: optional,
    "label" => label: field,
    "lines" => lines: required,
    "tags" => tags: optional,
    "huge" => huge: optional,
    "most" => most: optional,
    .. => rest,
} }

rules! { Order {
    self => [max_properties 5],
    "count" => [minimum -1, exclusive_maximum 10],
    "share" => [exclusive_minimum 0, multiple_of 0.01],
    "label" => [min_length 2, max_length 3],
    "lines" => [max_items 3, each [of Line]],
    "tags" => [min_items 1, unique_items],
    "huge" => [maximum 340282366920938463463374607431768211455],
    "most" => [maximum 18446744073709551614],
    .. => [max_length 1],
} }

/// A line and what belongs to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    count: i64,
    parts: Parts,
}

json_object! { Line {
    "count" => count: required,
    "parts" => parts: required,
} }

rules! { Line {
    "count" => [minimum 1],
    "parts" => [of Parts],
} }

/// Parts that have parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts(BTreeMap<String, Parts>);

json_newtype! { Parts }

rules! { Parts {
    self => [max_properties 1, each [of Parts]],
} }

fn order(change: impl FnOnce(&mut Order)) -> Order {
    let mut order = Order::default();
    change(&mut order);
    order
}

fn words(result: Result<(), ValidationErrors>) -> Vec<String> {
    let errors = result.unwrap_err();
    errors.violations().iter().map(ToString::to_string).collect()
}

#[test]
fn what_keeps_to_its_bounds_is_valid() {
    let order = order(|order| {
        order.count = -1;
        order.share = Some(0.07);
        order.label = Field::Value("né".to_owned());
        order.tags = Some(vec![Value::from(1), Value::from("1"), Value::Null]);
    });
    assert_eq!(order.validate(), Ok(()));
    assert_eq!(Order::default().validate(), Ok(()));
}

#[test]
fn all_violations_are_given_in_the_order_of_the_fields() {
    let order = order(|order| {
        order.count = 10;
        order.share = Some(0.0);
        order.label = Field::Value("naïve".to_owned());
        order.lines = vec![
            Line {
                count: 1,
                ..Line::default()
            },
            Line::default(),
        ];
        order.tags = Some(Vec::new());
        order.rest.insert("a/~b".to_owned(), "two".to_owned());
    });
    let errors = order.validate();
    assert_eq!(
        words(errors.clone()),
        [
            "must have at most 5 properties",
            "/count: must be less than 10",
            "/share: must be greater than 0",
            "/label: must have at most 3 characters",
            "/lines/1/count: must be at least 1",
            "/tags: must have at least 1 element",
            "/a~1~0b: must have at most 1 character",
        ]
    );
    let errors = errors.unwrap_err();
    assert_eq!(
        (errors.violations()[0].path(), errors.violations()[4].path()),
        ("", "/lines/1/count")
    );
    assert_eq!(errors.violations()[4].message(), "must be at least 1");
    assert!(
        errors
            .to_string()
            .starts_with("must have at most 5 properties; /count: must be less than 10; ")
    );
}

#[test]
fn what_is_absent_or_null_is_not_out_of_bounds() {
    assert_eq!(order(|order| order.label = Field::Null).validate(), Ok(()));
    assert_eq!(order(|order| order.label = Field::Absent).validate(), Ok(()));
}

#[test]
fn multiples_are_decimal() {
    for valid in [0.01, 0.07, 0.29, 1.1, 4.35, 1e15] {
        assert_eq!(order(|order| order.share = Some(valid)).validate(), Ok(()), "{valid}");
    }
    for invalid in [0.001, 0.015, 1.0000001, 1e-300] {
        let found = words(order(|order| order.share = Some(invalid)).validate());
        assert_eq!(found, ["/share: must be a multiple of 0.01"], "{invalid}");
    }
}

#[test]
fn integers_past_floats_are_compared_by_their_digits() {
    let of_most = |most| order(|order| order.most = Some(most)).validate();
    assert_eq!(of_most(u64::MAX - 1), Ok(()));
    assert_eq!(
        words(of_most(u64::MAX)),
        ["/most: must be at most 18446744073709551614"]
    );
    let of_huge = |digits: &str| order(|order| order.huge = Some(digits.parse().unwrap())).validate();
    assert_eq!(of_huge("340282366920938463463374607431768211455"), Ok(()));
    assert_eq!(of_huge("-340282366920938463463374607431768211456"), Ok(()));
    assert!(of_huge("340282366920938463463374607431768211456").is_err());
}

#[test]
fn elements_are_equal_whatever_their_digits_and_order() {
    let of_tags = |text: &str| order(|order| order.tags = serde_json::from_str(text).unwrap()).validate();
    for unique in [
        r#"[1, "1", true, [1], {"a": 1}]"#,
        r#"[{"a": 1, "b": 2}, {"a": 2, "b": 1}]"#,
        r#"[0, false, null, "", [], {}]"#,
        r#"["a,b", "a", "b"]"#,
    ] {
        assert_eq!(of_tags(unique), Ok(()), "{unique}");
    }
    for twice in [
        "[0, 1, 2, 1.0]",
        r#"[0, {"a": 1, "b": [2]}, 5, {"b": [2.0], "a": 1}]"#,
        "[1, 100, 3, 1e2]",
        "[9, -0.0, 8, 0]",
    ] {
        let found = words(of_tags(twice));
        assert_eq!(
            found,
            ["/tags: must have unique elements; those at 1 and 3 are equal"],
            "{twice}"
        );
    }
}

#[test]
fn values_of_values_are_checked() {
    let leaf = || ("x".to_owned(), Parts::default());
    let two = Parts(BTreeMap::from([leaf(), ("y".to_owned(), Parts::default())]));
    let nested = Parts(BTreeMap::from([("in".to_owned(), two)]));
    assert_eq!(words(nested.validate()), ["/in: must have at most 1 property"]);
    assert_eq!(Parts(BTreeMap::from([leaf()])).validate(), Ok(()));
}

/// A union by a tag.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Circle(Circle),
    Line(Value),
    Unknown(UnknownVariant),
}

tagged_union! { Shape, "kind" {
    "circle" | "round" => Circle,
    "line" => Line,
} }

tagged_union_rules! { Shape, "kind" {
    self => [max_properties 2],
    "circle" | "round" => [of Circle],
} }

/// A circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Circle {
    kind: String,
    radius: f64,
}

json_object! { Circle {
    "kind" => kind: required,
    "radius" => radius: required,
} }

rules! { Circle {
    "radius" => [minimum 0],
} }

#[test]
fn a_tag_says_which_rules_hold() {
    let circle = |kind: &str, radius| {
        Shape::Circle(Circle {
            kind: kind.to_owned(),
            radius,
        })
    };
    assert_eq!(words(circle("round", -1.0).validate()), ["/radius: must be at least 0"]);
    assert_eq!(circle("circle", 0.0).validate(), Ok(()));
    assert_eq!(
        words(circle("square", -1.0).validate()),
        ["/radius: must be at least 0"],
        "sent as a circle"
    );
    let line = serde_json::json!({"kind": "line", "radius": -1, "c": 0});
    assert_eq!(words(Shape::Line(line).validate()), ["must have at most 2 properties"]);
}

/// A union that bounds what its types bound as well.
#[derive(Clone, Debug, PartialEq)]
pub enum Family {
    Line(Line),
}

union! { Family {
    object => Line,
} }

union_rules! { Family {
    self => [max_properties 1],
    Line => [max_properties 1, of Line],
} }

#[test]
fn what_two_rules_say_is_said_once() {
    let family = Family::Line(Line::default());
    assert_eq!(
        words(family.validate()),
        ["must have at most 1 property", "/count: must be at least 1"]
    );
}

/// A union by what the value looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Id(i64),
    Circle(Circle),
    Words(Vec<String>),
    Any(Box<Order>),
    Text(String),
}

union! { Content {
    integer => Id,
    object has ["radius"] => Circle,
    array => Words,
    object has ["count"] => Any,
    string => Text,
} }

union_rules! { Content {
    Id => [multiple_of 5],
    Circle => [of Circle],
    Words => [each [max_length 2]],
    Any => [],
    Text => [min_length 3],
} }

#[test]
fn what_a_value_fits_says_which_rules_hold() {
    let circle = Content::Circle(Circle {
        kind: String::new(),
        radius: -0.5,
    });
    assert_eq!(words(circle.validate()), ["/radius: must be at least 0"]);
    assert_eq!(words(Content::Id(7).validate()), ["must be a multiple of 5"]);
    assert_eq!(
        words(Content::Text("no".to_owned()).validate()),
        ["must have at least 3 characters"]
    );
    let texts = Content::Words(vec!["ok".to_owned(), "not".to_owned()]);
    assert_eq!(words(texts.validate()), ["/1: must have at most 2 characters"]);
    assert_eq!(
        Content::Any(Box::new(order(|order| order.count = 99))).validate(),
        Ok(())
    );
}

/// Two types of string: a value may be either.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    Short(String),
    Uuid(uuid::Uuid),
}

union! { Text {
    string => Uuid,
    string => Short,
} }

union_rules! { Text {
    Uuid => [],
    Short => [max_length 5],
} }

#[test]
fn one_type_that_allows_a_value_is_enough() {
    assert_eq!(Text::Uuid(uuid::Uuid::nil()).validate(), Ok(()));
    assert_eq!(Text::Short("short".to_owned()).validate(), Ok(()));
    assert_eq!(
        words(Text::Short("long text".to_owned()).validate()),
        ["must have at most 5 characters"]
    );
}

/// A number and a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    line: (i64, Line, String),
}

json_object! { Numbered {
    "line" => line: required,
} }

rules! { Numbered {
    "line" => [elements [[minimum 1], [of Line], []]],
} }

#[test]
fn elements_of_tuples_are_checked_by_their_positions() {
    let numbered = |number, count| {
        let line = Line {
            count,
            ..Line::default()
        };
        let line = (number, line, String::new());
        Numbered { line }.validate()
    };
    assert_eq!(numbered(1, 1), Ok(()));
    assert_eq!(
        words(numbered(0, 0)),
        ["/line/0: must be at least 1", "/line/1/count: must be at least 1"]
    );
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Name(String),
    Count(i64),
    Line(Line),
}

union! { Event {
    string => Name,
    object in "Count" => Count,
    object in "Line" => Line,
} }

union_rules! { Event {
    Name => [min_length 1],
    Count in "Count" => [minimum 1],
    Line in "Line" => [of Line],
} }

#[test]
fn values_that_are_only_members_are_checked_there() {
    assert_eq!(Event::Count(1).validate(), Ok(()));
    assert_eq!(words(Event::Count(0).validate()), ["/Count: must be at least 1"]);
    let line = Event::Line(Line::default());
    assert_eq!(words(line.validate()), ["/Line/count: must be at least 1"]);
    assert!(Event::Name(String::new()).validate().is_err());
}
