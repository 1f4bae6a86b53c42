//! The border to the network: one object that sends one request.
//!
//! The client comes with a transport of its own; give another one to
//! [`ClientBuilder::transport`](crate::ClientBuilder::transport) to record, to fake or to route requests. [`Scripted`] is one for
//! tests.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::body::Body;
use crate::runtime::causes::Causes;

pub use super::platform::{BoxFuture, MaybeSend};
pub use super::reqwest_transport::ReqwestTransport;
pub use super::scripted::Scripted;
pub use reqwest::header::HeaderMap;
pub use reqwest::{Method, Url};

/// Sends requests.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request, once: no retries and no redirects.
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse>;

    /// The same with connections of its own, for the blocking calls of a client (feature `blocking`).
    ///
    /// They are sent from a runtime of their own, and a connection answers only while the runtime that it was made on runs.
    /// By default, blocking and async calls go through the same transport.
    fn separate(&self) -> Option<Arc<dyn Transport>> {
        None
    }
}

/// What a transport promises.
pub type TransportFuture<'a, T> = BoxFuture<'a, Result<T, TransportError>>;

/// A request as it goes out.
#[derive(Clone)]
#[non_exhaustive]
pub struct TransportRequest {
    /// The method.
    pub method: Method,
    /// The URL.
    pub url: Url,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Option<Body>,
}

/// URL and headers may hold credentials, and the body anything, so only method and host are shown.
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
    pub(crate) fn new(method: Method, url: Url, headers: HeaderMap, body: Option<Body>) -> Self {
        Self {
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

/// An answer as it comes in.
pub struct TransportResponse {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, piece by piece.
    pub body: Box<dyn TransportBody>,
}

impl TransportResponse {
    /// An answer whose body is there already.
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

/// A body that comes in pieces.
pub trait TransportBody: MaybeSend {
    /// The next piece; `None` at the end.
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>>;
}

struct Whole(Option<Vec<u8>>);

impl TransportBody for Whole {
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>> {
        let chunk = self.0.take();
        Box::pin(async move { Ok(chunk) })
    }
}

/// Why a request got no answer.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

/// What kind of failure a [`TransportError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made, so nothing was sent.
    Connect,
    /// It took too long.
    Timeout,
    /// The connection failed after that.
    Other,
}

impl TransportError {
    /// A failure and what caused it.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// The kind of failure.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => "timed out",
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
