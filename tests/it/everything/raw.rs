//! Responses that aren't decoded, and requests that no operation describes.

use everything::transport::{HeaderMap, Method};
use everything::types::Order;
use everything::{ClientBuilder, RetryPolicy};
use serde_json::json;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::wire::{builder, last, taking};

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

fn with_all_credentials(url: &str) -> ClientBuilder {
    let builder = builder(url).bearer_auth("bearer").header_key("header");
    builder.query_key("query").header("x-tenant", "t")
}

#[tokio::test]
async fn a_response_of_any_status_and_shape_is_status_headers_and_bytes() {
    for status in [200, 302, 404, 599] {
        let answer = ResponseTemplate::new(status).set_body_raw("no json", "application/json");
        let server = answering(answer).await;
        let client = builder(&server.uri()).retry(RetryPolicy::none()).build().unwrap();
        let raw = client.responses().same_value().send_raw().await.unwrap();
        assert_eq!((raw.status, raw.text().as_ref()), (status, "no json"));
        assert_eq!(raw.is_success(), status == 200);
        assert_eq!(raw.headers["content-type"], "application/json");
        assert!(!format!("{raw:?}").contains("no json"), "{raw:?}");
    }
}

#[tokio::test]
async fn a_stream_is_read_as_a_whole_where_it_is_asked_for_raw() {
    let server = answering(ResponseTemplate::new(200).set_body_raw("data: 1\n\n", "text/event-stream")).await;
    let client = builder(&server.uri()).build().unwrap();
    let raw = client.streams().download().send_raw().await.unwrap();
    assert_eq!(raw.body, b"data: 1\n\n");
}

#[tokio::test]
async fn no_response_is_an_error_without_a_status() {
    let client = builder("http://127.0.0.1:9")
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.responses().same_value().send_raw().await.unwrap_err();
    assert_eq!(error.failure().and_then(everything::Failure::status), None);
}

