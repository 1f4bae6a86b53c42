//! What awaiting a request waits for.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::call_error::CallError;
use super::client::Client;
use super::draft::Draft;
use super::facts::Facts;
use super::operation::Operation;
use super::platform::BoxFuture;
use super::problem::Problem;
use super::received::received;
use super::reply::Reply;
use super::send;

/// The future of a [`Request`](crate::Request) that is awaited: its value, or why there is none.
///
/// It is written by hand: an `async` block would make a state machine of its own for each operation.
#[must_use = "futures do nothing unless they are awaited"]
pub struct ResponseFuture<Op> {
    reply: BoxFuture<'static, Result<Reply, Problem>>,
    facts: Facts,
    operation: PhantomData<fn() -> Op>,
}

impl<Op: Operation> ResponseFuture<Op> {
    pub(super) fn new(client: Client, draft: Box<Draft>) -> Self {
        let facts = draft.facts(Op::FACTS);
        Self {
            reply: send::run(client, facts.clone(), draft),
            facts,
            operation: PhantomData,
        }
    }
}

impl<Op: Operation> Future for ResponseFuture<Op> {
    type Output = Result<Op::Output, CallError<Op::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let result = ready!(self.reply.as_mut().poll(context));
        Poll::Ready(received::<Op>(&self.facts, result).map(|response| response.value))
    }
}

impl<Op> fmt::Debug for ResponseFuture<Op> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ResponseFuture({} {})", self.facts.method, self.facts.path)
    }
}
