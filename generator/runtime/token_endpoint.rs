//! The token endpoint of OAuth 2: RFC 6749, sections 2.3, 4 and 5.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::Value;

use super::http::transport::{Transport, TransportRequest};
use super::http::{Method, Token, TokenError, base64, unreserved};

/// How much of a response is read.
const MAX_ANSWER: usize = 1024 * 1024;

/// A URL of the API description or of the caller, which may be relative to the client's host.
pub(super) fn endpoint(base_url: &Url, text: &str) -> Result<Url, TokenError> {
    let url = base_url.join(text).ok().filter(|_| !text.is_empty());
    url.filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| TokenError::new("the token endpoint isn't a URL"))
}

/// A form of such pairs; client id and secret go into a header if they are given.
pub(super) fn request<'a>(
    url: Url,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    basic: Option<(&str, &str)>,
) -> Result<TransportRequest, TokenError> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    if let Some((client_id, client_secret)) = basic {
        let pair = format!("{}:{}", unreserved(client_id), unreserved(client_secret));
        let mut value = HeaderValue::try_from(format!("Basic {}", base64(pair.as_bytes())))
            .map_err(|_| TokenError::new("the client id can't be sent"))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    let encoded: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{}={}", unreserved(name), unreserved(value)))
        .collect();
    let body = encoded.join("&").into_bytes();
    Ok(TransportRequest::new(
        "token",
        (Method::POST, url),
        headers,
        Some(body.into()),
    ))
}

/// A success response.
pub(super) struct Answer {
    status: u16,
    members: Value,
}

/// Sends a request and reads the response, which must be a success.
pub(super) async fn answer(transport: &dyn Transport, request: TransportRequest) -> Result<Answer, TokenError> {
    let failed = |error| TokenError::new("the token endpoint can't be reached").with_source(error);
    let mut response = transport.send(request).await.map_err(failed)?;
    let mut body = Vec::new();
    while let Some(chunk) = response.body.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(TokenError::new("the response of the token endpoint is too large"));
        }
        body.extend_from_slice(&chunk);
    }
    let status = response.status;
    let members = serde_json::from_slice(&body).unwrap_or_default();
    let answer = Answer { status, members };
    if (200..300).contains(&status) {
        return Ok(answer);
    }
    let error = answer.unfit(&format!("the token endpoint responded with status {status}"));
    Err(match answer.text("error").filter(|code| is_code(code)) {
        Some(code) => error.with_code(code),
        None => error,
    })
}

impl Answer {
    /// The token: RFC 6749, section 5.1.
    pub(super) fn token(&self) -> Result<Token, TokenError> {
        let is_bearer = |kind: &str| kind.eq_ignore_ascii_case("bearer");
        let Some(value) = self.text("access_token") else {
            return Err(self.unfit("the response of the token endpoint has no `access_token`"));
        };
        if !self.text("token_type").is_none_or(is_bearer) {
            return Err(self.unfit("the token endpoint returned a token that isn't a bearer token"));
        }
        Ok(match self.seconds("expires_in") {
            Some(lifetime) => Token::new(value).expires_in(lifetime),
            None => Token::new(value),
        })
    }

    /// A member that is a string, and not an empty one.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let text = self.members.get(name).and_then(Value::as_str);
        text.filter(|text| !text.is_empty())
    }

    /// A member that is a number of seconds, which some servers write as a string.
    pub(super) fn seconds(&self, name: &str) -> Option<Duration> {
        let seconds = match self.members.get(name)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        Duration::try_from_secs_f64(seconds?).ok()
    }

    /// An error for a response that can't be used.
    pub(super) fn unfit(&self, message: &str) -> TokenError {
        TokenError::new(message).with_status(self.status)
    }
}

/// A code is shown, so it must be one: `invalid_client`.
fn is_code(text: &str) -> bool {
    text.len() <= 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}
