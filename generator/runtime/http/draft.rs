//! The inputs of a request.

use std::borrow::Cow;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::body::Body;
use super::facts::{Facts, Redirects, Scopes, Streamed};
use super::inputs::Inputs;
use super::parameters::Style;
use super::retry::RetryPolicy;
use super::servers::OwnServer;
use super::tree::Tree;

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
    /// Where it is sent, and how, if no operation says that.
    pub(super) target: Option<Box<Target>>,
    /// Properties that are added to a JSON body.
    pub(super) properties: Vec<(String, Tree)>,
    /// The URL of another page, from a response.
    pub(crate) page: Option<String>,
    /// What is kept of the inputs so that they can be checked.
    pub(crate) inputs: Inputs,
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

/// Media types of several parts: RFC 2046, section 5.1.
fn is_multipart(media_type: &str) -> bool {
    media_type.trim_start().to_ascii_lowercase().starts_with("multipart/")
}

impl Draft {
    /// The facts of the request by these inputs, which may say the method themselves.
    pub(super) fn facts(&self, facts: Facts) -> Facts {
        match &self.target {
            Some(target) => Facts {
                method: Cow::Owned(target.method.to_string()),
                ..facts
            },
            None => facts,
        }
    }

    /// The same request, with the whole body of its response.
    pub(super) fn whole(mut self: Box<Self>) -> Box<Self> {
        self.streamed = &[];
        self
    }

    pub(super) fn path_input(&mut self, name: &'static str, value: &Tree, style: Style) {
        self.inputs.path(name, value);
        self.path(name, style.in_path(name, value));
    }

    pub(super) fn query_input(&mut self, name: &'static str, value: &Tree, style: Style) {
        self.inputs.query(name, value);
        self.query(style.in_query(name, value));
    }

    pub(super) fn header_input(&mut self, name: &'static str, value: &Tree, style: Style) {
        self.inputs.header(name, value);
        if let Some(text) = style.in_header(value) {
            self.header(name, text);
        }
    }

    pub(super) fn cookie_input(&mut self, name: &'static str, value: &Tree, style: Style) {
        self.inputs.cookie(name, value);
        self.cookies(style.in_query(name, value));
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
            (None, _) if is_multipart(media_type) && !media_type.contains("boundary=") => self.refuse(format!(
                "a body of `{media_type}` needs a media type with its `boundary`; set it with `Body::content_type`"
            )),
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

/// A target of a request, and its method.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) method: Method,
    /// A path below the base URL, or a URL.
    pub(super) location: String,
}
