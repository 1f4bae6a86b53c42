//! The body of a streamed response, as chunks.

use std::task::{Context, Poll, ready};

use reqwest::header::HeaderMap;

use super::super::call_error::CallError;
use super::super::departures::ObservedStream;
use super::super::operation::NoDocumentedError;
use super::super::platform::{self, BoxFuture};
use super::super::problem::Problem;
use super::super::reply::{Origin, Reply};
use super::super::transport::{TransportBody, TransportError};
use crate::runtime::http::mismatch::Mismatch;
use crate::runtime::json::{self, Json, JsonError};

/// An error in a stream after its head.
///
/// It names the operation, like the error of any call: `Transport` if the connection broke, `Timeout` if no data arrived in
/// time, `Decode` if an event or line doesn't match the API description, `TooLarge` if one exceeds the size limit.
pub type StreamError = CallError<NoDocumentedError>;

/// The pieces of a body, and what is known of the call.
pub(super) struct Chunks {
    state: State,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) origin: Origin,
    /// For a client that listens to departures.
    observed: Option<Box<ObservedStream>>,
}

enum State {
    Idle(Box<dyn TransportBody>),
    Waiting(Pending),
    Over,
}

/// The body on loan to a future, which is kept when a caller stops waiting: no piece is lost then.
type Pending = BoxFuture<'static, (Box<dyn TransportBody>, Result<Option<Vec<u8>>, Problem>)>;

impl Chunks {
    /// The body of a reply; `expected` is said where it is not streamed.
    pub(super) fn of(reply: &Reply, expected: &'static str) -> Result<Self, Mismatch> {
        let (unread, origin) = reply.take_unread().ok_or(Mismatch::MediaType(expected))?;
        let observed = origin.client.shared.observed();
        Ok(Self {
            state: State::Idle(unread.body),
            status: reply.status,
            headers: reply.headers.clone(),
            origin,
            observed: observed.map(|observed| Box::new(ObservedStream::new(observed))),
        })
    }

    /// A JSON value of the stream.
    pub(super) fn value<T: Json>(&mut self, text: &[u8]) -> Result<T, JsonError> {
        if let Some(observed) = &mut self.observed {
            let at = (self.origin.facts.id, self.status);
            observed.read(at, text, |reader| T::read(reader).map(drop));
        }
        json::from_slice(text)
    }

    /// Gives the body up.
    pub(super) fn stop(&mut self) {
        self.state = State::Over;
    }

    /// Continues with the body of another response.
    pub(super) fn go_on_with(&mut self, body: Box<dyn TransportBody>) {
        self.state = State::Idle(body);
    }

    /// The next chunk; after an error there is none.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, Problem>>> {
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Poll::Ready(None),
                State::Idle(body) => State::Waiting(self.pending(body)),
                State::Waiting(mut pending) => match pending.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Waiting(pending);
                        return Poll::Pending;
                    }
                    Poll::Ready((_, Err(problem))) => return Poll::Ready(Some(Err(problem))),
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(None),
                    Poll::Ready((body, Ok(Some(chunk)))) => {
                        self.state = State::Idle(body);
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                },
            };
        }
    }

    fn pending(&self, mut body: Box<dyn TransportBody>) -> Pending {
        let timeout = self.origin.timeout;
        Box::pin(async move {
            let chunk = match platform::within(timeout, body.chunk()).await {
                Ok(chunk) => chunk.map_err(|error: TransportError| Problem::from(error)),
                Err(_) => Err(Problem::silence(timeout)),
            };
            (body, chunk)
        })
    }

    /// The error for a problem in this stream.
    pub(super) fn error(&self, problem: Problem) -> StreamError {
        CallError::in_stream(&self.origin.facts, self.head(Vec::new()), problem)
    }

    /// The same response with a part of its body.
    pub(super) fn head(&self, body: Vec<u8>) -> Reply {
        Reply::whole(self.status, self.headers.clone(), body)
    }

    /// How many bytes a part may have.
    pub(super) fn limit(&self) -> u64 {
        self.origin.client.shared.max_response_bytes
    }

    /// The next chunk, or the error of this stream.
    pub(super) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, StreamError>>> {
        let piece = ready!(self.poll(context));
        Poll::Ready(piece.map(|piece| piece.map_err(|problem| self.error(problem))))
    }
}
