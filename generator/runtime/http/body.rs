//! What a request carries: bytes, or a stream of them.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, ReadBuf};

use super::platform::Instant;

/// The body of a request, or the content of a file in a form: bytes, or a stream from a reader.
///
/// Bytes and strings convert with `into`. Content that is too large for memory is streamed with
/// [`from_reader`](Self::from_reader):
///
/// ```text
/// Body::from_reader(tokio::fs::File::open("film.mp4").await?, None).content_type("video/mp4")
/// ```
#[derive(Clone, Default)]
pub struct Body {
    pieces: VecDeque<Piece>,
    content_type: Option<String>,
}

#[derive(Clone)]
enum Piece {
    Bytes(Bytes),
    Stream(Stream),
}

/// A reader, which clones share: what one of them has taken is gone for the others.
#[derive(Clone)]
struct Stream {
    source: Arc<Mutex<Source>>,
    length: Option<u64>,
    /// How much this clone has taken.
    taken: u64,
}

struct Source {
    reader: Pin<Box<dyn AsyncRead + Send>>,
    /// How much all clones have taken.
    given: u64,
    /// When that was last.
    moved_at: Option<Instant>,
}

/// Tells when the bytes of a body moved last.
#[derive(Clone)]
pub(super) struct Progress(Arc<Mutex<Source>>);

impl Progress {
    pub(super) fn moved_at(&self) -> Option<Instant> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).moved_at
    }
}

impl Body {
    /// A body that is read from a reader while it is sent.
    ///
    /// With a `length`, the request declares its size, and the reader must provide that many bytes. Such a body can only be
    /// sent once: after its first bytes were sent, the request is neither retried nor redirected.
    pub fn from_reader(reader: impl AsyncRead + Send + 'static, length: impl Into<Option<u64>>) -> Self {
        let source = Source {
            reader: Box::pin(reader),
            given: 0,
            moved_at: None,
        };
        Self::of(Piece::Stream(Stream {
            source: Arc::new(Mutex::new(source)),
            length: length.into(),
            taken: 0,
        }))
    }

    /// Sets the media type of the content and overrides the declared one; required if that is a range like `image/*`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The remaining number of bytes, if known.
    pub fn length(&self) -> Option<u64> {
        self.pieces.iter().map(Piece::length).sum()
    }

    /// All bytes, if they are in memory; `None` for a body from a reader.
    pub fn bytes(&self) -> Option<Bytes> {
        let pieces: Option<Vec<&Bytes>> = self
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Bytes(bytes) => Some(bytes),
                Piece::Stream(_) => None,
            })
            .collect();
        match pieces?.as_slice() {
            [] => Some(Bytes::new()),
            [only] => Some(Bytes::clone(only)),
            several => Some(several.iter().flat_map(|bytes| bytes.iter().copied()).collect()),
        }
    }

    /// The next chunk; `None` at the end. For custom transports.
    ///
    /// # Errors
    ///
    /// Returns an error if the reader fails, if it doesn't provide the declared length, or if it was read before.
    pub async fn chunk(&mut self) -> io::Result<Option<Bytes>> {
        std::future::poll_fn(|context| self.poll_chunk(context))
            .await
            .transpose()
    }

    /// All that is left of it, in memory.
    pub(super) async fn whole(mut self) -> io::Result<Vec<u8>> {
        let mut whole = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole)
    }

    pub(crate) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let chunk = match self.pieces.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => std::mem::take(bytes),
                Some(Piece::Stream(stream)) => match ready!(stream.poll(context)) {
                    Ok(chunk) => chunk,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
            };
            if !chunk.is_empty() {
                return Poll::Ready(Some(Ok(chunk)));
            }
            self.pieces.pop_front();
        }
    }

    /// Whether all of it is still there to be sent.
    pub(super) fn is_whole(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Bytes(_) => true,
            Piece::Stream(stream) => stream.source.lock().unwrap_or_else(PoisonError::into_inner).given == 0,
        })
    }

    /// The progress of what comes from readers, each of them.
    pub(super) fn progress(&self) -> Vec<Progress> {
        let streams = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Bytes(_) => None,
            Piece::Stream(stream) => Some(Progress(Arc::clone(&stream.source))),
        });
        streams.collect()
    }

    pub(crate) fn own_content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Adds the pieces of another body.
    pub(crate) fn append(&mut self, other: Self) {
        self.pieces.extend(other.pieces);
    }

    fn of(piece: Piece) -> Self {
        Self {
            pieces: VecDeque::from([piece]),
            content_type: None,
        }
    }
}

impl Piece {
    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Stream(stream) => stream.length.map(|length| length.saturating_sub(stream.taken)),
        }
    }
}

impl Stream {
    /// The next bytes of the reader; none at its end.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        const CHUNK: usize = 16 * 1024;
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        if source.given != self.taken {
            return Poll::Ready(Err(io::Error::other("a body from a reader can be sent only once")));
        }
        let mut chunk = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        ready!(source.reader.as_mut().poll_read(context, &mut buffer))?;
        let filled = buffer.filled().len();
        chunk.truncate(filled);
        self.taken += filled as u64;
        source.given = self.taken;
        source.moved_at = Some(Instant::now());
        let is_over = filled == 0;
        let is_fit = self
            .length
            .is_none_or(|length| self.taken == length || (self.taken < length && !is_over));
        if !is_fit {
            return Poll::Ready(Err(io::Error::other("the reader doesn't provide the declared length")));
        }
        Poll::Ready(Ok(Bytes::from(chunk)))
    }
}

/// The content isn't shown.
impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(formatter, "Body({length} bytes)"),
            None => formatter.write_str("Body(..)"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::of(Piece::Bytes(bytes))
    }
}

macro_rules! from_what_bytes_come_from {
    ($($ty:ty),+) => {$(
        impl From<$ty> for Body {
            fn from(bytes: $ty) -> Self {
                Self::from(Bytes::from(bytes))
            }
        }
    )+};
}

from_what_bytes_come_from!(Vec<u8>, String, &'static [u8], &'static str);

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::from(Bytes::from_static(bytes))
    }
}
