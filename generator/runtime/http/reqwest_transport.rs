//! The transport that the client comes with.

use std::time::Duration;

use super::outgoing::outgoing;
use super::transport::{
    Transport, TransportBody, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// reqwest, without redirects, which are the client's business.
pub(super) struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    pub(super) fn new(connect_timeout: Duration) -> Result<Self, reqwest::Error> {
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        builder.connect_timeout(connect_timeout).build().map(Self)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        Box::pin(async move {
            let mut builder = self.0.request(request.method, request.url).headers(request.headers);
            if let Some(body) = request.body {
                builder = builder.body(outgoing(body).await?);
            }
            let response = builder.send().await.map_err(failed)?;
            Ok(TransportResponse {
                status: response.status().as_u16(),
                headers: response.headers().clone(),
                body: Box::new(Body(response)),
            })
        })
    }
}

struct Body(reqwest::Response);

impl TransportBody for Body {
    fn chunk(&mut self) -> TransportFuture<'_, Option<Vec<u8>>> {
        Box::pin(async move { Ok(self.0.chunk().await.map_err(failed)?.map(|chunk| chunk.to_vec())) })
    }
}

/// The URL may hold credentials, so the error goes without it.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
