//! A server that takes everything, and a client of it.

use everything::{Client, RetryPolicy};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A server that answers every request by 204.
pub(crate) async fn taking() -> MockServer {
    answering(ResponseTemplate::new(204)).await
}

/// A server that answers every request so.
pub(crate) async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(wiremock::matchers::any())
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

/// A client of the server, without retries.
pub(crate) fn client(url: &str) -> Client {
    let builder = Client::builder().base_url(url).retry(RetryPolicy::none());
    builder.build().unwrap()
}

/// What the server got in the one request that was made.
pub(crate) async fn received(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

/// Sends a request to a server that takes it, and gives what the server got.
macro_rules! sent {
    ($client:ident => $request:expr) => {{
        let server = crate::everything::server::taking().await;
        let $client = crate::everything::server::client(&server.uri());
        $request.await.unwrap();
        crate::everything::server::received(&server).await
    }};
}

pub(crate) use sent;
