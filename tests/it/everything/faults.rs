//! Servers and networks that fail: each fault ends in a typed error, within the time and the memory that a call may take.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use everything::{CallError, Client, RetryPolicy};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use wiremock::ResponseTemplate;

use super::wire::{Raw, answering, builder, taking};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

fn retrying(url: &str) -> Client {
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    builder(url).retry(quick).build().unwrap()
}

async fn write(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn a_reset_in_the_middle_of_a_body_is_a_transport_error_after_all_tries() {
    let server = Raw::serving(|mut stream| async move {
        write(&mut stream, &format!("{HEAD}content-length: 1000\r\n\r\n{{\"name\":")).await;
        stream.set_zero_linger().unwrap();
    })
    .await;
    let error = retrying(&server.url).runtime().read_thing().await.unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error}");
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_connection_that_is_closed_half_way_is_a_transport_error() {
    let server = Raw::serving(|mut stream| async move {
        write(&mut stream, &format!("{HEAD}content-length: 1000\r\n\r\n{{\"name\":")).await;
        stream.shutdown().await.unwrap();
        tokio::time::sleep(Duration::from_secs(5)).await;
    })
    .await;
    let error = builder(&server.url)
        .build()
        .unwrap()
        .runtime()
        .read_thing()
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error}");
}

#[tokio::test]
async fn a_creation_whose_connection_breaks_is_not_sent_again() {
    let server = Raw::serving(|stream| async move { drop(stream) }).await;
    let error = retrying(&server.url).runtime().make_thing().await.unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error}");
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_a_timeout() {
    let server = Raw::serving(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    let start = Instant::now();
    let client = builder(&server.url)
        .timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = client.runtime().read_thing().await.unwrap_err();
    assert!(matches!(error, CallError::Timeout(_)) && error.is_timeout(), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_storm_of_server_errors_ends_with_the_last_of_them() {
    let server = answering(ResponseTemplate::new(503)).await;
    let error = retrying(&server.uri()).runtime().read_thing().await.unwrap_err();
    assert!(matches!(error, CallError::Api(_)), "{error}");
    assert_eq!(
        (error.status(), server.received_requests().await.unwrap().len()),
        (Some(503), 3)
    );
}

#[tokio::test]
async fn a_wait_of_a_year_is_not_waited_for() {
    for wait in ["31536000", "Fri, 31 Dec 2100 23:59:59 GMT", "99999999999999999999999"] {
        let server = answering(ResponseTemplate::new(429).insert_header("retry-after", wait)).await;
        let start = Instant::now();
        let error = retrying(&server.uri()).runtime().read_thing().await.unwrap_err();
        assert_eq!(error.status(), Some(429));
        assert!(start.elapsed() < Duration::from_secs(5), "{wait}");
        let is_year = error
            .retry_after()
            .is_some_and(|asked| asked > Duration::from_secs(30_000_000));
        assert_eq!(is_year, wait.len() < 30 && !wait.starts_with("999"));
    }
}

/// Writes a body of 10 GB as long as someone reads it, and counts.
async fn serve_ten_gigabytes(mut stream: TcpStream, written: Arc<AtomicU64>, head: &'static str) {
    write(&mut stream, &format!("{HEAD}{head}\r\n")).await;
    let block = vec![b' '; 64 * 1024];
    while written.load(Ordering::SeqCst) < 10_000_000_000 {
        if stream.write_all(&block).await.is_err() {
            return;
        }
        written.fetch_add(block.len() as u64, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn ten_gigabytes_are_read_up_to_the_limit() {
    for head in ["content-length: 10000000000\r\n", "connection: close\r\n"] {
        let written = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&written);
        let server = Raw::serving(move |stream| serve_ten_gigabytes(stream, Arc::clone(&count), head)).await;
        let client = builder(&server.url).max_response_bytes(1_000_000).build().unwrap();
        let error = client.runtime().read_thing().await.unwrap_err();
        assert!(matches!(error, CallError::TooLarge(_)), "{error}");
        let buffered_by_the_system = 32_000_000;
        assert!(written.load(Ordering::SeqCst) < 1_000_000 + buffered_by_the_system);
    }
}

#[tokio::test]
async fn a_body_that_never_ends_is_a_timeout() {
    let server = Raw::serving(|mut stream| async move {
        write(&mut stream, &format!("{HEAD}connection: close\r\n\r\n")).await;
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let client = builder(&server.url)
        .timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = client.runtime().read_thing().await.unwrap_err();
    assert!(
        error.is_timeout() && start.elapsed() < Duration::from_secs(5),
        "{error}"
    );
}

#[tokio::test]
async fn a_loop_of_redirects_ends_and_is_not_tried_again() {
    let server = answering(ResponseTemplate::new(302).insert_header("location", "/runtime/thing")).await;
    let error = retrying(&server.uri()).runtime().read_thing().await.unwrap_err();
    assert!(
        matches!(&error, CallError::Transport(_)) && error.to_string().ends_with("too many redirects"),
        "{error}"
    );
    assert_eq!(server.received_requests().await.unwrap().len(), 11);
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_followed_without_credentials() {
    let elsewhere = answering(ResponseTemplate::new(200).set_body_raw(r#"{"name":"other"}"#, "application/json")).await;
    let location = format!("{}/x", elsewhere.uri());
    let server = answering(ResponseTemplate::new(301).insert_header("location", location.as_str())).await;
    let client = builder(&server.uri())
        .basic_auth("a", "b")
        .header("x-tenant", "t")
        .build()
        .unwrap();
    assert_eq!(client.runtime().read_thing().await.unwrap().name, "other");
    let request = elsewhere.received_requests().await.unwrap().remove(0);
    assert!(!request.headers.contains_key("authorization") && !request.headers.contains_key("x-tenant"));
}

#[tokio::test]
async fn a_redirect_to_another_scheme_is_not_followed() {
    let server = answering(ResponseTemplate::new(302).insert_header("location", "file:///etc/passwd")).await;
    let error = retrying(&server.uri()).runtime().read_thing().await.unwrap_err();
    assert_eq!(error.status(), Some(302));
}

#[tokio::test]
async fn bytes_that_are_no_http_are_a_transport_error() {
    let server = Raw::serving(|mut stream| async move { write(&mut stream, "SSH-2.0-OpenSSH\r\n\r\n").await }).await;
    let error = builder(&server.url)
        .build()
        .unwrap()
        .runtime()
        .read_thing()
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error}");
}

#[tokio::test]
async fn what_is_dropped_is_cancelled() {
    let server = taking().await;
    drop(builder(&server.uri()).build().unwrap().access().no_credentials());
    assert!(server.received_requests().await.unwrap().is_empty());
}
