//! Logins on another device: RFC 8628, over a transport in memory.

use std::time::Duration;

use crate::runtime::http::transport::{Scripted, TransportErrorKind};
use crate::runtime::http::{Credential, Facts, Mismatch, Operation, Reply, Scopes};
use crate::{Client, ClientBuilder, DeviceAuthorization, DeviceLogin, NoDocumentedError, Request, RetryPolicy};

enum Read {}

impl Operation for Read {
    type Output = ();
    type Error = NoDocumentedError;
    const FACTS: Facts = Facts::new("Read", "GET", "/things", &[&["oauth"]]);
    const SCOPES: Scopes = &[("oauth", &["read"])];

    fn output(reply: &Reply) -> Result<(), Mismatch> {
        match reply.status() {
            204 => Ok(()),
            _ => Err(Mismatch::Undeclared),
        }
    }
}

const CODES: &str = r#"{"device_code":"d&1","user_code":"WDJB-MJHT","verification_uri":"https://example.com/device",
    "verification_uri_complete":"https://example.com/device?user_code=WDJB-MJHT","expires_in":1800,"interval":2}"#;
const PENDING: &str = r#"{"error":"authorization_pending"}"#;
const TOKENS: &str = r#"{"access_token":"a1","token_type":"Bearer","expires_in":3600,"refresh_token":"r1"}"#;

