//! Unions over the wire: which type an answer is read as where more than one would do.

use everything::Client;
use everything::types::*;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn answering(place: &str, answer: Value) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(path(place))
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    (server, client)
}

async fn user(answer: Value) -> User {
    let (_server, client) = answering("/unions/users", answer).await;
    client.unions().show_user().await.unwrap()
}

#[tokio::test]
async fn a_tag_that_may_be_missing_decides_where_it_is() {
    let public = user(json!({"id": "1", "view": "public", "mail": "a@b"})).await;
    assert!(matches!(public, User::PublicUser(user) if user.id == "1"));
    let unknown = user(json!({"id": "1", "view": "later"})).await;
    assert!(matches!(unknown, User::Unknown(user) if user.tag() == Some("later") && user.value()["id"] == "1"));
}

#[tokio::test]
async fn an_object_without_the_tag_is_the_type_that_keeps_most_of_it() {
    let private = user(json!({"id": "1", "mail": "a@b", "undeclared": true})).await;
    assert!(matches!(private, User::PrivateUser(user) if user.mail.as_deref() == Some("a@b")));
    let (_server, client) = answering("/unions/users", json!({"mail": "a@b"})).await;
    let error = client.unions().show_user().await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("PrivateUser: the property `id` is missing"), "{cause}");
}

#[tokio::test]
async fn undeclared_members_do_not_make_a_union_lose_declared_ones() {
    let answer = json!({
        "id": "1",
        "added": 1,
        "reviewers": [{"name": "a", "added": true}, {"name": "b", "added": true}]
    });
    let (_server, client) = answering("/unions/rules", answer).await;
    let sent = Rule::Timer(RuleTimer::new("1").minutes(5));
    let kept = client.unions().replace_rule(sent).await.unwrap();
    let Rule::Review(review) = kept else {
        panic!("{kept:?}");
    };
    assert_eq!(review.reviewers.map(|reviewers| reviewers.len()), Some(2));
}

#[tokio::test]
async fn a_property_of_several_members_keeps_what_any_of_them_allows() {
    let answer = json!({
        "code": "conflict",
        "context": {"names": ["a"], "more": {"deep": [1]}},
        "latest": {"name": "a"}
    });
    let (_server, client) = answering("/unions/conflicts", answer).await;
    let conflict = client.unions().show_conflict().await.unwrap();
    let context = conflict.context.unwrap();
    assert_eq!(context.names, Some(vec!["a".to_owned()]));
    assert_eq!(context.additional["more"], json!({"deep": [1]}));
    assert_eq!(conflict.latest, Some(json!({"name": "a"})));
}

#[tokio::test]
async fn a_parent_that_lists_its_children_holds_the_children_themselves() {
    let kept = json!({
        "first": {"kind": "cat", "name": "Tom", "lives": 9},
        "mascot": {"kind": "cat", "name": "Kit"},
        "rooms": {"cat": 2, "hamster": 1},
        "counts": {"all": 3, "old": 1},
        "contact": {"id": "7"}
    });
    let (server, client) = answering("/unions/shelters", kept.clone()).await;
    let sent = Shelter::new()
        .first(Boarder::BoardingCat(BoardingCat::new("Tom").lives(9)))
        .mascot(BoardingCat::new("Kit"))
        .rooms([(BoarderKind::Cat, 2), (BoarderKind::from("hamster"), 1)].into());
    let shelter = client.unions().replace_shelter(sent).await.unwrap();
    assert!(matches!(shelter.first, Some(Boarder::BoardingCat(cat)) if cat.lives == Some(9)));
    assert_eq!(shelter.rooms.unwrap().get(&BoarderKind::from("hamster")), Some(&1));
    let counts = shelter.counts.unwrap();
    assert_eq!((counts.all, counts.additional.get("old")), (3, Some(&1)));
    assert!(matches!(shelter.contact, Some(ShelterContact::StringId(contact)) if contact.id == "7"));
    let requests = server.received_requests().await.unwrap();
    let body: Value = serde_json::from_slice(&requests[0].body).unwrap();
    for name in ["first", "mascot", "rooms"] {
        assert_eq!(body[name], kept[name]);
    }
}

#[test]
fn a_value_of_a_member_turns_into_the_union() {
    assert!(matches!(OrderVersion::from(1.5), OrderVersion::Number(version) if version == 1.5));
    let boarder: Boarder = BoardingCat::new("Tom").into();
    assert!(matches!(boarder, Boarder::BoardingCat(_)));
}
