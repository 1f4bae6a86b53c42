//! Bodies: what a transport takes from them, and when they can be sent again.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::parameter_tests::Find;
use crate::runtime::http::Style;
use crate::runtime::http::transport::{
    HeaderMap, Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};
use crate::{Body, ClientBuilder, Request, RetryPolicy};

/// Fails to connect at first, then takes what the body gives.
#[derive(Clone, Default)]
struct Late(Arc<Mutex<Vec<Vec<u8>>>>);

impl Transport for Late {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        Box::pin(async move {
            let is_first = self.0.lock().unwrap().is_empty();
            let mut taken = Vec::new();
            if let Some(mut body) = request.body.filter(|_| !is_first) {
                while let Some(chunk) = body.chunk().await.unwrap() {
                    taken.extend_from_slice(&chunk);
                }
            }
            self.0.lock().unwrap().push(taken);
            match is_first {
                true => Err(TransportError::new(TransportErrorKind::Connect, "late")),
                false => Ok(TransportResponse::new(204, HeaderMap::new(), "")),
            }
        })
    }
}

#[tokio::test]
async fn a_reader_that_was_not_begun_is_sent_after_a_connection_failed() {
    let transport = Late::default();
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let builder = ClientBuilder::new(Some("https://api.example.com"), "test/1").retry(quick);
    let client = builder.transport(transport.clone()).build().unwrap();
    let body = Body::from_reader(&b"content"[..], None);
    let request = Request::<Find>::new(&client).path_input("color", "x", Style::SIMPLE);
    request.raw_body("application/octet-stream", body).await.unwrap();
    assert_eq!(*transport.0.lock().unwrap(), [&b""[..], b"content"]);
}

#[tokio::test]
async fn a_reader_is_read_once() {
    let mut body = Body::from_reader(&b"content"[..], 7);
    let mut second = body.clone();
    assert_eq!((body.length(), body.bytes()), (Some(7), None));
    assert_eq!(body.chunk().await.unwrap().unwrap(), "content");
    assert_eq!(body.length(), Some(0));
    assert_eq!(body.chunk().await.unwrap(), None);
    assert!(second.chunk().await.is_err());
}

#[tokio::test]
async fn bytes_are_read_as_often_as_one_likes() {
    let mut body = Body::from("a");
    body.append(Body::from(vec![b'b']));
    body.append(Body::from(""));
    body.append(Body::from(String::from("c")));
    assert_eq!((body.length(), body.bytes().unwrap()), (Some(3), "abc".into()));
    for mut copy in [body.clone(), body] {
        let mut text = Vec::new();
        while let Some(chunk) = copy.chunk().await.unwrap() {
            assert!(!chunk.is_empty());
            text.extend_from_slice(&chunk);
        }
        assert_eq!(text, b"abc");
    }
    assert_eq!(Body::default().bytes().unwrap(), "");
}
