//! Streams for code without async: feature `blocking`.
#![cfg(all(feature = "blocking", not(target_arch = "wasm32")))]

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use crate::runtime::http::{BlockingCaller, CallError, Client, Facts, Problem};

/// A stream as an iterator that blocks the calling thread. Requires the feature `blocking`.
///
/// It works on every thread, like [`Request::send_blocking`](crate::Request::send_blocking).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Blocking<S> {
    state: State<S>,
}

enum State<S> {
    Running(S, BlockingCaller),
    /// The thread of blocking calls is missing.
    Failed(S, Problem, Facts),
    Over,
}

impl<S> Blocking<S> {
    /// The stream of a call of this client, whose further calls are blocking ones from now on.
    pub(crate) fn new(mut stream: S, facts: Facts, client: impl FnOnce(&mut S) -> &mut Client) -> Self {
        let client = client(&mut stream);
        let state = match BlockingCaller::new(client) {
            Ok(caller) => {
                client.clone_from(&caller.client);
                State::Running(stream, caller)
            }
            Err(problem) => State::Failed(stream, problem, facts),
        };
        Self { state }
    }
}

impl<S, T, E> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, CallError<E>>> + Unpin,
{
    type Item = Result<T, CallError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        // After a panic, or its end, the stream is not asked again.
        match std::mem::replace(&mut self.state, State::Over) {
            State::Running(mut stream, caller) => {
                let item = caller.wait(poll_fn(|context| Pin::new(&mut stream).poll_next(context)))?;
                self.state = State::Running(stream, caller);
                Some(item)
            }
            State::Failed(_, problem, facts) => Some(Err(CallError::on_the_way(&facts, problem))),
            State::Over => None,
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stream = match &self.state {
            State::Running(stream, _) | State::Failed(stream, ..) => Some(stream),
            State::Over => None,
        };
        formatter.debug_tuple("Blocking").field(&stream).finish()
    }
}
