//! Details of failed calls.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::facts::Facts;
use super::media_types;
use super::mismatch::Mismatch;
use super::problem::{Cause, ProblemKind};
use super::reply::{self, Reply};
use super::retry;
use super::server_message::{self, Shown};
use super::transport::{TransportError, TransportErrorKind};
use crate::runtime::causes::Causes;

/// Details of a failed call.
pub struct Failure {
    pub(super) context: Box<Context>,
}

pub(super) struct Context {
    pub(super) operation: &'static str,
    pub(super) method: String,
    pub(super) path: &'static str,
    pub(super) status: Option<u16>,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    pub(super) message: Option<String>,
    pub(super) kind: Option<ProblemKind>,
    pub(super) cause: Option<Cause>,
}

impl Failure {
    pub(super) fn new(facts: &Facts) -> Self {
        Self {
            context: Box::new(Context {
                operation: facts.id,
                method: facts.method.to_string(),
                path: facts.path,
                status: None,
                headers: HeaderMap::new(),
                body: Vec::new(),
                message: None,
                kind: None,
                cause: None,
            }),
        }
    }

    pub(super) fn with_reply(mut self, reply: Reply) -> Self {
        self.context.status = Some(reply.status);
        self.context.headers = reply.headers;
        self.context.body = reply.body;
        self
    }

    pub(super) fn with_mismatch(mut self, mismatch: Mismatch) -> Self {
        match mismatch {
            Mismatch::Undeclared => {
                self.context.message = Some("the API description declares no such response".to_owned())
            }
            Mismatch::Text => {
                let unfit = || "the body is not UTF-8 text".to_owned();
                self.context.message = Some(self.compressed().unwrap_or_else(unfit));
            }
            Mismatch::MediaType(expected) => self.context.message = Some(self.other_than(expected)),
            Mismatch::Json(error) => {
                let unfit = || "the body doesn't match the API description".to_owned();
                let known = self.compressed().or_else(|| self.unfit_content_type());
                self.context.message = Some(known.unwrap_or_else(unfit));
                self.context.cause = Some(Cause::Json(error));
            }
        }
        self
    }

    /// What to do about a body that came compressed: RFC 9110, section 8.4. The transport takes the header off what it
    /// decompresses.
    fn compressed(&self) -> Option<String> {
        let encoding = self.context.headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
        let remedy = ["gzip", "br", "deflate"]
            .iter()
            .zip(["gzip", "brotli", "deflate"])
            .find(|(name, _)| encoding.eq_ignore_ascii_case(name))
            .map(|(_, feature)| format!("; enable the feature `{feature}` of this crate"));
        let is_compressed = !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity");
        let encoding = encoding.escape_debug();
        is_compressed.then(|| format!("the body is compressed (`{encoding}`){}", remedy.unwrap_or_default()))
    }

    fn unfit_content_type(&self) -> Option<String> {
        let is_json = media_types::media_type(&self.context.headers)?.ends_with("json");
        (!is_json).then(|| self.other_than("JSON"))
    }

    fn other_than(&self, expected: &str) -> String {
        match media_types::media_type(&self.context.headers) {
            Some(found) => format!("expected {expected}, found `{found}`"),
            None => format!("expected {expected}, found no `content-type`"),
        }
    }

    /// The `operationId` of the operation.
    pub fn operation(&self) -> &'static str {
        self.context.operation
    }

    /// The status code of the response; `None` if there was none.
    pub fn status(&self) -> Option<u16> {
        self.context.status
    }

    /// The headers of the response; empty if there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.context.headers
    }

    /// The raw response body, which may contain secrets; empty if there was none. For a stream, it is the event or line
    /// that doesn't match.
    pub fn raw_body(&self) -> &[u8] {
        &self.context.body
    }

    /// The id that the server assigned to the request: the header `X-Request-Id` or `Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        let header = |name: &str| self.context.headers.get(name).and_then(|value| value.to_str().ok());
        header("x-request-id").or_else(|| header("request-id"))
    }

    /// The server's message, if this is an error response whose JSON or XML has one: `message`, `error.message`, `detail`,
    /// `error_description`, `errors[0].message`, `title` and other usual places. Untrusted text of any length; `Display`
    /// shows the start of it, with control characters escaped.
    pub fn message(&self) -> Option<String> {
        let is_error = self.context.status? >= 400;
        is_error.then(|| server_message::message(&self.context.body)).flatten()
    }

    /// The server's error code, if this is an error response whose JSON or XML has one: `code`, `error.code`, `errors[0].code` and
    /// other usual places. A code that only repeats the status code doesn't count.
    pub fn code(&self) -> Option<String> {
        let status = self.context.status.filter(|status| *status >= 400)?;
        server_message::code(&self.context.body, status)
    }

    /// Whether no connection was established, to the API or to its token endpoint, so the server didn't receive the request.
    pub fn is_connect(&self) -> bool {
        self.has_transport_error(TransportErrorKind::Connect)
    }

    /// Whether the call timed out, or getting its access token did.
    pub fn is_timeout(&self) -> bool {
        self.context.kind == Some(ProblemKind::Timeout) || self.has_transport_error(TransportErrorKind::Timeout)
    }

    fn has_transport_error(&self, kind: TransportErrorKind) -> bool {
        let causes = std::iter::successors(StdError::source(self), |&error| error.source());
        let mut kinds = causes.filter_map(|error| error.downcast_ref().map(TransportError::kind));
        kinds.any(|found| found == kind)
    }

    /// How long the server asks to wait before a retry: the header `Retry-After`, in seconds or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(&self.context.headers)
    }

    /// Where the body doesn't match the API description: a JSON Pointer (RFC 6901), relative to the event or line of a stream.
    pub fn json_path(&self) -> Option<String> {
        match &self.context.cause {
            Some(Cause::Json(error)) => Some(error.path()),
            _ => None,
        }
    }
}

/// `POST /items: 409 Conflict: the server's message`
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = &self.context;
        write!(formatter, "{} {}", context.method, context.path)?;
        if let Some(status) = context.status {
            let reason = reqwest::StatusCode::from_u16(status)
                .ok()
                .and_then(|status| status.canonical_reason());
            write!(
                formatter,
                ": {status}{}{}",
                if reason.is_some() { " " } else { "" },
                reason.unwrap_or_default()
            )?;
        }
        match (self.message(), &context.message) {
            (Some(said), Some(message)) => write!(formatter, ": {} ({message})", Shown(&said)),
            (Some(said), None) => write!(formatter, ": {}", Shown(&said)),
            (None, Some(message)) => write!(formatter, ": {message}"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Failure({})", Causes(self))
    }
}

impl StdError for Failure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.context.cause.as_ref().map(Cause::error)
    }
}
