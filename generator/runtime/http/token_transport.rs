//! The transport to a token endpoint.

use reqwest::header::{AUTHORIZATION, USER_AGENT};

use super::client::Client;
use super::platform;
use super::retry::{self, Pace};
use super::transport::{
    Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// The client's transport, with the client's headers and retries: token requests may be repeated.
pub(super) struct TokenTransport {
    pub(super) client: Client,
    pub(super) pace: Pace,
}

impl Transport for TokenTransport {
    fn send(&self, mut request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        self.add_headers(&mut request);
        Box::pin(self.send_with_retries(request))
    }
}

impl TokenTransport {
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
