//! Credentials that are fetched, servers, hooks: over a transport in memory.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::runtime::http::transport::{Scripted, TransportErrorKind, TransportRequest};
use crate::runtime::http::{Credential, Facts, Mismatch, Operation, Reply, Scopes, filled};
use crate::{
    CallError, ClientBuilder, ClientCredentials, Exchange, Hook, NoDocumentedError, OwnServer, Request, RetryPolicy,
    Token, TokenError, TokenFuture, TokenProvider, TokenRequest,
};

const FILES: OwnServer = OwnServer {
    name: "FILES",
    url: "https://files.example.com/v1",
};

macro_rules! operation {
    ($name:ident, $security:expr, $server:expr, $scopes:expr) => {
        enum $name {}

        impl Operation for $name {
            type Output = ();
            type Error = NoDocumentedError;
            const FACTS: Facts = Facts::new(stringify!($name), "GET", "/things", $security);
            const SERVER: Option<OwnServer> = $server;
            const SCOPES: Scopes = $scopes;

            fn output(reply: &Reply) -> Result<(), Mismatch> {
                match reply.status() {
                    204 => Ok(()),
                    _ => Err(Mismatch::Undeclared),
                }
            }
        }
    };
}

operation!(Plain, &[], None, &[]);
operation!(Upload, &[], Some(FILES), &[]);
operation!(Read, &[&["oauth"]], None, &[("oauth", &["read"])]);
operation!(Write, &[&["oauth"]], None, &[("oauth", &["read", "write"])]);

fn builder(script: &Scripted) -> ClientBuilder {
    ClientBuilder::new(Some("https://api.example.com/v1"), "test/1").transport(script.clone())
}

fn with_credentials(script: &Scripted, credentials: ClientCredentials) -> ClientBuilder {
    builder(script).credential("oauth", Credential::bearer(credentials.or_token_url("/oauth/token")))
}

fn identity() -> ClientCredentials {
    ClientCredentials::new("me & co", "s3cret")
}

fn urls(script: &Scripted) -> Vec<String> {
    script
        .requests()
        .iter()
        .map(|request| request.url.to_string())
        .collect()
}

fn token(value: &str, seconds: u64) -> String {
    format!(r#"{{"access_token":"{value}","token_type":"Bearer","expires_in":{seconds}}}"#)
}

fn authorization(request: &TransportRequest) -> &str {
    request.headers["authorization"].to_str().unwrap()
}

#[tokio::test]
async fn a_token_is_fetched_once_and_used_again() {
    let script = Scripted::new()
        .reply(200, token("t1", 3600))
        .reply(204, "")
        .reply(204, "");
    let client = with_credentials(&script, identity()).build().unwrap();
    Request::<Read>::new(&client).await.unwrap();
    Request::<Read>::new(&client).await.unwrap();
    let sent = script.requests();
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[0].url.as_str(), "https://api.example.com/oauth/token");
    assert_eq!(
        sent[0].body.as_ref().unwrap().bytes().unwrap(),
        &b"grant_type=client_credentials&scope=read"[..]
    );
    assert_eq!(authorization(&sent[0]), "Basic bWUlMjAlMjYlMjBjbzpzM2NyZXQ=");
    assert_eq!(authorization(&sent[2]), "Bearer t1");
}

