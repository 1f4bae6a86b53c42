//! Feature `blocking`, over the wire: the same requests from code that is not async.

use everything::Error;
use wiremock::ResponseTemplate;

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
