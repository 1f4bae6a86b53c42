//! Servers that are slow, gone or lying.

use std::time::Duration;

use stackone::{CallError, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::server::{SESSION, answering, body, builder, client};

/// A server that takes one request a connection, says this, and hangs up.
async fn says(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = [0; 4096];
            let _ = stream.read(&mut bytes).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url
}

#[tokio::test]
async fn a_slow_server_is_a_timeout() {
    let server = answering(ResponseTemplate::new(201).set_delay(Duration::from_secs(30))).await;
    let request = client(&server).connect_sessions().create(body());
    let error = request.with_timeout(Duration::from_millis(50)).await.unwrap_err();
    assert!(error.is_timeout() && matches!(error, CallError::Timeout(_)));
}

#[tokio::test]
async fn a_dropped_connection_is_a_transport_error() {
    for answer in [
        "",
        "HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"id\":",
        "nonsense\r\n\r\n",
    ] {
        let url = says(answer).await;
        let error = builder(&url)
            .build()
            .unwrap()
            .connect_sessions()
            .create(body())
            .await
            .unwrap_err();
        assert!(matches!(error, CallError::Transport(_)), "{error:?}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_error() {
    let client = builder("http://127.0.0.1:9").build().unwrap();
    let error = client.connect_sessions().create(body()).await.unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error:?}");
    assert_eq!(error.status(), None);
    let mut texts = vec![error.to_string()];
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        texts.push(cause.to_string());
        source = cause.source();
    }
    for (index, outer) in texts.iter().enumerate() {
        assert!(
            texts
                .iter()
                .skip(index + 1)
                .all(|inner| !outer.contains(inner.as_str())),
            "{texts:?}"
        );
    }
    assert!(texts.last().unwrap().contains("refused"), "{texts:?}");
}

#[tokio::test]
async fn an_endless_body_is_cut_off() {
    let server = answering(ResponseTemplate::new(201).set_body_raw(vec![b' '; 100_000], "application/json")).await;
    let client = builder(&server.uri()).max_response_bytes(10_000).build().unwrap();
    let error = client.connect_sessions().create(body()).await.unwrap_err();
    assert!(matches!(error, CallError::TooLarge(_)));
}

#[tokio::test]
async fn a_creation_is_not_repeated_unless_it_may_be() {
    let server = MockServer::start().await;
    let busy = Mock::given(method("POST"))
        .and(path("/connect_sessions"))
        .respond_with(ResponseTemplate::new(503));
    busy.up_to_n_times(2).mount(&server).await;
    let session = ResponseTemplate::new(201).set_body_raw(SESSION, "application/json");
    Mock::given(method("POST"))
        .and(path("/connect_sessions"))
        .respond_with(session)
        .mount(&server)
        .await;
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let client = builder(&server.uri()).retry(quick).build().unwrap();
    let refused = client.connect_sessions().create(body()).await.unwrap_err();
    assert_eq!(refused.status(), Some(503));
    let created = client
        .connect_sessions()
        .create(body())
        .with_idempotency_key("once")
        .await;
    assert_eq!(created.unwrap().token, "t0ken");
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_redirect_to_another_origin_gets_neither_credentials_nor_body() {
    let other = answering(ResponseTemplate::new(201)).await;
    let location = format!("{}/connect_sessions", other.uri());
    let server = answering(ResponseTemplate::new(307).insert_header("location", location.as_str())).await;
    let error = client(&server).connect_sessions().create(body()).await.unwrap_err();
    assert!(matches!(&error, CallError::Api(error) if error.status() == 307));
    assert!(other.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn many_calls_at_once_all_come_back() {
    let server = answering(ResponseTemplate::new(201).set_body_raw(SESSION, "application/json")).await;
    let client = client(&server);
    let calls: Vec<_> = (0..200)
        .map(|_| tokio::spawn(client.connect_sessions().create(body()).send()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().token, "t0ken");
    }
}
