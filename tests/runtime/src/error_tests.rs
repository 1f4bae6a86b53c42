//! What errors say: what failed by `Display`, why by `source()`, each of it once.

use std::error::Error as StdError;
use std::time::Duration;

use reqwest::header::HeaderMap;

use crate::runtime::http::transport::{Scripted, TransportError, TransportErrorKind, TransportRequest};
use crate::runtime::http::{Credential, Facts, Mismatch, Operation, Reply};
use crate::runtime::json;
use crate::runtime::webhooks::Delivery;
use crate::{
    CallError, ClientBuilder, ClientCredentials, Error, Hook, NoDocumentedError, Request, RetryPolicy, TokenError,
};

/// An operation that gives a number.
enum Count {}

impl Operation for Count {
    type Output = i64;
    type Error = NoDocumentedError;
    const FACTS: Facts = Facts::new("count", "GET", "/count", &[&["token"], &[]]);

    fn output(reply: &Reply) -> Result<i64, Mismatch> {
        match reply.status() {
            200 => reply.json(),
            _ => Err(Mismatch::Undeclared),
        }
    }
}

struct Refusing;

impl Hook for Refusing {
    fn on_request(&self, _request: &mut TransportRequest) -> Result<(), Box<dyn StdError + Send + Sync>> {
        Err("it is not signed".into())
    }
}

fn builder(script: Scripted) -> ClientBuilder {
    ClientBuilder::new(Some("https://api.example.com"), "test/1")
        .transport(script)
        .retry(RetryPolicy::none())
}

async fn failed(builder: ClientBuilder) -> CallError<NoDocumentedError> {
    Request::<Count>::new(&builder.build().unwrap()).await.unwrap_err()
}

/// The error and its causes, one by one.
fn said(error: &dyn StdError) -> Vec<String> {
    let mut said = vec![error.to_string()];
    let mut source = error.source();
    while let Some(cause) = source {
        said.push(cause.to_string());
        source = cause.source();
    }
    said
}

/// Each of them says something of its own, and `Debug` says all.
fn is_said_once(error: &impl StdError, expected: &[&str]) {
    let said = said(error);
    assert_eq!(said, expected);
    for (index, outer) in said.iter().enumerate() {
        for inner in said.iter().skip(index + 1) {
            assert!(!outer.contains(inner.as_str()), "{said:?}");
        }
    }
    let shown = format!("{error:?}");
    assert!(said.iter().all(|text| shown.contains(text.as_str())), "{shown}");
}

#[tokio::test]
async fn a_failed_call_says_each_cause_once() {
    let kinds = [
        (
            TransportErrorKind::Connect,
            "the request could not be sent",
            "no connection",
        ),
        (TransportErrorKind::Timeout, "no response in time", "timed out"),
        (
            TransportErrorKind::Other,
            "no complete response",
            "the connection failed",
        ),
    ];
    for (kind, what, why) in kinds {
        let error = failed(builder(Scripted::new().fail(kind))).await;
        let what = format!("GET /count: {what}");
        is_said_once(&error, &[&what, why, "as scripted"]);
        is_said_once(&Error::from(error), &[&what, why, "as scripted"]);
    }
    let error = failed(builder(Scripted::new()).hook(Refusing)).await;
    is_said_once(&error, &["GET /count: a hook rejected the request", "it is not signed"]);
    let error = failed(builder(Scripted::new().reply(200, "\"one\""))).await;
    let unfit = "GET /count: 200 OK: the body doesn't match the API description";
    is_said_once(&error, &[unfit, "expected an integer, found a string"]);
    let error = failed(builder(Scripted::new().reply(418, ""))).await;
    is_said_once(
        &error,
        &["GET /count: 418 I'm a teapot: the API description declares no such response"],
    );
}

#[tokio::test]
async fn a_token_that_is_missing_says_each_cause_once() {
    let script = Scripted::new().fail(TransportErrorKind::Connect);
    let credentials = ClientCredentials::new("me", "secret").or_token_url("/token");
    let error = failed(builder(script).credential("token", Credential::bearer(credentials))).await;
    let expected = [
        "GET /count: no access token",
        "the token endpoint can't be reached",
        "no connection",
        "as scripted",
    ];
    is_said_once(&error, &expected);
    let error = TokenError::new("the vault is closed")
        .with_code("closed")
        .with_source("no key");
    is_said_once(&error, &["the vault is closed: closed", "no key"]);
}

#[test]
fn all_other_errors_say_each_cause_once() {
    let error = ClientBuilder::new(None, "t").base_url("api").build().unwrap_err();
    let expected = ["the base URL isn't an absolute URL", "relative URL without a base"];
    is_said_once(&error, &expected);
    is_said_once(&Error::from(error), &expected);
    is_said_once(
        &TransportError::new(TransportErrorKind::Other, "reset"),
        &["the connection failed", "reset"],
    );
    let headers = HeaderMap::new();
    let error = Delivery::new("sold", &headers, b"[").json::<i64>().unwrap_err();
    is_said_once(
        &error,
        &[
            "sold: the body doesn't match the API description",
            "expected an integer, found an array",
        ],
    );
    is_said_once(
        &json::from_str::<bool>("1").unwrap_err(),
        &["expected a boolean, found a number"],
    );
}

