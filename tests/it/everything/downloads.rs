//! Answers piece by piece: downloads.

use std::time::Duration;

use everything::CallError;
use everything::api::streams::{DownloadError, ImageOrNoteResponse};

use super::scripted::{Scripted, Step, answer};

#[tokio::test]
async fn a_download_comes_in_pieces() {
    let server = Scripted::pieces("application/zip", &[b"PK", b"\x03\x04", &[7; 100_000]]).await;
    let mut download = server.client().streams().download().await.unwrap();
    assert_eq!(
        (download.media_type().as_deref(), download.content_length()),
        (Some("application/zip"), None)
    );
    let mut length = 0;
    let mut pieces = 0;
    while let Some(chunk) = download.next().await.transpose().unwrap() {
        length += chunk.len();
        pieces += 1;
    }
    assert_eq!(length, 100_004);
    assert!(pieces > 1, "{pieces}");
    assert!(download.next().await.is_none(), "the end stays the end");
}

#[tokio::test]
async fn a_download_may_be_larger_than_an_answer_but_not_at_once() {
    let server = Scripted::pieces("application/zip", &[&[7; 50_000], &[7; 50_000]]).await;
    let client = server.builder().max_response_bytes(60_000).build().unwrap();
    let error = client.streams().download().await.unwrap().bytes().await.unwrap_err();
    assert!(matches!(&error, CallError::TooLarge(_)), "{error}");
    let mut download = client.streams().download().await.unwrap();
    let mut length = 0;
    while let Some(chunk) = download.next().await.transpose().unwrap() {
        length += chunk.len();
    }
    assert_eq!(length, 100_000);
}

#[tokio::test]
async fn a_download_outlasts_the_timeout_as_long_as_something_comes() {
    let mut script = answer(200, "application/zip", &[]);
    for _ in 0..8 {
        script.extend([Step::Say(vec![7; 10]), Step::Wait(Duration::from_millis(100))]);
    }
    let server = Scripted::start(vec![script]).await;
    let request = server
        .client()
        .streams()
        .download()
        .with_timeout(Duration::from_millis(400));
    assert_eq!(request.await.unwrap().bytes().await.unwrap().len(), 80);
}

#[tokio::test]
async fn a_download_that_falls_silent_is_a_timeout() {
    let mut script = answer(200, "application/zip", &[b"PK"]);
    script.push(Step::Wait(Duration::from_secs(60)));
    let server = Scripted::start(vec![script]).await;
    let request = server
        .client()
        .streams()
        .download()
        .with_timeout(Duration::from_millis(100));
    let mut download = request.await.unwrap();
    assert_eq!(download.next().await.transpose().unwrap().as_deref(), Some(&b"PK"[..]));
    let error = download.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.to_string(), "GET /streams/download: 200 OK: no data for 100ms");
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn a_head_that_does_not_come_is_a_timeout_too() {
    let server = Scripted::start(vec![vec![Step::Wait(Duration::from_secs(60))]]).await;
    let request = server
        .client()
        .streams()
        .download()
        .with_timeout(Duration::from_millis(100));
    assert!(request.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_download_that_is_cut_off_is_an_error() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/zip\r\ncontent-length: 100\r\n\r\nPK";
    let server = Scripted::start(vec![vec![Step::Say(head.into())]]).await;
    let download = server.client().streams().download().await.unwrap();
    assert_eq!(download.content_length(), Some(100));
    let error = download.bytes().await.unwrap_err();
    assert!(matches!(&error, CallError::Transport(_)), "{error}");
    assert_eq!(error.status(), Some(200));
}

#[tokio::test]
async fn the_errors_of_a_download_are_read_whole() {
    let server = Scripted::start(vec![answer(404, "application/octet-stream", &[b"no", b"t here"])]).await;
    let Err(CallError::Api(error)) = server.client().streams().download().await else {
        panic!("404 is documented");
    };
    assert_eq!(error.body(), &DownloadError::NotFound(b"not here".to_vec()));
    let server = Scripted::start(vec![answer(404, "application/octet-stream", &[&[0; 1000]])]).await;
    let client = server.builder().max_response_bytes(100).build().unwrap();
    assert!(matches!(client.streams().download().await, Err(CallError::TooLarge(_))));
}

#[tokio::test]
async fn bytes_or_json_as_the_answer_says() {
    let server = Scripted::pieces("image/png", &[b"\x89PNG"]).await;
    let Ok(ImageOrNoteResponse::OkBytes(image)) = server.client().streams().image_or_note().await else {
        panic!("an image is bytes");
    };
    assert_eq!(image.bytes().await.unwrap(), b"\x89PNG");
    let server = Scripted::pieces("application/json", &[b"{\"te", b"xt\":\"none\"}"]).await;
    let note = server.client().streams().image_or_note().await.unwrap();
    assert!(matches!(note, ImageOrNoteResponse::Ok(note) if note.text == "none"));
}