#[tokio::test]
async fn the_raw_body_stands_beside_the_value() {
    let body = r#"{"title":"A","more":[1]}"#;
    let server = answering(ResponseTemplate::new(200).set_body_raw(body, "application/json")).await;
    let client = builder(&server.uri()).build().unwrap();
    let response = client.responses().same_value().send_with_meta().await.unwrap();
    assert_eq!(
        (response.value.title.as_str(), response.raw_body.as_slice()),
        ("A", body.as_bytes())
    );
    assert!(!format!("{response:?}").contains("more"), "{response:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn blocking_calls_have_raw_responses_too() {
    let server = answering(ResponseTemplate::new(500).set_body_string("oops")).await;
    let client = builder(&server.uri()).retry(RetryPolicy::none()).build().unwrap();
    let call = move || client.responses().same_value().send_blocking_raw().unwrap();
    let raw = tokio::task::spawn_blocking(call).await.unwrap();
    assert_eq!((raw.status, raw.body.as_slice()), (500, b"oops".as_slice()));
}

#[tokio::test]
async fn any_path_has_the_credentials_headers_and_retries_of_the_client() {
    let server = MockServer::start().await;
    let busy = Mock::given(any()).respond_with(ResponseTemplate::new(503));
    busy.up_to_n_times(1).mount(&server).await;
    let made = ResponseTemplate::new(200).set_body_json(json!({"half": 0.5, "version": 4}));
    Mock::given(path("/v1/anything"))
        .respond_with(made)
        .mount(&server)
        .await;
    let quick = RetryPolicy::default().base_delay(std::time::Duration::from_millis(1));
    let client = with_all_credentials(&format!("{}/v1", server.uri()))
        .retry(quick)
        .build()
        .unwrap();
    let request = client.request(Method::PUT, "/anything?a=1").with_query("b", "2 3");
    let response = request.json(&json!({"n": 1})).await.unwrap();
    assert_eq!(response.json::<Order>().unwrap().count, None);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
    let sent = last(&server).await;
    assert_eq!(sent.url.query(), Some("a=1&b=2%203&api%20key=query"));
    let header = |name: &str| sent.headers[name].to_str().unwrap();
    assert_eq!(
        ["authorization", "x-api-key", "x-tenant", "content-type"].map(header),
        ["Bearer bearer", "header", "t", "application/json"]
    );
    assert_eq!(sent.body, br#"{"n":1}"#);
}

#[tokio::test]
async fn a_location_leads_where_it_says() {
    let server = taking().await;
    let client = builder(&format!("{}/v1?key=k", server.uri())).build().unwrap();
    for (location, expected) in [
        ("/things/3", "/v1/things/3"),
        ("things", "/v1/things"),
        ("/v1/things/3", "/v1/things/3"),
        ("/v1beta", "/v1/v1beta"),
        ("", "/v1"),
        (&format!("{}/other#part", server.uri()), "/other"),
    ] {
        client.request(Method::GET, location).await.unwrap();
        let sent = last(&server).await;
        assert_eq!(
            (sent.url.path(), sent.url.query()),
            (expected, Some("key=k")),
            "{location}"
        );
    }
}

#[tokio::test]
async fn another_origin_gets_nothing_of_the_clients() {
    let (own, other) = (taking().await, answering(ResponseTemplate::new(401)).await);
    let client = with_all_credentials(&own.uri()).query("version", "1").build().unwrap();
    let request = client.request(Method::GET, other.uri()).with_header("x-own", "mine");
    assert_eq!(request.await.unwrap().status, 401);
    let sent = last(&other).await;
    let names: Vec<&str> = sent.headers.keys().map(|name| name.as_str()).collect();
    for name in ["authorization", "x-api-key", "x-tenant", "cookie"] {
        assert!(!names.contains(&name), "{names:?}");
    }
    assert_eq!(
        (sent.url.query(), sent.headers["x-own"].to_str().unwrap()),
        (None, "mine")
    );
}

#[tokio::test]
async fn what_is_no_place_is_refused() {
    let client = builder("http://127.0.0.1:9").build().unwrap();
    for location in ["//elsewhere.example/x", "file:///etc/passwd", "http://"] {
        let error = client.request(Method::GET, location).await.unwrap_err();
        assert!(
            matches!(error, everything::CallError::Request(_)),
            "{location}: {error}"
        );
    }
}

#[tokio::test]
async fn bodies_have_more_properties_and_requests_more_in_their_query() {
    let server = taking().await;
    let client = builder(&format!("{}?key=base", server.uri()))
        .query("version", "1")
        .build()
        .unwrap();
    let order = Order::new(Some(everything::types::OrderVersion::Number(4.1)));
    let request = client.values().create_order(order).with_body_property("dry run", true);
    let request = request
        .with_body_property("version", json!({"n": [1]}))
        .with_query("version", "2");
    assert_eq!(request.send_raw().await.unwrap().status, 204);
    let sent = last(&server).await;
    let body: serde_json::Value = sent.body_json().unwrap();
    assert_eq!(
        (&body["dry run"], &body["version"], &body["half"]),
        (&json!(true), &json!({"n": [1]}), &json!(0.5))
    );
    assert_eq!(sent.url.query(), Some("version=2&key=base"));
    let request = client.responses().same_value().with_body_property("a", 1);
    assert!(matches!(request.await.unwrap_err(), everything::CallError::Request(_)));
}

#[tokio::test]
async fn a_body_that_is_missing_has_a_length() {
    let server = taking().await;
    let client = builder(&server.uri()).build().unwrap();
    for (method, length) in [
        (Method::POST, Some("0")),
        (Method::PATCH, Some("0")),
        (Method::DELETE, None),
        (Method::GET, None),
    ] {
        client.request(method.clone(), "/").await.unwrap();
        let headers: HeaderMap = last(&server).await.headers;
        assert_eq!(
            headers.get("content-length").map(|value| value.to_str().unwrap()),
            length,
            "{method}"
        );
    }
}