/// What an error says whose response has this body.
async fn api_error(status: u16, body: &str) -> Error {
    failed(builder(Scripted::new().reply(status, body))).await.into()
}

#[tokio::test]
async fn the_message_is_found_where_apis_put_it() {
    let cases = [
        (r#"{"message":"m","title":"t"}"#, Some("m"), None),
        (
            r#"{"error":{"message":"m","type":"invalid","code":null}}"#,
            Some("m"),
            Some("invalid"),
        ),
        (
            r#"{"error":{"message":"m","code":404,"status":"NOT_FOUND"}}"#,
            Some("m"),
            Some("NOT_FOUND"),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"m"}"#,
            Some("m"),
            Some("invalid_grant"),
        ),
        (r#"{"error":"not here"}"#, Some("not here"), None),
        (
            r#"{"type":"https://example.com/p","title":"t","detail":"m"}"#,
            Some("m"),
            None,
        ),
        (
            r#"{"title":"t","status":404,"errors":{"Name":["is short"]}}"#,
            Some("t"),
            None,
        ),
        (
            r#"{"detail":[{"loc":["body"],"msg":"m","type":"missing"}]}"#,
            Some("m"),
            None,
        ),
        (
            r#"{"errors":[{"message":"m","code":17},{"message":"n"}]}"#,
            Some("m"),
            Some("17"),
        ),
        (r#"{"errors":["m","n"]}"#, Some("m"), None),
        (r#"[{"message":"m","errorCode":"MISSING"}]"#, Some("m"), Some("MISSING")),
        (r#"{"message":["m","n"],"statusCode":404}"#, Some("m"), None),
        (r#"{"ErrorMessage":"m","Code":"X1"}"#, Some("m"), Some("X1")),
        (r#"{"message":" ","name":"gone"}"#, None, Some("gone")),
        (r#"{"secret":"s"}"#, None, None),
        ("not JSON", None, None),
        ("[]", None, None),
    ];
    for (body, message, code) in cases {
        let error = api_error(404, body).await;
        assert_eq!(error.message().as_deref(), message, "{body}");
        assert_eq!(error.code().as_deref(), code, "{body}");
        assert_eq!(error.status(), Some(404));
    }
}

#[tokio::test]
async fn the_text_of_an_error_has_the_message_and_nothing_else_of_the_body() {
    let error = api_error(404, r#"{"message":"no such\n\u001b[1m count\u202e","key":"secret"}"#).await;
    let text =
        r"GET /count: 404 Not Found: no such\n\u{1b}[1m count\u{202e} (the API description declares no such response)";
    assert_eq!(error.to_string(), text);
    assert!(!format!("{error:?}").contains("secret"));
    let long = "x".repeat(10_000);
    let error = api_error(500, &format!(r#"{{"message":"{long}"}}"#)).await;
    assert_eq!(error.message().map(|message| message.len()), Some(10_000));
    assert!(error.to_string().chars().count() < 500);
    let success = failed(builder(Scripted::new().reply(200, r#"{"message":"secret"}"#))).await;
    assert_eq!((success.message(), success.code()), (None, None));
    assert!(!format!("{success} {success:?}").contains("secret"));
}

#[tokio::test]
async fn an_error_says_whether_the_server_was_reached() {
    for (kind, is_connect, is_timeout) in [
        (TransportErrorKind::Connect, true, false),
        (TransportErrorKind::Timeout, false, true),
        (TransportErrorKind::Refused, false, false),
        (TransportErrorKind::Other, false, false),
    ] {
        let error = failed(builder(Scripted::new().fail(kind))).await;
        assert_eq!(
            (error.is_connect(), error.is_timeout()),
            (is_connect, is_timeout),
            "{kind:?}"
        );
        let error = Error::from(error);
        assert_eq!(
            (error.is_connect(), error.is_timeout()),
            (is_connect, is_timeout),
            "{kind:?}"
        );
        let credentials = ClientCredentials::new("me", "secret").or_token_url("/token");
        let builder = builder(Scripted::new().fail(kind)).credential("token", Credential::bearer(credentials));
        let error = failed(builder).await;
        assert_eq!(
            (error.is_connect(), error.is_timeout()),
            (is_connect, is_timeout),
            "{error:?}"
        );
    }
    let script = Scripted::new().reply_with(429, [("retry-after", "7")], "");
    let error = Error::from(failed(builder(script)).await);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(!error.is_connect() && error.message().is_none());
    let error = Error::from(ClientBuilder::new(None, "t").base_url("api").build().unwrap_err());
    assert_eq!(
        (error.status(), error.message(), error.is_timeout()),
        (None, None, false)
    );
}
