//! Parameters by the standard's own examples: OpenAPI 3.1.1, "Style Examples"; RFC 6570, section 3.2.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::runtime::http::transport::{
    HeaderMap, Transport, TransportFuture, TransportRequest, TransportResponse, Url,
};
use crate::runtime::http::{Facts, Mismatch, Operation, Reply, Style};
use crate::runtime::json::json_object;
use crate::{CallError, ClientBuilder, NoDocumentedError, Request};

/// Takes every request and remembers the last one.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Option<TransportRequest>>>);

impl Transport for Recorder {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        *self.0.lock().unwrap() = Some(request);
        Box::pin(async { Ok(TransportResponse::new(204, HeaderMap::new(), "")) })
    }
}

pub(crate) enum Find {}

impl Operation for Find {
    type Output = ();
    type Error = NoDocumentedError;
    const FACTS: Facts = Facts::new("find", "GET", "/a/x{color}/b", &[]);

    fn output(_: &Reply) -> Result<(), Mismatch> {
        Ok(())
    }
}

/// What is sent with these inputs; `None` where they are refused.
pub(crate) fn sent(inputs: impl FnOnce(Request<Find>) -> Request<Find>) -> Option<TransportRequest> {
    let recorder = Recorder::default();
    let builder = ClientBuilder::new(Some("https://api.example.com"), "test/1").transport(recorder.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let request = inputs(Request::new(&builder.build().unwrap()));
    match runtime.block_on(request.send()) {
        Ok(()) => recorder.0.lock().unwrap().take(),
        Err(CallError::Request(_)) => None,
        Err(error) => panic!("{error:?}"),
    }
}

/// What stands between `/a/x` and `/b` in the path.
pub(crate) fn in_path(url: &Url) -> &str {
    url.path().strip_prefix("/a/x").unwrap().strip_suffix("/b").unwrap()
}

#[derive(Clone, Debug, PartialEq)]
struct Color {
    r: i64,
    g: i64,
    b: i64,
}

json_object! { Color {
    "R" => r: required,
    "G" => g: required,
    "B" => b: required,
} }

const OBJECT: Color = Color { r: 100, g: 200, b: 150 };

fn array() -> Value {
    json!(["blue", "black", "brown"])
}

/// The rows of the standard's table; `None` is "n/a" or refused, since a path can't be empty there.
struct Row(Style, Option<&'static str>, &'static str, &'static str, &'static str);

#[test]
fn paths_are_as_in_the_table_of_the_standard() {
    let exploded_matrix = ";color=blue;color=black;color=brown";
    let rows = [
        Row(
            Style::MATRIX,
            Some(";color"),
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        Row(
            Style::MATRIX.explode(),
            Some(";color"),
            ";color=blue",
            exploded_matrix,
            ";R=100;G=200;B=150",
        ),
        Row(
            Style::LABEL,
            Some("."),
            ".blue",
            ".blue,black,brown",
            ".R,100,G,200,B,150",
        ),
        Row(
            Style::LABEL.explode(),
            Some("."),
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        Row(Style::SIMPLE, None, "blue", "blue,black,brown", "R,100,G,200,B,150"),
        Row(
            Style::SIMPLE.explode(),
            None,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
    ];
    for Row(style, empty, string, list, object) in rows {
        let path = |value: &Value| {
            let request = sent(|request| request.path_input("color", value, style))?;
            Some(in_path(&request.url).to_owned())
        };
        assert_eq!(path(&json!("")).as_deref(), empty, "{style:?}");
        assert_eq!(path(&json!([])).as_deref(), empty, "{style:?}");
        assert_eq!(path(&json!("blue")).as_deref(), Some(string), "{style:?}");
        assert_eq!(path(&array()).as_deref(), Some(list), "{style:?}");
        let request = sent(|request| request.path_input("color", &OBJECT, style)).unwrap();
        assert_eq!(in_path(&request.url), object, "{style:?}");
    }
}

#[test]
fn queries_are_as_in_the_table_of_the_standard() {
    let deep = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    let spaced = ("color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150");
    let piped = ("color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150");
    let exploded = "color=blue&color=black&color=brown";
    let rows = [
        Row(
            Style::FORM,
            Some("color="),
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        Row(
            Style::FORM.explode(),
            Some("color="),
            "color=blue",
            exploded,
            "R=100&G=200&B=150",
        ),
        Row(Style::SPACE_DELIMITED, Some("color="), "color=blue", spaced.0, spaced.1),
        Row(Style::PIPE_DELIMITED, Some("color="), "color=blue", piped.0, piped.1),
        Row(
            Style::DEEP_OBJECT.explode(),
            Some("color="),
            "color=blue",
            "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
            deep,
        ),
    ];
    for Row(style, empty, string, list, object) in rows {
        let query = |value: &Value| {
            let request = sent(|request| {
                request
                    .path_input("color", "x", Style::SIMPLE)
                    .query_input("color", value, style)
            });
            request.unwrap().url.query().map(str::to_owned)
        };
        assert_eq!(query(&json!("")).as_deref(), empty, "{style:?}");
        assert_eq!(query(&json!("blue")).as_deref(), Some(string), "{style:?}");
        assert_eq!(query(&array()).as_deref(), Some(list), "{style:?}");
        for undefined in [json!([]), json!({}), json!(null)] {
            assert_eq!(query(&undefined), None, "{style:?} {undefined}");
        }
        let request = sent(|request| {
            request
                .path_input("color", "x", Style::SIMPLE)
                .query_input("color", &OBJECT, style)
        });
        assert_eq!(request.unwrap().url.query(), Some(object), "{style:?}");
    }
}

/// RFC 6570, sections 3.2.2 and 3.2.3: `hello` is `Hello World!`, `half` is `50%`, `base` is `http://example.com/home/`.
#[test]
fn expansion_is_as_in_the_examples_of_rfc_6570() {
    for (value, simple, reserved) in [
        ("value", "value", "value"),
        ("Hello World!", "Hello%20World%21", "Hello%20World!"),
        ("50%", "50%25", "50%25"),
        (
            "http://example.com/home/",
            "http%3A%2F%2Fexample.com%2Fhome%2F",
            "http://example.com/home/",
        ),
        ("/foo/bar", "%2Ffoo%2Fbar", "/foo/bar"),
        ("1024,768", "1024%2C768", "1024,768"),
        ("%2F%zz%", "%252F%25zz%25", "%2F%25zz%25"),
        ("a&b#c+d[e]", "a%26b%23c%2Bd%5Be%5D", "a%26b%23c%2Bd%5Be%5D"),
    ] {
        let request = sent(|request| {
            let request = request.path_input("color", value, Style::SIMPLE);
            let request = request.query_input("p", value, Style::FORM.explode());
            request.query_input("r", value, Style::FORM.explode().allow_reserved())
        });
        let url = request.unwrap().url;
        assert_eq!(in_path(&url), simple);
        assert_eq!(url.query(), Some(format!("p={simple}&r={reserved}").as_str()));
    }
}

#[test]
fn headers_and_cookies_are_as_in_the_table_of_the_standard() {
    let request = sent(|request| {
        let request = request.path_input("color", "x", Style::SIMPLE);
        let request = request.header_input("x-string", "blue sky, é", Style::SIMPLE);
        let request = request.header_input("x-list", &array(), Style::SIMPLE);
        let request = request.header_input("x-object", &OBJECT, Style::SIMPLE);
        let request = request.header_input("x-exploded", &OBJECT, Style::SIMPLE.explode());
        let request = request.header_input("x-json", &array(), Style::JSON);
        let request = request.header_input("x-null", &json!(null), Style::SIMPLE);
        let request = request.cookie_input("color", &array(), Style::FORM);
        let request = request.cookie_input("exploded", &array(), Style::FORM.explode());
        request.cookie_input("null", &json!(null), Style::FORM.explode())
    });
    let headers = request.unwrap().headers;
    assert_eq!(headers["x-string"].as_bytes(), "blue sky, é".as_bytes());
    assert_eq!(headers["x-list"], "blue,black,brown");
    assert_eq!(headers["x-object"], "R,100,G,200,B,150");
    assert_eq!(headers["x-exploded"], "R=100,G=200,B=150");
    assert_eq!(headers["x-json"], r#"["blue","black","brown"]"#);
    assert!(!headers.contains_key("x-null"));
    let cookies = "color=blue,black,brown; exploded=blue; exploded=black; exploded=brown";
    assert_eq!(headers["cookie"], cookies);
}

#[test]
fn numbers_keep_their_digits_and_members_their_order() {
    let big = "123456789012345678901234567890".parse::<crate::BigInteger>().unwrap();
    let request = sent(|request| request.path_input("color", &big, Style::SIMPLE)).unwrap();
    assert_eq!(in_path(&request.url), "123456789012345678901234567890");
}

#[test]
fn what_is_nested_is_written_as_deep_as_it_goes() {
    let value = json!({"a": [{"b": 1, "c": [1, 2]}, {"b": 2}], "d": {"e": true}, "f": [[1], [2]], "n": null});
    let request = sent(|request| {
        let request = request.path_input("color", "x", Style::SIMPLE);
        request.query_input("q", &value, Style::DEEP_OBJECT.explode())
    });
    let query = request
        .unwrap()
        .url
        .query()
        .unwrap()
        .replace("%5B", "[")
        .replace("%5D", "]");
    let expected = "q[a][0][b]=1&q[a][0][c][]=1&q[a][0][c][]=2&q[a][1][b]=2&q[d][e]=true&q[f][0][]=1&q[f][1][]=2";
    assert_eq!(query, expected);
    let request = sent(|request| {
        let request = request.path_input("color", "x", Style::SIMPLE);
        request.query_input("q", &json!({"a": [1, 2], "d": {"e": 1}}), Style::FORM.explode())
    });
    assert_eq!(request.unwrap().url.query(), Some("a=1&a=2&d=%7B%22e%22%3A1%7D"));
}
