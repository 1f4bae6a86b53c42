//! Logins on another device, over a server: RFC 8628.

use everything::{Client, TokenError};
use wiremock::matchers::{body_string, body_string_contains, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::wire::builder;

const CODES: &str = r#"{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://id.everything.example/device",
    "expires_in":"60","interval":1}"#;

async fn answers(server: &MockServer, form: &str, status: u16, body: &str, times: u64) {
    Mock::given(method("POST"))
        .and(path("/oauth/token"))
        .and(body_string_contains(form))
        .respond_with(ResponseTemplate::new(status).set_body_raw(body, "application/json"))
        .up_to_n_times(times)
        .expect(times)
        .mount(server)
        .await;
}

/// A server that gives a code, and whose operation takes this token.
async fn server(token: &str) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/oauth/device"))
        .and(body_string("scope=read&client_id=app"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(CODES, "application/json"))
        .mount(&server)
        .await;
    Mock::given(path("/access/oauth"))
        .and(header("authorization", format!("Bearer {token}")))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    server
}

async fn logged_in(client: &Client) -> Result<Client, TokenError> {
    let login = client
        .oauth_device_authorization("app")
        .scopes(["read"])
        .start()
        .await?;
    assert_eq!(login.user_code(), "WDJB-MJHT");
    Ok(client.with_oauth(login.token().await?))
}

#[tokio::test]
async fn a_user_logs_in_on_another_device() {
    let server = server("renewed").await;
    let code = "device_code=d&client_id=app";
    answers(&server, code, 400, r#"{"error":"authorization_pending"}"#, 1).await;
    let tokens = r#"{"access_token":"first","token_type":"bearer","expires_in":0,"refresh_token":"r"}"#;
    answers(&server, code, 200, tokens, 1).await;
    let renewed = r#"{"access_token":"renewed","token_type":"bearer","expires_in":3600}"#;
    let renewal = "grant_type=refresh_token&refresh_token=r&client_id=app";
    answers(&server, renewal, 200, renewed, 1).await;
    let client = logged_in(&builder(&server.uri()).build().unwrap()).await.unwrap();
    client.access().with_token().await.unwrap();
    client.access().with_token().await.unwrap();
    server.verify().await;
}

#[tokio::test]
async fn a_user_who_refuses_ends_the_login() {
    let server = server("none").await;
    answers(&server, "device_code=d", 400, r#"{"error":"access_denied"}"#, 1).await;
    let error = logged_in(&builder(&server.uri()).build().unwrap()).await.unwrap_err();
    assert_eq!((error.code(), error.status()), (Some("access_denied"), Some(400)));
}
