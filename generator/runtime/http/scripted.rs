//! A transport for tests, with scripted responses.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::operation::Operation;
use super::transport::{
    HeaderMap, Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// A transport for tests that sends nothing: it returns scripted responses and records the requests.
///
/// A request gets the first response that is left for its operation, or else the first that is left for any; it fails if there
/// is none. Clones share script and requests.
#[derive(Clone, Debug, Default)]
pub struct Scripted {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// What is left, each for an operation or for any.
    answers: VecDeque<(Option<&'static str>, Answer)>,
    requests: Vec<TransportRequest>,
}

#[derive(Debug)]
enum Answer {
    Reply(u16, HeaderMap, Vec<u8>),
    Failure(TransportErrorKind),
}

impl Answer {
    fn reply<'a>(status: u16, headers: impl IntoIterator<Item = (&'a str, &'a str)>, body: Vec<u8>) -> Self {
        let pairs = headers
            .into_iter()
            .filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
        let pairs: Vec<_> = pairs.collect();
        Self::Reply(status, pairs.into_iter().collect(), body)
    }
}

impl State {
    /// What is left for a request of an operation.
    fn take(&mut self, operation: &str) -> Option<Answer> {
        let own = self.answers.iter().position(|(of, _)| *of == Some(operation));
        let any = || self.answers.iter().position(|(of, _)| of.is_none());
        let (_, answer) = self.answers.remove(own.or_else(any)?)?;
        Some(answer)
    }
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
        self.then(None, Answer::reply(status, headers, body.into()))
    }

    /// Adds a response to requests of one operation, whatever comes before them: with a status code and, unless empty, a JSON
    /// body.
    ///
    /// ```text
    /// Scripted::new().reply_to::<api::TAG::OPERATION>(200, "[]")
    /// ```
    #[must_use]
    pub fn reply_to<Op: Operation>(self, status: u16, body: impl Into<Vec<u8>>) -> Self {
        let json = [("content-type", "application/json")];
        self.then(Some(Op::FACTS.id), Answer::reply(status, json, body.into()))
    }

    /// Adds a failure.
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.then(None, Answer::Failure(kind))
    }

    /// Adds a failure of requests of one operation.
    #[must_use]
    pub fn fail_to<Op: Operation>(self, kind: TransportErrorKind) -> Self {
        self.then(Some(Op::FACTS.id), Answer::Failure(kind))
    }

    /// The recorded requests.
    pub fn requests(&self) -> Vec<TransportRequest> {
        self.state().requests.clone()
    }

    fn then(self, operation: Option<&'static str>, answer: Answer) -> Self {
        self.state().answers.push_back((operation, answer));
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Scripted {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        let mut state = self.state();
        let operation = request.operation;
        state.requests.push(request);
        let answer = state.take(operation);
        Box::pin(async move {
            match answer {
                Some(Answer::Reply(status, headers, body)) => Ok(TransportResponse::new(status, headers, body)),
                Some(Answer::Failure(kind)) => Err(TransportError::new(kind, "as scripted")),
                None => Err(TransportError::new(
                    TransportErrorKind::Refused,
                    format!("the script has no response left for `{operation}`"),
                )),
            }
        })
    }
}
