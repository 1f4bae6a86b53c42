//! The one path to the network.

use std::pin::Pin;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Method, Url};

use super::body::Body;
use super::client::{Client, Shared};
use super::credentials::{self, Carried};
use super::error::{Problem, ProblemKind};
use super::operation::{Facts, Streamed};
use super::reply::{self, Origin, Reply};
use super::retry::{self, RetryPolicy};
use super::transport::{TransportError, TransportErrorKind, TransportRequest, TransportResponse};

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 10;

/// The inputs of a request, each encoded for its place.
#[derive(Default)]
pub(super) struct Draft {
    path: Vec<(&'static str, String)>,
    query: Vec<String>,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Option<Body>,
    /// What is wrong with an input; the first such thing.
    unfit: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) has_idempotency_key: bool,
    pub(super) accept: &'static str,
    pub(super) streamed: &'static [Streamed],
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

    /// A body goes by its own media type where it has one; a declared range like `image/*` is none.
    pub(super) fn body(&mut self, media_type: &str, body: Body) {
        let is_range = media_type.contains('*');
        match (body.own_content_type(), media_type) {
            (Some(own), _) => self.header("content-type", own.to_owned()),
            (None, "*/*") => self.header("content-type", "application/octet-stream".to_owned()),
            (None, "text/*") => self.header("content-type", "text/plain".to_owned()),
            (None, _) if is_range => self.refuse(format!(
                "the body may be any `{media_type}`: say which it is with `Body::content_type`"
            )),
            (None, _) => self.header("content-type", media_type.to_owned()),
        }
        self.body = Some(body);
    }

    pub(super) fn refuse(&mut self, problem: String) {
        self.unfit.get_or_insert(problem);
    }
}

/// Sends a request, again where that is called for, and gives the whole answer within the time that it may take; of an
/// answer that is streamed the head alone.
pub(super) fn run(
    client: Client,
    facts: Facts,
    draft: Draft,
) -> Pin<Box<dyn Future<Output = Result<Reply, Problem>> + Send>> {
    Box::pin(async move {
        let timeout = draft.timeout.unwrap_or(client.shared.timeout);
        let retry = draft.retry.clone();
        match tokio::time::timeout(timeout, with_retries(&client.shared, &facts, draft)).await {
            Ok(result) => result.map(|reply| {
                reply.of(|| Origin {
                    retry: retry.unwrap_or_else(|| client.shared.retry.clone()),
                    client,
                    facts,
                    timeout,
                })
            }),
            Err(_) => Err(Problem::timeout(timeout)),
        }
    })
}

async fn with_retries(shared: &Shared, facts: &Facts, draft: Draft) -> Result<Reply, Problem> {
    let policy = draft.retry.clone().unwrap_or_else(|| shared.retry.clone());
    let may_repeat = policy.allows_repetition(&facts.method, draft.has_idempotency_key);
    let streamed = draft.streamed;
    let request = request(shared, facts, draft)?;
    let mut retries = 0;
    loop {
        let result = attempt(shared, request.clone(), streamed).await;
        if !is_whole(&request) {
            return result;
        }
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

/// Whether the body is still there to be sent: what a reader gave is gone.
fn is_whole(request: &TransportRequest) -> bool {
    request.body.as_ref().is_none_or(Body::is_whole)
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
    let url = url(shared, facts, &draft.path, &draft.query, &carried)?;
    let mut headers = shared.headers.clone();
    headers.entry(ACCEPT).or_insert(accept(draft.accept));
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

/// What the operation declares, and anything else rather than a refusal: RFC 9110, section 12.5.1.
fn accept(declared: &'static str) -> HeaderValue {
    match declared.contains("*/*") {
        true => HeaderValue::from_static(declared),
        false => HeaderValue::from_str(&format!("{declared}, */*;q=0.1")).unwrap_or(HeaderValue::from_static("*/*")),
    }
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
    let mut path = facts.path.split('#').next().unwrap_or_default().to_owned();
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

async fn attempt(shared: &Shared, request: TransportRequest, streamed: &'static [Streamed]) -> Result<Reply, Problem> {
    let for_later = (!streamed.is_empty()).then(|| request.clone());
    let response = with_redirects(shared, request).await?;
    match for_later {
        Some(request) if is_streamed(streamed, &response) => Ok(Reply::unread(response, request)),
        _ => whole(response, shared.max_response_bytes).await,
    }
}

fn is_streamed(streamed: &[Streamed], response: &TransportResponse) -> bool {
    streamed.iter().any(|(statuses, media_types)| {
        statuses.contains(&response.status)
            && (media_types.is_empty() || reply::has_media_type(&response.headers, media_types))
    })
}

/// Sends a request again whose answer broke off, and gives the new answer.
pub(super) async fn reopened(shared: &Shared, request: TransportRequest) -> Result<TransportResponse, Problem> {
    with_redirects(shared, request).await
}

async fn with_redirects(shared: &Shared, mut request: TransportRequest) -> Result<TransportResponse, Problem> {
    for _ in 0..MAX_REDIRECTS {
        let response = shared.transport.send(request.clone()).await?;
        match redirected(shared, &request, &response) {
            Some(next) => request = next,
            None => return Ok(response),
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
    is_whole(&next).then_some(next)
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
    Ok(Reply::whole(response.status, response.headers, body))
}

impl Problem {
    fn is_before_sending(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Connect)
    }
}
