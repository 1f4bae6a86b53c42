//! Calls where no Tokio runtime is: another executor, or none.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use everything::transport::Scripted;
use everything::{Client, RetryPolicy};

/// Polls until the output is there.
fn polled<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    loop {
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

#[test]
fn a_scripted_transport_needs_no_runtime() {
    let script = Scripted::new().reply(503, "").reply(200, r#"{"name":"scripted"}"#);
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let client = Client::builder()
        .transport(script.clone())
        .retry(quick)
        .build()
        .unwrap();
    assert_eq!(polled(client.runtime().read_thing()).unwrap().name, "scripted");
    assert_eq!(script.requests().len(), 2, "the second one comes after a delay");
}

#[test]
fn a_connection_without_a_runtime_is_an_error() {
    let client = Client::builder().base_url("http://127.0.0.1:9").build().unwrap();
    let error = polled(client.runtime().read_thing().with_retry(RetryPolicy::none())).unwrap_err();
    let text = format!("{error:?}");
    assert!(text.contains("there is no Tokio runtime"), "{text}");
}
