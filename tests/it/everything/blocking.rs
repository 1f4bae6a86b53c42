//! Feature `blocking`, over the wire: the same requests from code that is not async.

use everything::Error;
use wiremock::ResponseTemplate;

use super::scripted::Scripted;
use super::wire::{Raw, answering, builder};

fn thing() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(r#"{"name":"blocking"}"#, "application/json")
}

#[test]
fn a_request_is_sent_without_async() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(answering(thing()));
    let client = builder(&server.uri()).build().unwrap();
    let response = client.runtime().read_thing().send_blocking_with_meta().unwrap();
    assert_eq!((response.status, response.value.name.as_str()), (200, "blocking"));
    assert_eq!(client.runtime().read_thing().send_blocking().unwrap().name, "blocking");
}

#[test]
fn threads_share_one_client() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(answering(thing()));
    let client = builder(&server.uri()).build().unwrap();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| (0..25).all(|_| client.runtime().read_thing().send_blocking().is_ok())))
            .collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    });
    assert_eq!(runtime.block_on(server.received_requests()).unwrap().len(), 200);
}

#[test]
fn the_timeout_holds_without_async_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let silent = runtime.block_on(Raw::serving(|stream| async move {
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        drop(stream);
    }));
    let call = builder(&silent.url).build().unwrap().runtime().read_thing();
    let error = call
        .with_timeout(std::time::Duration::from_millis(100))
        .send_blocking()
        .unwrap_err();
    assert!(error.is_timeout());
}

#[tokio::test]
async fn within_async_code_it_is_refused_and_does_not_panic() {
    let server = answering(thing()).await;
    let client = builder(&server.uri()).build().unwrap();
    let error = client.runtime().read_thing().send_blocking().unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[test]
fn streams_are_iterators_without_async() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let events: [&[u8]; 2] = [b"data: {\"n\": 1}\n\nda", b"ta: {\"n\": 2}\n\n"];
    let server = runtime.block_on(Scripted::pieces("text/event-stream", &events));
    let ticks = server.client().streams().ticks().send_blocking().unwrap();
    let numbers: Vec<i64> = ticks.blocking().map(|tick| tick.unwrap().data.n).collect();
    assert_eq!(numbers, [1, 2]);
    let server = runtime.block_on(Scripted::pieces("application/zip", &[b"PK", &[7; 100_000]]));
    let mut download = server.client().streams().download().send_blocking().unwrap().blocking();
    let length: usize = download.by_ref().map(|piece| piece.unwrap().len()).sum();
    assert_eq!(length, 100_002);
    assert!(download.next().is_none(), "the end stays the end");
}

#[test]
fn pages_are_iterators_without_async() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let page = |ids: &str, next: &str| {
        let body = format!(r#"{{"data":[{ids}],"meta":{{"next":{next}}}}}"#);
        ResponseTemplate::new(200).set_body_raw(body, "application/json")
    };
    let server = runtime.block_on(async {
        let server = wiremock::MockServer::start().await;
        let second = wiremock::Mock::given(wiremock::matchers::query_param("cursor", "b"));
        second.respond_with(page(r#"{"id":3}"#, "null")).mount(&server).await;
        let first =
            wiremock::Mock::given(wiremock::matchers::any()).respond_with(page(r#"{"id":1},{"id":2}"#, r#""b""#));
        first.mount(&server).await;
        server
    });
    let client = builder(&server.uri()).build().unwrap();
    let items = client.pagination().pages_by_cursor().items().blocking();
    let ids: Vec<i64> = items.map(|item| item.unwrap().id).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(client.pagination().pages_by_cursor().pages().blocking().count(), 2);
}

#[tokio::test]
async fn within_async_code_an_iterator_gives_one_error_and_ends() {
    let server = Scripted::pieces("text/event-stream", &[b"data: {\"n\": 1}\n\n"]).await;
    let ticks = server.client().streams().ticks().await.unwrap();
    let found: Vec<_> = ticks.blocking().collect();
    assert!(matches!(found.as_slice(), [Err(Error::Request(_))]), "{found:?}");
}
