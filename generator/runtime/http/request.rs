//! A request: its inputs, and sending it.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use super::body::Body;
use super::call_error::CallError;
use super::client::Client;
use super::draft::Draft;
use super::encoding::unreserved;
use super::error::Error;
use super::inputs::Members;
use super::operation::Operation;
use super::parameters::{self, Parameter, Style};
use super::raw_response::RawResponse;
use super::received::{raw, received};
use super::reply::Response;
use super::response_future::ResponseFuture;
use super::retry::RetryPolicy;
use super::send;
use super::tree::Tree;
use crate::runtime::json::{self, Json};

/// A request that is ready to be sent.
///
/// `.await` it for the value, or call [`send_with_meta`](Self::send_with_meta) for the status code and headers as well. It
/// owns its inputs, so it can be sent from another task. Set optional inputs with the methods of the operation.
#[must_use = "a request does nothing unless it is awaited or sent"]
pub struct Request<Op> {
    pub(super) client: Client,
    /// Boxed, since it moves with each input and into the future.
    pub(super) draft: Box<Draft>,
    operation: PhantomData<fn() -> Op>,
}

/// The inputs of a request so far. A method would take the name from parameters.
pub(crate) fn draft_of<Op>(request: &Request<Op>) -> &Draft {
    &request.draft
}

/// A form of several parts: its body, and its members, which are kept so that they can be checked.
pub(crate) fn with_form<Op>(
    mut request: Request<Op>,
    media_type: &'static str,
    (boundary, body, members): (String, Body, Members),
) -> Request<Op> {
    request.draft.inputs.members(media_type, members);
    request.with_body(&format!("{media_type}; boundary={boundary}"), body)
}

/// Keeps the value of a body that isn't written as JSON, so that it can be checked.
pub(crate) fn keep_value<Op>(request: &mut Request<Op>, media_type: &'static str, value: &Tree) {
    request.draft.inputs.form(media_type, value);
}

/// What a request shows of itself: the operation, not its inputs.
impl<Op: Operation> fmt::Debug for Request<Op> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Request({} {})", Op::FACTS.method, Op::FACTS.path)
    }
}

impl<Op: Operation> Request<Op> {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            draft: Box::new(Draft::of::<Op>()),
            operation: PhantomData,
        }
    }
}

impl<Op> Request<Op> {
    /// Overrides the total timeout of this call, including retries and upload.
    ///
    /// For a streamed response, it applies to the head, and then between chunks.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout = Some(timeout);
        self
    }

    /// Overrides the timeout of each attempt of this call.
    pub fn with_attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.draft.attempt_timeout = Some(attempt_timeout);
        self
    }

    /// Sends this request without credentials, even if the operation requires them.
    pub fn without_credentials(mut self) -> Self {
        self.draft.is_without_credentials = true;
        self
    }

    /// Overrides the retry policy for this call.
    pub fn with_retry(mut self, retry: RetryPolicy) -> Self {
        self.draft.retry = Some(retry);
        self
    }

    /// Overrides the maximum number of redirects for this call. With 0, a redirect is returned as the response.
    pub fn with_max_redirects(mut self, max_redirects: usize) -> Self {
        self.draft.max_redirects = Some(max_redirects);
        self
    }

    /// Sets a header of this request, and replaces a default one or one that was set before. The values of a header that is
    /// a list are one text, separated by commas (RFC 9110, section 5.3).
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.draft.header(&name.into(), value.into());
        self
    }

    /// Adds a query parameter that the operation doesn't declare.
    pub fn with_query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let pair = format!("{}={}", unreserved(name.as_ref()), unreserved(value.as_ref()));
        self.draft.query(vec![pair]);
        self
    }

    /// Adds a property to the JSON body that its type doesn't have, or replaces one that it has.
    ///
    /// Sending fails if the body isn't a JSON object in memory.
    pub fn with_body_property(mut self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.draft.properties.push((name.into(), Tree::of(&value.into())));
        self
    }

    /// Sets the header `Idempotency-Key`, by which the server recognises repeated requests, and permits retries.
    pub fn with_idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.draft.header("idempotency-key", key.into());
        self
    }

    #[inline]
    pub(crate) fn path_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.path_input(name, &value.tree(), style);
        self
    }

    #[inline]
    pub(crate) fn query_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.query_input(name, &value.tree(), style);
        self
    }

    #[inline]
    pub(crate) fn header_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.header_input(name, &value.tree(), style);
        self
    }

    #[inline]
    pub(crate) fn cookie_input(mut self, name: &'static str, value: &(impl Parameter + ?Sized), style: Style) -> Self {
        self.draft.cookie_input(name, &value.tree(), style);
        self
    }

    pub(crate) fn json_body(mut self, media_type: &'static str, value: &impl Json) -> Self {
        self.draft.inputs.body(media_type);
        self.with_body(media_type, Body::from(json::to_vec(value)))
    }

    pub(crate) fn form_body(mut self, media_type: &'static str, value: &impl Json, styles: &[(&str, Style)]) -> Self {
        let value = Tree::of(value);
        self.draft.inputs.form(media_type, &value);
        self.with_body(media_type, Body::from(parameters::form(&value, styles)))
    }

    pub(crate) fn text_body(mut self, media_type: &'static str, text: impl Into<String>) -> Self {
        self.draft.inputs.body(media_type);
        self.with_body(media_type, Body::from(text.into()))
    }

    pub(crate) fn raw_body(self, media_type: &'static str, body: impl Into<Body>) -> Self {
        self.with_body(media_type, body.into())
    }

    /// A body by the media type of its own, or else by this one.
    pub(crate) fn with_body(mut self, media_type: &str, body: Body) -> Self {
        self.draft.body(media_type, body);
        self
    }

    /// Makes sending fail with what is wrong with an input.
    pub(crate) fn refused(mut self, problem: String) -> Self {
        self.draft.refuse(problem);
        self
    }
}

impl<Op: Operation> Request<Op> {
    pub(crate) fn into_parts(self) -> (Client, Box<Draft>) {
        (self.client, self.draft)
    }

    /// Sends the request and returns the value.
    ///
    /// # Errors
    ///
    /// See [`CallError`].
    pub async fn send(self) -> Result<Op::Output, CallError<Op::Error>> {
        self.send_with_meta().await.map(|response| response.value)
    }

    /// Sends the request and returns the value with status code, headers and the body as it was received.
    ///
    /// # Errors
    ///
    /// See [`CallError`].
    pub async fn send_with_meta(self) -> Result<Response<Op::Output>, CallError<Op::Error>> {
        let facts = self.draft.facts(Op::FACTS);
        received::<Op>(&facts, send::run(self.client, facts.clone(), self.draft).await)
    }

    /// Sends the request and returns status code, headers and bytes, whatever they are; nothing is decoded.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no complete response.
    pub async fn send_raw(self) -> Result<RawResponse, Error> {
        let facts = self.draft.facts(Op::FACTS);
        raw(send::run(self.client, facts.clone(), self.draft.whole()).await, &facts)
    }
}

impl<Op: Operation> IntoFuture for Request<Op> {
    type Output = Result<Op::Output, CallError<Op::Error>>;
    type IntoFuture = ResponseFuture<Op>;

    fn into_future(self) -> ResponseFuture<Op> {
        ResponseFuture::new(self.client, self.draft)
    }
}
