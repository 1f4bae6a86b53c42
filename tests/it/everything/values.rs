//! Defaults, constants and listed values over the wire.

use everything::Client;
use everything::types::*;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn kept_as(answer: Value) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/values/orders"))
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    (server, client)
}

async fn sent(server: &MockServer) -> Value {
    let requests = server.received_requests().await.unwrap();
    serde_json::from_slice(&requests.last().unwrap().body).unwrap()
}

#[tokio::test]
async fn defaults_are_known_and_not_sent() {
    let (server, client) = kept_as(json!({"half": 0.5, "version": null})).await;
    client.values().create_order(Order::new(None)).await.unwrap();
    assert_eq!(sent(&server).await, json!({"half": 0.5, "version": null}));
    assert_eq!(
        (Order::DEFAULT_COUNT, Order::DEFAULT_NAME, Order::DEFAULT_URGENT),
        (10, "none", false)
    );

    let all = Order::new(None)
        .speed(Order::DEFAULT_SPEED)
        .size(Order::DEFAULT_SIZE)
        .share(Order::DEFAULT_SHARE);
    client.values().create_order(all).await.unwrap();
    assert_eq!(
        sent(&server).await,
        json!({"half": 0.5, "version": null, "speed": "fast", "size": 2, "share": 0.25})
    );
}

#[tokio::test]
async fn values_of_several_kinds_are_told_apart() {
    for (wire, version) in [
        (json!(4.1), OrderVersion::Number(4.1)),
        (json!(3), OrderVersion::Number(3.0)),
        (json!("3_lite"), OrderVersion::String(OrderVersionString::_3Lite)),
        (json!("5_new"), OrderVersion::String("5_new".into())),
    ] {
        let (server, client) = kept_as(json!({"half": 0.5, "version": wire})).await;
        let order = client
            .values()
            .create_order(Order::new(Some(version.clone())))
            .await
            .unwrap();
        assert_eq!(order.version, Some(version));
        assert_eq!(sent(&server).await["version"], wire);
    }
}

#[tokio::test]
async fn integers_past_i64_keep_their_digits() {
    let (server, client) = kept_as(json!({"half": 0.5, "version": null, "past_i64": u64::MAX})).await;
    let order = client
        .values()
        .create_order(Order::new(None).past_i64(u64::MAX))
        .await
        .unwrap();
    assert_eq!(order.past_i64, Some(u64::MAX));
    assert_eq!(sent(&server).await["past_i64"], json!(u64::MAX));
}

#[tokio::test]
async fn a_constant_that_is_another_is_refused() {
    let (_server, client) = kept_as(json!({"half": 0.75, "version": null})).await;
    let error = client.values().create_order(Order::new(None)).await.unwrap_err();
    assert!(format!("{error:?}").contains("/half: expected 0.5"), "{error:?}");
}
