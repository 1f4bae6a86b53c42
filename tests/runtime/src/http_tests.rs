//! What is sent, and what becomes of what comes back, over a transport in memory.

mod retries;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use crate::runtime::http::transport::{
    HeaderMap, Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};
use crate::runtime::http::{Credential, Facts, Mismatch, Operation, Reply, Style};
use crate::{CallError, Client, ClientBuilder, NoDocumentedError, Request, RetryPolicy};

/// Status, headers and body, or why there is none.
type Answer = Result<(u16, Vec<(&'static str, String)>, &'static str), TransportErrorKind>;

/// Answers in turn, and remembers what was asked.
#[derive(Clone, Default)]
struct Script {
    answers: Arc<Mutex<Vec<Answer>>>,
    requests: Arc<Mutex<Vec<TransportRequest>>>,
}

impl Script {
    fn answers(answers: impl IntoIterator<Item = (u16, &'static str)>) -> Self {
        let script = Self::default();
        for (status, body) in answers {
            script.then(status, &[], body);
        }
        script
    }

    fn then(&self, status: u16, headers: &[(&'static str, &str)], body: &'static str) {
        let headers = headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        self.answers.lock().unwrap().push(Ok((status, headers, body)));
    }

    fn fails(&self, kind: TransportErrorKind) {
        self.answers.lock().unwrap().push(Err(kind));
    }

    fn sent(&self) -> Vec<TransportRequest> {
        self.requests.lock().unwrap().clone()
    }

    fn urls(&self) -> Vec<String> {
        self.sent().iter().map(|request| request.url.to_string()).collect()
    }
}

impl Transport for Script {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        self.requests.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().remove(0);
        Box::pin(async move {
            let (status, headers, body) = answer.map_err(|kind| TransportError::new(kind, "scripted"))?;
            let headers: HeaderMap = headers
                .into_iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect();
            Ok(TransportResponse::new(status, headers, body))
        })
    }
}

macro_rules! operation {
    ($name:ident, $method:ident $path:literal, $security:expr) => {
        enum $name {}

        impl Operation for $name {
            type Output = String;
            type Error = NoDocumentedError;
            const FACTS: Facts = Facts::new(stringify!($name), stringify!($method), $path, $security);

            fn output(reply: &Reply) -> Result<String, Mismatch> {
                if reply.status() == 200 {
                    reply.json()
                } else {
                    Err(Mismatch::Undeclared)
                }
            }
        }
    };
}

operation!(Find, GET "/pets/{id}/x", &[]);
operation!(Search, GET "/pets", &[]);
operation!(Create, POST "/pets", &[]);
operation!(Basic, GET "/me", &[&["basic"]]);
operation!(Choice, GET "/me", &[&["key", "session"], &["basic"], &[]]);

fn builder(script: &Script) -> ClientBuilder {
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    ClientBuilder::new(Some("https://api.example.com/v1"), "test/1")
        .retry(quick)
        .transport(script.clone())
}

fn client(script: &Script) -> Client {
    builder(script).build().unwrap()
}

#[tokio::test]
async fn no_value_leaves_its_place() {
    for (value, expected) in [
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("../../etc", "..%2F..%2Fetc"),
        ("%2e%2e", "%252e%252e"),
        ("a b+c&d=e", "a%20b%2Bc%26d%3De"),
        ("é\r\n", "%C3%A9%0D%0A"),
    ] {
        let script = Script::answers([(200, "\"\"")]);
        Request::<Find>::new(&client(&script))
            .path_input("id", value, Style::SIMPLE)
            .await
            .unwrap();
        assert_eq!(script.urls(), [format!("https://api.example.com/v1/pets/{expected}/x")]);
    }
}

#[tokio::test]
async fn a_path_that_would_lead_elsewhere_is_refused() {
    for value in ["..", ".", ""] {
        let script = Script::default();
        let error = Request::<Find>::new(&client(&script))
            .path_input("id", value, Style::SIMPLE)
            .await
            .unwrap_err();
        assert!(matches!(error, CallError::Request(_)), "{value}: {error}");
        assert!(script.sent().is_empty());
    }
}

/// OpenAPI 3.1.1, "Style Examples": the values are the standard's own.
#[tokio::test]
async fn styles_are_written_as_the_standard_has_them() {
    let string = json!("blue");
    let array = json!(["blue", "black", "brown"]);
    let object = json!({"B": 150, "G": 200, "R": 100});
    for (style, value, expected) in [
        (Style::FORM, &string, "color=blue"),
        (Style::FORM, &array, "color=blue,black,brown"),
        (Style::FORM.explode(), &array, "color=blue&color=black&color=brown"),
        (Style::FORM, &object, "color=B,150,G,200,R,100"),
        (Style::FORM.explode(), &object, "B=150&G=200&R=100"),
        (Style::SPACE_DELIMITED, &array, "color=blue%20black%20brown"),
        (Style::PIPE_DELIMITED, &array, "color=blue%7Cblack%7Cbrown"),
        (
            Style::DEEP_OBJECT.explode(),
            &object,
            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
        ),
        (
            Style::JSON,
            &array,
            "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
        ),
        (Style::FORM.allow_reserved(), &json!("a/b&c"), "color=a/b%26c"),
    ] {
        let script = Script::answers([(200, "\"\"")]);
        Request::<Search>::new(&client(&script))
            .query_input("color", value, style)
            .await
            .unwrap();
        assert_eq!(script.urls(), [format!("https://api.example.com/v1/pets?{expected}")]);
    }
    for (style, value, expected) in [
        (Style::SIMPLE, &array, "blue,black,brown"),
        (Style::SIMPLE, &object, "B,150,G,200,R,100"),
        (Style::SIMPLE.explode(), &object, "B=150,G=200,R=100"),
        (Style::LABEL, &array, ".blue,black,brown"),
        (Style::LABEL.explode(), &array, ".blue.black.brown"),
        (Style::LABEL.explode(), &object, ".B=150.G=200.R=100"),
        (Style::MATRIX, &string, ";id=blue"),
        (Style::MATRIX, &array, ";id=blue,black,brown"),
        (Style::MATRIX.explode(), &array, ";id=blue;id=black;id=brown"),
        (Style::MATRIX.explode(), &object, ";B=150;G=200;R=100"),
        (Style::MATRIX, &object, ";id=B,150,G,200,R,100"),
    ] {
        let script = Script::answers([(200, "\"\"")]);
        Request::<Find>::new(&client(&script))
            .path_input("id", value, style)
            .await
            .unwrap();
        assert_eq!(script.urls(), [format!("https://api.example.com/v1/pets/{expected}/x")]);
    }
}

#[tokio::test]
async fn headers_and_cookies_hold_values_or_refuse_them() {
    let script = Script::answers([(200, "\"\"")]);
    let request = Request::<Search>::new(&client(&script))
        .header_input("X-Ids", &vec![1, 2], Style::SIMPLE)
        .cookie_input("sid", "a;b", Style::FORM);
    request.await.unwrap();
    let sent = script.sent();
    assert_eq!(sent[0].headers["x-ids"], "1,2");
    assert_eq!(sent[0].headers["cookie"], "sid=a%3Bb");
    let error = Request::<Search>::new(&client(&script))
        .header_input("X-Id", "a\r\nb: c", Style::SIMPLE)
        .await;
    assert!(matches!(error, Err(CallError::Request(_))));
}

#[tokio::test]
async fn credentials_go_only_where_they_are_asked_for() {
    let script = Script::answers([(200, "\"\""), (200, "\"\""), (200, "\"\"")]);
    let client = builder(&script)
        .credential("basic", Credential::basic("user", "päss"))
        .build()
        .unwrap();
    Request::<Basic>::new(&client).await.unwrap();
    Request::<Search>::new(&client).await.unwrap();
    Request::<Choice>::new(&client).await.unwrap();
    let sent = script.sent();
    assert_eq!(sent[0].headers["authorization"], "Basic dXNlcjpww6Rzcw==");
    assert!(!sent[1].headers.contains_key("authorization"));
    assert!(sent[2].headers.contains_key("authorization"));
}

#[tokio::test]
async fn alternatives_and_combinations_are_honoured() {
    let script = Script::answers([(200, "\"\""), (200, "\"\"")]);
    let keys = builder(&script)
        .credential("key", Credential::query("k", "a&b"))
        .credential("session", Credential::cookie("s", "1"))
        .build()
        .unwrap();
    Request::<Choice>::new(&keys).await.unwrap();
    Request::<Choice>::new(&client(&script)).await.unwrap();
    let sent = script.sent();
    assert_eq!(sent[0].url.query(), Some("k=a%26b"));
    assert_eq!(sent[0].headers["cookie"], "s=1");
    assert!(sent[1].url.query().is_none());
    let error = Request::<Basic>::new(&client(&script)).await.unwrap_err();
    assert!(
        matches!(&error, CallError::Request(_)) && error.to_string().contains("basic"),
        "{error}"
    );
}

#[tokio::test]
async fn a_redirect_to_another_origin_carries_no_credentials() {
    let script = Script::default();
    script.then(302, &[("location", "/v1/other")], "");
    script.then(307, &[("location", "https://evil.example.net/x")], "");
    script.then(200, &[], "\"\"");
    let client = builder(&script)
        .header("X-Tenant", "secret")
        .credential("basic", Credential::basic("user", "pass"))
        .build()
        .unwrap();
    Request::<Basic>::new(&client)
        .with_header("X-Own", "secret")
        .await
        .unwrap();
    let sent = script.sent();
    assert!(sent[1].headers.contains_key("authorization"));
    assert_eq!(sent[2].url.host_str(), Some("evil.example.net"));
    assert!(!format!("{:?}", sent[2].headers).contains("secret") && !sent[2].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_body_does_not_follow_to_another_origin() {
    let script = Script::default();
    script.then(307, &[("location", "https://evil.example.net/x")], "");
    let error = Request::<Create>::new(&client(&script))
        .json_body("application/json", &1_i64)
        .await
        .unwrap_err();
    assert!(matches!(&error, CallError::Api(error) if error.status() == 307));
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn endless_redirects_end() {
    let script = Script::default();
    for _ in 0..40 {
        script.then(302, &[("location", "/v1/again")], "");
    }
    let error = Request::<Search>::new(&client(&script))
        .with_retry(RetryPolicy::none())
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Transport(_)));
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_refused() {
    let script = Script::answers([(200, "\"0123456789\"")]);
    let client = builder(&script).max_response_bytes(8).build().unwrap();
    assert!(matches!(
        Request::<Search>::new(&client).await,
        Err(CallError::TooLarge(_))
    ));
}

#[tokio::test]
async fn an_error_shows_neither_body_nor_url() {
    let script = Script::default();
    script.then(200, &[("content-type", "text/html"), ("x-request-id", "r1")], "<token>");
    let client = builder(&script)
        .credential("basic", Credential::basic("user", "hunter2"))
        .build()
        .unwrap();
    let error = Request::<Search>::new(&client)
        .query_input("q", "private", Style::FORM)
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?} {client:?}");
    assert!(
        shown.contains("GET /pets: 200 OK: expected JSON, found `text/html`"),
        "{shown}"
    );
    assert!(
        !shown.contains("token") && !shown.contains("private") && !shown.contains("hunter2"),
        "{shown}"
    );
    assert_eq!(
        (error.failure().raw_body(), error.failure().request_id()),
        (&b"<token>"[..], Some("r1"))
    );
}

#[test]
fn an_error_is_small() {
    assert!(size_of::<CallError<[u8; 500]>>() <= 24);
}

#[test]
fn a_base_url_must_be_one() {
    for url in ["", "api.example.com", "ftp://x", "https://u:p@x", "https://x#a"] {
        assert!(ClientBuilder::new(None, "t").base_url(url).build().is_err(), "{url}");
    }
    assert!(
        ClientBuilder::new(None, "t")
            .build()
            .unwrap_err()
            .to_string()
            .contains("base_url")
    );
    assert!(
        ClientBuilder::new(Some("https://x"), "t")
            .header("a b", "c")
            .build()
            .is_err()
    );
}
