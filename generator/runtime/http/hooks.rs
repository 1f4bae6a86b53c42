//! What a caller does around every exchange with the server: to log, to measure, to sign.

use std::error::Error;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, Url};

use super::client::Client;
use super::operation::Facts;
use super::platform::Instant;
use super::problem::Problem;
use super::transport::{TransportError, TransportRequest, TransportResponse};

/// Sees every request before it goes out, and what became of it. Retries and redirects are requests of their own.
///
/// Hooks run in the order in which the client was given them, and don't wait: what has to wait belongs into a
/// [`Transport`](super::transport::Transport) around the client's own, or into a [`TokenProvider`](crate::TokenProvider).
pub trait Hook: Send + Sync + 'static {
    /// Before a request is sent. It may be changed; an error stops the call, and shows.
    ///
    /// A redirect may lead to another host, to which the client sends no credentials: see to it that a hook doesn't either.
    ///
    /// # Errors
    ///
    /// Whatever is reason not to send the request.
    fn on_request(&self, request: &mut TransportRequest) -> Result<(), Box<dyn Error + Send + Sync>> {
        let _ = request;
        Ok(())
    }

    /// After the headers of the answer came, or none.
    fn on_response(&self, exchange: &Exchange<'_>) {
        let _ = exchange;
    }
}

/// A request that went out, and what became of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Exchange<'a> {
    /// The `operationId` of the operation.
    pub operation: &'static str,
    /// The method.
    pub method: &'a Method,
    /// The URL, which may hold credentials.
    pub url: &'a Url,
    /// How often the request was sent before.
    pub resend_count: u32,
    /// The time until the headers of the answer came.
    pub elapsed: Duration,
    /// Status and headers of the answer, or why there is none.
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
            .map_err(|error| Problem::request("a hook refused the request").with_cause(error))?;
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
