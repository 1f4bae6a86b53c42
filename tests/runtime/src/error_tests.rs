//! What errors say: what failed by `Display`, why by `source()`, each of it once.

use std::error::Error as StdError;

use reqwest::header::HeaderMap;

use crate::runtime::http::transport::{Scripted, TransportError, TransportErrorKind, TransportRequest};
use crate::runtime::http::{Credential, Facts, Method, Mismatch, Operation, Reply};
use crate::runtime::json;
use crate::runtime::webhooks::Delivery;
use crate::{
    AnyError, ClientBuilder, ClientCredentials, Error, Hook, NoDocumentedError, Request, RetryPolicy, TokenError,
};

/// An operation that gives a number.
enum Count {}

impl Operation for Count {
    type Output = i64;
    type Error = NoDocumentedError;
    const FACTS: Facts = Facts {
        id: "count",
        method: Method::GET,
        path: "/count",
        security: &[&["token"], &[]],
    };

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

async fn failed(builder: ClientBuilder) -> Error<NoDocumentedError> {
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
        is_said_once(&AnyError::from(error), &[&what, why, "as scripted"]);
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
    is_said_once(&AnyError::from(error), &expected);
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