fn client(script: &Scripted) -> Client {
    ClientBuilder::new(Some("https://api.example.com/v1"), "test/1")
        .transport(script.clone())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn authorization(client: &Client) -> DeviceAuthorization {
    DeviceAuthorization::new(client, ["/oauth/device", "https://id.example.com/token"], "app 1")
}

/// A future that may run on any thread.
fn sent<F: Future + Send>(future: F) -> F {
    future
}

async fn started(script: &Scripted) -> DeviceLogin {
    sent(authorization(&client(script)).start()).await.unwrap()
}

fn forms(script: &Scripted) -> Vec<String> {
    let bodies = script.requests().into_iter().filter_map(|request| request.body);
    bodies
        .map(|body| String::from_utf8(body.bytes().unwrap().to_vec()).unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_login_asks_at_the_interval_until_the_user_has_entered_the_code() {
    let script = Scripted::new()
        .reply(200, CODES)
        .reply(400, PENDING)
        .reply(400, r#"{"error":"slow_down"}"#)
        .reply(200, TOKENS)
        .reply(204, "");
    let client = client(&script);
    let login = authorization(&client).scopes(["read", "write"]).start().await.unwrap();
    assert_eq!(
        (
            login.user_code(),
            login.verification_uri(),
            login.verification_uri_complete()
        ),
        (
            "WDJB-MJHT",
            "https://example.com/device",
            Some("https://example.com/device?user_code=WDJB-MJHT")
        )
    );
    let begin = tokio::time::Instant::now();
    let token = login.token().await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 2 + 2 + 7);
    assert_eq!(token.refresh_token().as_deref(), Some("r1"));
    let client = client.with_credential("oauth", Credential::bearer(token));
    Request::<Read>::new(&client).await.unwrap();
    let sent = script.requests();
    assert_eq!(sent[4].headers["authorization"], "Bearer a1");
    let urls: Vec<&str> = sent[..3].iter().map(|request| request.url.as_str()).collect();
    let token_url = "https://id.example.com/token";
    assert_eq!(urls, ["https://api.example.com/oauth/device", token_url, token_url]);
    let poll = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d%261&client_id=app%201";
    assert_eq!(forms(&script)[..2], ["scope=read%20write&client_id=app%201", poll]);
    assert!(!sent[0].headers.contains_key("authorization"));
}

#[tokio::test(start_paused = true)]
async fn an_application_with_a_secret_says_who_it_is() {
    let script = Scripted::new().reply(200, CODES).reply(200, TOKENS);
    let login = authorization(&client(&script))
        .client_secret("s3cret")
        .parameter("audience", "a b");
    login.start().await.unwrap().token().await.unwrap();
    for request in script.requests() {
        assert_eq!(request.headers["authorization"], "Basic YXBwJTIwMTpzM2NyZXQ=");
    }
    assert!(forms(&script).iter().all(|form| form.ends_with("&audience=a%20b")));
}

#[tokio::test(start_paused = true)]
async fn a_login_ends_if_the_user_refuses_or_the_server_does() {
    for (status, code) in [(400, "access_denied"), (400, "expired_token"), (401, "invalid_client")] {
        let refusal = format!(r#"{{"error":"{code}"}}"#);
        let script = Scripted::new()
            .reply(200, CODES)
            .reply(400, PENDING)
            .reply(status, refusal);
        let error = started(&script).await.token().await.unwrap_err();
        assert_eq!((error.code(), error.status()), (Some(code), Some(status)));
        assert_eq!(script.requests().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_login_ends_when_its_code_expires() {
    let codes = CODES.replace("1800", "7");
    let script = (0..9).fold(Scripted::new().reply(200, codes), |script, _| {
        script.reply(400, PENDING)
    });
    let begin = tokio::time::Instant::now();
    let error = started(&script).await.token().await.unwrap_err();
    assert_eq!(error.code(), Some("expired_token"));
    assert_eq!((begin.elapsed().as_secs(), script.requests().len()), (7, 1 + 3));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_cannot_be_reached_is_asked_less_often() {
    let script = Scripted::new()
        .reply(200, CODES)
        .fail(TransportErrorKind::Connect)
        .fail(TransportErrorKind::Timeout)
        .reply(200, TOKENS);
    let login = started(&script).await;
    let begin = tokio::time::Instant::now();
    sent(login.token()).await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 2 + 4 + 8);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_leaves_out_has_a_default() {
    let codes = r#"{"device_code":"d","user_code":"u","verification_url":"https://example.com/"}"#;
    let script = Scripted::new().reply(200, codes).reply(200, TOKENS);
    let login = started(&script).await;
    assert_eq!(
        (login.expires_in().as_secs(), login.verification_uri_complete()),
        (1800, None)
    );
    let begin = tokio::time::Instant::now();
    login.token().await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn absurd_times_are_bounded() {
    let codes = CODES
        .replace("1800", "1e18")
        .replace("\"interval\":2", "\"interval\":0");
    let script = Scripted::new().reply(200, codes).reply(400, PENDING).reply(200, TOKENS);
    let login = started(&script).await;
    assert_eq!(login.expires_in(), Duration::from_secs(24 * 60 * 60));
    let begin = tokio::time::Instant::now();
    login.token().await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 2);
}

#[tokio::test]
async fn what_would_be_printed_is_harmless_or_refused() {
    let hostile = ["WDJB\\u001b[2J", "WDJB\\nsudo", "", "\\u202eWDJB"];
    let bodies = hostile.map(|code| CODES.replace("WDJB-MJHT", code));
    let pages = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "nowhere",
        "https://example.com/\\u0007",
    ];
    let pages = pages.map(|page| CODES.replace("https://example.com/device\"", &format!("{page}\"")));
    for body in bodies
        .into_iter()
        .chain(pages)
        .chain(["[]".to_owned(), "<html>".to_owned()])
    {
        let script = Scripted::new().reply(200, body.clone());
        let error = authorization(&client(&script)).start().await.unwrap_err();
        assert!(error.to_string().contains("no code for the user"), "{body}: {error}");
    }
}

#[tokio::test]
async fn a_login_that_can_not_end_is_not_begun() {
    let script = Scripted::new().reply(200, CODES);
    let client = client(&script);
    for url in ["", "mailto:someone@example.com"] {
        let error = authorization(&client).token_url(url).start().await.unwrap_err();
        assert!(error.to_string().contains("isn't a URL"), "{error}");
    }
    assert!(script.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn tokens_are_renewed_with_the_refresh_token() {
    let renewed = |access: &str| format!(r#"{{"access_token":"{access}","expires_in":100}}"#);
    let script = Scripted::new()
        .reply(200, renewed("a1"))
        .reply(204, "")
        .reply(200, renewed("a2").replace('}', r#","refresh_token":"r2"}"#))
        .reply(204, "")
        .reply(401, "{}")
        .reply(200, renewed("a3"))
        .reply(204, "");
    let client = client(&script);
    let token = authorization(&client).resume("r1");
    let client = client.with_credential("oauth", Credential::bearer(token.clone()));
    Request::<Read>::new(&client).await.unwrap();
    tokio::time::advance(Duration::from_secs(90)).await;
    Request::<Read>::new(&client).await.unwrap();
    assert_eq!(token.refresh_token().as_deref(), Some("r2"));
    Request::<Read>::new(&client).await.unwrap();
    let form = |token: &str| format!("grant_type=refresh_token&refresh_token={token}&client_id=app%201");
    assert_eq!(forms(&script), [form("r1"), form("r1"), form("r2")]);
    assert_eq!(script.requests()[6].headers["authorization"], "Bearer a3");
}

#[tokio::test(start_paused = true)]
async fn a_login_without_a_refresh_token_ends_with_its_token() {
    let tokens = r#"{"access_token":"a1","expires_in":100}"#;
    let script = Scripted::new()
        .reply(200, CODES)
        .reply(200, tokens)
        .reply(401, "{}")
        .reply(401, "{}");
    let client = client(&script);
    let token = authorization(&client).start().await.unwrap().token().await.unwrap();
    let client = client.with_credential("oauth", Credential::bearer(token));
    let error = Request::<Read>::new(&client).await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    tokio::time::advance(Duration::from_secs(90)).await;
    let error = Request::<Read>::new(&client).await.unwrap_err();
    assert!(format!("{error:?}").contains("the login has expired"), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn nothing_secret_is_shown() {
    let script = Scripted::new().reply(200, CODES).reply(200, TOKENS);
    let login = authorization(&client(&script)).client_secret("s3cret");
    let mut shown = format!("{login:?}");
    let login = login.start().await.unwrap();
    shown += &format!("{login:?}");
    shown += &format!("{:?}", login.token().await.unwrap());
    for secret in ["s3cret", "WDJB", "d&1", "a1", "r1"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_login_works_without_async() {
    let codes = CODES.replace("\"interval\":2", "\"interval\":1");
    let script = Scripted::new().reply(200, codes).reply(200, TOKENS);
    let login = authorization(&client(&script)).start_blocking().unwrap();
    assert_eq!(login.token_blocking().unwrap().refresh_token().as_deref(), Some("r1"));
}
