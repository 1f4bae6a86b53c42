//! Hooks around every exchange with the server: for logging, measuring and signing.

use std::error::Error;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, Url};

use super::transport::{TransportError, TransportRequest};

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
