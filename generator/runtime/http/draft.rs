//! The inputs of a request.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::body::Body;
use super::operation::{Operation, Redirects, Scopes, Streamed};
use super::retry::RetryPolicy;
use super::servers::OwnServer;

/// The inputs of a request, each encoded for its place.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    pub(super) path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<String>,
    pub(crate) headers: HeaderMap,
    pub(super) cookies: Vec<String>,
    pub(crate) body: Option<Body>,
    /// The header of the body, unless `headers` has another one.
    pub(crate) content_type: Option<HeaderValue>,
    /// The URL of another page, from a response.
    pub(crate) page: Option<String>,
    pub(super) server: Option<OwnServer>,
    pub(super) scopes: Scopes,
    /// What is wrong with an input; the first such thing.
    pub(super) unfit: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) max_redirects: Option<usize>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) has_idempotency_key: bool,
    pub(super) is_without_credentials: bool,
    pub(super) accept: &'static str,
    pub(super) redirects: Redirects,
    pub(super) streamed: &'static [Streamed],
}

impl Draft {
    /// A request without inputs.
    pub(super) fn of<Op: Operation>() -> Self {
        Self {
            server: Op::SERVER,
            scopes: Op::SCOPES,
            accept: Op::ACCEPT,
            redirects: Op::REDIRECTS,
            streamed: Op::STREAMED,
            ..Self::default()
        }
    }

    pub(super) fn path(&mut self, name: &'static str, text: String) {
        if text.is_empty() {
            self.refuse(format!("the path parameter `{name}` is empty"));
        }
        self.path.push((name, text));
    }

    pub(super) fn query(&mut self, pairs: Vec<String>) {
        self.query.extend(pairs);
    }

    pub(super) fn cookies(&mut self, pairs: Vec<String>) {
        self.cookies.extend(pairs);
    }

    pub(super) fn header(&mut self, name: &str, value: String) {
        match (name.parse::<HeaderName>(), HeaderValue::from_bytes(value.as_bytes())) {
            (Ok(name), Ok(value)) => {
                self.has_idempotency_key |= name == "idempotency-key";
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header `{name}` contains a character that isn't allowed")),
        }
    }

    /// A body goes by its own media type where it has one; a declared range like `image/*` is none.
    pub(super) fn body(&mut self, media_type: &str, body: Body) {
        let is_range = media_type.contains('*');
        match (body.own_content_type(), media_type) {
            (Some(own), _) => self.set_content_type(own),
            (None, "*/*") => self.set_content_type("application/octet-stream"),
            (None, "text/*") => self.set_content_type("text/plain"),
            (None, _) if is_range => self.refuse(format!(
                "the body may be any `{media_type}`; set its media type with `Body::content_type`"
            )),
            (None, _) => self.set_content_type(media_type),
        }
        self.body = Some(body);
    }

    fn set_content_type(&mut self, media_type: &str) {
        match HeaderValue::from_bytes(media_type.as_bytes()) {
            Ok(value) => self.content_type = Some(value),
            Err(_) => self.refuse(format!("`{}` isn't a media type", media_type.escape_debug())),
        }
    }

    pub(super) fn refuse(&mut self, problem: String) {
        self.unfit.get_or_insert(problem);
    }
}
