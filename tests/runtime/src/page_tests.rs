//! Pages, over a transport in memory.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use futures_core::Stream;

use crate::runtime::http::{Credential, Facts, Mismatch, Operation, Reply, Request, Style};
use crate::runtime::json::json_object;
use crate::runtime::pages::{Paged, PagedItems, Paging};
use crate::transport::{HeaderMap, Transport, TransportFuture, TransportRequest, TransportResponse};
use crate::{CallError, Client, NoDocumentedError, RetryPolicy};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List {
    data: Vec<i64>,
}

json_object! { List { "data" => data: required, } }

macro_rules! operation {
    ($name:ident, $paging:expr) => {
        #[derive(Debug)]
        enum $name {}

        impl Operation for $name {
            type Output = List;
            type Error = NoDocumentedError;
            const FACTS: Facts = Facts::new("list", "GET", "/v1/list", &[&["key"]]);
            fn output(reply: &Reply) -> Result<List, Mismatch> {
                match reply.status() {
                    200 => reply.json(),
                    _ => Err(Mismatch::Undeclared),
                }
            }
        }

        impl Paged for $name {
            const PAGING: Paging = $paging;
        }

        impl PagedItems for $name {
            type Item = i64;
            fn items(page: List) -> Vec<i64> {
                page.data
            }
        }
    };
}

operation!(ByCursor, Paging::cursor("after", "/next").items("/data"));
operation!(
    ByLast,
    Paging::cursor("after", "/data/-1")
        .items("/data")
        .more("/has_more", true)
);
operation!(ByOffset, Paging::offset("offset", 0).items("/data").limit("limit"));
operation!(ByPage, Paging::page("page", 1).items("/data").last("/pages"));
operation!(ByUrl, Paging::url("/links/next").items("/data"));
operation!(ByLink, Paging::link().items("/data"));

/// Gives answers in turn, and keeps the URLs that were asked for.
#[derive(Clone, Default)]
struct Script {
    answers: Arc<Mutex<VecDeque<(u16, String, String)>>>,
    asked: Arc<Mutex<Vec<String>>>,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Transport for Script {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        self.asked.lock().unwrap().push(request.url.to_string());
        let body = String::from_utf8(request.body.and_then(|body| body.bytes()).unwrap_or_default().to_vec()).unwrap();
        self.bodies.lock().unwrap().push(body);
        let (status, link, body) = self.answers.lock().unwrap().pop_front().unwrap();
        Box::pin(async move {
            let mut headers = HeaderMap::new();
            if !link.is_empty() {
                headers.insert("link", link.parse().unwrap());
            }
            Ok(TransportResponse::new(status, headers, body))
        })
    }
}

impl Script {
    fn of(bodies: &[&str]) -> Self {
        Self::with_links(&bodies.iter().map(|body| ("", *body)).collect::<Vec<_>>())
    }

    fn with_links(answers: &[(&str, &str)]) -> Self {
        let answers = answers
            .iter()
            .map(|(link, body)| (200, (*link).to_owned(), (*body).to_owned()));
        Self {
            answers: Arc::new(Mutex::new(answers.collect())),
            ..Self::default()
        }
    }

    fn client(&self) -> Client {
        let builder = crate::ClientBuilder::new(Some("https://api.example"), "test").retry(RetryPolicy::none());
        let builder = builder.credential("key", Credential::query("key", "s3cret"));
        builder.transport(self.clone()).build().unwrap()
    }

    /// The queries that were asked for, without the credential; whole URLs where the path is another.
    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        let short = asked.iter().map(|url| {
            assert_eq!(url.matches("key=s3cret").count(), 1, "{url}");
            let url = url.replace("key=s3cret", "").replace("&&", "&");
            let url = url.trim_end_matches(['&', '?']).to_owned();
            url.strip_prefix("https://api.example/v1/list")
                .map(str::to_owned)
                .unwrap_or(url)
        });
        short.collect()
    }
}