#[tokio::test]
async fn other_scopes_are_another_token() {
    let script = Scripted::new()
        .reply(200, token("r", 3600))
        .reply(204, "")
        .reply(200, token("w", 3600))
        .reply(204, "");
    let client = with_credentials(&script, identity().parameter("audience", "a b").in_body())
        .build()
        .unwrap();
    Request::<Read>::new(&client).await.unwrap();
    Request::<Write>::new(&client).await.unwrap();
    let sent = script.requests();
    let form = String::from_utf8(sent[2].body.clone().unwrap().bytes().unwrap().to_vec()).unwrap();
    assert_eq!(
        form,
        "grant_type=client_credentials&scope=read%20write&client_id=me%20%26%20co&client_secret=s3cret&audience=a%20b"
    );
    assert!(!sent[2].headers.contains_key("authorization"));
    assert_eq!(authorization(&sent[3]), "Bearer w");
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_expires() {
    let script = Scripted::new()
        .reply(200, token("t1", 100))
        .reply(204, "")
        .reply(204, "")
        .reply(200, token("t2", 100))
        .reply(204, "");
    let client = with_credentials(&script, identity()).build().unwrap();
    Request::<Read>::new(&client).await.unwrap();
    tokio::time::advance(Duration::from_secs(70)).await;
    Request::<Read>::new(&client).await.unwrap();
    tokio::time::advance(Duration::from_secs(15)).await;
    Request::<Read>::new(&client).await.unwrap();
    assert_eq!(authorization(&script.requests()[4]), "Bearer t2");
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let script = Scripted::new()
        .reply(200, token("t1", 3600))
        .reply(401, "{}")
        .reply(200, token("t2", 3600))
        .reply(204, "")
        .reply(401, "{}")
        .reply(200, token("t3", 3600))
        .reply(401, "{}");
    let client = with_credentials(&script, identity()).build().unwrap();
    Request::<Read>::new(&client).await.unwrap();
    assert_eq!(authorization(&script.requests()[3]), "Bearer t2");
    let error = Request::<Read>::new(&client).await.unwrap_err();
    assert_eq!((error.status(), script.requests().len()), (Some(401), 7));
}

#[tokio::test]
async fn a_refused_token_that_was_given_stays_refused() {
    let script = Scripted::new().reply(401, "{}");
    let client = builder(&script)
        .credential("oauth", Credential::bearer("fixed"))
        .build()
        .unwrap();
    let error = Request::<Read>::new(&client).await.unwrap_err();
    assert_eq!((error.status(), script.requests().len()), (Some(401), 1));
}

#[tokio::test]
async fn no_token_is_an_error_that_says_why_and_tells_no_secret() {
    let refusal = r#"{"error":"invalid_client","error_description":"s3cret is wrong"}"#;
    let script = Scripted::new()
        .reply(401, refusal)
        .fail(TransportErrorKind::Connect)
        .reply(200, "<html>");
    let client = with_credentials(&script, identity())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = Request::<Read>::new(&client).await.unwrap_err();
    assert!(matches!(error, CallError::Token(_)));
    let cause = std::error::Error::source(&error)
        .unwrap()
        .downcast_ref::<TokenError>()
        .unwrap();
    assert_eq!((cause.code(), cause.status()), (Some("invalid_client"), Some(401)));
    assert_eq!(
        (error.to_string(), cause.to_string()),
        (
            "GET /things: no access token".to_owned(),
            "the token endpoint responded with status 401: invalid_client".to_owned()
        )
    );
    assert!(!format!("{error:?} {client:?} {:?}", identity()).contains("s3cret"));
    for expected in ["can't be reached", "no `access_token`"] {
        let error = Request::<Read>::new(&client).await.unwrap_err();
        assert!(format!("{error:?}").contains(expected), "{error:?}");
    }
}

/// Gives tokens after a while, and counts.
#[derive(Clone, Default)]
struct Slow {
    fetches: Arc<AtomicUsize>,
    fails: bool,
}

impl TokenProvider for Slow {
    fn token<'a>(&'a self, _request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(async move {
            self.fetches.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20)).await;
            match self.fails {
                true => Err(TokenError::new("not today")),
                false => Ok(Token::new("slow")),
            }
        })
    }
}

