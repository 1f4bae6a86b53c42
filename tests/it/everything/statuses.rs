//! Statuses as servers send them: other successes, redirects, errors that nobody documented.

use everything::api::responses::{AnyError, ArchiveHeaders, MovingError, RangesError};
use everything::{CallError, RetryPolicy};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::scripted::Scripted;
use super::wire::{answering, builder};

fn json(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.as_bytes(), "application/json")
}

/// Sends everything on to `/elsewhere`, where a report is.
async fn redirecting(status: u16) -> MockServer {
    let server = MockServer::start().await;
    let report = Mock::given(path("/elsewhere")).respond_with(json(200, r#"{"title":"moved"}"#));
    report.mount(&server).await;
    let redirect = ResponseTemplate::new(status).insert_header("location", "/elsewhere");
    Mock::given(wiremock::matchers::any())
        .respond_with(redirect)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn one_declared_success_is_every_success() {
    for status in [200, 201, 203, 206] {
        let server = answering(json(status, r#"{"title":"A"}"#)).await;
        let client = builder(&server.uri()).build().unwrap();
        let response = client.responses().same_value().send_with_meta().await.unwrap();
        assert_eq!((response.status, response.value.title.as_str()), (status, "A"));
        client.responses().nothing().await.unwrap();
    }
}

#[tokio::test]
async fn an_empty_success_is_null_or_an_error_that_says_so() {
    let server = answering(ResponseTemplate::new(204)).await;
    let client = builder(&server.uri()).build().unwrap();
    assert_eq!(client.responses().nullable_report().await.unwrap(), None);
    let error = client.responses().same_value().await.unwrap_err();
    assert!(matches!(&error, CallError::Decode(failure) if failure.status() == Some(204)));
    assert!(format!("{error:?}").contains("the body is empty"), "{error:?}");
}

#[tokio::test]
async fn a_part_of_a_download_is_a_download() {
    let head = "HTTP/1.1 206 Partial Content\r\ncontent-type: application/zip\r\ncontent-length: 2\r\n\r\nPK";
    let part = vec![super::scripted::Step::Say(head.into())];
    let server = Scripted::start(vec![part]).await;
    let download = server.client().streams().download().with_header("range", "bytes=0-1");
    assert_eq!(download.await.unwrap().bytes().await.unwrap(), b"PK");
}

#[tokio::test]
async fn a_redirect_that_is_the_response_is_not_followed() {
    let server = redirecting(302).await;
    let client = builder(&server.uri()).build().unwrap();
    let response = client.responses().archive().send_with_meta().await.unwrap();
    assert_eq!(response.status, 302);
    let location = ArchiveHeaders::from_headers(&response.headers).location().unwrap();
    assert_eq!(location.as_deref(), Some("/elsewhere"));
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_redirect_beside_a_success_is_no_success() {
    let server = redirecting(307).await;
    let client = builder(&server.uri()).build().unwrap();
    let Err(CallError::Api(error)) = client.responses().moving().await else {
        panic!("the redirect is declared");
    };
    assert_eq!(error.body(), &MovingError::TemporaryRedirect);
    assert_eq!(error.headers()["location"], "/elsewhere");
    let server = redirecting(302).await;
    let client = builder(&server.uri()).build().unwrap();
    assert_eq!(
        client.responses().moving().await.unwrap().title,
        "moved",
        "this one is not declared"
    );
}

#[tokio::test]
async fn redirects_may_be_switched_off() {
    let server = redirecting(302).await;
    let client = builder(&server.uri()).max_redirects(0).build().unwrap();
    let error = client.responses().moving().await.unwrap_err();
    assert_eq!(error.status(), Some(302));
    let call = client.responses().moving().with_max_redirects(1);
    assert_eq!(call.await.unwrap().title, "moved");
    let round = answering(ResponseTemplate::new(302).insert_header("location", "/round")).await;
    let client = builder(&round.uri()).max_redirects(3).build().unwrap();
    assert!(matches!(
        client.responses().moving().await,
        Err(CallError::Transport(_))
    ));
    assert_eq!(round.received_requests().await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_default_alone_is_for_every_status() {
    let server = answering(json(200, r#"{"title":"A"}"#)).await;
    let client = builder(&server.uri()).build().unwrap();
    assert_eq!(client.responses().any().await.unwrap().title, "A");
    for status in [404, 500] {
        let server = answering(json(status, r#"{"title":"B"}"#)).await;
        let client = builder(&server.uri()).build().unwrap();
        let Err(CallError::Api(error)) = client.responses().any().await else {
            panic!("{status} is an error");
        };
        assert!(matches!(error.body(), AnyError::Other(report) if report.title == "B"));
    }
}

#[tokio::test]
async fn every_error_of_the_server_is_an_api_error_with_status_and_bytes() {
    let unfit = [
        (404, "text/html", "<h1>no</h1>", RangesError::NotFound),
        (400, "application/problem+json", "[]", RangesError::Undocumented),
        (418, "text/html", "<h1>tea</h1>", RangesError::Undocumented),
    ];
    for (status, media_type, body, expected) in unfit {
        let server = answering(ResponseTemplate::new(status).set_body_raw(body, media_type)).await;
        let client = builder(&server.uri()).build().unwrap();
        let Err(CallError::Api(error)) = client.responses().ranges().await else {
            panic!("{status} is an error");
        };
        assert_eq!((error.body(), error.status()), (&expected, status));
        assert_eq!(error.raw_body(), body.as_bytes());
    }
    let server = answering(json(503, r#"{"detail":"later"}"#)).await;
    let client = builder(&server.uri()).retry(RetryPolicy::none()).build().unwrap();
    let Err(CallError::Api(error)) = client.runtime().read_thing().await else {
        panic!("no error is documented, and 503 is one");
    };
    assert_eq!(error.status(), 503);
    assert_eq!(error.raw_body(), br#"{"detail":"later"}"#);
}

#[tokio::test]
async fn json_is_read_with_a_mark_and_as_the_text_it_came_as() {
    let server = answering(json(200, "\u{FEFF}{\"title\":\"A\"}")).await;
    let client = builder(&server.uri()).build().unwrap();
    assert_eq!(client.responses().same_value().await.unwrap().title, "A");
    let text = ResponseTemplate::new(200).set_body_raw("plain", "text/plain; charset=utf-8");
    let server = answering(text).await;
    let client = builder(&server.uri()).build().unwrap();
    assert_eq!(
        client.responses().ranges().await.unwrap(),
        "plain",
        "a string in JSON is declared"
    );
    let error = client.responses().same_value().await.unwrap_err();
    assert!(
        format!("{error:?}").contains("expected JSON, found `text/plain`"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_text_that_comes_as_json_is_what_the_json_says() {
    let server = answering(json(200, r#""1.0.0""#)).await;
    let client = builder(&server.uri()).build().unwrap();
    assert_eq!(client.responses().plain_text().await.unwrap(), "1.0.0");
    let server = answering(json(200, r#"{"version":1}"#)).await;
    let client = builder(&server.uri()).build().unwrap();
    assert_eq!(client.responses().plain_text().await.unwrap(), r#"{"version":1}"#);
}
