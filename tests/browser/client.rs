//! The committed client in a browser, against the server of `server.py`.

use std::time::Duration;

use stackone::api::connect_sessions::CreateError;
use stackone::types::ConnectSessionCreate;
use stackone::{CallError, Client, RetryPolicy};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn client(path: &str) -> Client {
    let url = format!("{}/{path}", env!("SERVER"));
    let builder = Client::builder().base_url(url).basic_auth("name", "password");
    builder.retry(RetryPolicy::none()).build().unwrap()
}

fn body() -> ConnectSessionCreate {
    ConnectSessionCreate::new("org-42", "Acme Corp")
}

#[wasm_bindgen_test]
async fn a_call_reads_the_response() {
    let session = client("ok").connect_sessions().create(body()).await.unwrap();
    assert_eq!(session.origin_owner_id, "org-42");
}

#[wasm_bindgen_test]
async fn a_documented_error_is_read() {
    let error = client("refused").connect_sessions().create(body()).await.unwrap_err();
    let CallError::Api(error) = error else {
        panic!("{error:?}");
    };
    assert!(matches!(error.body(), CreateError::Unauthorized(_)), "{error:?}");
}

#[wasm_bindgen_test]
async fn a_call_is_repeated() {
    let client = client("busy")
        .to_builder()
        .retry(RetryPolicy::default())
        .build()
        .unwrap();
    client
        .connect_sessions()
        .create(body())
        .with_idempotency_key("a")
        .await
        .unwrap();
}

#[wasm_bindgen_test]
async fn a_call_ends_with_its_time() {
    let call = client("slow").connect_sessions().create(body());
    let error = call.with_timeout(Duration::from_millis(200)).await.unwrap_err();
    assert!(matches!(error, CallError::Timeout(_)), "{error:?}");
}

#[wasm_bindgen_test]
async fn a_server_that_is_away_is_an_error() {
    let client = client("ok")
        .to_builder()
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let error = client.connect_sessions().create(body()).await.unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error:?}");
}
