//! What tells the types of unions apart over the wire: it is always sent, and nobody can send a wrong one.

use everything::Client;
use everything::types::*;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What is sent for an automation, and what is read of an answer.
async fn replaced(sent: Automation, answer: Value) -> (Value, Automation) {
    let server = MockServer::start().await;
    Mock::given(path("/tags/automations"))
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let read = client.tags().replace_automation(sent).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    (serde_json::from_slice(&requests.last().unwrap().body).unwrap(), read)
}

async fn sent(automation: Automation) -> Value {
    replaced(automation, json!({"actions": []})).await.0
}

async fn read(answer: Value) -> Automation {
    replaced(Automation::new([]), answer).await.1
}

#[tokio::test]
async fn an_optional_constant_is_sent_and_may_be_absent_from_an_answer() {
    let actions = [
        AutomationAction::Wait(Wait::new()),
        AutomationAction::Cancel(Cancel::default().seconds(2)),
    ];
    let body = sent(Automation::new(actions).last(Wait::default())).await;
    assert_eq!(
        body,
        json!({
            "actions": [{"type": "wait"}, {"type": "cancel", "seconds": 2}],
            "last": {"type": "wait"},
        })
    );
    let without = json!({"actions": [], "last": {"seconds": 1}});
    let automation = read(without.clone()).await;
    assert_eq!(automation.last.as_ref().and_then(|wait| wait.seconds), Some(1));
    assert_eq!(sent(automation).await, without, "what was read is sent as it was");
}
