//! Each of the twelve declared statuses, and those that are not.

use std::time::Duration;

use stackone::CallError;
use stackone::api::connect_sessions::CreateError as Documented;
use stackone::types::{ConnectSessionTokenAuthLinkCategory as Category, ConnectSessionTokenAuthLinkType as Type};
use wiremock::ResponseTemplate;

use super::server::{SESSION, answering, body, client};

type Failed = CallError<Documented>;

async fn answered(answer: ResponseTemplate) -> Result<stackone::types::ConnectSessionTokenAuthLink, Failed> {
    let server = answering(answer).await;
    client(&server).connect_sessions().create(body()).await
}

fn json(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, "application/json")
}

#[tokio::test]
async fn a_session_is_read() {
    let session = answered(json(201, SESSION)).await.unwrap();
    assert_eq!((session.id, session.token.as_str()), (7.0, "t0ken"));
    assert_eq!(session.created_at.to_rfc3339(), "2023-05-30T00:00:00+00:00");
    assert_eq!(session.latest_connection_attempt, None);
}

#[tokio::test]
async fn unknown_values_and_nulls_are_read_wherever_they_stand() {
    let more = r#","categories":["ats","hrisLegacy",null,"stackOne"],"provider":null,"label":null,"metadata":{"a":[1]},"type":"PRODUCTION","latest_connection_attempt":{"id":"1","status":"later","created_at":"2023-05-30T00:00:00Z","updated_at":"2023-05-30T00:00:00Z"},"new_member":{"x":1}}"#;
    let session = answered(json(201, &SESSION.replace('}', more))).await.unwrap();
    let expected = [
        Some(Category::Ats),
        Some(Category::from("hrisLegacy")),
        None,
        Some(Category::from("stackOne")),
    ];
    assert_eq!(session.categories.as_deref(), Some(&expected[..]));
    assert_eq!(session.type_.as_ref().map(Type::as_str), Some("PRODUCTION"));
    assert_eq!(
        session.latest_connection_attempt.unwrap().status.unwrap().as_str(),
        "later"
    );
    let session = answered(json(
        201,
        &SESSION.replace('}', r#","type":"unmapped_value","categories":null}"#),
    ))
    .await
    .unwrap();
    assert_eq!(session.type_, Some(Type::UnmappedValue));
}

#[tokio::test]
async fn status_and_headers_are_there_for_those_who_ask() {
    let server = answering(json(201, SESSION).insert_header("x-rate", "9")).await;
    let response = client(&server)
        .connect_sessions()
        .create(body())
        .send_with_meta()
        .await
        .unwrap();
    assert_eq!(
        (response.status, response.headers["x-rate"].to_str().unwrap()),
        (201, "9")
    );
    assert_eq!(response.value.token, "t0ken");
}

macro_rules! documented {
    ($($test:ident: $status:literal $variant:ident;)+) => {$(
        #[tokio::test]
        async fn $test() {
            let text = concat!(r#"{"statusCode":"#, $status, r#","message":"why","timestamp":"2023-05-30T00:00:00.000Z","extra":1}"#);
            let error = answered(json($status, text)).await.unwrap_err();
            assert_eq!(error.status(), Some($status));
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("POST /connect_sessions") && shown.contains(": why") && !shown.contains("2023"), "{shown}");
            match error {
                CallError::Api(error) => match error.body() {
                    Documented::$variant(body) => assert_eq!(body.message, "why"),
                    other => panic!("{other:?}"),
                },
                other => panic!("{other:?}"),
            }
        }
    )+};
}

documented! {
    a_400_is_a_bad_request: 400 BadRequest;
    a_401_is_unauthorized: 401 Unauthorized;
    a_403_is_forbidden: 403 Forbidden;
    a_404_is_not_found: 404 NotFound;
    a_408_is_a_request_timeout: 408 RequestTimeout;
    a_409_is_a_conflict: 409 Conflict;
    a_422_is_unprocessable: 422 UnprocessableContent;
    a_429_is_too_many_requests: 429 TooManyRequests;
    a_500_is_an_internal_server_error: 500 InternalServerError;
    a_501_is_not_implemented: 501 NotImplemented;
    a_502_is_a_bad_gateway: 502 BadGateway;
}

#[tokio::test]
async fn retry_after_is_a_duration() {
    let text = r#"{"statusCode":408,"message":"m","timestamp":"2023-05-30T00:00:00Z"}"#;
    let error = answered(json(408, text).insert_header("retry-after", "3"))
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    let CallError::Api(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
}

#[tokio::test]
async fn an_undeclared_error_is_an_api_error_with_status_and_bytes() {
    for status in [418, 503] {
        let error = answered(json(status, SESSION)).await.unwrap_err();
        let CallError::Api(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!((error.body(), error.status()), (&Documented::Undocumented, status));
        assert_eq!(error.raw_body(), SESSION.as_bytes());
    }
}

#[tokio::test]
async fn every_success_is_read_as_the_declared_one() {
    for status in [200, 201, 202, 206] {
        assert_eq!(answered(json(status, SESSION)).await.unwrap().token, "t0ken");
    }
    let error = answered(ResponseTemplate::new(204)).await.unwrap_err();
    assert!(
        matches!(&error, CallError::Decode(failure) if failure.status() == Some(204)),
        "{error:?}"
    );
    assert!(format!("{error:?}").contains("the body is empty"), "{error:?}");
}

#[tokio::test]
async fn an_unfit_body_says_where_it_is_unfit() {
    let error = answered(json(201, &SESSION.replace("\"t0ken\"", "5")))
        .await
        .unwrap_err();
    assert_eq!(error.failure().json_path().as_deref(), Some("/token"));
    assert!(matches!(error, CallError::Decode(_)));
    let attempt = r#","latest_connection_attempt":{"id":"1","created_at":"yesterday"}}"#;
    let error = answered(json(201, &SESSION.replace('}', attempt))).await.unwrap_err();
    assert_eq!(
        error.failure().json_path().as_deref(),
        Some("/latest_connection_attempt/created_at")
    );
    let error = answered(json(400, r#"{"statusCode":"x"}"#)).await.unwrap_err();
    assert_eq!(error.failure().json_path().as_deref(), Some("/statusCode"));
    let CallError::Api(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!((error.body(), error.status()), (&Documented::Undocumented, 400));
    assert_eq!(error.raw_body(), br#"{"statusCode":"x"}"#);
}

#[tokio::test]
async fn a_body_that_is_no_json_says_so_and_shows_nothing() {
    let error = answered(ResponseTemplate::new(201).set_body_raw("<b>t0ken</b>", "text/html"))
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("expected JSON, found `text/html`") && !shown.contains("t0ken"),
        "{shown}"
    );
    for end in [0, 1, 20, SESSION.len() - 1] {
        let error = answered(json(201, &SESSION[..end])).await.unwrap_err();
        assert!(matches!(error, CallError::Decode(_)), "{error:?}");
    }
}

#[tokio::test]
async fn any_error_takes_it_and_gives_it_back() {
    async fn call() -> Result<(), stackone::Error> {
        let text = r#"{"statusCode":409,"message":"m","timestamp":"2023-05-30T00:00:00Z"}"#;
        let server = answering(json(409, text)).await;
        client(&server).connect_sessions().create(body()).await?;
        Ok(())
    }
    let error = call().await.unwrap_err();
    assert!(matches!(
        error.documented::<Documented>(),
        Some(Documented::Conflict(_))
    ));
    assert_eq!(error.to_string(), "POST /connect_sessions: 409 Conflict: m");
}
