//! The HTTP transport, which sends single requests.
//!
//! Replace the default with [`ClientBuilder::transport`](crate::ClientBuilder::transport) to record, mock or route
//! requests. [`Scripted`] is a transport for tests, and so is `Mock` (feature `mock`).

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::body::Body;
use crate::runtime::causes::Causes;

#[cfg(feature = "mock")]
pub use super::mock::{Mock, MockRequest, MockResponse};
pub use super::platform::{BoxFuture, MaybeSend};
pub use super::reqwest_transport::ReqwestTransport;
pub use super::scripted::Scripted;
/// The HTTP library, for [`ClientBuilder::http`](crate::ClientBuilder::http).
pub use reqwest;
pub use reqwest::header::HeaderMap;
pub use reqwest::{Method, Url};

/// Sends requests.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request, without retries and redirects.
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse>;

    /// Returns the same transport with separate connections, for the blocking calls of a client (feature `blocking`).
    ///
    /// Blocking calls run on their own runtime, and a connection only works while the runtime that opened it runs. By
    /// default, blocking and async calls use the same transport.
    fn separate(&self) -> Option<Arc<dyn Transport>> {
        None
    }
}

/// The future of a [`Transport`].
pub type TransportFuture<'a, T> = BoxFuture<'a, Result<T, TransportError>>;

/// A request that is ready to be sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct TransportRequest {
    /// The `operationId` of the operation, or its method and path without one; `any` for a request that no operation describes.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The URL.
    pub url: Url,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Option<Body>,
}

/// Only method and host are shown: URL, headers and body may contain secrets.
impl fmt::Debug for TransportRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "TransportRequest({} {})",
            self.method,
            self.url.host_str().unwrap_or_default()
        )
    }
}

impl TransportRequest {
    pub(crate) fn new(
        operation: &'static str,
        (method, url): (Method, Url),
        headers: HeaderMap,
        body: Option<Body>,
    ) -> Self {
        Self {
            operation,
            method,
            url,
            headers,
            body,
        }
    }

    /// Whether the body is still there to be sent: what a reader gave is gone.
    pub(super) fn is_whole(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_whole)
    }
}

/// A response with its body as a stream.
pub struct TransportResponse {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as chunks.
    pub body: Box<dyn TransportBody>,
}

impl TransportResponse {
    /// A response with a complete body.
    pub fn new(status: u16, headers: HeaderMap, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers,
            body: Box::new(Whole(Some(body.into()))),
        }
    }
}

impl fmt::Debug for TransportResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TransportResponse({})", self.status)
    }
}

/// A body that arrives in chunks.
pub trait TransportBody: MaybeSend {
    /// The next chunk; `None` at the end.
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>>;
}

struct Whole(Option<Vec<u8>>);

impl TransportBody for Whole {
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>> {
        let chunk = self.0.take();
        Box::pin(async move { Ok(chunk) })
    }
}

/// Why a request has no response.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

/// The kind of a [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was established; nothing was sent.
    Connect,
    /// The request timed out.
    Timeout,
    /// The transport doesn't send such a request; trying again is of no use, so no retry does.
    Refused,
    /// The connection failed later.
    Other,
}

impl TransportError {
    /// An error with its cause.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// The kind of the error.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Refused => "refused",
            TransportErrorKind::Other => "the connection failed",
        })
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TransportError({})", Causes(self))
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}
