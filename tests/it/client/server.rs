//! A mock server and a client of it.

use stackone::types::ConnectSessionCreate;
use stackone::{Client, ClientBuilder, RetryPolicy};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A client of the server, with credentials and without retries.
pub(crate) fn client(server: &MockServer) -> Client {
    builder(&server.uri()).build().unwrap()
}

/// The same, yet to be built.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    Client::builder()
        .base_url(url)
        .basic_auth("key", "")
        .retry(RetryPolicy::none())
}

/// A server that answers every creation so.
pub(crate) async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/connect_sessions"))
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

/// The smallest body.
pub(crate) fn body() -> ConnectSessionCreate {
    ConnectSessionCreate::new("org-42", "Acme Corp")
}

/// A session with its required members alone.
pub(crate) const SESSION: &str = r#"{"id":7,"organization_id":"1","project_id":"p","origin_owner_id":"org-42","origin_owner_name":"Acme Corp","created_at":"2023-05-30T00:00:00.000Z","token":"t0ken","auth_link_url":"https://example.com/link"}"#;
