//! Hooks around every exchange with the server: for logging, measuring and signing.

use std::error::Error;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, Url};

use super::client::Client;
use super::operation::Facts;
use super::platform::Instant;
use super::problem::Problem;
use super::transport::{TransportError, TransportRequest, TransportResponse};

/// Sees every request before it is sent, and its outcome. Retries and redirects are separate requests.
///
/// Hooks run in the order in which they were added, and aren't async. For async work, wrap the
/// [`Transport`](super::transport::Transport) or implement a [`TokenProvider`](crate::TokenProvider).
pub trait Hook: Send + Sync + 'static {
    /// Called before a request is sent. The hook may change the request; an error ends the call.
    ///
    /// A redirect may point to another host, to which the client sends no credentials; hooks must not send any either.
    ///
    /// # Errors
    ///
    /// Return an error to prevent the request.
    fn on_request(&self, request: &mut TransportRequest) -> Result<(), Box<dyn Error + Send + Sync>> {
        let _ = request;
        Ok(())
    }

    /// Called after the headers of the response arrived, or the exchange failed.
    fn on_response(&self, exchange: &Exchange<'_>) {
        let _ = exchange;
    }
}

/// A request that was sent, and its outcome.
#[derive(Debug)]
#[non_exhaustive]
pub struct Exchange<'a> {
    /// The `operationId` of the operation.
    pub operation: &'static str,
    /// The method.
    pub method: &'a Method,
    /// The URL, which may contain credentials.
    pub url: &'a Url,
    /// The number of previous attempts.
    pub resend_count: u32,
    /// The time until the headers of the response arrived.
    pub elapsed: Duration,
    /// Status code and headers of the response, or the error.
    pub outcome: Result<(u16, &'a HeaderMap), &'a TransportError>,
}

/// Sends one request, with the hooks around it.
pub(super) async fn exchange(
    client: &Client,
    facts: &Facts,
    resend_count: u32,
    request: &TransportRequest,
) -> Result<TransportResponse, Problem> {
    if client.shared.hooks.is_empty() {
        return Ok(client.network.transport.send(request.clone()).await?);
    }
    // Boxed, so that calls without hooks don't have to hold what it needs.
    Box::pin(with_hooks(client, facts, resend_count, request.clone())).await
}

async fn with_hooks(
    client: &Client,
    facts: &Facts,
    resend_count: u32,
    mut request: TransportRequest,
) -> Result<TransportResponse, Problem> {
    for hook in &client.shared.hooks {
        hook.on_request(&mut request)
            .map_err(|error| Problem::request("a hook rejected the request").with_cause(error))?;
    }
    let (method, url, start) = (request.method.clone(), request.url.clone(), Instant::now());
    let result = client.network.transport.send(request).await;
    let exchange = Exchange {
        operation: facts.id,
        method: &method,
        url: &url,
        resend_count,
        elapsed: start.elapsed(),
        outcome: result.as_ref().map(|response| (response.status, &response.headers)),
    };
    for hook in &client.shared.hooks {
        hook.on_response(&exchange);
    }
    Ok(result?)
}
