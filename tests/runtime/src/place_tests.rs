//! No value leaves its place, and a decoder gets back what was given: any text at all.

use proptest::prelude::*;

use crate::parameter_tests::{Find, in_path, sent};
use crate::runtime::http::{Request, Style};

/// Texts that try: separators, dots, control characters, percent signs, and anything else.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("../".to_owned()),
        Just("%2e%2e%2f".to_owned()),
        Just("\r\nx: y".to_owned()),
        "[/?#&=+;,.%\\[\\]{}|\\\\ \"']{1,4}",
        any::<String>(),
    ];
    prop::collection::vec(pieces, 0..4).prop_map(|pieces| pieces.concat())
}

fn placed(request: Request<Find>) -> Request<Find> {
    request.path_input("color", "x", Style::SIMPLE)
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

const PATH_STYLES: [Style; 6] = [
    Style::SIMPLE,
    Style::SIMPLE.explode(),
    Style::LABEL,
    Style::LABEL.explode(),
    Style::MATRIX,
    Style::MATRIX.explode(),
];

proptest! {
    #[test]
    fn a_path_keeps_its_segments(value in text(), style in prop::sample::select(&PATH_STYLES[..])) {
        let Some(request) = sent(|request| request.path_input("color", value.as_str(), style)) else {
            prop_assert!(value.is_empty() && style.in_simple());
            return Ok(());
        };
        prop_assert_eq!(request.url.path_segments().unwrap().count(), 3);
        prop_assert_eq!((request.url.query(), request.url.fragment()), (None, None));
        if style.in_simple() {
            prop_assert_eq!(decoded(in_path(&request.url)), value);
        }
    }

    #[test]
    fn a_list_keeps_its_segment_and_its_items(values in prop::collection::vec(text(), 1..4), style in prop::sample::select(&PATH_STYLES[..])) {
        let Some(request) = sent(|request| request.path_input("color", &values, style)) else { return Ok(()) };
        prop_assert_eq!(request.url.path_segments().unwrap().count(), 3);
        if style.in_simple() {
            let items: Vec<String> = in_path(&request.url).split(',').map(decoded).collect();
            prop_assert_eq!(items, values);
        }
    }

    #[test]
    fn a_query_gives_back_its_values(name in text(), values in prop::collection::vec(text(), 1..4), other in text()) {
        let name = Box::leak(name.into_boxed_str()) as &'static str;
        let request = sent(|request| {
            let request = placed(request).query_input(name, &values, Style::FORM.explode());
            request.query_input("other", other.as_str(), Style::FORM)
        });
        let url = request.unwrap().url;
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let mut expected: Vec<(String, String)> = values.into_iter().map(|value| (name.to_owned(), value)).collect();
        expected.push(("other".to_owned(), other));
        prop_assert_eq!(pairs, expected);
        prop_assert_eq!((in_path(&url), url.fragment()), ("x", None));
    }

    #[test]
    fn reserved_characters_stay_in_their_query_parameter(value in text()) {
        let request = sent(|request| {
            let request = placed(request).query_input("q", value.as_str(), Style::FORM.allow_reserved());
            request.query_input("other", "1", Style::FORM)
        });
        let url = request.unwrap().url;
        let names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
        prop_assert_eq!(names, ["q", "other"]);
        prop_assert_eq!((in_path(&url), url.fragment()), ("x", None));
    }

    #[test]
    fn a_header_holds_its_value_or_refuses_it(value in text()) {
        let sent = sent(|request| placed(request).header_input("x-value", value.as_str(), Style::SIMPLE));
        match sent {
            Some(request) => {
                prop_assert_eq!(request.headers["x-value"].as_bytes(), value.as_bytes());
                prop_assert!(!request.headers.contains_key("x"));
            }
            None => prop_assert!(value.chars().any(char::is_control)),
        }
    }

    #[test]
    fn a_cookie_keeps_its_value(value in text()) {
        let request = sent(|request| {
            let request = placed(request).cookie_input("a", value.as_str(), Style::FORM);
            request.cookie_input("b", "1", Style::FORM)
        });
        let request = request.unwrap();
        let cookies: Vec<(&str, &str)> = request.headers["cookie"]
            .to_str()
            .unwrap()
            .split("; ")
            .map(|cookie| cookie.split_once('=').unwrap())
            .collect();
        prop_assert_eq!(decoded(cookies[0].1), value);
        prop_assert_eq!(cookies[1], ("b", "1"));
    }
}

impl Style {
    fn in_simple(self) -> bool {
        self == Self::SIMPLE || self == Self::SIMPLE.explode()
    }
}
