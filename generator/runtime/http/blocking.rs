//! Calls for code without async: feature `blocking`.

use std::sync::Arc;

use super::blocking_thread::BlockingThread;
use super::call_error::CallError;
use super::client::Client;
use super::draft::Draft;
use super::error::Error;
use super::facts::Facts;
use super::operation::Operation;
use super::problem::Problem;
use super::raw_response::RawResponse;
use super::received::{raw, received};
use super::reply::{Reply, Response};
use super::request::Request;
use super::send;

/// Blocking calls, which require the feature `blocking`.
impl<Op: Operation> Request<Op> {
    /// Sends the request, blocks the calling thread and returns the value.
    ///
    /// It works on every thread, also inside async code, where it blocks the worker. Blocking calls have their own
    /// connections, on a thread that the client starts with the first of these calls.
    ///
    /// # Errors
    ///
    /// See [`CallError`].
    pub fn send_blocking(self) -> Result<Op::Output, CallError<Op::Error>> {
        self.send_blocking_with_meta().map(|response| response.value)
    }

    /// Sends the request like [`send_blocking`](Self::send_blocking), and returns the value with status code and headers.
    ///
    /// # Errors
    ///
    /// See [`CallError`].
    pub fn send_blocking_with_meta(self) -> Result<Response<Op::Output>, CallError<Op::Error>> {
        let (client, draft) = self.into_parts();
        let facts = draft.facts(Op::FACTS);
        received::<Op>(&facts, run(&client, &facts, draft))
    }

    /// Sends the request like [`send_blocking`](Self::send_blocking), and returns status code, headers and bytes, whatever
    /// they are; nothing is decoded.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no complete response.
    pub fn send_blocking_raw(self) -> Result<RawResponse, Error> {
        let (client, draft) = self.into_parts();
        let facts = draft.facts(Op::FACTS);
        raw(run(&client, &facts, draft.whole()), &facts)
    }
}

fn run(client: &Client, facts: &Facts, draft: Box<Draft>) -> Result<Reply, Problem> {
    let caller = BlockingCaller::new(client)?;
    caller.wait(send::run(caller.client.clone(), facts.clone(), draft))
}

/// A client for calls that a thread waits for.
pub(crate) struct BlockingCaller {
    /// The same client, on the network of blocking calls.
    pub(crate) client: Client,
    thread: Arc<BlockingThread>,
}

impl BlockingCaller {
    /// This client for calls that a thread waits for.
    pub(crate) fn new(client: &Client) -> Result<Self, Problem> {
        let (network, thread) = client
            .network
            .for_blocking()
            .map_err(|error| Problem::request("the thread for blocking calls can't be started").with_cause(error))?;
        let client = Client {
            shared: Arc::clone(&client.shared),
            network,
        };
        Ok(Self { client, thread })
    }

    /// The output of a future, for which the calling thread waits.
    pub(crate) fn wait<F: Future>(&self, future: F) -> F::Output {
        self.thread.wait(future)
    }
}
