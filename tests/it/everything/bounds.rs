//! What the document bounds, checked before it is sent: `validate = true`.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use everything::types::*;
use everything::{Client, Field, FilePart, ValidationErrors};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn parcel(weight: f64) -> ParcelRequest {
    ParcelRequest::new(weight).sender("anna".to_owned())
}

fn words(result: Result<(), ValidationErrors>) -> Vec<String> {
    let errors = result.unwrap_err();
    errors.violations().iter().map(ToString::to_string).collect()
}

/// Sends a parcel only if it is valid, as callers would.
async fn send(client: &Client, parcel: ParcelRequest) -> Result<Parcel, Box<dyn std::error::Error>> {
    parcel.validate()?;
    Ok(client.bounds().send_parcel(parcel).await?)
}

#[tokio::test]
async fn what_is_out_of_bounds_is_known_before_it_is_sent() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/bounds/parcels"))
        .respond_with(ResponseTemplate::new(200).set_body_string(r#"{"id": "1", "weight": 7.25}"#))
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    assert!(send(&client, parcel(7.25)).await.is_ok());
    let error = send(&client, parcel(100.001)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "/weight: must be at most 100; /weight: must be a multiple of 0.01"
    );
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[test]
fn all_members_of_an_all_of_are_checked_with_what_stands_beside_them() {
    assert_eq!(parcel(5.0).validate(), Ok(()));
    assert_eq!(words(parcel(3.0).validate()), ["/weight: must be at least 5"]);
    assert_eq!(
        words(parcel(0.5).sender("a".to_owned()).validate()),
        [
            "/weight: must be at least 1",
            "/weight: must be at least 5",
            "/sender: must have at least 2 characters"
        ]
    );
    let alone = ParcelRequest::new(5.0);
    assert_eq!(words(alone.validate()), ["must have at least 2 properties"]);
}

#[test]
fn elements_values_and_what_they_hold_are_checked() {
    let inside = parcel(5.0).receivers(["bob".to_owned(), "lengthy".to_owned(), "bob".to_owned()]);
    let outside = parcel(5.0)
        .prices(BTreeMap::from([("a/b".to_owned(), 10.0), ("c".to_owned(), 9.99)]))
        .sides([vec![1.0, 0.0], vec![0.0, -1.0, 2.0]])
        .inside([parcel(5.0), inside]);
    assert_eq!(
        words(outside.validate()),
        [
            "/prices/a~1b: must be less than 10",
            "/sides/1: must have at most 2 elements",
            "/sides/1/1: must be at least 0",
            "/inside/1/receivers: must have unique elements; those at 0 and 2 are equal",
            "/inside/1/receivers/1: must have at most 4 characters",
        ]
    );
}

#[test]
fn integers_are_compared_by_their_digits() {
    let serial = |serial| parcel(5.0).serial(serial).validate();
    assert_eq!(serial(u64::MAX - 1), Ok(()));
    assert_eq!(
        words(serial(u64::MAX)),
        ["/serial: must be at most 18446744073709551614"]
    );
    let nearest = |nearest| parcel(5.0).nearest(nearest).validate();
    assert_eq!(nearest(i64::MIN + 1), Ok(()));
    assert_eq!(
        words(nearest(i64::MIN)),
        ["/nearest: must be at least -9223372036854775807"]
    );
}

#[test]
fn null_and_absent_are_not_out_of_bounds() {
    assert_eq!(parcel(5.0).note(Field::Null).validate(), Ok(()));
    assert_eq!(
        words(parcel(5.0).note("four").validate()),
        ["/note: must have at most 3 characters"]
    );
    assert_eq!(parcel(5.0).note("née").validate(), Ok(()));
}

#[test]
fn a_union_is_checked_by_the_type_that_the_value_is_of() {
    let code = |code| parcel(5.0).code(code).validate();
    assert_eq!(code(ParcelCode::Integer(15)), Ok(()));
    assert_eq!(words(code(ParcelCode::Integer(16))), ["/code: must be a multiple of 5"]);
    assert_eq!(code(ParcelCode::String(Ipv4Addr::new(192, 168, 100, 200))), Ok(()));
    assert_eq!(
        words(code(ParcelCode::StringLower("not an address".to_owned()))),
        ["/code: must have at most 8 characters"]
    );
    assert_eq!(
        words(code(ParcelCode::StringLower("neither an address nor short".to_owned()))),
        [
            "/code: must have at most 20 characters",
            "/code: must have at most 8 characters"
        ]
    );
    let stamp = |stamp| parcel(5.0).stamp(stamp).validate();
    assert_eq!(
        words(stamp(Stamp::Paper(Paper::new().cents(0)))),
        ["/stamp/cents: must be at least 1"]
    );
    assert_eq!(stamp(Stamp::Digital(Digital::new().cents(0))), Ok(()));
    assert_eq!(
        words(stamp(Stamp::Digital(Digital::new().token("abc")))),
        ["/stamp/token: must have at least 4 characters"]
    );
    assert_eq!(
        words(stamp(Stamp::Digital(Digital::new().cents(1).token("abcd")))),
        ["/stamp: must have at most 2 properties"]
    );
}

#[test]
fn fields_of_forms_are_checked_by_their_json() {
    assert_eq!(Label::new().text("ok").copies(1).validate(), Ok(()));
    assert_eq!(
        words(Label::new().text("").copies(0).validate()),
        [
            "/text: must have at least 1 character",
            "/copies: must be greater than 0"
        ]
    );
}

#[test]
fn what_nothing_is_said_of_is_valid() {
    assert_eq!(Order::new(None).validate(), Ok(()));
    assert_eq!(OrderVersion::Number(1e300).validate(), Ok(()));
}

#[tokio::test]
async fn inputs_out_of_bounds_are_known_before_they_are_sent() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path("/bounds/shelves/abc"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let request = client
        .bounds()
        .put_shelf("abc", Label::new().text("ok"))
        .limit(100)
        .kinds(["ab"])
        .validate_parameter(true);
    assert_eq!(request.validate(), Ok(()));
    request.await.unwrap();
    let request = client.bounds().put_shelf("ABC", Label::new().text("too long")).limit(0);
    let request = request.kinds(["a", "bc", "de"]).filter(&Label::new().copies(0));
    let request = request.x_trace("short").visitor("nobody");
    assert_eq!(
        words(request.validate()),
        [
            "/path/shelf: must match the pattern `^[a-z]+$`",
            "/query/limit: must be at least 1",
            "/query/kinds: must have at most 2 elements",
            "/query/kinds/0: must have at least 2 characters",
            "/query/filter/copies: must be greater than 0",
            "/header/X-Trace: must have at least 8 characters",
            "/cookie/visitor: must be of the format `email`",
            "/body/text: must have at most 5 characters",
        ]
    );
}

#[test]
fn bodies_without_a_type_of_their_own_are_checked_with_their_requests() {
    let client = Client::builder().base_url("http://localhost").build().unwrap();
    let bounds = client.bounds();
    assert_eq!(
        words(bounds.put_shelf_text("abc", "text").validate()),
        ["/body: must have at most 3 characters"]
    );
    assert_eq!(bounds.send_labels(["label"]).validate(), Ok(()));
    assert_eq!(
        words(bounds.send_labels(["a", "labels"]).validate()),
        ["/body/1: must have at most 5 characters"]
    );
    let none: [&str; 0] = [];
    assert_eq!(
        words(bounds.send_labels(none).validate()),
        ["/body: must have at least 1 element"]
    );
    assert_eq!(
        words(bounds.send_labels_form(Label::new().copies(10)).validate()),
        ["/body/copies: must be at most 9"]
    );
    let form = SendLabelsForm::new()
        .text("labels")
        .image(FilePart::new("a.png", "bytes"));
    assert_eq!(words(form.validate()), ["/text: must have at most 5 characters"]);
    assert_eq!(
        words(bounds.send_labels_multipart(form).validate()),
        ["/body/text: must have at most 5 characters"]
    );
}
