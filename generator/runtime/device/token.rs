//! The tokens of a login: RFC 6749, sections 5.1 and 6.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::App;
use crate::runtime::http::{Token, TokenError, TokenFuture, TokenProvider, TokenRequest};
use crate::runtime::token_endpoint::Answer;

/// The tokens of a login, which are renewed with its refresh token if there is one. Clones share them.
#[derive(Clone)]
pub struct DeviceToken {
    app: Arc<App>,
    tokens: Arc<Mutex<Tokens>>,
    /// A refresh token may be valid once only, so there is one renewal at a time.
    renewal: Arc<tokio::sync::Mutex<()>>,
}

/// What the server gave last.
#[derive(Default)]
pub(super) struct Tokens {
    access: Option<Token>,
    refresh_token: Option<String>,
    /// The scopes whose calls have the access token: they come again if it was rejected.
    given_to: BTreeSet<&'static [&'static str]>,
}

impl Tokens {
    /// Nothing but a refresh token.
    pub(super) fn to_be_renewed(refresh_token: String) -> Self {
        Self {
            refresh_token: Some(refresh_token),
            ..Self::default()
        }
    }

    pub(super) fn of(answer: &Answer) -> Result<Self, TokenError> {
        Ok(Self {
            access: Some(answer.token()?),
            refresh_token: answer.text("refresh_token").map(str::to_owned),
            given_to: BTreeSet::new(),
        })
    }
}

impl DeviceToken {
    pub(super) fn new(app: App, tokens: Tokens) -> Self {
        Self {
            app: Arc::new(app),
            tokens: Arc::new(Mutex::new(tokens)),
            renewal: Arc::default(),
        }
    }

    /// The refresh token, for [`DeviceAuthorization::resume`](super::DeviceAuthorization::resume) in a later run. A server may
    /// replace it with each renewal.
    pub fn refresh_token(&self) -> Option<String> {
        self.with(|tokens| tokens.refresh_token.clone())
    }

    fn with<T>(&self, use_them: impl FnOnce(&mut Tokens) -> T) -> T {
        use_them(&mut self.tokens.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn current(&self, request: TokenRequest<'_>) -> Result<Token, TokenError> {
        let _one_at_a_time = self.renewal.lock().await;
        let (known, refresh_token) = self.with(|tokens| {
            let is_news = tokens.given_to.insert(request.scopes);
            let fresh = tokens.access.clone().filter(Token::is_fresh);
            let known = fresh.filter(|_| is_news || tokens.refresh_token.is_none());
            (known, tokens.refresh_token.clone())
        });
        if let Some(token) = known {
            return Ok(token);
        }
        let Some(refresh_token) = refresh_token else {
            return Err(TokenError::new(
                "the login has expired, and the server gave no refresh token",
            ));
        };
        let pairs = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.as_str()),
        ];
        let answer = self.app.post(request, &self.app.token_url, pairs).await?;
        let mut renewed = Tokens::of(&answer)?;
        let token = answer.token()?;
        renewed.refresh_token.get_or_insert(refresh_token);
        renewed.given_to.insert(request.scopes);
        self.with(|tokens| *tokens = renewed);
        Ok(token)
    }
}

impl TokenProvider for DeviceToken {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(self.current(request))
    }
}

/// No token is shown.
impl fmt::Debug for DeviceToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeviceToken(..)")
    }
}
