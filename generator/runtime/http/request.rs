//! One request: its inputs, and how it is run.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use super::client::Client;
use super::error::Error;
use super::operation::{ErrorResponses, Operation};
use super::parameters::{self, Parameter, Style};
use super::reply::{Mismatch, Reply, Response};
use super::retry::RetryPolicy;
use super::send::{self, Draft};
use crate::runtime::json::{self, Json};

/// A request that is ready to be sent.
///
/// `.await` it for the value, or call [`send_with_meta`](Self::send_with_meta) for status and headers as well. It owns all
/// that it needs, so it can be sent from another task. Optional inputs are set by the operation's own methods.
#[must_use = "a request does nothing unless it is awaited or sent"]
pub struct Request<Op> {
    client: Client,
    draft: Draft,
    operation: PhantomData<fn() -> Op>,
}

/// What a request shows of itself: the operation, not its inputs.
impl<Op: Operation> fmt::Debug for Request<Op> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Request({} {})", Op::FACTS.method, Op::FACTS.path)
    }
}

impl<Op> Request<Op> {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            draft: Draft::default(),
            operation: PhantomData,
        }
    }

    /// How long this call may take in all, instead of the client's timeout.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout = Some(timeout);
        self
    }

    /// What is tried again in this call, instead of the client's policy.
    pub fn with_retry(mut self, retry: RetryPolicy) -> Self {
        self.draft.retry = Some(retry);
        self
    }

    /// A header of this request, in place of one that it would have by itself.
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.draft.header(&name.into(), value.into());
        self
    }

    /// A key by which the server knows a repeated request, in the header `Idempotency-Key`; the request may be retried then.
    pub fn with_idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.draft.header("idempotency-key", key.into());
        self.draft.has_idempotency_key = true;
        self
    }

    pub(crate) fn path_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.path(name, style.in_path(name, &value.value()));
        self
    }

    pub(crate) fn query_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.query(style.in_query(name, &value.value()));
        self
    }

    pub(crate) fn header_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.header(name, style.in_header(&value.value()));
        self
    }

    pub(crate) fn cookie_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.cookies(style.in_query(name, &value.value()));
        self
    }

    pub(crate) fn json_body(mut self, media_type: &'static str, value: &impl Json) -> Self {
        self.draft.body(media_type, json::to_vec(value));
        self
    }

    pub(crate) fn form_body(mut self, media_type: &'static str, value: &(impl Parameter + ?Sized)) -> Self {
        self.draft
            .body(media_type, parameters::form(&value.value()).into_bytes());
        self
    }

    pub(crate) fn raw_body(mut self, media_type: &'static str, body: Vec<u8>) -> Self {
        self.draft.body(media_type, body);
        self
    }
}

impl<Op: Operation> Request<Op> {
    pub(crate) fn into_parts(self) -> (Client, Draft) {
        (self.client, self.draft)
    }

    /// Sends the request and gives the value.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send(self) -> Result<Op::Output, Error<Op::Error>> {
        self.send_with_meta().await.map(|response| response.value)
    }

    /// Sends the request and gives the value with status and headers.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn send_with_meta(self) -> Result<Response<Op::Output>, Error<Op::Error>> {
        match send::run(self.client, Op::FACTS, self.draft).await {
            Ok(reply) => understand::<Op>(reply),
            Err(problem) => Err(Error::on_the_way(&Op::FACTS, problem)),
        }
    }
}

pub(crate) fn understand<Op: Operation>(reply: Reply) -> Result<Response<Op::Output>, Error<Op::Error>> {
    match Op::output(&reply) {
        Ok(value) => Ok(Response {
            status: reply.status,
            headers: reply.headers,
            value,
        }),
        Err(Mismatch::Undeclared) => match Op::Error::read(&reply) {
            Ok(body) => Err(Error::documented(&Op::FACTS, body, reply)),
            Err(mismatch) => Err(Error::mismatched(&Op::FACTS, mismatch, reply)),
        },
        Err(mismatch) => Err(Error::mismatched(&Op::FACTS, mismatch, reply)),
    }
}

impl<Op: Operation + 'static> IntoFuture for Request<Op> {
    type Output = Result<Op::Output, Error<Op::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
