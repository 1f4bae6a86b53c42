//! Server-sent events: [WHATWG HTML, section 9.2](https://html.spec.whatwg.org/multipage/server-sent-events.html).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use reqwest::header::HeaderValue;

use super::super::call_error::CallError;
use super::super::platform::{self, BoxFuture};
use super::super::problem::Problem;
use super::super::reply::Reply;
use super::super::send;
use super::super::transport::TransportBody;
use super::chunks::{Chunks, StreamError};
use super::event_parser::{EventParser, RawEvent};
use crate::runtime::http::mismatch::Mismatch;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use crate::runtime::iterators::Blocking;
use crate::runtime::json::{self, Json, JsonError, Writer};

/// A stream of server-sent events.
///
/// Read it with [`next`](Self::next) or as a `futures` stream. An event that doesn't match the API description is an error
/// that names it, and the stream continues; any other error ends the stream.
/// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) limits each event, not the stream. The timeout applies
/// between chunks, including comments.
///
/// If the connection of a `GET` breaks, or the server closes it after a `retry` field, the stream reconnects with
/// `Last-Event-ID`, provided that the events have ids: without them, it would start from the beginning. The new call has the
/// same inputs, credentials (renewed if necessary) and retries. The client's [`RetryPolicy`](crate::RetryPolicy) limits the
/// number of reconnections between two events.
pub struct EventStream<T> {
    source: Box<Source>,
    read: Read<T>,
}

/// What becomes of an event of a stream, given the last id; `None` where it is none after all.
type Read<T> = fn(&mut Chunks, &RawEvent, Option<&str>) -> Option<Result<T, JsonError>>;

/// An event whose data the API description describes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event; `message` if the server sends none.
    pub event: String,
    /// The id of the event, or the last id before it.
    pub id: Option<String>,
    /// The data.
    pub data: T,
}

