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

#[tokio::test]
async fn a_tag_that_only_the_discriminator_names_is_sent_and_read() {
    let push = Automation::new([]).trigger(Trigger::Push(Push::new("main")));
    let (body, read) = replaced(push, json!({"actions": [], "trigger": {"kind": "pull", "number": 3}})).await;
    assert_eq!(body["trigger"], json!({"kind": "push", "ref": "main"}));
    assert!(matches!(&read.trigger, Some(Trigger::Pull(pull)) if pull.number == 3));
    assert_eq!(sent(read).await["trigger"], json!({"kind": "pull", "number": 3}));
}

#[tokio::test]
async fn no_caller_can_send_the_tag_of_another_type() {
    let mut cat = Cat::new(9);
    assert_eq!(cat.kind, "cat");
    cat.kind = "dog".to_owned();
    let body = sent(Automation::new([]).animal(Animal::Cat(cat))).await;
    assert_eq!(body["animal"], json!({"kind": "cat", "lives": 9}));
    let body = sent(Automation::new([]).animal(Animal::Dog(Dog::new().kind("hound")))).await;
    assert_eq!(body["animal"], json!({"kind": "hound"}), "one type may have several");
}

#[tokio::test]
async fn tags_of_integers_and_booleans_tell_types_apart() {
    let automation = Automation::new([])
        .level(Level::Low(Low::new()))
        .state(State::Bad(StateBad::new()));
    let answer = json!({"actions": [], "level": {"level": 2}, "state": {"ok": true}});
    let (body, read) = replaced(automation, answer).await;
    assert_eq!(body["level"], json!({"level": 1}));
    assert_eq!(body["state"], json!({"ok": false}));
    assert!(matches!(read.level, Some(Level::High(_))));
    assert!(matches!(read.state, Some(State::Good(_))));
}

#[tokio::test]
async fn a_string_beside_objects_leaves_them_their_tag() {
    let (body, read) = replaced(
        Automation::new([]).part(Part::Sound(Sound::new())),
        json!({"actions": [], "part": "text"}),
    )
    .await;
    assert_eq!(body["part"], json!({"type": "sound"}));
    assert_eq!(read.part, Some(Part::String("text".to_owned())));
    let picture = self::read(json!({"actions": [], "part": {"type": "picture", "url": "u"}})).await;
    assert!(matches!(picture.part, Some(Part::Picture(picture)) if picture.url.as_deref() == Some("u")));
}

#[tokio::test]
async fn a_discriminator_within_an_all_of_counts() {
    let (body, read) = replaced(
        Automation::new([]).thing(Thing::UserThing(UserThing::new().mail("m"))),
        json!({"actions": [], "thing": {"kind": "group", "id": "1"}}),
    )
    .await;
    assert_eq!(body["thing"], json!({"kind": "user", "mail": "m"}));
    assert!(matches!(&read.thing, Some(Thing::Unknown(group)) if group.tag() == Some("group")));
    assert_eq!(
        sent(read).await["thing"],
        json!({"kind": "group", "id": "1"}),
        "as it was read"
    );
}
