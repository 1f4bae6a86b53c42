//! Redirects: RFC 9110, section 15.4.

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Method, Url};

use super::client::Client;
use super::exchange::exchange;
use super::facts::{Facts, Redirects};
use super::problem::Problem;
use super::transport::{TransportRequest, TransportResponse};

/// Which redirects are followed: not the declared ones, which are responses, and no more than this many.
#[derive(Clone, Copy)]
pub(super) struct Following {
    pub(super) declared: Redirects,
    pub(super) max: usize,
}

/// Sends a request and follows redirects.
pub(super) async fn with_redirects(
    client: &Client,
    facts: &Facts,
    following: Following,
    resend_count: u32,
    request: &TransportRequest,
) -> Result<TransportResponse, Problem> {
    let mut redirect: Option<Box<TransportRequest>> = None;
    for count in 0.. {
        let current = redirect.as_deref().unwrap_or(request);
        let response = exchange(client, facts, resend_count, current).await?;
        let is_declared = following.declared.iter().any(|range| range.contains(&response.status));
        if is_declared || following.max == 0 {
            return Ok(response);
        }
        match redirected(&request.url, current, &response) {
            Some(_) if count >= following.max => break,
            Some(next) => redirect = Some(Box::new(next)),
            None => return Ok(response),
        }
    }
    Err(Problem::redirects())
}

/// The request to the target of a redirect. Credentials and bodies are never sent to another origin.
fn redirected(first: &Url, request: &TransportRequest, response: &TransportResponse) -> Option<TransportRequest> {
    let keeps_method = matches!(response.status, 307 | 308);
    if !keeps_method && !matches!(response.status, 301..=303) {
        return None;
    }
    let target = request.url.join(response.headers.get(LOCATION)?.to_str().ok()?).ok()?;
    let is_own = target.origin() == first.origin();
    // A QUERY is safe, and its body says what is asked for: only 303 leads to a GET.
    let is_query = request.method.as_str() == "QUERY" && response.status != 303;
    let is_read = matches!(request.method, Method::GET | Method::HEAD) || is_query;
    let mut next = request.clone();
    if !is_read && !keeps_method {
        next.method = Method::GET;
        next.body = None;
        next.headers.remove(CONTENT_TYPE);
    }
    if !is_own {
        if next.body.is_some() || !matches!(target.scheme(), "http" | "https") {
            return None;
        }
        next.headers = HeaderMap::new();
        next.headers
            .extend(request.headers.get(ACCEPT).map(|value| (ACCEPT, value.clone())));
    }
    next.url = target;
    next.is_whole().then_some(next)
}
