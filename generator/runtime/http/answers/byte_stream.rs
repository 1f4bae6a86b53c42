//! Downloads.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use reqwest::header::CONTENT_LENGTH;

use super::super::problem::Problem;
use super::super::reply::{self, Mismatch, Reply};
use super::chunks::{Chunks, StreamError};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use crate::runtime::iterators::Blocking;

/// A body that comes in pieces and may be of any length.
///
/// Take the pieces by [`chunk`](Self::chunk) or as a `futures` stream, or all at once by [`bytes`](Self::bytes). The
/// client's timeout holds for each piece, not for the whole. After an error there are no more pieces.
pub struct ByteStream {
    chunks: Box<Chunks>,
}

impl ByteStream {
    /// The next piece; `None` at the end. A wait that is given up loses nothing.
    ///
    /// # Errors
    ///
    /// When the connection breaks, or nothing comes for as long as the timeout says.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, StreamError> {
        poll_fn(|context| self.chunks.poll_piece(context)).await.transpose()
    }

    /// All that is still to come, if the client takes so much: see
    /// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes).
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk), and `TooLarge`.
    pub async fn bytes(mut self) -> Result<Vec<u8>, StreamError> {
        let limit = self.chunks.limit();
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if (bytes.len() + chunk.len()) as u64 > limit {
                return Err(self.chunks.error(Problem::too_large(limit)));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// How many bytes the body has in all, if the server says so.
    pub fn content_length(&self) -> Option<u64> {
        self.chunks.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// The media type of the body, without parameters, if the server says it.
    pub fn media_type(&self) -> Option<String> {
        reply::media_type(&self.chunks.headers)
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl ByteStream {
    /// The pieces as an iterator, from code that is not async: by feature `blocking`.
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
