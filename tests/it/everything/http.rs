//! The HTTP library below: what of it callers reach, and what it leaves compressed.

use everything::transport::reqwest::header::{HeaderMap, HeaderValue};
use everything::transport::reqwest::redirect::Policy;
use everything::{CallError, Form};
use wiremock::ResponseTemplate;

use super::wire::{answering, builder, last, taking};

#[tokio::test]
async fn callers_set_more_of_the_http_client_but_not_its_redirects() {
    let redirect = ResponseTemplate::new(302).insert_header("location", "/elsewhere");
    let server = answering(redirect).await;
    let client = builder(&server.uri()).max_redirects(0).http(|http| {
        let headers = HeaderMap::from_iter([("x-own".parse().unwrap(), HeaderValue::from_static("1"))]);
        http.default_headers(headers).redirect(Policy::limited(10))
    });
    let client = client.build().unwrap();
    assert_eq!(client.responses().same_value().send_raw().await.unwrap().status, 302);
    assert_eq!(last(&server).await.headers["x-own"], "1");
    let blocking = client.clone();
    let call = move || blocking.responses().same_value().send_blocking_raw().unwrap().status;
    assert_eq!(tokio::task::spawn_blocking(call).await.unwrap(), 302);
    assert_eq!(last(&server).await.headers["x-own"], "1");
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_body_that_comes_compressed_says_which_feature_reads_it() {
    for (encoding, expected) in [
        (
            "gzip",
            "the body is compressed (`gzip`); enable the feature `gzip` of this crate",
        ),
        (
            "br",
            "the body is compressed (`br`); enable the feature `brotli` of this crate",
        ),
        ("lzma", "the body is compressed (`lzma`)"),
    ] {
        let answer = ResponseTemplate::new(200).insert_header("content-encoding", encoding);
        let server = answering(answer.set_body_raw(&b"\x1f\x8b\x08"[..], "application/json")).await;
        let error = builder(&server.uri())
            .build()
            .unwrap()
            .responses()
            .same_value()
            .await
            .unwrap_err();
        assert!(matches!(error, CallError::Decode(_)));
        assert!(error.to_string().ends_with(expected), "{error}");
    }
}

#[tokio::test]
async fn a_form_never_goes_without_its_boundary() {
    let server = taking().await;
    let client = builder(&server.uri()).build().unwrap();
    client.bodies().send_free_form(Form::new()).await.unwrap();
    let sent = last(&server).await;
    assert!(
        sent.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("multipart/form-data; boundary=")
    );
}
