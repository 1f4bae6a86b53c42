//! Bodies on their way to reqwest.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::body::Body;

/// A body as reqwest takes it: with its length, where that is known, and otherwise in chunks.
pub(super) fn outgoing(body: Body) -> reqwest::Body {
    match body.bytes() {
        Some(bytes) => reqwest::Body::from(bytes),
        None => reqwest::Body::wrap(Outgoing(body)),
    }
}

struct Outgoing(Body);

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
