//! One exchange with the server, with the hooks around it.

use super::client::Client;
use super::facts::Facts;
use super::hooks::Exchange;
use super::platform::Instant;
use super::problem::Problem;
use super::transport::{TransportRequest, TransportResponse};

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
