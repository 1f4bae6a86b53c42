//! Bodies on their way to reqwest.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::body::Body;
use super::transport::{TransportError, TransportErrorKind};

/// A body as reqwest takes it: with its length, where that is known, and otherwise in chunks.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn outgoing(body: Body) -> Result<reqwest::Body, TransportError> {
    Ok(match body.bytes() {
        Some(bytes) => reqwest::Body::from(bytes),
        None => reqwest::Body::wrap(Outgoing(body)),
    })
}

/// A browser takes bodies whole.
#[cfg(target_arch = "wasm32")]
pub(super) async fn outgoing(body: Body) -> Result<reqwest::Body, TransportError> {
    let whole = body.whole().await;
    let whole = whole.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
    Ok(reqwest::Body::from(whole))
}

#[cfg(not(target_arch = "wasm32"))]
struct Outgoing(Body);

#[cfg(not(target_arch = "wasm32"))]
impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        self.0
            .poll_chunk(context)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
