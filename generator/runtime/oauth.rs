//! The client credentials grant of OAuth 2: RFC 6749, section 4.4.

use std::fmt;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::Value;

use super::http::transport::TransportRequest;
use super::http::{Method, Token, TokenError, TokenFuture, TokenProvider, TokenRequest, base64, unreserved};

/// How much of the token endpoint's response is read.
const MAX_ANSWER: usize = 1024 * 1024;

/// The client id and secret with which the token endpoint issues access tokens.
///
/// Tokens are fetched when a call needs one, cached until shortly before they expire, and fetched again when the server
/// rejects one. The secret is sent only to the token endpoint and never shown.
#[derive(Clone)]
pub struct ClientCredentials {
    client_id: String,
    client_secret: String,
    token_url: Option<String>,
    scopes: Option<Vec<String>>,
    parameters: Vec<(String, String)>,
    is_in_body: bool,
}

impl ClientCredentials {
    /// Credentials with this client id and secret.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            token_url: None,
            scopes: None,
            parameters: Vec::new(),
            is_in_body: false,
        }
    }

    /// Overrides the token endpoint of the API description. A relative URL is resolved against the client's host.
    #[must_use]
    pub fn token_url(mut self, token_url: impl Into<String>) -> Self {
        self.token_url = Some(token_url.into());
        self
    }

    /// Requests these scopes instead of those that the operation requires.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a parameter to the token request, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends client id and secret as parameters, for servers that don't support HTTP basic authentication.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    pub(crate) fn or_token_url(mut self, token_url: &str) -> Self {
        self.token_url.get_or_insert_with(|| token_url.to_owned());
        self
    }

    fn endpoint(&self, base_url: &Url) -> Result<Url, TokenError> {
        let text = self.token_url.as_deref().unwrap_or_default();
        let url = base_url.join(text).ok().filter(|_| !text.is_empty());
        url.filter(|url| matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| TokenError::new("the token endpoint isn't a URL"))
    }

    fn form(&self, scopes: &[&str]) -> String {
        let scopes = match &self.scopes {
            Some(own) => own.join(" "),
            None => scopes.join(" "),
        };
        let mut pairs = vec![("grant_type", "client_credentials")];
        if !scopes.is_empty() {
            pairs.push(("scope", &scopes));
        }
        if self.is_in_body {
            pairs.push(("client_id", &self.client_id));
            pairs.push(("client_secret", &self.client_secret));
        }
        let further = self
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs = pairs.into_iter().chain(further);
        let encoded: Vec<String> = pairs
            .map(|(name, value)| format!("{}={}", unreserved(name), unreserved(value)))
            .collect();
        encoded.join("&")
    }

    fn request(&self, request: &TokenRequest<'_>) -> Result<TransportRequest, TokenError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        if !self.is_in_body {
            let pair = format!("{}:{}", unreserved(&self.client_id), unreserved(&self.client_secret));
            let mut value = HeaderValue::try_from(format!("Basic {}", base64(pair.as_bytes())))
                .map_err(|_| TokenError::new("the client id can't be sent"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let url = self.endpoint(request.base_url)?;
        let body = self.form(request.scopes).into_bytes();
        Ok(TransportRequest::new(
            "token",
            (Method::POST, url),
            headers,
            Some(body.into()),
        ))
    }

    async fn fetched(&self, request: TokenRequest<'_>) -> Result<Token, TokenError> {
        let failed = |error| TokenError::new("the token endpoint can't be reached").with_source(error);
        let mut response = request.transport.send(self.request(&request)?).await.map_err(failed)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.body.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > MAX_ANSWER {
                return Err(TokenError::new("the response of the token endpoint is too large"));
            }
            body.extend_from_slice(&chunk);
        }
        understood(response.status, &body).map_err(|error| error.with_status(response.status))
    }
}

/// Neither client id nor secret is shown.
impl fmt::Debug for ClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ClientCredentials(..)")
    }
}

impl TokenProvider for ClientCredentials {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(self.fetched(request))
    }
}

/// RFC 6749, sections 5.1 and 5.2.
fn understood(status: u16, body: &[u8]) -> Result<Token, TokenError> {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    if !(200..300).contains(&status) {
        let error = TokenError::new(format!("the token endpoint responded with status {status}"));
        return Err(match text("error").filter(|code| is_code(code)) {
            Some(code) => error.with_code(code),
            None => error,
        });
    }
    let is_bearer = text("token_type").is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
    match text("access_token").filter(|token| !token.is_empty()) {
        Some(token) if is_bearer => Ok(with_lifetime(Token::new(token), answer.get("expires_in"))),
        Some(_) => Err(TokenError::new(
            "the token endpoint returned a token that isn't a bearer token",
        )),
        None => Err(TokenError::new(
            "the response of the token endpoint has no `access_token`",
        )),
    }
}

/// Some servers write the number as a string.
fn with_lifetime(token: Token, lifetime: Option<&Value>) -> Token {
    let seconds = match lifetime {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
        Some(lifetime) => token.expires_in(lifetime),
        None => token,
    }
}

/// A code is shown, so it must be one: `invalid_client`.
fn is_code(text: &str) -> bool {
    text.len() <= 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}
