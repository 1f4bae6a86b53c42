//! The scanner, the digits and the escapes against serde_json, over texts at random.

use proptest::prelude::*;
use serde_json::Value;

use crate::runtime::json::{from_str, json_object, to_string};

#[derive(Debug, PartialEq)]
struct Nothing {}

json_object! { Nothing {} }

#[derive(Debug, PartialEq)]
struct Odd {
    quoted: Option<i64>,
    escaped: Option<i64>,
    last: Option<i64>,
}

json_object! { Odd {
    "a\"b" => quoted: optional,
    "a\\n" => escaped: optional,
    "z" => last: optional,
} }

#[derive(Debug, PartialEq)]
struct Pair {
    a: Option<Value>,
    b: Option<Value>,
}

json_object! { Pair {
    "a" => a: optional,
    "b" => b: optional,
} }

/// Tokens, right and wrong, so that a good part of what they make is JSON.
fn text() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"\"",
        "\"a\"",
        "\"é\\n\\u00e9\\ud83e\\udda6\"",
        "\"\\ud83e\"",
        "\"\\x\"",
        "\"\u{1}\"",
        "\"abcdefgh\\\"ij\"",
        "null",
        "true",
        "false",
        "nul",
        "0",
        "-1",
        "01",
        "1.5",
        "1.",
        "1e3",
        "1e",
        "-",
        " ",
        "\n",
        "\t",
        "\u{c}",
        "\"unfinished",
        "\\",
    ]);
    prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

/// Values as text, with white space at random places and one byte that may be changed.
fn mostly_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map("[a-z\"\\\\]{0,12}", inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    (
        value,
        any::<bool>(),
        any::<prop::sample::Index>(),
        prop::option::of(0x20_u8..0x7f),
    )
        .prop_map(|(value, is_pretty, at, change)| {
            let text = if is_pretty {
                format!("{value:#}")
            } else {
                value.to_string()
            };
            let mut bytes = text.clone().into_bytes();
            let at = at.index(bytes.len());
            // A longer exponent makes a number that serde_json refuses, and that is skipped all the same.
            change
                .into_iter()
                .filter(|byte| !b"eE".contains(byte))
                .for_each(|byte| bytes[at] = byte);
            String::from_utf8(bytes).unwrap_or(text)
        })
}

fn is_read_alike(text: &str) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_str::<Value>(text).ok();
    prop_assert_eq!(from_str::<Value>(text).ok(), theirs.clone(), "{}", text);
    let skipped = from_str::<Nothing>(&format!("{{\"x\":{text}}}"));
    prop_assert_eq!(skipped.is_ok(), theirs.is_some(), "{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn tokens_in_any_order_are_read_as_serde_json_reads_them(text in text()) {
        is_read_alike(&text)?;
    }

    #[test]
    fn values_are_read_as_serde_json_reads_them(text in mostly_json()) {
        is_read_alike(&text)?;
    }

    /// The next member of a struct is compared with the text before it is read.
    #[test]
    fn members_in_the_order_of_their_struct_are_parted_by_one_comma(
        first in mostly_json(),
        parted in prop::sample::select(vec![",", " ,", ", ", "\n,\t", "", " ", "\n", ",,", ", ,", ";", ",\u{c}"]),
        second in mostly_json(),
        ends in prop::sample::select(vec!["}", " }", ",}", "", "]"]),
    ) {
        let text = format!("{{\"a\":{first}{parted}\"b\":{second}{ends}");
        let theirs = serde_json::from_str::<Value>(&text).is_ok();
        prop_assert_eq!(from_str::<Pair>(&text).is_ok(), theirs, "{}", text);
    }

    #[test]
    fn strings_are_read_and_written_as_serde_json_does(text in any::<String>(), control in "[\\x00-\\x20\"\\\\é]{0,20}") {
        let text = text + &control;
        let written = to_string(&text);
        prop_assert_eq!(serde_json::from_str::<String>(&written).ok(), Some(text.clone()));
        prop_assert_eq!(from_str::<String>(&written).ok(), Some(text.clone()));
        prop_assert_eq!(from_str::<String>(&serde_json::to_string(&text).unwrap_or_default()).ok(), Some(text));
    }

    #[test]
    fn integers_are_written_as_std_does(signed in any::<i64>(), unsigned in any::<u64>(), small in any::<i8>()) {
        prop_assert_eq!(to_string(&signed), signed.to_string());
        prop_assert_eq!(to_string(&unsigned), unsigned.to_string());
        prop_assert_eq!(to_string(&small), small.to_string());
    }
}

#[test]
fn the_least_and_greatest_integers_are_written() {
    assert_eq!(
        to_string(&[i64::MIN, 0, i64::MAX].to_vec()),
        "[-9223372036854775808,0,9223372036854775807]"
    );
    assert_eq!(to_string(&u64::MAX), "18446744073709551615");
}

/// A name is compared with the text as it stands, so one that is escaped there must not be.
#[test]
fn names_that_are_escaped_are_compared_without_escapes() {
    let expected = Odd {
        quoted: Some(1),
        escaped: Some(2),
        last: Some(3),
    };
    assert_eq!(from_str::<Odd>(r#"{"a\"b":1,"a\\n":2,"z":3}"#).ok(), Some(expected));
    let other = from_str::<Odd>("{\"a\\n\":2, \"\\u007a\" :3}").ok();
    let expected = Odd {
        quoted: None,
        escaped: None,
        last: Some(3),
    };
    assert_eq!(other, Some(expected));
    assert!(from_str::<Odd>("{\"a\"b\":1}").is_err());
    assert!(from_str::<Odd>("{,\"z\":1}").is_err());
    assert!(from_str::<Odd>("{\"x\":0\"z\":1}").is_err());
    assert!(from_str::<Odd>("{\"x\":0 \"z\":1}").is_err());
    assert!(from_str::<Odd>("{\"x\":0,\u{c}\"z\":1}").is_err());
    assert!(from_str::<Odd>("{\"x\":0,,\"z\":1}").is_err());
}

#[test]
fn what_is_not_json_says_where() {
    let message = |text: &str| {
        from_str::<Nothing>(text)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(message("{"), "not valid JSON: EOF while parsing an object at byte 1");
    assert_eq!(message("{}x"), "not valid JSON: trailing characters at byte 2");
    assert_eq!(message("{\"a\" 1}"), "not valid JSON: expected `:` at byte 5");
    assert_eq!(message("{\"a\":tru}"), "not valid JSON: expected ident at byte 8");
    assert_eq!(message("{\"a\":[1,]}"), "not valid JSON: trailing comma at byte 8");
    assert_eq!(message("{\"a\":01}"), "not valid JSON: invalid number at byte 6");
    assert_eq!(message("{\"a\":\"\\q\"}"), "not valid JSON: invalid escape at byte 7");
    assert_eq!(
        message("{\"a\":\"b"),
        "not valid JSON: EOF while parsing a string at byte 7"
    );
}
