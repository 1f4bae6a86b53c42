//! What is tried again, and when.

use std::time::Duration;

use super::{Create, Script, Search, client};
use crate::runtime::http::Method;
use crate::runtime::http::transport::TransportErrorKind;
use crate::{CallError, Request, RetryPolicy};

#[tokio::test]
async fn what_may_be_repeated_is_repeated() {
    let script = Script::answers([(503, ""), (429, ""), (200, "\"ok\"")]);
    assert_eq!(Request::<Search>::new(&client(&script)).await.unwrap(), "ok");
    let script = Script::answers([(503, ""), (503, ""), (503, ""), (503, "")]);
    let error = Request::<Search>::new(&client(&script)).await.unwrap_err();
    assert_eq!((error.status(), script.sent().len()), (Some(503), 3));
    let script = Script::answers([(500, "")]);
    assert!(Request::<Search>::new(&client(&script)).await.is_err());
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn a_post_is_repeated_only_where_that_is_safe() {
    let script = Script::answers([(503, "")]);
    assert!(Request::<Create>::new(&client(&script)).await.is_err());
    let script = Script::answers([(503, ""), (200, "\"\"")]);
    Request::<Create>::new(&client(&script))
        .with_idempotency_key("k")
        .await
        .unwrap();
    assert_eq!(script.sent()[1].headers["idempotency-key"], "k");
    let script = Script::default();
    script.fails(TransportErrorKind::Connect);
    script.then(200, &[], "\"\"");
    Request::<Create>::new(&client(&script)).await.unwrap();
    let script = Script::default();
    script.fails(TransportErrorKind::Other);
    assert!(matches!(
        Request::<Create>::new(&client(&script)).await,
        Err(CallError::Transport(_))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_broke_is_tried_again_and_the_last_answer_counts() {
    let script = Script::default();
    script.fails(TransportErrorKind::Other);
    script.then(200, &[], "\"ok\"");
    assert_eq!(Request::<Search>::new(&client(&script)).await.unwrap(), "ok");
    assert_eq!(script.sent().len(), 2);
    let script = Script::answers([(503, ""), (404, "")]);
    let error = Request::<Search>::new(&client(&script)).await.unwrap_err();
    assert_eq!((error.status(), script.sent().len()), (Some(404), 2));
    let script = Script::default();
    script.fails(TransportErrorKind::Refused);
    let error = Request::<Search>::new(&client(&script)).await.unwrap_err();
    assert!(matches!(error, CallError::Transport(_)));
    assert_eq!(script.sent().len(), 1, "a transport that refuses does so again");
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_and_capped() {
    let start = tokio::time::Instant::now();
    let script = Script::default();
    script.then(429, &[("retry-after", "7")], "");
    script.then(200, &[], "\"\"");
    Request::<Search>::new(&client(&script)).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(7));
    let script = Script::default();
    script.then(503, &[("retry-after", "31536000")], "");
    let error = Request::<Search>::new(&client(&script)).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(31_536_000)));
    assert_eq!(script.sent().len(), 1);
    let script = Script::default();
    script.then(503, &[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")], "");
    script.then(200, &[], "\"\"");
    Request::<Search>::new(&client(&script)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_timeout_holds_retries_and_waits() {
    let script = Script::default();
    script.then(503, &[("retry-after", "50")], "");
    let error = Request::<Search>::new(&client(&script))
        .with_timeout(Duration::from_secs(5))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(503), "what is known is said at once");
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn the_time_to_wait_may_be_in_milliseconds_and_have_a_fraction() {
    for header in [
        ("retry-after-ms", "30"),
        ("retry-after", "0.03"),
        ("retry-after", " 0 "),
    ] {
        let script = Script::default();
        script.then(503, &[header], "");
        script.then(200, &[], "\"\"");
        let start = std::time::Instant::now();
        Request::<Search>::new(&client(&script)).await.unwrap();
        assert!(start.elapsed() < Duration::from_millis(400), "{header:?}");
    }
    for odd in ["-1", "NaN", "inf", "soon", "1e99"] {
        let script = Script::default();
        script.then(503, &[("retry-after", odd)], "");
        script.then(200, &[], "\"\"");
        Request::<Search>::new(&client(&script)).await.unwrap();
    }
}

#[tokio::test]
async fn statuses_and_methods_that_are_tried_again_may_be_chosen() {
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let tries = async |policy: RetryPolicy, status: u16| {
        let script = Script::answers([(status, ""), (status, ""), (status, "")]);
        let call = Request::<Search>::new(&client(&script)).with_retry(policy);
        assert_eq!(call.await.unwrap_err().status(), Some(status));
        script.sent().len()
    };
    assert_eq!(tries(quick.clone(), 500).await, 1);
    assert_eq!(tries(quick.clone().statuses([500]), 500).await, 3);
    assert_eq!(tries(quick.clone().statuses([500]), 503).await, 1);
    assert_eq!(tries(quick.clone().statuses_if(|status| status >= 500), 500).await, 3);
    assert_eq!(tries(quick.clone().methods([Method::POST]), 503).await, 1);
    assert_eq!(tries(quick.methods_if(|method| *method == Method::GET), 503).await, 3);
}
