//! The client credentials grant of OAuth 2: RFC 6749, section 4.4.

use std::fmt;

use super::http::{Token, TokenError, TokenFuture, TokenProvider, TokenRequest};
use super::token_endpoint;

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

    fn form(&self, scopes: &[&str]) -> Vec<(&str, String)> {
        let scopes = match &self.scopes {
            Some(own) => own.join(" "),
            None => scopes.join(" "),
        };
        let mut pairs = vec![("grant_type", "client_credentials".to_owned())];
        if !scopes.is_empty() {
            pairs.push(("scope", scopes));
        }
        if self.is_in_body {
            pairs.push(("client_id", self.client_id.clone()));
            pairs.push(("client_secret", self.client_secret.clone()));
        }
        let further = self
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()));
        pairs.extend(further);
        pairs
    }

    async fn fetched(&self, request: TokenRequest<'_>) -> Result<Token, TokenError> {
        let url = token_endpoint::endpoint(request.base_url, self.token_url.as_deref().unwrap_or_default())?;
        let form = self.form(request.scopes);
        let pairs = form.iter().map(|(name, value)| (*name, value.as_str()));
        let identity = (self.client_id.as_str(), self.client_secret.as_str());
        let post = token_endpoint::request(url, pairs, (!self.is_in_body).then_some(identity))?;
        token_endpoint::answer(request.transport, post).await?.token()
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
