//! The device authorization grant of OAuth 2: RFC 8628.

mod login;
mod token;

use super::http::{TokenError, TokenRequest};
use super::token_endpoint::{self, Answer};

pub use login::{DeviceAuthorization, DeviceLogin};
pub use token::DeviceToken;

/// What the authorization server knows of an application.
#[derive(Clone)]
struct App {
    token_url: String,
    client_id: String,
    client_secret: Option<String>,
    parameters: Vec<(String, String)>,
}

impl App {
    /// Sends a form and reads the response.
    async fn post<'a>(
        &'a self,
        request: TokenRequest<'_>,
        url: &str,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Answer, TokenError> {
        let url = token_endpoint::endpoint(request.base_url, url)?;
        let id = ("client_id", self.client_id.as_str());
        let parameters = self
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs = pairs.into_iter().chain([id]).chain(parameters);
        let basic = self
            .client_secret
            .as_deref()
            .map(|secret| (self.client_id.as_str(), secret));
        let post = token_endpoint::request(url, pairs, basic)?;
        token_endpoint::answer(request.transport, post).await
    }
}