async fn items<Op: PagedItems<Output = List, Error = NoDocumentedError, Item = i64>>(
    request: Request<Op>,
) -> (Vec<i64>, Option<CallError<NoDocumentedError>>) {
    let mut items = request.items();
    let mut found = Vec::new();
    let error = loop {
        match items.next().await {
            Some(Ok(item)) => found.push(item),
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    assert!(items.next().await.is_none(), "a stream that is over stays so");
    (found, error)
}

#[tokio::test]
async fn a_cursor_is_followed_to_its_end() {
    for end in ["null", r#""""#] {
        let last = format!(r#"{{"data":[3],"next":{end}}}"#);
        let script = Script::of(&[r#"{"next":"a b&c","data":[1,2]}"#, r#"{"data":[],"next":7}"#, &last]);
        let request = Request::<ByCursor>::new(&script.client());
        let request = request
            .query_input("limit", &2_i64, Style::FORM)
            .query_input("after", "0", Style::FORM);
        let (found, error) = items(request).await;
        assert_eq!((found, error.is_none()), (vec![1, 2, 3], true));
        assert_eq!(
            script.asked(),
            ["?limit=2&after=0", "?limit=2&after=a%20b%26c", "?limit=2&after=7"]
        );
    }
}

#[tokio::test]
async fn the_last_item_may_be_the_cursor() {
    let script = Script::of(&[r#"{"data":[1,2],"has_more":true}"#, r#"{"data":[3],"has_more":false}"#]);
    let (found, _) = items(Request::<ByLast>::new(&script.client())).await;
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(script.asked(), ["", "?after=2"]);
}

#[tokio::test]
async fn offsets_count_what_was_read() {
    let script = Script::of(&[r#"{"data":[1,2]}"#, r#"{"data":[3]}"#, r#"{"data":[]}"#]);
    let (found, _) = items(Request::<ByOffset>::new(&script.client())).await;
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(script.asked(), ["", "?offset=2", "?offset=3"]);
}

#[tokio::test]
async fn a_page_shorter_than_asked_for_is_the_last() {
    let script = Script::of(&[r#"{"data":[1,2]}"#, r#"{"data":[3]}"#]);
    let request = Request::<ByOffset>::new(&script.client());
    let request = request
        .query_input("limit", &2_i64, Style::FORM)
        .query_input("offset", &10_i64, Style::FORM);
    let (found, _) = items(request).await;
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(script.asked(), ["?limit=2&offset=10", "?limit=2&offset=12"]);
}

#[tokio::test]
async fn pages_are_numbered_to_the_last() {
    let script = Script::of(&[r#"{"data":[1],"pages":2}"#, r#"{"data":[2],"pages":2}"#]);
    let (found, _) = items(Request::<ByPage>::new(&script.client())).await;
    assert_eq!(found, [1, 2]);
    assert_eq!(script.asked(), ["", "?page=2"]);
    let script = Script::of(&[r#"{"data":[1]}"#, r#"{"data":[]}"#]);
    let request = Request::<ByPage>::new(&script.client()).query_input("page", &0_i64, Style::FORM);
    items(request).await;
    assert_eq!(script.asked(), ["?page=0", "?page=1"]);
}

#[tokio::test]
async fn urls_are_followed_with_the_credentials() {
    let script = Script::of(&[
        r#"{"data":[1],"links":{"next":"https://api.example/other?page=2"}}"#,
        r#"{"data":[2],"links":{"next":"?page=3&key=s3cret"}}"#,
        r#"{"data":[3],"links":{}}"#,
    ]);
    let request = Request::<ByUrl>::new(&script.client()).query_input("limit", &1_i64, Style::FORM);
    let (found, error) = items(request).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(
        script.asked(),
        ["?limit=1", "https://api.example/other?page=2", "?page=3"]
    );
}

#[tokio::test]
async fn links_are_followed() {
    let first = r#"<https://api.example/v1/list?page=9>; rel="last"; title="a, <b>; rel=next", </c>; rel=next; anchor="/x", </v1/list?page=2>; REL="prefetch Next""#;
    let script = Script::with_links(&[(first, r#"{"data":[1]}"#), ("<?page=1>; rel=prev", r#"{"data":[2]}"#)]);
    let (found, _) = items(Request::<ByLink>::new(&script.client())).await;
    assert_eq!(found, [1, 2]);
    assert_eq!(script.asked(), ["", "?page=2"]);
}

#[tokio::test]
async fn a_url_of_another_origin_is_not_followed() {
    for url in [
        "https://evil.example/v1/list",
        "http://api.example/v1/list",
        "//evil.example/",
        "https://api.example:8443/",
        "https://user:pass@api.example/",
    ] {
        let script = Script::of(&[&format!(r#"{{"data":[1],"links":{{"next":"{url}"}}}}"#)]);
        let (found, error) = items(Request::<ByUrl>::new(&script.client())).await;
        assert_eq!(found, [1]);
        assert!(matches!(error, Some(CallError::Pages(_))), "{url}: {error:?}");
        assert_eq!(script.asked().len(), 1);
    }
}

#[tokio::test]
async fn a_page_that_leads_back_is_an_error() {
    let script = Script::of(&[
        r#"{"data":[1],"next":"a"}"#,
        r#"{"data":[2],"next":"b"}"#,
        r#"{"data":[3],"next":"a"}"#,
    ]);
    let (found, error) = items(Request::<ByCursor>::new(&script.client())).await;
    assert_eq!(found, [1, 2, 3], "what came is given first");
    let error = error.unwrap();
    assert!(matches!(error, CallError::Pages(_)));
    assert_eq!(error.to_string(), "GET /v1/list: the next page was already read");
}

#[tokio::test]
async fn empty_pages_without_end_are_an_error() {
    let bodies: Vec<String> = (0..40)
        .map(|page| format!(r#"{{"data":[],"next":"{page}"}}"#))
        .collect();
    let script = Script::of(&bodies.iter().map(String::as_str).collect::<Vec<_>>());
    let (_, error) = items(Request::<ByCursor>::new(&script.client())).await;
    assert!(matches!(error, Some(CallError::Pages(_))));
    assert_eq!(script.asked().len(), 33);
}

#[tokio::test]
async fn a_page_that_fails_is_the_end() {
    let script = Script::of(&[r#"{"data":[1],"next":"a"}"#, r#"{"data":["x"],"next":"b"}"#]);
    let (found, error) = items(Request::<ByCursor>::new(&script.client())).await;
    assert_eq!(found, [1]);
    assert_eq!(error.unwrap().failure().json_path().as_deref(), Some("/data/0"));
    let script = Script::of(&[r#"{"data":[1],"next":"a"}"#]);
    script
        .answers
        .lock()
        .unwrap()
        .push_back((500, String::new(), String::new()));
    let (_, error) = items(Request::<ByCursor>::new(&script.client())).await;
    assert_eq!(error.unwrap().status(), Some(500));
}

#[tokio::test]
async fn pages_are_asked_for_only_when_wanted() {
    let script = Script::of(&[r#"{"data":[1],"next":"a"}"#, r#"{"data":[2],"next":"b"}"#]);
    let mut pages = Request::<ByCursor>::new(&script.client()).pages();
    assert!(script.asked().is_empty());
    assert_eq!(pages.next().await.unwrap().unwrap().data, [1]);
    assert_eq!(script.asked().len(), 1);
    assert_eq!(format!("{pages:?}"), "Pages(GET /v1/list)");
}

#[tokio::test]
async fn pages_and_items_are_streams_that_can_be_sent() {
    async fn next<S: Stream + Unpin + Send + 'static>(stream: &mut S) -> Option<S::Item> {
        std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
    }
    let script = Script::of(&[r#"{"data":[1]}"#, r#"{"data":[2]}"#]);
    let mut items = Request::<ByCursor>::new(&script.client()).items();
    assert_eq!(next(&mut items).await.unwrap().unwrap(), 1);
    assert!(next(&mut items).await.is_none());
    let mut pages = Request::<ByCursor>::new(&script.client()).pages();
    assert_eq!(next(&mut pages).await.unwrap().unwrap().data, [2]);
}

operation!(
    ByBody,
    Paging::cursor("/paging/after", "/next").in_body().items("/data")
);

#[tokio::test]
async fn a_member_of_the_body_is_made_where_it_is_missing() {
    let script = Script::of(&[
        r#"{"data":[1],"next":"a"}"#,
        r#"{"data":[2],"next":5}"#,
        r#"{"data":[3]}"#,
    ]);
    let request = Request::<ByBody>::new(&script.client());
    let (found, error) = items(request).await;
    assert_eq!((found, error.is_none()), (vec![1, 2, 3], true));
    let bodies: Vec<_> = script.bodies.lock().unwrap().drain(..).collect();
    assert_eq!(bodies, ["", r#"{"paging":{"after":"a"}}"#, r#"{"paging":{"after":5}}"#]);
}

/// A body that has no members can't ask for another page; the same page again is noticed.
#[tokio::test]
async fn a_body_that_cannot_be_changed_does_not_go_round_in_a_circle() {
    let script = Script::of(&[r#"{"data":[1],"next":"a"}"#, r#"{"data":[1],"next":"a"}"#]);
    let request = Request::<ByBody>::new(&script.client()).json_body("application/json", &[1_i64].to_vec());
    let (_, error) = items(request).await;
    assert!(matches!(error, Some(CallError::Pages(_))));
}
