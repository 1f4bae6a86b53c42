//! The one path to the network.

use std::pin::Pin;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Url};

use super::client::{Client, Shared};
use super::credentials::{self, Carried};
use super::error::{Problem, ProblemKind};
use super::operation::Facts;
use super::page_url;
use super::reply::Reply;
use super::retry::{self, RetryPolicy};
use super::transport::{TransportError, TransportErrorKind, TransportRequest, TransportResponse};

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 10;

/// The inputs of a request, each encoded for its place.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<String>,
    pub(crate) headers: HeaderMap,
    cookies: Vec<String>,
    pub(crate) body: Option<Vec<u8>>,
    /// The URL of another page, as an answer gave it.
    pub(crate) page: Option<String>,
    /// What is wrong with an input; the first such thing.
    unfit: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) has_idempotency_key: bool,
}

impl Draft {
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
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header `{name}` holds a character that no header can hold")),
        }
    }

    pub(super) fn body(&mut self, media_type: &'static str, body: Vec<u8>) {
        self.header("content-type", media_type.to_owned());
        self.body = Some(body);
    }

    fn refuse(&mut self, problem: String) {
        self.unfit.get_or_insert(problem);
    }
}

/// Sends a request, again where that is called for, and gives the whole answer within the time that it may take.
pub(crate) fn run(
    client: Client,
    facts: Facts,
    draft: Draft,
) -> Pin<Box<dyn Future<Output = Result<Reply, Problem>> + Send>> {
    Box::pin(async move {
        let timeout = draft.timeout.unwrap_or(client.shared.timeout);
        match tokio::time::timeout(timeout, with_retries(&client.shared, &facts, draft)).await {
            Ok(result) => result,
            Err(_) => Err(Problem::timeout(timeout)),
        }
    })
}

async fn with_retries(shared: &Shared, facts: &Facts, draft: Draft) -> Result<Reply, Problem> {
    let policy = draft.retry.clone().unwrap_or_else(|| shared.retry.clone());
    let may_repeat = policy.allows_repetition(&facts.method, draft.has_idempotency_key);
    let request = request(shared, facts, draft)?;
    let mut retries = 0;
    loop {
        let result = with_redirects(shared, request.clone()).await;
        let Some(retry_after) = worth_another_try(&result, may_repeat) else {
            return result;
        };
        let Some(delay) = policy.delay(retries, retry_after) else {
            return result;
        };
        tokio::time::sleep(delay).await;
        retries += 1;
    }
}

/// Whether to try again, and the time that the server asks to wait.
fn worth_another_try(result: &Result<Reply, Problem>, may_repeat: bool) -> Option<Option<Duration>> {
    match result {
        Ok(reply) => (may_repeat && retry::is_transient(reply.status)).then(|| retry::retry_after(&reply.headers)),
        Err(problem) if problem.is_before_sending() => Some(None),
        Err(problem) => (may_repeat && problem.kind != ProblemKind::Request && problem.kind != ProblemKind::TooLarge)
            .then_some(None),
    }
}

fn request(shared: &Shared, facts: &Facts, draft: Draft) -> Result<TransportRequest, Problem> {
    if let Some(problem) = draft.unfit {
        return Err(Problem::request(problem));
    }
    let carried = credentials::choose(&shared.credentials, facts.security)?;
    let url = match &draft.page {
        None => url(shared, facts, &draft.path, &draft.query, &carried)?,
        Some(page) => {
            let own = url(shared, facts, &draft.path, &[], &Carried::default())?;
            page_url::of(&own, page, &carried.query)?
        }
    };
    let mut headers = shared.headers.clone();
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static("application/json, */*;q=0.5"));
    let cookies: Vec<&str> = draft
        .cookies
        .iter()
        .chain(&carried.cookies)
        .map(String::as_str)
        .collect();
    if !cookies.is_empty() {
        headers.insert(COOKIE, secret(&cookies.join("; "))?);
    }
    for (name, value) in &carried.headers {
        let name = name
            .parse::<HeaderName>()
            .map_err(|_| Problem::request("the credentials' header has no valid name"))?;
        headers.insert(name, secret(value)?);
    }
    for (name, value) in &draft.headers {
        headers.insert(name, value.clone());
    }
    Ok(TransportRequest::new(facts.method.clone(), url, headers, draft.body))
}

/// A header value that HTTP/2 doesn't index and `Debug` doesn't show.
fn secret(value: &str) -> Result<HeaderValue, Problem> {
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| Problem::request("the credentials hold a character that no header can hold"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn url(
    shared: &Shared,
    facts: &Facts,
    variables: &[(&'static str, String)],
    query: &[String],
    carried: &Carried,
) -> Result<Url, Problem> {
    let mut path = facts.path.to_owned();
    for (name, text) in variables {
        path = path.replace(&format!("{{{name}}}"), text);
    }
    if let Some(segment) = path.split('/').find(|segment| matches!(*segment, "." | "..")) {
        return Err(Problem::request(format!(
            "a path segment can't be `{segment}`: it would lead to another path"
        )));
    }
    let mut text = format!("{}{path}", shared.base_url.as_str().trim_end_matches('/'));
    let pairs: Vec<&str> = query.iter().chain(&carried.query).map(String::as_str).collect();
    if !pairs.is_empty() {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(&pairs.join("&"));
    }
    Url::parse(&text).map_err(|error| Problem::request(format!("the URL is not valid: {error}")))
}

async fn with_redirects(shared: &Shared, mut request: TransportRequest) -> Result<Reply, Problem> {
    for _ in 0..MAX_REDIRECTS {
        let response = shared.transport.send(request.clone()).await?;
        match redirected(shared, &request, &response) {
            Some(next) => request = next,
            None => return whole(response, shared.max_response_bytes).await,
        }
    }
    let error = TransportError::new(TransportErrorKind::Other, "too many redirects");
    Err(Problem::from(error))
}

/// The request that a redirect asks for: RFC 9110, section 15.4. Credentials never go to another origin, nor does a body.
fn redirected(shared: &Shared, request: &TransportRequest, response: &TransportResponse) -> Option<TransportRequest> {
    let keeps_method = matches!(response.status, 307 | 308);
    if !keeps_method && !matches!(response.status, 301..=303) {
        return None;
    }
    let target = request.url.join(response.headers.get(LOCATION)?.to_str().ok()?).ok()?;
    let is_own = target.origin() == shared.base_url.origin();
    let is_read = matches!(request.method, Method::GET | Method::HEAD);
    let mut next = request.clone();
    if !is_read && !keeps_method {
        next.method = Method::GET;
        next.body = None;
        next.headers.remove(CONTENT_TYPE);
    }
    if !is_own {
        if next.body.is_some() || !matches!(target.scheme(), "http" | "https") {
            return None;
        }
        next.headers = HeaderMap::new();
        next.headers
            .extend(request.headers.get(ACCEPT).map(|value| (ACCEPT, value.clone())));
    }
    next.url = target;
    Some(next)
}

/// The whole answer, if it is not larger than it may be.
async fn whole(mut response: TransportResponse, limit: u64) -> Result<Reply, Problem> {
    let mut body = Vec::new();
    while let Some(chunk) = response.body.chunk().await? {
        if body.len() as u64 + chunk.len() as u64 > limit {
            return Err(Problem::too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply {
        status: response.status,
        headers: response.headers,
        body,
    })
}

impl Problem {
    fn is_before_sending(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Connect)
    }
}