impl<T> EventStream<T> {
    /// The next event; `None` at the end. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll_value(context)).await
    }

    /// The id of the last event that had one, from which the server can continue.
    pub fn last_event_id(&self) -> Option<&str> {
        self.source.last_id.as_deref()
    }

    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        loop {
            let event = match ready!(self.source.poll(context)) {
                Some(Ok(event)) => event,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            let source = &mut *self.source;
            if let Some(read) = (self.read)(&mut source.chunks, &event, source.last_id.as_deref()) {
                return Poll::Ready(Some(read.map_err(|error| self.source.unfit(event, error))));
            }
        }
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<T> EventStream<T> {
    /// The events as an iterator, for code without async. Requires the feature `blocking`.
    pub fn blocking(self) -> Blocking<Self> {
        let facts = self.source.chunks.origin.facts.clone();
        Blocking::new(self, facts, |stream| &mut stream.source.chunks.origin.client)
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_value(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EventStream({} read)", self.source.count)
    }
}

impl Reply {
    /// The body as events whose data is JSON, up to one whose data is `end`.
    pub(crate) fn events<T: Json>(&self, end: Option<&'static str>) -> Result<EventStream<Event<T>>, Mismatch> {
        self.event_stream(end, json_data)
    }

    /// The body as events whose data is text.
    pub(crate) fn text_events(&self, end: Option<&'static str>) -> Result<EventStream<Event<String>>, Mismatch> {
        self.event_stream(end, text_data)
    }

    /// The body as events that the document describes as objects of `event`, `data`, `id` and `retry`.
    pub(crate) fn event_objects<T: Json>(&self, end: Option<&'static str>) -> Result<EventStream<T>, Mismatch> {
        self.event_stream(end, |chunks, event, _| object(chunks, event, is_json))
    }

    /// The same, where `data` is text, whatever it looks like.
    pub(crate) fn text_event_objects<T: Json>(&self, end: Option<&'static str>) -> Result<EventStream<T>, Mismatch> {
        self.event_stream(end, |chunks, event, _| object(chunks, event, |_| false))
    }

    fn event_stream<T>(&self, end: Option<&'static str>, read: Read<T>) -> Result<EventStream<T>, Mismatch> {
        let chunks = Chunks::of(self, MEDIA_TYPE)?;
        let source = Box::new(Source {
            parser: EventParser::new(chunks.limit()),
            chunks,
            state: State::Reading,
            end,
            last_id: None,
            retry: None,
            failures: 0,
            count: 0,
        });
        Ok(EventStream { source, read })
    }
}

const MEDIA_TYPE: &str = "text/event-stream";

/// An event without data is none, and no JSON is empty.
fn json_data<T: Json>(chunks: &mut Chunks, event: &RawEvent, id: Option<&str>) -> Option<Result<Event<T>, JsonError>> {
    let data = event.data.as_deref().filter(|data| !data.is_empty())?;
    let data = chunks.value(data.as_bytes());
    Some(data.map(|data| with_data(event, id, data)))
}

fn text_data(_: &mut Chunks, event: &RawEvent, id: Option<&str>) -> Option<Result<Event<String>, JsonError>> {
    let data = event.data.clone()?;
    Some(Ok(with_data(event, id, data)))
}

fn with_data<T>(event: &RawEvent, id: Option<&str>, data: T) -> Event<T> {
    let name = event.name.as_deref().filter(|name| !name.is_empty());
    Event {
        event: name.unwrap_or("message").to_owned(),
        id: id.map(str::to_owned),
        data,
    }
}

/// The event as the document describes it. The standard knows no event without data; one that fits is given all the same.
fn object<T: Json>(chunks: &mut Chunks, event: &RawEvent, is_json: fn(&str) -> bool) -> Option<Result<T, JsonError>> {
    let text = object_text(event, is_json);
    match event.data {
        Some(_) => Some(chunks.value(text.as_bytes())),
        None => json::from_str(&text).ok().map(Ok),
    }
}

fn object_text(event: &RawEvent, is_json: fn(&str) -> bool) -> String {
    let mut writer = Writer::new();
    writer.begin_object();
    for (name, value) in [("event", &event.name), ("id", &event.id)] {
        if let Some(value) = value {
            writer.name(name);
            writer.string(value);
        }
    }
    if let Some(retry) = event.retry {
        writer.name("retry");
        writer.number(retry);
    }
    if let Some(data) = &event.data {
        writer.name("data");
        match is_json(data) {
            true => writer.raw(data),
            false => writer.string(data),
        }
    }
    writer.end_object();
    writer.into_string()
}

fn is_json(data: &str) -> bool {
    json::from_str::<serde_json::Value>(data).is_ok()
}

/// The events, whatever their data is.
struct Source {
    chunks: Chunks,
    parser: EventParser,
    state: State,
    /// The data by which the server says that the stream is over.
    end: Option<&'static str>,
    last_id: Option<String>,
    retry: Option<Duration>,
    /// How often the connection broke since the last event.
    failures: u32,
    count: u64,
}

enum State {
    Reading,
    Reopening(Reopening),
    Over,
}

type Reopening = BoxFuture<'static, Result<Reply, Problem>>;

impl Source {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawEvent, StreamError>>> {
        loop {
            match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Reopening(reopening) => {
                    let response = ready!(reopening.as_mut().poll(context));
                    if let Some(error) = self.reopened(response) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                State::Reading => match self.parser.next() {
                    Ok(Some(event)) if self.is_end(&event) => self.end(),
                    Ok(Some(event)) => return Poll::Ready(Some(Ok(event))),
                    Ok(None) => {
                        let chunk = ready!(self.chunks.poll(context));
                        if let Some(error) = self.read(chunk) {
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                    Err(_) => {
                        let limit = self.chunks.limit();
                        self.end();
                        let problem = Problem::too_large_part(&format!("event {}", self.count + 1), limit);
                        return Poll::Ready(Some(Err(self.chunks.error(problem))));
                    }
                },
            }
        }
    }

    /// Takes note of an event; `true` when it is the one that ends the stream.
    fn is_end(&mut self, event: &RawEvent) -> bool {
        self.count += 1;
        self.failures = 0;
        if let Some(id) = &event.id {
            self.last_id = Some(id.clone()).filter(|id| !id.is_empty());
        }
        if let Some(retry) = event.retry {
            self.retry = Some(Duration::from_millis(retry));
        }
        self.end.is_some() && event.data.as_deref().map(str::trim) == self.end
    }

    fn end(&mut self) {
        self.state = State::Over;
        self.chunks.stop();
    }

    /// Takes what came over the connection; gives an error that ends the stream.
    fn read(&mut self, chunk: Option<Result<Vec<u8>, Problem>>) -> Option<StreamError> {
        let problem = match chunk {
            Some(Ok(chunk)) => {
                self.parser.add(&chunk);
                return None;
            }
            Some(Err(problem)) => Some(problem),
            None => None,
        };
        let is_asked_back = problem.is_some() || self.retry.is_some();
        match is_asked_back.then(|| self.reopening()).flatten() {
            Some(reopening) => self.state = State::Reopening(reopening),
            None => self.end(),
        }
        match self.state {
            State::Over => problem.map(|problem| self.chunks.error(problem)),
            _ => None,
        }
    }

    /// The request that resumes the stream, if that is permitted.
    fn reopening(&mut self) -> Option<Reopening> {
        let id = HeaderValue::from_str(self.last_id.as_deref()?).ok()?;
        let origin = &self.chunks.origin;
        if origin.facts.method != "GET" {
            return None;
        }
        let backoff = origin.retry.delay(self.failures, None)?;
        let delay = self.retry.unwrap_or(backoff).min(origin.timeout);
        self.failures += 1;
        let mut draft = origin.draft.clone()?;
        draft.headers.insert("last-event-id", id);
        let (client, facts) = (origin.client.clone(), origin.facts.clone());
        Some(Box::pin(async move {
            platform::sleep(delay).await;
            send::run(client, facts, draft).await
        }))
    }

    /// Continues with another response. With 204, the server ends the stream.
    fn reopened(&mut self, reply: Result<Reply, Problem>) -> Option<StreamError> {
        let reply = match reply {
            Ok(reply) => reply,
            Err(problem) => {
                self.end();
                return Some(self.chunks.error(problem));
            }
        };
        if let Some((unread, _)) = reply.take_unread().filter(|_| reply.status == 200) {
            self.go_on_with(unread.body);
            return None;
        }
        self.end();
        let facts = &self.chunks.origin.facts;
        match reply.status {
            204 => None,
            200..=299 => Some(CallError::mismatched(facts, Mismatch::Undeclared, reply)),
            _ => Some(CallError::undocumented(facts, Mismatch::Undeclared, reply)),
        }
    }

    fn go_on_with(&mut self, body: Box<dyn TransportBody>) {
        self.parser = EventParser::new(self.chunks.limit());
        self.chunks.go_on_with(body);
        self.state = State::Reading;
    }

    /// The error of an event that doesn't match the document.
    fn unfit(&self, event: RawEvent, error: JsonError) -> StreamError {
        let name = event.name.map_or(String::new(), |name| format!(" `{name}`"));
        let part = format!("event {}{name}", self.count);
        let body = event.data.unwrap_or_default().into_bytes();
        CallError::unfit_part(&self.chunks.origin.facts, self.chunks.head(body), part, error)
    }
}