#[tokio::test]
async fn callers_at_once_share_one_fetch_and_its_failure() {
    for fails in [false, true] {
        let provider = Slow {
            fails,
            ..Slow::default()
        };
        let script = (0..50).fold(Scripted::new(), |script, _| script.reply(204, ""));
        let credential = Credential::bearer(provider.clone());
        let client = builder(&script).credential("oauth", credential).build().unwrap();
        let calls: Vec<_> = (0..50)
            .map(|_| tokio::spawn(Request::<Read>::new(&client).send()))
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().is_err(), fails);
        }
        assert_eq!(provider.fetches.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn a_fetch_that_its_caller_gave_up_holds_nobody_up() {
    let provider = Slow::default();
    let script = Scripted::new().reply(204, "");
    let credential = Credential::bearer(provider.clone());
    let client = builder(&script).credential("oauth", credential).build().unwrap();
    let call = Request::<Read>::new(&client).send();
    let given_up = tokio::time::timeout(Duration::from_millis(2), call).await;
    assert!(given_up.is_err());
    Request::<Read>::new(&client).await.unwrap();
    assert!((1..=2).contains(&provider.fetches.load(Ordering::SeqCst)));
    assert_eq!(urls(&script).len(), 1);
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server_unless_told_otherwise() {
    let replies = || Scripted::new().reply(204, "").reply(204, "");
    let both = async |script: &Scripted, builder: ClientBuilder| {
        let client = builder.build().unwrap();
        Request::<Plain>::new(&client).await.unwrap();
        Request::<Upload>::new(&client).await.unwrap();
        urls(script)
    };
    let script = replies();
    let sent = both(&script, builder(&script)).await;
    assert_eq!(
        sent,
        [
            "https://api.example.com/v1/things",
            "https://files.example.com/v1/things"
        ]
    );
    let script = replies();
    let sent = both(&script, builder(&script).server("https://eu.example.com")).await;
    assert_eq!(
        sent,
        ["https://eu.example.com/things", "https://files.example.com/v1/things"]
    );
    let script = replies();
    let sent = both(&script, builder(&script).base_url("http://localhost:1")).await;
    assert_eq!(sent, ["http://localhost:1/things", "http://localhost:1/things"]);
    let script = replies();
    let sent = both(&script, builder(&script).server_url(FILES, "http://localhost:2/x/")).await;
    assert_eq!(
        sent,
        ["https://api.example.com/v1/things", "http://localhost:2/x/things"]
    );
}

#[test]
fn a_relative_server_needs_a_base_url_and_says_so() {
    let error = ClientBuilder::new(Some("/api/v3"), "t").build().unwrap_err();
    assert!(error.to_string().contains("`https://example.com/api/v3`"), "{error}");
    let error = ClientBuilder::new(Some("https://x"), "t")
        .server_url(FILES, "files")
        .build();
    assert!(error.is_err());
}

#[test]
fn variables_stay_in_their_place() {
    let template = "https://{tenant}.example.com:{port}/{path}";
    let url = |tenant, path| filled(template, &[("tenant", tenant), ("port", "1"), ("path", path)]);
    assert_eq!(url("acme", "a/b"), "https://acme.example.com:1/a/b");
    for tenant in ["evil.net/", "evil.net#", "evil.net?", "evil.net\\", "x@evil.net/"] {
        let built = ClientBuilder::new(Some(&url(tenant, "")), "t").build();
        assert!(built.is_err(), "{tenant}");
    }
    assert_eq!(url("a", "b?c#d"), "https://a.example.com:1/b%3Fc%23d");
    assert_eq!(filled("{all}", &[("all", "http://x/y")]), "http://x/y");
}

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Hook for Recorder {
    fn on_request(&self, request: &mut TransportRequest) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if request.headers.contains_key("x-refuse") {
            return Err("refused".into());
        }
        request.headers.insert("x-signed", "yes".parse()?);
        Ok(())
    }

    fn on_response(&self, exchange: &Exchange<'_>) {
        let outcome = match exchange.outcome {
            Ok((status, _)) => status.to_string(),
            Err(error) => error.to_string(),
        };
        let line = format!(
            "{} {} {} {} {outcome}",
            exchange.operation, exchange.method, exchange.url, exchange.resend_count
        );
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn hooks_see_every_exchange_and_may_change_or_refuse_it() {
    let script = Scripted::new()
        .reply(503, "")
        .fail(TransportErrorKind::Other)
        .reply(204, "");
    let recorder = Recorder::default();
    let quick = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let client = builder(&script).hook(recorder.clone()).retry(quick).build().unwrap();
    Request::<Plain>::new(&client).with_query("a b", "c&d").await.unwrap();
    let seen = recorder.0.lock().unwrap().join("\n");
    let url = "https://api.example.com/v1/things?a%20b=c%26d";
    assert_eq!(
        seen,
        format!("Plain GET {url} 0 503\nPlain GET {url} 1 the connection failed\nPlain GET {url} 2 204")
    );
    assert_eq!(script.requests()[0].headers["x-signed"], "yes");
    let error = Request::<Plain>::new(&client)
        .with_header("x-refuse", "1")
        .await
        .unwrap_err();
    assert!(matches!(&error, CallError::Request(_)) && error.to_string().ends_with("a hook rejected the request"));
}

#[tokio::test]
async fn a_script_without_answers_fails_the_call() {
    let script = Scripted::new();
    let client = builder(&script).retry(RetryPolicy::none()).build().unwrap();
    assert!(matches!(
        Request::<Plain>::new(&client).await,
        Err(CallError::Transport(_))
    ));
}
