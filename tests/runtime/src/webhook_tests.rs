//! Webhooks: their bodies, their headers, their signatures.

use std::error::Error;
use std::time::{Duration, SystemTime};

use crate::runtime::json::json_object;
use crate::runtime::webhooks::Delivery;
use crate::transport::HeaderMap;
use crate::{SignatureError, Verifier};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pet {
    name: String,
    age: Option<i64>,
    is_kind: Option<bool>,
    tags: Option<Vec<String>>,
    weights: Option<Vec<f64>>,
}

json_object! { Pet {
    "name" => name: required,
    "age" => age: optional,
    "is_kind" => is_kind: optional,
    "tags" => tags: optional,
    "weights" => weights: optional,
} }

/// The secret, the request and the signature that the libraries of Standard Webhooks are tested with.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const TIMESTAMP: u64 = 1_614_265_330;
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

fn headers(prefix: &str, id: &str, timestamp: &str, signature: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [("id", id), ("timestamp", timestamp), ("signature", signature)] {
        let name: reqwest::header::HeaderName = format!("{prefix}-{name}").parse().unwrap();
        headers.insert(name, value.parse().unwrap());
    }
    headers
}

fn verified(headers: &HeaderMap, body: &[u8], seconds: u64) -> Result<(), SignatureError> {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    Verifier::new(SECRET).unwrap().verify_at(headers, body, now)
}

#[test]
fn the_published_signature_fits() {
    for prefix in ["webhook", "svix"] {
        let headers = headers(prefix, ID, &TIMESTAMP.to_string(), SIGNATURE);
        assert_eq!(verified(&headers, BODY, TIMESTAMP), Ok(()), "{prefix}");
    }
}

