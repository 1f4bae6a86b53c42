//! Security, over the wire: OpenAPI 3.1.1, "Security Scheme Object" and "Security Requirement Object".

use everything::transport::{Method, Scripted};
use everything::{CallError, Client, ClientCredentials, Token, TokenError, TokenFuture, TokenProvider, TokenRequest};
use wiremock::matchers::{body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::wire::{answering, builder, last, taking};

fn authorization(request: &wiremock::Request) -> Option<&str> {
    request
        .headers
        .get("authorization")
        .map(|value| value.to_str().unwrap())
}

/// A client with all credentials there are.
fn rich(server: &MockServer) -> Client {
    builder(&server.uri())
        .basic_auth("Aladdin", "open sesame")
        .bearer_auth("b.e.a")
        .header_key("h")
        .query_key("q&r")
        .cookie_key("c;d")
        .oidc_auth("o")
        .oauth("t")
        .build()
        .unwrap()
}

#[tokio::test]
async fn no_credentials_go_to_an_operation_that_asks_for_none() {
    let server = taking().await;
    rich(&server).access().no_credentials().await.unwrap();
    let request = last(&server).await;
    assert_eq!(authorization(&request), None);
    assert!(!request.headers.contains_key("x-api-key") && !request.headers.contains_key("cookie"));
    assert_eq!(request.url.query(), None);
}

#[tokio::test]
async fn http_basic_is_sent() {
    let server = taking().await;
    rich(&server).access().with_basic().await.unwrap();
    assert_eq!(
        authorization(&last(&server).await),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
}

#[tokio::test]
async fn http_bearer_is_sent() {
    let server = taking().await;
    rich(&server).access().with_bearer().await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer b.e.a"));
}

#[tokio::test]
async fn openid_connect_is_a_bearer_token() {
    let server = taking().await;
    rich(&server).access().with_oidc().await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer o"));
}

#[tokio::test]
async fn api_keys_are_sent_in_header_query_and_cookie() {
    let server = taking().await;
    let client = rich(&server);
    client.access().with_header_key().await.unwrap();
    assert_eq!(last(&server).await.headers["x-api-key"], "h");
    client.access().with_query_key().await.unwrap();
    assert_eq!(last(&server).await.url.query(), Some("api%20key=q%26r"));
    client.access().with_cookie_key().await.unwrap();
    assert_eq!(last(&server).await.headers["cookie"], "session=c%3Bd");
}

#[tokio::test]
async fn cookies_of_all_sources_are_sent_in_one_header() {
    let server = taking().await;
    let client = Client::builder()
        .base_url(server.uri())
        .header("Cookie", "theme=dark")
        .cookie_key("c")
        .build()
        .unwrap();
    client.access().with_cookie_key().await.unwrap();
    assert_eq!(last(&server).await.headers["cookie"], "theme=dark; session=c");
    let call = client
        .access()
        .with_cookie_key()
        .with_header("cookie", "a=b; session=mine");
    call.await.unwrap();
    assert_eq!(last(&server).await.headers["cookie"], "a=b; session=mine");
}

#[tokio::test]
async fn combined_schemes_are_sent_together() {
    let server = taking().await;
    rich(&server).access().with_two_at_once().await.unwrap();
    let request = last(&server).await;
    assert_eq!(
        (&request.headers["x-api-key"], &request.headers["cookie"]),
        (&"h".parse().unwrap(), &"session=c%3Bd".parse().unwrap())
    );
    let half = builder(&server.uri()).header_key("h").build().unwrap();
    let error = half.access().with_two_at_once().await.unwrap_err();
    assert!(
        matches!(&error, CallError::Request(_))
            && error
                .to_string()
                .contains("`ClientBuilder::header_key` and `ClientBuilder::cookie_key`"),
        "{error}"
    );
}

#[tokio::test]
async fn the_first_alternative_that_the_client_can_meet_is_taken() {
    let server = taking().await;
    rich(&server).access().with_either().await.unwrap();
    let request = last(&server).await;
    assert_eq!(
        (authorization(&request), request.url.query()),
        (None, Some("api%20key=q%26r"))
    );
    let basic = builder(&server.uri())
        .header_key("h")
        .basic_auth("a", "b")
        .build()
        .unwrap();
    basic.access().with_either().await.unwrap();
    let request = last(&server).await;
    assert_eq!(
        (authorization(&request), request.url.query()),
        (Some("Basic YTpi"), None)
    );
    assert!(!request.headers.contains_key("x-api-key"));
    let none = builder(&server.uri()).build().unwrap();
    let error = none.access().with_either().await.unwrap_err().to_string();
    assert!(
        error.contains("`ClientBuilder::header_key` and `ClientBuilder::query_key`, or `ClientBuilder::basic_auth`"),
        "{error}"
    );
}

#[tokio::test]
async fn optional_credentials_are_sent_where_there_are_some() {
    let server = taking().await;
    rich(&server).access().with_some_or_none().await.unwrap();
    assert!(authorization(&last(&server).await).is_some());
    builder(&server.uri())
        .build()
        .unwrap()
        .access()
        .with_some_or_none()
        .await
        .unwrap();
    assert_eq!(authorization(&last(&server).await), None);
}

#[tokio::test]
async fn mutual_tls_is_left_to_the_transport() {
    let server = taking().await;
    rich(&server).access().with_certificate().await.unwrap();
    assert!(authorization(&last(&server).await).is_some());
}

async fn authorisation_server() -> MockServer {
    let server = MockServer::start().await;
    let token = r#"{"access_token":"fetched","token_type":"bearer","expires_in":"3600"}"#;
    Mock::given(method("POST"))
        .and(path("/oauth/token"))
        .and(header("authorization", "Basic aWQ6c2VjcmV0"))
        .and(body_string("grant_type=client_credentials&scope=read"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(token, "application/json"))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(path("/access/oauth"))
        .and(header("authorization", "Bearer fetched"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    server
}

#[tokio::test(flavor = "multi_thread")]
async fn client_credentials_are_fetched_once_for_all_callers() {
    let server = authorisation_server().await;
    let credentials = ClientCredentials::new("id", "secret");
    let client = builder(&server.uri())
        .oauth_client_credentials(credentials)
        .build()
        .unwrap();
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(client.access().with_token().send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    server.verify().await;
}

#[tokio::test]
async fn a_refused_token_endpoint_is_a_typed_error() {
    let refusal = r#"{"error":"invalid_scope"}"#;
    let server = answering(ResponseTemplate::new(400).set_body_raw(refusal, "application/json")).await;
    let credentials = ClientCredentials::new("id", "hunter2");
    let client = builder(&server.uri())
        .oauth_client_credentials(credentials)
        .build()
        .unwrap();
    let error = client.access().with_token_for_writing().await.unwrap_err();
    let CallError::Token(failure) = &error else {
        panic!("{error}")
    };
    let cause = std::error::Error::source(failure)
        .unwrap()
        .downcast_ref::<TokenError>()
        .unwrap();
    assert_eq!((cause.code(), cause.status()), (Some("invalid_scope"), Some(400)));
    assert!(!format!("{error} {error:?} {client:?}").contains("hunter2"));
}

/// Gives tokens by the scopes that are asked for.
struct ByScope;

impl TokenProvider for ByScope {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(async move { Ok(Token::new(request.scopes.join("+"))) })
    }
}

#[tokio::test]
async fn a_token_provider_is_told_the_scopes_of_the_operation() {
    let server = taking().await;
    let client = builder(&server.uri())
        .oauth(ByScope)
        .bearer_auth(ByScope)
        .build()
        .unwrap();
    client.access().with_token_for_writing().await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer read+write"));
    client.access().with_token().await.unwrap();
    assert_eq!(authorization(&last(&server).await), Some("Bearer read"));
}

#[tokio::test]
async fn credentials_do_not_follow_a_redirect_to_another_origin() {
    let elsewhere = taking().await;
    let location = format!("{}/access/basic", elsewhere.uri());
    let server = answering(ResponseTemplate::new(307).insert_header("location", location.as_str())).await;
    let client = rich(&server);
    client.access().with_basic().await.unwrap();
    client.access().with_two_at_once().await.unwrap();
    client.access().with_query_key().await.unwrap();
    let requests = elsewhere.received_requests().await.unwrap();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!((authorization(&request), request.url.query()), (None, None));
        assert!(!request.headers.contains_key("cookie") && !request.headers.contains_key("x-api-key"));
    }
}

#[tokio::test]
async fn a_client_is_tested_without_a_network() {
    let script = Scripted::new().reply(200, r#"{"name":"scripted"}"#);
    let client = Client::builder().transport(script.clone()).build().unwrap();
    assert_eq!(client.runtime().read_thing().await.unwrap().name, "scripted");
    let requests = script.requests();
    assert_eq!(
        (&requests[0].method, requests[0].url.as_str()),
        (&Method::GET, "https://everything.example/runtime/thing")
    );
}

#[tokio::test]
async fn a_tag_and_an_operation_without_one_may_have_one_name() {
    let script = everything::transport::Scripted::new().reply(204, "").reply(204, "");
    let client = everything::Client::builder()
        .basic_auth("name", "secret")
        .transport(script.clone())
        .build()
        .unwrap();
    client.runtime_operation().await.unwrap();
    client.runtime().make_thing().await.unwrap();
    let requests = script.requests();
    let paths: Vec<&str> = requests.iter().map(|request| request.url.path()).collect();
    assert_eq!(paths, ["/runtime", "/runtime/thing"]);
}
