//! Webhooks and callbacks, sent over the wire to a server of the test's.

use std::time::{SystemTime, UNIX_EPOCH};

use everything::callbacks::{SubscribeOnNothing, SubscribeOnOrder, SubscribeOnPet, SubscribeOnText};
use everything::types::WebhookEvent;
use everything::webhooks::{self, PetBorn, PetSold, SignatureError, Verifier};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What a receiver gets when these headers and this body are sent to it.
async fn received(headers: &[(&str, &str)], body: &str) -> Request {
    let server = MockServer::start().await;
    Mock::given(wiremock::matchers::any())
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let mut stream = tokio::net::TcpStream::connect(server.address()).await.unwrap();
    let lines: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    let text = format!(
        "POST /hook HTTP/1.1\r\nhost: receiver\r\nconnection: close\r\ncontent-length: {length}\r\n{lines}\r\n{body}"
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    server.received_requests().await.unwrap().remove(0)
}

const BORN: &str = r#"{"event": "pet.born", "pet": {"name": "Rex", "tags": ["a"]}}"#;
const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn a_webhook_is_read_with_its_headers() {
    let sent = [
        JSON,
        ("Webhook-Signature", "v1,x"),
        ("x-attempt", "2"),
        ("X-Regions", "eu, us"),
    ];
    let request = received(&sent, BORN).await;
    let born = PetBorn::parse(&request.headers, &request.body).unwrap();
    assert_eq!(born.pet.name, "Rex");
    let headers = PetBorn::headers(&request.headers).unwrap();
    assert_eq!((headers.webhook_signature.as_str(), headers.x_attempt), ("v1,x", 2));
    assert_eq!(headers.x_regions.unwrap(), ["eu", "us"]);
}

#[tokio::test]
async fn any_webhook_is_told_by_its_constant() {
    let request = received(&[JSON], BORN).await;
    let event = webhooks::parse(&request.headers, &request.body).unwrap();
    assert!(matches!(event, WebhookEvent::PetBorn(born) if born.pet.name == "Rex"));
    let request = received(&[JSON], r#"{"event": "pet.lost", "where": "park"}"#).await;
    let event = webhooks::parse(&request.headers, &request.body).unwrap();
    assert!(matches!(event, WebhookEvent::Unknown(lost) if lost.tag() == Some("pet.lost")));
}

#[tokio::test]
async fn what_is_no_webhook_is_an_error_with_its_place() {
    let request = received(&[JSON], r#"{"event": "pet.sold", "price": "much"}"#).await;
    let error = PetSold::parse(&request.headers, &request.body).unwrap_err();
    assert_eq!(error.to_string(), "petSold: the body doesn't match the API description");
    assert_eq!(error.json_path().as_deref(), Some("/price"));
    let error = webhooks::parse(&request.headers, &request.body).unwrap_err();
    assert_eq!(error.json_path().as_deref(), Some("/price"));
    let error = PetBorn::headers(&request.headers).unwrap_err();
    assert_eq!(error.to_string(), "petBorn: the header `webhook-signature` is missing");
}

#[tokio::test]
async fn a_standard_webhooks_signature_is_verified() {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
        .cast_signed();
    let signer = standardwebhooks::Webhook::new(SECRET).unwrap();
    let signature = signer.sign("msg_1", now, BORN.as_bytes()).unwrap();
    let time = now.to_string();
    let sent = [
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", &time),
        ("webhook-signature", &signature),
    ];
    let request = received(&sent, BORN).await;
    let verifier = Verifier::new(SECRET).unwrap();
    assert_eq!(verifier.verify(&request.headers, &request.body), Ok(()));
    let other = received(&sent, &BORN.replace("Rex", "Max")).await;
    let result = verifier.verify(&other.headers, &other.body);
    assert_eq!(result, Err(SignatureError::Mismatch));
}

#[tokio::test]
async fn callbacks_are_read_by_their_content_type() {
    let form = ("content-type", "application/x-www-form-urlencoded");
    let request = received(&[form], "name=Rex+II&age=7&tags=a&tags=b").await;
    let pet = SubscribeOnPet::parse(&request.headers, &request.body).unwrap();
    assert_eq!((pet.name.as_str(), pet.age), ("Rex II", Some(7)));
    assert_eq!(pet.tags.unwrap(), ["a", "b"]);
    let request = received(&[("content-type", "text/plain")], "héllo").await;
    let text = SubscribeOnText::parse(&request.headers, &request.body).unwrap();
    assert_eq!(text, "héllo");
    let request = received(&[], "").await;
    SubscribeOnNothing::parse(&request.headers, &request.body).unwrap();
}

#[tokio::test]
async fn a_callback_in_xml_is_read_by_its_schema() {
    let xml = ("content-type", "application/xml; charset=utf-8");
    let order = r#"<order xmlns="urn:shop" id="7"><lines><line><item>Nut</item></line></lines><note>a</note></order>"#;
    let request = received(&[xml], order).await;
    let order = SubscribeOnOrder::parse(&request.headers, &request.body).unwrap();
    assert_eq!((order.id, order.lines[0].item.as_str()), (7, "Nut"));
    assert_eq!(order.notes.unwrap(), ["a"]);
    let request = received(&[xml], r#"<order id="7"><lines><line/></lines></order>"#).await;
    let error = SubscribeOnOrder::parse(&request.headers, &request.body).unwrap_err();
    assert_eq!(error.json_path().as_deref(), Some("/lines/0"));
    let request = received(&[JSON], r#"{"id":7}"#).await;
    let error = SubscribeOnOrder::parse(&request.headers, &request.body).unwrap_err();
    assert!(error.to_string().contains("`application/json`"), "{error}");
}
