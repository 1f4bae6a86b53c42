//! The default transport.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, HeaderValue};

use super::outgoing::outgoing;
#[cfg(not(target_arch = "wasm32"))]
use super::platform::has_runtime;
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
    settings: Option<ConnectSettings>,
}

/// What connections are made with.
#[derive(Clone)]
pub(super) struct ConnectSettings {
    pub(super) timeout: Duration,
    /// What the caller sets of reqwest's own.
    pub(super) more: Option<Configure>,
}

/// Sets more of a client of reqwest.
pub(super) type Configure = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

impl ConnectSettings {
    fn configured(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        match &self.more {
            Some(more) => more(builder),
            None => builder,
        }
    }
}

impl fmt::Debug for ConnectSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ConnectSettings({:?})", self.timeout)
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client, settings: None }
    }
}

impl ReqwestTransport {
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn new(settings: &ConnectSettings) -> Result<Self, reqwest::Error> {
        let builder = settings.configured(reqwest::Client::builder().connect_timeout(settings.timeout));
        Ok(Self {
            client: builder.redirect(reqwest::redirect::Policy::none()).build()?,
            settings: Some(settings.clone()),
        })
    }

    /// A browser connects and redirects by itself.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn new(settings: &ConnectSettings) -> Result<Self, reqwest::Error> {
        Ok(Self::from(settings.configured(reqwest::Client::builder()).build()?))
    }
}

/// What is wrong where no runtime is; reqwest would panic.
#[cfg(not(target_arch = "wasm32"))]
const NO_RUNTIME: &str =
    "there is no Tokio runtime: await the request inside one, or use `send_blocking` of the feature `blocking`";

impl Transport for ReqwestTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        Box::pin(async move {
            #[cfg(not(target_arch = "wasm32"))]
            if !has_runtime() {
                return Err(TransportError::new(TransportErrorKind::Other, NO_RUNTIME));
            }
            let mut own = reqwest::Request::new(request.method, request.url);
            *own.headers_mut() = request.headers;
            if lacks_body(own.method(), request.body.as_ref()) {
                own.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
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
        let separate = Self::new(self.settings.as_ref()?).ok()?;
        Some(Arc::new(separate))
    }
}

/// Whether a server that expects a body has to be told that there is none: RFC 9110, section 8.6.
fn lacks_body(method: &Method, body: Option<&super::body::Body>) -> bool {
    let expects_body = matches!(*method, Method::POST | Method::PUT | Method::PATCH);
    expects_body && body.is_none_or(|body| body.length() == Some(0))
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
