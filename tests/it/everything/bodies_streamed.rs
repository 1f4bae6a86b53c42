//! Bodies that are read while they are sent, and bodies that are sent twice.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use everything::types::PictureForm;
use everything::{Body, CallError, Client, FilePart, RetryPolicy};
use tokio::io::{AsyncRead, ReadBuf};
use wiremock::ResponseTemplate;

use super::server::{answering, client, received, sent};

/// Gives this many bytes, a few at a time.
struct Counting(usize);

impl AsyncRead for Counting {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let next = self.0.min(10_000).min(buffer.remaining());
        self.0 -= next;
        buffer.put_slice(&vec![b'x'; next]);
        Poll::Ready(Ok(()))
    }
}

fn persistent(url: &str) -> Client {
    let policy = RetryPolicy::default()
        .base_delay(Duration::from_millis(1))
        .all_methods();
    Client::builder().base_url(url).retry(policy).build().unwrap()
}

#[tokio::test]
async fn a_reader_is_sent_in_chunks() {
    let request = sent!(client => client.bodies().send_bytes(Body::from_reader(Counting(1_000_000), None)));
    assert_eq!(request.body.len(), 1_000_000);
    assert_eq!(request.headers["transfer-encoding"], "chunked");
}

#[tokio::test]
async fn a_reader_of_known_length_says_it() {
    let request = sent!(client => client.bodies().send_bytes(Body::from_reader(Counting(70_000), 70_000)));
    assert_eq!(
        (request.body.len(), &request.headers["content-length"]),
        (70_000, &"70000".parse().unwrap())
    );
}

#[tokio::test]
async fn a_reader_must_give_what_it_was_said_to() {
    for said in [69_999, 70_001] {
        let server = answering(ResponseTemplate::new(204)).await;
        let body = Body::from_reader(Counting(70_000), said);
        let error = client(&server.uri()).bodies().send_bytes(body).await.unwrap_err();
        assert!(matches!(error, CallError::Transport(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_form_holds_a_file_that_is_streamed() {
    let file = FilePart::new("film.mp4", Body::from_reader(Counting(100_000), 100_000)).content_type("video/mp4");
    let request = sent!(client => client.bodies().send_several_multipart(PictureForm::new("n", file)));
    let length = request.headers["content-length"]
        .to_str()
        .unwrap()
        .parse::<usize>()
        .unwrap();
    assert!(request.body.len() == length && length > 100_000);
}

#[tokio::test]
async fn what_a_reader_gave_is_not_sent_again() {
    let server = answering(ResponseTemplate::new(503)).await;
    let body = Body::from_reader(Counting(10), None);
    let error = persistent(&server.uri()).bodies().send_bytes(body).await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(received(&server).await.body.len(), 10);
}

#[tokio::test]
async fn what_a_reader_gave_is_not_redirected() {
    let server = answering(ResponseTemplate::new(307).insert_header("location", "/elsewhere")).await;
    let body = Body::from_reader(Counting(10), None);
    let error = client(&server.uri()).bodies().send_bytes(body).await.unwrap_err();
    assert_eq!(error.status(), Some(307));
    received(&server).await;
}

#[tokio::test]
async fn a_form_of_bytes_is_sent_again_as_it_was() {
    let server = answering(ResponseTemplate::new(503)).await;
    let form = PictureForm::new("n", FilePart::new("i.png", "p"));
    let request = persistent(&server.uri()).bodies().send_several_multipart(form);
    assert_eq!(request.await.unwrap_err().status(), Some(503));
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.body == requests[0].body));
}

#[tokio::test]
async fn a_body_shows_nothing_of_itself() {
    let file = FilePart::new("secret.txt", "secret");
    let form = PictureForm::new("n", file);
    assert!(!format!("{form:?} {:?}", Body::from("secret")).contains("secret"));
}
