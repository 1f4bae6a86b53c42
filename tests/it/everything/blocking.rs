//! Feature `blocking`, over the wire: the same requests from code that is not async.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use everything::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use wiremock::ResponseTemplate;

use super::scripted::Scripted;
use super::wire::{Raw, answering, builder};

fn thing() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(r#"{"name":"blocking"}"#, "application/json")
}

#[test]
fn a_request_is_sent_without_async() {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(answering(thing()));
    let client = builder(&server.uri()).build().unwrap();
    let response = client.runtime().read_thing().send_blocking_with_meta().unwrap();
    assert_eq!((response.status, response.value.name.as_str()), (200, "blocking"));
    assert_eq!(client.runtime().read_thing().send_blocking().unwrap().name, "blocking");
}

#[test]
fn threads_share_one_client() {
    let runtime = Runtime::new().unwrap();
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
    let runtime = Runtime::new().unwrap();
    let silent = runtime.block_on(Raw::serving(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    }));
    let call = builder(&silent.url).build().unwrap().runtime().read_thing();
    let error = call
        .with_timeout(Duration::from_millis(100))
        .send_blocking()
        .unwrap_err();
    assert!(error.is_timeout());
}

/// A server on a runtime of its own, which keeps its connections for a while.
struct Elsewhere {
    url: String,
    connections: Arc<AtomicUsize>,
    /// How many of them it closed.
    closed: Arc<AtomicUsize>,
    _runtime: Runtime,
}

impl Elsewhere {
    fn keeping_connections(time: Duration) -> Self {
        let runtime = Runtime::new().unwrap();
        let (connections, closed) = <(Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
        let (count, closing) = (Arc::clone(&connections), Arc::clone(&closed));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let closing = Arc::clone(&closing);
                tokio::spawn(async move {
                    serve(stream, time).await;
                    closing.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        Self {
            url,
            connections,
            closed,
            _runtime: runtime,
        }
    }

    fn client(&self) -> Client {
        builder(&self.url).timeout(Duration::from_secs(10)).build().unwrap()
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn serve(mut stream: TcpStream, time: Duration) {
    let mut chunk = [0; 4096];
    while let Ok(Ok(1..)) = tokio::time::timeout(time, stream.read(&mut chunk)).await {
        let answer = match chunk.starts_with(b"POST") {
            true => "HTTP/1.1 204 No Content\r\n\r\n",
            false => {
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{\"name\":\"kept\"}"
            }
        };
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

fn is_quick(start: Instant) -> bool {
    start.elapsed() < Duration::from_secs(5)
}

#[test]
fn async_and_blocking_calls_of_one_client_take_turns() {
    let server = Elsewhere::keeping_connections(Duration::from_secs(60));
    let client = server.client();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let start = Instant::now();
    for _ in 0..3 {
        client.runtime().read_thing().send_blocking().unwrap();
        runtime.block_on(async {
            client.runtime().read_thing().await.unwrap();
            // The connection is put back by a task of this runtime, which only runs while it is waited for.
            tokio::time::sleep(Duration::from_millis(50)).await;
        });
    }
    assert!(is_quick(start));
    assert_eq!(server.connections(), 2, "one of each");
}

#[test]
fn every_thread_of_async_code_may_wait() {
    let server = Elsewhere::keeping_connections(Duration::from_secs(60));
    let client = server.client();
    let runtime = Runtime::new().unwrap();
    let many = |client: Client| (0..300).all(|_| client.runtime().read_thing().send_blocking().is_ok());
    let ours = client.clone();
    assert!(runtime.block_on(async move { many(ours) }));
    let ours = client.clone();
    assert!(
        runtime
            .block_on(async move { tokio::spawn(async move { many(ours) }).await })
            .unwrap()
    );
    let ours = client.clone();
    assert!(runtime.block_on(runtime.spawn_blocking(move || many(ours))).unwrap());
    let single = Builder::new_current_thread().enable_all().build().unwrap();
    assert!(single.block_on(async move { many(client) }));
    let few = 100;
    assert!(server.connections() < few, "connections are kept and used again");
}

#[test]
fn connections_are_looked_after_between_calls() {
    let server = Elsewhere::keeping_connections(Duration::from_millis(100));
    let client = server.client();
    for expected in 1..4 {
        client.runtime().make_thing().send_blocking().unwrap();
        assert_eq!(server.connections(), expected, "the last one was closed by the server");
        while server.closed.load(Ordering::SeqCst) < expected {
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

#[tokio::test]
async fn a_call_on_the_only_thread_of_its_server_ends_by_its_timeout() {
    let server = Scripted::pieces("application/json", &[b"{}"]).await;
    let client = server.builder().timeout(Duration::from_millis(200)).build().unwrap();
    assert!(client.runtime().read_thing().send_blocking().unwrap_err().is_timeout());
}

#[test]
fn streams_are_iterators_without_async() {
    let runtime = Runtime::new().unwrap();
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
    let runtime = Runtime::new().unwrap();
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

#[test]
fn a_stream_that_async_code_opened_goes_on_without_it() {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(Scripted::pieces("text/event-stream", &[b"data: {\"n\": 1}\n\n"]));
    let client = server.client();
    let ticks = runtime.block_on(async { client.streams().ticks().await }).unwrap();
    assert_eq!(
        ticks.blocking().map(|tick| tick.unwrap().data.n).collect::<Vec<_>>(),
        [1]
    );
}

#[test]
fn a_stream_outlives_its_client() {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(Scripted::pieces("application/zip", &[b"PK", &[7; 100_000]]));
    let mut download = server.client().streams().download().send_blocking().unwrap().blocking();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(
        download.by_ref().map(|piece| piece.unwrap().len()).sum::<usize>(),
        100_002
    );
}

#[test]
fn within_async_code_an_iterator_waits_as_well() {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(Scripted::pieces("text/event-stream", &[b"data: {\"n\": 1}\n\n"]));
    let client = server.client();
    let single = Builder::new_current_thread().enable_all().build().unwrap();
    let count = single.block_on(async { client.streams().ticks().send_blocking().unwrap().blocking().count() });
    assert_eq!(count, 1);
}
