//! The default transport.

use std::sync::Arc;
use std::time::Duration;

use super::outgoing::outgoing;
use super::transport::{
    Transport, TransportBody, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// A transport that uses reqwest. `From` accepts your own `reqwest::Client`, for example with a proxy or a TLS identity.
/// Build it with `redirect(Policy::none())`: this crate's client follows redirects itself and never sends credentials to
/// another origin. Blocking and async calls share the connections of such a client.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// How another one is made; `None` for a client that came from elsewhere.
    connect_timeout: Option<Duration>,
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self {
            client,
            connect_timeout: None,
        }
    }
}

impl ReqwestTransport {
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn new(connect_timeout: Duration) -> Result<Self, reqwest::Error> {
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        Ok(Self {
            client: builder.connect_timeout(connect_timeout).build()?,
            connect_timeout: Some(connect_timeout),
        })
    }

    /// A browser connects and redirects by itself.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn new(_connect_timeout: Duration) -> Result<Self, reqwest::Error> {
        Ok(Self::from(reqwest::Client::builder().build()?))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        Box::pin(async move {
            let mut own = reqwest::Request::new(request.method, request.url);
            *own.headers_mut() = request.headers;
            if let Some(body) = request.body {
                *own.body_mut() = Some(outgoing(body).await?);
            }
            let mut response = self.client.execute(own).await.map_err(failed)?;
            Ok(TransportResponse {
                status: response.status().as_u16(),
                headers: std::mem::take(response.headers_mut()),
                body: Box::new(Body::from(response)),
            })
        })
    }

    fn separate(&self) -> Option<Arc<dyn Transport>> {
        let separate = Self::new(self.connect_timeout?).ok()?;
        Some(Arc::new(separate))
    }
}

#[cfg(not(target_arch = "wasm32"))]
struct Body(reqwest::Response);

#[cfg(not(target_arch = "wasm32"))]
impl From<reqwest::Response> for Body {
    fn from(response: reqwest::Response) -> Self {
        Self(response)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl TransportBody for Body {
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>> {
        Box::pin(async move { Ok(self.0.chunk().await.map_err(failed)?.map(|chunk| chunk.to_vec())) })
    }
}

/// A browser gives the body in one piece.
#[cfg(target_arch = "wasm32")]
struct Body(Option<reqwest::Response>);

#[cfg(target_arch = "wasm32")]
impl From<reqwest::Response> for Body {
    fn from(response: reqwest::Response) -> Self {
        Self(Some(response))
    }
}

#[cfg(target_arch = "wasm32")]
impl TransportBody for Body {
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>> {
        let response = self.0.take();
        Box::pin(async move {
            match response {
                Some(response) => Ok(Some(response.bytes().await.map_err(failed)?.to_vec())),
                None => Ok(None),
            }
        })
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// A browser doesn't say.
#[cfg(target_arch = "wasm32")]
fn is_connect(_error: &reqwest::Error) -> bool {
    false
}

/// The URL may hold credentials, so the error goes without it.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if is_connect(&error) {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
