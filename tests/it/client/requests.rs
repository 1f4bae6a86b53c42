//! The exact bytes of requests.

use serde_json::json;
use stackone::Field;
use stackone::types::{ConnectSessionCreateCategory as Category, ConnectSessionCreateType as Type};
use wiremock::ResponseTemplate;

use super::server::{SESSION, answering, body, client};

async fn sent(body: stackone::types::ConnectSessionCreate) -> wiremock::Request {
    let server = answering(ResponseTemplate::new(201).set_body_raw(SESSION, "application/json")).await;
    client(&server).connect_sessions().create(body).await.unwrap();
    server.received_requests().await.unwrap().remove(0)
}

#[tokio::test]
async fn a_small_body_has_its_required_members_alone() {
    let request = sent(body()).await;
    assert_eq!(
        request.body,
        br#"{"origin_owner_id":"org-42","origin_owner_name":"Acme Corp"}"#
    );
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.headers["authorization"], "Basic a2V5Og==");
    assert_eq!(request.headers["user-agent"], "stackone/0.1.0");
    assert!(
        request.headers["accept"]
            .to_str()
            .unwrap()
            .starts_with("application/json")
    );
    assert_eq!(
        (request.method.as_str(), request.url.path(), request.url.query()),
        ("POST", "/connect_sessions", None)
    );
}

#[tokio::test]
#[allow(deprecated)]
async fn a_full_body_says_every_member_as_it_is() {
    let metadata = json!({"plan": "gold", "seats": 3});
    let request = sent(
        body()
            .categories([Some(Category::HrisLegacy), None, Some(Category::from("new one"))])
            .provider(Field::Null)
            .provider_version("1")
            .origin_username("é \"x\"\n")
            .account_id("a")
            .expires_in(1800.0)
            .metadata(metadata.as_object().unwrap().clone())
            .multiple(false)
            .label("production")
            .type_(Type::Production)
            .integration_id(Field::Null)
            .connector_profile_id("c"),
    )
    .await;
    let expected = concat!(
        r#"{"categories":["hris-legacy",null,"new one"],"provider":null,"provider_version":"1","#,
        r#""origin_owner_id":"org-42","origin_owner_name":"Acme Corp","origin_username":"é \"x\"\n","account_id":"a","#,
        r#""expires_in":1800,"metadata":{"plan":"gold","seats":3},"multiple":false,"label":"production","#,
        r#""type":"production","integration_id":null,"connector_profile_id":"c"}"#,
    );
    assert_eq!(String::from_utf8(request.body).unwrap(), expected);
}
