//! What is read otherwise than the document says.

use serde_json::json;

use super::error;
use crate::Lenient;
use crate::runtime::json::{Json, Tolerance, from_str, json_object, to_string};

#[derive(Clone, Debug, PartialEq)]
struct Event {
    size: Lenient<i64>,
    at: Option<chrono::NaiveDate>,
    day: Lenient<chrono::NaiveDate>,
    inner: Option<Box<Event>>,
    additional: std::collections::BTreeMap<String, serde_json::Value>,
}

json_object! { Event {
    "size" => size: lenient,
    "at" => at: optional,
    "day" => day: lenient_dates,
    "inner" => inner: optional,
    ..undeclared => additional,
} }

#[test]
fn a_lenient_property_is_written_as_it_was_read() {
    for text in [
        r#"{}"#,
        r#"{"size":null}"#,
        r#"{"size":1}"#,
        r#"{"size":"1","inner":{"size":[1]}}"#,
        r#"{"day":"","x":{"y":[]}}"#,
    ] {
        let event: Event = from_str(text).unwrap();
        assert_eq!(to_string(&event), text);
    }
    let event: Event = from_str(r#"{"size":{"n":1}}"#).unwrap();
    assert_eq!(event.size.other(), Some(&json!({"n": 1})));
    assert_eq!(event.size.value(), None);
}

#[test]
fn what_is_no_json_is_no_other_value() {
    assert!(from_str::<Event>(r#"{"size":tru}"#).is_err());
}

#[test]
fn dates_are_lenient_at_their_place_alone() {
    let event: Event = from_str(r#"{"day":"2024-05-01T10:00:00Z"}"#).unwrap();
    assert_eq!(event.day, Lenient::Value("2024-05-01".parse().unwrap()));
    let (path, message) = error::<Event>(r#"{"day":"2024-05-01 10:00","at":"2024-05-01 10:00"}"#);
    assert_eq!((path.as_str(), message.as_str()), ("/at", "expected a date (RFC 3339)"));
}

#[test]
fn types_of_a_union_are_told_apart_as_if_nothing_was_lenient() {
    for text in [r#"{"size":"1"}"#, r#"{"other":1}"#] {
        let mut reader = crate::runtime::json::Reader::new(text);
        reader.set_tolerance(Tolerance::Nothing);
        assert!(Event::read(&mut reader).is_err(), "{text}");
    }
}

/// What servers send, and what it means.
const DATE_TIMES: &[(&str, &str)] = &[
    ("2024-05-01 10:00:00", "2024-05-01T10:00:00Z"),
    ("2024-05-01T10:00:00", "2024-05-01T10:00:00Z"),
    ("2024-05-01T10:00", "2024-05-01T10:00:00Z"),
    ("2024-05-01 10:00:00.25", "2024-05-01T10:00:00.250Z"),
    ("2024-05-01 10:00:00,25", "2024-05-01T10:00:00.250Z"),
    ("2024-05-01T10:00:00+0000", "2024-05-01T10:00:00Z"),
    ("2024-05-01T10:00:00-0330", "2024-05-01T10:00:00-03:30"),
    ("2024-05-01T10:00:00+02", "2024-05-01T10:00:00+02:00"),
    ("2024-05-01 10:00:00 +0200", "2024-05-01T10:00:00+02:00"),
    ("2024-05-01 10:00:00 UTC", "2024-05-01T10:00:00Z"),
    ("2024/05/01 10:00:00", "2024-05-01T10:00:00Z"),
    ("2024-05-01", "2024-05-01T00:00:00Z"),
    (" 2024-05-01T10:00:00Z ", "2024-05-01T10:00:00Z"),
];

fn leniently<T: Json>(text: &str) -> Option<T> {
    let json = to_string(&text.to_owned());
    let mut reader = crate::runtime::json::Reader::new(&json);
    reader.set_lenient_dates(true);
    T::read(&mut reader).ok()
}

#[test]
fn date_times_of_other_forms() {
    for (sent, expected) in DATE_TIMES {
        let read: Option<chrono::DateTime<chrono::FixedOffset>> = leniently(sent);
        assert_eq!(
            read.map(|read| to_string(&read)),
            Some(format!("{expected:?}")),
            "{sent}"
        );
        let read: Option<time::OffsetDateTime> = leniently(sent);
        assert!(read.is_some(), "{sent}");
        assert!(from_str::<chrono::DateTime<chrono::FixedOffset>>(&format!("{sent:?}")).is_err() || sent.contains('T'));
    }
    for unfit in [
        "",
        "yesterday",
        "2024-05-01T10",
        "2024-05-01T10:00:00+1",
        "2024-13-01",
        "2024-05-01é10:00",
        "2024-05-011",
    ] {
        assert_eq!(
            leniently::<chrono::DateTime<chrono::FixedOffset>>(unfit),
            None,
            "{unfit}"
        );
    }
}

#[test]
fn an_empty_date_is_none_where_there_may_be_none() {
    let mut reader = crate::runtime::json::Reader::new(r#""""#);
    reader.set_lenient_dates(true);
    assert_eq!(Option::<chrono::NaiveDate>::read(&mut reader).unwrap(), None);
    assert!(from_str::<Option<chrono::NaiveDate>>(r#""""#).is_err());
}
