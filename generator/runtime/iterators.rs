//! Streams from code that is not async: feature `blocking`.
#![cfg(all(feature = "blocking", not(target_arch = "wasm32")))]

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use crate::runtime::http::{Client, Error, Facts, blocking_runtime};

/// A stream as an iterator, for whose next item the thread waits: by feature `blocking`.
///
/// On a thread of a tokio runtime, where waiting would stop other tasks, it gives [`Error::Request`] and ends.
#[must_use = "an iterator waits for nothing until it is asked for an item"]
pub struct Blocking<S> {
    /// `None` at its end.
    stream: Option<S>,
    client: Client,
    facts: Facts,
}

impl<S> Blocking<S> {
    pub(crate) fn new(stream: S, client: Client, facts: Facts) -> Self {
        Self {
            stream: Some(stream),
            client,
            facts,
        }
    }
}

impl<S, T, E> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, Error<E>>> + Unpin,
{
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        let item = match blocking_runtime(&self.client) {
            Ok(runtime) => runtime.block_on(poll_fn(|context| Pin::new(&mut *stream).poll_next(context))),
            Err(problem) => {
                self.stream = None;
                return Some(Err(Error::on_the_way(&self.facts, problem)));
            }
        };
        if item.is_none() {
            self.stream = None;
        }
        item
    }
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Blocking").field(&self.stream).finish()
    }
}
