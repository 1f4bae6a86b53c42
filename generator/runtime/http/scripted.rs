//! A transport for tests, with scripted responses.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::transport::{
    HeaderMap, Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// A transport for tests that sends nothing: it returns scripted responses in order and records the requests.
///
/// Clones share script and requests. A request fails if no response is left.
#[derive(Clone, Debug, Default)]
pub struct Scripted {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<Answer>,
    requests: Vec<TransportRequest>,
}

#[derive(Debug)]
enum Answer {
    Reply(u16, HeaderMap, Vec<u8>),
    Failure(TransportErrorKind),
}

impl Scripted {
    /// Creates a script without responses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a response with a status code and, unless empty, a JSON body.
    #[must_use]
    pub fn reply(self, status: u16, body: impl Into<Vec<u8>>) -> Self {
        self.reply_with(status, [("content-type", "application/json")], body)
    }

    /// Adds a response with a status code, headers and a body. Invalid headers are skipped.
    #[must_use]
    pub fn reply_with<'a>(
        self,
        status: u16,
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        let pairs = headers
            .into_iter()
            .filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
        let headers: Vec<_> = pairs.collect();
        self.then(Answer::Reply(status, headers.into_iter().collect(), body.into()))
    }

    /// Adds a failure.
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.then(Answer::Failure(kind))
    }

    /// The recorded requests.
    pub fn requests(&self) -> Vec<TransportRequest> {
        self.state().requests.clone()
    }

    fn then(self, answer: Answer) -> Self {
        self.state().answers.push_back(answer);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Scripted {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        let mut state = self.state();
        state.requests.push(request);
        let answer = state.answers.pop_front();
        Box::pin(async move {
            match answer {
                Some(Answer::Reply(status, headers, body)) => Ok(TransportResponse::new(status, headers, body)),
                Some(Answer::Failure(kind)) => Err(TransportError::new(kind, "as scripted")),
                None => Err(TransportError::new(
                    TransportErrorKind::Other,
                    "the script has no response left",
                )),
            }
        })
    }
}
