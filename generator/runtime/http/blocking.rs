//! Calls from code that is not async: feature `blocking`.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use super::client::Client;
use super::error::Error;
use super::operation::{Facts, Operation};
use super::problem::Problem;
use super::reply::{Reply, Response};
use super::request::{Request, understand};
use super::send::{self, Draft};

/// Runs the calls of a client and its clones; made at the first of them.
#[derive(Default)]
pub(super) struct BlockingRuntime {
    runtime: OnceLock<Option<Runtime>>,
}

impl BlockingRuntime {
    fn get(&self) -> Option<&Runtime> {
        let make = || Builder::new_current_thread().enable_all().build().ok();
        self.runtime.get_or_init(make).as_ref()
    }
}

/// A client may be dropped within async code, which must not wait for what still runs.
impl Drop for BlockingRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take().flatten() {
            runtime.shutdown_background();
        }
    }
}

/// Without async, by feature `blocking`.
impl<Op: Operation> Request<Op> {
    /// Sends the request and gives the value, while the thread waits.
    ///
    /// # Errors
    ///
    /// See [`Error`]; [`Error::Request`] on a thread of a tokio runtime, where waiting would stop other tasks.
    pub fn send_blocking(self) -> Result<Op::Output, Error<Op::Error>> {
        self.send_blocking_with_meta().map(|response| response.value)
    }

    /// Sends the request and gives the value with status and headers, while the thread waits.
    ///
    /// # Errors
    ///
    /// See [`Error`]; [`Error::Request`] on a thread of a tokio runtime, where waiting would stop other tasks.
    pub fn send_blocking_with_meta(self) -> Result<Response<Op::Output>, Error<Op::Error>> {
        match wait(self.client, Op::FACTS, self.draft) {
            Ok(reply) => understand::<Op>(reply),
            Err(problem) => Err(Error::on_the_way(&Op::FACTS, problem)),
        }
    }
}

fn wait(client: Client, facts: Facts, draft: Box<Draft>) -> Result<Reply, Problem> {
    let shared = Client::clone(&client);
    blocking_runtime(&shared)?.block_on(send::run(client, facts, draft))
}

/// What runs the calls of a client, where this thread may wait.
pub(crate) fn blocking_runtime(client: &Client) -> Result<&Runtime, Problem> {
    if Handle::try_current().is_ok() {
        return Err(Problem::request(
            "a blocking call on a thread of a tokio runtime would stop its other tasks: `.await` the request, or pass it \
             to `Handle::block_on` where blocking is allowed",
        ));
    }
    let runtime = client.shared.blocking.get();
    runtime.ok_or_else(|| Problem::request("the runtime for blocking calls can't be set up"))
}
