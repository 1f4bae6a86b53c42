//! Answers as values: by status, by media type, with headers.

use everything::api::responses::{
    NothingButAHeadHeaders, NothingError, RangesError, RatedReportError, RatedReportHeaders, ReadSharedError,
    SeveralFormatsError, SeveralFormatsResponse, SeveralStatusesResponse, WriteSharedError,
};
use everything::types::RatedReportXKindHeader as Kind;
use everything::{CallError, Client, RetryPolicy};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A client of a server that always answers so.
async fn answered(answer: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let builder = Client::builder().base_url(server.uri()).retry(RetryPolicy::none());
    (server, builder.build().unwrap())
}

fn of(status: u16, media_type: &str, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.as_bytes(), media_type)
}

async fn accepted(server: &MockServer) -> String {
    let requests = server.received_requests().await.unwrap();
    let accept = requests.first().unwrap().headers.get("accept").unwrap();
    accept.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn several_successes_are_told_apart_by_status() {
    let (_server, client) = answered(of(200, "application/json", r#"{"id":"7"}"#)).await;
    let done = client.responses().several_statuses().await.unwrap();
    assert!(matches!(done, SeveralStatusesResponse::Ok(body) if body.id == "7"));
    let (_server, client) = answered(ResponseTemplate::new(202)).await;
    let accepted = client.responses().several_statuses().await.unwrap();
    assert_eq!(accepted, SeveralStatusesResponse::Accepted);
}

#[tokio::test]
async fn json_in_latin1_that_says_so_is_read() {
    let body = b"{\"id\":\"caf\xe9\"}".to_vec();
    for (media_type, expected) in [
        ("application/json; charset=ISO-8859-1", Some("caf\u{e9}")),
        ("application/json", None),
    ] {
        let (_server, client) = answered(ResponseTemplate::new(200).set_body_raw(body.clone(), media_type)).await;
        let read = client.responses().several_statuses().await.ok();
        let id = read.as_ref().and_then(|response| match response {
            SeveralStatusesResponse::Ok(body) => Some(body.id.as_str()),
            _ => None,
        });
        assert_eq!(id, expected, "{media_type}");
    }
    let (_server, client) = answered(of(
        200,
        "application/json; charset=iso-8859-1",
        "{\"id\":\"caf\u{e9}\"}",
    ))
    .await;
    let read = client.responses().several_statuses().await.unwrap();
    assert!(
        matches!(read, SeveralStatusesResponse::Ok(body) if body.id == "caf\u{e9}"),
        "UTF-8 after all"
    );
}

/// The errors of a program: it keeps those of two operations apart, although they are documented alike.
#[derive(Debug)]
enum Refused {
    Reading(CallError<ReadSharedError>),
    Writing(CallError<WriteSharedError>),
}

impl From<CallError<ReadSharedError>> for Refused {
    fn from(error: CallError<ReadSharedError>) -> Self {
        Self::Reading(error)
    }
}

impl From<CallError<WriteSharedError>> for Refused {
    fn from(error: CallError<WriteSharedError>) -> Self {
        Self::Writing(error)
    }
}

#[tokio::test]
async fn errors_that_operations_document_alike_are_types_of_their_own() {
    async fn read(client: &Client) -> Result<(), Refused> {
        Ok(client.responses().read_shared().await?)
    }
    async fn write(client: &Client) -> Result<(), Refused> {
        Ok(client.responses().write_shared().await?)
    }
    let (_server, client) = answered(of(404, "application/problem+json", r#"{"title":"Gone"}"#)).await;
    let Err(Refused::Reading(CallError::Api(failure))) = read(&client).await else {
        panic!("an error of reading");
    };
    let ReadSharedError::NotFound(problem) = failure.body() else {
        panic!("{:?}", failure.body());
    };
    assert_eq!(problem.title.as_deref(), Some("Gone"));
    let (_server, client) = answered(ResponseTemplate::new(409)).await;
    let Err(Refused::Writing(CallError::Api(failure))) = write(&client).await else {
        panic!("an error of writing");
    };
    assert_eq!(failure.body(), &WriteSharedError::Conflict);
}

#[tokio::test]
async fn several_forms_are_told_apart_by_media_type() {
    let ask = async |media_type: &str, body: &str| {
        let (_server, client) = answered(of(200, media_type, body)).await;
        client.responses().several_formats().await
    };
    let report = ask("application/json; charset=utf-8", r#"{"title":"A"}"#)
        .await
        .unwrap();
    assert!(matches!(report, SeveralFormatsResponse::Ok(report) if report.title == "A"));
    let newer = ask("application/vnd.report.v2+json", r#"{"heading":"B"}"#)
        .await
        .unwrap();
    assert!(matches!(newer, SeveralFormatsResponse::OkVndReportV2Json(report) if report.heading == "B"));
    let table = ask("TEXT/CSV", "a,b").await.unwrap();
    assert!(matches!(table, SeveralFormatsResponse::OkText(text) if text == "a,b"));
    let SeveralFormatsResponse::OkBytes(pages) = ask("application/pdf", "%PDF").await.unwrap() else {
        panic!("a PDF is bytes");
    };
    assert_eq!(pages.bytes().await.unwrap(), b"%PDF");
    let error = ask("text/html", "<p>").await.unwrap_err();
    assert!(matches!(&error, CallError::Decode(_)), "{error}");
    assert!(
        error.to_string().contains("expected JSON, found `text/html`"),
        "{error}"
    );
}

#[tokio::test]
async fn several_forms_of_an_error_are_told_apart_by_media_type() {
    let ask = async |media_type: &str, body: &str| {
        let (_server, client) = answered(of(409, media_type, body)).await;
        let error = client.responses().several_formats().await.unwrap_err();
        match error {
            CallError::Api(error) => error.into_body(),
            other => panic!("{other}"),
        }
    };
    for media_type in ["application/problem+json", "application/json"] {
        let body = ask(media_type, r#"{"title":"Busy","status":409}"#).await;
        assert!(matches!(body, SeveralFormatsError::Conflict(problem) if problem.title.as_deref() == Some("Busy")));
    }
    assert_eq!(
        ask("text/plain", "busy").await,
        SeveralFormatsError::ConflictText("busy".to_owned())
    );
}

#[tokio::test]
async fn the_request_lists_what_the_operation_declares() {
    let (server, client) = answered(of(200, "application/json", r#"{"title":"A"}"#)).await;
    client.responses().several_formats().await.unwrap();
    assert_eq!(
        accepted(&server).await,
        "application/json, application/vnd.report.v2+json, text/csv, application/pdf, \
         application/problem+json;q=0.5, text/plain;q=0.5, */*;q=0.1"
    );
    let (server, client) = answered(ResponseTemplate::new(204)).await;
    client.responses().nothing().await.unwrap();
    assert_eq!(accepted(&server).await, "application/json, */*;q=0.1");
    let (server, client) = answered(of(200, "text/plain", "a")).await;
    client.responses().plain_text().await.unwrap();
    assert_eq!(accepted(&server).await, "text/plain; charset=utf-8, */*;q=0.1");
}

#[tokio::test]
async fn a_value_that_comes_in_several_forms_is_asked_for_as_json() {
    let (server, client) = answered(of(200, "text/json", r#"{"title":"A"}"#)).await;
    assert_eq!(client.responses().same_value().await.unwrap().title, "A");
    assert_eq!(accepted(&server).await, "application/json, text/json, */*;q=0.1");
}

#[tokio::test]
async fn a_string_is_read_as_json_or_as_text() {
    for (media_type, body) in [("application/json", r#""a \"word\"""#), ("text/plain", r#"a "word""#)] {
        let (_server, client) = answered(of(200, media_type, body)).await;
        assert_eq!(
            client.responses().json_or_text().await.unwrap(),
            r#"a "word""#,
            "{media_type}"
        );
    }
}

#[tokio::test]
async fn text_is_read_in_the_encoding_that_it_names() {
    let latin = ResponseTemplate::new(200).set_body_raw(b"caf\xE9".to_vec(), "text/plain; charset=\"ISO-8859-1\"");
    let (_server, client) = answered(latin).await;
    assert_eq!(client.responses().plain_text().await.unwrap(), "café");
    let (_server, client) = answered(ResponseTemplate::new(200).set_body_raw(b"caf\xE9".to_vec(), "text/plain")).await;
    let error = client.responses().plain_text().await.unwrap_err();
    assert!(
        matches!(&error, CallError::Decode(failure) if failure.raw_body() == b"caf\xE9"),
        "{error}"
    );
}

#[tokio::test]
async fn a_status_goes_before_its_range_and_that_before_default() {
    let ask = async |status: u16, media_type: &str, body: &str| {
        let (_server, client) = answered(of(status, media_type, body)).await;
        client.responses().ranges().await
    };
    assert_eq!(ask(226, "application/json", "\"a\"").await.unwrap(), "a");
    let error = async |status, media_type, body| match ask(status, media_type, body).await {
        Err(CallError::Api(error)) => (error.status(), error.into_body()),
        other => panic!("{other:?}"),
    };
    assert_eq!(error(404, "text/plain", "no").await, (404, RangesError::NotFound));
    let (status, body) = error(418, "application/problem+json", r#"{"title":"Tea"}"#).await;
    assert!(
        matches!(body, RangesError::ClientError(problem) if problem.title.as_deref() == Some("Tea")) && status == 418
    );
    assert_eq!(
        error(500, "text/plain", "oh").await,
        (500, RangesError::Other("oh".to_owned()))
    );
}

#[tokio::test]
async fn a_head_and_a_status_without_a_body_have_none() {
    let (_server, client) = answered(ResponseTemplate::new(304)).await;
    let Err(CallError::Api(unchanged)) = client.responses().nothing().await else {
        panic!("304 is documented, and no success");
    };
    assert_eq!(unchanged.body(), &NothingError::NotModified);
    let head = ResponseTemplate::new(200)
        .insert_header("etag", "\"v1\"")
        .insert_header("content-type", "application/json");
    let (_server, client) = answered(head).await;
    let response = client.responses().nothing_but_a_head().send_with_meta().await.unwrap();
    let etag = NothingButAHeadHeaders::from_headers(&response.headers).etag().unwrap();
    assert_eq!(etag.as_deref(), Some("\"v1\""));
}

#[tokio::test]
async fn an_empty_body_is_null_where_that_may_be_and_an_error_elsewhere() {
    let (_server, client) = answered(of(200, "application/json", "")).await;
    assert_eq!(client.responses().nullable_report().await.unwrap(), None);
    let error = client.responses().same_value().await.unwrap_err();
    assert!(matches!(&error, CallError::Decode(_)), "{error}");
    assert!(format!("{error:?}").contains("the body is empty"), "{error:?}");
}

#[tokio::test]
async fn declared_headers_have_types() {
    let answer = of(200, "application/json", r#"{"title":"A"}"#)
        .insert_header("x-rate-limit-remaining", "41")
        .insert_header("x-exact", "true")
        .insert_header("x-since", "2024-05-30T00:00:00Z")
        .insert_header("x-kind", "weekly")
        .insert_header("x-pages", "1, 2,3")
        .append_header("x-tags", "a,1")
        .append_header("x-tags", "true")
        .insert_header("x-span", "first,7,name,x")
        .insert_header("x-range", "first=7,name=x")
        .insert_header("x-note", r#"{"title":"B, C"}"#);
    let (_server, client) = answered(answer).await;
    let response = client.responses().rated_report().send_with_meta().await.unwrap();
    let headers = RatedReportHeaders::from_headers(&response.headers);
    assert_eq!(headers.x_rate_limit_remaining(), Ok(Some(41)));
    assert_eq!(headers.x_exact(), Ok(Some(true)));
    assert_eq!(
        headers.x_since().unwrap().unwrap().to_rfc3339(),
        "2024-05-30T00:00:00+00:00"
    );
    assert_eq!(headers.x_kind(), Ok(Some(Kind::Weekly)));
    assert_eq!(headers.x_pages(), Ok(Some(vec![1, 2, 3])));
    let tags = ["a", "1", "true"].map(str::to_owned);
    assert_eq!(headers.x_tags(), Ok(Some(tags.to_vec())));
    for span in [headers.x_span(), headers.x_range()] {
        let span = span.unwrap().unwrap();
        assert_eq!((span.first, span.name.as_deref()), (Some(7), Some("x")));
    }
    assert_eq!(headers.x_note().unwrap().unwrap().title, "B, C");
    assert_eq!(headers.retry_after(), Ok(None));
}

#[tokio::test]
async fn a_header_that_is_unfit_says_so_and_fails_no_call() {
    let answer = of(200, "application/json", r#"{"title":"A"}"#)
        .insert_header("x-rate-limit-remaining", "many")
        .insert_header("x-exact", "perhaps");
    let (_server, client) = answered(answer).await;
    let response = client.responses().rated_report().send_with_meta().await.unwrap();
    let error = RatedReportHeaders::from_headers(&response.headers)
        .x_rate_limit_remaining()
        .unwrap_err();
    assert_eq!(error.name(), "X-Rate-Limit-Remaining");
    assert!(!error.to_string().contains("many"), "{error}");
    assert!(RatedReportHeaders::from_headers(&response.headers).x_exact().is_err());
}

#[tokio::test]
async fn an_error_has_its_declared_headers_too() {
    let busy = ResponseTemplate::new(429)
        .insert_header("retry-after", "7")
        .insert_header("x-rate-limit-remaining", "0");
    let (_server, client) = answered(busy).await;
    let Err(CallError::Api(error)) = client.responses().rated_report().await else {
        panic!("429 is documented");
    };
    assert_eq!(error.body(), &RatedReportError::TooManyRequests);
    let headers = RatedReportHeaders::from_headers(error.headers());
    assert_eq!(
        (headers.retry_after(), headers.x_rate_limit_remaining()),
        (Ok(Some(7)), Ok(Some(0)))
    );
}
