//! An API in memory, for the tests of those who use this crate: a function for each operation that a test needs.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::assemble;
use super::mismatch::Mismatch;
use super::operation::{ErrorResponses, Operation};
use super::reply::Reply;
use super::transport::{
    Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest, TransportResponse,
};

/// A transport that answers each operation by a function of yours, and sends nothing.
///
/// A call of another operation fails, and so does a response that the operation doesn't document; the error's cause names
/// the operation, and nothing is retried. Clones share functions and requests.
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// By the ids of operations and what they accept: methods that give an answer as a stream have ids in common with others.
    handlers: BTreeMap<(&'static str, &'static str), Handler>,
    otherwise: Option<Handler>,
    requests: Vec<MockRequest>,
}

/// What answers a request, and the path template by which its variables are found.
#[derive(Clone)]
struct Handler {
    path: &'static str,
    accept: &'static str,
    answer: Arc<Answer>,
}

type Answer = dyn Fn(&MockRequest) -> Result<TransportResponse, TransportError> + Send + Sync;

impl Mock {
    /// Creates a mock that answers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the requests of one operation. A second function for it replaces the first.
    ///
    /// ```text
    /// Mock::new().on::<api::TAG::OPERATION>(|request| MockResponse::json(200, &value))
    /// ```
    #[must_use]
    pub fn on<Op: Operation>(self, answer: impl Fn(&MockRequest) -> MockResponse + Send + Sync + 'static) -> Self {
        let handler = Handler {
            path: Op::FACTS.path,
            accept: Op::ACCEPT,
            answer: Arc::new(move |request| answer(request).documented::<Op>()),
        };
        self.state().handlers.insert((Op::FACTS.id, Op::ACCEPT), handler);
        self
    }

    /// Answers what no operation's function answers, such as requests for tokens and [`Client::request`](crate::Client::request).
    #[must_use]
    pub fn otherwise(self, answer: impl Fn(&MockRequest) -> MockResponse + Send + Sync + 'static) -> Self {
        let handler = Handler {
            path: "",
            accept: "",
            answer: Arc::new(move |request| answer(request).sent()),
        };
        self.state().otherwise = Some(handler);
        self
    }

    /// The requests so far, answered or not.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// The requests of one operation so far.
    pub fn requests_of<Op: Operation>(&self) -> Vec<MockRequest> {
        let requests = self.requests().into_iter();
        let is_own = |request: &MockRequest| {
            request.operation == Op::FACTS.id && (request.accept.is_empty() || request.accept == Op::ACCEPT)
        };
        requests.filter(is_own).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(&self, request: TransportRequest) -> Result<TransportResponse, TransportError> {
        let handler = {
            let state = self.state();
            state.handler(&request).or(state.otherwise.as_ref()).cloned()
        };
        let request = MockRequest::of(request, handler.as_ref()).await?;
        self.state().requests.push(request.clone());
        match handler {
            Some(handler) => (handler.answer)(&request),
            None => Err(failed(format!("the mock has no answer for `{}`", request.operation))),
        }
    }
}

impl State {
    /// The function of the method that sent a request: the one that accepts the same, if several have the operation's id.
    fn handler(&self, request: &TransportRequest) -> Option<&Handler> {
        let handlers = self.handlers.iter().filter(|((id, _), _)| *id == request.operation);
        let accept = request.headers.get(ACCEPT);
        let is_own = |((_, own), _): &(&(_, &'static str), &Handler)| accept == Some(&assemble::accept(own));
        let own = handlers.clone().find(is_own);
        own.or_else(|| handlers.clone().next()).map(|(_, handler)| handler)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let operations = state.handlers.keys().map(|(id, _)| id);
        formatter.debug_set().entries(operations).finish()
    }
}

impl Transport for Mock {
    fn send(&self, request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        Box::pin(self.answer(request))
    }
}

fn failed(cause: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, cause)
}

/// A request that a [`Mock`] received.
#[derive(Clone)]
#[non_exhaustive]
pub struct MockRequest {
    /// The `operationId` of the operation, or its method and path without one; `any` for a request that no operation describes.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The URL.
    pub url: Url,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty without one.
    pub body: Bytes,
    path: &'static str,
    /// What the method accepts that was answered.
    accept: &'static str,
}

impl MockRequest {
    async fn of(request: TransportRequest, handler: Option<&Handler>) -> Result<Self, TransportError> {
        let body = request.body.unwrap_or_default().whole().await.map_err(failed)?;
        Ok(Self {
            operation: request.operation,
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: body.into(),
            path: handler.map_or("", |handler| handler.path),
            accept: handler.map_or("", |handler| handler.accept),
        })
    }

    /// A variable of the path, decoded; `None` if the path has none of that name.
    pub fn path_parameter(&self, name: &str) -> Option<String> {
        let templates = self.path.rsplit('/');
        let mut segments = templates.zip(self.url.path().rsplit('/'));
        let value = segments.find_map(|(template, segment)| variable(template, segment, name))?;
        // A pair of a form is decoded as a path is, apart from the plus.
        let pair = format!("_={}", value.replace('+', "%2B").replace('&', "%26"));
        let mut url = self.url.clone();
        url.set_query(Some(&pair));
        url.query_pairs().next().map(|(_, value)| value.into_owned())
    }

