//! Bearer tokens, given or fetched: RFC 6750, and the flows of OAuth 2 that give them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Url;

use super::platform::{BoxFuture, Instant};
use super::transport::Transport;
use crate::runtime::causes::Causes;

/// Provides access tokens.
///
/// The client requests a token before the first call that needs one, shortly before it expires, and once more if the server
/// rejects it with status code 401. Concurrent calls with the same scopes share one request.
pub trait TokenProvider: Send + Sync + 'static {
    /// Returns a token that is valid now.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a>;
}

/// The future of a [`TokenProvider`].
pub type TokenFuture<'a> = BoxFuture<'a, Result<Token, TokenError>>;

/// A request for a token.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// The scopes that the operation requires.
    pub scopes: &'static [&'static str],
    /// The client's base URL.
    pub base_url: &'a Url,
    /// The client's transport, with the client's headers and retries.
    pub transport: &'a dyn Transport,
}

/// The transport is not shown.
impl fmt::Debug for TokenRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenRequest({})", self.scopes.join(" "))
    }
}

/// An access token. `Debug` doesn't show it.
#[derive(Clone)]
pub struct Token {
    value: String,
    renew_at: Option<Instant>,
}

impl Token {
    /// A token that is valid until the server rejects it.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            renew_at: None,
        }
    }

    /// Sets how long the token is valid; a new one is requested shortly before it expires.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        let margin = (lifetime / 5).min(Duration::from_secs(30));
        self.renew_at = Instant::now().checked_add(lifetime.saturating_sub(margin));
        self
    }

    pub(crate) fn is_fresh(&self) -> bool {
        self.renew_at.is_none_or(|renew_at| Instant::now() < renew_at)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(..)")
    }
}

/// Why there is no token.
#[derive(Clone)]
pub struct TokenError {
    message: String,
    code: Option<String>,
    status: Option<u16>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl TokenError {
    /// An error with a message, which is shown and must not contain secrets.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: None,
            status: None,
            source: None,
        }
    }

    /// The status code of the token endpoint.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// The error code, such as `invalid_client`: RFC 6749, section 5.2.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// What caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }

    /// The error code, such as `invalid_client`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The status code of the token endpoint.
    pub fn status(&self) -> Option<u16> {
        self.status
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.message)?;
        match &self.code {
            Some(code) => write!(formatter, ": {code}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenError({})", Causes(self))
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source
            .as_ref()
            .map(|source| source.as_ref() as &(dyn Error + 'static))
    }
}

/// A bearer token: the token itself, or a [`TokenProvider`].
#[derive(Clone)]
pub struct BearerToken {
    pub(super) source: TokenSource,
}

#[derive(Clone)]
pub(super) enum TokenSource {
    Given(String),
    Provided(Arc<Tokens>),
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BearerToken(..)")
    }
}

impl From<String> for BearerToken {
    fn from(token: String) -> Self {
        Self {
            source: TokenSource::Given(token),
        }
    }
}

impl From<&str> for BearerToken {
    fn from(token: &str) -> Self {
        Self::from(token.to_owned())
    }
}

impl From<&String> for BearerToken {
    fn from(token: &String) -> Self {
        Self::from(token.clone())
    }
}

impl<P: TokenProvider> From<P> for BearerToken {
    fn from(provider: P) -> Self {
        Self {
            source: TokenSource::Provided(Arc::new(Tokens {
                provider: Box::new(provider),
                slots: Mutex::default(),
            })),
        }
    }
}

/// A provider, and its tokens by scopes.
pub(super) struct Tokens {
    provider: Box<dyn TokenProvider>,
    slots: Mutex<BTreeMap<&'static [&'static str], Arc<Slot>>>,
}

/// What was fetched last, and how often something was.
#[derive(Default)]
struct Slot {
    fetches: AtomicU64,
    last: tokio::sync::Mutex<Option<Result<Token, TokenError>>>,
}

impl Tokens {
    /// A token, but not the refused one. Whoever waits for another's fetch takes what that gave.
    pub(super) async fn token(&self, request: TokenRequest<'_>, refused: Option<&str>) -> Result<String, TokenError> {
        let slot = self.slot(request.scopes);
        let fetches = slot.fetches.load(Ordering::Acquire);
        let mut last = slot.last.lock().await;
        let is_news = slot.fetches.load(Ordering::Acquire) != fetches;
        match last.as_ref() {
            Some(result) if is_news => return result.clone().map(|token| token.value),
            Some(Ok(token)) if token.is_fresh() && refused != Some(&token.value) => return Ok(token.value.clone()),
            _ => {}
        }
        let result = self.provider.token(request).await;
        slot.fetches.fetch_add(1, Ordering::Release);
        *last = Some(result.clone());
        result.map(|token| token.value)
    }

    fn slot(&self, scopes: &'static [&'static str]) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(slots.entry(scopes).or_default())
    }
}
