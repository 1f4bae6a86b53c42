//! What the guide shows in short, between the anchors.

use std::error::Error as StdError;
use std::time::Duration;

use tour::payments::types::{NewCharge, NewChargeCurrency};
use tour::payments::{self, webhooks};
use tour::petstore::transport::{HeaderMap, Mock, MockRequest, MockResponse, Scripted};
use tour::petstore::types::{NewPet, Pet, PetStatus, PetStatusKnown, Problem};
use tour::petstore::{Body, Client, FilePart, RetryPolicy, api};

type Outcome = Result<(), Box<dyn StdError>>;

// ANCHOR: testing
#[tokio::test]
async fn a_missing_pet_is_an_error() -> Outcome {
    let transport = Scripted::new().reply(404, r#"{"message": "there is no such pet"}"#);
    let client = Client::builder()
        .transport(transport.clone())
        .api_key("secret")
        .build()?;

    let error = client.pets().get(7).await.err().ok_or("a pet")?;

    assert_eq!(error.status(), Some(404));
    assert_eq!(transport.requests().len(), 1);
    Ok(())
}
// ANCHOR_END: testing

// ANCHOR: mock
/// A shop that has one pet, and takes others.
fn shop() -> Mock {
    let find = |request: &MockRequest| match request.path_parameter("petId").as_deref() {
        Some("1") => MockResponse::json(200, &pet(1, "Kit")),
        _ => MockResponse::json(
            404,
            &Problem {
                code: None,
                message: "there is no such pet".to_owned(),
            },
        ),
    };
    let create = |request: &MockRequest| match request.json::<NewPet>() {
        Ok(new) => MockResponse::json(201, &pet(2, &new.name)),
        Err(error) => MockResponse::json(
            422,
            &Problem {
                code: None,
                message: error.to_string(),
            },
        ),
    };
    Mock::new().on::<api::pets::Get>(find).on::<api::pets::Create>(create)
}

fn pet(id: i64, name: &str) -> Pet {
    Pet {
        id,
        name: name.to_owned(),
        status: None,
        born: None,
    }
}

#[tokio::test]
async fn a_pet_is_found_or_added() -> Outcome {
    let shop = shop();
    let client = Client::builder().transport(shop.clone()).api_key("secret").build()?;

    assert_eq!(client.pets().get(1).await?.name, "Kit");
    assert_eq!(client.pets().create(NewPet::new("Rex")).await?.id, 2);
    let error = client.pets().get(7).await.err().ok_or("a pet")?;

    assert_eq!(error.message().as_deref(), Some("there is no such pet"));
    assert_eq!(shop.requests_of::<api::pets::Get>().len(), 2);
    Ok(())
}
// ANCHOR_END: mock

#[test]
fn credentials_of_another_user() -> Outcome {
    let their_token = "theirs";
    // ANCHOR: credentials
    let client = Client::builder().api_key("secret").build()?;
    // ANCHOR_END: credentials
    // ANCHOR: another_user
    let theirs = client.with_api_key(their_token);
    // ANCHOR_END: another_user
    drop(theirs);
    Ok(())
}

#[tokio::test]
async fn timeouts_and_retries() -> Outcome {
    let charge = NewCharge::new(1999, NewChargeCurrency::Eur);
    let transport = payments::transport::Scripted::new()
        .reply(503, "")
        .reply(200, r#"{"id": "ch_1", "amount": 1999, "currency": "eur"}"#);
    let builder = payments::Client::builder()
        .transport(transport)
        .secret_key("sk_test", "");
    let policy = payments::RetryPolicy::default();
    // ANCHOR: time
    let client = builder
        .timeout(Duration::from_secs(30))
        .retry(policy.max_retries(5).statuses([429, 502, 503]))
        .build()?;

    let request = client.charges().create(charge);
    let charge = request.with_idempotency_key("order-42").await?;
    // ANCHOR_END: time
    assert_eq!(charge.id, "ch_1");
    Ok(())
}

#[test]
fn retries_can_be_turned_off() -> Outcome {
    Client::builder().retry(RetryPolicy::none()).build()?;
    Ok(())
}

#[test]
fn values_that_the_api_adds_are_unknown() {
    // ANCHOR: pet
    let pet = NewPet::new("Kit").status(PetStatus::Available);
    // ANCHOR_END: pet
    assert_eq!(pet.status.as_ref().map(advice), Some("take it"));
    assert_eq!(advice(&PetStatus::from("lent")), "ask");
}

// ANCHOR: known
fn advice(status: &PetStatus) -> &'static str {
    match status.known() {
        Some(PetStatusKnown::Available) => "take it",
        Some(PetStatusKnown::Pending | PetStatusKnown::Sold) => "too late",
        None => "ask",
    }
}
// ANCHOR_END: known

#[tokio::test]
async fn a_file_is_streamed() -> Outcome {
    let reader = &b"\x89PNG"[..];
    let length = 4;
    // ANCHOR: stream
    // A reader is for instance a `tokio::fs::File`.
    let body = Body::from_reader(reader, length);
    let part = FilePart::new("kit.png", body).content_type("image/png");
    // ANCHOR_END: stream
    drop(part);
    Ok(())
}

#[test]
fn webhooks_are_verified() -> Outcome {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let headers = HeaderMap::new();
    let body = b"{}";
    // ANCHOR: verify
    let verifier = webhooks::Verifier::new(secret)?;
    let verified = verifier.verify(&headers, body);
    // ANCHOR_END: verify
    assert!(verified.is_err(), "nothing is signed");
    // ANCHOR: parse
    let parsed = webhooks::ChargeSucceeded::parse(&headers, body);
    // ANCHOR_END: parse
    assert!(parsed.is_err(), "nothing is there");
    Ok(())
}
