//! How long calls may take: deadlines that retries know, attempts, uploads.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use everything::{Body, CallError, RetryPolicy};
use tokio::io::{AsyncRead, ReadBuf};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::wire::{answering, builder, taking};

fn quick() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(1))
}

#[tokio::test]
async fn a_wait_past_the_deadline_is_not_begun() {
    let busy = ResponseTemplate::new(429)
        .insert_header("retry-after", "10")
        .set_body_string("quota");
    let server = answering(busy).await;
    let client = builder(&server.uri())
        .retry(quick())
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = client.runtime().read_thing().await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(4));
    assert!(matches!(&error, CallError::Api(error) if error.status() == 429 && error.raw_body() == b"quota"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(10)));
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_attempt_that_hangs_leaves_time_for_another() {
    let server = MockServer::start().await;
    let hanging = ResponseTemplate::new(204).set_delay(Duration::from_secs(30));
    Mock::given(any())
        .respond_with(hanging)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let client = builder(&server.uri())
        .retry(quick())
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    client.access().no_credentials().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
    let silent = answering(ResponseTemplate::new(204).set_delay(Duration::from_secs(30))).await;
    let client = builder(&silent.uri()).build().unwrap();
    let call = client
        .access()
        .no_credentials()
        .with_attempt_timeout(Duration::from_millis(50));
    assert!(call.await.unwrap_err().is_timeout());
}

/// Gives a byte every 50 ms.
struct Drip {
    left: usize,
    pause: Pin<Box<tokio::time::Sleep>>,
}

impl AsyncRead for Drip {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Ok(()));
        }
        std::task::ready!(self.pause.as_mut().poll(context));
        self.left -= 1;
        self.pause = Box::pin(tokio::time::sleep(Duration::from_millis(50)));
        buffer.put_slice(b"x");
        Poll::Ready(Ok(()))
    }
}

fn drip(left: usize, pause: Duration) -> Body {
    let pause = Box::pin(tokio::time::sleep(pause));
    Body::from_reader(Drip { left, pause }, left as u64)
}

#[tokio::test]
async fn an_upload_does_not_count_while_its_bytes_move() {
    let server = taking().await;
    let client = builder(&server.uri())
        .timeout(Duration::from_millis(600))
        .build()
        .unwrap();
    let start = Instant::now();
    client.bodies().send_bytes(drip(24, Duration::ZERO)).await.unwrap();
    assert!(start.elapsed() > Duration::from_secs(1));
    let stuck = client.bodies().send_bytes(drip(24, Duration::from_secs(60)));
    assert!(stuck.await.unwrap_err().is_timeout(), "nothing moves");
    let own = client
        .bodies()
        .send_bytes(drip(24, Duration::ZERO))
        .with_timeout(Duration::from_millis(300));
    assert!(
        own.await.unwrap_err().is_timeout(),
        "a call's own timeout is for all of it"
    );
}

#[tokio::test]
async fn after_an_upload_the_server_has_its_time() {
    let server = answering(ResponseTemplate::new(204).set_delay(Duration::from_secs(30))).await;
    let client = builder(&server.uri())
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let start = Instant::now();
    assert!(
        client
            .bodies()
            .send_bytes(drip(8, Duration::ZERO))
            .await
            .unwrap_err()
            .is_timeout()
    );
    assert!(start.elapsed() < Duration::from_secs(5));
}
