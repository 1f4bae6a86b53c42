//! The transport to a token endpoint.

use reqwest::header::{AUTHORIZATION, USER_AGENT};

use super::client::Client;
use super::patience::Patience;
use super::platform::{self, Instant};
use super::retry::{self, Pace};
use super::tokens::{TokenError, TokenRequest};
use super::transport::{
    Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// The client's transport, with the client's headers and retries: token requests may be repeated.
pub(crate) struct TokenTransport {
    client: Client,
    pace: Pace,
}

impl Transport for TokenTransport {
    fn send(&self, mut request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        self.add_headers(&mut request);
        Box::pin(self.send_with_retries(request))
    }
}

impl TokenTransport {
    /// The transport of a call that has to be over at its deadline.
    pub(super) fn new(client: &Client, deadline: Option<Instant>) -> Self {
        Self {
            client: client.clone(),
            pace: Pace {
                policy: client.shared.retry.clone(),
                deadline,
            },
        }
    }

    /// A request without scopes.
    pub(crate) fn request(&self) -> TokenRequest<'_> {
        TokenRequest {
            scopes: &[],
            base_url: &self.client.shared.servers.base,
            transport: self,
        }
    }

    /// The transport of a request outside of calls.
    pub(crate) fn outside_of_calls(client: &Client) -> Self {
        Self::new(client, Instant::now().checked_add(client.shared.timeout))
    }

    /// The output of a request outside of calls, which takes no longer than a call may.
    pub(crate) async fn in_time<T>(
        &self,
        future: impl Future<Output = Result<T, TokenError>>,
    ) -> Result<T, TokenError> {
        let result = Patience::total(self.client.shared.timeout).within(future).await;
        result.unwrap_or_else(|_| Err(TokenError::new("the token endpoint takes too long")))
    }

    /// The headers that the client sends with everything; to another origin only what it calls itself.
    fn add_headers(&self, request: &mut TransportRequest) {
        let shared = &self.client.shared;
        let is_own = request.url.origin() == shared.servers.base.origin();
        for (name, value) in &shared.headers {
            let is_wanted = name == USER_AGENT || (is_own && name != AUTHORIZATION);
            if is_wanted && !request.headers.contains_key(name) {
                request.headers.insert(name, value.clone());
            }
        }
    }

    async fn send_with_retries(&self, request: TransportRequest) -> Result<TransportResponse, TransportError> {
        let mut retries = 0;
        loop {
            let result = self.client.network.transport.send(request.clone()).await;
            let asked = match &result {
                Ok(response) if self.pace.policy.is_transient(response.status) => {
                    Some(retry::retry_after(&response.headers))
                }
                Ok(_) => None,
                Err(error) => (error.kind() != TransportErrorKind::Timeout).then_some(None),
            };
            let delay = asked.and_then(|retry_after| self.pace.delay(retries, retry_after));
            let Some(delay) = delay.filter(|_| request.is_whole()) else {
                return result;
            };
            platform::sleep(delay).await;
            retries += 1;
        }
    }
}
