//! Downloads.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use reqwest::header::CONTENT_LENGTH;

use super::super::problem::Problem;
use super::super::reply::Reply;
use super::chunks::{Chunks, StreamError};
use crate::runtime::http::media_types;
use crate::runtime::http::mismatch::Mismatch;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use crate::runtime::iterators::Blocking;

/// A response body of any length, as a stream.
///
/// Read it with [`next`](Self::next), as a `futures` stream, or as a whole with [`bytes`](Self::bytes). The timeout
/// applies to each chunk, not to the whole body. After an error, there are no more chunks.
pub struct ByteStream {
    chunks: Box<Chunks>,
}

impl ByteStream {
    /// The next chunk; `None` at the end. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if the connection breaks, or if no data arrives before the timeout.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>, StreamError>> {
        poll_fn(|context| self.chunks.poll_piece(context)).await
    }

    /// The rest of the body, up to [`max_response_bytes`](crate::ClientBuilder::max_response_bytes).
    ///
    /// # Errors
    ///
    /// Returns the errors of [`next`](Self::next), and `TooLarge`.
    pub async fn bytes(mut self) -> Result<Vec<u8>, StreamError> {
        let limit = self.chunks.limit();
        let mut bytes = Vec::new();
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            if (bytes.len() + chunk.len()) as u64 > limit {
                return Err(self.chunks.error(Problem::too_large(limit)));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// The size of the body, if the server declares it.
    pub fn content_length(&self) -> Option<u64> {
        self.chunks.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// The media type of the body, without parameters, if the server declares it.
    pub fn media_type(&self) -> Option<String> {
        media_types::media_type(&self.chunks.headers)
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl ByteStream {
    /// The chunks as an iterator, for code without async. Requires the feature `blocking`.
    pub fn blocking(self) -> Blocking<Self> {
        let facts = self.chunks.origin.facts.clone();
        Blocking::new(self, facts, |stream| &mut stream.chunks.origin.client)
    }
}

impl Stream for ByteStream {
    type Item = Result<Vec<u8>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.chunks.poll_piece(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ByteStream({})", self.media_type().unwrap_or_default())
    }
}

impl Reply {
    /// The body as a stream of bytes.
    pub(crate) fn byte_stream(&self) -> Result<ByteStream, Mismatch> {
        let chunks = Chunks::of(self, "a stream of bytes")?;
        Ok(ByteStream {
            chunks: Box::new(chunks),
        })
    }
}
