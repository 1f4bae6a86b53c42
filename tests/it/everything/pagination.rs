//! Answers that come in pages, over the wire.

use everything::api::pagination::{PagesByCursor, PagesByLink, PagesByUrl};
use everything::types::{Entry, PagesByBodyBody};
use everything::{CallError, Client, Items, NoDocumentedError, Pages, RetryPolicy};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn client(server: &MockServer) -> Client {
    let builder = Client::builder().base_url(server.uri()).retry(RetryPolicy::none());
    builder.build().unwrap()
}

/// Answers the operation, with this value of the parameter or, for the first page, without it.
async fn page(server: &MockServer, name: &str, parameter: (&str, Option<&str>), answer: ResponseTemplate) {
    let mock = Mock::given(method("GET")).and(path(format!("/pagination/{name}")));
    let mock = match parameter {
        (parameter, Some(value)) => mock.and(query_param(parameter, value)),
        (parameter, None) => mock.and(query_param_is_missing(parameter)),
    };
    mock.respond_with(answer).expect(1).mount(server).await;
}

fn envelope(ids: &[i64], more: &Value) -> ResponseTemplate {
    let entries: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    let mut body = json!({"result": {"entries": entries}});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    ResponseTemplate::new(200).set_body_json(body)
}

type Found = Result<Vec<i64>, CallError<NoDocumentedError>>;

fn ids(entries: Result<Vec<Entry>, CallError<NoDocumentedError>>) -> Found {
    entries.map(|entries| entries.into_iter().map(|entry| entry.id).collect())
}

#[tokio::test]
async fn pages_by_a_cursor() {
    let server = MockServer::start().await;
    let data = |ids: &[i64], next: Value| {
        let data: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        ResponseTemplate::new(200).set_body_json(json!({"data": data, "meta": {"next": next}}))
    };
    page(&server, "cursor", ("cursor", None), data(&[1, 2], json!("a/b+c="))).await;
    page(&server, "cursor", ("cursor", Some("a/b+c=")), data(&[3], Value::Null)).await;
    let client = client(&server);
    let mut items: Items<PagesByCursor> = client.pagination().pages_by_cursor().limit(2).items();
    let mut found = Vec::new();
    while let Some(entry) = items.next().await {
        found.push(entry.unwrap().id);
    }
    assert_eq!(found, [1, 2, 3]);
    let requests = server.received_requests().await.unwrap();
    let queries: Vec<_> = requests.iter().map(|request| request.url.query().unwrap()).collect();
    assert_eq!(queries, ["limit=2", "limit=2&cursor=a%2Fb%2Bc%3D"]);
}

#[tokio::test]
async fn pages_by_the_last_entry_as_configured() {
    let server = MockServer::start().await;
    page(
        &server,
        "last",
        ("starting_after", None),
        envelope(&[1, 2], &json!({"has_more": true})),
    )
    .await;
    page(
        &server,
        "last",
        ("starting_after", Some("2")),
        envelope(&[3], &json!({"has_more": false})),
    )
    .await;
    let items = client(&server).pagination().pages_by_last_entry().items();
    assert_eq!(ids(items.try_collect().await).unwrap(), [1, 2, 3]);
}

#[tokio::test]
async fn pages_by_an_offset_as_configured() {
    let server = MockServer::start().await;
    page(&server, "offset", ("offset", None), envelope(&[1, 2], &json!({}))).await;
    page(&server, "offset", ("offset", Some("12")), envelope(&[3], &json!({}))).await;
    page(&server, "offset", ("offset", Some("13")), envelope(&[], &json!({}))).await;
    let items = client(&server).pagination().pages_by_offset().items();
    assert_eq!(ids(items.try_collect().await).unwrap(), [1, 2, 3]);
}

#[tokio::test]
async fn pages_by_their_number() {
    let server = MockServer::start().await;
    page(&server, "number", ("page", None), envelope(&[1], &json!({"pages": 2}))).await;
    page(
        &server,
        "number",
        ("page", Some("2")),
        envelope(&[2], &json!({"pages": 2})),
    )
    .await;
    let pages = client(&server).pagination().pages_by_number().pages();
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[1].pages, Some(2));
}

#[tokio::test]
async fn pages_by_urls_of_the_answers() {
    let server = MockServer::start().await;
    let next = format!("{}/pagination/url?token=x%20y", server.uri());
    page(&server, "url", ("token", None), envelope(&[1], &json!({"next": next}))).await;
    page(
        &server,
        "url",
        ("token", Some("x y")),
        envelope(&[2], &json!({"next": null})),
    )
    .await;
    let mut pages: Pages<PagesByUrl> = client(&server).pagination().pages_by_url().pages();
    assert!(StreamExt::next(&mut pages).await.unwrap().unwrap().next.is_some());
    assert!(pages.next().await.unwrap().unwrap().next.is_none());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn pages_by_the_header_link() {
    let server = MockServer::start().await;
    let links = format!(
        r#"<{0}/pagination/link?page=2>; rel="next", <{0}/pagination/link?page=2>; rel="last""#,
        server.uri()
    );
    let list = |id: i64| ResponseTemplate::new(200).set_body_json(json!([{"id": id}]));
    page(
        &server,
        "link",
        ("page", None),
        list(1).insert_header("link", links.as_str()),
    )
    .await;
    page(&server, "link", ("page", Some("2")), list(2)).await;
    let items: Items<PagesByLink> = client(&server).pagination().pages_by_link().items();
    assert_eq!(ids(items.try_collect().await).unwrap(), [1, 2]);
}

#[tokio::test]
async fn a_page_elsewhere_and_a_page_again_are_errors() {
    let elsewhere = MockServer::start().await;
    let server = MockServer::start().await;
    let next = json!({"next": format!("{}/pagination/url", elsewhere.uri())});
    page(&server, "url", ("token", None), envelope(&[1], &next)).await;
    let mut pages = client(&server).pagination().pages_by_url().pages();
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error, CallError::Pages(_)));
    assert_eq!(
        error.to_string(),
        "GET /pagination/url: the URL of the next page has another origin than the API"
    );
    assert!(elsewhere.received_requests().await.unwrap().is_empty());

    let server = MockServer::start().await;
    let answer = envelope(&[1], &json!({"next": "?token=1"}));
    let mock = Mock::given(method("GET")).respond_with(answer).expect(2);
    mock.mount(&server).await;
    let found: Result<Vec<_>, _> = client(&server).pagination().pages_by_url().pages().try_collect().await;
    assert!(matches!(found, Err(CallError::Pages(_))));
}

#[tokio::test]
async fn pages_by_members_of_the_body() {
    let server = MockServer::start().await;
    for (body, ids) in [
        (json!({"search": "é", "take": 2}), vec![1, 2]),
        (json!({"search": "é", "take": 2, "skip": 7}), vec![3]),
    ] {
        let mock = Mock::given(method("POST")).and(body_json(body));
        mock.respond_with(envelope(&ids, &json!({})))
            .expect(1)
            .mount(&server)
            .await;
    }
    let body = PagesByBodyBody::new("é").take(2);
    let items = client(&server).pagination().pages_by_body(body).items();
    assert_eq!(ids(items.try_collect().await).unwrap(), [1, 2, 3]);
}
