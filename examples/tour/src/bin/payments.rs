//! Charges a card without async, and parses a webhook: `cargo run -p tour --bin payments`.

use std::error::Error as StdError;

use tour::payments::api::charges::CreateError;
use tour::payments::types::{NewCharge, NewChargeCurrency, WebhookEvent};
use tour::payments::{CallError, Client, RetryPolicy, transport, webhooks};
use tour::server::{self, Request, Response};

// ANCHOR: main
fn main() -> Result<(), Box<dyn StdError>> {
    let client = Client::builder()
        .base_url(server::start(respond)?)
        .secret_key("sk_test", "")
        .retry(RetryPolicy::default().max_retries(3))
        .build()?;

    // An idempotency key makes it safe to repeat a charge.
    let charge = client
        .charges()
        .create(NewCharge::new(1999, NewChargeCurrency::Eur))
        .with_idempotency_key("order-42")
        .send_blocking()?;
    println!("charged {} {}: {}", charge.amount, charge.currency, charge.id);

    let declined = client
        .charges()
        .create(NewCharge::new(1_000_000, NewChargeCurrency::Eur));
    match declined.send_blocking() {
        Ok(charge) => println!("charged: {}", charge.id),
        Err(CallError::Api(error)) => match error.body() {
            CreateError::PaymentRequired(declined) => println!("declined ({})", declined.code),
            _ => println!("{error}"),
        },
        Err(error) => return Err(error.into()),
    }

    // In the handler of your HTTP server. Call `webhooks::Verifier::verify` with the same headers and body first.
    let headers = transport::HeaderMap::new();
    let body =
        br#"{"type": "charge.failed", "charge": {"id": "ch_2", "amount": 5, "currency": "usd"}, "reason": "fraud"}"#;
    match webhooks::parse(&headers, body)? {
        WebhookEvent::ChargeSucceeded(event) => println!("{} succeeded", event.charge.id),
        WebhookEvent::ChargeFailed(event) => println!("{} failed: {}", event.charge.id, event.reason),
        _ => println!("an event that this program doesn't know"),
    }
    Ok(())
}
// ANCHOR_END: main

fn respond(request: &Request) -> Response {
    let form = String::from_utf8_lossy(&request.body);
    if form.contains("amount=1000000") {
        return Response::json(402, r#"{"code": "insufficient_funds", "message": "not enough money"}"#);
    }
    Response::json(200, r#"{"id": "ch_1", "amount": 1999, "currency": "eur"}"#)
}
