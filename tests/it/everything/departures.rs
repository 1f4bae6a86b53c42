//! What clients note of responses that differ from the document.

use std::sync::{Arc, Mutex};

use everything::{CallError, Client, Departure, DepartureKind};
use serde_json::{Value, json};
use wiremock::{MockServer, ResponseTemplate};

use super::wire::{answering, builder};

/// The departures of a client.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Departure>>>);

impl Seen {
    fn take(&self) -> Vec<Departure> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn kinds(&self) -> Vec<(DepartureKind, String)> {
        let seen = self.take().into_iter();
        seen.map(|departure| (departure.kind, departure.pointer)).collect()
    }
}

async fn client(status: u16, media_type: &str, body: &str) -> (MockServer, Client, Seen) {
    let server = answering(ResponseTemplate::new(status).set_body_raw(body.as_bytes(), media_type)).await;
    let seen = Seen::default();
    let own = seen.clone();
    let client = builder(&server.uri()).on_departure(move |departure| own.0.lock().unwrap().push(departure.clone()));
    (server, client.build().unwrap(), seen)
}

#[tokio::test]
async fn a_response_as_declared_is_none() {
    let (_server, client, seen) = client(200, "application/json", r#"{"title":"A"}"#).await;
    client.responses().same_value().await.unwrap();
    assert_eq!(seen.take(), []);
}

#[tokio::test]
async fn another_status_media_type_and_property_are_read_and_noted() {
    let (_server, client, seen) = client(
        202,
        "application/vnd.api+json; charset=utf-8",
        r#"{"title":"A","secret":1}"#,
    )
    .await;
    client.responses().same_value().await.unwrap();
    let departures = seen.take();
    let shown: Vec<String> = departures.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert_eq!(shown[0], "same_value 202: expected a declared status code, found 202");
    assert!(shown[1].ends_with(", found application/vnd.api+json"), "{shown:?}");
    assert_eq!(
        shown[2],
        "same_value 202 /secret: expected no such property, found a property"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error_and_noted() {
    let (_server, client, seen) = client(200, "application/json", r#"{"title":{"secret":1}}"#).await;
    assert!(matches!(
        client.responses().same_value().await,
        Err(CallError::Decode(_))
    ));
    let [departure] = seen.take().try_into().unwrap();
    let line: Value = serde_json::from_str(&departure.to_json()).unwrap();
    assert_eq!(
        line,
        json!({"operation": "same_value", "status": 200, "kind": "shape", "pointer": "/title", "expected": "a string", "found": "an object"})
    );
}

#[tokio::test]
async fn bodies_that_are_no_json_or_missing_are_noted() {
    for body in ["", "<html>"] {
        let (_server, client, seen) = client(200, "application/json", body).await;
        client.responses().same_value().await.unwrap_err();
        assert_eq!(seen.take().len(), 1, "{body:?}");
    }
}

#[tokio::test]
async fn errors_are_compared_with_what_is_documented() {
    let (_server, client, seen) = client(418, "text/plain", "no").await;
    assert!(matches!(client.responses().same_value().await, Err(CallError::Api(_))));
    assert_eq!(seen.kinds(), [(DepartureKind::Status, String::new())]);
}

#[tokio::test]
async fn requests_to_any_path_have_none() {
    let (_server, client, seen) = client(202, "text/html", "x").await;
    client.request(everything::transport::Method::GET, "/").await.unwrap();
    assert_eq!(seen.take(), []);
}
