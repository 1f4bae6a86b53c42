//! Streams of JSON texts: [NDJSON](https://github.com/ndjson/ndjson-spec), JSON Lines, and JSON text sequences (RFC 7464).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::call_error::CallError;
use super::super::problem::Problem;
use super::super::reply::Reply;
use super::chunks::{Chunks, StreamError};
use crate::runtime::http::mismatch::Mismatch;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use crate::runtime::iterators::Blocking;
use crate::runtime::json::{Json, JsonError};

/// A stream of JSON values, one per line.
///
/// Read it with [`next`](Self::next) or as a `futures` stream. Empty lines are skipped. A line that doesn't match the API
/// description is an error that names it, and the stream continues; any other error ends the stream.
/// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) limits each line, not the stream. The timeout applies
/// between chunks.
pub struct JsonLines<T> {
    lines: Box<Lines>,
    read: fn(&mut Chunks, &[u8]) -> Result<T, JsonError>,
}

impl<T> JsonLines<T> {
    /// The next value; `None` at the end. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll_value(context)).await
    }

    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        let line = match ready!(self.lines.poll(context)) {
            Some(Ok(line)) => line,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let read = match self.lines.may_be_cut_off(&line) {
            true => Err(JsonError::new("the end of the text may be missing")),
            false => (self.read)(&mut self.lines.chunks, &line),
        };
        Poll::Ready(Some(read.map_err(|error| self.lines.unfit(line, error))))
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<T> JsonLines<T> {
    /// The values as an iterator, for code without async. Requires the feature `blocking`.
    pub fn blocking(self) -> Blocking<Self> {
        let facts = self.lines.chunks.origin.facts.clone();
        Blocking::new(self, facts, |stream| &mut stream.lines.chunks.origin.client)
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_value(context)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonLines({} read)", self.lines.count)
    }
}

impl Reply {
    /// The body as lines of JSON.
    pub(crate) fn json_lines<T: Json>(&self) -> Result<JsonLines<T>, Mismatch> {
        self.json_texts(b'\n')
    }

    /// The body as a sequence of JSON texts, each of which begins with a record separator.
    pub(crate) fn json_sequence<T: Json>(&self) -> Result<JsonLines<T>, Mismatch> {
        self.json_texts(0x1E)
    }

    fn json_texts<T: Json>(&self, separator: u8) -> Result<JsonLines<T>, Mismatch> {
        Ok(JsonLines {
            lines: Box::new(Lines {
                chunks: Chunks::of(self, "lines of JSON")?,
                separator,
                buffer: Vec::new(),
                start: 0,
                searched: 0,
                count: 0,
                is_over: false,
            }),
            read: Chunks::value::<T>,
        })
    }
}

/// The texts between separators.
struct Lines {
    chunks: Chunks,
    separator: u8,
    /// What has come.
    buffer: Vec<u8>,
    /// How much of it is given already.
    start: usize,
    /// Up to where it is searched for the next separator.
    searched: usize,
    count: u64,
    is_over: bool,
}

impl Lines {
    /// The next text that is not empty.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, StreamError>>> {
        loop {
            if let Some(line) = self.buffered() {
                if !line.trim_ascii().is_empty() {
                    return Poll::Ready(Some(Ok(line)));
                }
            } else if self.is_over {
                return Poll::Ready(self.last().map(Ok));
            } else if (self.buffer.len() - self.start) as u64 > self.chunks.limit() {
                return Poll::Ready(Some(Err(self.too_long())));
            } else {
                match ready!(self.chunks.poll_piece(context)) {
                    Some(Ok(chunk)) => self.add(&chunk),
                    None => self.is_over = true,
                    Some(Err(error)) => {
                        self.end();
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }

    fn add(&mut self, chunk: &[u8]) {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(chunk);
    }

    /// The first text of the buffer that is whole.
    fn buffered(&mut self) -> Option<Vec<u8>> {
        let rest = self.buffer.get(self.searched..)?;
        let Some(found) = rest.iter().position(|byte| *byte == self.separator) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + found;
        let line = self.buffer.get(self.start..end)?.to_vec();
        self.start = end + 1;
        self.searched = self.start;
        self.count += 1;
        Some(line)
    }

    /// What follows the last separator.
    fn last(&mut self) -> Option<Vec<u8>> {
        let line = self.buffer.get(self.start..)?.to_vec();
        self.end();
        self.count += 1;
        (!line.trim_ascii().is_empty()).then_some(line)
    }

    fn end(&mut self) {
        self.buffer = Vec::new();
        self.start = 0;
        self.searched = 0;
        self.is_over = true;
    }

    fn too_long(&mut self) -> StreamError {
        let line = format!("line {}", self.count + 1);
        self.end();
        self.chunks.stop();
        self.chunks.error(Problem::too_large_part(&line, self.chunks.limit()))
    }

    /// Whether a number or a word in a sequence may go on past its end: RFC 7464, section 2.4.
    fn may_be_cut_off(&self, line: &[u8]) -> bool {
        let is_word = !matches!(line.trim_ascii().first(), Some(b'{' | b'[' | b'"'));
        self.separator != b'\n' && is_word && !line.last().is_some_and(u8::is_ascii_whitespace)
    }

    fn unfit(&self, line: Vec<u8>, error: JsonError) -> StreamError {
        let part = match self.separator {
            b'\n' => format!("line {}", self.count),
            _ => format!("text {}", self.count.saturating_sub(1)),
        };
        CallError::unfit_part(&self.chunks.origin.facts, self.chunks.head(line), part, error)
    }
}