#[test]
fn what_was_changed_does_not_fit() {
    let time = TIMESTAMP.to_string();
    let fit = headers("webhook", ID, &time, SIGNATURE);
    assert_eq!(
        verified(&fit, br#"{"test": 2432232315}"#, TIMESTAMP),
        Err(SignatureError::Mismatch)
    );
    let unfit = [
        headers("webhook", "msg_other", &time, SIGNATURE),
        headers("webhook", ID, "1614265331", SIGNATURE),
        headers("webhook", ID, &time, "v1,"),
        headers("webhook", ID, &time, "v1,g0hM9SsE"),
        headers("webhook", ID, &time, "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        headers("webhook", ID, &time, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    ];
    for headers in unfit {
        assert_eq!(
            verified(&headers, BODY, TIMESTAMP),
            Err(SignatureError::Mismatch),
            "{headers:?}"
        );
    }
}

#[test]
fn one_fitting_signature_of_several_is_enough() {
    let signatures = format!("v1,bm8= v1a,AAAA {SIGNATURE} v1,bm8=");
    let headers = headers("webhook", ID, &TIMESTAMP.to_string(), &signatures);
    assert_eq!(verified(&headers, BODY, TIMESTAMP), Ok(()));
}

#[test]
fn what_is_older_or_newer_than_five_minutes_is_refused() {
    let headers = headers("webhook", ID, &TIMESTAMP.to_string(), SIGNATURE);
    for (now, expected) in [
        (TIMESTAMP + 300, Ok(())),
        (TIMESTAMP - 300, Ok(())),
        (TIMESTAMP + 301, Err(SignatureError::Untimely)),
        (TIMESTAMP - 301, Err(SignatureError::Untimely)),
    ] {
        assert_eq!(verified(&headers, BODY, now), expected, "{now}");
    }
}

#[test]
fn a_missing_header_is_named() {
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut headers = headers("webhook", ID, &TIMESTAMP.to_string(), SIGNATURE);
        headers.remove(name);
        assert_eq!(
            verified(&headers, BODY, TIMESTAMP),
            Err(SignatureError::MissingHeader(name))
        );
    }
}

#[test]
fn either_secret_will_do_while_one_takes_the_place_of_the_other() {
    let headers = headers("webhook", ID, &TIMESTAMP.to_string(), SIGNATURE);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(TIMESTAMP);
    let verifier = Verifier::new("whsec_bmV3IHNlY3JldA==").unwrap();
    assert_eq!(verifier.verify_at(&headers, BODY, now), Err(SignatureError::Mismatch));
    let verifier = verifier.or_secret(SECRET).unwrap();
    assert_eq!(verifier.verify_at(&headers, BODY, now), Ok(()));
    assert!(!format!("{verifier:?}").contains("MfKQ"));
}

#[test]
fn a_secret_that_is_no_base64_is_refused() {
    for secret in ["", "whsec_", "whsec_!", "not base64"] {
        assert!(Verifier::new(secret).is_err(), "{secret}");
    }
}

/// Another implementation of the standard signs what is verified here.
#[test]
fn signatures_agree_with_the_library_of_the_standard() {
    let signer = standardwebhooks::Webhook::new(SECRET).unwrap();
    assert_eq!(signer.sign(ID, TIMESTAMP.cast_signed(), BODY).unwrap(), SIGNATURE);
    for (index, body) in ["", "{}", "é ünïcode", "line\r\nbreak"].iter().enumerate() {
        let (id, time) = (format!("msg_{index}"), TIMESTAMP + index as u64);
        let signature = signer.sign(&id, time.cast_signed(), body.as_bytes()).unwrap();
        let headers = headers("webhook", &id, &time.to_string(), &signature);
        assert_eq!(verified(&headers, body.as_bytes(), TIMESTAMP), Ok(()), "{body}");
    }
}

#[test]
fn an_error_says_the_webhook_and_the_place() {
    let mut headers = HeaderMap::new();
    let delivery = Delivery::new("petBorn", &headers, br#"{"name":"Rex","age":"one"}"#);
    let error = delivery.json::<Pet>().unwrap_err();
    assert_eq!(error.to_string(), "petBorn: the body doesn't match the API description");
    let cause = error.source().unwrap().to_string();
    assert_eq!(cause, "/age: expected an integer, found a string");
    assert_eq!(
        (error.webhook(), error.json_path().as_deref()),
        ("petBorn", Some("/age"))
    );
    headers.insert("content-type", "text/html; charset=utf-8".parse().unwrap());
    let error = Delivery::new("petBorn", &headers, b"<p>").json::<Pet>().unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("petBorn: the body has the media type `text/html`"),
        "{error}"
    );
    let error = Delivery::new("petBorn", &headers, b"\xff").text().unwrap_err();
    assert_eq!(error.to_string(), "petBorn: the body is not UTF-8 text");
}

#[test]
fn a_form_is_read_by_the_types_of_its_members() {
    let headers = HeaderMap::new();
    let body = b"name=12&age=12&is_kind=true&tags=a+b%26&weights=1.5&weights=2";
    let pet: Pet = Delivery::new("pet", &headers, body).form().unwrap();
    let expected = Pet {
        name: "12".to_owned(),
        age: Some(12),
        is_kind: Some(true),
        tags: Some(vec!["a b&".to_owned()]),
        weights: Some(vec![1.5, 2.0]),
    };
    assert_eq!(pet, expected);
    let error = Delivery::new("pet", &headers, b"name=x&age=one")
        .form::<Pet>()
        .unwrap_err();
    assert_eq!(error.json_path().as_deref(), Some("/age"));
    let error = Delivery::new("pet", &headers, b"age=1").form::<Pet>().unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "the property `name` is missing");
}

#[test]
fn headers_are_read_by_their_types() {
    let mut headers = HeaderMap::new();
    headers.insert("x-count", "3".parse().unwrap());
    headers.insert("x-text", "3".parse().unwrap());
    headers.append("x-list", "a, b".parse().unwrap());
    headers.append("x-list", "c".parse().unwrap());
    let delivery = Delivery::of_headers("pet", &headers);
    assert_eq!(delivery.header::<i64>("X-Count").unwrap(), 3);
    assert_eq!(delivery.header::<String>("X-Text").unwrap(), "3");
    assert_eq!(delivery.header::<Vec<String>>("X-List").unwrap(), ["a", "b", "c"]);
    assert_eq!(delivery.optional_header::<i64>("X-Other").unwrap(), None);
    let error = delivery.header::<i64>("X-Other").unwrap_err();
    assert_eq!(error.to_string(), "pet: the header `X-Other` is missing");
    let error = delivery.header::<i64>("X-List").unwrap_err();
    assert_eq!(
        error.to_string(),
        "pet: the header `X-List` doesn't match the API description"
    );
    assert!(error.source().unwrap().to_string().contains("expected an integer"));
}
