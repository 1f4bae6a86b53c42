//! Retries and what a single call may have its own way, over the wire.

use std::time::{Duration, Instant};

use everything::RetryPolicy;
use wiremock::matchers::{header, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::wire::{answering, builder, last, taking};

/// A server that is busy `times`, and then not.
async fn busy(times: u64, answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    let any = || Mock::given(wiremock::matchers::any());
    any().respond_with(answer).up_to_n_times(times).mount(&server).await;
    any().respond_with(ResponseTemplate::new(204)).mount(&server).await;
    server
}

fn quick() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(1))
}

#[tokio::test]
async fn a_call_may_have_its_own_retries() {
    let server = busy(3, ResponseTemplate::new(503)).await;
    let client = builder(&server.uri()).build().unwrap();
    assert!(client.access().no_credentials().await.is_err());
    client
        .access()
        .no_credentials()
        .with_retry(quick().max_retries(2))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_call_may_have_its_own_timeout() {
    let server = answering(ResponseTemplate::new(204).set_delay(Duration::from_secs(20))).await;
    let client = builder(&server.uri()).build().unwrap();
    let call = client.access().no_credentials().with_timeout(Duration::from_millis(50));
    assert!(call.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_call_may_have_headers_and_query_of_its_own() {
    let server = taking().await;
    let client = builder(&server.uri())
        .header("x-a", "client")
        .query_key("k")
        .build()
        .unwrap();
    let call = client
        .access()
        .with_query_key()
        .with_header("x-a", "call")
        .with_query("b", "1&2");
    call.await.unwrap();
    let request = last(&server).await;
    assert_eq!(request.headers["x-a"], "call");
    assert_eq!(request.url.query(), Some("b=1%262&api%20key=k"));
}

#[tokio::test]
async fn a_creation_is_repeated_with_its_key_alone() {
    let server = busy(1, ResponseTemplate::new(503)).await;
    let client = builder(&server.uri()).retry(quick()).build().unwrap();
    client
        .runtime()
        .make_thing()
        .with_idempotency_key("once")
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    assert!(
        requests
            .iter()
            .all(|request| request.headers["idempotency-key"] == "once")
    );
    assert_eq!(requests.len(), 2);
    let server = busy(1, ResponseTemplate::new(503)).await;
    let client = builder(&server.uri()).retry(quick()).build().unwrap();
    assert_eq!(client.runtime().make_thing().await.unwrap_err().status(), Some(503));
    client
        .runtime()
        .make_thing()
        .with_retry(quick().all_methods())
        .await
        .unwrap();
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let server = busy(1, ResponseTemplate::new(429).insert_header("retry-after", "1")).await;
    let client = builder(&server.uri()).retry(quick()).build().unwrap();
    let start = Instant::now();
    client.access().no_credentials().await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_refused_token_is_fetched_anew_and_the_call_repeated() {
    let server = MockServer::start().await;
    for (token, times) in [("old", 1), ("new", 9)] {
        let body = format!(r#"{{"access_token":"{token}","expires_in":3600}}"#);
        Mock::given(method("POST"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(body, "application/json"))
            .up_to_n_times(times)
            .mount(&server)
            .await;
    }
    Mock::given(header("authorization", "Bearer new"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    let credentials = everything::ClientCredentials::new("id", "secret");
    let client = builder(&server.uri())
        .oauth_client_credentials(credentials)
        .build()
        .unwrap();
    client.access().with_token().await.unwrap();
    client.access().with_token().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 5);
}
