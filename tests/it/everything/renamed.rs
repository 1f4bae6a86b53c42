//! Old names over the wire: they are what the new ones are.

#![allow(deprecated, reason = "it is what they are")]

use everything::Client;
use everything::types::{Order, OrderSpeed, Purchase, PurchaseSpeed};
use serde_json::json;
use wiremock::matchers::{body_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn an_old_name_makes_the_same_request() {
    let server = MockServer::start().await;
    let body = json!({"half": 0.5, "version": null, "speed": "fast"});
    Mock::given(method("POST"))
        .and(path("/values/orders"))
        .and(body_json(&body))
        .respond_with(ResponseTemplate::new(200).set_body_json(&body))
        .expect(4)
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let old: Order = Purchase::new(None).speed(PurchaseSpeed::Fast);
    let by_old = client.values().place_order(old).await.unwrap();
    let by_new = client
        .values()
        .create_order(Order::new(None).speed(OrderSpeed::Fast))
        .await
        .unwrap();
    assert_eq!(by_old, by_new);
    let order = || Order::new(None).speed(OrderSpeed::Fast);
    let of_client: everything::Request<everything::api::untagged::CreateOrder> = client.create_order(order());
    assert_eq!(of_client.await.unwrap(), by_new);
    assert_eq!(client.former_orders().create_order(order()).await.unwrap(), by_new);
}
