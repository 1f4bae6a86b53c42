//! A transport for tests: it answers from a script and remembers what was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::transport::{
    HeaderMap, Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// A transport that sends nothing: requests are answered in turn by what it was told, and kept for looking at.
///
/// Clones share script and requests. A request for which no answer is left fails.
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
    /// A script without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next answer: status and body, as JSON where there is one.
    #[must_use]
    pub fn reply(self, status: u16, body: impl Into<Vec<u8>>) -> Self {
        self.reply_with(status, [("content-type", "application/json")], body)
    }

    /// The next answer: status, headers and body. Headers that HTTP can't hold are left out.
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

    /// The next answer: none, for this reason.
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.then(Answer::Failure(kind))
    }

    /// The requests so far.
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
                    "the script has no answer left",
                )),
            }
        })
    }
}
