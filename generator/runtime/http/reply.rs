//! Responses.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderMap;

use super::client::Client;
use super::departures::Observed;
use super::draft::Draft;
use super::facts::Facts;
use super::media_types::has_media_type;
use super::media_types::is_latin1;
use super::media_types::media_type;
use super::mismatch::Mismatch;
use super::retry::RetryPolicy;
use super::transport::{TransportBody, TransportResponse};
use crate::runtime::json::{self, Json, JsonError};

/// A response that isn't decoded yet: a whole one, or the head of a streamed one.
pub struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    unread: Cell<Option<Box<Unread>>>,
    /// What departs from the document, if the client listens.
    pub(super) observed: Option<Box<Observed>>,
}

/// The body of a streamed response, of which nothing is read yet.
pub(super) struct Unread {
    pub(super) body: Box<dyn TransportBody>,
    pub(super) origin: Option<Origin>,
}

/// What a stream must know of the call that it comes from.
pub(super) struct Origin {
    pub(super) client: Client,
    pub(super) facts: Facts,
    pub(super) timeout: Duration,
    pub(super) retry: RetryPolicy,
    /// The inputs, by which a stream that breaks off is asked for again.
    pub(super) draft: Option<Box<Draft>>,
}

impl Reply {
    pub(crate) fn whole(status: u16, headers: HeaderMap, body: Vec<u8>) -> Self {
        Self {
            status,
            headers,
            body,
            unread: Cell::new(None),
            observed: None,
        }
    }

    pub(super) fn unread(response: TransportResponse) -> Self {
        let unread = Unread {
            body: response.body,
            origin: None,
        };
        let reply = Self::whole(response.status, response.headers, Vec::new());
        reply.unread.set(Some(Box::new(unread)));
        reply
    }

    /// The same response, for a client that listens to departures.
    pub(super) fn observed(mut self, observed: Option<Observed>) -> Self {
        self.observed = observed.map(Box::new);
        self
    }

    /// The same response; if it is streamed, with its call.
    pub(super) fn of(self, origin: impl FnOnce() -> Origin) -> Self {
        if let Some(mut unread) = self.unread.take() {
            unread.origin = Some(origin());
            self.unread.set(Some(unread));
        }
        self
    }

    /// The body of a streamed response, once.
    pub(super) fn take_unread(&self) -> Option<(Box<Unread>, Origin)> {
        let mut unread = self.unread.take()?;
        let origin = unread.origin.take()?;
        Some((unread, origin))
    }

    /// The status.
    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    /// Whether the body is of one of these media types, or of one of their ranges, like `text/*`.
    pub(crate) fn is(&self, media_types: &[&str]) -> bool {
        has_media_type(&self.headers, media_types)
    }

    /// The body as JSON. An empty one is null, where the type has that.
    pub(crate) fn json<T: Json>(&self) -> Result<T, Mismatch> {
        let read = self.decoded(&self.in_utf8());
        read.or_else(|error| self.text_as_json().ok_or(error))
            .map_err(Mismatch::Json)
    }

    /// The value of a JSON text that is the body, or that the body stands for. Nothing is null, where the type has that.
    pub(crate) fn decoded<T: Json>(&self, text: &[u8]) -> Result<T, JsonError> {
        if let Some(observed) = &self.observed {
            observed.read(text, |reader| T::read(reader).map(drop));
        }
        match text.trim_ascii().is_empty() {
            true => json::from_str("null").map_err(|_| JsonError::new("the body is empty")),
            false => json::from_slice(text),
        }
    }

    /// The body in UTF-8, which is the encoding of JSON (RFC 8259, section 8.1), without a byte order mark; some servers
    /// send Latin-1 and say so.
    pub(crate) fn in_utf8(&self) -> Cow<'_, [u8]> {
        let body = self.without_mark();
        match is_latin1(&self.headers) && std::str::from_utf8(body).is_err() {
            true => Cow::Owned(Self::latin1(body).into_bytes()),
            false => Cow::Borrowed(body),
        }
    }

    /// A text in Latin-1, whose bytes are the first characters of Unicode.
    pub(crate) fn latin1(bytes: &[u8]) -> String {
        bytes.iter().copied().map(char::from).collect()
    }

    /// A text that came where a string in JSON is declared.
    fn text_as_json<T: Json>(&self) -> Option<T> {
        let is_text = media_type(&self.headers)?.starts_with("text/plain");
        let text = is_text
            .then(|| std::str::from_utf8(self.without_mark()).ok())
            .flatten()?;
        json::from_slice(&json::to_vec(&text.to_owned())).ok()
    }

    /// The body without a byte order mark.
    fn without_mark(&self) -> &[u8] {
        self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.body)
    }

    /// The body as text, in the encoding that the response declares.
    pub(crate) fn text(&self) -> Result<String, Mismatch> {
        self.observed.iter().for_each(|observed| observed.is_text());
        if let Some(text) = self.json_text() {
            return Ok(text);
        }
        if is_latin1(&self.headers) {
            return Ok(Self::latin1(&self.body));
        }
        String::from_utf8(self.without_mark().to_vec()).map_err(|_| Mismatch::Text)
    }

    /// What a string in JSON says, where the body came as JSON although text is declared.
    fn json_text(&self) -> Option<String> {
        self.says_json().then(|| json::from_slice(&self.body).ok()).flatten()
    }

    /// The body as a string: what the JSON text of one says, or the text itself.
    pub(crate) fn string(&self) -> Result<String, Mismatch> {
        match self.says_json() {
            true => self.json(),
            false => self.text(),
        }
    }

    /// Whether the response says that its body is JSON.
    pub(crate) fn says_json(&self) -> bool {
        media_type(&self.headers).is_some_and(|name| name.ends_with("json"))
    }

    /// The body as it is.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Mismatch> {
        Ok(self.body.clone())
    }
}

/// A success response: value, status code, headers and the body as it was received.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it was received; empty for a stream.
    pub raw_body: Vec<u8>,
    /// The value.
    pub value: T,
}

/// The raw body isn't shown.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