    /// The first parameter of this name in the query, decoded.
    pub fn query_parameter(&self, name: &str) -> Option<String> {
        let mut pairs = self.url.query_pairs();
        pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
    }

    /// A header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as a type of this crate, or as any other value.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not that JSON.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.body)
    }
}

/// Only method and host are shown: URL, headers and body may contain secrets.
impl fmt::Debug for MockRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        write!(formatter, "MockRequest({} {host})", self.method)
    }
}

/// The value of a variable in a segment of a path.
fn variable<'s>(mut template: &str, mut segment: &'s str, name: &str) -> Option<&'s str> {
    loop {
        let (before, rest) = template.split_once('{')?;
        let (variable, after) = rest.split_once('}')?;
        segment = segment.strip_prefix(before)?;
        let next = after.split('{').next().unwrap_or_default();
        let end = match next {
            "" => segment.len(),
            next => segment.find(next)?,
        };
        let (value, left) = segment.split_at_checked(end)?;
        if variable == name {
            return Some(value);
        }
        (template, segment) = (after, left);
    }
}

/// What a [`Mock`] answers.
#[derive(Debug)]
pub struct MockResponse {
    status: u16,
    headers: HeaderMap,
    body: Result<Vec<u8>, TransportError>,
}

impl MockResponse {
    /// A response without a body.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Ok(Vec::new()),
        }
    }

    /// A response with a type of this crate, or any other value, as JSON.
    pub fn json<T: Serialize + ?Sized>(status: u16, value: &T) -> Self {
        Self::of(status, "application/json", serde_json::to_vec(value).map_err(failed))
    }

    /// A response with a body of any media type.
    pub fn body(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::of(status, media_type, Ok(body.into()))
    }

    /// A stream of server-sent events, whose data are these values as JSON.
    pub fn events<T: Serialize>(status: u16, events: impl IntoIterator<Item = T>) -> Self {
        Self::of(status, "text/event-stream", joined(events, "data: ", "\n\n"))
    }

    /// A stream of these values, a line of JSON each, as the media type `application/x-ndjson`.
    pub fn json_lines<T: Serialize>(status: u16, values: impl IntoIterator<Item = T>) -> Self {
        Self::of(status, "application/x-ndjson", joined(values, "", "\n"))
    }

    fn of(status: u16, media_type: &str, body: Result<Vec<u8>, TransportError>) -> Self {
        let response = Self {
            body,
            ..Self::status(status)
        };
        response.header("content-type", media_type)
    }

    /// No response: the network fails.
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self {
            body: Err(TransportError::new(kind, "as the mock says")),
            ..Self::status(0)
        }
    }

    /// Sets a header. An invalid one is an error of the call.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.body = Err(failed(format!("`{name}` is not a valid header"))),
        }
        self
    }

    fn sent(self) -> Result<TransportResponse, TransportError> {
        Ok(TransportResponse::new(self.status, self.headers, self.body?))
    }

    /// The response, if the operation documents one like it.
    fn documented<Op: Operation>(self) -> Result<TransportResponse, TransportError> {
        let reply = Reply::whole(self.status, self.headers, self.body?);
        if let Err(mismatch) = checked::<Op>(&reply) {
            let what = match mismatch {
                Mismatch::Undeclared => "a response that isn't documented".to_owned(),
                Mismatch::Json(error) => format!("a body that isn't documented: {error}"),
                Mismatch::Text => "a body that isn't text".to_owned(),
                Mismatch::MediaType(expected) => format!("no body of the media type `{expected}`"),
            };
            let (status, id) = (reply.status(), Op::FACTS.id);
            return Err(failed(format!("the mock answers `{id}` with {status} and {what}")));
        }
        Ok(TransportResponse::new(reply.status, reply.headers, reply.body))
    }
}

/// Whether the operation documents a response like it. Of a stream, only the status is known.
fn checked<Op: Operation>(reply: &Reply) -> Result<(), Mismatch> {
    let status = reply.status();
    let is_streamed = Op::STREAMED.iter().any(|(statuses, _)| statuses.contains(&status));
    let is_success = (200..=299).contains(&status) || Op::STATUSES.iter().any(|range| range.contains(&status));
    match (is_streamed, is_success) {
        (true, _) => Ok(()),
        (false, true) => Op::output(reply).map(drop),
        (false, false) => Op::Error::read(reply).map(drop),
    }
}

fn joined<T: Serialize>(
    values: impl IntoIterator<Item = T>,
    before: &str,
    after: &str,
) -> Result<Vec<u8>, TransportError> {
    let mut text = String::new();
    for value in values {
        let json = serde_json::to_string(&value).map_err(failed)?;
        text.extend([before, json.as_str(), after]);
    }
    Ok(text.into_bytes())
}
