//! Streams and headers, over a transport in memory.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_core::Stream;

use crate::runtime::http::answers::{HeaderLayout, header};
use crate::runtime::http::transport::{
    HeaderMap, Transport, TransportBody, TransportError, TransportErrorKind, TransportFuture, TransportRequest,
    TransportResponse,
};
use crate::runtime::http::{Facts, Mismatch, Operation, Reply, Streamed};
use crate::{ByteStream, CallError, Client, ClientBuilder, Event, EventStream, NoDocumentedError, Request};

/// A body in these pieces; the pieces after a failure are those of the next answer.
#[derive(Clone)]
struct Pieces(Arc<Mutex<Vec<Option<Vec<u8>>>>>);

impl TransportBody for Pieces {
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>> {
        let mut pieces = self.0.lock().unwrap();
        let next = (!pieces.is_empty()).then(|| pieces.remove(0));
        Box::pin(async move {
            match next {
                None => Ok(None),
                Some(None) => Err(TransportError::new(TransportErrorKind::Other, "scripted")),
                Some(piece) => Ok(piece),
            }
        })
    }
}

impl Transport for Pieces {
    fn send(&self, _request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        let body = Box::new(self.clone());
        Box::pin(async move {
            let headers =
                HeaderMap::from_iter([("content-type".parse().unwrap(), "text/event-stream".parse().unwrap())]);
            Ok(TransportResponse {
                status: 200,
                headers,
                body,
            })
        })
    }
}

fn client(pieces: impl IntoIterator<Item = Option<Vec<u8>>>) -> Client {
    let pieces = Pieces(Arc::new(Mutex::new(pieces.into_iter().collect())));
    let builder = ClientBuilder::new(Some("https://api.example.com"), "test/1");
    builder.transport(pieces).build().unwrap()
}

macro_rules! operation {
    ($name:ident, $output:ty, $reply:ident => $read:expr) => {
        enum $name {}

        impl Operation for $name {
            type Output = $output;
            type Error = NoDocumentedError;
            const FACTS: Facts = Facts::new(stringify!($name), "GET", "/stream", &[]);
            const STREAMED: &'static [Streamed] = &[(200..=200, &[])];

            fn output($reply: &Reply) -> Result<$output, Mismatch> {
                $read
            }
        }
    };
}

operation!(Bytes, ByteStream, reply => reply.byte_stream());
operation!(Texts, EventStream<Event<String>>, reply => reply.text_events(None));

/// Every event as `name|id|data`.
async fn events(pieces: impl IntoIterator<Item = Option<Vec<u8>>>) -> Vec<String> {
    let mut stream = Request::<Texts>::new(&client(pieces)).await.unwrap();
    let mut found = Vec::new();
    while let Some(event) = stream.next().await {
        found.push(match event {
            Ok(event) => format!("{}|{}|{}", event.event, event.id.unwrap_or_default(), event.data),
            Err(error) => error.to_string(),
        });
    }
    found
}

/// The examples and rules of WHATWG HTML, section 9.2.6.
#[tokio::test]
async fn events_are_read_as_the_standard_says() {
    for (text, expected) in [
        ("data: YHOO\ndata: +2\ndata: 10\n\n", &["message||YHOO\n+2\n10"][..]),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
            &["message|1|first event", "message||second event"],
        ),
        ("data\n\ndata\ndata\n\ndata:", &["message||", "message||\n"]),
        ("data:test\n\ndata: test\n\n", &["message||test", "message||test"]),
        (
            "event: add\ndata: 1\n\nevent: remove\n\ndata: 2\n\n",
            &["add||1", "message||2"],
        ),
        ("event:\ndata: 1\n\n", &["message||1"]),
        (
            "id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n",
            &["message|1|a", "message|1|b"],
        ),
        ("\u{FEFF}data: a\n\n\u{FEFF}data: b\n\n", &["message||a"]),
        ("unknown: 1\nDATA: 2\n data: 3\ndata : 4\n\n", &[]),
        (
            "data: a\r\rdata: b\r\n\r\ndata: c\n\r",
            &["message||a", "message||b", "message||c"],
        ),
        ("retry: 1x\nretry:\ndata: a:b: c\n\n", &["message||a:b: c"]),
        ("data: \u{1F600}\n\n", &["message||\u{1F600}"]),
    ] {
        assert_eq!(events([Some(text.into())]).await, expected, "{text:?}");
        let bytes = text.bytes().map(|byte| Some(vec![byte]));
        assert_eq!(events(bytes).await, expected, "byte by byte: {text:?}");
        for at in 0..=text.len() {
            let (left, right) = text.as_bytes().split_at(at);
            let pieces = [Some(left.to_vec()), Some(Vec::new()), Some(right.to_vec())];
            assert_eq!(events(pieces).await, expected, "split at {at}: {text:?}");
        }
    }
}

#[tokio::test]
async fn events_that_are_not_utf_8_are_read_all_the_same() {
    assert_eq!(
        events([Some(b"data: a\xFFb\n\n".to_vec())]).await,
        ["message||a\u{FFFD}b"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_breaks_goes_on_where_it_was() {
    let pieces = ["id: 1\ndata: a\n\ndata: lo", "", "st\n\nid: 2\ndata: b\n\n"];
    let pieces = pieces.map(|text| (!text.is_empty()).then(|| text.into()));
    let start = tokio::time::Instant::now();
    assert_eq!(events(pieces).await, ["message|1|a", "message|2|b"]);
    assert!(
        start.elapsed() > Duration::from_millis(200),
        "it waits before it comes back"
    );
}

#[tokio::test]
async fn a_stream_is_a_stream_of_futures() {
    let pieces = ["ab", "c"].map(|text| Some(text.into()));
    let mut stream = std::pin::pin!(Request::<Bytes>::new(&client(pieces)).await.unwrap());
    let mut found = Vec::new();
    while let Some(chunk) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        found.push(chunk.unwrap());
    }
    assert_eq!(found, [b"ab".to_vec(), b"c".to_vec()]);
}

#[tokio::test]
async fn an_error_in_a_stream_knows_its_call() {
    let mut stream = Request::<Bytes>::new(&client([None])).await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, CallError::Transport(failure) if failure.operation() == "Bytes"));
    assert_eq!(error.to_string(), "GET /stream: 200 OK: no complete response");
    assert_eq!(error.failure().headers()["content-type"], "text/event-stream");
}

fn headers(values: &[(&'static str, &'static str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in values {
        headers.append(*name, value.parse().unwrap());
    }
    headers
}

#[test]
fn cookies_are_not_parted_at_commas() {
    let cookie = "a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT";
    let headers = headers(&[("set-cookie", cookie), ("set-cookie", "b=2")]);
    let cookies: Option<Vec<String>> = header(&headers, "Set-Cookie", HeaderLayout::List).unwrap();
    assert_eq!(cookies.unwrap(), [cookie, "b=2"]);
}

#[test]
fn a_text_that_looks_like_json_stays_a_text() {
    let headers = headers(&[("etag", "\"a\""), ("x-id", "007"), ("x-list", "null,1,\"a\"")]);
    let text = |name| header::<String>(&headers, name, HeaderLayout::Scalar).unwrap().unwrap();
    assert_eq!((text("ETag").as_str(), text("X-Id").as_str()), ("\"a\"", "007"));
    let list: Option<Vec<String>> = header(&headers, "X-List", HeaderLayout::List).unwrap();
    assert_eq!(list.unwrap(), ["null", "1", "\"a\""]);
    assert!(
        header::<i64>(&headers, "X-Id", HeaderLayout::Scalar).is_err(),
        "no number begins so in JSON"
    );
}
