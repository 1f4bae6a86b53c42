//! Credentials by hand, none at all, those of another user, and tokens that are fetched.

use std::time::Duration;

use everything::{CallError, ClientBuilder, ClientCredentials, RetryPolicy};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::scripted::{Scripted, Step, broken};
use super::wire::{Raw, builder, last, taking};

fn authorization(request: &wiremock::Request) -> Option<&str> {
    request
        .headers
        .get("authorization")
        .map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn credentials_that_the_caller_fills_in_are_credentials() {
    let server = taking().await;
    let client = builder(&server.uri()).build().unwrap();
    let call = client.access().with_token().with_header("Authorization", "Token abc");
    call.await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Token abc"));
    let call = client.access().with_query_key().with_query("api key", "mine");
    call.await.unwrap();
    assert_eq!(last(&server).await.url.query(), Some("api%20key=mine"));
    let call = client.access().with_two_at_once().with_header("x-api-key", "h");
    call.with_header("cookie", "a=b; session=c").await.unwrap();
    let whole = builder(&server.uri())
        .header("Authorization", "Bearer whole")
        .build()
        .unwrap();
    whole.access().with_token().await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer whole"));
}

#[tokio::test]
async fn credentials_by_hand_go_before_those_of_the_client() {
    let server = taking().await;
    let identity = ClientCredentials::new("id", "secret");
    let client = builder(&server.uri())
        .oauth_client_credentials(identity)
        .query_key("own")
        .build()
        .unwrap();
    let call = client
        .access()
        .with_token()
        .with_header("Authorization", "Bearer tenant");
    call.await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer tenant"));
    client
        .access()
        .with_query_key()
        .with_query("api key", "mine")
        .await
        .unwrap();
    assert_eq!(last(&server).await.url.query(), Some("api%20key=mine"));
    assert_eq!(
        server.received_requests().await.unwrap().len(),
        2,
        "no token was fetched"
    );
}

#[tokio::test]
async fn a_server_that_requires_none_gets_none_where_the_caller_says_so() {
    let server = taking().await;
    let client = builder(&server.uri()).build().unwrap();
    let error = client.access().with_token().await.unwrap_err();
    assert!(matches!(&error, CallError::Request(_)));
    for part in ["`ClientBuilder::oauth`", "`without_credentials`"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    client.access().with_token().without_credentials().await.unwrap();
    let none = builder(&server.uri()).without_credentials().build().unwrap();
    none.access().with_two_at_once().await.unwrap();
    let one = builder(&server.uri()).oauth("secret").build().unwrap();
    one.access().with_token().without_credentials().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert!(requests.iter().all(|request| authorization(request).is_none()));
}

#[tokio::test]
async fn a_client_for_another_user_shares_the_connections() {
    let server = Raw::serving(|mut stream| async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut chunk = [0; 4096];
        loop {
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
            if !matches!(stream.read(&mut chunk).await, Ok(1..)) {
                return;
            }
        }
    })
    .await;
    let first = builder(&server.url).oauth("one").build().unwrap();
    first.access().with_token().await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let second = first.to_builder().oauth("two").header("x-tenant", "2").build().unwrap();
    drop(first);
    second.access().with_token().await.unwrap();
    assert_eq!(server.connections(), 1);
    let server = taking().await;
    let elsewhere = second.to_builder().base_url(server.uri()).build().unwrap();
    elsewhere.access().with_token().await.unwrap();
    let request = last(&server).await;
    assert_eq!(authorization(&request), Some("Bearer two"));
    assert_eq!(request.headers["x-tenant"], "2");
}

#[tokio::test]
async fn another_users_call_takes_one_expression() {
    let server = taking().await;
    let client = builder(&server.uri())
        .header("x-tenant", "1")
        .oauth("one")
        .build()
        .unwrap();
    client.with_oauth("two").access().with_token().await.unwrap();
    let request = last(&server).await;
    assert_eq!(authorization(&request), Some("Bearer two"));
    assert_eq!(request.headers["x-tenant"], "1");
    client.access().with_token().await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer one"));
    let without = builder(&server.uri()).without_credentials().build().unwrap();
    without.with_oauth("three").access().with_token().await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer three"));
}

fn with_identity(url: &str) -> ClientBuilder {
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    builder(url)
        .retry(quick)
        .header("x-tenant", "7")
        .oauth_client_credentials(ClientCredentials::new("id", "secret"))
}

#[tokio::test]
async fn a_token_is_asked_for_with_the_headers_and_retries_of_calls() {
    let server = MockServer::start().await;
    let busy = ResponseTemplate::new(503).insert_header("retry-after", "0");
    Mock::given(method("POST"))
        .respond_with(busy)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let token = ResponseTemplate::new(200).set_body_raw(r#"{"access_token":"t"}"#, "application/json");
    Mock::given(method("POST")).respond_with(token).mount(&server).await;
    Mock::given(header("authorization", "Bearer t"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    with_identity(&server.uri())
        .build()
        .unwrap()
        .access()
        .with_token()
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert!(
            request.headers["user-agent"]
                .to_str()
                .unwrap()
                .starts_with("everything/")
        );
        assert_eq!(request.headers["x-tenant"], "7");
    }
}

#[tokio::test]
async fn a_token_endpoint_elsewhere_gets_no_headers_of_the_api() {
    let elsewhere = MockServer::start().await;
    let token = ResponseTemplate::new(200).set_body_raw(r#"{"access_token":"t"}"#, "application/json");
    Mock::given(path("/token")).respond_with(token).mount(&elsewhere).await;
    let server = taking().await;
    let identity = ClientCredentials::new("id", "secret").token_url(format!("{}/token", elsewhere.uri()));
    let client = with_identity(&server.uri())
        .oauth_client_credentials(identity)
        .build()
        .unwrap();
    client.access().with_token().await.unwrap();
    let request = last(&elsewhere).await;
    assert!(!request.headers.contains_key("x-tenant"));
    assert!(
        request.headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("everything/")
    );
}

#[tokio::test]
async fn a_stream_is_asked_for_again_with_inputs_headers_and_retries() {
    let first = broken("text/event-stream", "id: 7\nretry: 1\ndata: {\"n\":1}\n\n");
    let busy = vec![Step::Say(
        b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec(),
    )];
    let second = super::scripted::answer(200, "text/event-stream", &[b"data: {\"n\":2}\n\nda"]);
    let over = vec![Step::Say(b"HTTP/1.1 204 Over\r\nconnection: close\r\n\r\n".to_vec())];
    let server = Scripted::start(vec![first, busy, second, over]).await;
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let client = server.builder().retry(quick).header("x-tenant", "7").build().unwrap();
    let mut ticks = client.streams().ticks().with_query("since", "3").await.unwrap();
    let mut numbers = Vec::new();
    while let Some(tick) = ticks.next().await {
        numbers.push(tick.unwrap().data.n);
    }
    assert_eq!(numbers, [1, 2]);
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for request in &requests {
        assert!(
            request.contains("x-tenant: 7") && request.contains("since=3"),
            "{request}"
        );
    }
    assert!(
        requests
            .iter()
            .skip(1)
            .all(|request| request.contains("last-event-id: 7"))
    );
}
