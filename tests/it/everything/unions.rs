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

/// What a shelter is read as and written as again.
fn shelter(value: Value) -> (Shelter, Value) {
    let shelter: Shelter = serde_json::from_value(value).unwrap();
    let written = serde_json::to_value(&shelter).unwrap();
    (shelter, written)
}

#[test]
fn a_payload_beside_its_tag_is_what_the_variant_holds() {
    for (value, expected) in [
        (json!({"t": "Named", "c": "x"}), Happened::Named("x".to_owned())),
        (json!({"c": "y", "t": "Renamed"}), Happened::Renamed("y".to_owned())),
        (
            json!({"t": "Moved", "c": {"x": 1}}),
            Happened::Moved(HappenedMoved::new(1)),
        ),
        (json!({"t": "Done"}), Happened::Done(HappenedDone::new())),
    ] {
        let (read, written) = shelter(json!({ "happened": value }));
        assert_eq!(read.happened, Some(expected));
        assert_eq!(written["happened"], value);
    }
    let later = json!({"t": "Later", "c": [1]});
    let (read, written) = shelter(json!({ "happened": later }));
    assert!(matches!(read.happened, Some(Happened::Unknown(unknown)) if unknown.tag() == Some("Later")));
    assert_eq!(written["happened"], later);
    assert!(serde_json::from_value::<Shelter>(json!({"happened": {"t": "Named", "c": 1}})).is_err());
    assert!(serde_json::from_value::<Shelter>(json!({"happened": {"t": "Named"}})).is_err());
}

#[test]
fn members_of_one_value_are_told_apart_by_it() {
    for (value, is_read) in [
        (
            json!("none"),
            (|choice| matches!(choice, ShelterChoice::None(_))) as fn(&ShelterChoice) -> bool,
        ),
        (json!("auto"), |choice| matches!(choice, ShelterChoice::Auto(_))),
        (json!({"type": "function", "name": "f"}), |choice| {
            matches!(choice, ShelterChoice::Function(_))
        }),
    ] {
        let (read, written) = shelter(json!({ "choice": value }));
        assert!(is_read(read.choice.as_ref().unwrap()), "{value}");
        assert_eq!(written["choice"], value);
    }
    let (read, _) = shelter(json!({"payment": {"paid": false, "reason": "none"}}));
    assert!(matches!(read.payment, Some(ShelterPayment::PaidFalse(_))));
    let paid = Shelter::new().payment(ShelterPaymentPaidTrue::new("now"));
    assert_eq!(
        serde_json::to_value(paid).unwrap(),
        json!({"payment": {"paid": true, "at": "now"}})
    );
}

#[test]
fn a_member_that_only_describes_is_the_object_without_more() {
    let (read, _) = shelter(json!({"state": {"name": "a"}}));
    assert!(matches!(read.state, Some(ShelterState::Idle(state)) if state.name.as_deref() == Some("a")));
    let running = json!({"name": "a", "since": "now"});
    let (read, written) = shelter(json!({ "state": running }));
    assert!(matches!(read.state, Some(ShelterState::Running(state)) if state.since == "now"));
    assert_eq!(written["state"], running);
}

#[test]
fn strings_of_several_lists_are_one_enum() {
    let (read, written) = shelter(json!({"mixed": "bird", "any_kind": "cat"}));
    assert_eq!(read.mixed, Some(ShelterMixed::Bird));
    assert_eq!(read.any_kind, Some(BoarderKind::Cat));
    assert_eq!(written, json!({"mixed": "bird", "any_kind": "cat"}));
    let (_, written) = shelter(json!({"mixed": "fish", "any_kind": "fish"}));
    assert_eq!(written, json!({"mixed": "fish", "any_kind": "fish"}));
}

#[test]
fn what_several_members_declare_is_kept_at_once() {
    let both = json!({"id": "1", "minutes": 5, "reviewers": [{"name": "a"}]});
    let rule: Rule = serde_json::from_value(both.clone()).unwrap();
    assert!(matches!(&rule, Rule::All(all) if all.minutes == Some(5) && all.reviewers.is_some()));
    assert_eq!(serde_json::to_value(&rule).unwrap(), both);
    let one: Rule = serde_json::from_value(json!({"id": "1", "minutes": 5, "later": true})).unwrap();
    assert!(matches!(one, Rule::Timer(_)));
}

#[test]
fn properties_by_pattern_are_one_of_what_patterns_say() {
    let sign = json!({"name": "a", "text-a": "s", "number-b": 4, "other": {"deep": null}});
    let (read, written) = shelter(json!({ "sign": sign }));
    let read = read.sign.unwrap();
    assert_eq!(read.additional["number-b"], ShelterSignValue::Integer(4));
    assert_eq!(read.additional["text-a"], ShelterSignValue::String("s".to_owned()));
    assert!(matches!(&read.additional["other"], ShelterSignValue::Other(_)));
    assert_eq!(written["sign"], sign);
}

#[test]
fn what_is_required_and_not_declared_may_be_there() {
    let plate = json!({"name": "a", "motto": [1]});
    let (read, written) = shelter(json!({ "plate": plate }));
    assert_eq!(read.plate.unwrap().motto, Some(json!([1])));
    assert_eq!(written["plate"], plate);
    let (read, _) = shelter(json!({ "plate": {"name": "a"} }));
    assert_eq!(read.plate.unwrap().motto, None);
}
