//! Servers that send otherwise than their document says, and a configuration that says where.

use everything::types::Account;
use everything::{Field, Lenient};
use serde_json::json;
use wiremock::ResponseTemplate;

use super::server::{answering, client, received, taking};

async fn users(body: &str) -> Vec<Account> {
    let server = answering(ResponseTemplate::new(200).set_body_raw(body.as_bytes(), "application/json")).await;
    client(&server.uri()).leniency().list_accounts().await.unwrap()
}

#[tokio::test]
async fn what_is_listed_may_be_absent_null_or_anything() {
    let body = json!([
        {"id": 1, "avatar": null, "score": null, "seen": "2024-05-01 10:00:00"},
        {"id": 2, "score": "9 of 10", "seen": "2024-05-01T10:00:00+0000", "born": ""},
        {"id": 3, "avatar": "a.png", "score": 0.5, "seen": "2024-05-01", "born": "1990/02/03"},
    ]);
    let users = users(&body.to_string()).await;
    let avatars: Vec<Option<&str>> = users
        .iter()
        .map(|user| user.avatar.value().map(String::as_str))
        .collect();
    assert_eq!(avatars, [None, None, Some("a.png")]);
    let scores: Vec<&Lenient<f64>> = users.iter().map(|user| &user.score).collect();
    let other = Lenient::Other(json!("9 of 10"));
    assert_eq!(scores, [&Lenient::Null, &other, &Lenient::Value(0.5)]);
    let seen: Vec<String> = users.iter().map(|user| user.seen.to_rfc3339()).collect();
    assert_eq!(
        seen,
        [
            "2024-05-01T10:00:00+00:00",
            "2024-05-01T10:00:00+00:00",
            "2024-05-01T00:00:00+00:00"
        ]
    );
    let born: Vec<Option<String>> = users.iter().map(|user| user.born.map(|day| day.to_string())).collect();
    assert_eq!(born, [None, None, Some("1990-02-03".to_owned())]);
}

#[tokio::test]
async fn what_was_read_otherwise_is_sent_as_it_was() {
    let mut read = users(r#"[{"id":1,"avatar":null,"score":["?"],"seen":"2024-05-01T10:00:00Z"}]"#).await;
    let server = taking().await;
    client(&server.uri())
        .leniency()
        .put_account(read.remove(0))
        .await
        .unwrap();
    let sent: serde_json::Value = received(&server).await.body_json().unwrap();
    let expected = json!({"id": 1, "avatar": null, "score": ["?"], "seen": "2024-05-01T10:00:00Z"});
    assert_eq!(sent, expected);
    assert_eq!(
        Account::new(1, "2024-05-01T10:00:00Z".parse().unwrap()).avatar,
        Field::Absent
    );
}

#[tokio::test]
async fn what_is_undeclared_is_kept_where_the_configuration_says_so() {
    let body = r#"{"tasks":[{"id":1,"data":{"text":"good"}}],"next":null}"#;
    let server = answering(ResponseTemplate::new(200).set_body_raw(body.as_bytes(), "application/json")).await;
    let tasks = client(&server.uri()).leniency().list_tasks().await.unwrap();
    assert_eq!(tasks.additional["next"], json!(null));
    assert_eq!(tasks.tasks[0].additional["data"], json!({"text": "good"}));
}
